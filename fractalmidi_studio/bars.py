"""Menus and toolbars, put together from the actions."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
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
from fractalmidi_studio.widgets import named


def make_menus(window: QMainWindow, actions: dict[str, QAction]) -> dict[str, QMenu]:
    """Menus by name; ``recent`` and ``demo`` are filled by the window."""
    bar = window.menuBar()
    bar.setObjectName("menuBar")
    menus: dict[str, QMenu] = {}

    def menu(name: str, text: str, *entries: str | None) -> QMenu:
        made = bar.addMenu(text)
        made.setObjectName(f"{name}Menu")
        made.setToolTipsVisible(True)
        menus[name] = made
        for entry in entries:
            if entry is None:
                made.addSeparator()
            else:
                made.addAction(actions[entry])
        return made

    file = menu("file", "&File", "new", "open")
    menus["recent"] = file.addMenu("Open Recent")
    menus["demo"] = file.addMenu("Demo Pieces")
    file.addSeparator()
    file.addActions([actions["save"], actions["save_as"]])
    menus["export"] = file.addMenu("Export")
    menus["export"].addActions([actions[f"export_{kind}"] for kind in ("midi", "gif")])
    file.addSeparator()
    file.addAction(actions["quit"])
    for name in ("recent", "demo", "export"):
        menus[name].setObjectName(f"{name}Menu")
    menu("edit", "&Edit")
    menu(
        "hole", "H&ole", "tool_hand", "tool_rectangle", "tool_brush", None, "erase", "brush_smaller", "brush_larger",
        None, "hole_all", "clear_hole", "invert_hole",
    )  # fmt: skip
    menu("run", "&Run", "inpaint", "generate", "continue", None, "cancel")
    menu("play", "&Play", "play", "rewind", "panic", None, "follow")
    menu("view", "&View", "fit", "zoom_in", "zoom_out")
    menu("help", "&Help", "keys", "about")
    return menus


class BrushSize(QWidget):
    """The brush's size in cells, with its word."""

    def __init__(self) -> None:
        super().__init__()
        self.spin = named(QSpinBox(), "brushSize")
        self.spin.setRange(1, 32)
        self.spin.setValue(5)
        self.spin.setSuffix(" cells")
        self.spin.setFixedWidth(88)
        self.spin.setToolTip("Size of the brush  ([ and ])")
        self.spin.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(QLabel("Size"))
        row.addWidget(self.spin)


class OutputChooser(QComboBox):
    """Where the music goes.  Keeps the choice while ports come and go."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("outputBox")
        self.setFixedWidth(190)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setToolTip("Where the music is played: a MIDI port, a virtual port, or the built-in synth")
        self.addItem("Starting the player")
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
            self.addItem("No output")
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


def make_toolbars(window: QMainWindow, actions: dict[str, QAction]) -> tuple[BrushSize, OutputChooser]:
    main = named(MainToolbar("Tools"), "mainToolbar")
    main.setMovable(False)
    main.setIconSize(QSize(18, 18))
    main.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    main.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    window.addToolBar(main)
    for name in ("open", "save", None, "undo", "redo", None, "tool_hand", "tool_rectangle", "tool_brush"):
        main.addSeparator() if name is None else main.addAction(actions[name])
    brush = BrushSize()
    main.addWidget(brush)
    for name in ("erase", "clear_hole", "invert_hole", None, "fit", None):
        main.addSeparator() if name is None else main.addAction(actions[name])
    stretch = QWidget()
    stretch.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    main.addWidget(stretch)
    for name in ("rewind", "play"):
        main.addAction(actions[name])
    chooser = OutputChooser()
    main.addWidget(chooser)
    for action in actions.values():
        button = main.widgetForAction(action)
        if button is not None:
            button.setObjectName(action.objectName().replace("Action", "Button"))
    short = {"clear_hole": "Clear", "invert_hole": "Invert", "fit": "Fit", "open": "Open", "rewind": "Start"}
    for name, text in short.items():
        actions[name].setIconText(text)
    # A button that changes its word must not push its neighbours about.
    play = main.widgetForAction(actions["play"])
    if isinstance(play, QToolButton):
        main.toolButtonStyleChanged.connect(
            lambda style: play.setMinimumWidth(76 if style != Qt.ToolButtonStyle.ToolButtonIconOnly else 0)
        )
        play.setMinimumWidth(76)
    return brush, chooser
