"""Density and mean velocity at each step as curves under the roll."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from core.roll import Roll
from fractalmidi_studio.canvas.keyboard import WIDTH
from fractalmidi_studio.canvas.transform import Transform
from fractalmidi_studio.canvas.viewport import Viewport
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.theme import colours

PROFILE_HEIGHT = 104
_LEGEND_PX = 18  # room above the curves
_DENSITY = {False: "#35b779", True: "#1d7f52"}  # on dark, on light
_VELOCITY = {False: "#fde725", True: "#8a5a00"}


def profile_of(roll: Roll) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """(notes sounding, their mean velocity or nan) for each step, both (num_steps,)."""
    sounding = roll.velocity > 0
    density = sounding.sum(axis=0, dtype=np.int64)
    total = roll.velocity.sum(axis=0, dtype=np.int64)
    return density, np.where(density > 0, total / np.maximum(density, 1), np.nan)


class ProfilePanel(QWidget):
    """The density has its own scale at the left; the velocity's full height is 127."""

    def __init__(self, viewport: Viewport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("profilePanel")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFixedHeight(PROFILE_HEIGHT)
        self.setAccessibleName(tr("Notes sounding and mean velocity"))
        self.viewport = viewport
        self._roll = Roll.empty(1)
        self._curves: tuple[NDArray[np.int64], NDArray[np.float64]] | None = None  # made when they are looked at
        viewport.changed.connect(self.update)

    def set_roll(self, roll: Roll) -> None:
        self._roll, self._curves = roll, None
        self.update()

    @property
    def density(self) -> NDArray[np.int64]:
        """(steps,) notes that sound."""
        return self._both()[0]

    @property
    def velocity(self) -> NDArray[np.float64]:
        """(steps,) their mean velocity, NaN where none sounds."""
        return self._both()[1]

    @property
    def top(self) -> int:
        """Notes sounding at the upper edge of the scale."""
        return max(4, int(self.density.max(initial=0)))

    def _both(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        if self._curves is None:
            self._curves = profile_of(self._roll)
        return self._curves

    def steps_shown(self) -> tuple[int, int]:
        """First step in view, and the one after the last; the same as the roll's."""
        return self.viewport.transform.visible_steps(self.viewport.width, len(self.density))

    def paintEvent(self, _event: QPaintEvent) -> None:
        ink = colours()
        density, velocity = QColor(_DENSITY[ink.is_light]), QColor(_VELOCITY[ink.is_light])
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(ink.window))
        painter.setPen(QColor(ink.border))
        painter.drawLine(0, 0, self.width(), 0)
        self._paint_scale(painter)
        painter.save()
        painter.setClipRect(QRect(WIDTH, 1, self.viewport.width, self.height()))
        painter.translate(WIDTH, 0)
        fill = QColor(density)
        fill.setAlpha(70)
        first, last = self.steps_shown()
        if first < last:
            xs, low = _edges(self.viewport.transform, first, last), float(self.height() - 6)
            heights = (low - _LEGEND_PX) / self.top
            stairs = _stairs(xs, low - self.density[first:last] * heights)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawPolygon(QPolygonF([QPointF(xs[0], low), *stairs, QPointF(xs[-1], low)]))
            painter.setPen(QPen(density, 1))
            painter.drawPolyline(QPolygonF(stairs))
            painter.setPen(QPen(velocity, 1))
            ys = low - self.velocity[first:last] * ((low - _LEGEND_PX) / 127)
            for start, stop in _runs(~np.isnan(ys)):
                painter.drawPolyline(QPolygonF(_stairs(xs[start : stop + 1], ys[start:stop])))
        painter.restore()
        words = (density, tr("notes sounding")), (velocity, tr("mean velocity (full height = 127)"))
        self._paint_legend(painter, words)
        painter.end()

    def _paint_scale(self, painter: QPainter) -> None:
        low = self.height() - 6
        painter.setPen(QColor(colours().soft_text))
        for number in (0, self.top // 2, self.top):
            y = int(low - number * (low - _LEGEND_PX) / self.top)
            at = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRect(0, y - 9, WIDTH - 8, 18), at, str(number))

    def _paint_legend(self, painter: QPainter, rows: tuple[tuple[QColor, str], ...]) -> None:
        x, metrics = WIDTH + 8, painter.fontMetrics()
        width = sum(metrics.horizontalAdvance(text) + 32 for _, text in rows)
        ground = QColor(colours().window)
        ground.setAlpha(215)
        painter.fillRect(QRect(x - 4, 1, width, _LEGEND_PX), ground)
        for colour, text in rows:
            painter.fillRect(QRect(x, 6, 8, 8), colour)
            painter.setPen(QColor(colours().soft_text))
            painter.drawText(QRect(x + 13, 1, 400, _LEGEND_PX), Qt.AlignmentFlag.AlignVCenter, text)
            x += metrics.horizontalAdvance(text) + 32


def _edges(t: Transform, first: int, last: int) -> NDArray[np.floating]:
    """Pixels of the edges of the steps first..last, (last - first + 1,)."""
    edges: NDArray[np.floating] = np.arange(first, last + 1) * t.step_px - t.scroll_x
    return edges


def _stairs(xs: NDArray[np.floating], ys: NDArray[np.floating]) -> list[QPointF]:
    """A level line over each step; (n + 1,) edges and (n,) heights."""
    return [QPointF(x, y) for x, y in zip(xs.repeat(2)[1:-1].tolist(), ys.repeat(2).tolist(), strict=True)]


def _runs(inside: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Half-open ranges of True."""
    edges = np.flatnonzero(np.diff(np.pad(inside.astype(np.int8), 1)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
