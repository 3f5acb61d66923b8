"""Piano keys left of the roll: a press sounds, a drag keeps the hole to the pitches it covers."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from core.render import BLACK_KEY
from core.roll import NUM_PITCHES
from fractalmidi_studio.canvas.view import wheel
from fractalmidi_studio.canvas.viewport import Viewport
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.names import pitch_name
from fractalmidi_studio.theme import colours

WIDTH = 64


class Keyboard(QWidget):
    key_pressed = Signal(int)  # pitch
    pitches_dragged = Signal(int, int)  # low, high, both included
    pitches_selected = Signal(int, int, bool)  # low, high, add to the selection

    def __init__(self, viewport: Viewport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keyboard")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFixedWidth(WIDTH)
        self.setToolTip(
            tr(
                "Press a key to hear it. Shift selects all notes of the key, Ctrl adds them. "
                "Drag over keys to keep the hole to those pitches."
            )
        )
        self.setAccessibleName(tr("Piano keys"))
        self.viewport = viewport
        self.hovered: int | None = None
        self._press: int | None = None
        self._pitch: int | None = None
        self._selects: tuple[bool, bool] = (False, False)  # Shift, Ctrl at the press
        viewport.changed.connect(self.update)

    def set_hovered(self, pitch: int | None) -> None:
        if pitch != self.hovered:
            self.hovered = pitch
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = colours()
        separator = QColor(ink.key_line)
        painter.fillRect(self.rect(), QColor(ink.key_white))
        t = self.viewport.transform
        low, high = t.visible_pitches(self.height())
        font = QFont(self.font())
        font.setPixelSize(max(9, min(12, int(t.pitch_px * 1.5))))
        painter.setFont(font)
        black_width = int(WIDTH * 0.6)
        for pitch in range(low, high):
            top, bottom = int(t.y_of(pitch) + 0.5), int(t.y_of(pitch - 1) + 0.5)
            row = QRect(0, top, WIDTH, max(1, bottom - top))
            if BLACK_KEY[pitch]:
                painter.setPen(separator)
                middle = (top + bottom) // 2
                painter.drawLine(black_width, middle, WIDTH, middle)
                painter.fillRect(QRect(0, top, black_width, row.height()), QColor(ink.key_black))
            elif pitch % 12 in (0, 5):  # no black key below C and F
                painter.setPen(separator)
                painter.drawLine(0, bottom - 1, WIDTH, bottom - 1)
            if pitch == self.hovered or self._in_drag(pitch):
                lit = QColor(ink.accent)
                lit.setAlpha(190)
                painter.fillRect(row, lit)
        painter.setPen(QColor(ink.key_label))
        for pitch in range(low - low % 12, high, 12):
            bottom = int(t.y_of(pitch - 1) + 0.5)
            label = QRect(black_width, bottom - 15, WIDTH - black_width - 3, 15)
            painter.drawText(label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, pitch_name(pitch))
        painter.end()

    def _in_drag(self, pitch: int) -> bool:
        if self._press is None or self._pitch is None:
            return False
        return min(self._press, self._pitch) <= pitch <= max(self._press, self._pitch)

    def _at(self, y: float) -> int:
        return min(max(self.viewport.transform.pitch_at(y), 0), NUM_PITCHES - 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._press = self._pitch = self._at(event.position().y())
            keys = Qt.KeyboardModifier
            self._selects = bool(event.modifiers() & keys.ShiftModifier), bool(event.modifiers() & keys.ControlModifier)
            self.key_pressed.emit(self._press)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is None:
            return
        pitch = self._at(event.position().y())
        if pitch != self._pitch:
            self._pitch = pitch
            self.key_pressed.emit(pitch)
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        low, high = self._press, self._pitch
        self._press = self._pitch = None
        self.update()
        if low is None or high is None:
            return
        if any(self._selects):
            self.pitches_selected.emit(min(low, high), max(low, high), self._selects[1])
        elif low != high:
            self.pitches_dragged.emit(min(low, high), max(low, high))

    def wheelEvent(self, event: QWheelEvent) -> None:
        wheel(self.viewport, event, 0, event.position().y())
