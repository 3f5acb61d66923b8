"""The same place in other bars: what stood there is the best hint at what a bar repeats or answers."""

from __future__ import annotations

import torch
from torch import Tensor

from core.model.canvas import PAD_COLS, PAD_ROWS, Canvas
from core.tokens import HOLD, ONSET, UNKNOWN

ECHO_BARS = (-1, 1, -2, 2, -4, 4, -8, 8)  # bars away: neighbours, and the lengths of phrases
ECHO_FEATURES = 3 * len(ECHO_BARS)  # a cell: does a note begin, is one held, is it not decided (or outside the window)


def echoes(
    canvas: Canvas,
    b: Tensor,  # (n,) window
    row: Tensor,  # (n,) lowest row of each box
    col: Tensor,  # (n,) first step of each box
    height: int,
    width: int,
    before: Tensor,  # (n,) time at which the music is seen
    owner: Tensor,  # (n,) patch that looks
) -> Tensor:
    """(n, ECHO_FEATURES, height, width) of what is seen in boxes that lie whole bars away from the given ones."""
    device = row.device
    away = torch.tensor(ECHO_BARS, device=device) * canvas.bar_steps[b][:, None]  # (n, bars)
    steps = col[:, None, None] + away[:, :, None] + torch.arange(width, device=device)  # (n, bars, width)
    outside = (steps < 0) | (steps >= canvas.steps)
    columns = steps.clamp(0, canvas.steps - 1) + PAD_COLS
    rows = row[:, None] + PAD_ROWS + torch.arange(height, device=device)
    total_rows, total_cols = canvas.state.shape[1:]
    index = (b[:, None] * total_rows + rows)[:, None, :, None] * total_cols + columns[:, :, None, :]
    codes, _ = canvas.look(index.flatten(1, 2), before, owner)
    codes = codes.view(index.shape).masked_fill(outside[:, :, None, :], UNKNOWN)  # (n, bars, height, width)
    return torch.stack([codes == ONSET, codes == HOLD, codes >= UNKNOWN], dim=2).float().flatten(1, 2)
