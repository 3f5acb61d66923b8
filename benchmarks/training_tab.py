"""What the Training tab costs the window: its smoothness while a training runs, its memory over hours of training.

    python -m benchmarks.training_tab heartbeat --data FOLDER [--seconds 60]
    python -m benchmarks.training_tab memory [--hours 4]

``heartbeat`` starts a real fine-tuning on FOLDER as a process of its own, as the tab does, and moves the playhead 60
times a second; a late timer is what a user feels.  Target: at most 128 ms between two ticks on two cores.  ``memory``
feeds hours of measurements, a new checkpoint and a new animation every ten minutes, as fast as they can be shown.
Target: less than 5 MB an hour.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtTest import QTest

from benchmarks.no_player import NoPlayer
from core.train_run import LIVE_STATES, RunFolder, RunStatus, names, start
from core.train_run.process import process_mark
from core.train_run.status import write_status
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.training.desk import TrainingDesk
from fractalmidi_studio.training.presets import PRESETS
from fractalmidi_studio.training.watcher import LOOK_MS

BEAT_MS = 1000 / 60
LOOKS_AN_HOUR = 3600 * 1000 // LOOK_MS
WARM_UP_HOURS = 0.5  # curves and caches fill up to their bounds


def open_tab(folder: Path) -> tuple[MainWindow, TrainingDesk]:
    from core.engine.client import EngineClient
    from fractalmidi_studio.app import make_application
    from fractalmidi_studio.files import demo_pieces
    from fractalmidi_studio.settings import Settings

    os.environ["XDG_DATA_HOME"] = str(folder)
    make_application([])
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    window = MainWindow(EngineClient(), NoPlayer, settings)  # type: ignore[arg-type]
    window.files.ask_save = lambda _doing: "discard"
    window.training.ask = lambda _names: "stop"
    window.show()
    title, path = demo_pieces()[0]
    window.open_demo(path, title)
    until(lambda: "tracks" in window.panels.__dict__)
    window.actions_by_name["panel_training"].trigger()
    until(lambda: window.training.is_built)
    desk = window.training.desk
    until(lambda: desk.panel.run.curves.plot is not None)
    return window, desk


def until(condition: object, seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        if time.monotonic() > end:
            raise TimeoutError
        QTest.qWait(20)


def heartbeat(folder: Path, data: Path, seconds: float) -> None:
    window, desk = open_tab(folder)
    beats: list[float] = []
    timer = QTimer(window)
    timer.setTimerType(timer.timerType().PreciseTimer)

    def beat() -> None:
        beats.append(time.perf_counter())
        window.playback.set_playhead((window.playback.playhead_step + 0.25) % 128)

    timer.timeout.connect(beat)
    timer.start(round(BEAT_MS))

    def measured(what: str) -> None:
        beats.clear()
        QTest.qWait(round(1000 * seconds))
        gaps = sorted(1000 * (b - a) for a, b in pairwise(beats))
        p99 = gaps[int(0.99 * len(gaps))]
        print(f"{what}: longest {gaps[-1]:.0f} ms [128], 99 of 100 below {p99:.0f} ms, {len(gaps)} beats", flush=True)

    measured("without a training")
    run, process = start(desk.root, "measured", PRESETS[0].path, [data], ["data.valid=[]", "data.played_styles=null"])
    desk.watcher.look()
    until(lambda: desk.panel.runs.list.count() == 1)
    desk.panel.runs.choose(run.path)
    until(lambda: run.status().step >= 2 or run.status().state not in LIVE_STATES)
    measured(f"while {run.status().state}")
    print(f"the training: step {run.status().step}, {run.status().windows_per_second} windows a second", flush=True)
    run.kill()
    process.wait()
    window.shut_down()


def memory(folder: Path, hours: float) -> None:
    window, desk = open_tab(folder)
    desk.watcher.switch(False)
    desk.watcher.seen.connect(_count)  # once: connections made and undone again keep some memory each
    run = RunFolder(desk.root / "simulated")
    (run.path / names.CHECKPOINTS).mkdir(parents=True)
    (run.path / names.METRICS).write_text(",".join(names.METRIC_COLUMNS) + "\n")
    status = RunStatus(state="running", name="simulated", pid=os.getpid(), pid_started=process_mark(os.getpid()))
    status.max_steps, status.windows_per_second = 10**6, 8.0
    _show(desk, run, status)
    desk.panel.runs.choose(run.path)
    _show(desk, run, status)
    before = 0.0
    total = round((WARM_UP_HOURS + hours) * LOOKS_AN_HOUR)
    warm = round(WARM_UP_HOURS * LOOKS_AN_HOUR)
    for look in range(total):
        _train_on(run, status, look)
        _show(desk, run, status)
        if look == warm:
            before = _resident_mb()
        if look >= warm and (look - warm) % LOOKS_AN_HOUR == 0:
            print(f"hour {(look - warm) // LOOKS_AN_HOUR}: {_resident_mb():.1f} MB", flush=True)
    grown = _resident_mb() - before
    print(f"{hours:g} hours of training seen: {grown:+.1f} MB, {grown / hours:+.2f} MB an hour [5]", flush=True)
    window.shut_down()


def _train_on(run: RunFolder, status: RunStatus, look: int) -> None:
    """What a run adds to its folder between two looks: a row of the metrics; now and then more."""
    status.step, status.updated, status.minutes = look + 1, time.time(), look * LOOK_MS / 60_000
    values = [str(look + 1), f"{status.minutes:.3f}", *["3.25"] * (len(names.METRIC_COLUMNS) - 2)]
    with (run.path / names.METRICS).open("a") as file:
        file.write(",".join(values) + "\n")
    if look % (LOOKS_AN_HOUR // 60) == 0:
        with (run.path / names.LOG).open("a") as file:
            file.write(f"step {look}: bits a note total=3.25\n")
    if look % (LOOKS_AN_HOUR // 6) == 0:
        from PIL import Image

        (run.path / names.GIFS).mkdir(exist_ok=True)
        frames = [Image.effect_noise((512, 256), 40 + i).convert("P") for i in range(8)]
        path = run.path / names.GIFS / names.gif_name(look, 0)
        frames[0].save(path, save_all=True, append_images=frames[1:], duration=100)


_looks = [0]  # answered so far


def _count(_sight: object) -> None:
    _looks[0] += 1


def _show(desk: TrainingDesk, run: RunFolder, status: RunStatus) -> None:
    """One look, from the files to the screen."""
    write_status(run.path / names.STATUS, status)
    before = _looks[0]
    desk.watcher.look()
    while _looks[0] == before:
        QTest.qWait(1)


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("heartbeat", "memory"))
    parser.add_argument("--data", type=Path, help="a folder of MIDI files")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--hours", type=float, default=4)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fractalmidi-tab-", ignore_cleanup_errors=True) as name:
        if options.what == "memory":
            memory(Path(name), options.hours)
        elif options.data is None:
            parser.error("heartbeat needs --data")
        else:
            heartbeat(Path(name), options.data.resolve(), options.seconds)


if __name__ == "__main__":
    main()
