"""The fractal model: three levels, coarse to fine, and the dynamics of what they write."""

from __future__ import annotations

from torch import Tensor, nn

from core.config import ModelConfig
from core.grid import Grid
from core.model.dynamics import DynamicsLevel
from core.model.levels import LeafLevel, PatchLevel, RollLevel


class FractalModel(nn.Module):
    """Generators called inside one another: window → patches → sub-patches → cells; velocities last.

    After Li, Sun, Fan, He: Fractal Generative Models (arXiv 2502.17437), adapted to music and to holes.
    """

    def __init__(self, config: ModelConfig, dropout: float = 0.0) -> None:
        super().__init__()
        self.config = config
        coarse, middle, fine = config.levels
        roll = RollLevel(coarse, middle.patch, config.num_rows, dropout)
        patch = PatchLevel(middle, coarse, roll.guide, config.shown, dropout)
        leaf = LeafLevel(fine, middle, coarse, patch.guide, config.num_rows, config.shown, dropout)
        self.levels = nn.ModuleList([roll, patch, leaf])
        self.dynamics = DynamicsLevel(config.dynamics, config.num_rows, dropout)

    @property
    def roll_level(self) -> RollLevel:
        level = self.levels[0]
        assert isinstance(level, RollLevel)
        return level

    @property
    def patch_level(self) -> PatchLevel:
        level = self.levels[1]
        assert isinstance(level, PatchLevel)
        return level

    @property
    def leaf_level(self) -> LeafLevel:
        level = self.levels[2]
        assert isinstance(level, LeafLevel)
        return level

    @property
    def num_parameters(self) -> int:
        return sum(p.numel() for p in self.parameters())

    def patch_times(self, grid: Grid) -> Tensor | None:
        """(N,) place of each patch in the visiting order of an "ar" coarsest level; None for "mar"."""
        spec = self.config.levels[0]
        if spec.kind == "mar":
            return None
        order = grid.scan(spec.scan)
        place = order.clone()
        place[order] = order.new_tensor(range(len(order)))
        return place * self.patch_level_stride

    @property
    def patch_level_stride(self) -> int:
        """Times that pass while one patch is written: one a sub-patch and one to spare."""
        return self.patch_level.local.num_patches + 1
