"""The Lightning module: batches in, nats a note out."""

from __future__ import annotations

import math
import time
from typing import Any

import lightning as L
import torch
from torch import Tensor

from core.config import RunConfig, TrainConfig
from core.model.fractal import FractalModel
from core.model.objective import PARTS, Batch, Losses, View, losses
from core.train.optimizer import build_optimizer


def rate_at(progress: float, step: int, config: TrainConfig) -> float:
    """Share of the top learning rate after ``step`` steps, at ``progress`` 0-1 of the run."""
    warm = min(1.0, (step + 1) / max(1, config.warmup_steps))
    progress = min(1.0, progress)
    if config.schedule == "constant":
        return warm
    if config.schedule == "linear":
        return warm * (1 - (1 - config.final_lr) * progress)
    return warm * (config.final_lr + (1 - config.final_lr) * 0.5 * (1 + math.cos(math.pi * progress)))


class FractalModule(L.LightningModule):
    def __init__(self, config: RunConfig) -> None:
        super().__init__()
        self.config = config
        self.model = FractalModel(config.model, config.train.dropout)
        self.view = View(max_patches=config.train.max_patches, max_leaves=config.train.max_leaves)
        self.minutes_before = 0.0  # of the parts of the run before this one
        self._started: float | None = None
        self._rng = torch.Generator()
        self._valid: list[Losses] = []

    @property
    def minutes(self) -> float:
        """Training time so far, over all parts of the run."""
        now = time.monotonic()
        return self.minutes_before + (0.0 if self._started is None else (now - self._started) / 60)

    @property
    def progress(self) -> float:
        train = self.config.train
        by_steps = self.global_step / max(1, train.max_steps)
        return max(by_steps, self.minutes / train.max_minutes) if train.max_minutes else by_steps

    def on_fit_start(self) -> None:
        self._started = time.monotonic()

    def training_step(self, batch: Batch, index: int) -> Tensor:
        self._rng.manual_seed(self.config.train.seed * 1_000_003 + self.global_step)
        result = losses(self.model, batch, self.view, self._rng)
        total = result.total()
        self.log("train/nats_per_note", total.detach(), batch_size=len(batch))
        self.log("train/lr", self.trainer.optimizers[0].param_groups[0]["lr"], batch_size=len(batch))
        return total

    def on_validation_epoch_start(self) -> None:
        self._valid = []

    def validation_step(self, batch: Batch, index: int) -> None:
        rng = torch.Generator().manual_seed(index)
        self._valid.append(losses(self.model, batch, View(uniform=True), rng))

    def bits(self) -> dict[str, float]:
        """Bits a note by part over the validation windows seen so far."""
        return bits_per_note(self._valid)

    def configure_optimizers(self) -> Any:
        optimizer = build_optimizer(self.model, self.config.train)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: rate_at(self.progress, step, self.config.train)
        )
        return {"optimizer": optimizer, "lr_scheduler": {"scheduler": schedule, "interval": "step"}}

    def on_save_checkpoint(self, checkpoint: dict[str, Any]) -> None:
        checkpoint["minutes"] = self.minutes

    def on_load_checkpoint(self, checkpoint: dict[str, Any]) -> None:
        self.minutes_before = float(checkpoint["minutes"])


def bits_per_note(results: list[Losses]) -> dict[str, float]:
    """Bits a note by part and in total; velocity counts the notes whose velocity is real."""
    notes = sum(float(r.onsets.sum()) for r in results if r.onsets is not None)
    played = sum(float(r.velocity_onsets.sum()) for r in results if r.velocity_onsets is not None)
    out = {}
    for part in PARTS:
        divisor = played if part == "velocity" else notes
        out[part] = sum(float(r.nats[part].sum()) for r in results) / math.log(2) / max(divisor, 1.0)
    out["total"] = sum(out.values())
    return out
