"""The notes as the canvas draws them: arrays in steps, each note in its state."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.note_table import NoteTable
from core.roll import Roll, notes_of

# States in the order in which they are painted: what is worked on lies on top.
MUTED, OTHER_TRACK, PLAIN, FRESH, SELECTED = range(5)
BY_VELOCITY = 0  # hue: viridis by velocity; 1 and up are the colours of tracks


@dataclass(frozen=True, slots=True, eq=False)
class DrawnNotes:
    """All arrays (notes,)."""

    start: NDArray[np.float64]  # steps, fractions kept
    stop: NDArray[np.float64]
    pitch: NDArray[np.int64]
    velocity: NDArray[np.int64]
    hue: NDArray[np.int64]
    state: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.start)

    def part(self, wanted: NDArray[np.bool_]) -> DrawnNotes:
        return DrawnNotes(
            self.start[wanted], self.stop[wanted], self.pitch[wanted],
            self.velocity[wanted], self.hue[wanted], self.state[wanted],
        )  # fmt: skip

    def with_state(self, state: NDArray[np.int64]) -> DrawnNotes:
        return replace(self, state=state)

    def with_selected(self, selected: NDArray[np.bool_]) -> DrawnNotes:
        return replace(self, state=np.where(selected, SELECTED, self.state))


def of_table(
    table: NoteTable, active_track: int, muted: Collection[int], hidden: Collection[int], track_hues: list[int]
) -> DrawnNotes:
    """The notes of a score, row by row of its table.

    ``hidden``: tracks that are not shown at all (drums that nobody works on).  ``track_hues``: the hue of each track;
    all BY_VELOCITY where velocity is the colour.
    """
    state_of_track = np.full(len(track_hues), OTHER_TRACK)
    if active_track < len(state_of_track):
        state_of_track[active_track] = PLAIN
    state_of_track[list(muted)] = MUTED
    stop = table.offset_steps()
    if hidden:
        stop = np.where(table.of_tracks(hidden), -1.0, stop)  # ends before the piece begins
    hues = np.array(track_hues, np.int64)
    return DrawnNotes(
        table.onset_steps(), stop, table.pitch, table.velocity, hues[table.track], state_of_track[table.track]
    )


def of_roll(
    roll: Roll, undecided: NDArray[np.bool_] | None = None, flash: NDArray[np.bool_] | None = None
) -> DrawnNotes:
    """The notes of a roll that is being written; only its decided cells count."""
    velocity = roll.velocity if undecided is None else np.where(undecided, np.uint8(0), roll.velocity)
    sounding = velocity > 0
    onset = roll.onset & sounding
    onset[:, 0] |= sounding[:, 0]
    onset[:, 1:] |= sounding[:, 1:] & ~sounding[:, :-1]  # what it holds on to is not decided yet
    rows = notes_of(Roll(velocity, onset))
    start = rows[:, 0].astype(np.float64)
    fresh = np.zeros(len(rows), np.bool_) if flash is None else flash[rows[:, 1], rows[:, 0]]
    return DrawnNotes(
        start, start + rows[:, 2], rows[:, 1], rows[:, 3],
        np.full(len(rows), BY_VELOCITY), np.where(fresh, FRESH, PLAIN),
    )  # fmt: skip
