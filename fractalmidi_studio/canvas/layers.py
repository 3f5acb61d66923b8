"""The canvas as an ordered tuple of paint functions: the order is the z-order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLine, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from core.roll import NUM_PITCHES
from fractalmidi_studio.canvas.marks import paint_agreement, paint_ghosts, paint_locks, paint_softness
from fractalmidi_studio.canvas.note_image import NoteImage
from fractalmidi_studio.canvas.overlay import paint_overlay, paint_selected
from fractalmidi_studio.canvas.scene import CellBox, Outline, Scene, compose
from fractalmidi_studio.canvas.transform import Transform
from fractalmidi_studio.theme import colours


class CellImage:
    """The ground's visible cells composed as one image; a brush stroke recomposes its own box only."""

    def __init__(self) -> None:
        self._pixels: NDArray[np.uint32] | None = None
        self._image = QImage()
        self._range = (0, 0)
        self._stale: list[CellBox] | None = None  # None = everything

    def invalidate(self, box: CellBox | None = None) -> None:
        if box is None:
            self._stale = None
        elif self._stale is not None:
            self._stale.append(box)

    def ensure(self, scene: Scene, first: int, last: int) -> tuple[QImage, int]:
        """The image, and the step of its left column; it covers at least first..last."""
        inside = self._range[0] <= first and last <= self._range[1]
        if self._pixels is None or self._stale is None or not inside:
            margin = 64  # so that scrolling does not recompose each time
            lo, hi = max(0, first - margin), min(scene.num_steps, last + margin)
            self._pixels = np.ascontiguousarray(compose(scene, (0, lo, NUM_PITCHES, hi)))
            self._range = (lo, hi)
            width = hi - lo
            self._image = QImage(self._pixels.data, width, NUM_PITCHES, width * 4, QImage.Format.Format_RGB32)
        else:
            lo, hi = self._range
            for low, start, high, stop in self._stale:
                start, stop = max(start, lo), min(stop, hi)
                if start < stop:
                    rows = np.s_[NUM_PITCHES - high : NUM_PITCHES - low, start - lo : stop - lo]
                    self._pixels[rows] = compose(scene, (low, start, high, stop))
        self._stale = []
        return self._image, self._range[0]


@dataclass(slots=True)
class Frame:
    """All that a layer needs to paint one exposed rectangle."""

    scene: Scene
    transform: Transform
    rect: QRect
    cells: CellImage
    notes: NoteImage
    outline: Outline

    def step_range(self) -> tuple[int, int]:
        t, n = self.transform, self.scene.num_steps
        first = max(0, int(t.step_at(self.rect.left() - 2)))
        return first, max(first, min(n, int(t.step_at(self.rect.right() + 2)) + 1))

    def pitch_range(self) -> tuple[int, int]:
        t = self.transform
        low = max(0, t.pitch_at(self.rect.bottom() + 2))
        return low, max(low, min(NUM_PITCHES - 1, t.pitch_at(self.rect.top() - 2))) + 1

    def xs(self, steps: NDArray[np.integer] | NDArray[np.floating]) -> list[int]:
        out: list[int] = np.floor(steps * self.transform.step_px - self.transform.scroll_x + 0.5).astype(int).tolist()
        return out

    def ys(self, pitches: NDArray[np.int64]) -> list[int]:
        """Upper edges of the rows."""
        t = self.transform
        out: list[int] = np.floor((NUM_PITCHES - 1 - pitches) * t.pitch_px - t.scroll_y + 0.5).astype(int).tolist()
        return out


def paint_ground(painter: QPainter, frame: Frame) -> None:
    """Rows, hole, and what a run expects in cells that are not decided yet."""
    t = frame.transform
    end_x = int(t.x_of(frame.scene.num_steps) + 0.5)
    if end_x <= frame.rect.right():
        painter.fillRect(
            QRect(max(end_x, frame.rect.left()), frame.rect.top(), 10**5, 10**5), QColor(colours().outside)
        )
    first, last = frame.step_range()
    low, high = frame.pitch_range()
    if first >= last:
        return
    image, origin = frame.cells.ensure(frame.scene, first, last)
    target = QRectF(t.x_of(first), t.y_of(high - 1), (last - first) * t.step_px, (high - low) * t.pitch_px)
    painter.drawImage(target, image, QRectF(first - origin, NUM_PITCHES - high, last - first, high - low))


def paint_notes(painter: QPainter, frame: Frame) -> None:
    """The notes at the resolution of the screen, over the grid lines: these must not cut a held note in two."""
    t = frame.transform
    low, high = frame.pitch_range()
    left, width = frame.rect.left(), frame.rect.width()
    first_px = int(t.scroll_x) + left
    image, origin = frame.notes.ensure(frame.scene.drawn_notes(), t.step_px, first_px, first_px + width)
    target = QRectF(left, t.y_of(high - 1), width, (high - low) * t.pitch_px)
    painter.drawImage(target, image, QRectF(first_px - origin, NUM_PITCHES - high, width, high - low))
    if t.pitch_px >= 5:  # notes a semitone apart are two
        right = frame.rect.right()
        _lines(painter, colours().note_gap, [QLine(left, y - 1, right, y - 1) for y in frame.ys(np.arange(low, high))])


def paint_grid(painter: QPainter, frame: Frame) -> None:
    t, scene, ink = frame.transform, frame.scene, colours()
    first, last = frame.step_range()
    low, high = frame.pitch_range()
    top, bottom, left = frame.rect.top(), frame.rect.bottom(), frame.rect.left()
    right = min(frame.rect.right(), int(t.x_of(scene.num_steps)))
    if t.pitch_px >= 5:
        pitches = np.arange(low, high)
        _lines(painter, ink.row, [QLine(left, y, right, y) for y in frame.ys(pitches)])
    octaves = np.arange(low - low % 12, high, 12)
    _lines(painter, ink.octave, [QLine(left, y, right, y) for y in frame.ys(octaves - 1)])  # between B and C
    steps = np.arange(first, last)
    bar, beat = scene.downbeat[first:last], scene.beat[first:last]
    if t.step_px >= 12:
        _lines(painter, ink.step, [QLine(x, top, x, bottom) for x in frame.xs(steps[~beat & ~bar])])
    if t.step_px >= 3:
        _lines(painter, ink.beat, [QLine(x, top, x, bottom) for x in frame.xs(steps[beat & ~bar])])
    bars = steps[bar]
    if len(bars) > 1:  # far out, ruling every bar would hide the notes
        bars = bars[:: max(1, int(np.ceil(7 / (t.step_px * max(1, int(np.min(np.diff(bars))))))))]
    _lines(painter, ink.bar, [QLine(x, top, x, bottom) for x in frame.xs(bars)])


def paint_hole(painter: QPainter, frame: Frame) -> None:
    """Outline of the hole: shape tells as well as colour, for eyes that see no pink."""
    lines: list[QLine] = []
    first, last = frame.step_range()
    low, high = frame.pitch_range()
    edge, start, stop = _near(frame.outline.horizontal, low, high, first, last).T
    for y, x0, x1 in zip(frame.ys(edge - 1), frame.xs(start), frame.xs(stop), strict=True):
        lines.append(QLine(x0, y, x1, y))
    edge, start, stop = _near(frame.outline.vertical, first, last, low, high).T
    for x, y0, y1 in zip(frame.xs(edge), frame.ys(start - 1), frame.ys(stop - 1), strict=True):
        lines.append(QLine(x, y0, x, y1))
    if not lines:
        return
    painter.setPen(QPen(QColor(colours().hole_under), 3))
    painter.drawLines(lines)
    painter.setPen(QPen(QColor(colours().hole), 1.6))
    painter.drawLines(lines)


def _near(runs: NDArray[np.int64], low: int, high: int, start: int, stop: int) -> NDArray[np.int64]:
    """The runs (line, from, to) that touch the lines low..high and the cells start..stop."""
    line, begin, end = runs.T
    near: NDArray[np.int64] = runs[(line >= low - 1) & (line <= high + 1) & (end >= start - 1) & (begin <= stop + 1)]
    return near


def paint_cursor(painter: QPainter, frame: Frame) -> None:
    if frame.scene.cursor is None:
        return
    painter.setPen(QPen(QColor(colours().cursor), 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(cell_rect(frame.transform, frame.scene.cursor).adjusted(0, 0, -1, -1))


def paint_playhead(painter: QPainter, frame: Frame) -> None:
    x = int(frame.transform.x_of(frame.scene.playhead_step) + 0.5)
    if frame.rect.left() - 3 <= x <= frame.rect.right() + 3:
        top, height, ink = frame.rect.top(), frame.rect.height(), colours()
        painter.fillRect(QRect(x - 1, top, 3, height), QBrush(QColor(ink.playhead_under)))
        painter.fillRect(QRect(x, top, 1, height), QBrush(QColor(ink.playhead)))


def _lines(painter: QPainter, colour: str, lines: list[QLine]) -> None:
    if lines:
        painter.setPen(QPen(QColor(colour), 1))
        painter.drawLines(lines)


def cell_rect(transform: Transform, box: CellBox) -> QRect:
    """Pixels of a box of cells."""
    low, first, high, last = box
    x0, x1 = int(transform.x_of(first) + 0.5), int(transform.x_of(last) + 0.5)
    y0, y1 = int(transform.y_of(high - 1) + 0.5), int(transform.y_of(low - 1) + 0.5)
    return QRect(x0, y0, x1 - x0, y1 - y0)


Layer = Callable[[QPainter, Frame], None]
LAYERS: tuple[Layer, ...] = (
    paint_ground,
    paint_softness,
    paint_grid,
    paint_notes,
    paint_selected,
    paint_agreement,
    paint_ghosts,
    paint_locks,
    paint_hole,
    paint_overlay,
    paint_cursor,
    paint_playhead,
)
