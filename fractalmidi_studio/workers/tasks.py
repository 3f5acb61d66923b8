"""Longer jobs, such as reading and writing files, in threads of their own, so that the window never waits."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, Signal

from fractalmidi_studio.errors import sentence_of

log = logging.getLogger(__name__)


class _Task(QThread):
    _ended = Signal()

    def __init__(
        self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[str], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._work, self._done, self._failed = work, done, failed
        self._result: Any = None
        self._error: Exception | None = None
        # This object lives in the window's thread: queued, the callbacks run there.
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self) -> None:
        try:
            self._result = self._work()
        except Exception as error:
            expected = isinstance(error, (ValueError, OSError))  # a sentence for the user, no bug of ours
            log.warning("a background job failed: %s", error, exc_info=None if expected else error)
            self._error = error
        self._ended.emit()

    def _deliver(self) -> None:
        self.wait()
        if self._error is not None:
            self._failed(sentence_of(self._error))
        else:
            self._done(self._result)


class Tasks(QObject):
    """Starts jobs and waits for those that still run when the window closes."""

    ended = Signal()  # a job, before its callback is called

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: set[_Task] = set()
        self._closed = False

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def start(self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[str], None]) -> None:
        """Run ``work`` in a thread, then one of the callbacks in this one.  After ``close`` nothing is begun."""
        if self._closed:  # a timer or an answer that came while the window went: nobody would wait for the thread
            return

        def ended(callback: Callable[[Any], None], value: Any) -> None:
            self._running.discard(task)
            task.deleteLater()
            self.ended.emit()
            callback(value)

        task = _Task(work, lambda value: ended(done, value), lambda text: ended(failed, text), self)
        self._running.add(task)
        task.start()

    def close(self) -> None:
        """Wait for what runs; files that are being written become whole."""
        self._closed = True
        for task in list(self._running):
            task.wait()
        self._running.clear()
