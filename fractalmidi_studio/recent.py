"""The menu of the files that were opened last."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from fractalmidi_studio.i18n import tr
from fractalmidi_studio.settings import Settings
from fractalmidi_studio.widgets import plain_tip


class RecentFiles(QObject):
    """Fills ``menu`` from the settings; ``open_file`` is called with the file that is chosen.

    A QObject, since every connection to a method of another object leaves a weak reference behind when it ends.
    """

    def __init__(self, menu: QMenu, settings: Settings, open_file: Callable[[Path], None]) -> None:
        super().__init__(menu)
        self._menu, self._settings, self._open_file = menu, settings, open_file
        menu.setToolTipsVisible(True)
        self.fill()

    def fill(self) -> None:
        self._menu.clear()
        for path in self._settings.recent_files:
            # An & in a file name would become an accelerator.
            action = self._menu.addAction(path.name.replace("&", "&&"), partial(self._open_file, path))
            action.setToolTip(plain_tip(str(path)))
        self._menu.addSeparator()
        self._menu.addAction(tr("Clear List"), self.clear).setEnabled(bool(self._settings.recent_files))

    def clear(self) -> None:
        self._settings.clear_recent_files()
        self.fill()
