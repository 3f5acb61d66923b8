"""Windows as sequences of notes: what the autoregressive baseline reads and predicts.

A window with a span of time cut out becomes up to three segments: [what follows the hole] [what comes before it]
[the hole].  Each begins with a start token; the token before a note predicts that note, the last one predicts the end
of its segment.  The notes are exactly those that the fractal model accounts for (``core.data.windows.make_example``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.conditions import CONDITION_SIZES
from core.data.windows import Example
from core.roll import NUM_PITCHES, Roll, notes_of
from core.tokens import ONSET, REST, velocity_to_bin

STEPS = 256
SUFFIX, PREFIX, HOLE = 0, 1, 2
END = STEPS  # the delta that ends a segment
START_PITCH, START_DURATION, START_VELOCITY = NUM_PITCHES, 0, 32  # of a start token
MAX_PHASE = 32  # places of a bar that are told apart
RING_STEPS = 8  # how far a note may ring past its hole

# Columns of a token.
KIND, STEP, PITCH, DURATION, VELOCITY, STOP, METRE = range(7)
NUM_COLUMNS = 7


@dataclass(slots=True)
class Window:
    """One window's tokens and targets; row ``i`` of ``targets`` is what token ``i`` predicts."""

    tokens: NDArray[np.int64]  # (T, 7)
    targets: NDArray[np.int64]  # (T, 4) delta or END, pitch, duration, velocity bin
    limit: NDArray[np.int64]  # (T,) step at which the latest note of the segment must end
    phase: NDArray[np.int64]  # (STEPS + 1,) steps since the last bar line
    velocity_is_real: bool

    def __len__(self) -> int:
        return len(self.tokens)


def phases(downbeat: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Steps since the last bar line, for each step and the one after the last."""
    at = np.arange(len(downbeat))
    phase = at - np.maximum.accumulate(np.where(downbeat, at, 0))
    return np.minimum(np.append(phase, 0), MAX_PHASE - 1)


def segment(kind: int, notes: NDArray[np.int64], start: int, stop: int, metre: int) -> NDArray[np.int64]:
    """Tokens (1 + n, 7) of a segment [start, stop) with the given rows of onset, pitch, duration, velocity."""
    out = np.empty((1 + len(notes), NUM_COLUMNS), np.int64)
    out[:, KIND], out[:, STOP], out[:, METRE] = kind, stop, metre
    out[0, STEP : VELOCITY + 1] = start, START_PITCH, START_DURATION, START_VELOCITY
    out[1:, STEP], out[1:, PITCH], out[1:, DURATION] = notes[:, 0], notes[:, 1], notes[:, 2]
    out[1:, VELOCITY] = velocity_to_bin(notes[:, 3])
    return out


def _targets(tokens: NDArray[np.int64]) -> NDArray[np.int64]:
    out = np.zeros((len(tokens), 4), np.int64)
    out[:-1] = tokens[1:, STEP : VELOCITY + 1]
    out[:-1, 0] -= tokens[:-1, STEP]
    out[-1, 0] = END
    return out


def spans_of(start: int, stop: int) -> list[tuple[int, int, int]]:
    """Segments (kind, start, stop) in reading order around a hole [start, stop)."""
    spans = [(SUFFIX, stop, STEPS), (PREFIX, 0, start), (HOLE, start, stop)]
    return [span for span in spans if span[1] < span[2]]


def window_of(example: Example, start: int, stop: int) -> Window:
    """The window of an example whose hole is all pitches of the steps [start, stop)."""
    state = example.state[:NUM_PITCHES]
    sounding = np.where(state == REST, 0, np.maximum(example.velocity[:NUM_PITCHES], 1)).astype(np.uint8)
    notes = notes_of(Roll(sounding, state == ONSET))
    metre = example.conditions[list(CONDITION_SIZES).index("metre")]
    parts = [
        segment(kind, notes[(notes[:, 0] >= lo) & (notes[:, 0] < hi)], lo, hi, metre)
        for kind, lo, hi in spans_of(start, stop)
    ]
    tokens = np.concatenate(parts)
    limit = np.where(tokens[:, KIND] == HOLE, min(STEPS, stop + RING_STEPS), STEPS)
    phase = phases(example.beat[:, 0] > 0)
    return Window(tokens, np.concatenate([_targets(p) for p in parts]), limit, phase, example.velocity_is_real)


@dataclass(slots=True)
class Batch:
    tokens: Tensor  # (B, T, 7)
    targets: Tensor  # (B, T, 4)
    limit: Tensor  # (B, T)
    phase: Tensor  # (B, STEPS + 1)
    real: Tensor  # bool (B, T), not padding
    velocity_is_real: Tensor  # bool (B,)


def collate(windows: list[Window]) -> Batch:
    """Padded at the end, where a causal model's real tokens never look."""
    longest = max(map(len, windows))

    def stack(name: str) -> Tensor:
        out = np.stack(
            [np.pad(x, [(0, longest - len(x))] + [(0, 0)] * (x.ndim - 1)) for x in (getattr(w, name) for w in windows)]
        )
        return torch.from_numpy(out)

    return Batch(
        stack("tokens"),
        stack("targets"),
        stack("limit"),
        torch.from_numpy(np.stack([w.phase for w in windows])),
        torch.arange(longest) < torch.tensor([len(w) for w in windows])[:, None],
        torch.tensor([w.velocity_is_real for w in windows]),
    )
