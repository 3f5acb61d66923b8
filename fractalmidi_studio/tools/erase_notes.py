"""Erase the notes that the mouse passes, however fast it is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.edit.notes import remove_notes
from fractalmidi_studio.i18n import later, tr
from fractalmidi_studio.names import counted
from fractalmidi_studio.tools.notes import Change, NoteGesture, NoteSketch, NoteTool, Outcome, Result, Spot


def erase(sketch: NoteSketch, press: Spot) -> NoteGesture:
    gone = np.zeros(len(sketch.table), np.bool_)
    last = spot = press
    while True:
        gone = gone | touched(sketch, last, spot)
        sketch.hidden = gone
        sketch.result = _erased(sketch, gone) if gone.any() else None
        last = spot
        spot = yield


def _erased(sketch: NoteSketch, gone: NDArray[np.bool_]) -> Outcome:
    def result() -> Result:
        notes = sketch.table.selection(gone)
        after, _ = remove_notes(sketch.score, notes)
        words = tr("Erase {notes}").format(notes=counted(len(notes), "note"))
        return Change((after, sketch.selection - notes), words)

    return result


def touched(sketch: NoteSketch, start: Spot, stop: Spot) -> NDArray[np.bool_]:
    """(notes,) the notes on the straight way from one spot to the other."""
    rows = sketch.table.rows
    onset, pitch = rows[:, 0], rows[:, 1]
    end = onset + np.maximum(rows[:, 2], 2 * stop.ticks_per_px)
    low, high = sorted((start.height, stop.height))
    # Where the way enters and leaves the row of each note's pitch.
    rise = stop.height - start.height
    if abs(rise) < 1e-9:
        enter, leave = np.full(len(rows), start.tick), np.full(len(rows), stop.tick)
    else:
        enter, leave = (
            start.tick + (np.clip(edge, low, high) - start.height) * (stop.tick - start.tick) / rise
            for edge in (pitch, pitch + 1)
        )
    on_way = (pitch >= np.floor(low)) & (pitch <= np.floor(high))
    crossed = (onset <= np.maximum(enter, leave)) & (end > np.minimum(enter, leave))
    out: NDArray[np.bool_] = on_way & crossed & sketch.touchable
    return out


TOOL = NoteTool(
    "erase_notes",
    later("Erase"),
    "D",
    later("Erase the notes that the mouse passes; the right button does so with every note tool"),
    erase,
    lambda sketch, spot: "cross",
)
