"""What a note tool is: a gesture as a generator that receives the mouse's spots from press to release.

While it runs it only changes its ``NoteSketch``: what is shown as a ghost, what is heard, and what would be done if
the mouse were released now.  The music changes on release, once.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.edit.replace import Edited
from core.edit.selection import Selection
from core.note_table import NoteTable
from core.score import Note, Score
from fractalmidi_studio.snap import Snap

START, BODY, END = "start", "body", "end"  # parts of a note
_EDGE_PX = 6.0
_CLICK_PX = 4.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place under the mouse, within the piece, and the keys held."""

    tick: float
    height: float  # pitches, counted from the lower edge of pitch 0
    ticks_per_px: float
    shift: bool = False
    ctrl: bool = False
    alt: bool = False
    erase: bool = False  # the right button
    double: bool = False  # the second click of two

    @property
    def pitch(self) -> int:
        return min(max(int(self.height), 0), 127)


@dataclass(frozen=True, slots=True)
class Choose:
    """A result of a gesture: another selection; a note that was touched makes its track the active one."""

    selection: Selection
    track_index: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A result of a gesture: an edit of the notes, in one undo step."""

    edited: Edited
    text: str
    track_index: int | None = None
    chosen: Selection | None = None  # what was taken hold of: an undo selects it again
    drawn: Note | None = None  # the next note that is drawn will be as long and as loud as this one


@dataclass(frozen=True, slots=True)
class Zoom:
    """A result of a gesture: show these ticks and pitches; None: zoom out."""

    box: tuple[float, float, int, int] | None  # tick0, tick1, low, high


Result = Choose | Change | Zoom
Outcome = Callable[[], Result]


@dataclass(slots=True)
class NoteSketch:
    """What a note tool works on, and what it shows while the mouse is down."""

    score: Score
    table: NoteTable
    selection: Selection
    touchable: NDArray[np.bool_]  # (notes,) which notes the mouse may take hold of
    tracks: list[int]  # the tracks of these notes
    track_index: int  # where new notes go
    snap: Snap
    velocity: int  # of new notes
    duration_ticks: int  # of new notes

    # Shown
    ghosts: NDArray[np.int64] | None = None  # (n, 4) onset_tick, pitch, duration_ticks, velocity
    ghost_track: int = 0
    hidden: NDArray[np.bool_] | None = None  # (notes,) notes that are about to be gone
    picked: NDArray[np.bool_] | None = None  # (notes,) notes that are about to be selected
    band: tuple[float, float, int, int] | None = None  # tick0, tick1, low pitch, high pitch, both included
    path: list[tuple[float, float]] = field(default_factory=list)  # tick, height
    cut: tuple[int, int, int] | None = None  # tick, low pitch, high pitch
    # Heard: (pitch, velocity, track index), taken away by whoever plays them
    sounds: list[tuple[int, int, int]] = field(default_factory=list)
    result: Outcome | None = None  # what a release would do

    def row_at(self, spot: Spot) -> int | None:
        """The note under the mouse; of several the one on the active track, else the one that begins last."""
        rows = self.table.rows
        onset, end = rows[:, 0], rows[:, 0] + np.maximum(rows[:, 2], 2 * spot.ticks_per_px)
        at = self.touchable & (rows[:, 1] == spot.pitch) & (onset <= spot.tick) & (end > spot.tick)
        found = np.flatnonzero(at)
        if not len(found):
            return None
        return int(max(found.tolist(), key=lambda row: (self.table.track[row] == self.track_index, onset[row])))

    def part_at(self, row: int, spot: Spot) -> str:
        """START, BODY or END: an edge is a few pixels wide, never more than a quarter of the note."""
        onset, _, duration, _ = self.table.rows[row].tolist()
        edge = min(_EDGE_PX * spot.ticks_per_px, duration / 4)
        if spot.tick < onset + edge:
            return START
        return END if spot.tick >= onset + duration - edge else BODY

    def hear(self, pitch: int, velocity: int, track_index: int) -> None:
        self.sounds.append((min(max(pitch, 0), 127), velocity, track_index))

    @property
    def shortest_ticks(self) -> int:
        return self.snap.length(self.score.ticks_per_quarter)


NoteGesture = Generator[None, Spot, None]


@dataclass(frozen=True, slots=True)
class NoteTool:
    """``hover`` names the mouse's shape over a spot while no button is down; see ``canvas.note_stroke``.

    ``family``: where it stands in the tool bar, see ``tools.FAMILIES``.
    """

    name: str
    label: str
    shortcut: str
    tip: str
    gesture: Callable[[NoteSketch, Spot], NoteGesture]
    hover: Callable[[NoteSketch, Spot], str]
    family: str = "notes"


def until_moved(press: Spot) -> Generator[None, Spot, Spot]:
    """Waits for the first place where a press is no click any more."""
    while True:
        spot = yield
        if has_moved(press, spot):
            return spot


def has_moved(press: Spot, spot: Spot) -> bool:
    """False while a press may still be a click."""
    far = abs(spot.tick - press.tick) > _CLICK_PX * press.ticks_per_px
    return far or spot.pitch != press.pitch
