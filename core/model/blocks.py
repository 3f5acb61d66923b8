"""Transformer blocks: pre-norm, squared-ReLU MLP, optional rotary positions."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint


def norm(x: Tensor) -> Tensor:
    """RMS norm without parameters."""
    return F.rms_norm(x, (x.shape[-1],))


def rotary_table(rows: Tensor, cols: Tensor, head_dim: int) -> tuple[Tensor, Tensor]:
    """Cosines and sines (tokens, head_dim / 2): half of the channels turn with the row, half with the column.

    Positions are relative in effect, so a roll longer than those of the training needs no new weights.
    """
    quarter = head_dim // 4
    frequency = 100.0 ** (-torch.arange(quarter, device=rows.device, dtype=torch.float32) / quarter)
    angles = torch.cat([rows[:, None] * frequency, cols[:, None] * frequency], dim=1)
    return angles.cos(), angles.sin()


def rotate(x: Tensor, table: tuple[Tensor, Tensor]) -> Tensor:
    """Turn channel pairs of ``x`` (B, heads, tokens, head_dim) by their positions."""
    cos, sin = table
    a, b = x.chunk(2, dim=-1)
    return torch.cat([a * cos - b * sin, a * sin + b * cos], dim=-1)


class Block(nn.Module):
    def __init__(self, dim: int, heads: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(dim, 3 * dim, bias=False)
        self.out = nn.Linear(dim, dim, bias=False)
        self.up = nn.Linear(dim, 4 * dim, bias=False)
        self.down = nn.Linear(4 * dim, dim, bias=False)
        self.dropout = nn.Dropout(dropout)
        self.attention_dropout = 0.0  # share of the looks that training blinds
        nn.init.zeros_(self.out.weight)  # a block starts as the identity
        nn.init.zeros_(self.down.weight)

    def forward(
        self,
        x: Tensor,  # (B, tokens, dim)
        mask: Tensor | None = None,  # (tokens, tokens) True = may look
        rotary: tuple[Tensor, Tensor] | None = None,
    ) -> Tensor:
        batch, tokens, dim = x.shape
        qkv = self.qkv(norm(x)).view(batch, tokens, 3, self.heads, dim // self.heads).permute(2, 0, 3, 1, 4)
        query, key, value = qkv.unbind(0)  # (B, heads, tokens, head_dim)
        query, key = norm(query), norm(key)
        if rotary is not None:
            query, key = rotate(query, rotary), rotate(key, rotary)
        blind = self.attention_dropout if self.training else 0.0
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask, dropout_p=blind)
        x = x + self.dropout(self.out(mixed.transpose(1, 2).reshape(batch, tokens, dim)))
        return x + self.dropout(self.down(F.relu(self.up(norm(x))).square()))


class Trunk(nn.Module):
    """A stack of blocks."""

    def __init__(self, dim: int, depth: int, heads: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.heads = heads
        self.blocks = nn.ModuleList(Block(dim, heads, dropout) for _ in range(depth))
        self.recompute = False  # compute twice instead of keeping what the gradient needs

    def forward(self, x: Tensor, mask: Tensor | None = None, rotary: tuple[Tensor, Tensor] | None = None) -> Tensor:
        for block in self.blocks:
            if self.recompute and self.training:
                x = checkpoint(block, x, mask, rotary, use_reentrant=False)
            else:
                x = block(x, mask, rotary)
        return norm(x)


def prefix_causal_mask(prefix: int, tokens: int, device: torch.device) -> Tensor:
    """(prefix + tokens)² mask: the prefix sees itself; token i sees the prefix and tokens up to i."""
    size = prefix + tokens
    position = torch.arange(size, device=device)
    allowed = position[None, :] < prefix
    causal = (position[:, None] >= prefix) & (position[None, :] <= position[:, None])
    return allowed | causal
