"""Prints the seconds from ``--began`` (Unix time at which the process was started) to the first painted frame.

    python -m benchmarks.first_frame --began $(date +%s.%N)

Run by ``benchmarks.speed``.  A painted frame is the first paint event of the roll, with the demo piece in it.
"""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from fractalmidi_studio import app as studio


class Watch(QObject):
    """Ends the process after the roll's first paint event has been handled."""

    def __init__(self, began: float) -> None:
        super().__init__()
        self.began = began

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched.objectName() == "rollView":
            QTimer.singleShot(0, self.report)
        return False

    def report(self) -> None:
        print(f"{time.time() - self.began:.3f}", flush=True)
        os._exit(0)  # the engine and the player notice


def main() -> None:
    watch = Watch(float(sys.argv[sys.argv.index("--began") + 1]))
    make = studio.make_application

    def make_watched(arguments: list[str]) -> QApplication:
        application = make(arguments)
        application.installEventFilter(watch)
        return application

    studio.make_application = make_watched
    studio.main([])


if __name__ == "__main__":
    main()
