"""The window's size and the places of its panels, from one start to the next."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtWidgets import QMainWindow

from fractalmidi_studio.actions import Actions
from fractalmidi_studio.docks import tick_docks
from fractalmidi_studio.settings import Settings

FIRST_SIZE = (1600, 900)
FRAME_PX = 32  # the title bar, about
_LAYOUT_VERSION = 1  # another set of panels that the old places would not suit


def fitting(wanted: QSize, screen: QSize) -> QSize:
    """As large as is wanted, but all of it on the screen, with the window's frame."""
    return wanted.boundedTo(screen - QSize(0, FRAME_PX))


class WindowMemory:
    def __init__(self, window: QMainWindow, actions: Actions, settings: Settings) -> None:
        """Call when all docks and tool bars are there."""
        self._window, self._actions, self._settings = window, actions, settings
        self._usual: QByteArray = window.saveState(_LAYOUT_VERSION)
        if settings.window_size is not None:
            window.resize(*settings.window_size)
        else:
            window.resize(fitting(QSize(*FIRST_SIZE), window.screen().availableSize()))
        if settings.maximized:
            window.setWindowState(Qt.WindowState.WindowMaximized)
        layout = settings.layout
        if layout is not None:
            self._restore(layout)

    def keep(self) -> None:
        self._settings.maximized = self._window.isMaximized()
        if not self._window.isMaximized():
            self._settings.window_size = (self._window.width(), self._window.height())
        self._settings.layout = self._window.saveState(_LAYOUT_VERSION)

    def reset(self) -> None:
        """All panels back to where they were at the very first start."""
        self._restore(self._usual)

    def _restore(self, layout: QByteArray) -> None:
        self._window.restoreState(layout, _LAYOUT_VERSION)  # False, and nothing done, where it does not fit
        tick_docks(self._window, self._actions)
