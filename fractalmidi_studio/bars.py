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
    QWidget,
)

from fractalmidi_studio.actions import Actions
from fractalmidi_studio.commands import MENUS, ROWS, Submenu
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.widgets import named


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


WORDS_FROM_PX = 1440  # a narrower window shows icons alone, so that all of them stay in sight


class MainToolbar(QToolBar):
    """Words beside the icons where there is room for them."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = event.size().width() >= WORDS_FROM_PX
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if wide else Qt.ToolButtonStyle.ToolButtonIconOnly
        if style != self.toolButtonStyle():
            self.setToolButtonStyle(style)
        super().resizeEvent(event)


_LEFT = (
    "open", "save", None, "undo", "redo", None, "tool_hand", "tool_rectangle", "tool_brush", "BRUSH",
    "erase", "clear_hole", "invert_hole", None, "fit", None,
)  # fmt: skip


def make_toolbar(window: QMainWindow, actions: Actions) -> BrushSize:
    main = named(MainToolbar(tr("Tool Bar")), "mainToolbar")
    main.setMovable(False)
    main.setIconSize(QSize(18, 18))
    main.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    main.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    window.addToolBar(main)
    brush = BrushSize()
    for name in _LEFT:
        if name is None:
            main.addSeparator()
        elif name == "BRUSH":
            main.addWidget(brush)
        else:
            main.addAction(actions[name])
    for name in actions:
        button = main.widgetForAction(actions[name])
        if button is not None:
            button.setObjectName(f"{name}Button")
    return brush
