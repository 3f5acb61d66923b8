"""Select, move, copy and stretch notes; drag over empty ground for a rubber band, a double click there draws a note."""

from __future__ import annotations

from fractalmidi_studio.i18n import later
from fractalmidi_studio.tools.band import rubber_band
from fractalmidi_studio.tools.draw import draw_one
from fractalmidi_studio.tools.grab import at_note, hover_note
from fractalmidi_studio.tools.notes import NoteGesture, NoteSketch, NoteTool, Spot


def select(sketch: NoteSketch, press: Spot) -> NoteGesture:
    held = at_note(sketch, press)
    if held is not None:
        yield from held
    elif press.double:
        yield from draw_one(sketch, press)
    else:
        yield from rubber_band(sketch, press)


TOOL = NoteTool(
    "select",
    later("Select"),
    "E",
    later(
        "Select, move and stretch notes; Ctrl+drag copies, Alt goes off the grid, a double click draws, "
        "the right button erases"
    ),
    select,
    lambda sketch, spot: hover_note(sketch, spot, "arrow"),
)
