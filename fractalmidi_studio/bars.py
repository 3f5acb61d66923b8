"""Menus and toolbars, put together from the table of commands."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QSizePolicy,
    QSpinBox,
    QToolBar,
    QToolButton,
    QWidget,
)

from core.playback.ports import Output
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


class OutputChooser(QComboBox):
    """Where the music goes.  Keeps the choice while ports come and go."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("outputBox")
        self.setFixedWidth(190)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setToolTip(tr("Where the music is played: a MIDI port, a virtual port, or the built-in synth"))
        self.addItem(tr("Starting the player"))
        self.setEnabled(False)
        self.wanted = ""

    def set_outputs(self, outputs: list[Output]) -> None:
        self.blockSignals(True)
        self.clear()
        for output in outputs:
            self.addItem(output.name, output)
        names = [output.name for output in outputs]
        synths = [i for i, output in enumerate(outputs) if str(output.kind) == "synth"]
        if self.wanted in names:
            self.setCurrentIndex(names.index(self.wanted))
        elif synths:
            self.setCurrentIndex(synths[0])
        self.setEnabled(bool(outputs))
        if not outputs:
            self.addItem(tr("No output"))
        self.blockSignals(False)

    def output(self) -> Any:
        return self.currentData()


WORDS_FROM_PX = 1440  # a narrower window shows icons alone, so that Play and the output stay in sight


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
_RIGHT = ("rewind", "play")


def make_toolbars(window: QMainWindow, actions: Actions) -> tuple[BrushSize, OutputChooser]:
    main = named(MainToolbar(tr("Tool Bar")), "mainToolbar")
    main.setMovable(False)
    main.setIconSize(QSize(18, 18))
    main.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    main.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    window.addToolBar(main)
    brush, chooser = BrushSize(), OutputChooser()
    for name in _LEFT:
        if name is None:
            main.addSeparator()
        elif name == "BRUSH":
            main.addWidget(brush)
        else:
            main.addAction(actions[name])
    stretch = QWidget()
    stretch.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    main.addWidget(stretch)
    for name in _RIGHT:
        main.addAction(actions[name])
    main.addWidget(chooser)
    for name in actions:
        button = main.widgetForAction(actions[name])
        if button is not None:
            button.setObjectName(f"{name}Button")
    # A button that changes its word must not push its neighbours about.
    play = main.widgetForAction(actions["play"])
    if isinstance(play, QToolButton):
        main.toolButtonStyleChanged.connect(
            lambda style: play.setMinimumWidth(76 if style != Qt.ToolButtonStyle.ToolButtonIconOnly else 0)
        )
        play.setMinimumWidth(76)
    return brush, chooser
