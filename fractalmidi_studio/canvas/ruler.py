"""Bars and beats above the roll: a click sets the playhead, a drag takes whole bars into the hole."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPolygon, QWheelEvent
from PySide6.QtWidgets import QWidget

from fractalmidi_studio.canvas.scene import Scene
from fractalmidi_studio.canvas.view import wheel
from fractalmidi_studio.canvas.viewport import Viewport
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.names import bar_span
from fractalmidi_studio.theme import colours

HEIGHT = 30
_DRAG_PX = 6  # less is a click


class Ruler(QWidget):
    seek_requested = Signal(float)  # step
    bars_dragged = Signal(int, int, bool)  # first step, last step + 1, erase

    def __init__(self, viewport: Viewport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ruler")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self.setToolTip(
            tr("Click to set the playhead. Drag to paint whole bars; with the right button or Alt to erase.")
        )
        self.setAccessibleName(tr("Bar ruler"))
        self.viewport = viewport
        self.scene = Scene.empty()
        self._press: float | None = None
        self._erase = False
        self._span: tuple[int, int] | None = None
        viewport.changed.connect(self.update)

    def set_scene(self, scene: Scene) -> None:
        self.scene = scene
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(colours().panel))
        t, scene = self.viewport.transform, self.scene
        first, last = t.visible_steps(self.width(), scene.num_steps)
        self._paint_hole(painter, first, last)
        bars = np.flatnonzero(scene.downbeat)
        bar_px = t.step_px * (float(np.median(np.diff(bars))) if len(bars) > 1 else 16)
        every = next((n for n in (1, 2, 4, 8, 16, 32, 64, 128) if bar_px * n >= 44), 256)
        painter.setPen(QColor(colours().border))
        if t.step_px >= 4:
            for step in (np.flatnonzero(scene.beat[first:last]) + first).tolist():
                x = int(t.x_of(step) + 0.5)
                painter.drawLine(x, HEIGHT - 6, x, HEIGHT)
        nearest, beyond = np.searchsorted(bars, (first - 60 / t.step_px, last))
        for number in range(int(nearest) - int(nearest) % every, int(beyond), every):
            step = int(bars[number])
            x = int(t.x_of(step) + 0.5)
            painter.setPen(QColor(colours().faint_text))
            painter.drawLine(x, 8, x, HEIGHT)
            painter.setPen(QColor(colours().text))
            painter.drawText(QRect(x + 5, 0, 60, HEIGHT - 7), Qt.AlignmentFlag.AlignVCenter, str(number + 1))
        painter.setPen(QColor(colours().border))
        painter.drawLine(0, HEIGHT - 1, self.width(), HEIGHT - 1)
        self._paint_playhead(painter)
        painter.end()

    def _paint_hole(self, painter: QPainter, first: int, last: int) -> None:
        t = self.viewport.transform
        columns = np.pad(self.scene.shown_hole[:, first:last].any(axis=0), 1)
        edges = np.flatnonzero(columns[1:] != columns[:-1]) + first
        spans = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
        if self._span is not None:
            spans.append(self._span)
        colour = QColor(colours().hole)
        colour.setAlpha(90)
        for start, stop in spans:
            x0, x1 = int(t.x_of(start)), int(t.x_of(stop))
            painter.fillRect(x0, HEIGHT - 8, x1 - x0, 7, colour)

    def _paint_playhead(self, painter: QPainter) -> None:
        x = int(self.viewport.transform.x_of(self.scene.playhead_step) + 0.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().playhead))
        shape = QPolygon()
        for dx, y in ((-6, HEIGHT - 13), (6, HEIGHT - 13), (6, HEIGHT - 7), (0, HEIGHT - 1), (-6, HEIGHT - 7)):
            shape.append(QRect(x + dx, y, 1, 1).topLeft())
        painter.drawPolygon(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self._press = event.position().x()
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self._erase = alt or event.button() == Qt.MouseButton.RightButton

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is None or abs(event.position().x() - self._press) < _DRAG_PX:
            return
        a, b = (self._step(x) for x in sorted((self._press, event.position().x())))
        downbeat = self.scene.downbeat
        self._span = (bar_span(a, downbeat)[0], bar_span(b, downbeat)[1])
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._press is None:
            return
        span, self._span, self._press = self._span, None, None
        if span is not None:
            self.bars_dragged.emit(*span, self._erase)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.seek_requested.emit(max(0.0, self.viewport.transform.step_at(event.position().x())))
        self.update()

    def _step(self, x: float) -> int:
        return min(max(int(self.viewport.transform.step_at(x)), 0), self.scene.num_steps - 1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        wheel(self.viewport, event, event.position().x(), 0)

    def leaveEvent(self, _event: QEvent) -> None:
        self.update()
