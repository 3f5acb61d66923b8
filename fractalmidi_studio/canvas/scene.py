"""What the canvas shows at this moment, and its colours as one image: plain numpy, no painter."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.render import BLACK_KEY, velocity_ramp
from core.roll import NUM_PITCHES, Roll
from fractalmidi_studio.canvas.drawn_notes import DrawnNotes, of_roll
from fractalmidi_studio.canvas.marks import Marks
from fractalmidi_studio.theme import Theme, colours

if TYPE_CHECKING:
    from fractalmidi_studio.canvas.overlay import Overlay

# States of a cell; each has its own 128 colours, one a velocity.
PLAIN, IN_HOLE, UNDECIDED, FLASH, GLOW = range(5)

CellBox = tuple[int, int, int, int]  # low pitch, first step, high pitch + 1, last step + 1


@dataclass(slots=True)
class Scene:
    """Arrays cover the whole piece: (128, num_steps)."""

    roll: Roll
    hole: NDArray[np.bool_]
    downbeat: NDArray[np.bool_]  # (num_steps,)
    beat: NDArray[np.bool_]  # (num_steps,)
    notes: DrawnNotes | None = None  # None: those of the roll
    playhead_step: float = 0.0
    undecided: NDArray[np.bool_] | None = None  # while a run writes
    expected: NDArray[np.uint8] | None = None  # loudness that the level expects in undecided cells
    flash: NDArray[np.bool_] | None = None  # cells and patches decided a moment ago
    stroke: NDArray[np.bool_] | None = None  # the hole as it will be when the mouse is released
    cursor: CellBox | None = None  # cells that the tool would touch
    overlay: Overlay | None = None  # what a note tool shows
    marks: Marks | None = None  # softness, ghosts, agreement, locks
    _of_roll: DrawnNotes | None = field(default=None, init=False, repr=False)

    @property
    def num_steps(self) -> int:
        return self.roll.num_steps

    @property
    def shown_hole(self) -> NDArray[np.bool_]:
        return self.hole if self.stroke is None else self.stroke

    def drawn_notes(self) -> DrawnNotes:
        if self.notes is not None:
            return self.notes
        if self._of_roll is None:
            self._of_roll = of_roll(self.roll, self.undecided, self.flash)
        return self._of_roll

    @classmethod
    def empty(cls, num_steps: int = 256) -> Scene:
        steps = np.arange(num_steps)
        return cls(Roll.empty(num_steps), np.zeros((NUM_PITCHES, num_steps), np.bool_), steps % 16 == 0, steps % 4 == 0)


def _mix(a: NDArray[np.float64], b: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    return a * (1 - share) + b * share


def velocity_colours(theme: Theme) -> NDArray[np.uint8]:
    """(128, 3) RGB of notes; the row of velocity 0 is no note's."""
    return velocity_ramp(theme.quietest, theme.loudest)


@cache
def _colour_table(theme: Theme) -> NDArray[np.uint32]:
    """(2 row kinds * 5 states * 128 velocities,) colours 0xffRRGGBB."""
    notes = velocity_colours(theme).astype(np.float64)
    hole = rgb_of(theme.hole)
    bright = np.full(3, 255.0)
    table = np.zeros((2, 5, 128, 3))
    for kind, row in enumerate((theme.row_white, theme.row_black)):
        ground = rgb_of(row)
        table[kind, PLAIN] = notes
        table[kind, PLAIN, 0] = ground
        # A light tint: the outline shows the hole, and new notes must keep the colours of the others.
        table[kind, IN_HOLE] = notes
        table[kind, IN_HOLE, 0] = _mix(ground, hole, 0.12)
        # Undecided cells show the expected loudness as a glow that is clearly no note yet.
        loud = np.linspace(0, 1, 128)[:, None]
        table[kind, UNDECIDED] = _mix(ground, hole, 0.24) * (1 - 0.75 * loud**0.6) + notes * (0.75 * loud**0.6)
        table[kind, GLOW] = _mix(table[kind, UNDECIDED], bright, 0.16)
        table[kind, FLASH] = _mix(notes, bright, 0.45)
        table[kind, FLASH, 0] = _mix(_mix(ground, hole, 0.12), bright, 0.10)
    rgb = np.clip(np.rint(table), 0, 255).astype(np.uint32).reshape(-1, 3)
    return (0xFF000000 | (rgb[:, 0] << 16) | (rgb[:, 1] << 8) | rgb[:, 2]).astype(np.uint32)


def rgb_of(colour: str) -> NDArray[np.float64]:
    return np.frombuffer(bytes.fromhex(colour[-6:]), np.uint8).astype(np.float64)


_ROW_OFFSET = (BLACK_KEY[::-1].astype(np.int64) * (5 * 128))[:, None]


def compose(scene: Scene, box: CellBox) -> NDArray[np.uint32]:
    """Colours of the cells in ``box``, without the notes: rows, hole, and what a run expects.

    (rows, columns) uint32 0xffRRGGBB, the highest pitch first.
    """
    low, first, high, last = box
    table = _colour_table(colours())
    here = np.s_[low:high, first:last]
    state = scene.shown_hole[here].astype(np.int64)  # PLAIN or IN_HOLE
    value = np.zeros(state.shape, np.int64)
    if scene.flash is not None:
        state[scene.flash[here]] = FLASH
    if scene.undecided is not None and scene.expected is not None:
        undecided = scene.undecided[here]
        state[undecided] = np.where(state[undecided] == FLASH, GLOW, UNDECIDED)
        value[undecided] = scene.expected[here][undecided]
    rows = _ROW_OFFSET[NUM_PITCHES - high : NUM_PITCHES - low]
    cells: NDArray[np.uint32] = table[(value + state * 128)[::-1] + rows]
    return cells


@dataclass(slots=True)
class Outline:
    """Edges of a hole in cell coordinates, runs merged.  Rows: (line, from, to)."""

    horizontal: NDArray[np.int64] = field(default_factory=lambda: np.zeros((0, 3), np.int64))  # pitch edge, steps
    vertical: NDArray[np.int64] = field(default_factory=lambda: np.zeros((0, 3), np.int64))  # step edge, pitches


def outline_of(hole: NDArray[np.bool_]) -> Outline:
    """Where hole and known cells meet (and the piece's own border, where the hole touches it)."""
    columns = np.flatnonzero(hole.any(axis=0))
    if not len(columns):
        return Outline()
    first = int(columns[0])  # a long piece costs no more than its painted part
    padded = np.pad(hole[:, first : int(columns[-1]) + 1], 1)
    return Outline(
        _runs(padded[1:, 1:-1] != padded[:-1, 1:-1]) + np.array([0, first, first]),  # edge e lies below pitch e
        _runs((padded[1:-1, 1:] != padded[1:-1, :-1]).T) + np.array([first, 0, 0]),  # edge e lies left of step e
    )


def _runs(edges: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Runs of True along the rows of ``edges`` as (row, start, stop)."""
    steps = np.diff(np.pad(edges, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(steps == 1)
    _, stops = np.nonzero(steps == -1)
    return np.stack([rows, starts, stops], axis=1).astype(np.int64)
