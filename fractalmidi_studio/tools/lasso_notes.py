"""Select the notes within a line drawn by hand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.edit.selection import EMPTY
from fractalmidi_studio.i18n import later
from fractalmidi_studio.tools.band import pick
from fractalmidi_studio.tools.erase_notes import erase
from fractalmidi_studio.tools.notes import Choose, NoteGesture, NoteSketch, NoteTool, Spot

_SHARES = np.array([[0.05], [0.5], [0.95]])  # beginning, middle or end: a long note need not be encircled whole


def lasso(sketch: NoteSketch, press: Spot) -> NoteGesture:
    if press.erase:
        yield from erase(sketch, press)
        return
    before = sketch.selection if press.shift or press.ctrl else EMPTY
    rows = sketch.table.rows
    x, y = rows[:, 0] + _SHARES * rows[:, 2], rows[:, 1] + 0.5  # (3, notes), (notes,)
    sketch.path = [(press.tick, press.height)]
    sketch.result = lambda: Choose(before)
    crossings = np.zeros(x.shape, np.bool_)  # odd numbers of crossings with the path so far
    while True:
        spot = yield
        crossings ^= _crosses(sketch.path[-1], (spot.tick, spot.height), x, y)
        sketch.path.append((spot.tick, spot.height))
        inside = crossings ^ _crosses(sketch.path[-1], sketch.path[0], x, y)
        pick(sketch, before, inside.any(axis=0) & sketch.touchable)


def _crosses(
    start: tuple[float, float], stop: tuple[float, float], x: NDArray[np.floating], y: NDArray[np.floating]
) -> NDArray[np.bool_]:
    """For which points the way to the left crosses the line from ``start`` to ``stop``."""
    (x0, y0), (x1, y1) = start, stop
    if y0 == y1:
        return np.zeros(x.shape, np.bool_)
    spanned = (y0 <= y) != (y1 <= y)
    out: NDArray[np.bool_] = spanned & (x0 + (y - y0) * (x1 - x0) / (y1 - y0) <= x)
    return out


TOOL = NoteTool(
    "lasso_notes",
    later("Lasso"),
    "Y",
    later("Draw a line around notes to select them; Shift adds"),
    lasso,
    lambda sketch, spot: "cross",
)
