"""The causal leaf, one cell at a time: the same numbers as ``LeafLevel.forward``, with as few operations as may be.

Sixteen cells one after the other are most of a run's time, and on a processor each is bound by the number of calls, not
by arithmetic: keys and values go into room made beforehand, and what does not depend on drawn cells is computed once.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from core.model.blocks import Block
from core.model.levels import LeafLevel, LeafView
from core.tokens import NUM_CODES


def norm(x: Tensor) -> Tensor:
    """``blocks.norm`` in three cheap operations: of vectors this small most of its time is overhead."""
    return x / torch.linalg.vector_norm(x, dim=-1, keepdim=True).mul_(x.shape[-1] ** -0.5).clamp_min_(1e-6)


class _BlockSteps:
    """One block with its keys and values so far."""

    def __init__(self, block: Block, rows: int, room: int, like: Tensor) -> None:
        self.heads, self.dim = block.heads, like.shape[-1]
        self.qkv, self.out, self.up, self.down = (x.weight for x in (block.qkv, block.out, block.up, block.down))
        self.out_t, self.down_t = self.out.t(), self.down.t()
        self.pairs = like.new_empty(2, rows, self.heads, room, self.dim // self.heads)
        self.keys, self.values = self.pairs.unbind(0)
        self.places = list(zip(self.keys.unbind(2), self.values.unbind(2), strict=True))  # of each token

    def begin(self, x: Tensor, last: bool) -> Tensor:
        """The prefix (n, tokens, dim).  The last block's output there is of no use, only its keys and values."""
        rows, tokens, dim = x.shape
        qkv = F.linear(norm(x), self.qkv).view(rows, tokens, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        query, key, value = qkv.unbind(0)
        query, key = norm(query), norm(key)
        self.pairs[0, :, :, :tokens], self.pairs[1, :, :, :tokens] = key, value
        if last:
            return x
        mixed = F.scaled_dot_product_attention(query, key, value)
        x = x + F.linear(mixed.transpose(1, 2).reshape(rows, tokens, dim), self.out)
        return x + F.linear(F.relu(F.linear(norm(x), self.up)).square_(), self.down)

    def step(self, x: Tensor, at: int) -> Tensor:
        """Token number ``at`` (n, dim), which sees all before it."""
        rows, dim = x.shape
        qkv = F.linear(norm(x), self.qkv).view(rows, 3, self.heads, dim // self.heads)
        query_key = norm(qkv[:, :2])
        query, own_key = query_key.unbind(1)
        key_place, value_place = self.places[at]
        key_place.copy_(own_key)
        value_place.copy_(qkv.select(1, 2))
        key, value = self.keys.narrow(2, 0, at + 1), self.values.narrow(2, 0, at + 1)
        mixed = F.scaled_dot_product_attention(query.unsqueeze(2), key, value)
        x = torch.addmm(x, mixed.reshape(rows, dim), self.out_t)
        return torch.addmm(x, F.linear(norm(x), self.up).relu_().square_(), self.down_t)


class LeafSteps:
    """Writes the cells of n sub-patches in order; ``step`` must be called for cell 0, 1, 2 ..."""

    def __init__(self, level: LeafLevel, view: LeafView) -> None:
        rows, count, _ = view.prefix.shape
        self.cell, self.loud = level.cell.weight, level.cell_velocity.weight[:, 0]
        self.places = view.place
        self.count = count
        blocks = [block for block in level.trunk.blocks if isinstance(block, Block)]
        self.blocks = [_BlockSteps(block, rows, count + level.num_cells, view.prefix) for block in blocks]
        x = view.prefix
        for block in self.blocks:
            x = block.begin(x, last=block is self.blocks[-1])

    def step(self, i: int, previous: Tensor | None, previous_velocity: Tensor | None) -> Tensor:
        """Hidden (n, dim) of cell ``i`` after ``previous`` (n,) was decided with its velocity (n,) 0-1."""
        if previous is None or previous_velocity is None:
            x = self.places[:, i] + self.cell[NUM_CODES]
        else:
            x = self.places[:, i] + F.embedding(previous, self.cell)
            x = torch.addr(x, previous_velocity, self.loud)
        for block in self.blocks:
            x = block.step(x, self.count + i)
        return norm(x)
