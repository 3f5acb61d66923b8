"""A rubber band: selects the notes that it touches."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.edit.selection import EMPTY, Selection
from fractalmidi_studio.tools.notes import Choose, NoteGesture, NoteSketch, Spot, until_moved


def rubber_band(sketch: NoteSketch, press: Spot) -> NoteGesture:
    """Selects what it touches; with Shift or Ctrl as well as what was selected.  A click selects nothing."""
    before = sketch.selection if press.shift or press.ctrl else EMPTY
    sketch.result = lambda: Choose(before)
    spot = yield from until_moved(press)
    while True:
        tick0, tick1 = sorted((press.tick, spot.tick))
        low, high = sorted((press.pitch, spot.pitch))
        sketch.band = (tick0, tick1, low, high)
        rows = sketch.table.rows
        touched = (rows[:, 1] >= low) & (rows[:, 1] <= high) & (rows[:, 0] < tick1) & (rows[:, 0] + rows[:, 2] > tick0)
        pick(sketch, before, touched & sketch.touchable)
        spot = yield


def pick(sketch: NoteSketch, before: Selection, touched: NDArray[np.bool_]) -> None:
    """Show the notes ``touched`` as selected, together with those selected ``before``, and select them on release."""
    sketch.picked = touched | sketch.table.mask(before) if before else touched
    sketch.result = lambda: Choose(before | sketch.table.selection(touched))
