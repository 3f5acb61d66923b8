"""What a note tool shows over the roll while the mouse is down, and the outlines of selected notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLine, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from core.roll import NUM_PITCHES
from fractalmidi_studio.canvas.drawn_notes import SELECTED, DrawnNotes
from fractalmidi_studio.canvas.note_image import compose
from fractalmidi_studio.canvas.transform import Transform
from fractalmidi_studio.theme import colours

if TYPE_CHECKING:
    from fractalmidi_studio.canvas.layers import Frame

_MOST_OUTLINES = 3000  # more would be a mesh, and slow
_OUTLINES_FROM_PX = 4.0


@dataclass(slots=True)
class Overlay:
    """Everything in steps and pitches, as the canvas counts."""

    ghosts: DrawnNotes | None = None
    band: tuple[float, float, int, int] | None = None  # step0, step1, low pitch, high pitch, both included
    path: list[tuple[float, float]] = field(default_factory=list)  # step, height in pitches from below
    cut: tuple[float, int, int] | None = None  # step, low pitch, high pitch

    def bounds(self, t: Transform) -> QRect:
        """Pixels that it covers; empty where there is nothing."""
        rect = QRect()
        if self.ghosts is not None and len(self.ghosts):
            g = self.ghosts
            rect |= _pixels(t, float(g.start.min()), float(g.stop.max()), int(g.pitch.min()), int(g.pitch.max()))
        if self.band is not None:
            rect |= _pixels(t, *self.band)
        if self.cut is not None:
            rect |= _pixels(t, self.cut[0], self.cut[0], *self.cut[1:])
        if self.path:
            rect |= _polygon(t, self.path).boundingRect().toAlignedRect()
        return rect.adjusted(-4, -4, 4, 4) if rect.isValid() else rect


def _pixels(t: Transform, step0: float, step1: float, low: int, high: int) -> QRect:
    left, top = int(t.x_of(step0)), int(t.y_of(high))
    return QRect(left, top, int(t.x_of(step1)) - left + 1, int(t.y_of(low - 1)) - top + 1)


def _polygon(t: Transform, path: list[tuple[float, float]]) -> QPolygonF:
    return QPolygonF([QPointF(t.x_of(step), t.y_of(height - 1)) for step, height in path])


def paint_selected(painter: QPainter, frame: Frame) -> None:
    """Outlines: shape tells as well as brightness."""
    notes = frame.scene.drawn_notes()
    _outline(painter, frame, notes.part(notes.state == SELECTED))


def paint_overlay(painter: QPainter, frame: Frame) -> None:
    overlay, t = frame.scene.overlay, frame.transform
    if overlay is None:
        return
    if overlay.ghosts is not None:
        _paint_ghosts(painter, frame, overlay.ghosts)
    accent = QColor(colours().accent)
    tint = QColor(accent)
    tint.setAlpha(40)
    if overlay.band is not None:
        box = _pixels(t, *overlay.band).adjusted(0, 0, -1, -1)
        painter.fillRect(box, tint)
        painter.setPen(QPen(accent, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
    if len(overlay.path) > 1:
        painter.setPen(QPen(accent, 1.5))
        painter.setBrush(tint)
        painter.drawPolygon(_polygon(t, overlay.path))
    if overlay.cut is not None:
        step, low, high = overlay.cut
        x = int(t.x_of(step))
        painter.setPen(QPen(QColor(colours().bad), 2))
        painter.drawLine(QLine(x, int(t.y_of(high)) - 3, x, int(t.y_of(low - 1)) + 2))


def _paint_ghosts(painter: QPainter, frame: Frame, ghosts: DrawnNotes) -> None:
    t = frame.transform
    low, high = frame.pitch_range()
    left, width = frame.rect.left(), frame.rect.width()
    pixels = compose(ghosts, t.step_px, int(t.scroll_x) + left, width)
    image = QImage(pixels.data, width, NUM_PITCHES, width * 4, QImage.Format.Format_ARGB32_Premultiplied)
    target = QRectF(left, t.y_of(high - 1), width, (high - low) * t.pitch_px)
    painter.drawImage(target, image, QRectF(0, NUM_PITCHES - high, width, high - low))
    _outline(painter, frame, ghosts)


def _outline(painter: QPainter, frame: Frame, notes: DrawnNotes) -> None:
    t = frame.transform
    if t.pitch_px < _OUTLINES_FROM_PX or not len(notes):
        return
    first, last = t.step_at(frame.rect.left() - 2), t.step_at(frame.rect.right() + 2)
    low, high = frame.pitch_range()
    seen = (notes.stop > first) & (notes.start < last) & (notes.pitch >= low - 1) & (notes.pitch <= high)
    shown = np.flatnonzero(seen)
    if not len(shown) or len(shown) > _MOST_OUTLINES:
        return
    x0, x1 = frame.xs(notes.start[shown]), frame.xs(notes.stop[shown])
    y0, y1 = frame.ys(notes.pitch[shown]), frame.ys(notes.pitch[shown] - 1)
    painter.setPen(QPen(QColor(colours().playhead), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRects(
        [QRect(a, top, max(b - a, 2) - 1, c - top - 1) for a, b, top, c in zip(x0, x1, y0, y1, strict=True)]
    )
