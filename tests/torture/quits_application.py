"""The application with hands that begin something as soon as the window is whole: see ``quits``."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog

import fractalmidi_studio.app as app
from core.project.store import ProjectFile
from core.score import Note, Score, Track
from fractalmidi_studio.main_window import MainWindow
from tests.torture import sabotage
from tests.torture.stage import ROOT


def main(activity: str, closes_after: str, work: str) -> None:
    """Prints "now" when the activity is under way; closes the window by itself after so many seconds (not below 0)."""

    sabotage.apply()

    class Window(MainWindow):
        told = False

        def load_the_rest(self) -> None:
            super().load_the_rest()
            self.files.ask_save = lambda _doing: "discard"
            QTimer.singleShot(300, lambda: begin(self, activity, Path(work)))

        def now(self) -> None:
            if self.told:
                return
            self.told = True
            print("now", flush=True)
            if float(closes_after) >= 0:
                QTimer.singleShot(int(float(closes_after) * 1000), self.close)

    app.MainWindow = Window  # type: ignore[misc]
    sys.exit(app.main([]))


def begin(window: MainWindow, activity: str, work: Path) -> None:
    files = window.files
    QFileDialog.getSaveFileName = staticmethod(lambda *_: (str(work / f"out{activity}"), ""))  # type: ignore
    now = window.now  # type: ignore[attr-defined]
    if activity in ("sampling", "loading"):
        window.generate()
        if activity == "sampling":  # a run that is well under way
            window.sampler.step.connect(lambda _step: now())
            return
    elif activity == "playing":
        window.playback.play()
    elif activity == "recording":
        window.actions_by_name["record"].setChecked(True)
    elif activity == "saving":
        notes = tuple(Note(i * 30, 30 + i % 70, 25, 1 + i % 127) for i in range(20_000))
        window.document.set_score(Score((Track("Many", notes=notes),)), "Many")
        every(window, 30, lambda: files.saver.write(ProjectFile(work / "out.fmstudio"), overwrite=True))
    elif activity == "opening":
        every(window, 10, lambda: files.open(ROOT / "resources" / "demo" / "quartet.mid"))
    elif activity.startswith("."):
        files.export(activity)
    now()


def every(window: MainWindow, milliseconds: int, act: object) -> None:
    timer = QTimer(window)
    timer.timeout.connect(act)  # type: ignore[arg-type]
    timer.start(milliseconds)
