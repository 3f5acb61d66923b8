"""Runs that keep a part of the old notes: what "pitches only" and "rhythm only" share.

Both write the window from left to right, one column of sub-patches at a time, and ask the model coarse to fine
(docs/decisions/0009-regenerate.md).  What must be kept is a condition on the draw, never a repair afterwards.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.config import ModelConfig, SampleConfig
from core.model.canvas import KNOWN
from core.model.guides import EMPTY, HELD, Guide
from core.roll import NUM_PITCHES, Roll, notes_beginning_in
from core.sampler.request import SampleRequest
from core.sampler.schedule import Plan
from core.sampler.working import Working, Written


class Rewriter(Protocol):
    """One run; windows are written one after the other, from left to right."""

    def write(self, run: Working, first: int, stop: int) -> Generator[Written, None, None]:
        """Write the window's steps first .. stop (of the piece)."""

    def complete(self, roll: Roll) -> Roll:
        """``roll`` with what has been written so far, beyond the cells that were open."""


def plan_columns(config: SampleConfig, model: ModelConfig, unknown: NDArray[np.bool_]) -> Plan:
    """One iteration of each level for every column of sub-patches with cells ``unknown`` (128, width)."""
    fine = model.levels[2]
    cells = model.levels[1].patch[0] * model.levels[1].patch[1]
    leaf = min(config.iterations[2], cells) if fine.kind == "mar" else 1
    return Plan((1,) * len(_open_columns(unknown, model.levels[1].patch[1])), 1, leaf, 0)


def _open_columns(unknown: NDArray[np.bool_], width: int) -> list[int]:
    """First steps of the columns of sub-patches that have open cells."""
    any_open = np.logical_or.reduce(unknown, axis=0)
    return [int(c) * width for c in np.flatnonzero(any_open.reshape(-1, width).any(axis=1))]


def old_notes(request: SampleRequest) -> NDArray[np.int64]:
    """(n, 4) the notes that begin in the hole, sorted by onset, then pitch."""
    return notes_beginning_in(request.roll, request.hole)


class Columns:
    """What both kinds of run share: the way from column to column."""

    def __init__(self, run: Working) -> None:
        self.run, self.grid, self.local = run, run.grid, run.model.patch_level.local
        self.width = self.local.patch_width
        self.device = run.canvas.state.device

    def uniform(self) -> float:
        return float(torch.rand(1, generator=self.run.rng))

    def open_columns(self) -> list[int]:
        return _open_columns(self.run.open[0, :NUM_PITCHES].cpu().numpy(), self.width)

    def patches_at(self, step: int) -> Tensor:
        """Numbers of the patches in the column of patches that holds ``step``, lowest first."""
        return torch.arange(self.grid.rows, device=self.device) * self.grid.cols + step // self.grid.patch_width

    def subs_at(self, step: int) -> Tensor:
        """Numbers within their patch of the sub-patches at ``step``, lowest first."""
        place = step % self.grid.patch_width // self.width
        return torch.arange(self.local.rows, device=self.device) * self.local.cols + place

    def boxes(self, rows: Tensor, step: int, height: int, width: int) -> Tensor:
        at = torch.full_like(rows, step)
        size = torch.tensor([height, width], device=self.device).expand(len(rows), 2)
        return torch.cat([torch.stack([rows, at], 1), size], 1)

    def rests(self, step: int) -> None:
        """Whatever is still open in the column becomes a rest."""
        zero = torch.zeros(1, dtype=torch.long, device=self.device)
        at = torch.full_like(zero, step)
        self.run.write_rests(self.run.canvas.box_index(zero, zero, at, self.grid.height, self.width).flatten(), KNOWN)

    def leaf_steps(self, boxes: Tensor) -> Generator[Written, None, None]:
        for i in range(self.run.plan.leaf):
            yield Written(2, i, boxes)


def count_weights(guide: Guide, log_probs: Tensor, most: int) -> NDArray[np.float64]:
    """(places, most + 1) weight of each number of onsets, from the classes (places, classes) that count them."""
    probabilities = log_probs.double().exp().cpu().numpy()
    weights = np.zeros((len(probabilities), most + 1))
    weights[:, 0] = probabilities[:, EMPTY] + probabilities[:, HELD]
    above = [*guide.lowest[1:], guide.cells + 1]
    for place, (lowest, beyond) in enumerate(zip(guide.lowest, above, strict=True)):
        stop = min(beyond, most + 1)
        if lowest < stop:
            weights[:, lowest:stop] = probabilities[:, 2 + place, None] / (beyond - lowest)
    return weights


def class_of(guide: Guide, counts: NDArray[np.int64], device: torch.device) -> Tensor:
    """The class of so many onsets; places without any count as held."""
    lowest = torch.tensor(guide.lowest)
    return (1 + torch.bucketize(torch.from_numpy(np.maximum(counts, 0)), lowest, right=True)).to(device)
