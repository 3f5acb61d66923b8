"""Bar and beat planes, shared by training and sampling."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def beat_planes(downbeat: NDArray[np.bool_]) -> NDArray[np.float32]:
    """(steps, 2): bar lines, and quarter notes counted from the last bar line."""
    steps = np.arange(len(downbeat))
    last = np.maximum.accumulate(np.where(downbeat, steps, 0))
    return np.stack([downbeat, (steps - last) % 4 == 0], axis=1).astype(np.float32)
