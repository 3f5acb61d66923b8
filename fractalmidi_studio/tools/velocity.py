"""Velocities by hand: a drag draws them, Shift+drag a straight ramp, Ctrl+drag moves all of them up or down."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.edit.velocity import set_velocities
from core.score import Note
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.names import counted
from fractalmidi_studio.tools.notes import Change, NoteSketch

LOUDEST = 127
_REACH_PX = 5.0  # a bar so near to the mouse is meant


@dataclass(frozen=True, slots=True)
class Level:
    """A point of the lane under the mouse, and the keys held."""

    tick: float
    velocity: float  # 1-127, not rounded
    ticks_per_px: float
    shift: bool = False
    ctrl: bool = False


VelocityGesture = Generator[None, Level, None]


@dataclass(slots=True)
class VelocitySketch:
    """The notes that the lane shows, and their velocities as they would be if the mouse were released now."""

    notes: NoteSketch
    shown: NDArray[np.bool_]  # (notes,) the bars
    movable: NDArray[np.bool_]  # (notes,) those of them that are to change
    values: NDArray[np.float64]  # (notes,)

    @classmethod
    def of(cls, notes: NoteSketch) -> VelocitySketch:
        """Bars of the active track and of what is selected; with a selection only that moves."""
        table = notes.table
        selected = table.mask(notes.selection) & notes.touchable
        shown = ((table.track == notes.track_index) & notes.touchable) | selected
        return cls(notes, shown, selected if selected.any() else shown, table.velocity.astype(np.float64))

    def near(self, level: Level) -> NDArray[np.bool_]:
        """(notes,) the movable notes at the mouse: of those that begin nearest to it, within reach."""
        onset = self.notes.table.rows[:, 0]
        far = np.where(self.movable, np.abs(onset - level.tick), np.inf)
        nearest = far.min(initial=np.inf)
        if nearest > _REACH_PX * level.ticks_per_px:
            return np.zeros(len(far), np.bool_)
        at: NDArray[np.bool_] = far <= nearest
        return at

    def change(self) -> Change | None:
        table = self.notes.table
        moved = np.flatnonzero(np.rint(self.values) != table.velocity)
        wanted: dict[int, dict[Note, float]] = {}
        for row in moved.tolist():
            index, note = table.note(row)
            wanted.setdefault(index, {})[note] = float(self.values[row])
        if not wanted:
            return None
        edited, arrived = set_velocities(self.notes.score, wanted)
        selection = self.notes.selection
        stays = selection - table.selection(np.isin(np.arange(len(table)), moved))
        words = tr("Velocity of {notes}").format(notes=counted(len(moved), "note"))
        return Change((edited, stays | arrived if selection else selection), words)


def shape(sketch: VelocitySketch, press: Level) -> VelocityGesture:
    start = sketch.values.copy()
    onset = sketch.notes.table.rows[:, 0]
    last = press
    at = sketch.near(press)
    if not press.ctrl:
        sketch.values[at] = press.velocity
    while True:
        level = yield
        if press.ctrl:
            sketch.values = _all_moved(start, sketch.movable, level.velocity - press.velocity)
        elif level.shift:
            sketch.values = np.where(sketch.movable & _between(onset, press, level), _line(onset, press, level), start)
        else:
            passed = sketch.movable & _between(onset, last, level)
            sketch.values = np.where(passed, _line(onset, last, level), sketch.values)
            sketch.values[sketch.near(level)] = level.velocity
        last = level


def _all_moved(values: NDArray[np.float64], movable: NDArray[np.bool_], by: float) -> NDArray[np.float64]:
    """As far as all have room: their differences stay."""
    if not movable.any():
        return values
    by = min(max(by, 1 - float(values[movable].min())), LOUDEST - float(values[movable].max()))
    return np.where(movable, values + by, values)


def _between(onset: NDArray[np.int64], a: Level, b: Level) -> NDArray[np.bool_]:
    low, high = sorted((a.tick, b.tick))
    margin = b.ticks_per_px  # a bar is met though the mouse stands a pixel beside it
    inside: NDArray[np.bool_] = (onset >= low - margin) & (onset <= high + margin)
    return inside


def _line(onset: NDArray[np.int64], a: Level, b: Level) -> NDArray[np.float64]:
    """Velocities on the straight line from one point to the other."""
    if a.tick == b.tick:
        return np.full(len(onset), b.velocity)
    slope = (b.velocity - a.velocity) / (b.tick - a.tick)
    return np.clip(a.velocity + slope * (onset - a.tick), 1.0, float(LOUDEST))
