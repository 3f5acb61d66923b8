"""Everything about the window that is not about music: palette, shortcuts, settings, welcome page, themes, layout."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from fractalmidi_studio.appearance import Appearance
from fractalmidi_studio.commands import COMMANDS
from fractalmidi_studio.files import demo_pieces
from fractalmidi_studio.i18n import LANGUAGES_IN_ENGLISH
from fractalmidi_studio.widgets import ask, speak_tips
from fractalmidi_studio.window_memory import WindowMemory

if TYPE_CHECKING:
    from fractalmidi_studio.main_window import MainWindow
    from fractalmidi_studio.panels.welcome import WelcomePage


class Desk(QObject):
    """Made last, when all panels are in their places.  Dialogs and the welcome page are made when they are opened."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        actions, settings = window.actions_by_name, window.settings
        self.appearance = Appearance(actions, settings)
        self.memory = WindowMemory(window, actions, settings)
        speak_tips(window)
        window.files.opened.connect(self.close_welcome)
        cursor = window.view.cell_cursor
        actions.on_toggled("cell_cursor", cursor.switch)
        cursor.switched.connect(actions["cell_cursor"].setChecked)
        actions.on("reset_layout", self.memory.reset)
        actions.on("palette", self.open_palette)
        actions.on("shortcuts", self.open_shortcuts)
        actions.on("settings", self.open_settings)
        actions.on("welcome", lambda: self.welcome.open_page())

    @cached_property
    def welcome(self) -> WelcomePage:
        from fractalmidi_studio.panels.welcome import WelcomePage

        window = self.window
        page = WelcomePage(
            window.pane, window.settings, demo_pieces(), window.open_demo, window.files.open_dialog, window.files.new
        )
        page.closed.connect(window.view.setFocus)
        window.messages.beneath = page
        return page

    def close_welcome(self) -> bool:
        """True if the page was open."""
        return "welcome" in self.__dict__ and self.welcome.close_page()

    def first_steps(self) -> None:
        """After a start without a file: the welcome page, at the first start and as long as it is wanted."""
        if self.window.settings.show_welcome and not self.window.closed:
            self.window.settings.show_welcome = False
            self.welcome.open_page()

    def open_palette(self) -> None:
        from fractalmidi_studio.dialogs.palette import Palette, entries_of

        english = {f"{name}Action": command.text for name, command in COMMANDS.items()}
        english |= {f"language_{code}Action": name for code, name in LANGUAGES_IN_ENGLISH.items()}
        Palette(self.window, entries_of(self.window.menus.values(), english)).show()

    def open_shortcuts(self) -> None:
        from fractalmidi_studio.dialogs.shortcuts import ShortcutsDialog

        ask(ShortcutsDialog(self.window, self.window.actions_by_name))

    def open_settings(self) -> None:
        from fractalmidi_studio.dialogs.settings import SettingsDialog

        window = self.window
        ask(
            SettingsDialog(
                window, window.settings, self.appearance, window.actions_by_name, window.recent.clear,
                self.open_shortcuts,
            )
        )  # fmt: skip
