"""How the window fares while a piece of very many notes is opened, and how soon it is given up.

    python -m benchmarks.opening [--notes 1000000]

For a MIDI file and for a project: seconds until it is shown; the longest time between two beats of a 10 ms timer while
it is read, and while it is put on the desk; seconds from Cancel until its thread has ended, median and most over
moments from the beginning to the end of the reading.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest

from benchmarks.heart import Heart
from benchmarks.midi_file import file_of
from benchmarks.no_player import NoPlayer
from core.engine.client import EngineClient
from core.midi_file import parse_midi
from core.project import Project
from core.project.store import encode_checked
from fractalmidi_studio.app import make_application
from fractalmidi_studio.files import demo_pieces
from fractalmidi_studio.housekeeping import settle
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.settings import Settings

MOMENTS = 8  # of cancelling


def wait_for(condition: Callable[[], bool]) -> float:
    while not condition():
        QTest.qWait(10)
    return time.perf_counter()


def measure(window: MainWindow, path: Path, num_notes: int) -> str:
    heart, taken = Heart(window), []
    window.files.opening.connect(lambda: taken.append(time.perf_counter()))
    QTest.qWait(500)
    began = time.perf_counter()
    window.files.open(path)
    shown = wait_for(lambda: len(window.document.notes) == num_notes)
    QTest.qWait(3000)
    settled = time.perf_counter()
    window.files.open_now(*reversed(demo_pieces()[0]))
    read = taken[0] - began
    waits = []
    for moment in range(MOMENTS):
        QTest.qWait(500)
        window.files.open(path)
        QTest.qWait(round(read * 1e3 * (moment + 0.5) / MOMENTS))
        cancelled = time.perf_counter()
        window.files.cancel_opening()
        waits.append(wait_for(lambda: not window.files.tasks.busy) - cancelled)
    reading, showing = heart.longest_ms(began, taken[0]), heart.longest_ms(taken[0], settled)
    return (
        f"{path.suffix}: shown after {shown - began:.1f} s; "
        f"longest gap {reading:.0f} ms while it is read, {showing:.0f} ms while it is shown; "
        f"Cancel: {statistics.median(waits):.2f} s median, {max(waits):.2f} s most"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=1_000_000)
    options = parser.parse_args()
    app = make_application([])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = file_of(options.notes)
        (folder / "many.mid").write_bytes(data)
        (folder / "many.fmstudio").write_bytes(encode_checked(Project(parse_midi(data).score)))
        settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
        window = MainWindow(EngineClient(), NoPlayer, settings)
        window.files.ask_save = lambda _doing: "discard"
        window.show()
        app.processEvents()
        settle()
        for suffix in (".mid", ".fmstudio"):
            print(measure(window, folder / f"many{suffix}", options.notes), flush=True)
        window.shut_down(decided=True)


if __name__ == "__main__":
    main()
