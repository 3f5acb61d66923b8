"""Every command of the window in one table: name, words, icon, key, tip.  Menus and toolbars are made of it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QUndoStack

from fractalmidi_studio.icons import icon
from fractalmidi_studio.tools import TOOLS


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    checkable: bool = False


COMMANDS = (
    Command("new", "New", ("Ctrl+N",), "new", "Start an empty piece"),
    Command("open", "Open…", ("Ctrl+O",), "open", "Open a MIDI file (or drop one on the window)"),
    Command("save", "Save", ("Ctrl+S",), "save", "Save the piece as a MIDI file"),
    Command("save_as", "Save As…", ("Ctrl+Shift+S",), "", "Save the piece under another name"),
    Command("export_midi", "MIDI file…", ("Ctrl+Shift+E",)),
    Command("export_gif", "Last run as GIF…", (), "", "The last run, coarse to fine, as an animation"),
    Command("quit", "Quit", ("Ctrl+Q",)),
    Command("clear_hole", "Clear Hole", ("Ctrl+D",), "clear", "Take the whole hole away; the music stays"),
    Command("invert_hole", "Invert Hole", ("Ctrl+Shift+I",), "invert", "Swap painted and kept"),
    Command("hole_all", "Paint All", ("Ctrl+A",), "", "Paint every cell of the piece"),
    Command(
        "erase", "Erase", ("E",), "erase", "The tools take cells out of the hole (also: right button or Alt)", True
    ),
    Command("brush_smaller", "Smaller Brush", ("[",)),
    Command("brush_larger", "Larger Brush", ("]",)),
    Command("play", "Play", ("Space",), "play", "Play from the playhead, or stop"),
    Command("rewind", "Return to Start", ("Return", "Enter", "Home"), "start", "Playhead to the beginning"),
    Command("panic", "Silence All Notes", ("Ctrl+.",), "", "Ends every note that still sounds"),
    Command("follow", "Follow the Playhead", ("F",), "", "Turn the page while playing", True),
    Command("fit", "Fit to Notes", ("Ctrl+0",), "fit", "Show all notes in the window"),
    Command("zoom_in", "Zoom In", ("Ctrl++", "Ctrl+=")),
    Command("zoom_out", "Zoom Out", ("Ctrl+-",)),
    Command("inpaint", "Inpaint", ("Ctrl+I", "Ctrl+Return", "Ctrl+Enter"), "inpaint", "Write the painted part anew"),
    Command("generate", "Generate", ("Ctrl+G",), "generate", "Write the visible window anew"),
    Command("continue", "Continue", ("Ctrl+E",), "continue", "Write the next bars"),
    Command("cancel", "Cancel Run", ("Esc",), "cancel", "Stop the run and keep the music as it was"),
    Command("about", "About FractalMIDI Studio"),
    Command("keys", "Mouse and Keys", ("F1",)),
)


def make_actions(parent: QObject, history: QUndoStack) -> dict[str, QAction]:
    """The actions by name; tools are there as ``tool_NAME``, exclusive."""
    actions = {command.name: _made(command, parent) for command in COMMANDS}
    group = QActionGroup(parent)
    for tool in TOOLS.values():
        command = Command(f"tool_{tool.name}", tool.label, (tool.shortcut,), tool.name, tool.tip, True)
        actions[command.name] = _made(command, parent)
        actions[command.name].setData(tool.name)
        group.addAction(actions[command.name])
    for name, made, keys in (
        ("undo", history.createUndoAction(parent, "Undo"), ("Ctrl+Z",)),
        ("redo", history.createRedoAction(parent, "Redo"), ("Ctrl+Shift+Z", "Ctrl+Y")),
    ):
        made.setObjectName(f"{name}Action")
        made.setIcon(icon(name))
        made.setIconText(name.capitalize())
        made.setShortcuts([QKeySequence(key) for key in keys])
        actions[name] = made
    return actions


def _made(command: Command, parent: QObject) -> QAction:
    action = QAction(command.text, parent)
    action.setObjectName(f"{command.name}Action")
    action.setShortcuts([QKeySequence(keys) for keys in command.keys])
    action.setCheckable(command.checkable)
    if command.icon:
        action.setIcon(icon(command.icon))
    keys = f"  ({command.keys[0]})" if command.keys else ""
    action.setToolTip(f"{command.tip or command.text.rstrip('…')}{keys}")
    return action
