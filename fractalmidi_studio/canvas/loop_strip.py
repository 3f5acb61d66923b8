"""The strip above the ruler: drag there to choose the loop, drag its ends to move them, click it to switch it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QWidget

from fractalmidi_studio.canvas.scene import Scene
from fractalmidi_studio.canvas.view import wheel
from fractalmidi_studio.canvas.viewport import Viewport
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.names import bar_span
from fractalmidi_studio.theme import colours

HEIGHT = 14
_DRAG_PX = 4  # less is a click
_GRIP_PX = 6  # this near to an end takes hold of it


class LoopStrip(QWidget):
    region_dragged = Signal(int, int)  # first step and end
    switched = Signal()

    def __init__(self, viewport: Viewport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("loopStrip")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self.setToolTip(
            tr("Drag to choose the loop by beats, with Shift by steps. Drag its ends to move them; click to switch it.")
        )
        self.setAccessibleName(tr("Loop"))
        self.viewport = viewport
        self.scene = Scene.empty()
        self.region: tuple[int, int] | None = None
        self.is_on = False
        self._press: float | None = None
        self._fixed = 0  # the end of the region that stays
        self._dragged: tuple[int, int] | None = None
        viewport.changed.connect(self.update)

    def set_scene(self, scene: Scene) -> None:
        self.scene = scene
        self.update()

    def set_loop(self, region: tuple[int, int] | None, on: bool) -> None:
        self.region, self.is_on = region, on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = colours()
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(theme.panel))
        region = self._dragged or self.region
        if region is not None:
            left, right = (self.viewport.transform.x_of(step) for step in region)
            colour = QColor(theme.accent if self.is_on or self._dragged else theme.faint_text)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRect(QRectF(left, 5, max(2.0, right - left), 4))
            for x, inward in ((left, 7), (right, -7)):
                painter.drawPolygon(QPolygonF([QPointF(x, 1), QPointF(x + inward, 7), QPointF(x, 13)]))
        painter.setPen(QColor(theme.border))
        painter.drawLine(0, HEIGHT - 1, self.width(), HEIGHT - 1)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        self._press = x
        end = self._end_at(x)
        if end is not None and self.region is not None:
            self._fixed = self.region[1] if end == 0 else self.region[0]
        else:
            self._fixed = self._snapped(x, event.modifiers(), down=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._press is None:
            over_end = self._end_at(x) is not None
            self.setCursor(Qt.CursorShape.SizeHorCursor if over_end else Qt.CursorShape.ArrowCursor)
            return
        if self._dragged is None and abs(x - self._press) < _DRAG_PX:
            return
        other = self._snapped(x, event.modifiers(), down=x < self.viewport.transform.x_of(self._fixed))
        first, last = sorted((self._fixed, other))
        self._dragged = (first, max(last, first + 1))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._press is None:
            return
        dragged, self._dragged, self._press = self._dragged, None, None
        if dragged is not None:
            self.region_dragged.emit(*dragged)
        elif self.region is not None and self.region[0] <= self._step(event.position().x()) < self.region[1]:
            self.switched.emit()
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The bar under the mouse."""
        step = self._step(event.position().x())
        self.region_dragged.emit(*bar_span(step, self.scene.downbeat))

    def wheelEvent(self, event: QWheelEvent) -> None:
        wheel(self.viewport, event, event.position().x(), 0)

    def _end_at(self, x: float) -> int | None:
        """0 or 1: the end of the region that lies under the mouse."""
        if self.region is None:
            return None
        near = [abs(x - self.viewport.transform.x_of(step)) for step in self.region]
        end = 0 if near[0] < near[1] else 1
        return end if near[end] <= _GRIP_PX else None

    def _step(self, x: float) -> int:
        return min(max(int(self.viewport.transform.step_at(x)), 0), self.scene.num_steps - 1)

    def _snapped(self, x: float, modifiers: Qt.KeyboardModifier, *, down: bool) -> int:
        """The beat line at or before (``down``) or after the mouse; with Shift the step's."""
        step = self._step(x)
        if not modifiers & Qt.KeyboardModifier.ShiftModifier:
            beats = self.scene.beat[: step + 1].nonzero()[0]
            start = int(beats[-1]) if len(beats) else 0
            after = self.scene.beat[step + 1 :].nonzero()[0]
            stop = step + 1 + int(after[0]) if len(after) else self.scene.num_steps
            return start if down else stop
        return step if down else step + 1
