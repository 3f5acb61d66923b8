"""The window's size and the places of its panels, from one start to the next."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QMainWindow

from fractalmidi_studio.settings import Settings

FIRST_SIZE = (1600, 900)
_LAYOUT_VERSION = 1  # another set of panels that the old places would not suit


class WindowMemory:
    def __init__(self, window: QMainWindow, settings: Settings) -> None:
        """Call when all docks and tool bars are there."""
        self._window, self._settings = window, settings
        self._usual: QByteArray = window.saveState(_LAYOUT_VERSION)
        window.resize(*(settings.window_size or FIRST_SIZE))
        if settings.maximized:
            window.setWindowState(Qt.WindowState.WindowMaximized)
        layout = settings.layout
        if layout is not None:
            window.restoreState(layout, _LAYOUT_VERSION)  # False, and nothing done, where it does not fit

    def keep(self) -> None:
        self._settings.maximized = self._window.isMaximized()
        if not self._window.isMaximized():
            self._settings.window_size = (self._window.width(), self._window.height())
        self._settings.layout = self._window.saveState(_LAYOUT_VERSION)

    def reset(self) -> None:
        """All panels back to where they were at the very first start."""
        self._window.restoreState(self._usual, _LAYOUT_VERSION)
