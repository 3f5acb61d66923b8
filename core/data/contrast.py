"""Holes whose music differs from what is around in just what is asked for.

In a window cut from one piece the key and the style of the hole can be read off the music around, so being told of them
teaches nothing, and nothing is learned for the case that somebody asks for others.  Here bars are asked for in another
key (the same bars, transposed) or in another style (bars of a piece of that style, moved into the key around).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.conditions import Conditions, density_bin, estimate_key, metre_of, turn_between
from core.data.corpus import Piece
from core.roll import NUM_PITCHES, Roll, notes_of, roll_from_notes

MAX_BARS = 12  # of a hole
_TRIES = 8  # pieces looked at for another style

Another = Callable[[], Piece]


@dataclass(frozen=True, slots=True, eq=False)
class Contrast:
    """What is to be written into whole bars of a window."""

    hole: NDArray[np.bool_]  # (128, steps)
    notes: NDArray[np.int64]  # (n, 4) as in Piece, steps of the window; all begin in the hole
    asked: Conditions  # what the window would be asked for with
    always: tuple[str, ...]  # conditions without which the notes could not be foretold: they are told every time
    turn: int  # semitones from the key of the music around to that of the hole
    velocity_is_real: bool


def other_key(
    roll: Roll, downbeat: NDArray[np.bool_], asked: Conditions, real: bool, rng: np.random.Generator
) -> Contrast | None:
    """Bars of the window in another key; None where no key or no room for it is found."""
    span = _bars(downbeat, rng)
    turn = int(rng.choice([-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5]))
    if span is None or asked.key is None:
        return None
    own = notes_of(roll)
    rows = _moved(own[(own[:, 0] >= span[0]) & (own[:, 0] < span[1])], turn)
    if rows is None:
        return None
    key = asked.key // 12 * 12 + (asked.key + turn) % 12
    return Contrast(_hole(span, roll.num_steps), rows, replace(asked, key=key), ("key",), turn, real)


def other_style(
    roll: Roll,
    downbeat: NDArray[np.bool_],
    asked: Conditions,
    real: bool,
    rng: np.random.Generator,
    another: Another,
) -> Contrast | None:
    """Bars of a piece of another style in the key and metre of the window; None where none is found."""
    span = _bars(downbeat, rng)
    if span is None or asked.key is None or asked.style is None:
        return None
    other = next((p for p in (another() for _ in range(_TRIES)) if p.style not in (None, asked.style)), None)
    rows = None if other is None else _part(other, span[1] - span[0], asked, rng)
    if other is None or rows is None:
        return None
    rows[:, 0] += span[0]
    hole = _hole(span, roll.num_steps)
    onsets = roll.onset[~hole].sum() + len(rows)
    wish = replace(asked, style=other.style, density=density_bin(onsets / max(1.0, roll.num_steps / 16)))
    return Contrast(hole, rows, wish, ("style",), 0, real and other.velocity_is_real)


def _bars(downbeat: NDArray[np.bool_], rng: np.random.Generator) -> tuple[int, int] | None:
    """First step and step after the last of a few bars, with music left around."""
    lines = np.flatnonzero(downbeat)
    if len(lines) < 3:
        return None
    count = int(rng.integers(1, min(MAX_BARS, len(lines) - 2) + 1))
    first = int(rng.integers(0, len(lines) - count))
    return int(lines[first]), int(lines[first + count])


def _part(other: Piece, length: int, asked: Conditions, rng: np.random.Generator) -> NDArray[np.int64] | None:
    """Notes of ``length`` steps from a bar line on, counted from there, in the key asked for."""
    lines = np.flatnonzero(other.downbeat)
    lines = lines[lines + length <= other.num_steps]
    if not len(lines):
        return None
    start = int(rng.choice(lines))
    part, downbeat = other.window(start, length)
    key = estimate_key(part)
    if key is None or asked.key is None or metre_of(downbeat) not in (asked.metre, None):
        return None
    rows = other.notes[(other.notes[:, 0] >= start) & (other.notes[:, 0] < start + length)].copy()
    rows[:, 0] -= start
    return _moved(rows, turn_between(key, asked.key))


def _moved(rows: NDArray[np.int64], turn: int) -> NDArray[np.int64] | None:
    """The notes ``turn`` semitones higher; None where there are none, or no room for them."""
    rows = rows.copy()
    rows[:, 1] += turn
    return rows if len(rows) and rows[:, 1].min() >= 0 and rows[:, 1].max() < NUM_PITCHES else None


def _hole(span: tuple[int, int], steps: int) -> NDArray[np.bool_]:
    hole = np.zeros((NUM_PITCHES, steps), np.bool_)
    hole[:, span[0] : span[1]] = True
    return hole


def written_into(notes: NDArray[np.int64], may_begin: NDArray[np.bool_]) -> Roll:
    """The roll of those of the notes that may begin where they do (128, steps)."""
    return roll_from_notes(notes[may_begin[notes[:, 1], notes[:, 0]]], may_begin.shape[1])
