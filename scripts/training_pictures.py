"""Pictures of the Training tab for the docs: verdicts of a scan, and a run with curves, samples and its checkpoints.

    python scripts/training_pictures.py [--pack ../shared/data/pack]

Part of ``make pictures``.  Needs Xvfb.  The scan is of the demo pieces, a copy and a broken file.  The run is real:
it bends the default model towards twelve movements of string quartets (public domain) of the pack for some minutes,
and its best checkpoint writes the hole that is on the roll.  Without the pack that picture stays as it is.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
IMAGES = ROOT / "docs" / "images"
WAIT_MS = 700
FILES, STEPS, INTERVAL = 12, 60, 12  # of the run; a validation every so many steps
PATIENCE_S = 3600


def take(folder: Path, pack: Path) -> None:
    """In a process of its own, on a screen of its own."""
    from PySide6.QtTest import QTest

    from benchmarks.training_tab import open_tab, until

    window, desk = open_tab(folder)
    music = folder / "My music"
    music.mkdir()
    for piece in sorted((ROOT / "resources" / "demo").glob("*.mid")):
        shutil.copy(piece, music)
    shutil.copy(music / "waltz.mid", music / "waltz (copy).mid")
    (music / "broken.mid").write_bytes(b"MThd")
    desk.panel.new.add_folders([music])
    until(lambda: bool(desk.panel.new.scan.model.lines))
    QTest.qWait(WAIT_MS)
    grab(folder / "training.png")
    quartets = sorted((pack / "quartets" / "train").glob("*.mid"))[:FILES]
    if quartets:
        show_a_run(window, desk, quartets, folder)
    window.shut_down()


def show_a_run(window: Any, desk: Any, files: list[Path], folder: Path) -> None:
    from PySide6.QtTest import QTest

    from benchmarks.training_tab import until
    from core.train_run import LIVE_STATES, start
    from fractalmidi_studio.training.presets import PRESETS

    overrides = [f"train.max_steps={STEPS}", "train.max_minutes=null", f"train.valid_interval={INTERVAL}"]
    overrides += ["data.valid=[]", "data.played_styles=null", "train.valid_windows=8", "data.valid_share=0.25"]
    run, process = start(desk.root, "My quartets", PRESETS[0].path, files, overrides)
    until(lambda: process.poll() is not None and run.status().state not in LIVE_STATES, PATIENCE_S)
    if run.status().state != "finished":
        sys.exit(f"the training did not finish: {run.status().sentence}\n{run.log_tail()}")
    page = desk.panel.run
    desk.watcher.look()
    until(lambda: desk.panel.runs.list.count() == 1)
    desk.panel.runs.choose(run.path)
    until(lambda: bool(page.hearing.models))
    page.tabs.setCurrentWidget(page.samples)
    window.panel.fresh_seed.setChecked(False)
    window.hole_commands.bars(64, 128, False)
    window.hole_commands.pitches(60, 84)
    for number, place in enumerate((1, page.hearing.slider.maximum()), 1):
        page.hearing.slider.setValue(place)
        until(lambda number=number: len(window.runs.takes.entries) == number and not window.runs.running)
    QTest.qWait(2 * WAIT_MS)
    grab(folder / "training-run.png")


def grab(path: Path) -> None:
    from PySide6.QtWidgets import QApplication

    QApplication.primaryScreen().grabWindow(0).save(str(path))


def main() -> None:
    from scripts.take_pictures import shrink
    from tests.gui.journey import x_server

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pack", type=Path, default=ROOT.parent / "shared" / "data" / "pack")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside is not None:
        take(options.inside, options.pack)
        os._exit(0)
    with tempfile.TemporaryDirectory(prefix="fractalmidi-pictures-") as name, x_server() as display:
        environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XDG_CACHE_HOME": name}
        command = [sys.executable, __file__, "--inside", name, "--pack", str(options.pack.resolve())]
        subprocess.run(command, check=True, env=environment, timeout=PATIENCE_S + 300)
        for picture in sorted(Path(name).glob("training*.png")):
            shrink(picture, IMAGES / picture.name)
            print(f"{picture.name}  {(IMAGES / picture.name).stat().st_size:,} bytes")
        if not (Path(name) / "training-run.png").exists():
            print(f"training-run.png stays as it is: there are no quartets in {options.pack}")


if __name__ == "__main__":
    main()
