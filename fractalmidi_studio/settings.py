"""One table of what the application remembers between starts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QSize

from fractalmidi_studio.settings_file import usual_store, without_objects
from fractalmidi_studio.snap import GRID_WORDS, USUAL

RECENT_FILES = 10


class Settings:
    """Reads broken or foreign values as if they were not there."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = without_objects(store if store is not None else usual_store())

    @property
    def store(self) -> QSettings:
        """For what reads its own part of it."""
        return self._store

    @property
    def window_size(self) -> tuple[int, int] | None:
        """Width and height; where the window lies is the window manager's business."""
        value = self._store.value("window/size")
        return (value.width(), value.height()) if isinstance(value, QSize) and value.isValid() else None

    @window_size.setter
    def window_size(self, value: tuple[int, int]) -> None:
        self._store.setValue("window/size", QSize(*value))

    @property
    def maximized(self) -> bool:
        return self._flag("window/maximized", False)

    @maximized.setter
    def maximized(self, value: bool) -> None:
        self._store.setValue("window/maximized", value)

    @property
    def layout(self) -> QByteArray | None:
        """Where the panels lie, in Qt's own words."""
        value = self._store.value("window/layout")
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None

    @layout.setter
    def layout(self, value: QByteArray | None) -> None:
        self._store.setValue("window/layout", value)

    @property
    def theme(self) -> str:
        return str(self._store.value("view/theme", "dark"))

    @theme.setter
    def theme(self, value: str) -> None:
        self._store.setValue("view/theme", value)

    @property
    def language(self) -> str:
        """A code of ``i18n.LANGUAGES``; empty for the system's."""
        return str(self._store.value("view/language", "") or "")

    @language.setter
    def language(self, value: str) -> None:
        self._store.setValue("view/language", value)

    @property
    def scale(self) -> int:
        """Size of everything in percent, 100-200."""
        try:
            value = int(str(self._store.value("view/scale", 100)))
        except ValueError:
            return 100
        return min(max(value, 100), 200)

    @scale.setter
    def scale(self, value: int) -> None:
        self._store.setValue("view/scale", value)

    @property
    def show_welcome(self) -> bool:
        """Whether the next start begins with the welcome page."""
        return self._flag("view/welcome", True)

    @show_welcome.setter
    def show_welcome(self, value: bool) -> None:
        self._store.setValue("view/welcome", value)

    @property
    def output(self) -> str:
        return str(self._store.value("playback/output", "") or "")

    @output.setter
    def output(self, value: str) -> None:
        self._store.setValue("playback/output", value)

    @property
    def folder(self) -> str:
        """Where the last file dialog was."""
        return str(self._store.value("files/folder", "") or "")

    @folder.setter
    def folder(self, value: str) -> None:
        self._store.setValue("files/folder", value)

    @property
    def follow_playhead(self) -> bool:
        return self._flag("view/follow", True)

    @follow_playhead.setter
    def follow_playhead(self, value: bool) -> None:
        self._store.setValue("view/follow", value)

    @property
    def colour_by_track(self) -> bool:
        """Notes in the colours of their tracks instead of those of their velocities."""
        return self._flag("view/colour_by_track", False)

    @colour_by_track.setter
    def colour_by_track(self, value: bool) -> None:
        self._store.setValue("view/colour_by_track", value)

    @property
    def velocity_lane(self) -> bool:
        """Under the roll: a bar a note, instead of the curves."""
        return self._flag("view/velocity_lane", True)

    @velocity_lane.setter
    def velocity_lane(self, value: bool) -> None:
        self._store.setValue("view/velocity_lane", value)

    @property
    def grid(self) -> str:
        """Name of the grid that notes snap to."""
        value = str(self._store.value("notes/grid", USUAL))
        return value if value in GRID_WORDS else USUAL

    @grid.setter
    def grid(self, value: str) -> None:
        self._store.setValue("notes/grid", value)

    @property
    def recent_files(self) -> list[Path]:
        value = self._store.value("files/recent", [])
        names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return [Path(str(name)) for name in names if name][:RECENT_FILES]

    def add_recent_file(self, path: Path) -> None:
        path = path.absolute()
        others = [str(other) for other in self.recent_files if other != path]
        self._store.setValue("files/recent", [str(path), *others][:RECENT_FILES])

    def forget_recent_file(self, path: Path) -> None:
        self._store.setValue("files/recent", [str(other) for other in self.recent_files if other != path])

    def clear_recent_files(self) -> None:
        self._store.setValue("files/recent", [])

    def shortcuts(self, name: str) -> tuple[str, ...] | None:
        """The keys that the user chose for a command; None where the usual ones hold."""
        value = self._store.value(f"keys/{name}")
        if value is None:
            return None
        keys = value if isinstance(value, list) else [value]
        return tuple(str(key) for key in keys if key)

    def set_shortcuts(self, name: str, keys: tuple[str, ...] | None) -> None:
        if keys is None:
            self._store.remove(f"keys/{name}")
        else:
            self._store.setValue(f"keys/{name}", list(keys) or "")

    def clear_shortcuts(self) -> None:
        self._store.remove("keys")

    def sync(self) -> bool:
        """Write what has changed; False where that cannot be kept (a full disk, a folder that may not be written)."""
        self._store.sync()
        return self._store.status() == QSettings.Status.NoError

    def _flag(self, name: str, usual: bool) -> bool:
        value = str(self._store.value(name, usual)).lower()  # an INI file gives text
        return value == "true" if value in ("true", "false") else usual
