"""Guides: the coarse class of a patch that its parent draws before the patch is refined (FractalGen's guiding pixel).

Class 0 is empty, class 1 holds notes but starts none, the others are binned counts of note onsets.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from core.tokens import HOLD, ONSET

EMPTY, HELD = 0, 1


@dataclass(frozen=True, slots=True)
class Guide:
    """``lowest[k]``: smallest number of onsets of class k + 2."""

    lowest: tuple[int, ...]
    cells: int

    @classmethod
    def for_cells(cls, cells: int) -> Guide:
        """Classes for a patch of so many cells: fine for few onsets, coarse for many."""
        steps = (1, 2, 3, 4, 5, 7) if cells <= 32 else (1, 2, 3, 4, 6, 9, 13, 21)
        return cls(tuple(n for n in steps if n <= cells), cells)

    @property
    def num_classes(self) -> int:
        return 2 + len(self.lowest)

    def classes_of(self, state: Tensor, unknown: Tensor) -> Tensor:
        """Classes (...) of patches (..., cells); only the unknown cells count, the others are plain to see."""
        onsets = ((state == ONSET) & unknown).sum(-1)
        held = ((state == HOLD) & unknown).any(-1)
        lowest = torch.tensor(self.lowest, device=state.device)
        return torch.where(onsets > 0, 1 + torch.bucketize(onsets, lowest, right=True), held.long())

    def loudness(self, probabilities: Tensor) -> Tensor:
        """Expected share of the brightest display value (...), 0-1, of class probabilities (..., classes)."""
        return self._bright((probabilities * self._counts(probabilities.device)).sum(-1))

    def loudness_of(self, classes: Tensor) -> Tensor:
        """The same for classes (...) that have been drawn."""
        return self._bright(self._counts(classes.device))[classes]

    def _counts(self, device: torch.device) -> Tensor:
        """(classes,) onsets that each class stands for."""
        return torch.tensor([0.0, 0.5, *map(float, self.lowest)], device=device)

    def _bright(self, onsets: Tensor) -> Tensor:
        return (onsets * 4 / self.cells).clamp(0, 1).sqrt()
