"""Keys between fields, buttons and the player.

Number fields do not swallow the player's keys, and the wheel does not change them in passing.  Space and Return press a
button that was reached with Tab; a click with the mouse leaves the focus, so that Space goes on playing.  Home, End and
the arrows move the slider or list that has the focus, and neither the playhead nor notes.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QSlider, QWidget

from fractalmidi_studio.widgets import TEXT_MARGINS

_COMMIT = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PRESS = (Qt.Key.Key_Space, *_COMMIT)
_MOVE = (
    Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down,
)  # fmt: skip


class FieldKeys(QObject):
    """Space and letters go to the window's shortcuts; Return takes the number and gives the focus back."""

    def __init__(self, panel: QWidget, give_focus_back: Callable[[], None]) -> None:
        super().__init__(panel)
        self._give_back = give_focus_back
        for spin in panel.findChildren(QAbstractSpinBox):
            spin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            spin.installEventFilter(self)
            spin.lineEdit().installEventFilter(self)
            spin.lineEdit().setTextMargins(*TEXT_MARGINS)
        for kind in (QComboBox, QSlider):
            for widget in panel.findChildren(kind):
                widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                widget.installEventFilter(self)
        for button in panel.findChildren(QAbstractButton):
            if button.focusPolicy() != Qt.FocusPolicy.NoFocus:
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                button.installEventFilter(self)
        for view in panel.findChildren(QAbstractItemView):
            above = view.parent()
            if above is None or not isinstance(above.parent(), QComboBox):  # its list sees to Return itself, earlier
                view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()  # the panel scrolls instead
            return True
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _moves(watched, event):
            event.accept()
            return True
        if isinstance(watched, QAbstractButton | QAbstractItemView) and isinstance(event, QKeyEvent):
            return self._on_press(watched, kind, event)
        is_number = isinstance(watched, QAbstractSpinBox) or isinstance(watched.parent(), QAbstractSpinBox)
        if is_number and isinstance(event, QKeyEvent):
            return self._on_key(kind, event)
        return False

    def _on_press(self, watched: QWidget, kind: QEvent.Type, event: QKeyEvent) -> bool:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if not plain or event.key() not in _PRESS:
            return False
        if kind == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if kind == QEvent.Type.KeyPress and event.key() in _COMMIT and isinstance(watched, QAbstractButton):
            watched.click()
            return True
        return False

    def _on_key(self, kind: QEvent.Type, event: QKeyEvent) -> bool:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        commit = event.key() in _COMMIT and plain
        if kind == QEvent.Type.ShortcutOverride:
            if commit:
                event.accept()
                return True
            if plain and (event.text().isalpha() or event.key() == Qt.Key.Key_Space):
                event.ignore()
                return True
        if kind == QEvent.Type.KeyPress and commit:
            self._give_back()  # losing the focus takes the number
            return True
        return False


def _moves(watched: QObject, event: QKeyEvent) -> bool:
    """Whether the key is one by which a slider, a list or a choice is moved."""
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    return plain and event.key() in _MOVE and isinstance(watched, QSlider | QComboBox | QAbstractItemView)
