"""The metronome: where a piece clicks, by its time signatures, and what a click sounds like.

Simple metres click their beats: 3/4 three times a bar.  Compound metres (6/8, 9/8, 12/8 ...) click every eighth, and
the dotted quarters, which are their beats, stand out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.playback.messages import DRUM_CHANNEL, note_on
from core.score import Score, TempoChange, TimeSignature
from core.units import TempoMap, bar_starts, ticks_per_bar

BAR, BEAT, PULSE = 0, 1, 2
_PITCHES = {BAR: 76, BEAT: 77, PULSE: 77}  # high and low wood block of General MIDI
_VELOCITIES = {BAR: 118, BEAT: 92, PULSE: 52}
CLICK_SECONDS = 0.03
_ROOM_QUARTERS = 1024  # clicks go on after the end of the piece, for recording


@dataclass(frozen=True, slots=True, eq=False)
class Clicks:
    seconds: NDArray[np.float64]  # ascending
    levels: NDArray[np.uint8]  # BAR, BEAT or PULSE


NO_CLICKS = Clicks(np.zeros(0), np.zeros(0, np.uint8))


def click_message(level: int) -> bytes:
    return note_on(DRUM_CHANNEL, _PITCHES[level], _VELOCITIES[level])


def clicks_of(score: Score) -> Clicks:
    """All clicks of a piece and of a long while after it."""
    bars = 4 * score.ticks_per_quarter  # so that an edit of the last notes finds the clicks made already
    until = (score.end_tick // bars + 1) * bars + _ROOM_QUARTERS * score.ticks_per_quarter
    return _clicks(score.tempo_map, score.time_signatures, score.ticks_per_quarter, until)


@lru_cache(maxsize=8)
def _clicks(
    tempo: tuple[TempoChange, ...], signatures: tuple[TimeSignature, ...], ticks_per_quarter: int, until_tick: int
) -> Clicks:
    score = Score((), ticks_per_quarter, tempo, signatures)
    bars = [*bar_starts(score, until_tick), until_tick]
    changes = sorted((signature.tick, number) for number, signature in enumerate(signatures))
    ticks: list[NDArray[np.int64]] = []
    levels: list[NDArray[np.uint8]] = []
    at = 0
    for start, stop in pairwise(bars):
        while at + 1 < len(changes) and changes[at + 1][0] <= start:
            at += 1
        signature = signatures[changes[at][1]]
        spacing = ticks_per_bar(signature, ticks_per_quarter) / signature.numerator
        count = max(1, int(np.ceil((stop - start) / spacing - 1e-9)))
        ticks.append(np.floor(start + spacing * np.arange(count) + 0.5).astype(np.int64))
        levels.append(_levels(signature, count))
    found = np.concatenate(ticks) if ticks else np.zeros(0, np.int64)
    return Clicks(
        np.asarray(TempoMap(score).tick_to_seconds(found), np.float64),
        np.concatenate(levels) if levels else np.zeros(0, np.uint8),
    )


def is_compound(signature: TimeSignature) -> bool:
    """Whether its beats are dotted: 6/8, 9/8, 12/8, also in sixteenths; 3/8 beats in eighths."""
    return signature.denominator >= 8 and signature.numerator > 3 and signature.numerator % 3 == 0


def _levels(signature: TimeSignature, count: int) -> NDArray[np.uint8]:
    numbers = np.arange(count)
    levels = np.full(count, BEAT, np.uint8)
    if is_compound(signature):
        levels[numbers % 3 != 0] = PULSE
    levels[numbers == 0] = BAR
    return levels


def count_in(score: Score, at_tick: int) -> list[tuple[float, int]]:
    """One bar of clicks before ``at_tick``: (seconds before it, level), in the metre and tempo that hold there."""
    signature = score.time_signatures[0]
    for change in sorted(score.time_signatures, key=lambda c: c.tick):
        if change.tick <= at_tick:
            signature = change
    tempo = TempoMap(score)
    second = float(tempo.tick_to_seconds(at_tick + 1)) - float(tempo.tick_to_seconds(at_tick))  # of one tick
    spacing = ticks_per_bar(signature, score.ticks_per_quarter) / signature.numerator * second
    levels = _levels(signature, signature.numerator).tolist()
    return [(spacing * (signature.numerator - number), level) for number, level in enumerate(levels)]
