"""Edits of a score that can be undone, and the count that shows what they left alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray

from core.region import resolve_hole
from core.roll import Roll, notes_of, roll_of, steps_of
from core.score import Note, Score, Track, without_notes
from core.units import step_to_tick


@dataclass(frozen=True, slots=True, eq=False)
class Edit:
    """A step of the history.  Scores share the tracks that an edit did not touch, so keeping both costs little."""

    name: str
    before: Score
    after: Score
    num_removed: int = 0  # notes
    num_added: int = 0

    def undo(self, score: Score) -> Score:
        """The score before the edit.  Raises ValueError if ``score`` is not what the edit made."""
        return self._step(score, self.after, self.before, "undone")

    def redo(self, score: Score) -> Score:
        """The score after the edit.  Raises ValueError if ``score`` is not what the edit began with."""
        return self._step(score, self.before, self.after, "done again")

    def _step(self, score: Score, expected: Score, result: Score, verb: str) -> Score:
        if score is not expected and score != expected:
            raise ValueError(f"{self.name} cannot be {verb}: the piece has changed since")
        return result


def apply_fill(
    score: Score,
    hole: NDArray[np.bool_],
    fill: Roll,
    track_index: int,
    name: str = "Inpaint",
    muted: Collection[int] = (),
) -> tuple[Score, Edit]:
    """Put the notes of ``fill`` that begin in the hole in place of the score's notes that begin there.

    ``hole`` and ``fill``: (128, steps) from the beginning of the piece.  Notes belong to the hole by their onset,
    rounded to the grid; drums never do, nor do notes of the tracks ``muted``: a run does not hear these.  All other
    notes keep their exact ticks.  The new notes go to the track ``track_index``, or to the first one that is neither
    drums nor muted (one is made where there is none).  A new note ends where a kept one of the same pitch begins.
    Where a kept note occupies its cell, or still sounds on its own track, it is left out: note-offs could not tell
    the two apart.
    """
    if hole.shape != fill.velocity.shape:
        raise ValueError(f"hole {hole.shape} and fill {fill.velocity.shape} differ in shape")
    heard = [not track.is_drums and index not in muted for index, track in enumerate(score.tracks)]
    kept_tracks = [
        _without_hole(score, track, hole) if is_heard else track
        for track, is_heard in zip(score.tracks, heard, strict=True)
    ]
    target = _target(kept_tracks, track_index, heard)
    context = roll_of(without_notes(score, muted), hole.shape[1])
    open_cells = resolve_hole(context, hole, 0).onset_allowed
    neighbours = _Neighbours(score, kept_tracks, target, heard, fill)
    added = _added_notes(score, neighbours, open_cells, fill)
    if added:
        if target == len(kept_tracks):
            kept_tracks.append(Track("Piano"))
        track = kept_tracks[target]
        kept_tracks[target] = replace(track, notes=tuple(sorted((*track.notes, *added))))
    after = replace(score, tracks=tuple(kept_tracks))
    num_kept = sum(len(track.notes) for track in kept_tracks) - len(added)
    num_removed = sum(len(track.notes) for track in score.tracks) - num_kept
    return after, Edit(name, score, after, num_removed, len(added))


def in_hole(score: Score, track: Track, hole: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """bool (notes,): which notes of the track begin in the hole."""
    if track.is_drums or not track.notes:
        return np.zeros(len(track.notes), np.bool_)
    rows = steps_of(score, track.notes)
    inside = rows[:, 0] < hole.shape[1]
    inside[inside] = hole[rows[inside, 1], rows[inside, 0]]
    return inside


def _without_hole(score: Score, track: Track, hole: NDArray[np.bool_]) -> Track:
    inside = in_hole(score, track, hole)
    if not inside.any():
        return track
    return replace(
        track, notes=tuple(note for note, gone in zip(track.notes, inside.tolist(), strict=True) if not gone)
    )


def _target(tracks: list[Track], track_index: int, heard: list[bool]) -> int:
    if 0 <= track_index < len(tracks) and heard[track_index]:
        return track_index
    others = [i for i, is_heard in enumerate(heard) if is_heard]
    with_notes = [i for i in others if tracks[i].notes]
    return (with_notes or others or [len(tracks)])[0]


def _added_notes(score: Score, neighbours: _Neighbours, open_cells: NDArray[np.bool_], fill: Roll) -> list[Note]:
    rows = notes_of(fill)
    rows = rows[open_cells[rows[:, 1], rows[:, 0]]]
    tpq = score.ticks_per_quarter
    added: list[Note] = []
    for step, pitch, duration, velocity in rows.tolist():
        silent_from, next_onset = neighbours.around(pitch, step)
        if silent_from is None:
            continue
        # A kept note may end a little after the step at which the grid ends it: the new one waits for that.
        onset = max(step_to_tick(step, tpq), silent_from)
        end = step_to_tick(step + duration, tpq)
        if next_onset is not None:
            end = min(end, next_onset)
        if end > onset:
            added.append(Note(onset, pitch, end - onset, velocity))
    return added


class _Neighbours:
    """The kept notes at the pitches of new ones, for questions about what sounds around a step."""

    def __init__(self, score: Score, kept: list[Track], target: int, heard: list[bool], fill: Roll) -> None:
        found: dict[int, list[tuple[int, int, int, int, bool]]] = defaultdict(list)
        pitches = set(np.flatnonzero(fill.onset.any(axis=1)).tolist())
        for index, track in enumerate(kept):
            if not heard[index] or not pitches:
                continue
            rows = steps_of(score, track.notes).tolist()
            for note, (step, pitch, duration, _velocity) in zip(track.notes, rows, strict=True):
                if pitch in pitches:
                    found[pitch].append((step, step + duration, note.onset_tick, note.offset_tick, index == target))
        self._arrays = {pitch: np.array(sorted(spans), np.int64) for pitch, spans in found.items()}

    def around(self, pitch: int, step: int) -> tuple[int | None, int | None]:
        """(tick from which ``pitch`` is silent before a note at ``step``, tick of the next kept onset).

        The first is None where a note of the target track goes on sounding, the second where no kept note follows.
        """
        spans = self._arrays.get(pitch)  # (notes, 5): onset_step, end_step, onset_tick, offset_tick, is on target
        if spans is None:
            return 0, None
        count = int(np.searchsorted(spans[:, 0], step, side="right"))
        next_onset = int(spans[count:, 2].min()) if count < len(spans) else None
        earlier = spans[:count]
        rings_on = earlier[:, 1] > step
        if (earlier[rings_on, 4] > 0).any():
            return None, next_onset
        # A note of another track that rings on is cut on the grid alone, and rings under the new one.
        return int(earlier[~rings_on, 3].max(initial=0)), next_onset


def changed_outside(before: Score, after: Score, hole: NDArray[np.bool_], muted: Collection[int] = ()) -> int:
    """How many notes that begin outside the hole differ between two scores.  0 is what a run must leave.

    Compared note for note and track for track, drums included; a changed note counts once.  Of the tracks ``muted``
    every note is outside.
    """
    missing, extra = Counter[tuple[int, Note]](), Counter[tuple[int, Note]]()
    same_time = before.ticks_per_quarter == after.ticks_per_quarter
    for index, (old, new) in enumerate(zip_longest(before.tracks, after.tracks)):
        if old is new and same_time:
            continue
        part = np.zeros_like(hole) if index in muted else hole
        missing.update((index, note) for note in _outside(before, old, part))
        extra.update((index, note) for note in _outside(after, new, part))
    return max((missing - extra).total(), (extra - missing).total())


def _outside(score: Score, track: Track | None, hole: NDArray[np.bool_]) -> Iterator[Note]:
    if track is None:
        return
    for note, is_inside in zip(track.notes, in_hole(score, track, hole).tolist(), strict=True):
        if not is_inside:
            yield note
