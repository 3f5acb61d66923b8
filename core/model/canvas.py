"""The working canvas of a batch of windows and what can be seen of it.

Every cell carries the time at which it is decided.  Whoever looks at the canvas names a time and sees only the
cells decided before it: the same rule hides the future in training and describes the present in sampling, for
masked ("mar") and causal ("ar") levels alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from core.tokens import FALLBACK_VELOCITY, HOLD, NUM_CODES, ONSET, REST, UNKNOWN

KNOWN = -1  # decided before anything is drawn
UNSEEN = 999_999  # decided, but nobody looks that late: what is silent in the iteration that is being written
NEVER = 1_000_000  # not decided in sight
ELSEWHERE = NEVER + 1  # not decided in this run at all: the music goes on here, but nobody asked how
USUAL_BAR = 16  # steps
PAD_ROWS, PAD_COLS = 4, 8  # silence around the canvas so that halos need no special cases at the edge

# One row a code (REST, HOLD, ONSET, UNKNOWN, RING): is it hold, onset, unknown, ring?
_CODE_FEATURES = torch.eye(NUM_CODES)[:, 1:]
CELL_FEATURES = _CODE_FEATURES.shape[1] + 1  # plus velocity


@dataclass(slots=True)
class Canvas:
    """Padded tensors (B, rows + 2 * PAD_ROWS, steps + 2 * PAD_COLS)."""

    state: Tensor  # long: REST, HOLD, ONSET
    velocity: Tensor  # float 0-1 of sounding cells
    hidden: Tensor  # long: the code shown while a cell is not decided, UNKNOWN or RING
    decided_at: Tensor  # long: KNOWN, a time, or NEVER
    owner: Tensor | None  # long: patch number a cell belongs to; given, cells decided later are seen by owners alone
    beat: Tensor  # float (B, steps + 2 * PAD_COLS, 2): is a bar line here, is a beat here
    bar_steps: Tensor  # long (B,) length of most bars
    rows: int
    steps: int

    @classmethod
    def build(cls, state: Tensor, velocity: Tensor, hidden: Tensor, decided_at: Tensor, beat: Tensor) -> Canvas:
        """From unpadded (B, rows, steps) tensors; ``beat`` is (B, steps, 2)."""
        rows, steps = state.shape[1:]
        sides = (PAD_COLS, PAD_COLS, PAD_ROWS, PAD_ROWS)
        return cls(
            state=F.pad(state.long(), sides, value=REST),
            velocity=F.pad(velocity.float(), sides),
            hidden=F.pad(hidden.long(), sides, value=UNKNOWN),
            decided_at=F.pad(decided_at.long(), sides, value=KNOWN),
            owner=None,
            beat=F.pad(beat.float(), (0, 0, PAD_COLS, PAD_COLS)),
            bar_steps=_bar_steps(beat[:, :, 0] > 0),
            rows=rows,
            steps=steps,
        )

    def inner(self, padded: Tensor) -> Tensor:
        """View without the padding."""
        return padded[:, PAD_ROWS : PAD_ROWS + self.rows, PAD_COLS : PAD_COLS + self.steps]

    @property
    def downbeat(self) -> Tensor:
        """(B, steps) bool: does a bar begin here?"""
        return self.beat[:, PAD_COLS : PAD_COLS + self.steps, 0] > 0

    def seen(self, before: int) -> tuple[Tensor, Tensor]:
        """Codes and velocities (B, rows, steps) as seen at time ``before``."""
        visible = self.inner(self.decided_at) < before
        codes = torch.where(visible, self.inner(self.state), self.inner(self.hidden))
        return codes, self.inner(self.velocity) * visible

    def box_index(self, b: Tensor, row: Tensor, col: Tensor, height: int, width: int) -> Tensor:
        """Flat indices (n, height, width) of boxes given by lowest row and first column (unpadded, may be < 0)."""
        total_rows, total_cols = self.state.shape[1:]
        device = self.state.device
        rows = row[:, None] + (PAD_ROWS + torch.arange(height, device=device))
        cols = col[:, None] + (PAD_COLS + torch.arange(width, device=device))
        return (b[:, None, None] * total_rows + rows[:, :, None]) * total_cols + cols[:, None, :]

    def look(self, index: Tensor, before: Tensor, owner: Tensor) -> tuple[Tensor, Tensor]:
        """Codes and velocities at ``index`` (n, h, w) as seen at time ``before`` (n,) by patch ``owner`` (n,)."""
        decided_at = _at(self.decided_at, index)
        visible = decided_at < before[:, None, None]
        if self.owner is not None:
            visible &= (decided_at == KNOWN) | (_at(self.owner, index) == owner[:, None, None])
        codes = torch.where(visible, _at(self.state, index), _at(self.hidden, index))
        return codes, _at(self.velocity, index) * visible


def _at(plane: Tensor, index: Tensor) -> Tensor:
    """``plane`` at flat places; on a processor several times as fast as ``plane.view(-1)[index]``."""
    return plane.view(-1).index_select(0, index.flatten()).view(index.shape)


def _bar_steps(downbeat: Tensor) -> Tensor:
    """(B, steps) bool to (B,) the commonest distance of two bar lines, USUAL_BAR where there are no two."""
    lengths = []
    for lines in downbeat:
        gaps = lines.nonzero().flatten().diff()
        lengths.append(int(gaps.mode().values) if len(gaps) else USUAL_BAR)
    return torch.tensor(lengths, device=downbeat.device)


def provisional_velocity(state: Tensor, velocity: Tensor, known: Tensor) -> Tensor:
    """(B,) what a new note is shown with until its own velocity is drawn: the mean 0-1 of the known onsets.

    ``state``, ``velocity`` (0-1), ``known`` are (B, rows, steps).
    """
    onset = known & (state == ONSET)
    number = onset.sum((1, 2))
    mean = (velocity * onset).sum((1, 2)) / number.clamp(min=1)
    return torch.where(number > 0, mean, FALLBACK_VELOCITY / 127)


def cell_features(codes: Tensor, velocity: Tensor) -> Tensor:
    """(...) codes and velocities to (..., CELL_FEATURES)."""
    table = _CODE_FEATURES.to(codes.device)
    return torch.cat([F.embedding(codes, table), velocity.unsqueeze(-1)], dim=-1)


def column_features(codes: Tensor) -> Tensor:
    """Harmony and rhythm of whole columns: (n, rows, width) codes to (n, 25 * width).

    Per step: how strongly each pitch class sounds, how strongly it starts, and the share of undecided cells.
    Being in key and in time is read off here, whichever octave the other notes are in.
    """
    n, rows, width = codes.shape
    octaves = -(-rows // 12)
    onset = (codes == ONSET).float()
    sounding = onset + (codes == HOLD).float()
    unknown = (codes >= UNKNOWN).float().mean(1, keepdim=True)
    both = torch.stack([sounding, onset], dim=1)  # (n, 2, rows, width)
    if octaves * 12 != rows:
        both = F.pad(both, (0, 0, 0, octaves * 12 - rows))
    classes = both.view(n, 2, octaves, 12, width).sum(2).clamp(max=3).reshape(n, 24, width)
    return torch.cat([classes, 4 * unknown], dim=1).flatten(1)


COLUMN_FEATURES = 25  # a step
