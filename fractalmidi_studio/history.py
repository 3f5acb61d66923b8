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

from core.edit.delta import ScoreChange, ScoreDelta
from core.edit.selection import Selection
from core.region import bounding_box
from core.score import Score
from fractalmidi_studio.i18n import language, retranslated, tr

if TYPE_CHECKING:
    from core.project.history_form import Change, HistoryForm
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

    def frozen(self) -> Change:
        """What it does, for a file."""
        raise NotImplementedError

    def pack(self) -> None:
        """The step is no longer among the newest: take as little room as possible."""

    def give_up(self) -> None:
        """The budget is spent: drop everything.  Qt steps over such a step without undoing it."""
        self.setObsolete(True)


class HoleStep(Step):
    """One stroke: the box that it changed, and the bits of its cells' strengths (0-100) that changed."""

    def __init__(self, document: Document, text: str, box: tuple[int, int, int, int], changed: bytes) -> None:
        """``changed``: the bits that change in the box of low pitch, end, first step, end; packed by zlib."""
        super().__init__(text)
        self._document, self._box, self._changed = document, box, changed

    @classmethod
    def stroke(cls, document: Document, new: NDArray[np.uint8], text: str) -> HoleStep:
        changed = document.strength ^ new
        low, high, first, stop = box = bounding_box(changed > 0) or (0, 0, 0, 0)
        return cls(document, text, box, zlib.compress(changed[low:high, first:stop].tobytes(), 6))

    def redo(self) -> None:
        if self._document.is_restoring:
            return
        low, high, first, stop = self._box
        changed = np.frombuffer(zlib.decompress(self._changed), np.uint8).reshape(high - low, stop - first)
        part = np.s_[low:high, first:stop]
        old = self._document.strength[part]
        # A step out of a file may reach beyond the piece or name strengths that there are not.
        self._document._write_hole(part, np.minimum(old ^ changed[:, : old.shape[1]], 100))

    def undo(self) -> None:
        self.redo()  # every cell changes sides again

    def frozen(self) -> Change:
        from core.project.history_form import HoleChange

        return HoleChange(self.text(), self._box, self._changed)

    def num_bytes(self) -> int:
        return STEP_BYTES + len(self._changed)

    def give_up(self) -> None:
        super().give_up()
        self._changed = b""


class ScoreStep(Step):
    """One change of the music."""

    def __init__(
        self,
        document: Document,
        text: str,
        change: ScoreChange | ScoreDelta,
        selections: tuple[Selection, Selection] | None = None,
        series: str = "",
    ) -> None:
        super().__init__(text)
        self._document, self._series, self._made_at = document, series, time.monotonic()
        self._whole = change if isinstance(change, ScoreChange) else None
        self._delta = change if isinstance(change, ScoreDelta) else None
        self._selections = selections

    def redo(self) -> None:
        self._show(1)

    def undo(self) -> None:
        self._show(0)

    def _show(self, which: int) -> None:
        document = self._document
        if document.is_restoring:
            return
        if self._whole is not None:
            score = self._whole.new if which else self._whole.old
        elif self._delta is not None:
            score = self._delta.redone(document.score) if which else self._delta.undone(document.score)
        else:
            return
        kept = self._selections[which] if self._selections is not None else document.selection.kept_in(score)
        document._show_score(score, kept)

    def take_in(self, later: ScoreStep) -> bool:
        """A key held down, or struck again at once, makes one step of the history: do what ``later`` does, too."""
        mine, theirs = self._whole, later._whole
        if not self._series or later._series != self._series or mine is None or theirs is None:
            return False
        if theirs.old is not mine.new or later._made_at - self._made_at > SERIES_SECONDS:
            return False
        later.redo()
        self._whole, self._made_at = ScoreChange(mine.old, theirs.new), later._made_at
        if self._selections is not None and later._selections is not None:
            self._selections = self._selections[0], later._selections[1]
        self.setText(later.text())
        return True

    def pack(self) -> None:
        if self._whole is None:
            return
        self._delta = self._whole.delta()
        self._whole = self._selections = None

    def keep_whole(self) -> None:
        """Keep both states again.  Only for the newest step, which is done."""
        if self._whole is None and self._delta is not None:
            self._whole = ScoreChange(self._delta.undone(self._document.score), self._document.score)
            self._delta = None

    def frozen(self) -> Change:
        from core.project.history_form import MusicChange

        change = self._whole or self._delta
        assert change is not None, "a step that was given up is not among the newest"
        return MusicChange(self.text(), change)

    def exchange(self, new: Score) -> bool:
        """Show another take of the same step.  Only for the newest step, which is not packed and not undone."""
        if self._whole is None:
            return False
        self._whole = ScoreChange(self._whole.old, new)
        self._selections = None
        self._show(1)
        return True

    def num_bytes(self) -> int:
        if self._delta is not None:
            return STEP_BYTES + self._delta.num_bytes
        # Each state has its own tuple of notes for every track that changed.
        if self._whole is None:
            return STEP_BYTES
        old, new = self._whole.old, self._whole.new
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
        if self._taken_in(step):
            del self._sizes[-1]
        else:
            super().push(step)
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

    def _taken_in(self, step: QUndoCommand) -> bool:
        """Whether the newest step becomes one with ``step``.  Qt could do that, but keeps what it took in for good."""
        index = self.index()
        newest = self.command(index - 1) if index == self.count() > self.first_kept and not self.isClean() else None
        if not isinstance(newest, ScoreStep) or not isinstance(step, ScoreStep) or not newest.take_in(step):
            return False
        self.undoTextChanged.emit(self.undoText())
        self.indexChanged.emit(index)
        return True

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

    def frozen(self, most: int) -> HistoryForm:
        """The newest steps as plain data that another thread may write to a file."""
        from core.project.history_form import HistoryForm

        first = max(self.first_kept, self.index() - most)
        commands = [self.command(number) for number in range(first, min(self.count(), first + most))]
        steps = [command.frozen() for command in commands if isinstance(command, Step)]
        return HistoryForm(tuple(steps), self.index() - first)

    def restore(self, document: Document, form: HistoryForm) -> None:
        """The steps out of a file; ``document`` shows the state after ``form.index`` of them already."""
        from core.project.history_form import HoleChange

        document.is_restoring = True
        try:
            for step in form.steps:
                if isinstance(step, HoleChange):
                    self.push(HoleStep(document, retranslated(step.text), step.box, step.changed))
                else:
                    self.push(ScoreStep(document, retranslated(step.text), step.change))
            self.setIndex(form.index)
        finally:
            document.is_restoring = False

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
