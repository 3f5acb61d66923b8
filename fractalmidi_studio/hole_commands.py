"""What menus, ruler and keys do to the hole; each is one undo step."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from core import region
from fractalmidi_studio.document import Document
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.names import bars_text, pitch_name


class HoleCommands:
    """``is_locked`` tells whether a run is being shown: the hole stays as it is then."""

    def __init__(self, document: Document, is_locked: Callable[[], bool]) -> None:
        self._document, self._is_locked = document, is_locked

    def clear(self) -> None:
        self._set(np.zeros_like(self._document.hole), tr("Clear Hole"))

    def invert(self) -> None:
        self._set(region.invert(self._document.hole), tr("Invert Hole"))

    def paint_all(self) -> None:
        self._set(np.ones_like(self._document.hole), tr("Paint All"))

    def stroke(self, hole: NDArray[np.bool_], text: str) -> None:
        self._set(hole, text)

    def bars(self, start: int, stop: int, erase: bool) -> None:
        """All pitches of the steps start..stop."""
        hole = self._document.hole.copy()
        hole[:, start:stop] = not erase
        words = bars_text(start, stop, self._document.downbeat)
        self._set(hole, (tr("Erase {bars}") if erase else tr("Paint {bars}")).format(bars=words))

    def pitches(self, low: int, high: int) -> None:
        """Keep the hole to the pitches low..high; without a hole, paint them over the whole piece."""
        band = region.pitch_range(self._shape(), low, high + 1)
        hole = self._document.hole & band if self._document.hole.any() else band
        self._set(hole, tr("Pitches {low}–{high}").format(low=pitch_name(low), high=pitch_name(high)))

    def _shape(self) -> tuple[int, int]:
        rows, columns = self._document.hole.shape
        return rows, columns

    def _set(self, hole: NDArray[np.bool_], text: str) -> None:
        if not self._is_locked():
            self._document.set_hole(hole, text)
