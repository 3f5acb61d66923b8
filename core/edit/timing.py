"""Onto the grid, and a little off it again: quantise and humanise."""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace

from core.edit.notes import changed
from core.edit.replace import Edited, exchange
from core.edit.selection import Selection
from core.score import Note, Score


def nearest_line(tick: int, grid_ticks: float) -> int:
    """The grid line nearest to a tick, halves up.  A triplet grid may have lines between ticks: these are rounded."""
    return int(int(tick / grid_ticks + 0.5) * grid_ticks + 0.5)


def quantise(
    score: Score, selection: Selection, grid_ticks: float, strength: float = 1.0, ends: bool = False
) -> Edited:
    """Move onsets to the nearest grid line, durations kept; ``strength`` 0.5 goes half the way.

    ``ends``: quantise where the notes end as well; a note then lasts at least one grid step.
    """
    return changed(score, selection, lambda note: _quantised(note, grid_ticks, strength, ends))


def quantised(notes: Iterable[Note], grid_ticks: float) -> tuple[Note, ...]:
    """Notes that are in no score yet, in the same order, each begun on the nearest grid line; durations kept."""
    return tuple(_quantised(note, grid_ticks, 1.0, False) for note in notes)


def _quantised(note: Note, grid_ticks: float, strength: float, ends: bool) -> Note:
    onset = note.onset_tick + round((nearest_line(note.onset_tick, grid_ticks) - note.onset_tick) * strength)
    duration = note.duration_ticks
    if ends:
        end = note.offset_tick + round((nearest_line(note.offset_tick, grid_ticks) - note.offset_tick) * strength)
        duration = end - onset if end > onset else max(1, round(grid_ticks))
    return replace(note, onset_tick=onset, duration_ticks=duration)


def humanise(
    score: Score, selection: Selection, grid_ticks: float, timing_ticks: int, velocity_amount: int, seed: int
) -> Edited:
    """Small differences in time and velocity, where there are none yet.

    What was played stays as it was played: a note that already lies ``timing_ticks`` off the grid is not moved, one
    that is nearer moves by what is left of that; chords keep together, the order of onsets stays.  Louder notes stay
    louder than softer ones: a velocity moves by at most ``velocity_amount``, and by less than half the way to the next
    velocity that occurs in the selection.
    """
    rng = random.Random(seed)
    notes = selection.notes()
    onsets = sorted({note.onset_tick for note in notes})
    moves = {onset: _timing(onsets, onset, grid_ticks, timing_ticks, rng) for onset in onsets}
    levels = sorted({note.velocity for note in notes})
    added: dict[int, list[Note]] = {}
    for index, note in sorted(selection, key=lambda item: (item[1], item[0])):
        low, high = _velocity_room(levels, note.velocity, velocity_amount)
        onset = note.onset_tick + moves[note.onset_tick]
        new = replace(note, onset_tick=onset, velocity=rng.randint(low, high))
        added.setdefault(index, []).append(new)
    return exchange(score, selection, added)


def _timing(onsets: list[int], onset: int, grid_ticks: float, most: int, rng: random.Random) -> int:
    left = most - abs(onset - nearest_line(onset, grid_ticks))
    place = bisect_left(onsets, onset)
    if place > 0:
        left = min(left, (onset - onsets[place - 1] - 1) // 2)
    if place + 1 < len(onsets):
        left = min(left, (onsets[place + 1] - onset - 1) // 2)
    return max(-onset, rng.randint(-left, left)) if left > 0 else 0


def _velocity_room(levels: list[int], velocity: int, most: int) -> tuple[int, int]:
    low, high = max(1, velocity - most), min(127, velocity + most)
    place = bisect_right(levels, velocity)
    if place < len(levels):
        high = min(high, velocity + (levels[place] - velocity - 1) // 2)
    if place > 1:
        low = max(low, velocity - (velocity - levels[place - 2] - 1) // 2)
    return low, high
