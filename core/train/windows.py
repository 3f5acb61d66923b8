"""The windows of a run: those to learn from and those to be measured by."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import lightning as L
import numpy as np
import torch
from numpy.typing import NDArray
from torch.utils.data import DataLoader, Dataset

from core.conditions import Conditions
from core.config import RunConfig
from core.data.corpus import Corpus
from core.data.windows import Example, WindowSettings, WindowStream, collate, make_example
from core.evaluate.likelihood import holes_for
from core.model.objective import Batch
from core.roll import Roll

VALID_BATCH = 4


def window_settings(config: RunConfig) -> WindowSettings:
    data = config.data
    return WindowSettings(
        config.model.num_steps, config.model.num_rows, data.transpose, data.condition_dropout, data.all_dropout,
        data.holes, data.crops_per_file, data.other_key, data.other_style,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scene:
    """A window to be measured by, with its hole."""

    roll: Roll
    downbeat: NDArray[np.bool_]
    hole: NDArray[np.bool_]
    velocity_is_real: bool


class ValidWindows(Dataset[Batch]):
    """Fixed windows with the hole of steps 64-192 (a quarter to three quarters of any other length)."""

    def __init__(self, corpus: Corpus, config: RunConfig, share: tuple[int, int] = (0, 1)) -> None:
        self.corpus, self.config = corpus, config
        mine, processes = share
        # Each process has as many batches as the others: they meet at each of them.
        self.count = max(config.train.valid_windows, processes) if corpus.pieces and config.train.valid_windows else 0
        batches = -(-self.count // (VALID_BATCH * processes)) * processes
        ends = [self.count * i // batches for i in range(batches + 1)] if batches else [0]
        self._batches = [range(a, b) for a, b in pairwise(ends)][mine::processes]
        self._made: dict[int, Batch] = {}

    def __len__(self) -> int:
        return len(self._batches)

    def __getitem__(self, index: int) -> Batch:
        if index not in self._made:
            numbers = self._batches[index]
            self._made[index] = collate([self.example(i) for i in numbers], numbers)
        return self._made[index]

    def scene(self, number: int) -> Scene:
        """Window ``number`` as music."""
        steps, pieces = self.config.model.num_steps, self.corpus.pieces
        place = number * len(pieces) // self.count if self.count < len(pieces) else number % len(pieces)
        piece = pieces[place]
        bars = max(0, piece.num_steps - steps) // 16
        start = (number * 7919 % (bars + 1)) * 16
        roll, downbeat = piece.window(start, steps)
        return Scene(roll, downbeat, holes_for(steps)["hole"], piece.velocity_is_real)

    def example(self, number: int) -> Example:
        scene, rows = self.scene(number), self.config.model.num_rows
        return make_example(scene.roll, scene.downbeat, scene.hole, Conditions(), rows, 8, scene.velocity_is_real)


class Windows(L.LightningDataModule):
    """Cuts the windows of this process's share.  Asked once the processes of the run know each other."""

    def __init__(self, config: RunConfig, corpus: Corpus, valid: Corpus) -> None:
        super().__init__()
        self.config, self.corpus, self.valid = config, corpus, valid
        self.first_step = 0

    def _share(self) -> tuple[int, int]:
        trainer = self.trainer
        return (0, 1) if trainer is None else (trainer.global_rank, trainer.world_size)

    def train_dataloader(self) -> DataLoader[Any]:
        train = self.config.train
        part = train.batch_size // train.accumulate
        first = self.first_step * train.accumulate
        stream = WindowStream(
            self.corpus, window_settings(self.config), part, train.seed, first, self._share()
        )  # fmt: skip
        return DataLoader(
            stream,
            batch_size=None,
            num_workers=train.workers,
            persistent_workers=train.workers > 0,
            generator=torch.Generator(),  # its own, so that starting it draws nothing from torch's
        )

    def scenes(self, count: int) -> list[Scene]:
        """The first windows that have notes to be written anew."""
        windows = ValidWindows(self.valid, self.config)
        found: list[Scene] = []
        for number in range(windows.count):
            scene = windows.scene(number)
            if (scene.roll.onset & scene.hole).any():
                found.append(scene)
            if len(found) == count:
                break
        return found

    def val_dataloader(self) -> DataLoader[Any]:
        return DataLoader(ValidWindows(self.valid, self.config, self._share()), batch_size=None)
