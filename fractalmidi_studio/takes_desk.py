"""The takes on the desk: results of one run side by side.  The document shows one of them, or a mix of their bars.

All of them are one step of the history, whose music is exchanged when another take is shown.  So the roll, the player
and every export have the shown take without knowing of takes.  Whatever else changes the music accepts it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from core.edit import changed_outside
from core.export.record import RunRecord
from core.fill import apply_result
from core.sampler.limits import num_off_limits
from core.score import Score
from core.takes import MAX_TAKES, Take, agreement, comp, ghosts
from fractalmidi_studio.document import Document
from fractalmidi_studio.history import ScoreStep

if TYPE_CHECKING:
    from core.project.takes_form import TakesForm

FRAMES_BYTES = 64 * 2**20  # recorded frames of all takes together; with more takes each keeps fewer of them


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """What the takes of a run have in common."""

    name: str  # "Inpaint", "Generate", "Continue"
    score: Score  # the piece before them
    track_index: int
    muted: frozenset[int]  # tracks that the run does not hear and must not touch


@dataclass(slots=True, eq=False)
class Entry:
    """A finished take with what is known about it."""

    take: Take
    record: RunRecord
    score: Score
    num_written: int
    num_outside: int  # notes outside the hole that it changed: 0, counted
    num_off_limits: int = 0  # notes off the scale or the range that was asked for, for want of a free pitch
    replayed: bool | None = None  # whether a replay gave the same notes


@dataclass(slots=True, eq=False)
class _Set:
    basis: Basis
    wanted: int
    entries: list[Entry] = field(default_factory=list)
    shown: int = 0  # number of the take; 0 = the mix
    choice: dict[int, int] = field(default_factory=dict)  # the mix: bar from 0 -> number of a take
    step: ScoreStep | None = None


class TakesDesk(QObject):
    """``changed``: takes came, went, or another one is shown."""

    changed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.is_changing = False  # the document is changed by this object at the moment
        self.show_ghosts = True
        self.show_agreement = False
        self._set: _Set | None = None
        document.undo_stack.indexChanged.connect(lambda _index: self._let_go_if_overtaken())
        document.replaced.connect(self.clear)

    # What is there

    @property
    def entries(self) -> list[Entry]:
        return self._set.entries if self._set is not None else []

    @property
    def wanted(self) -> int:
        """How many takes were asked for; some of them may still be written."""
        return self._set.wanted if self._set is not None else 0

    @property
    def basis(self) -> Basis | None:
        return self._set.basis if self._set is not None else None

    @property
    def shown(self) -> int:
        """Number of the take that the document has; 0 for a mix."""
        return self._set.shown if self._set is not None else 0

    @property
    def choice(self) -> dict[int, int]:
        """The mix: number of a take by bar, counted from 0."""
        return dict(self._set.choice) if self._set is not None else {}

    @property
    def is_open(self) -> bool:
        """Whether another take can be shown: nothing else has changed the music since."""
        current = self._set
        return current is not None and current.step is not None and self._is_newest(current.step)

    @property
    def is_comparing(self) -> bool:
        """Whether there is something to compare: the keys 1-8 choose takes then."""
        return self.is_open and len(self.entries) > 1

    def entry(self, number: int) -> Entry | None:
        return next((entry for entry in self.entries if entry.take.number == number), None)

    def bars(self) -> list[int]:
        """Numbers, from 0, of the bars that the takes wrote in."""
        if not self.entries:
            return []
        columns = np.logical_or.reduce([entry.take.hole.any(axis=0) for entry in self.entries])
        starts = np.flatnonzero(self._downbeat())
        edges = np.append(starts, len(columns))
        return [bar for bar in range(len(starts)) if columns[edges[bar] : edges[bar + 1]].any()]

    def ghosts(self) -> NDArray[np.int64]:
        """(n, 4) rows of notes that only takes have which are not shown."""
        if not (self.is_comparing and self.show_ghosts):
            return np.zeros((0, 4), np.int64)
        return ghosts([entry.take for entry in self.entries], self.shown)

    def agreement(self) -> NDArray[np.float32] | None:
        if not (self.is_comparing and self.show_agreement):
            return None
        return agreement([entry.take for entry in self.entries])

    # What happens

    def begin(self, basis: Basis, wanted: int) -> None:
        """A new run starts; the shown take of the last one stays in the music."""
        self._set = _Set(basis, wanted)
        self.changed.emit()

    def expect(self, more: int) -> int:
        """Make room for more takes of the same run; returns the number of the first."""
        assert self._set is not None
        first = len(self.entries) + 1
        self._set.wanted = min(MAX_TAKES, first - 1 + more)
        self.changed.emit()
        return first

    def add(self, take: Take, record: RunRecord) -> Entry:
        """A take has been finished.  The first one is shown at once.  ValueError if it does not fit the music."""
        current = self._set
        assert current is not None
        basis, request = current.basis, take.capsule.request
        score, edit = apply_result(basis.score, request, take.roll, basis.track_index, basis.name, basis.muted)
        outside = changed_outside(basis.score, score, request.hole, basis.muted)
        off_limits = num_off_limits(request, take.roll)
        entry = Entry(take, record, score, edit.num_added, outside, off_limits)
        current.entries.append(entry)
        for one in current.entries:
            one.record.limit(FRAMES_BYTES // len(current.entries))
        if current.step is None:
            current.shown = take.number
            with self._changing():
                current.step = self.document.set_score(score, basis.name)
        self.changed.emit()
        return entry

    def no_more(self) -> None:
        """The run has ended, with fewer takes than wanted perhaps."""
        if self._set is None:
            return
        self._set.wanted = len(self.entries)
        if not self.entries:
            self._set = None
        self.changed.emit()

    def show(self, number: int) -> bool:
        """Put another take into the music.  False where that is not possible."""
        entry = self.entry(number)
        if entry is None or not self.is_open:
            return False
        assert self._set is not None
        self._set.shown, self._set.choice = number, {}
        self._exchange(entry.score)
        return True

    def choose_bar(self, bar: int, number: int) -> bool:
        """Put one bar (from 0) of a take into the music; the other bars stay as they are shown."""
        current = self._set
        if current is None or self.entry(number) is None or not self.is_open:
            return False
        if current.shown:  # from a whole take to a mix that begins as the same
            current.choice = dict.fromkeys(self.bars(), current.shown)
        current.shown = 0
        current.choice[bar] = number
        if set(current.choice.values()) == {number} and set(current.choice) == set(self.bars()):
            return self.show(number)
        basis = current.basis
        takes = [entry.take for entry in self.entries]
        starts = np.flatnonzero(self._downbeat())
        score, _, _ = comp(basis.score, takes, current.choice, starts, basis.track_index, basis.name, basis.muted)
        self._exchange(score)
        return True

    def step_by(self, places: int) -> None:
        """Show the next take, or the one before."""
        numbers = [entry.take.number for entry in self.entries]
        if numbers and self.is_open:
            here = numbers.index(self.shown) if self.shown in numbers else -places
            self.show(numbers[(here + places) % len(numbers)])

    def accept(self) -> None:
        """What is shown stays; the takes are off the desk."""
        self.clear()

    def reject(self) -> None:
        """The music as it was before the run."""
        if self.is_open:
            with self._changing():
                self.document.undo_stack.undo()
        self.clear()

    def clear(self) -> None:
        if self._set is not None:
            self._set = None
            self.changed.emit()

    def set_view(self, *, ghosts: bool | None = None, agreement: bool | None = None) -> None:
        self.show_ghosts = self.show_ghosts if ghosts is None else ghosts
        self.show_agreement = self.show_agreement if agreement is None else agreement
        self.changed.emit()

    def note_replay(self, number: int, same: bool) -> None:
        entry = self.entry(number)
        if entry is not None:
            entry.replayed = same
            self.changed.emit()

    # Out of and into a project

    def frozen(self) -> TakesForm | None:
        """What is on the desk as plain data that another thread may write to a file; None without a finished take."""
        from core.project.takes_form import KeptTake, TakesForm

        current = self._set
        if current is None or not current.entries:
            return None
        takes = [KeptTake(e.take, e.replayed, e.score, e.num_written, e.num_outside) for e in current.entries]
        basis = current.basis
        return TakesForm(
            basis.name,
            basis.score,
            basis.track_index,
            basis.muted,
            tuple(takes),
            current.shown,
            dict(current.choice),
            self.is_open,
        )

    def restore(self, form: TakesForm) -> None:
        """Put takes on the desk that came with the project which the document shows, history and all."""
        basis = Basis(form.name, form.basis, form.track_index, form.muted)
        self._set = current = _Set(basis, len(form.takes), shown=form.shown, choice=dict(form.choice))
        for kept in form.takes:
            capsule = kept.take.capsule
            record = RunRecord(capsule.request, result=kept.take.roll, checkpoint=capsule.checkpoint)
            off_limits = num_off_limits(capsule.request, kept.take.roll)
            counts = kept.num_written, kept.num_outside, off_limits
            current.entries.append(Entry(kept.take, record, kept.score, *counts, kept.replayed))
        stack = self.document.undo_stack
        newest = stack.command(stack.index() - 1) if stack.index() == stack.count() > 0 else None
        shown = self.entry(form.shown)
        if form.is_open and isinstance(newest, ScoreStep) and (shown is None or shown.score == self.document.score):
            newest.keep_whole()
            current.step = newest
        self.changed.emit()

    # Within

    def _downbeat(self) -> NDArray[np.bool_]:
        request = self.entries[0].take.capsule.request
        return request.downbeat if request.downbeat is not None else self.document.downbeat

    def _is_newest(self, step: ScoreStep) -> bool:
        stack = self.document.undo_stack
        if not isValid(stack):  # it says goodbye while it is deleted
            return False
        return stack.index() == stack.count() > 0 and stack.command(stack.index() - 1) is step

    def _exchange(self, score: Score) -> None:
        assert self._set is not None and self._set.step is not None
        with self._changing():
            self._set.step.exchange(score)
        self.changed.emit()

    @contextmanager
    def _changing(self) -> Iterator[None]:
        self.is_changing = True
        try:
            yield
        finally:
            self.is_changing = False

    def _let_go_if_overtaken(self) -> None:
        """An edit, a stroke or an undo: what is shown is part of the music like any other."""
        current = self._set
        if not self.is_changing and current is not None and current.step is not None and not self.is_open:
            self.changed.emit()
