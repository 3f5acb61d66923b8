"""What the settings forbid: pitches out of range, notes off the scale, cells that a draft has decided."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.conditions import estimate_key
from core.config import SampleConfig
from core.region import ResolvedHole, resolve_hole
from core.roll import NUM_PITCHES, Roll
from core.sampler.request import SampleRequest
from core.scale import Scale


def opened(request: SampleRequest) -> ResolvedHole:
    """The cells that the run may write, a draft's included: all of the hole, or what the old notes leave of it."""
    config, hole = request.config, request.hole
    if config.only == "all":
        whole = resolve_hole(request.roll, hole, config.ring_steps)
        in_range = np.zeros((NUM_PITCHES, 1), np.bool_)
        in_range[config.low_pitch : config.high_pitch + 1] = True
        # A pitch out of range is silence, plain to see, rather than a cell where the model would hope for notes.
        return replace(whole, unknown=whole.unknown & in_range, onset_allowed=whole.onset_allowed & in_range)
    if config.only == "pitches":
        return resolve_hole(request.roll, hole, 0)
    begins = hole & request.roll.onset
    if config.only == "rhythm":
        whole = resolve_hole(request.roll, hole, config.ring_steps)
        used = begins.any(axis=1, keepdims=True)  # (128, 1) pitches that have notes to place
        return replace(whole, unknown=whole.unknown & used, onset_allowed=whole.onset_allowed & used)
    whole = resolve_hole(request.roll, hole, 0)  # velocities: the old notes' cells, and nothing else
    cells = (request.roll.velocity > 0) & (whole.base.velocity == 0)
    return ResolvedHole(whole.base, cells, cells)


def still_open(whole: ResolvedHole, request: SampleRequest) -> ResolvedHole:
    """``whole`` without the cells that the request's draft has decided; these stand in its base."""
    draft, base = request.draft, whole.base
    if draft is None:
        return whole
    written = whole.unknown & draft.decided & ~_begins_in_ring(draft.roll, whole)
    onset = draft.roll.onset
    if request.config.only == "velocities":
        onset = request.roll.onset
        written &= np.take_along_axis(written, _owners(onset), axis=1)  # a velocity is decided at the onset
    elif request.config.only in ("pitches", "rhythm"):
        written &= decided_columns(request, whole)
    base = Roll(np.where(written, draft.roll.velocity, base.velocity), np.where(written, onset, base.onset))
    unknown = whole.unknown & ~written
    return ResolvedHole(base, unknown, whole.onset_allowed & unknown)


def decided_columns(request: SampleRequest, whole: ResolvedHole) -> NDArray[np.bool_]:
    """(steps,) True as far as a run that goes from left to right had written everything when its draft was taken."""
    if request.draft is None:
        return np.zeros(request.roll.num_steps, np.bool_)
    left = np.logical_or.reduce(whole.onset_allowed & ~request.draft.decided, axis=0)
    so_far: NDArray[np.bool_] = ~np.logical_or.accumulate(left)
    return so_far


def _begins_in_ring(roll: Roll, resolved: ResolvedHole) -> NDArray[np.bool_]:
    """(128, steps) cells of notes that seem to begin in the ring: their real beginning was not decided yet."""
    in_ring = resolved.unknown & ~resolved.onset_allowed
    begins: NDArray[np.bool_] = np.take_along_axis(roll.onset & in_ring, _owners(roll.onset), axis=1)
    return begins & (roll.velocity > 0)


def _owners(onset: NDArray[np.bool_]) -> NDArray[np.int64]:
    """(128, steps) the step at which the note of a cell begins, if there is a note."""
    steps = np.arange(onset.shape[1])
    begun: NDArray[np.int64] = np.maximum.accumulate(np.where(onset, steps, 0), axis=1)
    return begun


def beginnings(resolved: ResolvedHole, config: SampleConfig, key: int | None) -> NDArray[np.bool_]:
    """(128, steps) where of the open cells a note may begin; ``key`` is the one to write in, as far as known.

    Pitches that are kept are kept whatever their scale and range.
    """
    if config.only in ("rhythm", "velocities"):
        return resolved.onset_allowed
    pitches = np.arange(NUM_PITCHES)
    allowed = (pitches >= config.low_pitch) & (pitches <= config.high_pitch)
    scale = scale_of(config, key)
    if config.scale_only and scale is not None:
        allowed &= np.array([pitch in scale for pitch in pitches.tolist()])
    return resolved.onset_allowed & allowed[:, None]


def num_off_limits(request: SampleRequest, result: Roll) -> int:
    """How many notes of a run's ``result`` begin off the scale or the range that was asked for.

    0, but where the rhythm is kept and every pitch within the limits was taken while a note sounds ("pitches only").
    """
    whole = opened(request)
    key = request.config.key
    allowed = beginnings(whole, request.config, estimate_key(whole.base) if key == "auto" else _number(key))
    return int((result.onset & request.hole & ~allowed).sum())


def _number(key: int | str | None) -> int | None:
    assert not isinstance(key, str)
    return key


def scale_of(config: SampleConfig, key: int | None) -> Scale | None:
    """The scale of a run in ``key`` (0-23): the one asked for on its tonic, or the key's own."""
    if key is None:
        return None
    return Scale.of_key(key) if config.scale is None else Scale(key % 12, config.scale)
