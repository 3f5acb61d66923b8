"""Looks at the folders of the runs in a thread of its own, so that no slow disk holds up the window."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from core.train_run.watch import Sight, Watch

log = logging.getLogger(__name__)
LOOK_MS = 700  # a run writes its status twice a second at most


class _Looker(QObject):
    seen = Signal(object)  # Sight

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._watch = Watch(root)

    @Slot(object)
    def look(self, chosen: Path | None) -> None:
        try:
            sight = self._watch.look(chosen)
        except Exception:
            log.exception("the runs cannot be looked at")
            sight = Sight([], None)
        self.seen.emit(sight)


class Watcher(QObject):
    """``seen``: how things stand, a Sight.  It looks again and again while it is switched on."""

    seen = Signal(object)
    _ask = Signal(object)

    def __init__(self, root: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.chosen: Path | None = None
        self._asked = False  # an answer is on its way: a slow disk is not asked twice
        self._thread = QThread(self)
        self._thread.setObjectName("trainingThread")
        self._looker = _Looker(root)
        self._looker.moveToThread(self._thread)
        self._ask.connect(self._looker.look, Qt.ConnectionType.QueuedConnection)
        self._looker.seen.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._thread.start(QThread.Priority.LowPriority)

    def switch(self, on: bool) -> None:
        if on and not self._timer.isActive():
            self._timer.start()
            self.look()
        elif not on:
            self._timer.stop()

    def choose(self, run: Path | None) -> None:
        """The run that is seen in full."""
        if run != self.chosen:
            self.chosen = run
            self._asked = False
            self.look()

    def look(self) -> None:
        if not self._asked and self._thread.isRunning():
            self._asked = True
            self._ask.emit(self.chosen)

    def close(self) -> None:
        self._timer.stop()
        self._thread.quit()
        self._thread.wait()

    @Slot(object)
    def _answer(self, sight: Sight) -> None:
        self._asked = False
        self.seen.emit(sight)
        if sight.details is not None and sight.details.more:
            self.look()
