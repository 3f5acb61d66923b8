"""What the model thinks of one column of sub-patches, asked level by level without deciding anything.

Whoever keeps a rhythm or the pitches of the old notes has to choose under conditions that no single cell knows of
("three notes begin here"), so the scores are read first and the choice is made elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from core.model.canvas import NEVER
from core.model.guides import EMPTY
from core.model.levels import LeafView
from core.sampler.working import Working
from core.tokens import REST


@dataclass(slots=True)
class Subs:
    """Sub-patches side by side: what the leaf level is told of them."""

    row: Tensor  # (m,) lowest pitch row
    col: Tensor  # (m,) first step
    owner: Tensor  # (m,) patch
    hidden: Tensor  # (copies * m, dim)
    view: LeafView
    index: Tensor  # (m, cells) flat places on the canvas, time-major


class Lens:
    """Log-probabilities at the settings' temperature and guidance.  Everything on the canvas counts as known."""

    def __init__(self, run: Working) -> None:
        self.run, self.grid = run, run.grid
        self.local = run.model.patch_level.local
        self.context = run.context()
        self._bars: Tensor | None = None  # level 0's vectors
        self._patches: Tensor | None = None  # level 1's, of the patches asked about last
        self._count = 0

    def _scores(self, logits: Tensor, level: int) -> Tensor:
        logits = self.run.mixed(logits)
        if level < 2 and self.run.config.sparsity:
            logits = logits.clone()
            logits[..., EMPTY] += self.run.config.sparsity
        return (logits.float() / self.run.temperature(level)).log_softmax(-1)

    def bars(self) -> Tensor:
        """(patches, classes) for the guides of the whole window."""
        self._bars, logits = self.run.model.roll_level(self.run.canvas, self.run.condition_ids)
        return self._scores(logits, 0)[0]

    def patches(self, patch: Tensor, guide: Tensor) -> Tensor:
        """(n, local patches, classes) for the sub-patches of the given patches."""
        assert self._bars is not None
        run, count = self.run, len(patch)
        self._count = count
        b = run.canvases(torch.zeros_like(patch))
        zero = torch.zeros_like(run.double(patch))
        self._patches, logits = run.model.patch_level(
            run.canvas,
            self.context,
            self._bars,
            run.double(guide),
            b,
            run.double(patch),
            self.grid,
            zero + 1,
            zero + self.local.num_patches + 1,
        )
        return self._scores(logits, 1)

    def subs(self, patch: Tensor, at: Tensor, sub: Tensor, guide: Tensor) -> Subs:
        """Sub-patch ``sub`` (m,) of the ``at``-th (m,) of the patches last asked about, as of class ``guide`` (m,)."""
        assert self._patches is not None
        run, level = self.run, self.run.model.leaf_level
        rows = run.in_copies(at, self._count)
        hidden = self._patches[rows, run.double(sub)]
        corner, inner = self.grid.corner(patch[at]), self.local.corner(sub)
        row, col, owner = corner[0] + inner[0], corner[1] + inner[1], patch[at]
        seen_at = torch.ones_like(run.double(row))
        b = run.canvases(torch.zeros_like(row))
        view = level.view(
            run.canvas,
            self.context,
            hidden,
            run.double(guide),
            b,
            run.double(row),
            run.double(col),
            run.double(owner),
            seen_at,
        )
        box = run.canvas.box_index(torch.zeros_like(row), row, col, level.height, level.width)
        return Subs(row, col, owner, hidden, view, level.time_major(box))

    def cells(self, subs: Subs) -> Tensor:
        """(m, cells, states) with what has been decided so far in each cell's past; open cells there count as rests."""
        run, level = self.run, self.run.model.leaf_level
        decided = run.canvas.decided_at.view(-1)[subs.index] < NEVER
        state = torch.where(decided, run.canvas.state.view(-1)[subs.index], REST)
        velocity = run.canvas.velocity.view(-1)[subs.index] * decided
        if level.spec.kind == "mar":
            shown, loud = run.double(decided), run.double(velocity)
            hidden = level(subs.view, torch.where(shown, run.double(state), subs.view.seen), loud)
        else:
            hidden = level(subs.view, run.double(state), run.double(velocity))
        return self._scores(level.head(hidden), 2)
