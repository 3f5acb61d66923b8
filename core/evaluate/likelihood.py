"""Bits per note on held-out music.

What is exact and what is an estimate: within an "ar" level the probabilities are exact.  A "mar" level may fill its
patches in any order; what is reported is the expectation over uniformly random orders, one patch at a time, estimated
without bias from one random point of one random order a window (and weighted by the number of patches still open).
Repeating windows makes the estimate sharper; its standard error over windows is given.  All levels are
conditioned on the true guides of the level above, so the parts add up to the bits of the notes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from core.conditions import Conditions, metre_of
from core.data.corpus import Corpus, Piece
from core.data.windows import Example, collate, make_example
from core.model.fractal import FractalModel
from core.model.objective import PARTS, Losses, View, losses

NATS_TO_BITS = 1 / math.log(2)
MIN_NOTES = 24  # windows with less music are left out, as in the infill benchmark


@dataclass(frozen=True, slots=True)
class Bits:
    """Bits per note by part, their sum, the sum's standard error, and what they were measured on."""

    parts: dict[str, float]
    total: float
    standard_error: float
    windows: int
    notes: int


def holes_for(steps: int) -> dict[str, NDArray[np.bool_]]:
    """The two holes that are measured: the whole roll, and the middle half of the window (steps 64-192 of 256)."""
    middle = np.zeros((128, steps), np.bool_)
    middle[:, steps // 4 : steps * 3 // 4] = True
    return {"whole": np.ones((128, steps), np.bool_), "hole": middle}


def windows_of(piece: Piece, steps: int, rows: int, hole: NDArray[np.bool_]) -> Iterator[Example]:
    """All windows of a piece that do not overlap and start on a bar line, with the given hole."""
    bars = np.flatnonzero(piece.downbeat)
    start, last = 0, piece.num_steps
    while start < last:
        roll, downbeat = piece.window(start, steps)
        if roll.onset.sum() >= MIN_NOTES and roll.onset[hole].sum() >= 1:
            conditions = Conditions(metre=metre_of(downbeat))
            yield make_example(roll, downbeat, hole, conditions, rows, 8, piece.velocity_is_real)
        later = bars[bars >= start + steps]
        start = int(later[0]) if len(later) else last


@torch.inference_mode()
def measure(
    model: FractalModel, corpus: Corpus, hole: NDArray[np.bool_], limit: int | None = None, seed: int = 0
) -> Bits | None:
    """Bits per note of the corpus under the model; at most ``limit`` windows, spread evenly.  None without windows."""
    config = model.config
    device = next(model.parameters()).device
    examples = [e for piece in corpus.pieces for e in windows_of(piece, config.num_steps, config.num_rows, hole)]
    if limit is not None and len(examples) > limit:
        examples = [examples[i * len(examples) // limit] for i in range(limit)]
    if not examples:
        return None
    rng = torch.Generator().manual_seed(seed)
    results = []
    for first in range(0, len(examples), 4):
        batch = collate(examples[first : first + 4]).to(device)
        results.append(losses(model, batch, View(uniform=True), rng))
    true_notes = np.array([((e.state == 2) & e.unknown).sum() for e in examples], np.float64)
    played = true_notes * np.array([e.velocity_is_real for e in examples])
    return _summary(results, true_notes, played)


def _summary(results: list[Losses], notes: NDArray[np.float64], played: NDArray[np.float64]) -> Bits:
    bits = {p: np.concatenate([r.nats[p].double().cpu().numpy() for r in results]) * NATS_TO_BITS for p in PARTS}
    return summary_of(bits, notes, played)


def summary_of(bits: dict[str, NDArray[np.float64]], notes: NDArray[np.float64], played: NDArray[np.float64]) -> Bits:
    """Bits a note from bits by part, notes, and notes with a real velocity, each (windows,)."""
    parts = {p: float(x.sum() / max(1.0, (played if p == "velocity" else notes).sum())) for p, x in bits.items()}
    shape = sum((x for p, x in bits.items() if p != "velocity"), np.zeros(len(notes)))
    # Ratio estimate: the error of sum(bits) / sum(notes) over windows, velocity's added in quadrature.
    error = 0.0
    for values, weights in ((shape, notes), (bits["velocity"], played)):
        if weights.sum() > 0 and len(weights) > 1:
            rest = values - values.sum() / weights.sum() * weights
            error += float(rest.var(ddof=1) / len(rest) / weights.mean() ** 2)
    return Bits(parts, sum(parts.values()), math.sqrt(error), len(notes), int(notes.sum()))
