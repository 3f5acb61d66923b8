"""Does the window's heart go on?  How late a 10 ms timer of the window is while everything works at once.

    python -m benchmarks.heartbeat [--seconds 60] [--json OUT.json]

The real window (offscreen) plays a demo in a loop, writes the same bars anew again and again with the real model, and a
training that it has started runs beside it, as from the Training panel.  ``gap`` is the time from one tick to the next;
it is also taken without training and without anything, so that it can be seen what each costs.  Targets: p99 <= 50 ms,
the longest <= 128 ms, both with everything at work on two cores.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtTest import QTest

from benchmarks.heart import Heart
from core.engine.client import EngineClient
from core.train_run.launch import start as start_training
from fractalmidi_studio.app import make_application, make_player
from fractalmidi_studio.files import demo_pieces
from fractalmidi_studio.housekeeping import settle
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
P99_MS, MOST_MS = 50.0, 128.0
PATIENCE_SECONDS = 120.0


def wait_for(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            sys.exit(f"waited in vain for {what}")
        QTest.qWait(50)


def sample_and_play(window: MainWindow, runs: list[int]) -> None:
    """From now on a run follows another, and the music plays in a loop."""

    def again(running: bool) -> None:
        if not running and not window.closed:
            runs.append(1)
            QTimer.singleShot(0, window, window.inpaint)

    window.hole_commands.bars(64, 192, False)
    window.playback.set_loop((0, 256), True)
    wait_for(lambda: window.playback.output is not None, "an output")
    window.playback.toggle()
    window.runs.running_changed.connect(again)
    window.inpaint()
    written: list[object] = []
    window.runs.written.connect(lambda *_: written.append(1))
    wait_for(lambda: bool(written), "the first run")
    if not window.playback.playing:
        sys.exit("the music does not play")


def measure(seconds: float, folder: Path) -> dict[str, dict[str, float]]:
    app = make_application([])
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    window = MainWindow(EngineClient(), make_player, settings)
    window.files.ask_save = lambda _doing: "discard"
    title, path = demo_pieces()[0]
    window.files.open_now(path, title)
    built: list[int] = []
    window.panels.built.connect(lambda: built.append(1))
    window.show()
    wait_for(lambda: bool(built), "the panels")
    window.load_the_rest()
    settle()
    heart, runs, report = Heart(window), [0], {}
    QTest.qWait(1500)
    report["idle"] = heart.gaps(seconds / 4)
    sample_and_play(window, runs)
    before = len(runs)
    report["sampling and playing"] = heart.gaps(seconds / 2) | {"runs": float(len(runs) - before)}
    run, process = start_training(
        folder, "beside", ROOT / "resources" / "configs" / "small.yaml", [ROOT / "resources" / "demo"]
    )
    wait_for(lambda: process.poll() is not None or run_has_steps(run.path), "the training to begin")
    before = len(runs)
    report["sampling, playing and training"] = heart.gaps(seconds) | {"runs": float(len(runs) - before)}
    if process.poll() is not None or not window.playback.playing:
        sys.exit("the training or the music has ended meanwhile")
    process.kill()
    process.wait()
    window.shut_down()
    app.processEvents()
    return report


def run_has_steps(folder: Path) -> bool:
    from core.train_run.status import read_status

    try:
        return read_status(folder / "status.json").step > 0
    except ValueError:
        return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fractalmidi-heart-", ignore_cleanup_errors=True) as name:
        os.environ["XDG_DATA_HOME"] = os.environ["XDG_STATE_HOME"] = name
        report = measure(options.seconds, Path(name))
    for case, figures in report.items():
        print(case)
        for what, value in figures.items():
            print(f"  {what:12} {value:8.1f}")
    last = report["sampling, playing and training"]
    for what, most in (("p99 ms", P99_MS), ("longest ms", MOST_MS)):
        print(f"{what}: {last[what]:.1f} [<= {most:g}]{'  MISSED' if last[what] > most else ''}")
    if options.json:
        options.json.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
