"""The Lightning module: batches in, nats a note out."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

import lightning as L
import torch
import torch.distributed
from torch import Tensor

from core.config import RunConfig, TrainConfig
from core.model.blocks import Block, Trunk
from core.model.chance import Chance
from core.model.fractal import FractalModel
from core.model.objective import PARTS, Batch, Losses, View, losses
from core.refusal import Refusal
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


def prepare(model: FractalModel, train: TrainConfig) -> None:
    """Give ``model`` what training alone knows: other first weights, blind looks, memory saved by computing twice."""
    for module in model.modules():
        if isinstance(module, Block):
            module.attention_dropout = train.attention_dropout
        elif isinstance(module, Trunk):
            module.recompute = train.gradient_checkpointing
    if train.init_std is not None:
        for weight in model.parameters():
            if weight.ndim >= 2 and bool(weight.any()):  # what begins with zeros has its reason
                torch.nn.init.normal_(weight, std=train.init_std)


class TrainingFailed(Refusal):
    """A run that must not go on; the text is a sentence for the user."""


class FractalModule(L.LightningModule):
    def __init__(self, config: RunConfig) -> None:
        super().__init__()
        self.config = config
        train = config.train
        self.model = FractalModel(config.model, train.dropout)
        prepare(self.model, train)
        parts = train.accumulate  # of a step; together they refine what the settings allow
        self.view = View(
            max_patches=max(1, train.max_patches // parts),
            max_leaves=max(1, train.max_leaves // parts),
            open_share=train.mask_ratio,
        )
        self.data_identity = ""  # of the music that it learns from
        self.minutes_before = 0.0  # of the parts of the run before this one
        self.leaving = False  # the user waits: no validation any more
        self.grad_norm = math.nan
        self.loss = math.nan  # nats a note of the last step's last part, over all processes
        self.on_gradient: Callable[[FractalModule], None] = lambda module: None  # may raise TrainingFailed
        self.now = time.process_time if train.clock == "processor" else time.monotonic  # seconds
        self._started: float | None = None
        self._taken: list[Losses] = []
        self._valid: list[Losses] = []
        self._parts = 0

    @property
    def minutes(self) -> float:
        """Training time so far, over all parts of the run, pauses left out."""
        return self.minutes_before + (0.0 if self._started is None else (self.now() - self._started) / 60)

    def leave_out(self, seconds: float) -> None:
        """Time by ``now`` that was not spent on training."""
        if self._started is not None:
            self._started += seconds

    @property
    def progress(self) -> float:
        train = self.config.train
        by_steps = self.global_step / max(1, train.max_steps)
        return max(by_steps, self.minutes / train.max_minutes) if train.max_minutes else by_steps

    @property
    def is_mid_step(self) -> bool:
        """Some parts of an accumulated step are computed, others are not."""
        return self._parts % self.config.train.accumulate != 0

    @property
    def is_shared(self) -> bool:
        """Several processes share each batch."""
        return self._trainer is not None and self._trainer.world_size > 1

    def on_fit_start(self) -> None:
        self._started = self.now()

    def training_step(self, batch: Batch, index: int) -> Tensor:
        seed = self.config.train.seed
        # Dropout draws from torch's own state: set anew, a resumed run draws what it would have drawn.
        torch.manual_seed((seed * 1_000_003 + batch.numbers[0]) & (2**63 - 1))
        chance = Chance.of_windows(seed, batch.numbers, self.is_shared)
        result = losses(self.model, batch, self.view, chance)
        total = result.total(chance)
        self.loss = float(chance.sum(total.detach())) / chance.processes()
        self._taken.append(result.detached())
        self._parts += 1
        return total

    def take_train_bits(self) -> dict[str, float]:
        """Bits a note by part over the training windows since the last call; all processes must call together."""
        taken, self._taken = self._taken, []
        return self._bits(taken)

    def on_validation_epoch_start(self) -> None:
        self._valid = []

    def validation_step(self, batch: Batch, index: int) -> None:
        if not self.leaving:
            chance = Chance.of_windows(0, batch.numbers)  # the same however the windows are shared out
            self._valid.append(losses(self.model, batch, View(uniform=True), chance).detached())

    def valid_bits(self) -> dict[str, float]:
        """Bits a note by part over the validation windows; empty where there are none.  All processes together."""
        return {} if self.leaving else self._bits(self._valid)

    def _bits(self, results: list[Losses]) -> dict[str, float]:
        sums = sums_of(results).to(self.device)
        if self.is_shared:
            torch.distributed.all_reduce(sums)
        return bits_per_note(sums) if float(sums[0]) else {}

    def configure_gradient_clipping(
        self, optimizer: Any, gradient_clip_val: float | None = None, gradient_clip_algorithm: str | None = None
    ) -> None:
        """Clip and note the norm, before a gradient that is no number does harm."""
        limit = self.config.train.clip or math.inf
        if self.config.train.strategy == "fsdp":
            wrapped: Any = self.trainer.strategy.model
            norm = wrapped.clip_grad_norm_(limit)  # a shard knows its own part alone
        else:
            norm = torch.nn.utils.clip_grad_norm_(self.parameters(), limit)
        self.grad_norm = float(norm)
        self.on_gradient(self)

    def configure_optimizers(self) -> Any:
        optimizer = build_optimizer(self.model, self.config.train)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: rate_at(self.progress, step, self.config.train)
        )
        return {"optimizer": optimizer, "lr_scheduler": {"scheduler": schedule, "interval": "step"}}

    def on_save_checkpoint(self, checkpoint: dict[str, Any]) -> None:
        checkpoint["minutes"] = self.minutes
        checkpoint["data_identity"] = self.data_identity

    def on_load_checkpoint(self, checkpoint: dict[str, Any]) -> None:
        self.minutes_before = float(checkpoint["minutes"])


def sums_of(results: list[Losses]) -> Tensor:
    """(6,) notes, notes whose velocity is real, and the nats of each part."""
    sums = torch.zeros(2 + len(PARTS), dtype=torch.float64)
    for result in results:
        if result.onsets is not None and result.velocity_onsets is not None:
            counted = (result.onsets, result.velocity_onsets, *(result.nats[part] for part in PARTS))
            sums += torch.stack([values.double().sum().cpu() for values in counted])
    return sums


def bits_per_note(sums: Tensor) -> dict[str, float]:
    """Bits a note in total and by part; velocity counts the notes whose velocity is real."""
    notes, played, *nats = sums.tolist()
    out = {
        part: value / math.log(2) / max(played if part == "velocity" else notes, 1.0)
        for part, value in zip(PARTS, nats, strict=True)
    }
    return {"total": sum(out.values())} | out
