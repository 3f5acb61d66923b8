"""The user's wishes while a run goes on: pause, stop, SIGTERM, Ctrl+C."""

from __future__ import annotations

import signal
import sys
import threading
import time
from typing import Any

import lightning as L
import torch
import torch.distributed

from core.train_run.writer import ControlFile, StatusWriter

RUN, PAUSE, STOP = 0, 1, 2
POLL_S = 0.2


class Control(L.Callback):
    """Looks before each step.  All processes of a run do the same thing at the same step."""

    def __init__(self, control: ControlFile, status: StatusWriter) -> None:
        self.control, self.status = control, status
        self.stopped = False
        self._signalled = False
        self._before: dict[int, Any] = {}

    def on_train_start(self, trainer: L.Trainer, module: L.LightningModule) -> None:
        if threading.current_thread() is threading.main_thread():  # Lightning's own handlers give up in mid-step
            for number in (signal.SIGTERM, signal.SIGINT):
                self._before[number] = signal.signal(number, self._on_signal)

    def on_train_end(self, trainer: L.Trainer, module: L.LightningModule) -> None:
        self._restore()

    def on_exception(self, trainer: L.Trainer, module: L.LightningModule, exception: BaseException) -> None:
        self._restore()

    def _restore(self) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before.clear()

    def _on_signal(self, number: int, frame: object) -> None:
        if self._signalled and number == signal.SIGINT:
            raise KeyboardInterrupt  # asked twice: at once
        self._signalled = True

    def on_train_batch_start(self, trainer: L.Trainer, module: Any, batch: Any, batch_idx: int) -> None:
        began = module.now()
        while (wish := self._wish(trainer)) == PAUSE:
            if self.status.status.state != "paused":
                self.status.update(state="paused", sentence="", seconds_left=None)
            time.sleep(POLL_S)
        if self.status.status.state == "paused":
            module.leave_out(module.now() - began)
            self.status.update(state="running")
        if wish == STOP and trainer.global_step > 0 and not trainer.should_stop:
            self._stop(trainer, module)

    def on_train_batch_end(self, trainer: L.Trainer, module: Any, outputs: Any, batch: Any, batch_idx: int) -> None:
        limit = module.config.train.max_minutes
        if limit is not None and _any(trainer, int(module.minutes >= limit)):
            trainer.should_stop = True
        elif self._wish(trainer) == STOP:
            self._stop(trainer, module)

    def _stop(self, trainer: L.Trainer, module: Any) -> None:
        self.stopped = module.leaving = True
        self.status.update(state="stopping", sentence="", seconds_left=None)
        print("Stopping: the state is written, then the run ends.", file=sys.stderr, flush=True)
        trainer.should_stop = True

    def _wish(self, trainer: L.Trainer) -> int:
        word = self.control.word() if trainer.is_global_zero else "run"
        mine = STOP if self._signalled or word == "stop" else PAUSE if word == "pause" else RUN
        return _any(trainer, mine)


def _any(trainer: L.Trainer, number: int) -> int:
    """The highest number that any process of the run has."""
    if trainer.world_size == 1:
        return number
    tensor = torch.tensor(number, device=trainer.strategy.root_device)
    torch.distributed.all_reduce(tensor, torch.distributed.ReduceOp.MAX)
    return int(tensor)
