"""Holes as users paint them, for training: everything, bars, pitch bands, rectangles, blobs, scattered patches."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.config import USUAL_HOLES, HoleMix
from core.roll import NUM_PITCHES

Hole = NDArray[np.bool_]


def _everything(rng: np.random.Generator, steps: int, used: tuple[int, int]) -> Hole:
    return np.ones((NUM_PITCHES, steps), np.bool_)


def _bars(rng: np.random.Generator, steps: int, used: tuple[int, int]) -> Hole:
    """A span of time over all pitches, on bar lines as often as not."""
    unit = 16 if rng.random() < 0.8 else 4
    length = int(rng.integers(1, max(2, min(steps, 192) // unit + 1))) * unit
    start = int(rng.integers(0, max(1, (steps - length) // unit + 1))) * unit
    hole = np.zeros((NUM_PITCHES, steps), np.bool_)
    hole[:, start : start + length] = True
    return hole


def _continuation(rng: np.random.Generator, steps: int, used: tuple[int, int]) -> Hole:
    hole = np.zeros((NUM_PITCHES, steps), np.bool_)
    hole[:, int(rng.integers(1, max(2, steps // 16))) * 16 :] = True
    return hole


def _band(rng: np.random.Generator, used: tuple[int, int]) -> slice:
    """Pitches of one hand or voice, somewhere in the range that the music uses."""
    low = int(rng.integers(used[0], used[1] + 1))
    height = int(rng.integers(5, 48))
    if rng.random() < 0.4:  # everything above or everything below
        return slice(low, NUM_PITCHES) if rng.random() < 0.5 else slice(0, low + 1)
    return slice(max(0, low - height // 2), low + height // 2 + 1)


def _pitch_band(rng: np.random.Generator, steps: int, used: tuple[int, int]) -> Hole:
    hole = np.zeros((NUM_PITCHES, steps), np.bool_)
    hole[_band(rng, used)] = True
    return hole


def _rectangle(rng: np.random.Generator, steps: int, used: tuple[int, int]) -> Hole:
    hole = np.zeros((NUM_PITCHES, steps), np.bool_)
    hole[_band(rng, used)] = True
    return hole & _bars(rng, steps, used)


def _blobs(rng: np.random.Generator, steps: int, used: tuple[int, int]) -> Hole:
    """A few strokes of a round brush."""
    hole = np.zeros((NUM_PITCHES, steps), np.bool_)
    pitches, times = np.ogrid[:NUM_PITCHES, :steps]
    for _ in range(int(rng.integers(1, 4))):
        pitch, step = rng.integers(used[0], used[1] + 1), rng.integers(0, steps)
        height, width = rng.integers(3, 14), rng.integers(4, 32)
        for _ in range(int(rng.integers(1, 5))):
            hole |= ((pitches - pitch) / height) ** 2 + ((times - step) / width) ** 2 <= 1
            pitch, step = pitch + rng.integers(-8, 9), step + rng.integers(0, 24)
    return hole


def _scattered(rng: np.random.Generator, steps: int, used: tuple[int, int]) -> Hole:
    """Random blocks of an octave and a bar."""
    share = rng.uniform(0.1, 0.9)
    blocks = rng.random((11, -(-steps // 16))) < share
    return np.ascontiguousarray(np.kron(blocks, np.ones((12, 16), np.bool_))[:NUM_PITCHES, :steps])


HOLES = {
    "everything": _everything,
    "bars": _bars,
    "continuation": _continuation,
    "pitch_band": _pitch_band,
    "rectangle": _rectangle,
    "blobs": _blobs,
    "scattered": _scattered,
}


def random_hole(rng: np.random.Generator, steps: int, used: tuple[int, int], mix: HoleMix = USUAL_HOLES) -> Hole:
    """Bool (128, steps); ``used`` is the lowest and highest pitch of the music.  Never empty."""
    weights = np.array([getattr(mix, name) for name in HOLES])
    name = tuple(HOLES)[int(rng.choice(len(HOLES), p=weights / weights.sum()))]
    hole = HOLES[name](rng, steps, used)
    return hole if hole.any() else _everything(rng, steps, used)
