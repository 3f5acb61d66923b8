"""The roll: a score on the sixteenth grid as two arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NUM_PITCHES = 128
STEPS_PER_QUARTER = 4


@dataclass(frozen=True, slots=True, eq=False)
class Roll:
    """Piano roll.  ``velocity``: uint8 (128, steps), 0 = rest.  ``onset``: bool (128, steps).

    A cell sounds where velocity > 0.  An onset always sounds; a sounding cell without onset holds the
    note at its left, so a repeated note is not a held note.  All cells of a note share its velocity.
    """

    velocity: NDArray[np.uint8]
    onset: NDArray[np.bool_]

    def __post_init__(self) -> None:
        if self.velocity.ndim != 2 or self.velocity.shape[0] != NUM_PITCHES:
            raise ValueError(f"a roll is (128, steps), not {self.velocity.shape}")
        if self.velocity.dtype != np.uint8 or self.onset.dtype != np.bool_:
            raise ValueError(f"a roll holds uint8 and bool, not {self.velocity.dtype} and {self.onset.dtype}")
        if self.onset.shape != self.velocity.shape:
            raise ValueError(f"onset {self.onset.shape} and velocity {self.velocity.shape} differ in shape")

    @property
    def num_steps(self) -> int:
        return int(self.velocity.shape[1])

    @classmethod
    def empty(cls, num_steps: int) -> Roll:
        return cls(np.zeros((NUM_PITCHES, num_steps), np.uint8), np.zeros((NUM_PITCHES, num_steps), np.bool_))

    def window(self, start_step: int, num_steps: int) -> Roll:
        """Copy of ``num_steps`` columns from ``start_step``; silence where the roll does not reach.

        A note held from before the window starts with an onset in it, so that every window is a valid roll.
        """
        out = Roll.empty(num_steps)
        lo, hi = max(0, start_step), min(self.num_steps, start_step + num_steps)
        if lo < hi:
            out.velocity[:, lo - start_step : hi - start_step] = self.velocity[:, lo:hi]
            out.onset[:, lo - start_step : hi - start_step] = self.onset[:, lo:hi]
            first = lo - start_step
            out.onset[:, first] |= out.velocity[:, first] > 0
        return out

    def equals(self, other: Roll) -> bool:
        return np.array_equal(self.velocity, other.velocity) and np.array_equal(self.onset, other.onset)


def notes_of(roll: Roll) -> NDArray[np.int64]:
    """(n, 4) rows of onset_step, pitch, duration_steps, velocity, sorted."""
    sounding = roll.velocity > 0
    pitches, steps = np.nonzero(roll.onset)
    if not len(pitches):
        return np.zeros((0, 4), np.int64)
    # A note ends at the next cell that is silent or starts another note.
    stops = ~sounding | roll.onset
    num = roll.num_steps
    next_stop = np.full((NUM_PITCHES, num + 1), num, np.int64)
    for step in range(num - 1, -1, -1):
        next_stop[:, step] = np.where(stops[:, step], step, next_stop[:, step + 1])
    duration = next_stop[pitches, steps + 1] - steps
    rows = np.stack([steps, pitches, duration, roll.velocity[pitches, steps].astype(np.int64)], axis=1)
    return rows[np.lexsort((rows[:, 1], rows[:, 0]))]
