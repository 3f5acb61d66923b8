"""Small helpers for making widgets."""

from __future__ import annotations

from functools import partial
from typing import TypeVar

from PySide6.QtCore import SIGNAL, QObject, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QDialog, QFrame, QPushButton, QScrollArea, QToolBar, QToolButton, QWidget
from shiboken6 import isValid

from fractalmidi_studio.icons import icon

TEXT_MARGINS = (5, 0, 0, 0)  # of the text in a number field: the style sheet's padding does not reach it

_W = TypeVar("_W", bound=QObject)


def named(widget: _W, name: str) -> _W:
    """The same widget under a name that tests and style sheets find it by."""
    widget.setObjectName(name)
    return widget


def push_button(name: str, text: str, tip: str, picture: str = "", role: str = "text") -> QPushButton:
    """A button with words, an icon in the theme's colour ``role``, and a tip."""
    button = named(QPushButton(text), name)
    if picture:
        button.setIcon(icon(picture, role))
    button.setToolTip(tip)
    return button


def bar_button(bar: QToolBar, action: QAction, name: str) -> QWidget | None:
    """The button of an action in a tool bar, under a name; None where it has none there.

    Since Qt 6.10 a button connects itself to its action once more at every change of the action, a new word or being
    enabled: over hours that is all that grows.  Each change takes the connections back.
    """
    button = bar.widgetForAction(action)
    if button is not None:
        button.setObjectName(name)
        action.changed.connect(partial(_let_go, action, button))
    return button


def _let_go(action: QAction, button: QWidget) -> None:
    if isValid(button):
        QObject.disconnect(action, SIGNAL("changed()"), button, None)  # type: ignore[call-overload]  # None: any slot


def show_rest_button(bar: QToolBar) -> None:
    """Of the button to what a narrow bar has no room for, Qt's own picture is black in every theme."""
    for button in bar.findChildren(QToolButton, "qt_toolbar_ext_button"):
        button.setIcon(icon("more"))


def ask(dialog: QDialog) -> int:
    """Open a dialog, wait for the answer, and delete it: its parent, the window, would keep it for good."""
    try:
        return dialog.exec()
    finally:
        dialog.deleteLater()


def plain_tip(text: str) -> str:
    """A tool tip of text out of a file: Qt would take markup in it for markup."""
    return GuiQt.convertFromPlainText(text) if GuiQt.mightBeRichText(text) else text


def scrolling(inner: QWidget, name: str) -> QScrollArea:
    """A panel's contents that scroll up and down where they are higher than the panel."""
    scroll = named(QScrollArea(), name)
    scroll.setWidget(inner)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return scroll


def speak_tips(top: QWidget) -> None:
    """Give every widget without words of its own its tool tip as the name that screen readers say."""
    for widget in top.findChildren(QWidget):
        if widget.toolTip() and not widget.accessibleName():
            spoken = QAccessible.queryAccessibleInterface(widget)
            if spoken is not None and not spoken.text(QAccessible.Text.Name):
                widget.setAccessibleName(widget.toolTip())
