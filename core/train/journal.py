"""What a run tells of itself: status, metrics, the log."""

from __future__ import annotations

import contextlib
import csv
import errno
import io
import math
import os
import sys
import time
from argparse import Namespace
from pathlib import Path
from typing import Any

import lightning as L
import torch
from lightning.pytorch.loggers.logger import Logger

from core.train.module import FractalModule
from core.train_run import names
from core.train_run.writer import StatusWriter


class MetricsFile(Logger):
    """``metrics.csv``, append only: one line a call, an empty cell for what was not measured then.

    Lightning's own CSVLogger keeps all lines in memory and writes the whole file again when a new column comes.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.path = folder / names.METRICS

    @property
    def name(self) -> str:
        return "metrics"

    @property
    def version(self) -> str:
        return ""

    def log_hyperparams(self, params: dict[str, Any] | Namespace, *args: Any, **kwargs: Any) -> None:
        pass  # config.yaml holds them

    def log_metrics(self, metrics: dict[str, float], step: int | None = None) -> None:
        cells = {"step": step} | {name: f"{metrics[name]:.6g}" for name in names.METRIC_COLUMNS if name in metrics}
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, names.METRIC_COLUMNS, restval="")
        if not self.path.exists() or not self.path.stat().st_size:
            writer.writeheader()
        writer.writerow(cells)
        with contextlib.suppress(OSError):  # a line that the disk has no room for is no reason to end a run
            _append(self.path, text.getvalue().encode())


def _append(path: Path, data: bytes) -> None:
    """All of it or nothing.  Raises OSError."""
    with path.open("ab", buffering=0) as file:
        size = file.tell()
        try:
            if file.write(data) < len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        except OSError:
            with contextlib.suppress(OSError):
                file.truncate(size)
            raise


def memory_mb() -> float:
    """Resident memory of this process, or what a GPU holds for it."""
    if torch.cuda.is_available():
        return torch.cuda.memory_reserved() / 2**20
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    except (OSError, ValueError, IndexError):
        return math.nan


class Journal(L.Callback):
    """Status and metrics.  Stands before the weight averaging: at validation it sees the averaged weights."""

    def __init__(self, status: StatusWriter) -> None:
        self.status = status
        self.best, self.best_step = math.inf, 0
        self.bits: dict[str, float] = {}  # of the last validation
        self.valid_step = -1
        self._first_step = self._seen_step = 0
        self._begun = 0.0  # training minutes at the start of this part of the run
        self._window_clock: tuple[float, int] = (0.0, 0)  # seconds in training steps, windows of them
        self._step_began = 0.0

    def on_train_start(self, trainer: L.Trainer, module: L.LightningModule) -> None:
        assert isinstance(module, FractalModule)
        self._first_step = self._seen_step = trainer.global_step
        self._begun = module.minutes
        limit = module.config.train.max_minutes
        self.status.update(
            state="running", sentence="", step=trainer.global_step, max_steps=trainer.max_steps, max_minutes=limit,
            device=str(module.device), seconds_left=None,
        )  # fmt: skip

    def on_train_batch_start(self, trainer: L.Trainer, module: Any, batch: Any, batch_idx: int) -> None:
        self._step_began = time.monotonic()

    def on_train_batch_end(self, trainer: L.Trainer, module: Any, outputs: Any, batch: Any, batch_idx: int) -> None:
        seconds, windows = self._window_clock
        self._window_clock = (
            seconds + time.monotonic() - self._step_began,
            windows + len(batch) * trainer.world_size,
        )
        step = trainer.global_step
        if step == self._seen_step:
            return  # a part of a step
        self._seen_step = step
        if step % module.config.train.log_interval == 0 or step == self._first_step + 1 or step == trainer.max_steps:
            self._log_training(trainer, module, step)
        self.status.update(
            step=step, minutes=round(module.minutes, 3), seconds_left=self._seconds_left(trainer, module)
        )

    def _log_training(self, trainer: L.Trainer, module: FractalModule, step: int) -> None:
        seconds, windows = self._window_clock
        self._window_clock = (0.0, 0)
        speed = windows / max(seconds, 1e-9)
        values = {f"train/bits_{part}": value for part, value in module.take_train_bits().items()}
        values |= {
            "minutes": module.minutes,
            "lr": float(trainer.optimizers[0].param_groups[-1]["lr"]),
            "grad_norm": module.grad_norm,
            "windows_per_second": speed,
            "memory_mb": memory_mb(),
        }
        for logger in trainer.loggers:
            logger.log_metrics(values, step)
        self.status.update(windows_per_second=round(speed, 3))

    def _seconds_left(self, trainer: L.Trainer, module: FractalModule) -> float | None:
        """From the pace of this part of the run, validations and pictures included; None in its first steps."""
        done = trainer.global_step - self._first_step
        minutes = module.minutes - self._begun
        left = None
        if done >= 3:
            left = (trainer.max_steps - trainer.global_step) * minutes * 60 / done
        limit = module.config.train.max_minutes
        if limit is not None:
            by_clock = max(0.0, (limit - module.minutes) * 60)
            left = by_clock if left is None else min(left, by_clock)
        return None if left is None else round(left, 1)

    def on_validation_epoch_end(self, trainer: L.Trainer, module: L.LightningModule) -> None:
        assert isinstance(module, FractalModule)
        self.bits, self.valid_step = module.valid_bits(), trainer.global_step
        if not self.bits:
            return
        step = trainer.global_step
        values = {f"valid/bits_{part}": value for part, value in self.bits.items()} | {"minutes": module.minutes}
        for logger in trainer.loggers:
            logger.log_metrics(values, step)
        text = " ".join(f"{part}={value:.3f}" for part, value in self.bits.items())
        print(f"step {step}, {module.minutes:.1f} minutes: bits a note {text}", file=sys.stderr, flush=True)

    def note_best(self, step: int) -> None:
        self.best, self.best_step = self.bits["total"], step
        self.status.update(best_bits=round(self.best, 4), best_step=step)

    def state_dict(self) -> dict[str, Any]:
        return {"best": self.best, "best_step": self.best_step, "valid_step": self.valid_step}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        self.best, self.best_step = float(state["best"]), int(state["best_step"])
        self.valid_step = int(state.get("valid_step", -1))  # older states have none


def forget_after(folder: Path, step: int, *, validation: bool = False) -> None:
    """Drop the metrics beyond ``step``: the run goes on from there (0: begins) and will measure them anew.

    ``validation``: that of ``step`` itself comes again, too.
    """
    path = folder / names.METRICS
    try:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    except OSError:
        return
    kept = [line for line in lines if line.startswith("step,") or _stays(line, step, validation)]
    if len(kept) < len(lines):
        temporary = path.with_suffix(".new")
        temporary.write_text("".join(kept), encoding="utf-8")
        temporary.replace(path)


def _stays(line: str, step: int, validation: bool) -> bool:
    cells = dict(zip(names.METRIC_COLUMNS, line.rstrip("\r\n").split(","), strict=False))
    if not cells["step"].isdigit() or not line.endswith("\n"):
        return False
    is_again = validation and int(cells["step"]) == step and bool(cells.get("valid/bits_total"))
    return int(cells["step"]) <= step and not is_again
