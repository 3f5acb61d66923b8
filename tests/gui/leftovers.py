"""What a test of the window may not leave behind: threads, busy pools, and timers that still tick on a window."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget

PATIENCE_SECONDS = 5.0  # what is ending may end
_started: weakref.WeakSet[QThread] = weakref.WeakSet()
_start: Callable[..., Any] = QThread.start


def watch_threads() -> None:
    """From now on it is known which QThreads were started."""

    def start(thread: QThread, *arguments: Any) -> None:
        _started.add(thread)
        _start(thread, *arguments)

    QThread.start = start  # type: ignore[method-assign]


class Leftovers:
    """What was there before a test, and what is there beside it afterwards."""

    def __init__(self) -> None:
        self._threads = set(threading.enumerate())
        self._running = [thread for thread in _started if _runs(thread)]  # of a test that has been blamed for it
        self._windows = {shiboken6.getCppPointer(window)[0] for window in QApplication.topLevelWidgets()}

    def found(self) -> list[str]:
        """Empty if the test has tidied up; what is about to end is waited for."""
        until = time.monotonic() + PATIENCE_SECONDS
        while (left := [*self._look()]) and time.monotonic() < until:
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]
            time.sleep(0.005)
        return left

    def _look(self) -> Iterator[str]:
        for thread in list(_started):
            if _runs(thread) and thread not in self._running:
                yield f"QThread {thread.objectName() or type(thread).__name__} runs"
        for other in set(threading.enumerate()) - self._threads:
            if not isinstance(other, threading._DummyThread):  # a QThread in which Python ran
                yield f"thread {other.name} runs"
        pool = QThreadPool.globalInstance()
        if pool.activeThreadCount():
            yield f"{pool.activeThreadCount()} jobs of the thread pool run"
        for window in QApplication.topLevelWidgets():
            if shiboken6.getCppPointer(window)[0] not in self._windows:
                timers = [timer for timer in window.findChildren(QTimer) if timer.isActive()]
                yield from (f"timer of {_named(timer)} ticks" for timer in timers)


def _runs(thread: QThread) -> bool:
    return shiboken6.isValid(thread) and thread.isRunning()


def _named(timer: QTimer) -> str:
    owner, names = timer.parent(), []
    while owner is not None:
        names.append(type(owner).__name__)
        owner = None if isinstance(owner, QWidget) and owner.isWindow() else owner.parent()
    return ".".join(reversed(names))
