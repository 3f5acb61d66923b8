"""Ends a run whose numbers have left the ground, before they get into its state."""

from __future__ import annotations

import math
from collections import deque
from typing import Any

import lightning as L

from core.train.module import FractalModule, TrainingFailed

SMOOTH = 20  # steps
PATIENCE_FP16 = 50  # steps: half precision finds its scale by going wrong


class Health(L.Callback):
    """Loss and gradient are looked at before the optimizer takes the step."""

    def __init__(self, explode: float) -> None:
        self.explode = explode
        self._recent: deque[float] = deque(maxlen=SMOOTH)
        self._best = math.inf
        self._skipped = 0

    def on_train_start(self, trainer: L.Trainer, module: Any) -> None:
        module.on_gradient = self.check_gradient

    def on_before_optimizer_step(self, trainer: L.Trainer, module: Any, optimizer: Any) -> None:
        self._check_loss(module)

    def check_gradient(self, module: FractalModule) -> None:
        if math.isfinite(module.grad_norm):
            self._skipped = 0
            return
        self._skipped += 1
        if module.config.train.lightning_precision != "16-mixed" or self._skipped > PATIENCE_FP16:
            raise TrainingFailed(
                f"The gradient is not a number any more at step {module.global_step + 1}. {_advice(module)}"
            )

    def _check_loss(self, module: FractalModule) -> None:
        if not math.isfinite(module.loss):
            raise TrainingFailed(
                f"The loss is not a number any more at step {module.global_step + 1}. {_advice(module)}"
            )
        self._recent.append(module.loss)
        if not self.explode or len(self._recent) < SMOOTH:
            return
        mean = sum(self._recent) / SMOOTH
        if mean > self.explode * self._best:
            raise TrainingFailed(
                f"The loss has exploded: {mean:.1f} nats a note over the last {SMOOTH} steps, "
                f"after {self._best:.1f} at its best. {_advice(module)}"
            )
        self._best = min(self._best, mean)

    @property
    def is_well(self) -> bool:
        """False while the loss is so much worse than it was that its state should not replace an older one."""
        if len(self._recent) < SMOOTH or not math.isfinite(self._best):
            return True
        return sum(self._recent) / SMOOTH < (1 + (self.explode or math.inf)) / 2 * self._best

    def state_dict(self) -> dict[str, Any]:
        return {"recent": list(self._recent), "best": self._best}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        self._recent = deque(state["recent"], maxlen=SMOOTH)
        self._best = float(state["best"])


def _advice(module: FractalModule) -> str:
    return (
        "The run was stopped; its last good state and models are kept. "
        "Lower train.lr and train.matrix_lr (now "
        f"{module.config.train.lr:g} and {module.config.train.matrix_lr:g}) and resume, or start again."
    )
