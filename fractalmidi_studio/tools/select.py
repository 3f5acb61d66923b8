"""Select, move, copy and stretch notes; drag over empty ground for a rubber band."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.edit.selection import EMPTY, Selection
from fractalmidi_studio.i18n import later
from fractalmidi_studio.tools.erase_notes import erase
from fractalmidi_studio.tools.grab import grab, hover_note
from fractalmidi_studio.tools.notes import Choose, NoteGesture, NoteSketch, NoteTool, Spot, has_moved


def select(sketch: NoteSketch, press: Spot) -> NoteGesture:
    row = sketch.row_at(press)
    if press.erase:
        yield from erase(sketch, press)
    elif row is not None:
        yield from grab(sketch, press, row)
    else:
        yield from rubber_band(sketch, press)


def rubber_band(sketch: NoteSketch, press: Spot) -> NoteGesture:
    """Selects what it touches; with Shift or Ctrl as well as what was selected.  A click selects nothing."""
    before = sketch.selection if press.shift or press.ctrl else EMPTY
    sketch.result = lambda: Choose(before)
    moving = False
    while True:
        spot = yield
        moving = moving or has_moved(press, spot)
        if not moving:
            continue
        tick0, tick1 = sorted((press.tick, spot.tick))
        low, high = sorted((press.pitch, spot.pitch))
        sketch.band = (tick0, tick1, low, high)
        rows = sketch.table.rows
        touched = (rows[:, 1] >= low) & (rows[:, 1] <= high) & (rows[:, 0] < tick1) & (rows[:, 0] + rows[:, 2] > tick0)
        pick(sketch, before, touched & sketch.touchable)


def pick(sketch: NoteSketch, before: Selection, touched: NDArray[np.bool_]) -> None:
    """Show the notes ``touched`` as selected, together with those selected ``before``, and select them on release."""
    sketch.picked = touched | sketch.table.mask(before) if before else touched
    sketch.result = lambda: Choose(before | sketch.table.selection(touched))


TOOL = NoteTool(
    "select",
    later("Select"),
    "E",
    later("Select, move and stretch notes; Ctrl+drag copies, Alt goes off the grid, the right button erases"),
    select,
    lambda sketch, spot: hover_note(sketch, spot, "arrow"),
)
