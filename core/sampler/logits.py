"""From logits to a choice: one pure function with an explicit random generator."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor


class NotFiniteError(RuntimeError):
    """The model gave numbers that are not finite; the text is a sentence for the user."""


def draw(
    logits: Tensor,  # (n, choices)
    temperature: float,
    top_p: float,
    rng: torch.Generator,
    allowed: NDArray[np.bool_] | None = None,  # (n, choices); each row has at least one True
    lean: NDArray[np.float32] | None = None,  # (n, choices) added to the logits
) -> NDArray[np.int64]:
    """Choose one of each row's choices: (n,).  Drawn on the CPU, whatever the device: these are many small tables."""
    x = logits.float().cpu().numpy()
    x = (x if lean is None else x + lean) / np.float32(temperature)
    if allowed is not None:
        x = np.where(allowed, x, np.float32("-inf"))
    weight = np.exp(x - x.max(1, keepdims=True))
    if top_p < 1:  # leave out the unlikeliest that together stay within 1 - top_p; the likeliest choice always stays
        ordered = np.sort(weight, 1)
        below = ordered.cumsum(1)
        dropped = (below <= (1 - top_p) * below[:, -1:]).sum(1)
        weight[weight < ordered[np.arange(len(ordered)), dropped, None]] = 0.0
    edges = weight.cumsum(1)
    if not np.isfinite(edges[:, -1]).all():
        raise NotFiniteError("the model gave numbers that are not finite: the model file may be damaged")
    # 1 - 1e-6 keeps a draw of almost 1 off choices of probability 0 at the end of the row.
    point = torch.rand(len(x), generator=rng).numpy() * edges[:, -1] * np.float32(1 - 1e-6)
    return (edges <= point[:, None]).sum(1)


def guided(logits: Tensor, scale: float) -> Tensor:
    """Classifier-free guidance: rows are first the asked-for half, then the same without conditions."""
    asked, free = logits.chunk(2)
    return free + scale * (asked - free)
