"""What the settings forbid: pitches out of range, notes off the scale, cells that a draft has decided."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.config import SampleConfig
from core.region import ResolvedHole
from core.roll import NUM_PITCHES, Roll
from core.sampler.request import SampleRequest
from core.scale import Scale


def still_open(resolved: ResolvedHole, request: SampleRequest) -> ResolvedHole:
    """The hole without pitches that are out of range (they are silence, plain to see) and without the draft's cells."""
    config, draft = request.config, request.draft
    base, unknown = resolved.base, resolved.unknown.copy()
    unknown[: config.low_pitch] = False
    unknown[config.high_pitch + 1 :] = False
    if draft is not None:
        written = unknown & draft.decided & ~_begins_in_ring(draft.roll, resolved)
        base = Roll(
            np.where(written, draft.roll.velocity, base.velocity), np.where(written, draft.roll.onset, base.onset)
        )
        unknown &= ~written
    return replace(resolved, base=base, unknown=unknown, onset_allowed=resolved.onset_allowed & unknown)


def _begins_in_ring(roll: Roll, resolved: ResolvedHole) -> NDArray[np.bool_]:
    """(128, steps) cells of notes that seem to begin in the ring: their real beginning was not decided yet."""
    steps = np.arange(roll.num_steps)
    owner = np.maximum.accumulate(np.where(roll.onset, steps, 0), axis=1)  # step at which the note of a cell begins
    in_ring = resolved.unknown & ~resolved.onset_allowed
    begins: NDArray[np.bool_] = np.take_along_axis(roll.onset & in_ring, owner, axis=1)
    return begins & (roll.velocity > 0)


def beginnings(resolved: ResolvedHole, config: SampleConfig, key: int | None) -> NDArray[np.bool_]:
    """(128, steps) where of the open cells a note may begin; ``key`` is the one to write in, as far as known."""
    scale = scale_of(config, key)
    if not config.scale_only or scale is None:
        return resolved.onset_allowed
    on_scale = np.array([pitch in scale for pitch in range(NUM_PITCHES)])
    return resolved.onset_allowed & on_scale[:, None]


def scale_of(config: SampleConfig, key: int | None) -> Scale | None:
    """The scale of a run in ``key`` (0-23): the one asked for on its tonic, or the key's own."""
    if key is None:
        return None
    return Scale.of_key(key) if config.scale is None else Scale(key % 12, config.scale)
