"""The sampler: one generator for the window, the command line, the GIF and the tests."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray

from core.conditions import Conditions, estimate_key, metre_of
from core.config import STYLES, ModelConfig, SampleConfig
from core.model.fractal import FractalModel
from core.region import ResolvedHole
from core.roll import Roll
from core.sampler.coarse import sample_roll
from core.sampler.keep_pitches import KeepPitches
from core.sampler.keep_rhythm import KeepRhythm
from core.sampler.limits import beginnings, opened, still_open
from core.sampler.request import SampleRequest, SampleStep
from core.sampler.rewrite import Rewriter, plan_columns
from core.sampler.schedule import EVERY_BAR, Plan, plan_window, plan_windows
from core.sampler.working import Working
from core.tokens import pad_rows, states_of

_Cell = TypeVar("_Cell", bound=np.generic)
Progress = Callable[[], tuple[int, int]]


@torch.inference_mode()
def sample(model: FractalModel, request: SampleRequest) -> Generator[SampleStep, None, Roll]:
    """Write the hole of ``request`` anew, coarse to fine.  Yields every step; returns the whole roll.

    Every step is numbered 1 .. total, and total is known before the first.  Notes that begin outside the hole are never
    touched.  The same model and request give the same steps and the same roll, whoever listens.
    """
    rng = torch.Generator().manual_seed(request.config.seed)
    whole = opened(request)
    downbeat = request.downbeat if request.downbeat is not None else _common_time(request.roll.num_steps)
    kept = whole.base.velocity > 0
    conditions = conditions_for(request.config, whole.base, downbeat)
    resolved = still_open(whole, request)
    may_begin = beginnings(resolved, request.config, conditions.key)
    rewriter = rewriter_for(request, whole, may_begin, downbeat)
    roll = resolved.base if rewriter is None else rewriter.complete(resolved.base)
    if not resolved.unknown.any():  # the hole lies inside notes that begin before it: there is nothing to write
        return roll
    columns = np.logical_or.reduce(resolved.unknown, axis=0)
    plan = plan_window if rewriter is None else plan_columns
    pieces = [
        _Piece.cut(resolved, may_begin, kept, downbeat, window, model, request, plan)
        for window in plan_windows(columns, request.roll.num_steps, model.config.num_steps, downbeat)
    ]
    total = sum(piece.plan.total for piece in pieces)
    shown = 0

    def progress() -> tuple[int, int]:
        nonlocal shown
        shown += 1
        return shown, total

    for piece in pieces:
        run = piece.begin(model, request.config, roll, conditions, rng, progress)
        if rewriter is not None:
            yield from rewriter.write(run, piece.first, piece.stop)
        else:
            if request.config.only == "velocities":
                run.keep_states(_columns(states_of(request.roll), piece.start, piece.width))
            yield from sample_roll(run)
        roll = piece.put_back(run.roll(last=True), roll)
        if rewriter is not None:
            roll = rewriter.complete(roll)
    return roll


def rewriter_for(
    request: SampleRequest, whole: ResolvedHole, may_begin: NDArray[np.bool_], downbeat: NDArray[np.bool_]
) -> Rewriter | None:
    """Who writes a run that keeps the rhythm or the pitches; None for one that is simply sampled."""
    if request.config.only == "pitches":
        return KeepRhythm.of(request, whole, may_begin)
    if request.config.only == "rhythm":
        return KeepPitches.of(request, whole, downbeat)
    return None


def _common_time(num_steps: int) -> NDArray[np.bool_]:
    """Bar lines where nobody says otherwise."""
    downbeat = np.zeros(num_steps, np.bool_)
    downbeat[::EVERY_BAR] = True
    return downbeat


def conditions_for(config: SampleConfig, context: Roll, downbeat: NDArray[np.bool_]) -> Conditions:
    """What is asked for: the settings, the key of the music around for "auto", and the metre as it is."""
    key = estimate_key(context) if config.key == "auto" else config.key
    assert not isinstance(key, str)
    style = None if config.style is None else STYLES.index(config.style)
    return Conditions(style, config.density, key, metre_of(downbeat))


class _Piece:
    """One window of a run; most runs have one."""

    def __init__(
        self, start: int, width: int, unknown: NDArray[np.bool_], onset_allowed: NDArray[np.bool_], plan: Plan
    ) -> None:
        self.start, self.width, self.unknown, self.onset_allowed, self.plan = start, width, unknown, onset_allowed, plan
        self.may_begin = self.kept = self.downbeat = np.zeros(0, np.bool_)
        self.goes_on_at = width
        self.first, self.stop = start, start + width  # steps of the piece that this window writes

    @classmethod
    def cut(
        cls,
        resolved: ResolvedHole,
        may_begin: NDArray[np.bool_],
        kept: NDArray[np.bool_],
        downbeat: NDArray[np.bool_],
        window: tuple[int, int, int],
        model: FractalModel,
        request: SampleRequest,
        make_plan: Callable[[SampleConfig, ModelConfig, NDArray[np.bool_]], Plan],
    ) -> _Piece:
        start, first, stop = window
        width = model.config.num_steps
        unknown = np.zeros_like(resolved.unknown)
        unknown[:, first:stop] = resolved.unknown[:, first:stop]
        unknown = _columns(unknown, start, width)
        plan = make_plan(request.config, model.config, pad_rows(unknown, model.config.num_rows))
        piece = cls(start, width, unknown, _columns(resolved.onset_allowed, start, width), plan)
        piece.first, piece.stop = first, stop
        piece.may_begin = _columns(may_begin, start, width)
        piece.kept = _columns(kept, start, width)
        if request.goes_on:
            piece.goes_on_at = int(np.flatnonzero(np.logical_or.reduce(request.hole, axis=0))[-1]) + 1 - start
        piece.downbeat = _columns(downbeat[None], start, width)[0]
        return piece

    def begin(
        self,
        model: FractalModel,
        config: SampleConfig,
        roll: Roll,
        conditions: Conditions,
        rng: torch.Generator,
        progress: Progress,
    ) -> Working:
        hole = ResolvedHole(roll.window(self.start, self.width), self.unknown, self.onset_allowed)
        return Working(
            model,
            config,
            hole,
            conditions,
            self.downbeat,
            self.may_begin,
            self.kept,
            rng,
            self.plan,
            self.start,
            self.goes_on_at,
            progress,
        )

    def put_back(self, written: Roll, roll: Roll) -> Roll:
        """``roll`` with the cells of this window replaced by what was written."""
        velocity, onset = roll.velocity.copy(), roll.onset.copy()
        inside = min(self.width, roll.num_steps - self.start)
        cells = self.unknown[:, :inside]
        part = slice(self.start, self.start + inside)
        velocity[:, part][cells] = written.velocity[:, :inside][cells]
        onset[:, part][cells] = written.onset[:, :inside][cells]
        return Roll(velocity, onset)


def _columns(cells: NDArray[_Cell], start: int, width: int) -> NDArray[_Cell]:
    """``width`` columns from ``start``, 0 beyond the end."""
    part = cells[:, start : start + width]
    return np.pad(part, ((0, 0), (0, width - part.shape[1])))
