"""Takes: several results for one hole, side by side, and a mix of them bar by bar."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.capsule import Capsule
from core.config import MAX_TAKES as MAX_TAKES
from core.config import ONLY
from core.edit.fill import Edit, apply_fill, changed_outside
from core.edit.rewrite import apply_rewrite
from core.roll import Roll, notes_beginning_in, notes_of, roll_from_notes
from core.score import Score


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """One finished result.  ``roll`` is as long as the piece."""

    number: int  # from 1
    capsule: Capsule
    roll: Roll
    seconds: float

    @property
    def seed(self) -> int:
        return self.capsule.seed

    @property
    def hole(self) -> NDArray[np.bool_]:
        """(128, steps) what this take wrote: a soft hole is another one for every seed."""
        return self.capsule.request.hole

    @property
    def num_written(self) -> int:
        """Notes that begin in the hole."""
        return int((self.roll.onset & self.hole).sum())


def comp(
    score: Score,
    takes: Sequence[Take],
    choice: Mapping[int, int],
    bars: NDArray[np.int64],
    track_index: int,
    name: str,
    muted: Collection[int] = (),
) -> tuple[Score, Edit, int]:
    """Put takes into ``score``, the piece as it was before them, each in its own bars.

    ``choice``: number of the take by the number of the bar, from 0; bars without a choice stay as they were.
    ``bars``: (n,) first steps of the bars.  Returns the score, the edit and how many notes outside the holes changed.
    """
    edges = np.append(bars, takes[0].roll.num_steps) if takes else bars
    parts: list[tuple[Take, NDArray[np.bool_]]] = []
    for take in takes:
        part = np.zeros(take.roll.num_steps, np.bool_)
        for bar, number in choice.items():
            if number == take.number and 0 <= bar < len(bars):
                part[edges[bar] : edges[bar + 1]] = True
        if (take.hole & part).any():
            parts.append((take, take.hole & part))
    after, removed, added = score, 0, 0
    for only in ONLY:  # at once: what rings over from another take ends where a note begins, and keeps none away
        same = [(take, part) for take, part in parts if take.capsule.request.config.only == only]
        if not same:
            continue
        rows = np.concatenate([notes_beginning_in(take.roll, part) for take, part in same])
        cells = np.logical_or.reduce([part for _, part in same])
        request = same[0][0].capsule.request
        if only == "all":
            fill = roll_from_notes(rows, request.roll.num_steps)
            after, edit = apply_fill(after, cells, fill, track_index, name, muted)
        else:
            after, edit = apply_rewrite(after, cells, request.roll, rows, only, name, muted)
        removed, added = removed + edit.num_removed, added + edit.num_added
    everywhere = np.logical_or.reduce([part for _, part in parts]) if parts else np.zeros_like(takes[0].hole)
    outside = changed_outside(score, after, everywhere, muted)
    return after, Edit(name, score, after, removed, added), outside


def agreement(takes: Sequence[Take]) -> NDArray[np.float32]:
    """(128, steps) share of the takes in which a note sounds in a cell that any of them wrote; 0 where none does."""
    if not takes:
        raise ValueError("there are no takes to compare")
    sounding = np.zeros(takes[0].roll.velocity.shape, np.float32)
    for take in takes:
        sounding += _written(take)
    share: NDArray[np.float32] = sounding / np.float32(len(takes))
    return share


def differs(takes: Sequence[Take]) -> float:
    """How much of what is written is not agreed upon, 0 (the same) to 1 (nothing in common)."""
    share = agreement(takes)
    heard = share[share > 0]
    return float(1 - heard.mean()) if len(heard) and len(takes) > 1 else 0.0


def ghosts(takes: Sequence[Take], shown: int) -> NDArray[np.int64]:
    """(n, 4) notes that the other takes have and the take number ``shown`` has not, doubled ones once."""
    new = [notes_beginning_in(take.roll, take.hole) for take in takes if take.number != shown]
    found = np.concatenate([np.zeros((0, 4), np.int64), *new])
    _, first = np.unique(found[:, :3], axis=0, return_index=True)
    found = found[np.sort(first)]
    own = next((take.roll for take in takes if take.number == shown), None)
    if own is None:
        return found
    there = {tuple(row) for row in notes_of(own)[:, :3].tolist()}
    return found[[tuple(row) not in there for row in found[:, :3].tolist()]]


def covered(rows: NDArray[np.int64], num_steps: int) -> NDArray[np.bool_]:
    """(128, steps) cells of the notes ``rows`` of onset_step, pitch, duration_steps, velocity."""
    return roll_from_notes(rows, num_steps).velocity > 0


def _written(take: Take) -> NDArray[np.bool_]:
    """(128, steps) cells of the notes that begin in the take's hole."""
    begins = take.roll.onset
    steps = np.arange(take.roll.num_steps)
    owner = np.maximum.accumulate(np.where(begins, steps, 0), axis=1)
    own: NDArray[np.bool_] = np.take_along_axis(begins & take.hole, owner, axis=1)
    return own & (take.roll.velocity > 0)
