"""Small helpers for making widgets."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QDialog, QFrame, QPushButton, QScrollArea, QWidget

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
