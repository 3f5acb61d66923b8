"""What the window does in a quiet moment: memory that background jobs and runs have freed goes back to the system."""

from __future__ import annotations

import gc
import linecache
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, SignalInstance

from core.memory import trim

QUIET_MS = 1_500  # after the last job; some milliseconds of a moment in which nothing else is going on


def settle() -> None:
    """Once, when the window stands: what was made while starting stays, and no search for garbage looks at it again.

    Such a search holds up the window for 35 to 45 ms, and a save of 20,000 notes makes it come.  It was off until now
    (see main.py).
    """
    linecache.clearcache()
    gc.freeze()
    gc.enable()


class Housekeeping(QObject):
    """``ends``: signals after which there is something to give back, once ``is_busy`` says no."""

    def __init__(self, ends: Sequence[SignalInstance], is_busy: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._is_busy = is_busy
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET_MS)
        self._timer.timeout.connect(self._tidy)
        for signal in ends:
            signal.connect(self._later)

    def stop(self) -> None:
        self._timer.stop()

    def _later(self) -> None:
        self._timer.start()

    def _tidy(self) -> None:
        if self._is_busy():
            self._timer.start()
        else:
            linecache.clearcache()  # the binding looks through the source of each module that is imported, and keeps it
            trim()
