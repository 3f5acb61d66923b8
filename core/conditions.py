"""What a run may ask for: style, density, key, metre; and how each is measured in music."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.config import NUM_DENSITIES, STYLES
from core.roll import Roll

KEY_NAMES = tuple(
    f"{tonic} {mode}"
    for mode in ("major", "minor")
    for tonic in ("C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")
)
METRES = (16, 12, 24, 8, 6)  # steps per bar; anything else counts as "other"
# Number of values of each condition; the value after the last one means "not asked for".
CONDITION_SIZES = {
    "style": len(STYLES),
    "density": NUM_DENSITIES,
    "key": len(KEY_NAMES),
    "metre": len(METRES) + 1,
}
_DENSITY_EDGES = (6, 9, 12, 16, 20, 25, 32)  # note onsets per 16 steps

# Krumhansl & Kessler (1982), probe-tone profiles.
_MAJOR = np.array([6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88])
_MINOR = np.array([6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17])
_PROFILES = np.stack([np.roll(p, k) for p in (_MAJOR, _MINOR) for k in range(12)])
_PROFILES = (_PROFILES - _PROFILES.mean(1, keepdims=True)) / _PROFILES.std(1, keepdims=True)


@dataclass(frozen=True, slots=True)
class Conditions:
    """Values as numbers for the model; None = not asked for."""

    style: int | None = None
    density: int | None = None
    key: int | None = None
    metre: int | None = None

    def ids(self) -> list[int]:
        """One number a condition in the order of CONDITION_SIZES; the size itself means "not asked for"."""
        return [size if getattr(self, name) is None else getattr(self, name) for name, size in CONDITION_SIZES.items()]

    @property
    def any_asked(self) -> bool:
        return any(value is not None for value in (self.style, self.density, self.key, self.metre))


def estimate_key(roll: Roll) -> int | None:
    """Key 0-23 (C..B major, C..B minor) by correlation with the Krumhansl-Kessler profiles; None in silence."""
    per_pitch = (roll.velocity > 0).sum(1).astype(np.float64)
    per_class = np.zeros(12)
    np.add.at(per_class, np.arange(128) % 12, per_pitch)
    if per_class.std() == 0:
        return None
    return int(np.argmax(_PROFILES @ (per_class - per_class.mean())))


def turn_between(key: int, wanted: int) -> int:
    """Semitones, -6 to 5, that take the notes of ``key`` to those of ``wanted``; 0 between a key and its relative."""
    low, high = (k % 12 + (3 if k >= 12 else 0) for k in (key, wanted))  # the major key of the same notes
    return (high - low + 6) % 12 - 6


def density_bin(onsets_per_bar: float) -> int:
    """Bin of a number of note onsets per 16 steps."""
    return int(np.searchsorted(_DENSITY_EDGES, onsets_per_bar, side="right"))


def metre_of(downbeat: NDArray[np.bool_]) -> int | None:
    """Index into METRES of the commonest bar length; None where there are no two bar lines."""
    lengths = np.diff(np.flatnonzero(downbeat))
    if not len(lengths):
        return None
    values, counts = np.unique(lengths, return_counts=True)
    commonest = int(values[np.argmax(counts)])
    return METRES.index(commonest) if commonest in METRES else len(METRES)
