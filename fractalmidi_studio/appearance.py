"""Theme and language, changed while the window is open and kept for the next start."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QApplication

from fractalmidi_studio.actions import Actions
from fractalmidi_studio.i18n import LANGUAGES, language
from fractalmidi_studio.settings import Settings
from fractalmidi_studio.theme import THEMES, apply_theme, colours

SCALES = (100, 125, 150, 175, 200)  # percent


class Appearance:
    def __init__(self, actions: Actions, settings: Settings) -> None:
        self._actions, self._settings = actions, settings
        for name in THEMES:
            actions.on(f"theme_{name}", partial(self.set_theme, name))
        for code in LANGUAGES:
            actions.on(f"language_{code}", partial(self.set_language, code))
        self._tick()

    def set_theme(self, name: str) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply_theme(app, name)
        self._settings.theme = name
        self._tick()

    def set_language(self, code: str) -> None:
        """``code``: one of LANGUAGES, or empty for the system's."""
        self._settings.language = code
        language().choose(code)
        self._tick()

    def _tick(self) -> None:
        self._actions[f"theme_{colours().name}"].setChecked(True)
        self._actions[f"language_{language().code}"].setChecked(True)
