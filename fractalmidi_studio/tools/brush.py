"""Paint the hole with a round brush, without gaps however fast the mouse moves."""

from __future__ import annotations

import numpy as np

from core import region
from core.roll import NUM_PITCHES
from fractalmidi_studio.canvas.scene import CellBox
from fractalmidi_studio.i18n import later
from fractalmidi_studio.tools.base import Gesture, Point, Sketch, Tool


def footprint(point: Point, size: int, num_steps: int) -> CellBox:
    """Cells of a brush of ``size`` cells across, clipped to the piece."""
    low, first = point.pitch - (size - 1) // 2, point.step - (size - 1) // 2
    return max(0, low), max(0, first), min(NUM_PITCHES, low + size), min(num_steps, first + size)


def paint_brush(sketch: Sketch, press: Point) -> Gesture:
    shape: tuple[int, int] = (NUM_PITCHES, sketch.mask.shape[1])
    last = point = press
    while True:
        stroke = region.brush(shape, [(last.pitch, last.step), (point.pitch, point.step)], sketch.brush_size)
        here, there = (footprint(at, sketch.brush_size, shape[1]) for at in (last, point))
        box = (min(here[0], there[0]), min(here[1], there[1]), max(here[2], there[2]), max(here[3], there[3]))
        cells = np.s_[box[0] : box[2], box[1] : box[3]]
        sketch.shape[cells] |= stroke[cells]
        sketch.touch(box)
        sketch.cursor = there
        last = point
        point = yield


TOOL = Tool(
    "brush",
    later("Brush"),
    "B",
    later("Paint the part to be written anew, cell by cell"),
    paint_brush,
    footprint,
)
