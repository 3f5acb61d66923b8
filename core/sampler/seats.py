"""Seats for notes whose rhythm is kept: which pitches each may take so that all of them still find one.

Every note that has no pitch yet keeps a seat in reserve, at first its old pitch.  Who takes a seat that another note
has in reserve must find that note a new one; where there is none, the seat is refused.  So nobody is ever left
standing, whatever the model wishes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

_FREE, _KEPT = -1, -2


@dataclass(slots=True, eq=False)
class Seats:
    """``notes``: (n, 4) rows of onset_step, pitch, duration_steps, velocity that do not overlap; sorted by onset."""

    notes: NDArray[np.int64]
    may_begin: NDArray[np.bool_]  # (128, steps) the hole's open cells
    wanted: NDArray[np.bool_]  # (128, steps) those of them that the settings allow as well
    taken: NDArray[np.int32] = field(init=False)  # (128, steps) number of the note that sits there, or has reserved it
    pitch: NDArray[np.int64] = field(init=False)  # (n,) seat of each note, in reserve or taken
    seated: NDArray[np.bool_] = field(init=False)  # (n,)

    def __post_init__(self) -> None:
        self.taken = np.full(self.may_begin.shape, _FREE, np.int32)
        self.pitch = self.notes[:, 1].copy()
        self.seated = np.zeros(len(self.notes), np.bool_)
        for number in range(len(self.notes)):
            self._put(number, int(self.pitch[number]))

    @classmethod
    def around(
        cls,
        notes: NDArray[np.int64],
        kept: NDArray[np.bool_],  # (128, steps) cells of notes that stay where they are
        may_begin: NDArray[np.bool_],
        wanted: NDArray[np.bool_],
    ) -> Seats:
        seats = cls(notes, may_begin, wanted)
        seats.taken[kept] = _KEPT
        return seats

    def _span(self, number: int) -> slice:
        onset, _, duration, _ = self.notes[number].tolist()
        return slice(onset, onset + duration)

    def _put(self, number: int, pitch: int) -> None:
        self.pitch[number] = pitch
        self.taken[pitch, self._span(number)] = number

    def _lift(self, number: int) -> None:
        self.taken[self.pitch[number], self._span(number)] = _FREE

    def candidates(self, number: int, allowed: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """(128,) pitches where the note may begin by ``allowed`` (128, steps) and nobody sits; reserves don't count."""
        span = self._span(number)
        there = self.taken[:, span]
        sitting = (there == _KEPT) | ((there >= 0) & self.seated[np.maximum(there, 0)])
        free: NDArray[np.bool_] = ~sitting.any(axis=1)
        return free & allowed[:, span.start]

    def take(self, number: int, pitch: int) -> bool:
        """Seat a note on a candidate.  False, and nothing changed, where a note in reserve would be left standing."""
        old = int(self.pitch[number])
        if pitch != old:
            there = self.taken[pitch, self._span(number)]
            moved = [(int(other), int(self.pitch[other])) for other in np.unique(there[there >= 0]) if other != number]
            for other, _ in moved:
                self._lift(other)
            self._lift(number)
            self._put(number, pitch)
            for place, (other, _) in enumerate(moved):
                refuge = self._refuge(other)
                if refuge is None:
                    for back, _ in moved[:place]:
                        self._lift(back)
                    self._lift(number)
                    self._put(number, old)
                    for back, home in moved:
                        self._put(back, home)
                    return False
                self._put(other, refuge)
        self.seated[number] = True
        return True

    def _refuge(self, number: int) -> int | None:
        """The free pitch nearest to a note's old one; within the settings if there is any."""
        span = self._span(number)
        free = (self.taken[:, span] == _FREE).all(axis=1) & self.may_begin[:, span.start]
        within = free & self.wanted[:, span.start]
        rows = np.flatnonzero(within if within.any() else free)
        return int(rows[np.argmin(np.abs(rows - self.notes[number, 1]))]) if len(rows) else None

    def keep_voices(self, numbers: list[int]) -> None:
        """Let seated notes that begin together change places so that a higher note stays the higher one."""
        for _ in range(len(numbers)):
            for low, high in pairwise(numbers):  # by their old pitches
                if self.pitch[low] > self.pitch[high]:
                    self._swap(low, high)

    def _swap(self, one: int, other: int) -> None:
        here, there = int(self.pitch[one]), int(self.pitch[other])
        self._lift(one)
        self._lift(other)
        if (self.taken[there, self._span(one)] == _FREE).all() and (self.taken[here, self._span(other)] == _FREE).all():
            here, there = there, here
        self._put(one, here)
        self._put(other, there)

    def rows(self) -> NDArray[np.int64]:
        """(n, 4) the notes on their seats."""
        out = self.notes.copy()
        out[:, 1] = self.pitch
        return out
