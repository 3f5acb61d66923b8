"""Menus and toolbars, put together from the actions."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLabel, QMainWindow, QMenu, QSizePolicy, QSpinBox, QToolBar, QWidget

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
    menus["export"].addActions([actions[f"export_{kind}"] for kind in ("midi", "gif", "png", "wav")])
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
        from PySide6.QtWidgets import QHBoxLayout

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


def make_toolbars(window: QMainWindow, actions: dict[str, QAction]) -> tuple[BrushSize, OutputChooser]:
    def bar(name: str, title: str) -> QToolBar:
        made = QToolBar(title)
        made.setObjectName(name)
        made.setMovable(False)
        made.setIconSize(QSize(18, 18))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        window.addToolBar(made)
        return made

    main = bar("mainToolbar", "Tools")
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
    main.widgetForAction(actions["play"]).setMinimumWidth(76)
    return brush, chooser
