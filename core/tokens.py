"""Cells as the model sees them.

A decided cell is REST, HOLD or ONSET; an onset also has a velocity bin.  UNKNOWN and RING stand for cells
that are not decided yet and are never drawn: silence and "not decided" are different things.
"""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from core.roll import NUM_PITCHES, Roll

_Cell = TypeVar("_Cell", bound=np.generic)
_Numbers = TypeVar("_Numbers", bound=Any)

REST, HOLD, ONSET = 0, 1, 2
NUM_STATES = 3
UNKNOWN = 3  # may become any state
RING = 4  # past the hole's right edge: may become rest or hold, never an onset
NUM_CODES = 5

FALLBACK_VELOCITY = 80  # where nothing says how loud a note should be
NUM_VELOCITY_BINS = 32
_BIN_WIDTH = 128 // NUM_VELOCITY_BINS


def velocity_to_bin(velocity: _Numbers) -> _Numbers:
    """Velocity 1-127 to bin 0-31, whole-number arrays or tensors; the rest velocity 0 has no meaning here."""
    return velocity // _BIN_WIDTH


def bin_to_velocity(bins: _Numbers) -> _Numbers:
    """Bin 0-31 to the velocity in its middle (2, 6, ... 126), whole-number arrays or tensors."""
    return bins * _BIN_WIDTH + _BIN_WIDTH // 2


def states_of(roll: Roll) -> NDArray[np.uint8]:
    """(128, steps) of REST, HOLD, ONSET."""
    sounding = roll.velocity > 0
    return np.where(roll.onset, ONSET, np.where(sounding, HOLD, REST)).astype(np.uint8)


def pad_rows(cells: NDArray[_Cell], rows: int) -> NDArray[_Cell]:
    """Add silent rows above pitch 127 so that the patches fit: (128, steps) -> (rows, steps)."""
    return np.pad(cells, ((0, rows - NUM_PITCHES), (0, 0)))
