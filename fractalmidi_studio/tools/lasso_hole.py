"""Draw a line around the part to be written anew."""

from __future__ import annotations

from core import region
from core.roll import NUM_PITCHES
from fractalmidi_studio.canvas.scene import CellBox
from fractalmidi_studio.i18n import later
from fractalmidi_studio.tools.base import Gesture, Point, Sketch, Tool


def box_of(line: list[tuple[int, int]]) -> CellBox:
    pitches, steps = [pitch for pitch, _ in line], [step for _, step in line]
    return min(pitches), min(steps), max(pitches) + 1, max(steps) + 1


def draw_lasso(sketch: Sketch, press: Point) -> Gesture:
    shape: tuple[int, int] = (NUM_PITCHES, sketch.shape.shape[1])
    line = [(press.pitch, press.step)]
    while True:
        low, first, high, stop = box = box_of(line)
        size = high - low, stop - first
        inner = [(pitch - low + 0.5, step - first + 0.5) for pitch, step in line]
        path = [(pitch - low, step - first) for pitch, step in (*line, line[0])]
        sketch.shape[low:high, first:stop] = region.lasso(size, inner) | region.brush(size, path, 1)
        sketch.touch(box)
        point = yield
        if (point.pitch, point.step) != line[-1]:
            line.append((min(point.pitch, shape[0] - 1), min(point.step, shape[1] - 1)))


TOOL = Tool(
    "lasso_hole",
    later("Hole Lasso"),
    "O",
    later("Draw a line around the part to be written anew"),
    draw_lasso,
)
