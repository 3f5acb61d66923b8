"""Drives a run of the engine in a QThread; the window looks at its latest steps at display rate."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Generator
from typing import Protocol

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from core.engine.client import EngineCancelled, EngineError
from core.export.record import RunRecord
from core.roll import Roll
from core.sampler.request import SampleRequest, SampleStep
from fractalmidi_studio.errors import sentence_of

log = logging.getLogger(__name__)
POLL_MS = 25  # 40 a second: 30 must be drawn on a busy machine, too
MAX_WAITING = 12  # steps; the window lags at most this many looks behind


class Engine(Protocol):
    """What a run needs of ``core.engine.client.EngineClient``."""

    checkpoint: str  # SHA-256 of the model file that wrote the last run

    def start(self) -> None: ...
    def run(self, request: SampleRequest) -> Generator[SampleStep, None, Roll]: ...
    def cancel(self) -> None: ...
    def close(self) -> None: ...


class Mailbox:
    """The latest step of each level, a few at most: a flood of steps cannot queue up, and no level is skipped unseen.

    The coarse levels take milliseconds; with one slot their canvases would be gone before the window looks.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._steps: deque[SampleStep] = deque(maxlen=MAX_WAITING)  # the oldest goes first
        self.cancelled = threading.Event()  # a cancel that comes before the engine has begun must count too

    def put(self, step: SampleStep) -> None:
        with self._lock:
            if self._steps and self._steps[-1].level == step.level:
                self._steps.pop()
            self._steps.append(step)

    def take(self) -> SampleStep | None:
        with self._lock:
            return self._steps.popleft() if self._steps else None

    def clear(self) -> None:
        with self._lock:
            self._steps.clear()


class _Worker(QObject):
    finished = Signal(object, object)  # Roll, RunRecord
    cancelled = Signal()
    failed = Signal(str)
    stopped = Signal()

    def __init__(self, engine: Engine, mailbox: Mailbox) -> None:
        super().__init__()
        self._engine, self._mailbox = engine, mailbox

    @Slot(object)
    def run(self, request: SampleRequest) -> None:
        """Exactly one of finished, cancelled, failed; then always stopped."""
        stream: Generator[SampleStep, None, Roll] | None = None
        try:
            record = RunRecord(request)
            stream = self._engine.run(request)
            while True:
                if self._mailbox.cancelled.is_set():
                    raise EngineCancelled
                try:
                    step = next(stream)
                except StopIteration as end:
                    result = end.value
                    break
                record.add(step)
                self._mailbox.put(step)
            record.finish(result)
            record.checkpoint = self._engine.checkpoint
            self.finished.emit(result, record)
        except EngineCancelled:
            self.cancelled.emit()
        except EngineError as error:
            self.failed.emit(sentence_of(error))
        except Exception as error:
            log.exception("the run broke")
            self.failed.emit(sentence_of(error))
        finally:
            if stream is not None:
                stream.close()
            self.stopped.emit()


class Sampler(QObject):
    """The window's handle on runs: one at a time."""

    step = Signal(object)  # SampleStep, the latest
    finished = Signal(object, object)  # Roll, RunRecord
    cancelled = Signal()
    failed = Signal(str)
    stopped = Signal()
    _start = Signal(object)

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.engine = engine
        self.running = False
        self._mailbox = Mailbox()
        self._thread = QThread(self)
        self._thread.setObjectName("samplerThread")
        self._worker = _Worker(engine, self._mailbox)
        self._worker.moveToThread(self._thread)
        self._start.connect(self._worker.run)
        self._worker.finished.connect(self._on_finished)
        self._worker.cancelled.connect(self.cancelled)
        self._worker.failed.connect(self.failed)
        self._worker.stopped.connect(self._on_stopped)
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)
        self._thread.start()

    def start(self, request: SampleRequest) -> None:
        if self.running:
            raise RuntimeError("a run is under way")
        self.running = True
        self._mailbox.clear()
        self._mailbox.cancelled.clear()
        self._timer.start()
        self._start.emit(request)

    def cancel(self) -> None:
        if self.running and not self._mailbox.cancelled.is_set():
            self._mailbox.cancelled.set()
            self.engine.cancel()

    def close(self) -> None:
        """End the run, the thread and the engine's process."""
        self._timer.stop()
        if self.running:
            self._mailbox.cancelled.set()
            self.engine.cancel()
        self._thread.quit()
        if not self._thread.wait(1500):
            log.warning("the engine does not answer; ending its process")
        self.engine.close()
        self._thread.wait()

    def _poll(self) -> None:
        step = self._mailbox.take()
        if step is not None:
            self.step.emit(step)

    def _on_finished(self, roll: Roll, record: RunRecord) -> None:
        self._poll()
        self.finished.emit(roll, record)

    def _on_stopped(self) -> None:
        self._timer.stop()
        self.running = False
        self.stopped.emit()
