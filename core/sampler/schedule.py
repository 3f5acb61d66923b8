"""How many patches each iteration decides, known before anything is drawn, so that progress is exact."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.config import ModelConfig, SampleConfig

EVERY_BAR = 16
FULL_SIZE = 24  # patches


def cosine_counts(members: int, iterations: int) -> list[int]:
    """Members decided in each iteration: few at first, many at last; sums to ``members``, none is 0.

    The share still open after a part t of the iterations is cos(π t / 2) (MaskGIT, arXiv 2202.04200).
    """
    iterations = min(iterations, members)
    left, counts = members, []
    for i in range(iterations):
        open_after = math.floor(members * math.cos(math.pi / 2 * (i + 1) / iterations) + 1e-9)
        take = min(max(1, left - open_after), left - (iterations - 1 - i))
        counts.append(take)
        left -= take
    return counts


@dataclass(frozen=True, slots=True)
class Plan:
    """Iterations of one window at each level; a "mar" level's are asked for, an "ar" level's follow from its grid."""

    counts: tuple[int, ...]  # level 0: patches decided in each iteration
    inner: int  # level 1: iterations in each of them
    leaf: int  # level 2: steps shown in each of those
    dynamics: int  # velocities, after all of these

    @property
    def total(self) -> int:
        """Number of SampleSteps."""
        return len(self.counts) * (1 + self.inner * (1 + self.leaf)) + self.dynamics


def plan_window(config: SampleConfig, model: ModelConfig, unknown: NDArray[np.bool_], new: NDArray[np.bool_]) -> Plan:
    """Plan for a window whose cells ``unknown`` (rows, steps) are to be written, and the velocities of ``new`` ones."""
    height, width = model.levels[0].patch

    def members_of(cells: NDArray[np.bool_]) -> int:
        blocks = cells.reshape(cells.shape[0] // height, height, cells.shape[1] // width, width)
        return int(blocks.any(axis=(1, 3)).sum())

    def iterations_for(members: int) -> int:
        # A small hole needs fewer iterations for the same care: the number asked for is for FULL_SIZE and more.
        return min(config.iterations[0], -(-members * config.iterations[0] // FULL_SIZE))

    members = members_of(unknown)
    coarse, middle, fine = model.levels
    wanted = iterations_for(members)
    counts = cosine_counts(members, wanted) if coarse.kind == "mar" else [1] * members
    local = (height // middle.patch[0]) * (width // middle.patch[1])
    inner = min(config.iterations[1], local) if middle.kind == "mar" else local
    cells = middle.patch[0] * middle.patch[1]
    leaf = min(config.iterations[2], cells) if fine.kind == "mar" else 1
    return Plan(tuple(counts), inner, leaf, iterations_for(members_of(new)))


def plan_windows(
    columns: NDArray[np.bool_], num_steps: int, width: int, downbeat: NDArray[np.bool_]
) -> list[tuple[int, int, int]]:
    """Windows (start, first step to write, step after the last) that write all ``columns``, from left to right.

    One window where the hole fits, put around the hole with as much music as there is on both sides; else overlapping
    ones, each of which sees half a window of what the last wrote.  A window starts on a bar line where it can.
    """
    wanted = np.flatnonzero(columns)
    first, after = int(wanted[0]), int(wanted[-1]) + 1
    bars = np.flatnonzero(downbeat)
    windows: list[tuple[int, int, int]] = []
    while first < after:
        seen = width // 2 if windows else 0  # steps of what the last window wrote
        if after - first <= width - seen:
            lowest = max(0, after - width)
            ideal = min((first + after - width) // 2, first - seen)
        else:
            ideal = lowest = max(0, first - seen)
        ideal = min(max(ideal, 0), max(0, num_steps - width))
        start = _bar_near(bars, ideal, lowest, first - seen)
        stop = min(after, start + width)
        windows.append((start, first, stop))
        first = stop
    return windows


def _bar_near(bars: NDArray[np.int64], ideal: int, lowest: int, highest: int) -> int:
    """The bar line nearest to ``ideal`` within [lowest, highest], or the ideal itself where there is none."""
    ideal = min(max(ideal, lowest), highest)
    inside = bars[(bars >= lowest) & (bars <= highest)]
    return int(inside[np.argmin(np.abs(inside - ideal))]) if len(inside) else ideal
