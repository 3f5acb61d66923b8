"""Prints two numbers: seconds from ``--began`` (Unix time at which the process was started) to the first painted frame,
and the processor's seconds of this process by then.

    python -m benchmarks.first_frame --began $(date +%s.%N) [--picture FRAME.png] [ARGUMENTS OF main.py]

Run by ``benchmarks.gui`` and ``benchmarks.speed``.  A painted frame is the roll's first paint event, handled to the
end; ``--picture`` keeps what the window showed then.  The program starts as by ``python main.py``.
"""

from __future__ import annotations

import argparse
import gc
import os
import time

gc.disable()  # as main.py does before it imports what follows

from PySide6.QtCore import QEvent, QObject, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

import main as program  # noqa: E402
from fractalmidi_studio import app as studio  # noqa: E402


class Watch(QObject):
    """Ends the process after the roll's first paint event has been handled."""

    def __init__(self, began: float, picture: str | None) -> None:
        super().__init__()
        self.began, self.picture = began, picture

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched.objectName() == "rollView":
            assert isinstance(watched, QWidget)
            window = watched.window()
            QTimer.singleShot(0, lambda: self.report(window))
        return False

    def report(self, window: QWidget) -> None:
        print(f"{time.time() - self.began:.3f} {time.process_time():.3f}", flush=True)
        if self.picture is not None:
            window.screen().grabWindow(window.winId()).save(self.picture)  # what was painted; nothing is painted again
        os._exit(0)  # the engine and the player notice


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--began", type=float, required=True)
    parser.add_argument("--picture")
    options, arguments = parser.parse_known_args()
    watch = Watch(options.began, options.picture)
    make = studio.make_application

    def make_watched(unused: list[str]) -> QApplication:
        application = make(unused)
        application.installEventFilter(watch)
        return application

    studio.make_application = make_watched
    program.main(arguments)


if __name__ == "__main__":
    main()
