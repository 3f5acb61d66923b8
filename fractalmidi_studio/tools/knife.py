"""Cut notes in two: a click cuts one, a drag up or down all that the line crosses."""

from __future__ import annotations

import numpy as np

from core.edit.notes import split
from fractalmidi_studio.i18n import later, tr
from fractalmidi_studio.names import counted
from fractalmidi_studio.tools.erase_notes import erase
from fractalmidi_studio.tools.notes import Change, NoteGesture, NoteSketch, NoteTool, Outcome, Result, Spot


def knife(sketch: NoteSketch, press: Spot) -> NoteGesture:
    if press.erase:
        yield from erase(sketch, press)
        return
    spot = press
    while True:
        tick = sketch.snap.nearest(spot.tick, spot.alt)
        low, high = sorted((press.pitch, spot.pitch))
        sketch.cut = (tick, low, high)
        rows = sketch.table.rows
        crossed = (rows[:, 1] >= low) & (rows[:, 1] <= high) & (rows[:, 0] < tick) & (rows[:, 0] + rows[:, 2] > tick)
        sketch.picked = crossed & sketch.touchable
        sketch.result = _cut(sketch, tick) if sketch.picked.any() else None
        spot = yield


def _cut(sketch: NoteSketch, tick: int) -> Outcome:
    notes = sketch.picked if sketch.picked is not None else np.zeros(0, np.bool_)

    def result() -> Result:
        selection = sketch.table.selection(notes)
        words = tr("Cut {notes}").format(notes=counted(len(selection), "note"))
        return Change(split(sketch.score, selection, tick), words)

    return result


TOOL = NoteTool(
    "knife",
    later("Knife"),
    "K",
    later("Cut notes in two at the grid (Alt: anywhere); drag up or down to cut several"),
    knife,
    lambda sketch, spot: "cut",
)
