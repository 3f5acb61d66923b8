"""A run's result where it kept a part of the old notes: each old note becomes a new one, on its own track."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.edit.fill import Edit, in_hole
from core.roll import Roll, notes_beginning_in, steps_of
from core.score import Note, Score, Track
from core.units import step_to_tick

Change = Callable[[Note], Note]


def apply_rewrite(
    score: Score,
    hole: NDArray[np.bool_],
    before: Roll,
    new: NDArray[np.int64],
    only: str,
    name: str = "Inpaint",
    muted: Collection[int] = (),
) -> tuple[Score, Edit]:
    """Give the notes that begin in the hole their new pitches, times or velocities (``only``).

    ``before`` is the roll that went into the run, ``new`` (n, 4) what came out of it: rows of onset_step, pitch,
    duration_steps, velocity of the notes that begin in the hole.  Every note stays on its track, and what is kept
    keeps its exact ticks, but for a note that would meet another one of its track on the same pitch: it begins when
    that one has ended, or ends when that one begins.
    """
    old = notes_beginning_in(before, hole)
    found = _rows_after(old, new, only)
    becomes = {(step, pitch): row for (step, pitch), row in zip(old[:, :2].tolist(), found.tolist(), strict=True)}
    tracks = [
        track if index in muted else _rewritten(score, track, hole, becomes, only)
        for index, track in enumerate(score.tracks)
    ]
    result = replace(score, tracks=tuple(tracks))
    return result, Edit(name, score, result, len(old), len(new))


def _rows_after(old: NDArray[np.int64], new: NDArray[np.int64], only: str) -> NDArray[np.int64]:
    """(n, 4) the new row of each old one."""
    found = old.copy()
    if only == "pitches":
        found[:, 1] = new_pitches(old, new)
    elif only == "rhythm":
        found = in_order(old, new)
    else:
        loud = {(step, pitch): velocity for step, pitch, _, velocity in new.tolist()}
        found[:, 3] = [loud[step, pitch] for step, pitch in old[:, :2].tolist()]
    return found


def _rewritten(
    score: Score, track: Track, hole: NDArray[np.bool_], becomes: dict[tuple[int, int], list[int]], only: str
) -> Track:
    inside = in_hole(score, track, hole)
    if not inside.any():
        return track
    rows = steps_of(score, track.notes)
    kept, new = [], []
    for note, row, is_inside in zip(track.notes, rows.tolist(), inside.tolist(), strict=True):
        if is_inside:
            new.append(_changed(note, becomes[row[0], row[1]], only, score.ticks_per_quarter))
        else:
            kept.append(note)
    if only != "velocities":
        new = _apart(kept, new)
    return replace(track, notes=tuple(sorted((*kept, *new))))


def _changed(note: Note, row: list[int], only: str, ticks_per_quarter: int) -> Note:
    step, pitch, duration, velocity = row
    if only == "pitches":
        return replace(note, pitch=pitch)
    if only == "velocities":
        return replace(note, velocity=velocity)
    onset = step_to_tick(step, ticks_per_quarter)
    return replace(note, onset_tick=onset, duration_ticks=step_to_tick(step + duration, ticks_per_quarter) - onset)


def _apart(kept: list[Note], new: list[Note]) -> list[Note]:
    """``new``, each where its pitch is silent: on the grid they are apart, but ticks may reach a little further."""
    ends: dict[int, list[tuple[int, int]]] = defaultdict(list)  # of kept notes, by pitch: onset, end
    for note in kept:
        ends[note.pitch].append((note.onset_tick, note.offset_tick))
    out: list[Note] = []
    following: dict[int, int] = {}  # onset of the next new note of a pitch
    for note in sorted(new, reverse=True):
        onset, end = note.onset_tick, min(note.offset_tick, following.get(note.pitch, note.offset_tick))
        for other_onset, other_end in ends.get(note.pitch, ()):
            if other_onset <= onset < other_end < end:
                onset = other_end
            elif onset < other_onset < end:
                end = other_onset
        if following.get(note.pitch) == note.onset_tick:
            continue  # two of one cell of the grid have become one
        following[note.pitch] = note.onset_tick
        out.append(replace(note, onset_tick=onset, duration_ticks=max(1, end - onset)))
    return out


# Which old note became which new one


def new_pitches(before: NDArray[np.int64], after: NDArray[np.int64]) -> NDArray[np.int64]:
    """(n,) the new pitch of each note ``before``; both are (n, 4) rows of onset_step, pitch, duration_steps, velocity.

    Notes that begin together and are equally long and loud are matched from low to high.  ValueError where the two
    have not the same rhythm.
    """
    waiting: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for onset, pitch, duration, velocity in after[np.lexsort((-after[:, 1], after[:, 0]))].tolist():
        waiting[onset, duration, velocity].append(pitch)  # the lowest last
    found = np.zeros(len(before), np.int64)
    for number in np.lexsort((before[:, 1], before[:, 0])).tolist():
        onset, _, duration, velocity = before[number].tolist()
        pitches = waiting[onset, duration, velocity]
        if not pitches:
            raise ValueError("the rhythm was to be kept, and it was not")
        found[number] = pitches.pop()
    if any(waiting.values()):
        raise ValueError("the rhythm was to be kept, and notes were added")
    return found


def in_order(before: NDArray[np.int64], after: NDArray[np.int64]) -> NDArray[np.int64]:
    """(n, 4) the row of ``after`` for each note ``before``, by their order; ValueError if the pitches differ."""
    old, new = (rows[np.lexsort((rows[:, 1], rows[:, 0]))] for rows in (before, after))
    if not np.array_equal(old[:, 1], new[:, 1]):
        raise ValueError("the pitches were to be kept in their order, and they were not")
    out = np.zeros_like(before)
    out[np.lexsort((before[:, 1], before[:, 0]))] = new
    return out
