"""Ticks, steps, seconds and bars: every conversion between them.

A step is a sixteenth note, whatever the metre: ``ticks_per_quarter / 4`` ticks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.score import Score, TimeSignature

STEPS_PER_QUARTER = 4


@overload
def step_to_tick(step: float, ticks_per_quarter: int) -> int: ...
@overload
def step_to_tick(step: NDArray[np.int64], ticks_per_quarter: int) -> NDArray[np.int64]: ...
def step_to_tick(step: float | NDArray[np.int64], ticks_per_quarter: int) -> int | NDArray[np.int64]:
    """The tick nearest to a step's beginning (exact where ``ticks_per_quarter`` is a multiple of 4)."""
    ticks = np.floor(np.asarray(step, np.float64) * ticks_per_quarter / STEPS_PER_QUARTER + 0.5).astype(np.int64)
    return int(ticks) if ticks.ndim == 0 else ticks


@overload
def tick_to_step(tick: int, ticks_per_quarter: int) -> float: ...
@overload
def tick_to_step(tick: NDArray[np.int64], ticks_per_quarter: int) -> NDArray[np.float64]: ...
def tick_to_step(tick: int | NDArray[np.int64], ticks_per_quarter: int) -> float | NDArray[np.float64]:
    """Where a tick lies on the grid of sixteenths, fractions kept.  To quantise, see ``nearest_step``."""
    steps = np.asarray(tick, np.float64) * STEPS_PER_QUARTER / ticks_per_quarter
    return float(steps) if steps.ndim == 0 else steps


@overload
def nearest_step(tick: int, ticks_per_quarter: int) -> int: ...
@overload
def nearest_step(tick: NDArray[np.int64], ticks_per_quarter: int) -> NDArray[np.int64]: ...
def nearest_step(tick: int | NDArray[np.int64], ticks_per_quarter: int) -> int | NDArray[np.int64]:
    """The step a tick is rounded to, halves up.  Whole numbers throughout, so that no tick is too large for it."""
    return (2 * STEPS_PER_QUARTER * tick + ticks_per_quarter) // (2 * ticks_per_quarter)


class TempoMap:
    """Ticks to seconds and back, through every tempo change of a score."""

    def __init__(self, score: Score) -> None:
        changes = {change.tick: change.microseconds_per_quarter for change in score.tempo_map}  # last at a tick wins
        ticks = sorted(changes)
        self._ticks = np.array(ticks, np.float64)
        self._seconds_per_tick = np.array([changes[tick] for tick in ticks]) / (1e6 * score.ticks_per_quarter)
        spans = np.diff(self._ticks) * self._seconds_per_tick[:-1]
        self._seconds = np.concatenate([[0.0], np.cumsum(spans)])

    @overload
    def tick_to_seconds(self, tick: float) -> float: ...
    @overload
    def tick_to_seconds(self, tick: NDArray[np.int64]) -> NDArray[np.float64]: ...
    def tick_to_seconds(self, tick: float | NDArray[np.int64]) -> float | NDArray[np.float64]:
        """Seconds from the beginning of the piece."""
        return self._convert(tick, self._ticks, self._seconds, self._seconds_per_tick)

    @overload
    def seconds_to_tick(self, seconds: float) -> float: ...
    @overload
    def seconds_to_tick(self, seconds: NDArray[np.float64]) -> NDArray[np.float64]: ...
    def seconds_to_tick(self, seconds: float | NDArray[np.float64]) -> float | NDArray[np.float64]:
        """The tick, fractions kept, that is due at a second."""
        return self._convert(seconds, self._seconds, self._ticks, 1 / self._seconds_per_tick)

    @staticmethod
    def _convert(
        value: ArrayLike, points: NDArray[np.float64], images: NDArray[np.float64], slopes: NDArray[np.float64]
    ) -> float | NDArray[np.float64]:
        values = np.asarray(value, np.float64)
        # Before the beginning the first tempo goes on, so that a count-in has negative seconds.
        section = np.maximum(np.searchsorted(points, values, side="right") - 1, 0)
        out = images[section] + (values - points[section]) * slopes[section]
        return float(out) if out.ndim == 0 else out


def ticks_per_bar(signature: TimeSignature, ticks_per_quarter: int) -> float:
    """Length of a bar; not a whole number where the resolution is too coarse for the metre."""
    return 4 * ticks_per_quarter * signature.numerator / signature.denominator


def bar_starts(score: Score, until_tick: int) -> list[int]:
    """Ticks of all bar lines from 0 to before ``until_tick``, honouring every time signature.

    A change of metre begins a new bar wherever it stands; the bar before it is cut short if need be.
    """
    starts: list[int] = []
    for begin, end, length in _sections(score, until_tick):
        count = max(1, int(np.ceil((end - begin) / length - 1e-9)))
        bars = np.floor(begin + np.arange(count) * length + 0.5).astype(np.int64)
        bars = bars[bars < end]  # sorted; np.unique would load half of numpy before the first frame
        starts.extend(bars[np.diff(bars, prepend=-1) > 0].tolist())
    return starts


def next_bar_line(score: Score, tick: int) -> int:
    """The first bar line at or after ``tick``."""
    for begin, end, length in _sections(score, None):
        if tick <= begin:
            return begin
        line = int(np.floor(begin + np.ceil((tick - begin) / length - 1e-9) * length + 0.5))
        if end is None or line < end:
            return max(line, tick)
    raise AssertionError("the last section has no end")


@overload
def _sections(score: Score, until_tick: int) -> Iterator[tuple[int, int, float]]: ...
@overload
def _sections(score: Score, until_tick: None) -> Iterator[tuple[int, int | None, float]]: ...
def _sections(score: Score, until_tick: int | None) -> Iterator[tuple[int, int | None, float]]:
    """(first tick, end tick, ticks per bar) of each stretch in one metre; the last one's end is ``until_tick``."""
    by_tick = {signature.tick: signature for signature in score.time_signatures}
    ticks = sorted(by_tick)
    for number, begin in enumerate(ticks):
        if until_tick is not None and begin >= until_tick:
            return
        end: int | None = ticks[number + 1] if number + 1 < len(ticks) else until_tick
        if end is not None and until_tick is not None:
            end = min(end, until_tick)
        # A bar is at least a tick, or a piece of absurd metres would be nothing but bar lines.
        yield begin, end, max(1.0, ticks_per_bar(by_tick[begin], score.ticks_per_quarter))


def downbeats(score: Score, num_steps: int) -> NDArray[np.bool_]:
    """bool (num_steps,): True on the steps where a bar begins, rounded to the grid."""
    out = np.zeros(num_steps, np.bool_)
    ticks = np.array(bar_starts(score, step_to_tick(num_steps, score.ticks_per_quarter) + 1), np.int64)
    steps = nearest_step(ticks, score.ticks_per_quarter)
    out[steps[steps < num_steps]] = True
    return out
