"""In which iteration each patch of a grid is decided: the only place where "mar" and "ar" grids differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.sampler.schedule import cosine_counts

NOT_A_MEMBER = -1


@lru_cache(maxsize=256)  # a whole roll needs some dozens
def _iteration_of_rank(members: int, iterations: int) -> NDArray[np.int64]:
    return np.repeat(np.arange(min(members, iterations)), cosine_counts(members, iterations))


def masked_order(members: Tensor, iterations: int | Sequence[int], scan: Tensor, rng: torch.Generator) -> Tensor:
    """Random order, few first and many last.  ``members`` (n, N) bool → iteration (n, N), NOT_A_MEMBER elsewhere.

    ``iterations`` are the same for all rows, or one number a row.
    """
    each = np.broadcast_to(iterations, len(members)).tolist()
    score = torch.rand(members.shape, generator=rng).masked_fill(~members.cpu(), 2.0)
    rank = score.argsort(1).argsort(1).numpy()
    result = np.full(members.shape, NOT_A_MEMBER)
    for row, (ranks, count) in enumerate(zip(rank, members.sum(1).tolist(), strict=True)):
        inside = ranks < count
        result[row, inside] = _iteration_of_rank(count, each[row])[ranks[inside]]
    return torch.from_numpy(result).to(members.device)


def visiting_order(members: Tensor, scan: Tensor) -> Tensor:
    """One member an iteration, in the order ``scan`` (N,); places without members do not count."""
    visited = members[:, scan]
    place = torch.where(visited, visited.cumsum(1) - 1, NOT_A_MEMBER)
    result = torch.empty_like(place)
    result[:, scan] = place
    return result


def scan_order(members: Tensor, iterations: int | Sequence[int], scan: Tensor, rng: torch.Generator) -> Tensor:
    """One patch an iteration, in the order ``scan`` (N,); places without members still count."""
    place = torch.empty_like(scan)
    place[scan] = torch.arange(len(scan), device=scan.device)
    return torch.where(members, place.expand(members.shape), NOT_A_MEMBER)


Order = Callable[[Tensor, "int | Sequence[int]", Tensor, torch.Generator], Tensor]
ORDERS: dict[str, Order] = {"mar": masked_order, "ar": scan_order}
