"""From logits to a choice: one pure function with an explicit random generator."""

from __future__ import annotations

import torch
from torch import Tensor


class NotFiniteError(RuntimeError):
    """The model gave numbers that are not finite; the text is a sentence for the user."""


def draw(
    logits: Tensor,  # (n, choices)
    temperature: float,
    top_p: float,
    rng: torch.Generator,
    allowed: Tensor | None = None,  # (n, choices) bool; each row has at least one True
) -> Tensor:
    """Choose one of each row's choices: (n,) long.  Random numbers are drawn on the CPU, whatever the device."""
    logits = logits.float() / temperature
    if not torch.isfinite(logits).all():
        raise NotFiniteError("the model gave numbers that are not finite: the model file may be damaged")
    if allowed is not None:
        logits = logits.masked_fill(~allowed, float("-inf"))
    probabilities = logits.softmax(-1)
    if top_p < 1:
        ordered, order = probabilities.sort(-1, descending=True)
        beyond = ordered.cumsum(-1) - ordered >= top_p  # the likeliest choice always stays
        probabilities = torch.zeros_like(probabilities).scatter(-1, order, ordered.masked_fill(beyond, 0.0))
    edges = probabilities.cumsum(-1)
    # 1 - 1e-6 keeps a draw of almost 1 off choices of probability 0 at the end of the row.
    point = torch.rand(len(logits), generator=rng).to(logits.device) * edges[:, -1] * (1 - 1e-6)
    return (edges <= point[:, None]).sum(-1)


def guided(logits: Tensor, scale: float) -> Tensor:
    """Classifier-free guidance: rows are first the asked-for half, then the same without conditions."""
    asked, free = logits.chunk(2)
    return free + scale * (asked - free)
