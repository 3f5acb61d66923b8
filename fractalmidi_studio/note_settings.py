"""How notes are edited: grid, scale, and what the next drawn note is like."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.scale import Scale
from core.score import Note
from fractalmidi_studio.settings import Settings
from fractalmidi_studio.snap import Snap


class NoteSettings(QObject):
    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.scale: Scale | None = None  # None: the one that the music is in
        self.velocity = 90  # of the next note that is drawn
        self._duration_quarters = 0.25

    @property
    def grid(self) -> str:
        """A name of ``snap.GRIDS``, or OFF."""
        return self._settings.grid

    def set_grid(self, name: str) -> None:
        self._settings.grid = name
        self.changed.emit()

    def set_scale(self, scale: Scale | None) -> None:
        self.scale = scale
        self.changed.emit()

    def snap(self, ticks_per_quarter: int) -> Snap:
        return Snap.named(self.grid, ticks_per_quarter)

    def duration_ticks(self, ticks_per_quarter: int) -> int:
        return max(1, round(self._duration_quarters * ticks_per_quarter))

    def remember(self, drawn: Note, ticks_per_quarter: int) -> None:
        self.velocity, self._duration_quarters = drawn.velocity, drawn.duration_ticks / ticks_per_quarter
