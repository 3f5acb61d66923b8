"""What lies over the music without being part of it: softness of the hole, ghosts and agreement of takes, locks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from fractalmidi_studio.theme import colours

if TYPE_CHECKING:
    from fractalmidi_studio.canvas.layers import Frame

_HEAT = np.array([[40, 70, 160], [70, 160, 190], [250, 200, 70], [255, 90, 40]], np.float64)  # from few to all


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Each is None, or has no rows, where there is nothing to show."""

    strength: NDArray[np.uint8] | None = None  # (128, steps) 0-100, of a hole that is soft somewhere
    ghosts: NDArray[np.int64] | None = None  # (n, 4) rows of notes of other takes
    agreement: NDArray[np.float32] | None = None  # (128, steps) 0-1
    locks: NDArray[np.float64] | None = None  # (n, 3) onset_step, pitch, duration_steps of locked notes


def paint_softness(painter: QPainter, frame: Frame) -> None:
    """Soft cells are hatched, and the softer the paler."""
    marks = frame.scene.marks
    part = _seen(frame, marks.strength if marks is not None else None)
    if part is None:
        return
    first, low = frame.step_range()[0], frame.pitch_range()[0]
    lines, ground = QColor(colours().hole), QColor(colours().row_white)
    lines.setAlpha(130)
    hatch = QBrush(lines, Qt.BrushStyle.BDiagPattern)
    for strength in np.unique(part[(part > 0) & (part < 100)]).tolist():
        ground.setAlphaF(0.9 * (1 - strength / 100))
        for rect in _rects(frame, part == strength, low, first):
            painter.fillRect(rect, ground)
            painter.fillRect(rect, hatch)


def paint_agreement(painter: QPainter, frame: Frame) -> None:
    """Heat map: cool where few takes have a note, hot where all have one."""
    marks = frame.scene.marks
    part = _seen(frame, marks.agreement if marks is not None else None)
    if part is None:
        return
    first, last = frame.step_range()
    low, high = frame.pitch_range()
    share = part[::-1].astype(np.float64)
    place = np.clip(share, 0, 1) * (len(_HEAT) - 1)
    below = np.minimum(place.astype(int), len(_HEAT) - 2)
    rgb = _HEAT[below] + (place - below)[..., None] * (_HEAT[below + 1] - _HEAT[below])
    alpha = np.where(share > 0, 200.0, 0.0)
    rgba = np.concatenate([rgb * (alpha[..., None] / 255), alpha[..., None]], axis=-1).astype(np.uint8)
    pixels = np.ascontiguousarray(rgba)
    image = QImage(
        pixels.data, last - first, high - low, 4 * (last - first), QImage.Format.Format_RGBA8888_Premultiplied
    )
    t = frame.transform
    target = QRectF(t.x_of(first), t.y_of(high - 1), (last - first) * t.step_px, (high - low) * t.pitch_px)
    painter.drawImage(target, image, QRectF(0, 0, last - first, high - low))


def paint_ghosts(painter: QPainter, frame: Frame) -> None:
    """Outlines of the notes that only the other takes have."""
    marks = frame.scene.marks
    if marks is None or marks.ghosts is None or not len(marks.ghosts):
        return
    outline, fill = QColor(colours().text), QColor(colours().text)
    outline.setAlpha(150)
    fill.setAlpha(28)
    painter.setPen(QPen(outline, 1, Qt.PenStyle.DotLine))
    painter.setBrush(fill)
    painter.drawRects([rect for rect in _note_rects(frame, marks.ghosts[:, :3].astype(np.float64)) if rect.width() > 2])


def paint_locks(painter: QPainter, frame: Frame) -> None:
    """A little padlock on each locked note, and a line under it where it is long enough."""
    marks = frame.scene.marks
    if marks is None or marks.locks is None or not len(marks.locks) or frame.transform.pitch_px < 4:
        return
    ink, ground = QColor(colours().text), QColor(colours().window)
    for rect in _note_rects(frame, marks.locks):
        size = min(rect.height() - 1, 9.0)
        if rect.width() < 4 or size < 3:
            continue
        x, y = rect.left() + 2.5, rect.center().y() - size / 2
        painter.setPen(QPen(ground, 3))
        painter.drawLine(QLineF(rect.left() + 1, rect.bottom() - 1, rect.right() - 1, rect.bottom() - 1))
        painter.setPen(QPen(ink, 1))
        painter.drawLine(QLineF(rect.left() + 1, rect.bottom() - 1, rect.right() - 1, rect.bottom() - 1))
        if rect.width() < size + 4:
            continue
        body = QRectF(x, y + size * 0.45, size * 0.8, size * 0.55)
        painter.setPen(QPen(ground, 1))
        painter.setBrush(ink)
        painter.drawRect(body)
        painter.setPen(QPen(ground, 2.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        bow = QRectF(x + size * 0.15, y, size * 0.5, size * 0.8)
        painter.drawArc(bow, 0, 180 * 16)
        painter.setPen(QPen(ink, 1.3))
        painter.drawArc(bow, 0, 180 * 16)


def _seen(frame: Frame, cells: NDArray[Any] | None) -> NDArray[Any] | None:
    """The part of (128, steps) that is in view; None where there is nothing, or it is about another piece."""
    first, last = frame.step_range()
    low, high = frame.pitch_range()
    if cells is None or cells.shape != frame.scene.hole.shape or first >= last:
        return None
    return cells[low:high, first:last]


def _note_rects(frame: Frame, rows: NDArray[np.float64]) -> list[QRectF]:
    """Pixels of notes (n, 3) of onset_step, pitch, duration_steps; only those that are seen."""
    t, rect = frame.transform, frame.rect
    left, right = t.step_at(rect.left() - 2), t.step_at(rect.right() + 2)
    seen = rows[(rows[:, 0] < right) & (rows[:, 0] + rows[:, 2] > left)]
    return [
        QRectF(t.x_of(onset), t.y_of(int(pitch)) + 0.5, length * t.step_px, t.pitch_px - 0.5)
        for onset, pitch, length in seen.tolist()
    ]


def _rects(frame: Frame, cells: NDArray[np.bool_], low: int, first: int) -> list[QRect]:
    """Pixels of runs of cells along the rows; ``cells`` begins at pitch ``low`` and step ``first``."""
    edges = np.diff(np.pad(cells, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, stops = np.nonzero(edges == -1)
    tops, bottoms = frame.ys(rows + low), frame.ys(rows + low - 1)
    return [
        QRect(x0, y0, x1 - x0, y1 - y0)
        for x0, x1, y0, y1 in zip(frame.xs(starts + first), frame.xs(stops + first), tops, bottoms, strict=True)
    ]
