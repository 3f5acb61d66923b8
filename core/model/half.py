"""Trunks of the two upper levels in bfloat16, for sampling on processors that multiply it twice as fast.

Sums along a trunk stay in 32 bits; only the inputs of the matrix products and of attention are rounded.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.model.blocks import Block, Trunk, norm, rotate
from core.model.fractal import FractalModel

HALF = torch.bfloat16


class HalfTrunk(nn.Module):
    """Like ``Trunk``, for inference alone."""

    def __init__(self, trunk: Trunk) -> None:
        super().__init__()
        self.heads = trunk.heads
        blocks = [block for block in trunk.blocks if isinstance(block, Block)]
        self.weights = [
            tuple(x.weight.detach().to(HALF) for x in (block.qkv, block.out, block.up, block.down)) for block in blocks
        ]

    def forward(self, x: Tensor, mask: Tensor | None = None, rotary: tuple[Tensor, Tensor] | None = None) -> Tensor:
        batch, tokens, dim = x.shape
        if rotary is not None:
            rotary = rotary[0].to(HALF), rotary[1].to(HALF)
        for qkv, out, up, down in self.weights:
            parts = F.linear(norm(x).to(HALF), qkv).view(batch, tokens, 3, self.heads, dim // self.heads)
            query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
            query, key = norm(query), norm(key)
            if rotary is not None:
                query, key = rotate(query, rotary), rotate(key, rotary)
            mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
            x = x + F.linear(mixed.transpose(1, 2).reshape(batch, tokens, dim), out)
            x = x + F.linear(F.linear(norm(x).to(HALF), up).relu_().square_(), down)
        return norm(x)


def half_is_faster() -> bool:
    """Whether this processor multiplies bfloat16 numbers itself; a fact, not a measurement, so that runs repeat."""
    known = ("_is_avx512_bf16_supported", "_is_amx_tile_supported")
    return any(bool(getattr(torch.cpu, name)()) for name in known if hasattr(torch.cpu, name))


def for_sampling(model: FractalModel) -> FractalModel:
    """The model with its upper trunks in bfloat16 where that is faster.  Changes ``model``; not for training."""
    on_cpu = next(model.parameters()).device.type == "cpu"
    if on_cpu and half_is_faster():
        for level in (model.roll_level, model.patch_level):
            if isinstance(level.trunk, Trunk):
                level.trunk = HalfTrunk(level.trunk)  # type: ignore[assignment]
    return model
