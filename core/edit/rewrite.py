"""Which old note became which new one, where a run kept the rhythm or the pitches of the notes in a hole."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray


def new_pitches(before: NDArray[np.int64], after: NDArray[np.int64]) -> NDArray[np.int64]:
    """(n,) the new pitch of each note ``before``; both are (n, 4) rows of onset_step, pitch, duration_steps, velocity.

    Notes that begin together and are equally long and loud are matched from low to high.  ValueError where the two
    have not the same rhythm.
    """
    waiting: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for onset, pitch, duration, velocity in after[np.lexsort((-after[:, 1], after[:, 0]))].tolist():
        waiting[onset, duration, velocity].append(pitch)  # the lowest last
    found = np.zeros(len(before), np.int64)
    for number in np.lexsort((before[:, 1], before[:, 0])).tolist():
        onset, _, duration, velocity = before[number].tolist()
        pitches = waiting[onset, duration, velocity]
        if not pitches:
            raise ValueError("the rhythm was to be kept, and it was not")
        found[number] = pitches.pop()
    if any(waiting.values()):
        raise ValueError("the rhythm was to be kept, and notes were added")
    return found


def in_order(before: NDArray[np.int64], after: NDArray[np.int64]) -> NDArray[np.int64]:
    """(n, 4) the row of ``after`` for each note ``before``, by their order; ValueError if the pitches differ."""
    old, new = (rows[np.lexsort((rows[:, 1], rows[:, 0]))] for rows in (before, after))
    if not np.array_equal(old[:, 1], new[:, 1]):
        raise ValueError("the pitches were to be kept in their order, and they were not")
    out = np.zeros_like(before)
    out[np.lexsort((before[:, 1], before[:, 0]))] = new
    return out
