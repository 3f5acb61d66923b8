"""From a request to windows: what may be written, where, and under which conditions."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.conditions import Conditions, estimate_key, metre_of, turn_between
from core.config import STYLES, ModelConfig, SampleConfig
from core.region import ResolvedHole
from core.roll import Roll
from core.sampler.bars import bars_for
from core.sampler.keep_pitches import KeepPitches
from core.sampler.keep_rhythm import KeepRhythm
from core.sampler.limits import beginnings, opened, still_open
from core.sampler.request import SampleRequest
from core.sampler.rewrite import Rewriter, plan_columns
from core.sampler.schedule import plan_window, plan_windows
from core.sampler.working import Window
from core.tokens import pad_rows


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A run before anything is drawn."""

    roll: Roll  # the piece without what is to be written
    windows: tuple[Window, ...]  # written one after the other; none where there is nothing to write
    conditions: Conditions
    rewriter: Rewriter | None  # who writes it; None = it is simply sampled

    @property
    def total(self) -> int:
        """Number of SampleSteps."""
        return sum(window.plan.total for window in self.windows)


def prepare(model: ModelConfig, request: SampleRequest) -> Prepared:
    """What ``request`` asks of a model."""
    config, num_steps = request.config, request.roll.num_steps
    whole = opened(request)
    downbeat = bars_for(request)
    conditions = _conditions_for(config, whole.base, downbeat)
    resolved = still_open(whole, request)
    may_begin = beginnings(resolved, config, conditions.key)
    rewriter = _rewriter_for(request, whole, may_begin, downbeat)
    layers = _Layers(
        new=whole.unknown if config.only == "all" else resolved.unknown,
        unknown=resolved.unknown,
        onset_allowed=resolved.onset_allowed,
        may_begin=may_begin,
        kept=whole.base.velocity > 0,
        around=~whole.unknown,
        downbeat=downbeat,
    )
    roll = resolved.base if rewriter is None else rewriter.complete(resolved.base)
    if config.only == "velocities":  # the notes stand; they are to be as loud as the model finds fit
        roll = _with_cells(roll, request.roll, resolved.unknown)
        layers = replace(layers, unknown=np.zeros_like(layers.unknown))
    if not layers.new.any():  # the hole lies inside notes that begin before it
        return Prepared(roll, (), conditions, rewriter)
    columns = np.logical_or.reduce(layers.new, axis=0)
    places = plan_windows(columns, num_steps, model.num_steps, downbeat)
    return Prepared(roll, tuple(_cut(layers, place, model, request) for place in places), conditions, rewriter)


def _rewriter_for(
    request: SampleRequest, whole: ResolvedHole, may_begin: NDArray[np.bool_], downbeat: NDArray[np.bool_]
) -> Rewriter | None:
    """Who writes a run that keeps the rhythm or the pitches; None for one that is simply sampled."""
    if request.config.only == "pitches":
        return KeepRhythm.of(request, whole, may_begin)
    if request.config.only == "rhythm":
        return KeepPitches.of(request, whole, downbeat)
    return None


def _conditions_for(config: SampleConfig, context: Roll, downbeat: NDArray[np.bool_]) -> Conditions:
    """What is asked for: the settings, the key of the music around for "auto", and the metre."""
    key = estimate_key(context) if config.key == "auto" else config.key
    assert not isinstance(key, str)
    style = None if config.style is None else STYLES.index(config.style)
    return Conditions(style, config.density, key, metre_of(downbeat))


@dataclass(frozen=True, slots=True, eq=False)
class _Layers:
    """The arrays (128, steps) of a whole piece that windows are cut from; see ``Window``."""

    new: NDArray[np.bool_]
    unknown: NDArray[np.bool_]
    onset_allowed: NDArray[np.bool_]
    may_begin: NDArray[np.bool_]
    kept: NDArray[np.bool_]
    around: NDArray[np.bool_]
    downbeat: NDArray[np.bool_]  # (steps,)


def _cut(layers: _Layers, place: tuple[int, int, int], model: ModelConfig, request: SampleRequest) -> Window:
    start, first, stop = place
    width, steps = model.num_steps, np.arange(request.roll.num_steps)
    here = (steps >= first) & (steps < stop)
    unknown, new = (_columns(cells & here, start, width) for cells in (layers.unknown, layers.new))
    if request.config.only in ("pitches", "rhythm"):
        plan = plan_columns(request.config, model, unknown)
    else:
        plan = plan_window(request.config, model, pad_rows(unknown, model.num_rows), pad_rows(new, model.num_rows))
    around, goes_on_at = _columns(layers.around, start, width), width
    if request.goes_on:
        goes_on_at = int(np.flatnonzero(np.logical_or.reduce(request.hole, axis=0))[-1]) + 1 - start
    return Window(
        start=start,
        width=width,
        first=first,
        stop=stop,
        new=new,
        unknown=unknown,
        onset_allowed=_columns(layers.onset_allowed, start, width),
        may_begin=_columns(layers.may_begin, start, width),
        kept=_columns(layers.kept, start, width),
        around=around,
        turn=_turn(request.config, request.roll.window(start, width), around & _columns(layers.kept, start, width)),
        downbeat=_columns(layers.downbeat[None], start, width)[0],
        goes_on_at=goes_on_at,
        plan=plan,
    )


def _turn(config: SampleConfig, roll: Roll, around: NDArray[np.bool_]) -> int:
    """How far the key asked for lies from that of the music ``around``."""
    if not isinstance(config.key, int):
        return 0
    key = estimate_key(Roll(np.where(around, roll.velocity, 0), roll.onset & around))
    return 0 if key is None else turn_between(key, config.key)


def put_back(window: Window, written: Roll, roll: Roll) -> Roll:
    """``roll`` with the cells of this window replaced by what was written."""
    inside = min(window.width, roll.num_steps - window.start)
    part = slice(window.start, window.start + inside)
    cells = np.zeros(roll.velocity.shape, np.bool_)
    cells[:, part] = window.new[:, :inside]
    wide = Roll.empty(roll.num_steps)
    wide.velocity[:, part], wide.onset[:, part] = written.velocity[:, :inside], written.onset[:, :inside]
    return _with_cells(roll, wide, cells)


def _with_cells(roll: Roll, other: Roll, cells: NDArray[np.bool_]) -> Roll:
    """``roll`` with ``cells`` as in ``other``."""
    return Roll(np.where(cells, other.velocity, roll.velocity), np.where(cells, other.onset, roll.onset))


def _columns(cells: NDArray[np.bool_], start: int, width: int) -> NDArray[np.bool_]:
    """``width`` columns from ``start``, False beyond the end."""
    part = cells[:, start : start + width]
    return np.pad(part, ((0, 0), (0, width - part.shape[1])))
