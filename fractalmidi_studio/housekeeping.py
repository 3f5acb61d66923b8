"""Memory of the window's process: where garbage is looked for, and what goes back to the system in a quiet moment."""

from __future__ import annotations

import gc
import linecache
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QObject, QTimer, SignalInstance

from core.memory import trim

QUIET_MS = 1_500  # after the last job; some milliseconds of a moment in which nothing else is going on


LOOK_MS = 1_000  # between two looks for garbage
YOUNG = 700  # objects made and not thrown away since the last look, as Python's own limit
LOOKS_A_FULL_ONE = 60  # where no quiet moment comes


def settle() -> None:
    """Once, when the window stands: what was made while starting stays, and no search for garbage looks at it again.

    Such a search holds up the window for 35 to 45 ms, and a save of 20,000 notes makes it come.  From here on garbage
    is looked for in the window's thread alone.
    """
    linecache.clearcache()
    gc.freeze()
    GarbageCollector(QCoreApplication.instance())


class GarbageCollector(QObject):
    """Looks for cycles of objects that nobody uses, now and then, instead of Python.

    Python looks wherever the objects happen to be made, also in the middle of a job in another thread, and takes apart
    there what it finds: windows, timers, threads of Qt, which only the thread that they live in may touch.
    """

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        young, _middle, looks = gc.get_count()
        if young >= YOUNG:
            gc.collect(2 if looks >= LOOKS_A_FULL_ONE else 1)


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
            gc.collect()
            linecache.clearcache()  # the binding looks through the source of each module that is imported, and keeps it
            trim()
