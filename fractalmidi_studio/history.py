"""Undo and redo: one step a stroke, an edit or a run, without a limit on their number, within a budget of memory.

The newest steps keep both states, which share nearly everything.  Older ones are packed to what differs
(``core.edit.delta``), in a quiet moment.  Beyond the budget the oldest are given up: they can no longer be undone,
which is said in their text.  ``docs/decisions/0008-history.md`` has the figures.
"""

from __future__ import annotations

import time
import zlib
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QUndoCommand, QUndoStack

from core.edit.delta import ScoreDelta
from core.edit.selection import Selection
from core.region import bounding_box
from core.score import Score
from fractalmidi_studio.i18n import language, retranslated, tr

if TYPE_CHECKING:
    from fractalmidi_studio.document import Document

WHOLE_STEPS = 16  # so many of the newest keep both states: undoing them is instant
MOST_WAITING = 64  # so many more wait for a moment in which nobody edits; a step of a long piece takes milliseconds
_IDLE_MS = 150
BUDGET_BYTES = 64 * 2**20
SERIES_SECONDS = 1.0  # edits of a series that follow one another within this time are one step
STEP_BYTES = 700  # what a step takes besides its data: the command here and in Qt, its text


class Step(QUndoCommand):
    """One entry of the history."""

    def num_bytes(self) -> int:
        """Memory that only this step takes, roughly."""
        return STEP_BYTES

    def pack(self) -> None:
        """The step is no longer among the newest: take as little room as possible."""

    def give_up(self) -> None:
        """The budget is spent: drop everything.  Qt steps over such a step without undoing it."""
        self.setObsolete(True)


class HoleStep(Step):
    """One stroke: the box that it changed, and the bits of its cells' strengths (0-100) that changed."""

    def __init__(self, document: Document, new: NDArray[np.uint8], text: str) -> None:
        super().__init__(text)
        self._document = document
        changed = document.strength ^ new
        low, high, first, stop = bounding_box(changed > 0) or (0, 0, 0, 0)
        self._box = np.s_[low:high, first:stop]
        self._shape = high - low, stop - first
        self._changed = zlib.compress(changed[self._box].tobytes(), 6)

    def redo(self) -> None:
        changed = np.frombuffer(zlib.decompress(self._changed), np.uint8).reshape(self._shape)
        self._document._write_hole(self._box, self._document.strength[self._box] ^ changed)

    def undo(self) -> None:
        self.redo()  # every cell changes sides again

    def num_bytes(self) -> int:
        return STEP_BYTES + len(self._changed)

    def give_up(self) -> None:
        super().give_up()
        self._changed = b""


class ScoreStep(Step):
    """One change of the music."""

    def __init__(self, document: Document, new: Score, text: str, selection: Selection, series: str = "") -> None:
        super().__init__(text)
        self._document, self._series, self._made_at = document, series, time.monotonic()
        self._whole: tuple[Score, Score] | None = (document.score, new)
        self._selections: tuple[Selection, Selection] | None = (document.selection, selection)
        self._delta: ScoreDelta | None = None

    def redo(self) -> None:
        self._show(1)

    def undo(self) -> None:
        self._show(0)

    def _show(self, which: int) -> None:
        document = self._document
        if self._whole is not None:
            score = self._whole[which]
        elif self._delta is not None:
            score = self._delta.redone(document.score) if which else self._delta.undone(document.score)
        else:
            return
        kept = self._selections[which] if self._selections is not None else document.selection.kept_in(score)
        document._show_score(score, kept)

    def id(self) -> int:
        return 1 if self._series else -1  # what Qt asks before it lets steps merge

    def mergeWith(self, other: QUndoCommand) -> bool:
        """A key held down, or struck again at once, makes one step of the history."""
        if not isinstance(other, ScoreStep) or other._series != self._series:
            return False
        mine, theirs = self._whole, other._whole
        if mine is None or theirs is None or theirs[0] is not mine[1]:
            return False
        if other._made_at - self._made_at > SERIES_SECONDS:
            return False
        self._whole, self._made_at = (mine[0], theirs[1]), other._made_at
        if self._selections is not None and other._selections is not None:
            self._selections = self._selections[0], other._selections[1]
        self.setText(other.text())
        return True

    def pack(self) -> None:
        if self._whole is None:
            return
        self._delta = ScoreDelta.between(*self._whole)
        if self._delta is not None:  # else another set of tracks: rare, and kept whole
            self._whole = self._selections = None

    def exchange(self, new: Score) -> bool:
        """Show another take of the same step.  Only for the newest step, which is not packed and not undone."""
        if self._whole is None:
            return False
        self._whole = (self._whole[0], new)
        self._selections = None
        self._show(1)
        return True

    def num_bytes(self) -> int:
        if self._delta is not None:
            return STEP_BYTES + self._delta.num_bytes
        # Each state has its own tuple of notes for every track that changed.
        if self._whole is None:
            return STEP_BYTES
        old, new = self._whole
        shared = {id(track) for track in old.tracks}
        return STEP_BYTES + sum(8 * len(track.notes) + 200 for track in new.tracks if id(track) not in shared)

    def give_up(self) -> None:
        super().give_up()
        self._whole = self._selections = self._delta = None


class History(QUndoStack):
    """The stack of steps.  ``first_kept`` is the number of the oldest state that one can still go back to."""

    def __init__(self, parent: QObject | None = None, budget_bytes: int = BUDGET_BYTES) -> None:
        super().__init__(parent)
        self.budget_bytes = budget_bytes
        self.first_kept = 0
        self._sizes: list[int] = []  # bytes of each step
        self._num_packed = 0  # the first so many steps have been packed
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self._pack_when_idle)
        language().changed.connect(self.retranslate)

    @property
    def num_bytes(self) -> int:
        return sum(self._sizes)

    def push(self, step: QUndoCommand) -> None:
        del self._sizes[self.index() :]  # Qt drops what was undone
        super().push(step)
        del self._sizes[self.count() - 1 :]  # the step before, where the two have merged
        newest = self.command(self.count() - 1)
        self._sizes.append(newest.num_bytes() if isinstance(newest, Step) else STEP_BYTES)
        self._num_packed = min(self._num_packed, self.count() - 1)
        while self._num_waiting > MOST_WAITING:
            self._pack_next()
        self._idle.start()
        if self.num_bytes > self.budget_bytes:
            self.pack_all()
        while self.num_bytes > self.budget_bytes and self.first_kept < self.count() - 1:
            self._give_up(self.first_kept)

    def clear(self) -> None:
        super().clear()
        self._sizes.clear()
        self.first_kept = self._num_packed = 0

    def canUndo(self) -> bool:
        return self.index() > self.first_kept

    def undo(self) -> None:
        if self.canUndo():
            super().undo()

    def setIndex(self, index: int) -> None:
        super().setIndex(max(index, self.first_kept))

    def retranslate(self) -> None:
        """The steps' names in the language of now."""
        for number in range(self.count()):
            self.command(number).setText(retranslated(self.command(number).text()))

    @property
    def _num_waiting(self) -> int:
        """Steps that are old enough to be packed and are not yet."""
        return self.count() - WHOLE_STEPS - self._num_packed

    def pack_all(self) -> None:
        """Do not wait for a quiet moment."""
        while self._num_waiting > 0:
            self._pack_next()

    def _pack_next(self) -> None:
        number, self._num_packed = self._num_packed, self._num_packed + 1
        step = self.command(number) if number >= self.first_kept else None
        if isinstance(step, Step):
            step.pack()
            self._sizes[number] = step.num_bytes()

    def _pack_when_idle(self) -> None:
        """One step at a time: no stroke waits for it."""
        if self._num_waiting > 0:
            self._pack_next()
            self._idle.start()

    def _give_up(self, number: int) -> None:
        step = self.command(number)
        if isinstance(step, Step):
            step.give_up()
            step.setText(tr("{step} (too old to undo)").format(step=step.text()))
        self._sizes[number] = 0
        self.first_kept = number + 1
