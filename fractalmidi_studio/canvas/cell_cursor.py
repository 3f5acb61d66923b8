"""A cursor on the roll for the keyboard: arrows move it from cell to cell, Return presses and lets go the chosen tool.

It is a second mouse: what it does reaches the roll as mouse events at the middle of a cell, so that every tool can be
used without a mouse, the tools of notes as well as those of the hole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication

from core.roll import NUM_PITCHES
from fractalmidi_studio.canvas.layers import cell_rect
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.names import bar_span, pitch_name, position_name
from fractalmidi_studio.theme import colours

if TYPE_CHECKING:
    from fractalmidi_studio.canvas.view import RollView

_MARGIN_PX, _LEAST_STEP_PX = 48, 8.0
_LEFT, _RIGHT, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.NoButton
_PRESS_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ERASE_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_WAYS = {  # step, pitch
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
    Qt.Key.Key_PageUp: (0, 12),
    Qt.Key.Key_PageDown: (0, -12),
}
_OTHERS = (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Escape)


class CellCursor(QObject):
    """``step`` and ``pitch`` of the cell; off until it is switched on."""

    switched = Signal(bool)

    def __init__(self, view: RollView) -> None:
        super().__init__(view)
        self._view = view
        self.is_on = False
        self.step, self.pitch = 0, 60
        self.is_pressed = False
        self._keys = Qt.KeyboardModifier.NoModifier  # of the press
        view.installEventFilter(self)

    def switch(self, on: bool) -> None:
        """On: in the middle of what is seen, unless it already stands in sight."""
        if on == self.is_on:
            return
        view = self._view
        self.is_on = on
        if on:
            port = view.viewport
            if port.transform.step_px < _LEAST_STEP_PX:
                port.zoom_time(_LEAST_STEP_PX / port.transform.step_px, port.width / 2)
            if not view.rect().contains(self._rect()):
                t = port.transform
                self.step = max(0, min(view.scene.num_steps - 1, int(t.step_at(port.width / 2))))
                self.pitch = max(0, min(NUM_PITCHES - 1, t.pitch_at(port.height / 2)))
            view.setFocus()
            self._show()
        else:
            self._let_go(cancel=True)
            view.setAccessibleDescription("")
        view.update()
        self.switched.emit(on)

    def paint(self, painter: QPainter) -> None:
        if self.is_on:
            ink, rect = colours(), self._rect()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(ink.hole_under), 4))
            painter.drawRect(rect)
            painter.setPen(QPen(QColor(ink.accent), 2))
            painter.drawRect(rect)

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self.is_on or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and self._is_ours(event):
            event.accept()  # not the shortcuts that these keys usually are
            return True
        return event.type() == QEvent.Type.KeyPress and self._is_ours(event) and self._on_key(event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = event.key()
        return key in _WAYS or (not ctrl and key in (*_PRESS_KEYS, *_ERASE_KEYS, *_OTHERS))

    def _on_key(self, event: QKeyEvent) -> bool:
        key, ctrl = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in _WAYS:
            step, pitch = _WAYS[key]
            self._move(step, pitch, far=ctrl)
        elif key in _PRESS_KEYS:
            if self.is_pressed:
                self._let_go()
            else:
                self._press(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
        elif key in _ERASE_KEYS:
            self._let_go()
            self._send(QEvent.Type.MouseButtonPress, _RIGHT, _RIGHT)
            self._send(QEvent.Type.MouseButtonRelease, _RIGHT, _NONE)
        elif key == Qt.Key.Key_Escape:
            if self.is_pressed:
                self._let_go(cancel=True)
            else:
                self.switch(False)
        else:
            self._go(0 if key == Qt.Key.Key_Home else self._view.scene.num_steps - 1, self.pitch)
        return True

    def _move(self, step: int, pitch: int, far: bool) -> None:
        """``far``: to the next bar line, or by an octave."""
        if far and step:
            scene = self._view.scene
            start, stop = bar_span(self.step, scene.downbeat)
            if step > 0:
                self._go(stop, self.pitch)
            else:
                self._go(start if start < self.step else bar_span(max(0, start - 1), scene.downbeat)[0], self.pitch)
        else:
            self._go(self.step + step, self.pitch + pitch * (12 if far and abs(pitch) == 1 else 1))

    def _go(self, step: int, pitch: int) -> None:
        self.step = max(0, min(self._view.scene.num_steps - 1, step))
        self.pitch = max(0, min(NUM_PITCHES - 1, pitch))
        self._show()
        self._send(QEvent.Type.MouseMove, _NONE, _LEFT if self.is_pressed else _NONE)

    # The second mouse

    def _press(self, keys: Qt.KeyboardModifier) -> None:
        self._keys, self.is_pressed = keys, True
        self._send(QEvent.Type.MouseButtonPress, _LEFT, _LEFT)

    def _let_go(self, cancel: bool = False) -> None:
        if not self.is_pressed:
            return
        self.is_pressed = False
        if cancel:
            self._view.cancel_stroke()
        else:
            self._send(QEvent.Type.MouseButtonRelease, _LEFT, _NONE)
        self._keys = Qt.KeyboardModifier.NoModifier

    def _send(self, kind: QEvent.Type, button: Qt.MouseButton, buttons: Qt.MouseButton) -> None:
        at = self._pixel()
        QApplication.sendEvent(
            self._view, QMouseEvent(kind, at, self._view.mapToGlobal(at), button, buttons, self._keys)
        )

    def _pixel(self) -> QPointF:
        """Right of the middle: a note that is drawn up to here takes the whole cell."""
        t = self._view.viewport.transform
        return QPointF(t.x_of(self.step) + 0.6 * t.step_px, t.y_of(self.pitch) + t.pitch_px / 2)

    # What is seen and said

    def _rect(self) -> QRect:
        t = self._view.viewport.transform
        return cell_rect(t, (self.pitch, self.step, self.pitch + 1, self.step + 1))

    def _show(self) -> None:
        """Bring the cell into sight, and say what it is."""
        view, rect = self._view, self._rect()
        port = view.viewport
        dx = min(0, rect.left() - _MARGIN_PX) + max(0, rect.right() + _MARGIN_PX - port.width)
        dy = min(0, rect.top() - _MARGIN_PX) + max(0, rect.bottom() + _MARGIN_PX - port.height)
        if dx or dy:
            port.scroll(dx, dy)
        scene = view.scene
        words = [pitch_name(self.pitch), position_name(self.step, scene.downbeat, scene.beat)]
        velocity = int(scene.roll.velocity[self.pitch, self.step])
        if velocity:
            words.append(tr("note, velocity {velocity}").format(velocity=velocity))
        if scene.hole[self.pitch, self.step]:
            words.append(tr("in the hole"))
        view.setAccessibleDescription(", ".join(words))
        QAccessible.updateAccessibility(QAccessibleEvent(view, QAccessible.Event.DescriptionChanged))
        view.update()
