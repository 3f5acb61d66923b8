"""What menus, panel, ruler, keys and strokes do to the hole; each is one undo step."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from core import region
from core.edit.locks import toggle_locks
from core.takes import covered
from fractalmidi_studio.document import Document
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.names import bars_text, none_selected, pitch_name, under_way
from fractalmidi_studio.tools.base import ADD, INTERSECT, SUBTRACT, Sketch


class HoleCommands(QObject):
    """``is_locked`` tells whether a run is being shown: the hole stays as it is then.

    ``mode`` is what a shape does to the hole, ``strength`` (1-100 %) the chance that a cell painted from now on is
    written anew.
    """

    mode_changed = Signal(str)
    strength_changed = Signal(int)
    saved_changed = Signal()
    message = Signal(str, str)

    def __init__(self, document: Document, is_locked: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._is_locked = document, is_locked
        self.mode, self.strength = ADD, 100
        self.saved: dict[str, NDArray[np.uint8]] = {}  # holes by name, of this piece
        document.replaced.connect(self._forget_saved)

    # How shapes are taken

    def set_mode(self, mode: str) -> None:
        if mode != self.mode:
            self.mode = mode
            self.mode_changed.emit(mode)

    def switch(self, mode: str, on: bool) -> None:
        """One of the modes other than adding is switched on or off."""
        if on:
            self.set_mode(mode)
        elif self.mode == mode:
            self.set_mode(ADD)

    def set_strength(self, percent: int) -> None:
        if percent != self.strength:
            self.strength = min(max(percent, 1), 100)
            self.strength_changed.emit(self.strength)

    def apply(self, shape: NDArray[np.bool_], text: str, mode: str | None = None) -> None:
        """Add a shape to the hole at the present strength, take it out, or keep only what lies in it."""
        old = self._document.strength
        mode = self.mode if mode is None else mode
        if mode == ADD:
            new = np.where(shape, np.uint8(self.strength), old)
        elif mode == SUBTRACT:
            new = np.where(shape, np.uint8(0), old)
        else:
            new = np.where(shape, old, np.uint8(0))
        self._set(new, text)

    def stroke(self, sketch: Sketch, text: str) -> None:
        self.apply(sketch.shape, text, sketch.mode)

    # Shapes

    def bars(self, start: int, stop: int, erase: bool) -> None:
        """All pitches of the steps start..stop."""
        shape = np.zeros_like(self._document.hole)
        shape[:, start:stop] = True
        words = bars_text(start, stop, self._document.downbeat)
        mode = SUBTRACT if erase else self.mode
        text = {ADD: tr("Paint {bars}"), SUBTRACT: tr("Erase {bars}"), INTERSECT: tr("Keep only {bars}")}[mode]
        self.apply(shape, text.format(bars=words), mode)

    def pitches(self, low: int, high: int) -> None:
        """Keep the hole to the pitches low..high; without a hole, paint them over the whole piece."""
        band = region.pitch_range(self._shape(), low, high + 1)
        text = tr("Pitches {low}–{high}").format(low=pitch_name(low), high=pitch_name(high))
        self.apply(band, text, INTERSECT if self._document.hole.any() else ADD)

    def selected_notes(self) -> None:
        """The cells of the selected notes."""
        document = self._document
        rows = document.notes.grid_rows(document.notes.mask(document.selection))
        if not len(rows):
            self.message.emit("warn", none_selected())
            return
        self.apply(covered(rows, document.num_steps), tr("Hole from Selected Notes"))

    def this_track(self) -> None:
        """The cells of the active track's notes."""
        document = self._document
        rows = document.notes.grid_rows(document.notes.of_tracks([document.active_track]))
        if not len(rows):
            self.message.emit("warn", tr("The active track has no notes."))
            return
        self.apply(covered(rows, document.num_steps), tr("Hole from This Track"))

    # The hole as a whole

    def clear(self) -> None:
        self._set(np.zeros_like(self._document.strength), tr("Clear Hole"))

    def invert(self) -> None:
        """Kept and painted swap; a cell of 30 % becomes one of 70 %."""
        self._set((100 - self._document.strength).astype(np.uint8), tr("Invert Hole"))

    def paint_all(self) -> None:
        self.apply(np.ones_like(self._document.hole), tr("Paint All"), ADD)

    def grow(self) -> None:
        new = region.grow(self._document.hole) & ~self._document.hole
        self.apply(new, tr("Grow Hole"), ADD)

    def shrink(self) -> None:
        self.apply(region.shrink(self._document.hole), tr("Shrink Hole"), INTERSECT)

    # Saved holes

    def save(self, name: str) -> None:
        name = name.strip()
        if not name or not self._document.hole.any():
            self.message.emit("warn", tr("Paint a hole and give it a name to keep it."))
            return
        self.saved[name] = self._document.strength.copy()
        self.saved_changed.emit()

    def recall(self, name: str) -> None:
        """Put a saved hole into the present one, in the present mode; where it is added, with its own strengths."""
        if name not in self.saved:
            return
        steps = self._document.num_steps
        kept = np.zeros_like(self._document.strength)
        part = self.saved[name][:, :steps]
        kept[:, : part.shape[1]] = part
        text = tr("Hole “{name}”").format(name=name)
        if self.mode == ADD:
            self._set(np.maximum(self._document.strength, kept), text)
        else:
            self.apply(kept > 0, text)

    def replace_saved(self, holes: Mapping[str, NDArray[np.uint8]]) -> None:
        """Those that came with a project."""
        self.saved = dict(holes)
        self.saved_changed.emit()

    def forget(self, name: str) -> None:
        if self.saved.pop(name, None) is not None:
            self.saved_changed.emit()

    # Locks

    def toggle_locks(self) -> None:
        """Lock the selected notes, or free them where all are locked."""
        document = self._document
        if not document.selection:
            self.message.emit("warn", none_selected())
            return
        if self._is_locked():
            self.message.emit("warn", under_way())
            return
        free = all(note.locked for _, note in document.selection)
        score, selection = toggle_locks(document.score, document.selection)
        document.set_score(score, tr("Unlock Notes") if free else tr("Lock Notes"), selection)

    def _shape(self) -> tuple[int, int]:
        rows, columns = self._document.hole.shape
        return rows, columns

    def _set(self, strength: NDArray[np.uint8], text: str) -> None:
        if not self._is_locked():
            self._document.set_strength(strength, text)

    def _forget_saved(self) -> None:
        if self.saved:
            self.saved.clear()
            self.saved_changed.emit()
