"""A score's notes as arrays, made anew only where the score has changed: for drawing, pointing and the roll."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.edit.delta import common_ends
from core.edit.selection import Selection
from core.roll import steps_of_ticks, ticks_of
from core.score import Note, Score
from core.units import tick_to_step


@dataclass(frozen=True, slots=True, eq=False)
class NoteTable:
    """One row a note, track after track, each track's notes in their order."""

    score: Score
    rows: NDArray[np.int64]  # (notes, 4) of onset_tick, pitch, duration_ticks, velocity
    locked: NDArray[np.bool_]  # (notes,)
    track: NDArray[np.int64]  # (notes,) index of the note's track
    starts: NDArray[np.int64]  # (tracks + 1,) first row of each track; the last is the number of rows
    steps: NDArray[np.int64] = field(init=False)  # (notes, 4): the rows rounded to the grid of the roll

    def __post_init__(self) -> None:
        object.__setattr__(self, "steps", steps_of_ticks(self.rows, self.score.ticks_per_quarter))

    @classmethod
    def of(cls, score: Score, previous: NoteTable | None = None) -> NoteTable:
        """The table of ``score``; what it shares with the score of ``previous`` is taken over from there."""
        blocks = [_block(track.notes, previous, index) for index, track in enumerate(score.tracks)]
        lengths = [len(block) for block, _ in blocks]
        rows = np.concatenate([*(block for block, _ in blocks), np.zeros((0, 4), np.int64)])
        locked = np.concatenate([*(locks for _, locks in blocks), np.zeros(0, np.bool_)])
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        return cls(score, rows, locked, np.repeat(np.arange(len(blocks)), lengths), starts)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def pitch(self) -> NDArray[np.int64]:
        return self.rows[:, 1]

    @property
    def velocity(self) -> NDArray[np.int64]:
        return self.rows[:, 3]

    def onset_steps(self) -> NDArray[np.float64]:
        """(notes,) where each note begins on the grid of sixteenths, fractions kept."""
        return tick_to_step(self.rows[:, 0], self.score.ticks_per_quarter)

    def offset_steps(self) -> NDArray[np.float64]:
        return tick_to_step(self.rows[:, 0] + self.rows[:, 2], self.score.ticks_per_quarter)

    def of_tracks(self, tracks: Collection[int]) -> NDArray[np.bool_]:
        """(notes,) which notes are on one of these tracks."""
        wanted = np.zeros(len(self.score.tracks), np.bool_)
        wanted[[index for index in tracks if index < len(wanted)]] = True
        return wanted[self.track]

    def grid_rows(self, wanted: NDArray[np.bool_]) -> NDArray[np.int64]:
        """(m, 4) of onset_step, pitch, duration_steps, velocity: the wanted notes, rounded to the grid of the roll."""
        return self.steps[wanted]

    def note(self, row: int) -> tuple[int, Note]:
        """(track index, note) of a row."""
        index = int(self.track[row])
        return index, self.score.tracks[index].notes[row - int(self.starts[index])]

    def selection(self, wanted: NDArray[np.bool_]) -> Selection:
        """The notes of the rows where ``wanted`` (notes,) is True."""
        sets: dict[int, list[Note]] = {}
        for row in np.flatnonzero(wanted).tolist():
            index, note = self.note(row)
            sets.setdefault(index, []).append(note)
        return Selection.from_sets(sets)

    def mask(self, selection: Selection) -> NDArray[np.bool_]:
        """(notes,) True on the rows of the selected notes."""
        out = np.zeros(len(self), np.bool_)
        for index, chosen in selection.by_track.items():
            if index >= len(self.score.tracks):
                continue
            onsets = {note.onset_tick for note in chosen}
            near = np.isin(self.rows[self.starts[index] : self.starts[index + 1], 0], list(onsets))
            notes = self.score.tracks[index].notes
            for place in np.flatnonzero(near).tolist():
                out[int(self.starts[index]) + place] = notes[place] in chosen
        return out


_Block = tuple[NDArray[np.int64], NDArray[np.bool_]]  # (notes, 4) rows and (notes,) locks


def _block(notes: tuple[Note, ...], previous: NoteTable | None, index: int) -> _Block:
    """Of a track; the rows of notes that ``previous`` has at the same end of the track are taken over."""
    if previous is None or index >= len(previous.score.tracks):
        return ticks_of(notes), _locks(notes)
    old = previous.score.tracks[index].notes
    part = slice(int(previous.starts[index]), int(previous.starts[index + 1]))
    block, locks = previous.rows[part], previous.locked[part]
    if notes is old:
        return block, locks
    head, tail = common_ends(notes, old)
    new = notes[head : len(notes) - tail]
    rows = np.concatenate([block[:head], ticks_of(new), block[len(old) - tail :]])
    return rows, np.concatenate([locks[:head], _locks(new), locks[len(old) - tail :]])


def _locks(notes: Sequence[Note]) -> NDArray[np.bool_]:
    return np.fromiter((note.locked for note in notes), np.bool_, count=len(notes))
