"""The table of commands: each is in a menu, does something, and no two want the same key."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import SIGNAL
from PySide6.QtGui import QKeySequence

from core.export import EXPORTERS
from core.midi_file import MIDI_SUFFIXES
from fractalmidi_studio.commands import COMMANDS, ROWS, Submenu
from fractalmidi_studio.icons import RESOURCES
from fractalmidi_studio.main_window import MainWindow


def test_every_command_is_carried_out_by_somebody(window: MainWindow) -> None:
    for name in COMMANDS:
        action = window.actions_by_name[name]
        receivers = action.receivers(SIGNAL("triggered(bool)")) + action.receivers(SIGNAL("toggled(bool)"))
        assert receivers, f"{name} does nothing"


def test_every_command_is_in_its_menu(window: MainWindow) -> None:
    for name, command in COMMANDS.items():
        assert window.actions_by_name[name] in window.menus[command.menu].actions(), name


def test_the_usual_keys_do_not_clash() -> None:
    keys = Counter(QKeySequence(key).toString() for command in COMMANDS.values() for key in command.keys)
    assert not [key for key, count in keys.items() if count > 1]
    assert "" not in keys, "a key is misspelt"


def test_every_command_has_a_tip_and_its_icon_is_there() -> None:
    for command in COMMANDS.values():
        assert command.tip, command.name
        assert not command.icon or (RESOURCES / "icons" / f"{command.icon}.svg").exists(), command.icon


def test_each_export_format_is_a_command() -> None:
    for suffix in EXPORTERS:
        assert suffix in MIDI_SUFFIXES or f"export{suffix[1:].capitalize()}" in COMMANDS


def test_submenus_are_filled(window: MainWindow) -> None:
    for row in ROWS:
        if isinstance(row, Submenu):
            assert window.menus[row.name].actions(), row.name


def test_docks_follow_their_command(window: MainWindow) -> None:
    action, dock = window.actions_by_name["panel_generate"], window.panels.docks["generate"]
    assert action.isChecked() and dock.isVisible()
    action.trigger()
    assert not dock.isVisible()
    action.trigger()
    assert dock.isVisible() and action.isChecked()
    dock.close()
    assert not action.isChecked()
