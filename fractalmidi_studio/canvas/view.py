"""The roll itself: paints the scene's layers and turns the mouse into strokes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.roll import NUM_PITCHES
from fractalmidi_studio.canvas.cell_cursor import CellCursor
from fractalmidi_studio.canvas.drawn_notes import DrawnNotes
from fractalmidi_studio.canvas.layers import LAYERS, CellImage, Frame, cell_rect
from fractalmidi_studio.canvas.marks import Marks
from fractalmidi_studio.canvas.note_hands import NoteHands
from fractalmidi_studio.canvas.note_image import NoteImage
from fractalmidi_studio.canvas.scene import CellBox, Outline, Scene, outline_of
from fractalmidi_studio.canvas.viewport import Viewport
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.tools import TOOLS, AnyTool
from fractalmidi_studio.tools.base import ADD, INTERSECT, SUBTRACT, Gesture, Point, Sketch
from fractalmidi_studio.tools.notes import NoteTool

WHEEL_ZOOM = 1.2  # a notch of the wheel


class RollView(QWidget):
    """Shows ``scene``; emits the finished stroke as a new hole.  Owns no music."""

    stroke_finished = Signal(object, str)  # Sketch, what was done
    hovered = Signal(int, int)  # step, pitch
    hover_left = Signal()

    def __init__(self, viewport: Viewport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rollView")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 120)
        self.setAccessibleName(tr("Piano roll"))
        self.viewport = viewport
        self.scene = Scene.empty()
        self.tool: AnyTool = TOOLS["rectangle"]
        self.hands = NoteHands(self)
        self.brush_size = 5
        self.hole_mode = ADD  # what a stroke of the hole tools does, unless keys or buttons say otherwise
        self.locked = False  # while a run writes, the hole stays as it is
        self._cells = CellImage()
        self._notes = NoteImage()
        self._outline: Outline = Outline()
        self._sketch: Sketch | None = None
        self._gesture: Gesture | None = None
        self._pan_from: QPoint | None = None
        self._mouse: QPoint | None = None
        self.cell_cursor = CellCursor(self)
        viewport.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(1000, 600)

    # What is shown

    def set_scene(self, scene: Scene) -> None:
        """Show another state of the music.  A stroke in progress is given up."""
        self.cancel_stroke()
        resized = scene.num_steps != self.scene.num_steps
        scene.playhead_step = self.scene.playhead_step
        self.scene = scene
        self._refresh_outline()
        self._cells.invalidate()
        if resized:
            self.viewport.set_num_steps(scene.num_steps)
        self.update()

    def set_hole(self, hole: NDArray[np.bool_]) -> None:
        self.scene.hole = hole
        self._refresh_outline()
        self._cells.invalidate()
        self.update()

    def set_notes(self, notes: DrawnNotes) -> None:
        """Other notes, or the same in other colours, over the same ground."""
        self.hands.cancel()
        self.scene.notes = notes
        self.update()

    def set_marks(self, marks: Marks) -> None:
        self.scene.marks = marks
        self.update()

    def set_playhead(self, step: float) -> None:
        t = self.viewport.transform
        for at in (self.scene.playhead_step, step):
            self.update(QRect(int(t.x_of(at)) - 3, 0, 7, self.height()))
        self.scene.playhead_step = step

    def set_tool(self, tool: AnyTool) -> None:
        self.cancel_stroke()
        self.tool = tool
        self._set_cursor_box(None)
        self._update_shape()

    def _refresh_outline(self) -> None:
        self._outline = outline_of(self.scene.shown_hole)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        frame = Frame(self.scene, self.viewport.transform, event.rect(), self._cells, self._notes, self._outline)
        painter.setClipRect(event.rect())
        for layer in LAYERS:
            layer(painter, frame)
        self.cell_cursor.paint(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.viewport.resize(event.size().width(), event.size().height())

    # Mouse

    def _mode(self, button: Qt.MouseButton, keys: Qt.KeyboardModifier) -> str:
        """What a stroke that begins so does to the hole: Alt or the right button subtract, Alt+Shift intersects."""
        if keys & Qt.KeyboardModifier.AltModifier:
            return INTERSECT if keys & Qt.KeyboardModifier.ShiftModifier else SUBTRACT
        return SUBTRACT if button == Qt.MouseButton.RightButton else self.hole_mode

    def point_at(self, position: QPoint) -> Point:
        """The cell under a pixel, clipped to the piece."""
        t = self.viewport.transform
        step = min(max(int(t.step_at(position.x())), 0), self.scene.num_steps - 1)
        pitch = min(max(t.pitch_at(position.y()), 0), NUM_PITCHES - 1)
        return Point(step, pitch)

    def pixel_of(self, step: int, pitch: int) -> QPoint:
        """The middle of a cell in this widget's pixels."""
        t = self.viewport.transform
        return QPoint(int(t.x_of(step + 0.5)), int(t.y_of(pitch) + t.pitch_px / 2))

    def cancel_stroke(self) -> bool:
        """Give up the stroke that the mouse is drawing; True if there was one."""
        if self.hands.cancel():
            return True
        if self._sketch is None:
            return False
        if self._gesture is not None:
            self._gesture.close()
        self._sketch = self._gesture = None
        self.scene.stroke = None
        self._refresh_outline()
        self._cells.invalidate()
        self.update()
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        button = event.button()
        moves_view = self.tool.gesture is None and button == Qt.MouseButton.LeftButton
        if button == Qt.MouseButton.MiddleButton or moves_view:
            self._pan_from = event.position().toPoint()
            self._update_shape()
            return
        if button not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton) or self._sketch is not None:
            return
        if isinstance(self.tool, NoteTool):
            self.hands.press(self.tool, event.position().toPoint(), button, event.modifiers())
            return
        if self.locked or self.tool.gesture is None:
            return
        mode = self._mode(button, event.modifiers())
        point = self.point_at(event.position().toPoint())
        self._sketch = Sketch.begin(self.scene.hole, self.brush_size, mode)
        self.scene.stroke = self._sketch.mask
        self._gesture = self.tool.gesture(self._sketch, point)
        next(self._gesture)
        self._show_stroke()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if isinstance(self.tool, NoteTool) and event.button() == Qt.MouseButton.LeftButton:
            self.hands.press(self.tool, event.position().toPoint(), event.button(), event.modifiers(), double=True)
        else:
            super().mouseDoubleClickEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.viewport.zoom_time(1 + event.value(), event.position().x())  # two fingers on a touchpad
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        position = event.position().toPoint()
        self._mouse = position
        point = self.point_at(position)
        self.hovered.emit(point.step, point.pitch)
        if self._pan_from is not None:
            delta = self._pan_from - position
            self._pan_from = position
            self.viewport.scroll(delta.x(), delta.y())
        elif self.hands.is_busy:
            self.hands.move(position, event.modifiers())
        elif isinstance(self.tool, NoteTool):
            self.setCursor(self.hands.shape_at(self.tool, position, event.modifiers()))
        elif self._gesture is not None:
            self.scroll_at_edge(position)
            self._gesture.send(point)
            self._show_stroke()
        else:
            self._show_footprint(point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pan_from is not None:
            self._pan_from = None
            self._update_shape()
            return
        if self.hands.is_busy:
            self.hands.release(event.button(), event.position().toPoint(), event.modifiers())
            return
        if self._gesture is None or self._sketch is None:
            return
        if event.buttons() & (Qt.MouseButton.LeftButton | Qt.MouseButton.RightButton):
            return  # one of two buttons is still down
        self._gesture.send(self.point_at(event.position().toPoint()))
        self._gesture.close()
        sketch = self._sketch
        self._sketch = self._gesture = None
        self.scene.stroke = None
        self._set_cursor_box(None)
        self.set_hole(sketch.before)
        words = {SUBTRACT: tr("Erase with {tool}"), INTERSECT: tr("Keep only with {tool}")}.get(
            sketch.mode, tr("Paint with {tool}")
        )
        self.stroke_finished.emit(sketch, words.format(tool=tr(self.tool.label)))

    def scroll_at_edge(self, position: QPoint) -> None:
        """A stroke that leaves the view pulls the music along."""
        dx = min(0, position.x()) + max(0, position.x() - self.width())
        dy = min(0, position.y()) + max(0, position.y() - self.height())
        if dx or dy:
            self.viewport.scroll(max(-40, min(40, dx)), max(-40, min(40, dy)))

    def _show_stroke(self) -> None:
        sketch = self._sketch
        if sketch is None:
            return
        t = self.viewport.transform
        self._refresh_outline()
        for box in sketch.dirty:
            self._cells.invalidate(box)
            self.update(cell_rect(t, box).adjusted(-4, -4, 4, 4))
        sketch.dirty.clear()
        self._set_cursor_box(sketch.cursor)

    def _show_footprint(self, point: Point) -> None:
        if isinstance(self.tool, NoteTool) or self.tool.footprint is None or self.locked:
            self._set_cursor_box(None)
        else:
            self._set_cursor_box(self.tool.footprint(point, self.brush_size, self.scene.num_steps))

    def _set_cursor_box(self, box: CellBox | None) -> None:
        if box == self.scene.cursor:
            return
        for shown in (self.scene.cursor, box):
            if shown is not None:
                self.update(cell_rect(self.viewport.transform, shown).adjusted(-2, -2, 2, 2))
        self.scene.cursor = box

    def _update_shape(self) -> None:
        if self.tool.gesture is None:
            panning = self._pan_from is not None
            self.setCursor(Qt.CursorShape.ClosedHandCursor if panning else Qt.CursorShape.OpenHandCursor)
        else:
            self.setCursor(Qt.CursorShape.CrossCursor)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:  # another theme
            self._cells.invalidate()
            self.update()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.hands.keys_changed(event.modifiers())
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self.hands.keys_changed(event.modifiers())
        super().keyReleaseEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._update_shape()

    def leaveEvent(self, event: QEvent) -> None:
        self._mouse = None
        if self._sketch is None:
            self._set_cursor_box(None)
        self.hover_left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        wheel(self.viewport, event, event.position().x(), event.position().y())


def wheel(viewport: Viewport, event: QWheelEvent, x: float, y: float) -> None:
    """Ctrl zooms time, Ctrl+Shift or Alt zooms pitch, Shift goes sideways; plain goes up and down."""
    ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    delta = event.angleDelta()
    # With Alt held, Qt turns the wheel sideways; whichever axis moved is meant.
    notches = (delta.y() or delta.x()) / 120
    pixels = event.pixelDelta()
    if (ctrl and shift) or alt:
        viewport.zoom_pitch(WHEEL_ZOOM**notches, y)
    elif ctrl:
        viewport.zoom_time(WHEEL_ZOOM**notches, x)
    elif shift:
        viewport.scroll(-notches * viewport.width / 10, 0)
    elif not pixels.isNull():
        viewport.scroll(-pixels.x(), -pixels.y())
    else:
        viewport.scroll(-delta.x() / 120 * viewport.width / 10, -delta.y() / 120 * viewport.transform.pitch_px * 6)
    event.accept()
