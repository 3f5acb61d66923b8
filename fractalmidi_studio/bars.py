"""Menus and toolbars, put together from the table of commands."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QSpinBox,
    QToolBar,
    QToolButton,
    QWidget,
)

from fractalmidi_studio.actions import Actions
from fractalmidi_studio.commands import MENUS, ROWS, Submenu
from fractalmidi_studio.i18n import later, tr
from fractalmidi_studio.note_settings import NoteSettings
from fractalmidi_studio.panels.note_bar import NoteBar
from fractalmidi_studio.tools import FAMILIES, TOOLS
from fractalmidi_studio.widgets import bar_button, named, show_rest_button


def make_menus(window: QMainWindow, actions: Actions) -> dict[str, QMenu]:
    """Menus by name, in the order of the table; ``recent`` and ``demo`` are filled by the window."""
    bar = window.menuBar()
    bar.setObjectName("menuBar")
    menus: dict[str, QMenu] = {}
    for name, text in MENUS.items():
        menus[name] = bar.addMenu(tr(text))
    for row in ROWS:
        parent = menus[row.menu]
        if row.line_above:
            parent.addSeparator()
        if isinstance(row, Submenu):
            menus[row.name] = parent.addMenu(tr(row.text))
        else:
            parent.addAction(actions[row.name])
    for name, menu in menus.items():
        menu.setObjectName(f"{name}Menu")
        menu.setToolTipsVisible(True)
    return menus


class BrushSize(QWidget):
    """The brush's size in cells, with its word."""

    def __init__(self) -> None:
        super().__init__()
        self.spin = named(QSpinBox(), "brushSize")
        self.spin.setRange(1, 32)
        self.spin.setValue(5)
        self.spin.setSuffix(tr(" cells"))
        self.spin.setFixedWidth(88)
        self.spin.setToolTip(tr("Size of the brush in cells"))
        self.spin.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(QLabel(tr("Size")))
        row.addWidget(self.spin)


_MAIN = ("open", "save", None, "undo", "redo", None, "fit", None)
_TOOLS = (
    "view", None, "notes", NoteBar, None, "hole", BrushSize, "erase", "clear_hole", "invert_hole",
)  # fmt: skip
_ICONS_ALONE = ("tool_hand", "tool_zoom", "erase", "clear_hole", "invert_hole")  # so that the tools keep their words
_FAMILY_WORDS = {"notes": later("Notes"), "hole": later("Hole")}


def make_main_bar(window: QMainWindow, actions: Actions) -> None:
    """Files and history, as icons that everybody knows; the transport stands in the same row."""
    bar = QToolBar(tr("Main Bar"))
    _settle(bar, "mainToolbar")
    window.addToolBar(bar)
    for name in _MAIN:
        bar.addSeparator() if name is None else bar.addAction(actions[name])
    _name_buttons(bar, actions)


class ToolRow(QToolBar):
    """Words beside the icons of the tools where there is room for all of them."""

    _words_px = 0  # width that it takes with words

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.toolButtonStyleChanged.connect(lambda _style: self.settle())

    def settle(self) -> None:
        for name in _ICONS_ALONE:
            button = self.findChild(QToolButton, f"{name}Button")
            if button is not None:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon:
            self._words_px = self.sizeHint().width()
        wide = event.size().width() >= self._words_px
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if wide else Qt.ToolButtonStyle.ToolButtonIconOnly
        if style != self.toolButtonStyle():
            self.setToolButtonStyle(style)
        super().resizeEvent(event)


def make_tool_row(window: QMainWindow, actions: Actions, settings: NoteSettings) -> BrushSize:
    """The tools, family by family, each with what it needs."""
    row = ToolRow(tr("Tool Bar"))
    _settle(row, "toolsToolbar")
    row.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    window.addToolBarBreak()
    window.addToolBar(row)
    brush = BrushSize()
    for entry in _TOOLS:
        if entry is None:
            row.addSeparator()
        elif entry is NoteBar:
            row.addWidget(NoteBar(settings))
        elif entry is BrushSize:
            row.addWidget(brush)
        elif entry in FAMILIES:
            if entry in _FAMILY_WORDS:
                row.addWidget(_family_label(tr(_FAMILY_WORDS[str(entry)])))
            row.addActions([actions[f"tool_{tool.name}"] for tool in TOOLS.values() if tool.family == entry])
        else:
            row.addAction(actions[str(entry)])
    _name_buttons(row, actions)
    row.settle()
    return brush


def _settle(bar: QToolBar, name: str) -> None:
    bar.setObjectName(name)
    bar.setMovable(False)
    bar.setIconSize(QSize(18, 18))
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    show_rest_button(bar)


def _name_buttons(bar: QToolBar, actions: Actions) -> None:
    for name in actions:
        bar_button(bar, actions[name], f"{name}Button")


def _family_label(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("soft", True)
    label.setContentsMargins(6, 0, 4, 0)
    return label
