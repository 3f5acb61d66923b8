"""Time signatures."""

from __future__ import annotations

from dataclasses import replace

from core.score import DENOMINATORS, MAX_NUMERATOR, Score, TimeSignature
from core.units import bar_starts


def metre_at(score: Score, tick: int) -> TimeSignature:
    """The time signature that holds at ``tick``."""
    return max((one for one in score.time_signatures if one.tick <= tick), key=lambda one: one.tick)


def bar_ticks(score: Score) -> list[int]:
    """Where bars begin, up to the end of the piece; one bar at least."""
    return bar_starts(score, max(1, score.end_tick))


def set_metre(score: Score, numerator: int, denominator: int, bar: int = 0) -> Score:
    """Count in ``numerator``/``denominator`` from bar number ``bar``, from 0, up to the next change.

    Notes stay where they are.  The same score where nothing changes; ValueError for a bar or a metre that there is not.
    """
    if not (1 <= numerator <= MAX_NUMERATOR and denominator in DENOMINATORS):
        raise ValueError(f"{numerator}/{denominator} is no time signature")
    ticks = bar_ticks(score)
    if not 0 <= bar < len(ticks):
        raise ValueError(f"there is no bar {bar + 1}: the piece has {len(ticks)}")
    tick = ticks[bar]
    now = metre_at(score, tick)
    if (now.numerator, now.denominator) == (numerator, denominator):
        return score
    others = [one for one in score.time_signatures if one.tick != tick]
    changed = sorted([*others, TimeSignature(tick, numerator, denominator)], key=lambda one: one.tick)
    return replace(score, time_signatures=tuple(changed))
