"""The window without a mouse: every widget has a name for screen readers, and Tab comes to what can be used."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QTabBar,
    QWidget,
)

from core.score import Score
from fractalmidi_studio.dialogs.palette import Palette
from fractalmidi_studio.dialogs.settings import SettingsDialog
from fractalmidi_studio.dialogs.shortcuts import ShortcutsDialog
from fractalmidi_studio.main_window import MainWindow

USABLE = (QAbstractButton, QComboBox, QAbstractSpinBox, QAbstractSlider, QLineEdit, QAbstractItemView, QTabBar)
CANVAS = ("rollView", "ruler", "keyboard", "profilePanel", "loopStrip")


def spoken_name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def usable(top: QWidget) -> list[QWidget]:
    found = []
    for widget in top.findChildren(QWidget):
        inner = widget.objectName().startswith("qt_") or isinstance(widget, QScrollBar)
        parent = widget.parent()  # a box has a field, and a list within a frame
        of_box = isinstance(parent, QComboBox | QAbstractSpinBox | QLineEdit) or isinstance(parent.parent(), QComboBox)
        of_list = type(widget).__name__ in ("QHeaderView", "QTableCornerButton")
        if not (inner or of_box or of_list) and (isinstance(widget, USABLE) or widget.objectName() in CANVAS):
            found.append(widget)
    return found


def nameless(top: QWidget) -> list[str]:
    return [f"{type(w).__name__} {w.objectName()}" for w in usable(top) if not spoken_name(w)]


def test_every_widget_has_a_name_for_screen_readers(window: MainWindow, piece: Score) -> None:
    window.desk.welcome.open_page()
    assert len(usable(window)) > 50
    assert not "\n".join(nameless(window))
    for dialog in (
        Palette(window, []),
        ShortcutsDialog(window, window.actions_by_name),
        SettingsDialog(
            window, window.settings, window.desk.appearance, window.actions_by_name, window.recent.clear, lambda: None
        ),
    ):
        assert not "\n".join(nameless(dialog))


def test_tab_comes_to_everything_that_can_be_used(window: MainWindow, piece: Score) -> None:
    reached: set[QWidget] = set()
    window.view.setFocus()
    start: QWidget = window.view
    while (focus := window.focusWidget()) not in reached and focus is not None:
        reached.add(focus)
        window.focusNextChild()
    missed = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in usable(window)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget not in reached and not isinstance(widget.parent(), QTabBar)
    ]  # fmt: skip
    assert start in reached and not "\n".join(missed)


@pytest.mark.parametrize("kind", [QComboBox, QAbstractSpinBox, QAbstractSlider], ids=lambda kind: kind.__name__)
def test_no_field_of_the_window_is_for_the_mouse_alone(window: MainWindow, piece: Score, kind: type[QWidget]) -> None:
    for widget in window.findChildren(kind):
        if not isinstance(widget, QScrollBar) and not widget.objectName().startswith("qt_"):
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, widget.objectName()
