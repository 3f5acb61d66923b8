"""Where bars begin, for the model: as the piece has them, or as they are heard."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.metre import AROUND, heard_downbeats
from core.sampler.limits import opened
from core.sampler.request import SampleRequest
from core.sampler.schedule import EVERY_BAR


def bars_for(request: SampleRequest) -> NDArray[np.bool_]:
    """(steps,) True where a bar begins."""
    written = _written(request)
    # "Rhythm only" keeps each bar's notes in the bar, and takes are mixed by the bars that stand in the piece.
    if request.config.metre == "written" or request.config.only == "rhythm":
        return written
    columns = np.flatnonzero(np.logical_or.reduce(request.hole, axis=0))
    start, stop = max(0, int(columns[0]) - AROUND), int(columns[-1]) + 1 + AROUND + request.config.ring_steps
    near = request.hole[:, start:stop]  # a long piece costs no more than a short one
    whole = opened(
        replace(request, roll=request.roll.window(start, near.shape[1]), hole=near, downbeat=None, draft=None)
    )
    return heard_downbeats(whole.base, whole.unknown, written, start)


def is_heard_otherwise(request: SampleRequest) -> bool:
    """Whether the run takes the music for something else than it is written as: for music in three."""
    return not np.array_equal(bars_for(request), _written(request))


def _written(request: SampleRequest) -> NDArray[np.bool_]:
    if request.downbeat is not None:
        return request.downbeat
    return np.arange(request.roll.num_steps) % EVERY_BAR == 0
