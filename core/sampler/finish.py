"""The last word on a written hole: the one place where holds are made to mean something."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.roll import Roll
from core.tokens import HOLD, ONSET, REST

FALLBACK_VELOCITY = 80


def finish(
    state: NDArray[np.uint8],  # (128, steps)
    velocity: NDArray[np.uint8],  # of onsets; other generated cells are ignored
    unknown: NDArray[np.bool_],  # cells that were written
    may_begin: NDArray[np.bool_],
    kept: NDArray[np.bool_],  # cells of notes that were there before
) -> Roll:
    """A valid roll.  A written hold that continues nothing, or a kept note, becomes an onset where one may begin."""
    state, velocity = state.copy(), velocity.copy()
    drawn = velocity[unknown & (state == ONSET) & (velocity > 0)]
    around = velocity[kept & (velocity > 0)]
    source = drawn if len(drawn) else around
    usual = int(np.median(source)) if len(source) else FALLBACK_VELOCITY
    written = unknown & (state == HOLD)
    velocity[state == REST] = 0
    for step in np.flatnonzero(written.any(0)):  # from left to right: what a hold becomes decides the next one's fate
        column, loud, hold = state[:, step], velocity[:, step], written[:, step]
        loose = hold & ((state[:, step - 1] == REST) | kept[:, step - 1]) if step else hold
        begins = loose & may_begin[:, step]
        column[begins], loud[begins] = ONSET, usual
        ends = loose & ~begins
        column[ends], loud[ends] = REST, 0
        if step:
            continues = hold & ~loose
            loud[continues] = velocity[continues, step - 1]
    return Roll(velocity, state == ONSET)
