"""Rhythm only: each bar keeps its pitches, in order and with their velocities; the model chooses when and how long."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.model.canvas import KNOWN
from core.model.guides import EMPTY, HELD
from core.region import ResolvedHole
from core.roll import Roll, notes_of
from core.sampler.leaves import sample_leaves
from core.sampler.lens import Lens, Subs
from core.sampler.limits import decided_columns
from core.sampler.request import SampleRequest
from core.sampler.rewrite import Columns, class_of, old_notes
from core.sampler.timing import draw_times
from core.sampler.working import Working, Written
from core.tokens import ONSET

# (row of sub-patches, first step) -> the chance that notes begin there and, given that, the log
# probability of each cell (pitches, steps)
Chances = dict[tuple[int, int], tuple[float, NDArray[np.float64]]]


@dataclass(slots=True, eq=False)
class _Bar:
    """Notes that keep their order within the steps ``first`` to before ``stop``."""

    first: int
    stop: int
    notes: NDArray[np.int64]  # rows that have no time yet


@dataclass(slots=True, eq=False)
class KeepPitches:
    """Each bar keeps its pitches, in order and with their velocities; the model chooses onsets and durations."""

    may_begin: NDArray[np.bool_]  # (128, steps) open cells
    notes: NDArray[np.int64]
    downbeat: NDArray[np.bool_]
    decided: NDArray[np.bool_]  # (steps,) columns that a draft has written
    written_to: int = 0  # notes that began before this step have a time
    done: NDArray[np.int64] = field(default_factory=lambda: np.zeros((0, 4), np.int64))  # its notes there

    @classmethod
    def of(cls, request: SampleRequest, whole: ResolvedHole, downbeat: NDArray[np.bool_]) -> KeepPitches:
        decided = decided_columns(request, whole)
        made = cls(whole.onset_allowed & ~decided, old_notes(request), downbeat, decided)
        if request.draft is not None:
            rows = notes_of(request.draft.roll)
            made.done = rows[request.hole[rows[:, 1], rows[:, 0]] & decided[rows[:, 0]]]
        return made

    def write(self, run: Working, first: int, stop: int) -> Generator[Written, None, None]:
        writer = _TimeWriter(run, self._bars(self.written_to, stop), self.may_begin)
        self.written_to = stop
        for column in writer.open_columns():
            yield from writer.column(column)

    def complete(self, roll: Roll) -> Roll:
        return roll

    def _bars(self, first: int, stop: int) -> list[_Bar]:
        lines = np.flatnonzero(self.downbeat)
        edges = [first, *lines[(lines > first) & (lines < stop)].tolist(), stop]
        made = []
        for begin, end in pairwise(edges):
            inside = (self.notes[:, 0] >= begin) & (self.notes[:, 0] < end)
            placed = int(((self.done[:, 0] >= begin) & (self.done[:, 0] < end)).sum())
            made.append(_Bar(begin, end, self.notes[inside][placed:]))
        return made


class _TimeWriter(Columns):
    def __init__(self, run: Working, bars: list[_Bar], may_begin: NDArray[np.bool_]) -> None:
        super().__init__(run)
        self.bars, self.may_begin, self.start = bars, may_begin, run.window.start
        run.only_onsets_at(torch.zeros(0, 2, dtype=torch.long), torch.zeros(0))

    def column(self, step: int) -> Generator[Written, None, None]:
        begin, end = step + self.start, step + self.start + self.width
        bars = [bar for bar in self.bars if bar.first < end and bar.stop > begin and len(bar.notes)]
        lens = Lens(self.run)
        rows = self._rows(step, bars)
        patches, scores, where = self._look(lens, step, rows, bars)
        nothing = torch.zeros(0, 4, dtype=torch.long)
        yield Written(0, 0, self._patch_boxes(patches, step))
        onsets = self._times(lens, bars, begin, end, where)
        at = torch.from_numpy(onsets[:, :2] - np.array([self.start, 0])).to(self.device)
        self.run.only_onsets_at(at, torch.from_numpy(onsets[:, 3]).to(self.device))
        place, sub, guide = self._column_subs(step, rows, patches, scores, onsets)
        if not len(place):
            self.rests(step)
            yield Written(1, 0, nothing)
            yield from self.leaf_steps(nothing)
            return
        chosen = lens.subs(patches, place, sub, guide)
        yield Written(1, 0, self.boxes(chosen.row, step, self.local.patch_height, self.width))
        once = torch.zeros_like(chosen.row)
        self._rests_beside(step, chosen)
        yield from sample_leaves(
            self.run, lens.context, chosen.hidden, guide, once, chosen.row, chosen.col, chosen.owner, once + 1, KNOWN
        )

    def _rows(self, step: int, bars: list[_Bar]) -> NDArray[np.int64]:
        """Rows of sub-patches that matter here: those of the notes to place, and of notes that ring into the column."""
        states = self.run.canvas.inner(self.run.canvas.state)[0]
        ringing = np.zeros(0, np.int64)
        if step:
            open_now = self.run.open[0, :, step]
            kept = self.run.canvas.inner(self.run.kept_cells)[0][:, step - 1]
            ringing = np.flatnonzero(((states[:, step - 1] > 0) & ~kept & open_now).cpu().numpy())
        pitches = np.concatenate([ringing, *(bar.notes[:, 1] for bar in bars)])
        return np.unique(pitches // self.local.patch_height)

    def _look(self, lens: Lens, step: int, rows: NDArray[np.int64], bars: list[_Bar]) -> tuple[Tensor, Tensor, Chances]:
        """Patches from this column to the end of its bars, level 1's scores, and each sub-patch's onset chances."""
        bars_scores = lens.bars()
        stop = min(max([bar.stop - self.start for bar in bars], default=step + 1), self.grid.width)
        columns = np.arange(step // self.grid.patch_width, -(-stop // self.grid.patch_width))
        per_patch = self.local.rows
        needed = np.unique(rows // per_patch)
        if not len(needed):
            return torch.zeros(0, dtype=torch.long, device=self.device), torch.zeros(0), {}
        numbers = (needed[:, None] * self.grid.cols + columns).flatten()
        patches = torch.from_numpy(numbers).to(self.device)
        guide = 2 + bars_scores[patches][:, 2:].argmax(-1)  # as if notes began there: where they do is the question
        scores = lens.patches(patches, guide)
        at, sub, keys = self._sub_places(rows, numbers, step, stop)
        if not len(at):
            return patches, scores, {}
        picked = scores[at, sub]
        subs = lens.subs(patches, at, sub, 2 + picked[:, 2:].argmax(-1))
        onset = lens.cells(subs)[..., ONSET].double().cpu().numpy()
        chance = (1 - picked[:, EMPTY].exp() - picked[:, HELD].exp()).clamp(1e-4, 1 - 1e-4).cpu().numpy()
        height = self.local.patch_height
        found = {key: (float(chance[i]), onset[i].reshape(self.width, height).T) for i, key in enumerate(keys)}
        return patches, scores, found

    def _sub_places(
        self, rows: NDArray[np.int64], numbers: NDArray[np.int64], step: int, stop: int
    ) -> tuple[Tensor, Tensor, list[tuple[int, int]]]:
        at, sub, keys = [], [], []
        place_of = {int(number): place for place, number in enumerate(numbers)}
        for row in rows.tolist():
            for first in range(step, stop, self.width):
                patch = row // self.local.rows * self.grid.cols + first // self.grid.patch_width
                inner = first % self.grid.patch_width // self.width
                at.append(place_of[patch])
                sub.append(row % self.local.rows * self.local.cols + inner)
                keys.append((row, first))
        return torch.tensor(at, device=self.device), torch.tensor(sub, device=self.device), keys

    def _times(
        self,
        lens: Lens,
        bars: list[_Bar],
        begin: int,
        end: int,
        where: Chances,
    ) -> NDArray[np.int64]:
        """(n, 4) onset_step, pitch, _, velocity of the notes that begin in this column; they leave their bars."""
        out = []
        for bar in bars:
            first = max(begin, bar.first)
            steps = np.arange(first, bar.stop)
            odds = np.full((len(bar.notes), len(steps)), -np.inf)
            for i, pitch in enumerate(bar.notes[:, 1].tolist()):
                for j, step in enumerate(steps.tolist()):
                    if self.may_begin[pitch, step]:
                        odds[i, j] = self._log_odds(where, pitch, step - self.start)
            times = first + draw_times(bar.notes[:, 1], odds, self.uniform)
            now = times < end
            rows = bar.notes[now].copy()
            rows[:, 0] = times[now]
            out.append(rows)
            bar.notes = bar.notes[~now]
        return np.concatenate([np.zeros((0, 4), np.int64), *out])

    def _log_odds(self, where: Chances, pitch: int, step: int) -> float:
        height = self.local.patch_height
        chance, onset = where[pitch // height, step // self.width * self.width]
        p = min(max(chance * float(np.exp(onset[pitch % height, step % self.width])), 1e-6), 1 - 1e-6)
        return float(np.log(p) - np.log1p(-p))

    def _column_subs(
        self, step: int, rows: NDArray[np.int64], patches: Tensor, scores: Tensor, onsets: NDArray[np.int64]
    ) -> tuple[Tensor, Tensor, Tensor]:
        """The sub-patches of this column that are written cell by cell: place of their patch, number, class."""
        place, sub, guide = [], [], []
        inner = step % self.grid.patch_width // self.width
        numbers = {int(number): i for i, number in enumerate(patches.tolist())}
        classes = self.run.model.patch_level.guide
        for row in rows.tolist():
            at = numbers[row // self.local.rows * self.grid.cols + step // self.grid.patch_width]
            number = row % self.local.rows * self.local.cols + inner
            count = int((onsets[:, 1] // self.local.patch_height == row).sum())
            if count:
                kind = int(class_of(classes, np.array([count]), self.device))
            else:  # notes may ring on here; the model says whether they do
                held = torch.exp(scores[at, number, HELD] - torch.logaddexp(*scores[at, number, [EMPTY, HELD]]))
                if self.uniform() >= float(held):
                    continue
                kind = HELD
            place.append(at)
            sub.append(number)
            guide.append(kind)
        made = (torch.tensor(part, dtype=torch.long, device=self.device) for part in (place, sub, guide))
        first, second, third = made
        return first, second, third

    def _rests_beside(self, step: int, chosen: Subs) -> None:
        """Open cells of the column outside the chosen sub-patches become rests before those are written."""
        inside = torch.zeros(self.grid.height, dtype=torch.bool, device=self.device)
        for offset in range(self.local.patch_height):
            inside[chosen.row + offset] = True
        zero = torch.zeros(1, dtype=torch.long, device=self.device)
        box = self.run.canvas.box_index(zero, zero, torch.full_like(zero, step), self.grid.height, self.width)[0]
        self.run.write_rests(box[~inside].flatten(), KNOWN)

    def _patch_boxes(self, patches: Tensor, step: int) -> Tensor:
        row, col = self.grid.corner(patches)
        here = col == step - step % self.grid.patch_width
        return self.boxes(row[here], step - step % self.grid.patch_width, self.grid.patch_height, self.grid.patch_width)
