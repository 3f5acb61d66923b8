"""Drag a box to see it larger; a click zooms in a little, the right button out."""

from __future__ import annotations

from fractalmidi_studio.i18n import later
from fractalmidi_studio.tools.notes import NoteGesture, NoteSketch, NoteTool, Spot, Zoom, has_moved

_CLICK_SHARE = 0.35  # a click shows so many of the pixels around it, on either side


def zoom(sketch: NoteSketch, press: Spot) -> NoteGesture:
    around = 500 * press.ticks_per_px * _CLICK_SHARE
    near = (press.tick - around, press.tick + around, press.pitch - 12, press.pitch + 12)
    sketch.result = lambda: Zoom(None if press.erase else near)
    while True:
        spot = yield
        if press.erase or not has_moved(press, spot):
            continue
        (tick0, tick1), (low, high) = sorted((press.tick, spot.tick)), sorted((press.pitch, spot.pitch))
        sketch.band = box = (tick0, tick1, low, high)
        sketch.result = lambda box=box: Zoom(box)


TOOL = NoteTool(
    "zoom", later("Zoom"), "Z", later("Drag a box to see it larger; the right button zooms out"), zoom,
    lambda sketch, spot: "cross", "view",
)  # fmt: skip
