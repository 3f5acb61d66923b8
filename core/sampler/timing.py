"""New times for notes whose pitches are kept, in order: drawn exactly from the model's odds by dynamic programming.

The notes of a bar are a sequence, by onset and from low to high.  A new rhythm gives each an onset step so that the
sequence stays the same: nobody overtakes, and notes that begin together rise.  Every such rhythm weighs the product
of its notes' odds; one is drawn in proportion to its weight.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

_NEVER = -np.inf


def draw_times(
    pitches: NDArray[np.int64],  # (n,) in order
    log_odds: NDArray[np.float64],  # (n, steps) of each note beginning at each step; -inf where it may not
    uniform: Callable[[], float],  # random numbers in [0, 1)
) -> NDArray[np.int64]:
    """(n,) steps, not falling; equal only where the pitches rise.  ValueError if there is no such rhythm."""
    count, steps = log_odds.shape
    # reach[i]: how many notes from i on may begin together
    rises = np.append(np.diff(pitches) > 0, False)
    reach = np.ones(count, np.int64)
    for i in range(count - 2, -1, -1):
        reach[i] = reach[i + 1] + 1 if rises[i] else 1
    ahead = np.full((steps + 1, count + 1), _NEVER)  # log weight of all ways to place notes i.. from step t on
    ahead[steps, count] = 0.0
    for t in range(steps - 1, -1, -1):
        for i in range(count + 1):
            ahead[t, i] = np.logaddexp.reduce(_ways(ahead, log_odds, reach, t, i))
    if ahead[0, 0] == _NEVER:
        raise ValueError("these notes have no room to begin one after the other")
    times = np.zeros(count, np.int64)
    i = 0
    for t in range(steps):
        ways = _ways(ahead, log_odds, reach, t, i)
        edges = np.exp(ways - ahead[t, i]).cumsum()
        placed = int(np.searchsorted(edges, uniform() * edges[-1] * (1 - 1e-9), side="right"))
        times[i : i + placed] = t
        i += placed
    return times


def _ways(
    ahead: NDArray[np.float64], log_odds: NDArray[np.float64], reach: NDArray[np.int64], t: int, i: int
) -> NDArray[np.float64]:
    """Log weights of placing 0, 1, 2 ... of the notes from ``i`` on at step ``t``."""
    if i == len(reach):
        return ahead[t + 1, i : i + 1]
    together = int(reach[i])
    placed = np.concatenate([[0.0], np.cumsum(log_odds[i : i + together, t])])
    return placed + ahead[t + 1, i : i + together + 1]


def draw_counts(
    weights: NDArray[np.float64],  # (places, most + 1) weight of each number of notes at each place
    total: int,
    uniform: Callable[[], float],
) -> NDArray[np.int64]:
    """(places,) numbers that add up to ``total``, drawn in proportion to the product of their weights.

    Where the weights allow no such sum, the places share it as evenly as ``most`` lets them.
    """
    places, width = weights.shape
    ahead = np.zeros((places + 1, total + 1))  # weight of all ways to place s notes at places k..
    ahead[places, 0] = 1.0
    for k in range(places - 1, -1, -1):
        for n in range(min(width - 1, total) + 1):
            ahead[k, n:] += weights[k, n] * ahead[k + 1, : total + 1 - n]
        peak = ahead[k].max()
        if peak > 0:
            ahead[k] /= peak  # only proportions matter
    counts = np.zeros(places, np.int64)
    if places == 0 or ahead[0, total] <= 0:
        for note in range(total if places else 0):
            counts[note % places] += 1
        return np.minimum(counts, width - 1)
    left = total
    for k in range(places):
        most = min(width - 1, left)
        ways = weights[k, : most + 1] * ahead[k + 1, left - most : left + 1][::-1]
        edges = ways.cumsum()
        counts[k] = np.searchsorted(edges, uniform() * edges[-1] * (1 - 1e-9), side="right")
        left -= int(counts[k])
    return counts
