"""Patches of a canvas.  A grid is explicit about its rows, columns and patch size; nothing is guessed."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True, slots=True)
class Grid:
    """``rows`` x ``cols`` patches of ``patch_height`` x ``patch_width`` cells, row-major numbering."""

    rows: int
    cols: int
    patch_height: int
    patch_width: int

    @classmethod
    def over(cls, height: int, width: int, patch_height: int, patch_width: int) -> Grid:
        if height % patch_height or width % patch_width:
            raise ValueError(
                f"a canvas of {height} x {width} cells cannot be cut into patches of {patch_height} x {patch_width}"
            )
        return cls(height // patch_height, width // patch_width, patch_height, patch_width)

    @property
    def num_patches(self) -> int:
        return self.rows * self.cols

    @property
    def height(self) -> int:
        return self.rows * self.patch_height

    @property
    def width(self) -> int:
        return self.cols * self.patch_width

    def patchify(self, cells: Tensor) -> Tensor:
        """(..., height, width) -> (..., num_patches, patch_height * patch_width)."""
        lead = cells.shape[:-2]
        x = cells.reshape(*lead, self.rows, self.patch_height, self.cols, self.patch_width)
        x = x.transpose(-3, -2)
        return x.reshape(*lead, self.num_patches, self.patch_height * self.patch_width)

    def unpatchify(self, patches: Tensor) -> Tensor:
        """(..., num_patches, patch_height * patch_width) -> (..., height, width)."""
        lead = patches.shape[:-2]
        x = patches.reshape(*lead, self.rows, self.cols, self.patch_height, self.patch_width)
        return x.transpose(-3, -2).reshape(*lead, self.height, self.width)

    def spread(self, values: Tensor) -> Tensor:
        """One value a patch to every cell of it: (..., num_patches) -> (..., height, width)."""
        x = values.reshape(*values.shape[:-1], self.rows, self.cols)
        return x.repeat_interleave(self.patch_height, -2).repeat_interleave(self.patch_width, -1)

    def corner(self, index: Tensor) -> tuple[Tensor, Tensor]:
        """Lowest row and first column of patches, in cells."""
        return index // self.cols * self.patch_height, index % self.cols * self.patch_width

    def scan(self, order: str) -> Tensor:
        """Patch numbers in visiting order: "row" goes along time first, "column" along pitch first."""
        numbers = torch.arange(self.num_patches).reshape(self.rows, self.cols)
        if order == "row":
            return numbers.flatten()
        if order == "column":
            return numbers.t().flatten()
        raise ValueError(f'scan order must be "row" or "column", not {order!r}')
