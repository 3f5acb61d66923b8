"""A bar a note under the roll, as high as the note is loud; the mouse draws them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from core.units import STEPS_PER_QUARTER
from fractalmidi_studio.canvas.drawn_notes import PLAIN, SELECTED
from fractalmidi_studio.canvas.keyboard import WIDTH
from fractalmidi_studio.canvas.note_image import note_colours
from fractalmidi_studio.canvas.profile import PROFILE_HEIGHT
from fractalmidi_studio.canvas.view import wheel
from fractalmidi_studio.canvas.viewport import Viewport
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.theme import colours
from fractalmidi_studio.tools.notes import NoteSketch
from fractalmidi_studio.tools.velocity import LOUDEST, Level, VelocityGesture, VelocitySketch, shape

_TOP_PX, _BOTTOM_PX = 18, 5
_MOST_BARS = 3000  # of more, the loudest of each pixel are shown


class VelocityLane(QWidget):
    """``make_sketch`` is set by whoever owns the music; call ``refresh`` when it has changed."""

    finished = Signal(object)  # Change
    heard = Signal(int, int, int)  # pitch, velocity, track index

    def __init__(self, viewport: Viewport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("velocityLane")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFixedHeight(PROFILE_HEIGHT)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(tr("Velocity of each note"))
        self.setToolTip(
            tr(
                "Drag over the bars to draw velocities; Shift makes a straight ramp, Ctrl moves all up or down. "
                "With a selection only its notes change."
            )
        )
        self.viewport = viewport
        self.locked = False
        self.hue_of_track: Callable[[int], int] = lambda _index: 0
        self.make_sketch: Callable[[], NoteSketch] | None = None
        self._sketch: VelocitySketch | None = None  # of the music as it is; made when it is needed
        self._gesture: VelocityGesture | None = None
        self._at = QPoint()  # where the mouse was last seen during it
        viewport.changed.connect(self.update)

    def refresh(self) -> None:
        """The music, the selection or the active track has changed.  A stroke in progress is given up."""
        self.cancel()
        self._sketch = None
        self.update()

    def cancel(self) -> bool:
        if self._gesture is None:
            return False
        self._gesture.close()
        self._gesture = self._sketch = None
        self.update()
        return True

    def _ensure(self) -> VelocitySketch | None:
        if self._sketch is None and self.make_sketch is not None:
            self._sketch = VelocitySketch.of(self.make_sketch())
        return self._sketch

    # Painting

    def y_of(self, velocity: float) -> float:
        return self.height() - _BOTTOM_PX - velocity * (self.height() - _TOP_PX - _BOTTOM_PX) / LOUDEST

    def x_of(self, tick: float) -> float:
        return WIDTH + self.viewport.transform.x_of(tick / self._ticks_per_step)

    @property
    def _ticks_per_step(self) -> float:
        sketch = self._ensure()
        return 1.0 if sketch is None else sketch.notes.score.ticks_per_quarter / STEPS_PER_QUARTER

    def paintEvent(self, _event: QPaintEvent) -> None:
        ink = colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(ink.window))
        painter.setPen(QColor(ink.border))
        painter.drawLine(0, 0, self.width(), 0)
        for velocity in (1, 32, 64, 96, 127):
            y = int(self.y_of(velocity))
            painter.setPen(QColor(ink.row_white if velocity not in (1, 127) else ink.border))
            painter.drawLine(WIDTH, y, self.width(), y)
        painter.setPen(QColor(ink.soft_text))
        for velocity in (1, 64, 127):
            box = QRect(0, int(self.y_of(velocity)) - 9, WIDTH - 8, 18)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(velocity))
        painter.drawText(QRect(WIDTH + 8, 1, 400, 17), Qt.AlignmentFlag.AlignVCenter, tr("Velocity"))
        painter.setClipRect(QRect(WIDTH, 1, self.viewport.width, self.height()))
        sketch = self._ensure()
        if sketch is not None:
            self._paint_bars(painter, sketch)
        painter.end()

    def _paint_bars(self, painter: QPainter, sketch: VelocitySketch) -> None:
        table, t = sketch.notes.table, self.viewport.transform
        x = np.floor(table.rows[:, 0] / self._ticks_per_step * t.step_px - t.scroll_x + 0.5).astype(np.int64)
        rows = np.flatnonzero(sketch.shown & (x > -8) & (x < self.viewport.width + 8))
        # What is selected last, and lower bars before higher ones, so that all of a chord can be seen.
        selected = sketch.movable & table.mask(sketch.notes.selection)
        rows = rows[np.lexsort((-sketch.values[rows], selected[rows]))]
        if len(rows) > _MOST_BARS:
            rows = _loudest_of_pixels(rows, x)
        palette = note_colours(colours())
        hues = [self.hue_of_track(index) for index in range(len(sketch.notes.score.tracks))]
        width = max(2, min(7, int(t.step_px * 0.6)))
        bottom = self.height() - _BOTTOM_PX
        head = QColor(colours().playhead)
        for row in rows.tolist():
            value = float(sketch.values[row])
            hue = hues[int(table.track[row])]
            state = SELECTED if selected[row] else PLAIN
            y = int(self.y_of(value))
            left = WIDTH + int(x[row])
            painter.fillRect(left, y, width, bottom - y, QColor.fromRgb(int(palette[hue, state, round(value)])))
            if selected[row]:
                painter.fillRect(left, y - 1, width, 3, head)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.LanguageChange):
            self.update()
        super().changeEvent(event)

    # Mouse

    def _level(self, position: QPoint, keys: Qt.KeyboardModifier) -> Level:
        t = self.viewport.transform
        share = (self.height() - _BOTTOM_PX - position.y()) / (self.height() - _TOP_PX - _BOTTOM_PX)
        return Level(
            max(0.0, t.step_at(position.x() - WIDTH) * self._ticks_per_step),
            min(max(share * LOUDEST, 1.0), float(LOUDEST)),
            self._ticks_per_step / t.step_px,
            bool(keys & Qt.KeyboardModifier.ShiftModifier),
            bool(keys & Qt.KeyboardModifier.ControlModifier),
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        sketch = self._ensure()
        if event.button() != Qt.MouseButton.LeftButton or sketch is None or self.locked or self._gesture is not None:
            return
        press = self._level(event.position().toPoint(), event.modifiers())
        self._at = event.position().toPoint()
        self._gesture = shape(sketch, press)
        next(self._gesture)
        self._sound(sketch, press)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._gesture is not None:
            self._at = event.position().toPoint()
            self._gesture.send(self._level(self._at, event.modifiers()))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._gesture is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if event.position().toPoint() != self._at:  # the last move may have come together with the release
            self.mouseMoveEvent(event)
        self._gesture.close()
        sketch, self._gesture, self._sketch = self._sketch, None, None
        change = None if sketch is None else sketch.change()
        if change is not None:
            self.finished.emit(change)
        self.update()

    def _sound(self, sketch: VelocitySketch, press: Level) -> None:
        at = np.flatnonzero(sketch.near(press))
        if len(at):
            row = int(at[0])
            pitch, velocity = int(sketch.notes.table.pitch[row]), round(float(sketch.values[row]))
            self.heard.emit(pitch, velocity, int(sketch.notes.table.track[row]))

    def wheelEvent(self, event: QWheelEvent) -> None:
        wheel(self.viewport, event, event.position().x() - WIDTH, 0)


def _loudest_of_pixels(rows: NDArray[np.int64], x: NDArray[np.int64]) -> NDArray[np.int64]:
    """One row a pixel: the first of them, as they are sorted by loudness."""
    _, first = np.unique(x[rows], return_index=True)
    return rows[first]
