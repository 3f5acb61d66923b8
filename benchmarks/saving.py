"""How long the window waits while a project of many notes is saved, and how long the save takes.

    python -m benchmarks.saving [--notes 20000] [--rounds 10]

"taken": the desk is taken as one value, in the window's thread.  "gap": the longest time between two beats of a 10 ms
timer in the window while the project is written by another thread.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()
    from PySide6.QtCore import QSettings

    from benchmarks.heart import Heart
    from core.engine.client import EngineClient
    from core.project.store import ProjectFile
    from core.score import Note, Score, Track
    from fractalmidi_studio.app import make_application, make_player
    from fractalmidi_studio.housekeeping import settle
    from fractalmidi_studio.main_window import MainWindow
    from fractalmidi_studio.settings import Settings

    app = make_application([])
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(QSettings(str(Path(name) / "settings.ini"), QSettings.Format.IniFormat))
        window = MainWindow(EngineClient(), make_player, settings)
        window.show()
        settle()
        notes = tuple(Note(i * 60, 30 + i * 7 % 60, 100, 1 + i % 127) for i in range(options.notes))
        window.document.replace_piece(Score((Track("Piano", notes=notes),)), "piece")
        heart = Heart(window)
        taken, gaps, whole = [], [], []
        saver, file = window.files.saver, ProjectFile(Path(name) / "piece.fmstudio")
        for number in range(options.rounds + 1):
            for step in range(5):  # a history to be saved, too
                track = window.document.score.tracks[0]
                shorter = tuple(n for i, n in enumerate(track.notes) if i != number * 100 + step)
                window.document.set_score(Score((replace(track, notes=shorter),)), "Erase")
            until = time.perf_counter() + 1.5  # let the edits be drawn and packed
            while time.perf_counter() < until:
                app.processEvents()
                time.sleep(0.001)
            started = time.perf_counter()
            window.project.take()
            taken.append(time.perf_counter() - started)
            started = time.perf_counter()
            saver.write(file)
            while window.files.tasks.busy:
                app.processEvents()
                time.sleep(0.001)
            whole.append(time.perf_counter() - started)
            gaps.append(heart.longest_ms(started, time.perf_counter()) / 1e3)
        size = file.path.stat().st_size
        window.shut_down(decided=True)
    # The first round imports what a save needs.
    print(f"{options.notes:,} notes, {size >> 10:,} kB; first save: gap {gaps[0] * 1e3:.0f} ms, {whole[0]:.2f} s")
    for words, values in (("taken", taken[1:]), ("gap", gaps[1:]), ("whole save", whole[1:])):
        print(f"{words}: median {statistics.median(values) * 1e3:.1f} ms, most {max(values) * 1e3:.1f} ms")


if __name__ == "__main__":
    main()
