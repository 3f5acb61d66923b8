"""Setting and shaping velocities.  They stay within 1-127; times and pitches are never touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from operator import is_

from core.edit.replace import ORDER, Edited
from core.edit.selection import Selection
from core.score import Note, Score


def with_velocity(note: Note, velocity: float) -> Note:
    return replace(note, velocity=min(max(round(velocity), 1), 127))


def shape_velocity(score: Score, selection: Selection, velocity_of: Callable[[Note], float]) -> Edited:
    wanted = {index: {note: velocity_of(note) for note in notes} for index, notes in selection.by_track.items()}
    return set_velocities(score, wanted)


def set_velocity(score: Score, selection: Selection, velocity: int) -> Edited:
    return shape_velocity(score, selection, lambda _note: velocity)


def change_velocity(score: Score, selection: Selection, amount: int) -> Edited:
    """Louder or softer by ``amount``, as far as the whole selection has room: its dynamics stay."""
    levels = [note.velocity for _, note in selection]
    if not levels:
        return score, selection
    amount = min(max(amount, 1 - min(levels)), 127 - max(levels))
    return shape_velocity(score, selection, lambda note: note.velocity + amount)


def ramp_velocity(
    score: Score, selection: Selection, tick0: int, velocity0: float, tick1: int, velocity1: float
) -> Edited:
    """A straight line from one point to another, for the chosen notes that begin between them (both included)."""
    if tick1 < tick0:
        tick0, velocity0, tick1, velocity1 = tick1, velocity1, tick0, velocity0
    slope = (velocity1 - velocity0) / max(1, tick1 - tick0)

    def on_line(note: Note) -> float:
        inside = tick0 <= note.onset_tick <= tick1
        return velocity0 + slope * (note.onset_tick - tick0) if inside else note.velocity

    return shape_velocity(score, selection, on_line)


def set_velocities(score: Score, wanted: Mapping[int, Mapping[Note, float]]) -> Edited:
    """Each note its own velocity, by track index.  Notes that share a key, as a file may have them, stay."""
    tracks, chosen = list(score.tracks), {}
    for index, values in wanted.items():
        new = {note: with_velocity(note, velocity) for note, velocity in values.items()}
        chosen[index] = new.values()
        if any(after != before for before, after in new.items()):
            tracks[index] = replace(tracks[index], notes=_in_place(tracks[index].notes, new))
    is_same = all(map(is_, tracks, score.tracks))
    return score if is_same else replace(score, tracks=tuple(tracks)), Selection.from_sets(chosen)


def _in_place(notes: tuple[Note, ...], new: Mapping[Note, Note]) -> tuple[Note, ...]:
    onsets = {note.onset_tick for note in new}  # a number is found faster than a note
    changed = [new.get(note, note) if note.onset_tick in onsets else note for note in notes]
    return tuple(sorted(changed, key=ORDER))
