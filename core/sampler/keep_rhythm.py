"""Pitches only: onsets, durations and velocities stay as they are, and the model chooses the pitches.

How many notes begin at each step is known; how they spread over octaves, sub-patches and pitches is drawn from the
model's own scores on the condition that the numbers come out right.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.edit.rewrite import new_pitches
from core.model.canvas import KNOWN
from core.region import ResolvedHole
from core.roll import NUM_PITCHES, Roll, notes_beginning_in
from core.sampler.lens import Lens, Subs
from core.sampler.limits import decided_columns
from core.sampler.request import SampleRequest
from core.sampler.rewrite import Columns, class_of, count_weights, old_notes
from core.sampler.seats import Seats
from core.sampler.timing import draw_counts
from core.sampler.working import Working, Written
from core.tokens import HOLD, ONSET


@dataclass(slots=True, eq=False)
class KeepRhythm:
    """Onsets, durations and velocities stay; the model chooses the pitches."""

    seats: Seats
    base: Roll

    @classmethod
    def of(cls, request: SampleRequest, whole: ResolvedHole, wanted: NDArray[np.bool_]) -> KeepRhythm:
        """``wanted``: (128, steps) where the settings let a note begin."""
        seats = Seats.around(old_notes(request), whole.base.velocity > 0, whole.onset_allowed, wanted)
        if request.draft is not None:
            _seat_draft(seats, request, decided_columns(request, whole))
        return cls(seats, whole.base)

    def write(self, run: Working, first: int, stop: int) -> Generator[Written, None, None]:
        writer = _PitchWriter(run, self.seats, first, stop)
        for column in writer.open_columns():
            yield from writer.column(column)

    def complete(self, roll: Roll) -> Roll:
        velocity, onset = roll.velocity.copy(), roll.onset.copy()
        for step, pitch, duration, loud in self.seats.rows()[self.seats.seated].tolist():
            velocity[pitch, step : step + duration] = loud
            onset[pitch, step] = True
        return Roll(velocity, onset)


def _seat_draft(seats: Seats, request: SampleRequest, decided: NDArray[np.bool_]) -> None:
    """Notes whose column the draft has written keep the pitch that they have there."""
    assert request.draft is not None
    rows = notes_beginning_in(request.draft.roll, request.hole)
    numbers = np.flatnonzero(decided[seats.notes[:, 0]])
    old, new = seats.notes[numbers].copy(), rows[decided[rows[:, 0]]].copy()
    old[:, 2] = new[:, 2] = 0  # a picture of a run may cut a note where its window ends
    for number, pitch in zip(numbers.tolist(), new_pitches(old, new).tolist(), strict=True):
        seats.take(number, pitch)


class _PitchWriter(Columns):
    def __init__(self, run: Working, seats: Seats, first: int, stop: int) -> None:
        super().__init__(run)
        self.seats = seats
        self.start, self.first, self.stop = run.window.start, first, stop
        self.counts: dict[int, NDArray[np.int64]] = {}  # column of patches -> onsets in each of its patches

    def numbers(self, step: int, width: int) -> list[int]:
        """The notes without a pitch that begin in the window's steps ``step`` to before ``step + width``."""
        onset = self.seats.notes[:, 0]
        low, high = max(self.first, step + self.start), min(self.stop, step + width + self.start)
        return np.flatnonzero((onset >= low) & (onset < high) & ~self.seats.seated).tolist()

    def column(self, step: int) -> Generator[Written, None, None]:
        numbers = self.numbers(step, self.width)
        nothing = torch.zeros(0, 4, dtype=torch.long)
        if not numbers:
            self.rests(step)
            yield Written(0, 0, nothing)
            yield Written(1, 0, nothing)
            yield from self.leaf_steps(nothing)
            return
        lens = Lens(self.run)
        patches, counts = self._guides(lens, step)
        corner, _ = self.grid.corner(patches)
        left = step - step % self.grid.patch_width
        yield Written(0, 0, self.boxes(corner, left, self.grid.patch_height, self.grid.patch_width))
        subs = self._subs(lens, step, patches, counts, len(numbers))
        boxes = self.boxes(subs.row, step, self.local.patch_height, self.width)
        yield Written(1, 0, boxes)
        for at in range(self.width):
            together = self.numbers(step + at, 1)
            if together:
                self._seat(together, self._wishes(lens, subs, at))
        self.rests(step)
        yield from self.leaf_steps(boxes)

    def _guides(self, lens: Lens, step: int) -> tuple[Tensor, NDArray[np.int64]]:
        """Patches of this column of patches that get notes, and how many: they add up to what the rhythm needs."""
        patches = self.patches_at(step)
        bars = lens.bars()[patches]
        column = step // self.grid.patch_width
        if column not in self.counts:
            left = column * self.grid.patch_width
            total = len(self.numbers(left, self.grid.patch_width))
            weights = count_weights(self.run.model.roll_level.guide, bars, min(total, 64))
            weights[~self._has_room(left, self.grid.patch_width, self.grid.patch_height), 1:] = 0
            self.counts[column] = draw_counts(weights, total, self.uniform)
        counts = self.counts[column]
        chosen = torch.from_numpy(np.flatnonzero(counts)).to(self.device)
        return patches[chosen], counts[counts > 0]

    def _has_room(self, step: int, width: int, height: int) -> NDArray[np.bool_]:
        """(rows of patches,) which boxes of this column have cells where the settings let a note begin."""
        wanted = self.seats.wanted[:, step + self.start : step + self.start + width].any(axis=1)
        padded = np.pad(wanted, (0, self.grid.height - NUM_PITCHES))
        room: NDArray[np.bool_] = np.logical_or.reduce(padded.reshape(-1, height), axis=1)
        return room

    def _subs(self, lens: Lens, step: int, patches: Tensor, counts: NDArray[np.int64], total: int) -> Subs:
        """The sub-patches that the notes of this column go to."""
        level = self.run.model.patch_level
        scores = lens.patches(patches, class_of(self.run.model.roll_level.guide, counts, self.device))
        inner = self.subs_at(step)
        weights = count_weights(level.guide, scores[:, inner].flatten(0, 1), min(total, self.local.patch_height * 4))
        row, _ = self.grid.corner(patches)
        room = self._has_room(step, self.width, self.local.patch_height)
        rows = (row[:, None] // self.local.patch_height + torch.arange(len(inner), device=self.device)).flatten()
        weights[~room[rows.cpu().numpy()], 1:] = 0
        drawn = draw_counts(weights, total, self.uniform)
        at = np.flatnonzero(drawn)
        guide = class_of(level.guide, drawn[at], self.device)
        places = torch.from_numpy(at).to(self.device)
        return lens.subs(patches, places // len(inner), inner[places % len(inner)], guide)

    def _wishes(self, lens: Lens, subs: Subs, at: int) -> NDArray[np.float64]:
        """(128,) log odds of a note beginning at each pitch, at step ``at`` of the column; -inf where nobody asked."""
        height = self.local.patch_height
        onset = lens.cells(subs)[:, at * height : (at + 1) * height, ONSET].double()
        odds = (onset - torch.log1p(-onset.exp().clamp(max=1 - 1e-6))).cpu().numpy()
        wishes = np.full(self.grid.height, -np.inf)
        rows = subs.row.cpu().numpy()[:, None] + np.arange(height)
        wishes[rows.flatten()] = odds.flatten()
        return wishes[:NUM_PITCHES]

    def _seat(self, numbers: list[int], wishes: NDArray[np.float64]) -> None:
        """Give the notes that begin together their pitches, the longest first, and write them."""
        seats = self.seats
        for number in sorted(numbers, key=lambda n: (-int(seats.notes[n, 2]), n)):
            if not self._take(number, wishes):
                seats.take(number, int(seats.pitch[number]))  # its seat in reserve
        seats.keep_voices(numbers)
        states, loud = self.run.canvas.inner(self.run.canvas.state), self.run.canvas.inner(self.run.canvas.velocity)
        decided = self.run.canvas.inner(self.run.canvas.decided_at)
        for number in numbers:
            onset, _, duration, velocity = seats.notes[number].tolist()
            first, pitch = onset - self.start, int(seats.pitch[number])
            cells = np.s_[:, pitch, first : min(first + duration, self.run.canvas.steps)]
            states[cells], loud[cells], decided[cells] = HOLD, velocity / 127, KNOWN
            states[:, pitch, first] = ONSET

    def _take(self, number: int, wishes: NDArray[np.float64]) -> bool:
        """Draw a pitch from the model's wishes; where it wished for none of the free ones, take the nearest."""
        seats, config = self.seats, self.run.config
        old = int(seats.notes[number, 1])
        free = seats.candidates(number, seats.wanted)
        while (rows := np.flatnonzero(free & np.isfinite(wishes))).size:
            pitch = int(rows[_nucleus(wishes[rows], config.top_p, self.uniform())])
            if seats.take(number, pitch):
                return True
            free[pitch] = False
        for allowed in (free, seats.candidates(number, seats.may_begin)):
            for pitch in sorted(np.flatnonzero(allowed).tolist(), key=lambda p: (abs(p - old), p)):
                if seats.take(number, pitch):
                    return True
        return False


def _nucleus(scores: NDArray[np.float64], top_p: float, uniform: float) -> int:
    """Draw in proportion to exp(scores) among the likeliest that add up to ``top_p``."""
    weights = np.exp(scores - scores.max())
    order = np.argsort(-weights, kind="stable")
    ordered = weights[order] / weights.sum()
    ordered[ordered.cumsum() - ordered >= top_p] = 0
    edges = ordered.cumsum()
    return int(order[np.searchsorted(edges, uniform * edges[-1] * (1 - 1e-9), side="right")])
