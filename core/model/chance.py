"""Random numbers that belong to windows, wherever these are computed.

Training draws which patches of a hole are open, and which of them are refined.  A window's draws come from its own
generator, so they are the same whether one process has the whole batch or several share it.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.distributed
from torch import Tensor

UNLIMITED = 1 << 30


class Chance:
    """Draws for a batch of windows; ``b`` names the window of each item and never decreases."""

    def __init__(self, generators: Sequence[torch.Generator], shared: bool = False) -> None:
        self._generators = generators
        self._shared = shared  # several processes hold parts of one batch

    @classmethod
    def of(cls, rng: torch.Generator | Chance) -> Chance:
        """One generator for all windows, where nothing depends on how they are shared out."""
        return rng if isinstance(rng, Chance) else cls([rng])

    @classmethod
    def of_windows(cls, seed: int, numbers: Sequence[int], shared: bool = False) -> Chance:
        """``numbers`` are those of the windows in the run."""
        return cls([_generator(seed, number) for number in numbers], shared)

    def rand(self, b: Tensor, width: int | None = None) -> Tensor:
        """(len(b),) or (len(b), width) numbers 0-1 on the device of ``b``."""
        shape = () if width is None else (width,)
        if len(self._generators) == 1:
            return torch.rand((len(b), *shape), generator=self._generators[0]).to(b.device)
        counts = torch.bincount(b.cpu(), minlength=len(self._generators)).tolist()
        parts = [torch.rand((n, *shape), generator=g) for n, g in zip(counts, self._generators, strict=True)]
        return torch.cat(parts).to(b.device)

    def at_most(self, b: Tensor, limit: int) -> tuple[Tensor, float]:
        """Which items to keep (their indices) so that the whole batch keeps ``limit``; and all items / those kept."""
        if limit >= UNLIMITED:
            return torch.arange(len(b), device=b.device), 1.0
        keys = self.rand(b)
        everywhere = self._gather(keys)
        total = len(everywhere)
        if total <= limit:
            return torch.arange(len(b), device=b.device), 1.0
        threshold = everywhere.kthvalue(limit).values
        return (keys <= threshold).nonzero().squeeze(1), total / limit

    def sum(self, value: Tensor) -> Tensor:
        """``value`` summed over the processes; no gradient flows through it."""
        if not self._shared:
            return value
        total = value.detach().clone()
        torch.distributed.all_reduce(total)
        return total

    def processes(self) -> int:
        return torch.distributed.get_world_size() if self._shared else 1

    def _gather(self, keys: Tensor) -> Tensor:
        if not self._shared:
            return keys
        sizes = torch.zeros(self.processes(), dtype=torch.long, device=keys.device)
        sizes[torch.distributed.get_rank()] = len(keys)
        torch.distributed.all_reduce(sizes)
        padded = keys.new_zeros(int(sizes.max()))
        padded[: len(keys)] = keys
        parts = [torch.empty_like(padded) for _ in sizes]
        torch.distributed.all_gather(parts, padded)
        return torch.cat([part[:size] for part, size in zip(parts, sizes.tolist(), strict=True)])


def _generator(seed: int, number: int) -> torch.Generator:
    return torch.Generator().manual_seed((seed * 1_000_003 + number) & (2**63 - 1))
