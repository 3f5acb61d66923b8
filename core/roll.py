"""The roll: a score on the sixteenth grid as two arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from core.score import BLOCK, Note, Score, TempoChange, TimeSignature, Track
from core.score import NUM_PITCHES as NUM_PITCHES
from core.units import STEPS_PER_QUARTER as STEPS_PER_QUARTER
from core.units import nearest_step, next_bar_line, step_to_tick

MIN_STEPS = 256  # one window of the model
MAX_STEPS = 65_536  # 4,096 bars of 4/4: more than any piece, and 16 MB of roll
_FIELDS = attrgetter("onset_tick", "pitch", "duration_ticks", "velocity")  # the columns of tick rows


@dataclass(frozen=True, slots=True, eq=False)
class Roll:
    """Piano roll.  ``velocity``: uint8 (128, steps), 0 = rest.  ``onset``: bool (128, steps).

    A cell sounds where velocity > 0.  An onset always sounds; a sounding cell without onset holds the
    note at its left, so a repeated note is not a held note.  All cells of a note share its velocity.
    """

    velocity: NDArray[np.uint8]
    onset: NDArray[np.bool_]

    def __post_init__(self) -> None:
        if self.velocity.ndim != 2 or self.velocity.shape[0] != NUM_PITCHES:
            raise ValueError(f"a roll is (128, steps), not {self.velocity.shape}")
        if self.velocity.dtype != np.uint8 or self.onset.dtype != np.bool_:
            raise ValueError(f"a roll holds uint8 and bool, not {self.velocity.dtype} and {self.onset.dtype}")
        if self.onset.shape != self.velocity.shape:
            raise ValueError(f"onset {self.onset.shape} and velocity {self.velocity.shape} differ in shape")

    @property
    def num_steps(self) -> int:
        return int(self.velocity.shape[1])

    @classmethod
    def empty(cls, num_steps: int) -> Roll:
        return cls(np.zeros((NUM_PITCHES, num_steps), np.uint8), np.zeros((NUM_PITCHES, num_steps), np.bool_))

    def window(self, start_step: int, num_steps: int) -> Roll:
        """Copy of ``num_steps`` columns from ``start_step``; silence where the roll does not reach.

        A note held from before the window starts with an onset in it, so that every window is a valid roll.
        """
        out = Roll.empty(num_steps)
        lo, hi = max(0, start_step), min(self.num_steps, start_step + num_steps)
        if lo < hi:
            out.velocity[:, lo - start_step : hi - start_step] = self.velocity[:, lo:hi]
            out.onset[:, lo - start_step : hi - start_step] = self.onset[:, lo:hi]
            first = lo - start_step
            out.onset[:, first] |= out.velocity[:, first] > 0
        return out

    def equals(self, other: Roll) -> bool:
        return np.array_equal(self.velocity, other.velocity) and np.array_equal(self.onset, other.onset)


def notes_of(roll: Roll) -> NDArray[np.int64]:
    """(n, 4) rows of onset_step, pitch, duration_steps, velocity, sorted."""
    sounding = roll.velocity > 0
    pitches, steps = np.nonzero(roll.onset)
    if not len(pitches):
        return np.zeros((0, 4), np.int64)
    # A note's last cell: the next one is silent, starts another note, or is beyond the roll.
    is_last = sounding | roll.onset
    is_last[:, :-1] &= ~sounding[:, 1:] | roll.onset[:, 1:]
    cells = np.flatnonzero(roll.onset)  # row by row, as the last cells are: the first one from an onset on is its own
    last = np.flatnonzero(is_last)
    duration = last[np.searchsorted(last, cells)] - cells + 1
    rows = np.stack([steps, pitches, duration, roll.velocity[pitches, steps].astype(np.int64)], axis=1)
    return rows[np.lexsort((rows[:, 1], rows[:, 0]))]


def notes_beginning_in(roll: Roll, cells: NDArray[np.bool_]) -> NDArray[np.int64]:
    """(n, 4) rows as of ``notes_of``, of the notes that begin in ``cells`` (128, steps)."""
    rows = notes_of(roll)
    return rows[cells[rows[:, 1], rows[:, 0]]]


def merge_grid_notes(rows: NDArray[np.int64], num_steps: int | None = None) -> NDArray[np.int64]:
    """Make notes of several tracks fit one roll.

    ``rows``: (n, 4) of onset_step, pitch, duration_steps, velocity, in any order.  Doubled notes (same pitch and
    onset) become one with the louder velocity and the longer duration; a later onset on the same pitch cuts the
    earlier note.  Notes that begin at or after ``num_steps`` are left out, those that ring past it are cut.
    Returns (m, 4), sorted by onset, then pitch.
    """
    merged = _merged_by_pitch(rows, num_steps)
    return merged[np.lexsort((merged[:, 1], merged[:, 0]))]


def _merged_by_pitch(rows: NDArray[np.int64], num_steps: int | None) -> NDArray[np.int64]:
    """``merge_grid_notes``, sorted by pitch, then onset."""
    if num_steps is not None:
        rows = rows[rows[:, 0] < num_steps]
    if not len(rows):
        return np.zeros((0, 4), np.int64)
    # One number a note sorts several times quicker than two do.
    columns = int(rows[:, 0].max()) + 1
    rows = rows[np.argsort(rows[:, 1] * columns + rows[:, 0], kind="stable")]
    onset, pitch = rows[:, 0], rows[:, 1]
    first = np.flatnonzero(np.concatenate([[True], (np.diff(onset) != 0) | (np.diff(pitch) != 0)]))
    end = np.maximum.reduceat(onset + np.maximum(rows[:, 2], 1), first)
    velocity = np.maximum.reduceat(rows[:, 3], first)
    onset, pitch = onset[first], pitch[first]
    same_pitch = pitch[1:] == pitch[:-1]
    end[:-1][same_pitch] = np.minimum(end[:-1], onset[1:])[same_pitch]
    if num_steps is not None:
        end = np.minimum(end, num_steps)
    return np.stack([onset, pitch, end - onset, velocity], axis=1)


def roll_from_notes(rows: NDArray[np.int64], num_steps: int) -> Roll:
    """The roll of (n, 4) rows of onset_step, pitch, duration_steps, velocity; the inverse of ``notes_of``."""
    rows = _merged_by_pitch(np.asarray(rows, np.int64).reshape(-1, 4), num_steps)
    roll = Roll.empty(num_steps)
    onset, pitch, duration, velocity = rows.T
    start = pitch * num_steps + onset
    # All cells of all notes in one go: each note's first cell, plus 0, 1, 2 ... within the note.
    within = np.arange(int(duration.sum())) - np.repeat(np.cumsum(duration) - duration, duration)
    roll.velocity.reshape(-1)[np.repeat(start, duration) + within] = np.repeat(velocity, duration)
    roll.onset.reshape(-1)[start] = True
    return roll


def steps_of(score: Score, notes: Sequence[Note]) -> NDArray[np.int64]:
    """(n, 4) rows of onset_step, pitch, duration_steps, velocity: the notes rounded to the grid, in their order."""
    return steps_of_ticks(ticks_of(notes), score.ticks_per_quarter)


def steps_of_ticks(ticks: NDArray[np.int64], ticks_per_quarter: int) -> NDArray[np.int64]:
    """Rows of onset, pitch, duration, velocity (n, 4) from ticks to steps.

    Onset and end are rounded, each for itself; a note lasts at least one step.
    """
    onset = nearest_step(ticks[:, 0], ticks_per_quarter)
    end = nearest_step(ticks[:, 0] + ticks[:, 2], ticks_per_quarter)
    return np.stack([onset, ticks[:, 1], np.maximum(end - onset, 1), ticks[:, 3]], axis=1)


def ticks_of(notes: Sequence[Note]) -> NDArray[np.int64]:
    """(n, 4) rows of onset_tick, pitch, duration_ticks, velocity."""
    out = np.empty((len(notes), 4), np.int64)
    for at in range(0, len(notes), BLOCK):
        block = notes[at : at + BLOCK]
        numbers = chain.from_iterable(map(_FIELDS, block))
        out[at : at + len(block)] = np.fromiter(numbers, np.int64, 4 * len(block)).reshape(-1, 4)
    return out


def num_steps_of(score: Score, rows: NDArray[np.int64] | None = None) -> int:
    """How long the score's roll is: up to the end of the bar in which the piece ends, at least MIN_STEPS.

    ``rows``: ``steps_of`` all its notes, where they are at hand.
    Whatever lies beyond MAX_STEPS does not count: one stray note or end mark an hour later must not cost memory.
    """
    tpq = score.ticks_per_quarter
    last = nearest_step(score.end_tick, tpq)
    if last > MAX_STEPS:
        last = 0
        for part in [rows] if rows is not None else [steps_of(score, track.notes) for track in score.tracks]:
            early = part[part[:, 0] < MAX_STEPS]
            last = max(last, int((early[:, 0] + early[:, 2]).max(initial=0)))
    if last >= MAX_STEPS:
        return MAX_STEPS
    whole = nearest_step(next_bar_line(score, step_to_tick(last, tpq)), tpq)
    return min(max(MIN_STEPS, whole), MAX_STEPS)


def roll_of(score: Score, num_steps: int | None = None) -> Roll:
    """The score on the grid: drums left out, tracks merged (see ``merge_grid_notes``), everything rounded.

    ``num_steps``: columns of the roll, ``num_steps_of(score)`` if not given.  Notes that begin later are not in it.
    """
    num_steps = num_steps_of(score) if num_steps is None else num_steps
    rows = [steps_of(score, track.notes) for track in score.tracks if track.notes and not track.is_drums]
    return roll_from_notes(np.concatenate(rows) if rows else np.zeros((0, 4), np.int64), num_steps)


def score_from_roll(
    roll: Roll,
    *,
    microseconds_per_quarter: int = 500_000,
    numerator: int = 4,
    denominator: int = 4,
    ticks_per_quarter: int = 480,
    track_name: str = "Piano",
    program: int = 0,
) -> Score:
    """A one-track score of the roll's notes, at one tempo and in one metre; as long as the roll."""
    rows = notes_of(roll)
    onset = step_to_tick(rows[:, 0], ticks_per_quarter)
    end = step_to_tick(rows[:, 0] + rows[:, 2], ticks_per_quarter)
    columns = (onset.tolist(), rows[:, 1].tolist(), (end - onset).tolist(), rows[:, 3].tolist())
    return Score(
        tracks=(Track(track_name, program=program, notes=tuple(map(Note, *columns))),),
        ticks_per_quarter=ticks_per_quarter,
        tempo_map=(TempoChange(0, microseconds_per_quarter),),
        time_signatures=(TimeSignature(0, numerator, denominator),),
        end_tick=step_to_tick(roll.num_steps, ticks_per_quarter),
    )
