"""What a run leaves on disk to go on from and to play with: states and models."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lightning as L
from lightning.pytorch.callbacks import Checkpoint

from core.checkpoint import save_model
from core.train.journal import Journal
from core.train.module import FractalModule
from core.train.shards import whole_model
from core.train_run import names


class ModelKeeper(L.Callback):
    """Writes the averaged weights as models.  Stands before the weight averaging, as the journal does."""

    def __init__(
        self, folder: Path, journal: Journal, kept: int, provenance: dict[str, Any], states: StateKeeper
    ) -> None:
        self.folder, self.journal, self.kept, self.provenance = folder / names.CHECKPOINTS, journal, kept, provenance
        self.states = states
        self.best = self.folder / names.BEST

    def on_validation_epoch_end(self, trainer: L.Trainer, module: L.LightningModule) -> None:
        assert isinstance(module, FractalModule)
        if not module.leaving and trainer.global_step:  # before the training, there is nothing new to keep
            self.save(trainer, module, self.journal.bits)

    def on_train_end(self, trainer: L.Trainer, module: L.LightningModule) -> None:
        self.states.save(trainer)  # before the averaged weights take the place of the others

    def save(self, trainer: L.Trainer, module: FractalModule, bits: dict[str, float]) -> None:
        """Write the model of this step, the best one if it is that, and let go of old ones.  All processes together."""
        step, model = trainer.global_step, whole_model(trainer, module)
        if model is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        record = self.provenance | {"steps": step} | ({"valid_bits_per_note": bits} if bits else {})
        better = not bits or bits["total"] < self.journal.best
        if better:
            save_model(model, self.best, record)
            if bits:
                self.journal.note_best(step)
        if self.kept:
            save_model(model, self.folder / names.checkpoint_name(step), record)
        for old in sorted(self.folder.glob("step_*.safetensors"))[: -self.kept or None]:
            old.unlink(missing_ok=True)


class StateKeeper(Checkpoint):
    """Writes the state that a run is gone on with: every so many steps or minutes, and at the end.

    Lightning puts callbacks of this kind last: the averaged weights have taken the step in by then.
    """

    def __init__(self, folder: Path, every_steps: int, every_minutes: float, valid_interval: int) -> None:
        self.path = folder / names.STATE
        self.every_steps, self.every_s, self.valid_interval = every_steps, every_minutes * 60, valid_interval
        self._saved_at, self._saved_step = time.monotonic(), -1
        self.is_well: Callable[[], bool] = lambda: True

    def on_train_start(self, trainer: L.Trainer, module: L.LightningModule) -> None:
        self._saved_at, self._saved_step = time.monotonic(), trainer.global_step

    def on_train_batch_end(self, trainer: L.Trainer, module: Any, outputs: Any, batch: Any, batch_idx: int) -> None:
        step = trainer.global_step
        if step == self._saved_step or module.is_mid_step or step % self.valid_interval == 0:
            return  # at a validation: after it, so that going on does not leave it out
        by_steps = self.every_steps and step % self.every_steps == 0
        if by_steps or (trainer.world_size == 1 and time.monotonic() - self._saved_at >= self.every_s):
            self.save(trainer)

    def on_validation_end(self, trainer: L.Trainer, module: L.LightningModule) -> None:
        if not trainer.sanity_checking:
            self.save(trainer)

    def save(self, trainer: L.Trainer) -> None:
        """Write the state of this step, unless that is done already or the run is not well."""
        if trainer.global_step == self._saved_step or not self.is_well() or trainer.state.fn != "fit":
            return
        trainer.save_checkpoint(self.path)
        self._saved_at, self._saved_step = time.monotonic(), trainer.global_step
