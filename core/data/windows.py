"""Windows to learn from: cut on bar lines, transposed, with a hole as users paint it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.utils.data import IterableDataset

from core.beats import beat_planes
from core.conditions import CONDITION_SIZES, Conditions, density_bin, estimate_key, metre_of
from core.config import USUAL_HOLES, HoleMix
from core.data.contrast import Another, Contrast, other_key, other_style, written_into
from core.data.corpus import Corpus, Piece
from core.data.holes import random_hole
from core.model.objective import Batch
from core.refusal import Refusal
from core.region import resolve_hole
from core.roll import NUM_PITCHES, Roll
from core.tokens import HOLD, ONSET, REST, RING, UNKNOWN, pad_rows, states_of

RINGS = (0, 4, 8, 8, 16)  # steps, one of them a window


@dataclass(frozen=True, slots=True)
class Example:
    """One window and its hole; arrays as in Batch, without the batch."""

    state: NDArray[np.uint8]
    velocity: NDArray[np.uint8]
    hidden: NDArray[np.uint8]
    unknown: NDArray[np.bool_]
    beat: NDArray[np.float32]
    conditions: list[int]
    velocity_is_real: bool
    turn: int = 0


def conditions_of(roll: Roll, downbeat: NDArray[np.bool_], style: int | None) -> Conditions:
    """What this music would be asked for with."""
    bars = max(1.0, roll.num_steps / 16)
    return Conditions(style, density_bin(roll.onset.sum() / bars), estimate_key(roll), metre_of(downbeat))


def cut_off(state: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Holds that no onset leads to: a note that left its hole, was cut, and would come back in the next one."""
    steps = np.arange(state.shape[1])
    last_onset = np.maximum.accumulate(np.where(state == ONSET, steps, -1), axis=1)
    last_rest = np.maximum.accumulate(np.where(state == REST, steps, -1), axis=1)
    return (state == HOLD) & (last_onset <= last_rest)


def make_example(
    roll: Roll,
    downbeat: NDArray[np.bool_],
    hole: NDArray[np.bool_],
    conditions: Conditions,
    num_rows: int,
    ring_steps: int,
    velocity_is_real: bool,
    other: Contrast | None = None,
) -> Example:
    """The window with its hole resolved: notes that begin before the hole stay, the others are to be learned.

    The truth of a note that rings past its hole farther than the ring ends there: what lies beyond is silence by rule.
    ``other``: what is to be learned instead of the window's own notes.
    """
    resolved = resolve_hole(roll, hole, ring_steps)
    inside = roll if other is None else written_into(other.notes, resolved.onset_allowed)
    state, velocity = states_of(inside), inside.velocity
    outside = ~resolved.unknown
    state = np.where(outside, states_of(resolved.base), state).astype(np.uint8)
    velocity = np.where(outside, resolved.base.velocity, velocity).astype(np.uint8)
    state[cut_off(state)] = REST
    velocity[state == REST] = 0
    hidden = np.where(resolved.unknown & ~resolved.onset_allowed, RING, UNKNOWN).astype(np.uint8)
    return Example(
        state=pad_rows(state, num_rows),
        velocity=pad_rows(velocity, num_rows),
        hidden=pad_rows(hidden, num_rows),
        unknown=pad_rows(resolved.unknown, num_rows),
        beat=beat_planes(downbeat),
        conditions=conditions.ids(),
        velocity_is_real=velocity_is_real,
        turn=0 if other is None else other.turn,
    )


def collate(examples: list[Example], numbers: Sequence[int] = ()) -> Batch:
    """``numbers`` are those of the windows in the run that they are drawn for."""

    def stack(name: str) -> torch.Tensor:
        return torch.from_numpy(np.stack([getattr(e, name) for e in examples]))

    return Batch(
        state=stack("state"),
        velocity=stack("velocity"),
        hidden=stack("hidden"),
        unknown=stack("unknown"),
        beat=stack("beat"),
        conditions=torch.tensor([e.conditions for e in examples]),
        velocity_is_real=torch.tensor([e.velocity_is_real for e in examples]),
        turn=torch.tensor([e.turn for e in examples]),
        numbers=tuple(numbers),
    )


@dataclass(frozen=True, slots=True)
class WindowSettings:
    num_steps: int = 256
    num_rows: int = 132
    transpose: tuple[int, int] = (-6, 5)  # semitones, inclusive
    condition_dropout: float = 0.35  # chance that one condition is not asked for
    all_dropout: float = 0.15  # chance that none is
    holes: HoleMix = USUAL_HOLES
    crops_per_file: int | None = None  # windows of each file in one pass; None = by its length
    other_key: float = 0.0  # shares of windows, see core.data.contrast
    other_style: float = 0.0


def _drop(
    conditions: Conditions, settings: WindowSettings, rng: np.random.Generator, always: tuple[str, ...] = ()
) -> Conditions:
    if not always and rng.random() < settings.all_dropout:
        return Conditions()
    kept = {
        name: getattr(conditions, name) if name in always or rng.random() >= settings.condition_dropout else None
        for name in CONDITION_SIZES
    }
    return Conditions(**kept)


def _contrast(
    roll: Roll, downbeat: NDArray[np.bool_], piece: Piece, settings: WindowSettings, rng: np.random.Generator,
    another: Another,
) -> Contrast | None:  # fmt: skip
    """Now and then, as often as the settings say."""
    if settings.other_key + settings.other_style == 0:
        return None
    drawn = rng.random()
    if drawn >= settings.other_key + settings.other_style:
        return None
    asked, real = conditions_of(roll, downbeat, piece.style), piece.velocity_is_real
    if drawn < settings.other_key:
        return other_key(roll, downbeat, asked, real, rng)
    return other_style(roll, downbeat, asked, real, rng, another)


def random_example(piece: Piece, settings: WindowSettings, rng: np.random.Generator, another: Another) -> Example:
    """A window that starts on a bar line of the piece, transposed, with a random hole.

    ``another`` draws another piece, for windows whose hole is asked for in another style.
    """
    last = max(0, piece.num_steps - settings.num_steps)
    bars = np.flatnonzero(piece.downbeat)
    bars = bars[bars <= last + 16]
    start = int(rng.choice(bars)) if len(bars) else 0
    inside = piece.notes[(piece.notes[:, 0] < start + settings.num_steps) & (piece.notes[:, 0] + 64 > start)]
    low, high = (int(inside[:, 1].min()), int(inside[:, 1].max())) if len(inside) else (48, 72)
    low_all, high_all = int(piece.notes[:, 1].min()), int(piece.notes[:, 1].max())
    shift = int(rng.integers(settings.transpose[0], settings.transpose[1] + 1))
    shift = min(max(shift, -low_all), NUM_PITCHES - 1 - high_all)
    roll, downbeat = piece.window(start, settings.num_steps, shift)
    if other := _contrast(roll, downbeat, piece, settings, rng, another):
        asked, rows = _drop(other.asked, settings, rng, other.always), settings.num_rows
        ring = int(rng.choice(RINGS))
        return make_example(roll, downbeat, other.hole, asked, rows, ring, other.velocity_is_real, other)
    conditions = _drop(conditions_of(roll, downbeat, piece.style), settings, rng)
    hole = random_hole(rng, settings.num_steps, (max(0, low + shift), min(127, high + shift)), settings.holes)
    ring = int(rng.choice(RINGS))
    return make_example(roll, downbeat, hole, conditions, settings.num_rows, ring, piece.velocity_is_real)


class WindowStream(IterableDataset[Batch]):
    """Endless batches.  Window number ``k`` depends on the seed and on ``k`` alone.

    So a run goes on where it was, and several processes (``share``: mine, all) make the windows that one would.
    """

    def __init__(
        self,
        corpus: Corpus,
        settings: WindowSettings,
        batch_size: int,
        seed: int,
        first: int = 0,
        share: tuple[int, int] = (0, 1),
    ) -> None:
        super().__init__()
        if not corpus.pieces:
            raise Refusal("there are no MIDI files to train on: give folders that hold some with --data")
        self.corpus, self.settings, self.batch_size, self.seed, self.first = corpus, settings, batch_size, seed, first
        self.share = share
        weights = np.maximum(1, corpus.lengths()).astype(np.float64).cumsum()
        self._bounds = weights / weights[-1]

    def batch(self, number: int) -> Batch:
        """This process's part of batch ``number``."""
        mine, all_ = self.share
        size = self.batch_size // all_
        begin = number * self.batch_size + mine * size
        return collate([self.example(begin + i) for i in range(size)], range(begin, begin + size))

    def example(self, number: int) -> Example:
        """Window ``number`` of the run."""
        rng = np.random.default_rng([self.seed, number])
        pieces = self.corpus.pieces
        piece = pieces[self._piece(number, rng)]
        return random_example(piece, self.settings, rng, lambda: pieces[self._by_length(rng)])

    def _piece(self, number: int, rng: np.random.Generator) -> int:
        crops, files = self.settings.crops_per_file, len(self.corpus.pieces)
        if crops is None:
            return self._by_length(rng)
        turn, place = divmod(number, files * crops)
        return int(np.random.default_rng([self.seed, 1 << 32, turn]).permutation(files)[place % files])

    def _by_length(self, rng: np.random.Generator) -> int:
        """Long pieces more often."""
        return min(int(np.searchsorted(self._bounds, rng.random(), side="right")), len(self.corpus.pieces) - 1)

    def __iter__(self) -> Iterator[Batch]:
        info = torch.utils.data.get_worker_info()
        workers, mine = (info.num_workers, info.id) if info else (1, 0)
        number = self.first + mine
        while True:
            yield self.batch(number)
            number += workers
