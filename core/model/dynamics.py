"""Dynamics: how loud each note is, drawn when all notes stand.

A note's velocity hangs on its neighbours' in time, pitch and role (tune, bass, chord), wherever the patches' borders
lie; so this generator's tokens are notes, not cells.  It is masked like a "mar" level: any order, several at a time.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.conditions import CONDITION_SIZES
from core.config import DynamicsSpec
from core.model.blocks import Trunk, rotary_table
from core.model.canvas import Canvas
from core.model.context import MAX_PHASE, phase_of
from core.tokens import HOLD, NUM_VELOCITY_BINS, ONSET, velocity_to_bin

MAX_NOTES = 1024  # that see each other; a denser window is cut in time
MAX_DURATION = 32  # steps that are told apart
STYLE = list(CONDITION_SIZES).index("style")
_ROLE_FEATURES = 5


@dataclass(slots=True)
class NoteList:
    """The notes of a canvas, by window, step and pitch.  Tensors (rows, notes); a window has one row or more."""

    b: Tensor  # (rows,) window
    valid: Tensor  # bool; the rest is padding
    row: Tensor
    step: Tensor
    duration: Tensor  # steps
    velocity: Tensor  # float 0-1
    phase: Tensor  # steps since the bar line
    role: Tensor  # float (rows, notes, _ROLE_FEATURES): place in its chord

    @classmethod
    def of(cls, canvas: Canvas, windows: Tensor) -> NoteList:
        """Notes of the given windows (long), whether decided or not."""
        state = canvas.inner(canvas.state)[windows]
        onset = (state == ONSET).transpose(1, 2)  # (B, steps, rows)
        b, step, row = onset.nonzero(as_tuple=True)
        count = torch.bincount(b, minlength=len(windows)).tolist()
        spans, first = [], 0
        for window, number in enumerate(count):
            spans += [(window, first + at, min(MAX_NOTES, number - at)) for at in range(0, number, MAX_NOTES)]
            first += number
        longest = max((length for _, _, length in spans), default=0)
        places = torch.arange(longest, device=b.device)
        starts = torch.tensor([start for _, start, _ in spans], dtype=torch.long, device=b.device)
        lengths = torch.tensor([length for _, _, length in spans], dtype=torch.long, device=b.device)
        valid = places < lengths[:, None]
        index = (starts[:, None] + places).clamp(max=max(0, len(b) - 1))
        at = (b[index], row[index], step[index])
        return cls(
            b=windows[torch.tensor([window for window, _, _ in spans], dtype=torch.long, device=b.device)],
            valid=valid,
            row=at[1],
            step=at[2],
            duration=_durations(state)[at],
            velocity=canvas.inner(canvas.velocity)[windows][at],
            phase=phase_of(canvas)[windows][at[0], at[2]],
            role=_roles(onset)[at[0], at[2], at[1]],
        )

    def pick(self, cells: Tensor) -> Tensor:
        """Values (rows, notes) of ``cells`` (B, rows of the canvas, steps) at the notes' onsets."""
        return cells[self.b[:, None], self.row, self.step]


def _durations(state: Tensor) -> Tensor:
    """(B, rows, steps) steps from each cell to the next one that does not hold."""
    steps = state.shape[2]
    at = torch.arange(steps, device=state.device).expand_as(state)
    ends = torch.where(state == HOLD, steps, at).flip(2).cummin(2).values.flip(2)
    following = torch.cat([ends[:, :, 1:], ends.new_full((*ends.shape[:2], 1), steps)], dim=2)
    return following - at


def _roles(onset: Tensor) -> Tensor:
    """(B, steps, rows, features): how many notes begin together, and where among them this one stands."""
    below = onset.cumsum(2) - onset.long()
    total = onset.sum(2, keepdim=True)
    above = total - below - 1
    share = below / (total - 1).clamp(min=1)
    return torch.stack([above == 0, below == 0, total.expand_as(below) / 4, share, (total == 1).expand_as(below)], -1)


class DynamicsLevel(nn.Module):
    def __init__(self, spec: DynamicsSpec, num_rows: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.spec = spec
        dim = spec.dim
        self.velocity = nn.Embedding(NUM_VELOCITY_BINS + 1, dim)  # the last one: not decided
        self.pitch_class = nn.Embedding(12, dim)
        self.octave = nn.Embedding(-(-num_rows // 12), dim)
        self.phase = nn.Embedding(MAX_PHASE, dim)
        self.duration = nn.Embedding(MAX_DURATION + 1, dim)
        self.role = nn.Linear(_ROLE_FEATURES, dim)
        self.style = nn.Embedding(CONDITION_SIZES["style"] + 1, dim)
        self.trunk = Trunk(dim, spec.depth, spec.heads, dropout)
        self.head = nn.Sequential(nn.Linear(dim, dim), nn.GELU(), nn.Linear(dim, NUM_VELOCITY_BINS))
        for module in self.children():
            if isinstance(module, nn.Embedding):
                nn.init.normal_(module.weight, std=0.1)

    def forward(self, notes: NoteList, shown: Tensor, conditions: Tensor) -> Tensor:
        """Logits (rows, notes, bins); ``shown`` (rows, notes) are the notes whose velocity is seen.

        ``conditions`` (B, number of conditions) are those of the windows.
        """
        bins = velocity_to_bin((notes.velocity * 127).round().long())
        token = (
            self.velocity(torch.where(shown, bins, NUM_VELOCITY_BINS))
            + self.pitch_class(notes.row % 12)
            + self.octave(notes.row // 12)
            + self.phase(notes.phase)
            + self.duration(notes.duration.clamp(max=MAX_DURATION))
            + self.role(notes.role)
            + self.style(conditions[notes.b, STYLE])[:, None]
        )
        cos, sin = rotary_table(
            notes.row.flatten().float(), notes.step.flatten().float(), self.spec.dim // self.spec.heads
        )
        shape = (*notes.row.shape, cos.shape[-1])
        table = (cos.view(shape)[:, None], sin.view(shape)[:, None])  # the same for all heads
        hidden = self.trunk(token, notes.valid[:, None, None], table)
        return self.head(hidden)
