"""Everything about the window that is not about music: palette, shortcuts, settings, welcome page, themes, layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from fractalmidi_studio.appearance import Appearance
from fractalmidi_studio.commands import COMMANDS
from fractalmidi_studio.files import demo_pieces
from fractalmidi_studio.panels.welcome import WelcomePage
from fractalmidi_studio.widgets import speak_tips
from fractalmidi_studio.window_memory import WindowMemory

if TYPE_CHECKING:
    from fractalmidi_studio.main_window import MainWindow


class Desk(QObject):
    """Made last, when all panels are in their places.  Dialogs are imported when they are opened."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        actions, settings = window.actions_by_name, window.settings
        self.appearance = Appearance(actions, settings)
        self.memory = WindowMemory(window, actions, settings)
        self.welcome = WelcomePage(
            window.pane, settings, demo_pieces(), window.open_demo, window.files.open_dialog, window.files.new
        )
        self.welcome.closed.connect(window.view.setFocus)
        window.messages.beneath = self.welcome
        speak_tips(window)
        cursor = window.view.cell_cursor
        actions.on_toggled("cell_cursor", cursor.switch)
        cursor.switched.connect(actions["cell_cursor"].setChecked)
        actions.on("reset_layout", self.memory.reset)
        actions.on("palette", self.open_palette)
        actions.on("shortcuts", self.open_shortcuts)
        actions.on("settings", self.open_settings)
        actions.on("welcome", self.welcome.open_page)

    def first_steps(self) -> None:
        """After the first frame: the welcome page, at the first start and as long as it is wanted."""
        if self.window.settings.show_welcome and not self.window.closed:
            self.window.settings.show_welcome = False
            self.welcome.open_page()

    def open_palette(self) -> None:
        from fractalmidi_studio.dialogs.palette import Palette, entries_of

        english = {f"{name}Action": command.text for name, command in COMMANDS.items()}
        Palette(self.window, entries_of(self.window.menus.values(), english)).show()

    def open_shortcuts(self) -> None:
        from fractalmidi_studio.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self.window, self.window.actions_by_name).exec()

    def open_settings(self) -> None:
        from fractalmidi_studio.dialogs.settings import SettingsDialog

        window = self.window
        SettingsDialog(
            window, window.settings, self.appearance, window.actions_by_name, window.recent.clear, self.open_shortcuts
        ).exec()
