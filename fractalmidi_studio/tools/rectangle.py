"""Drag a rectangle of pitches and steps into the hole, or out of it."""

from __future__ import annotations

from fractalmidi_studio.canvas.scene import CellBox
from fractalmidi_studio.i18n import later
from fractalmidi_studio.tools.base import Gesture, Point, Sketch, Tool


def span(a: Point, b: Point) -> CellBox:
    """The cells between two corners, both included."""
    return min(a.pitch, b.pitch), min(a.step, b.step), max(a.pitch, b.pitch) + 1, max(a.step, b.step) + 1


def drag_rectangle(sketch: Sketch, press: Point) -> Gesture:
    point, last = press, span(press, press)
    while True:
        low, first, high, stop = last
        sketch.shape[low:high, first:stop] = False
        sketch.touch(last)
        last = span(press, point)
        low, first, high, stop = last
        sketch.shape[low:high, first:stop] = True
        sketch.cursor = last
        sketch.touch(last)
        point = yield


TOOL = Tool(
    "rectangle",
    later("Rectangle"),
    "R",
    later("Drag a rectangle over the part to be written anew"),
    drag_rectangle,
)
