"""What a tool is: a gesture written as a generator that receives the mouse's cells from press to release."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fractalmidi_studio.canvas.scene import CellBox


@dataclass(frozen=True, slots=True)
class Point:
    """A cell under the mouse, within the piece."""

    step: int
    pitch: int


ADD, SUBTRACT, INTERSECT = "add", "subtract", "intersect"  # what a stroke does to the hole


@dataclass(slots=True)
class Sketch:
    """The hole while a stroke is drawn.  A gesture changes ``shape``; ``dirty`` collects what must be repainted."""

    before: NDArray[np.bool_]  # (128, steps), never written
    brush_size: int
    shape: NDArray[np.bool_]  # the cells of the stroke itself
    mask: NDArray[np.bool_]  # the hole that it makes
    mode: str = ADD
    cursor: CellBox | None = None
    dirty: list[CellBox] = field(default_factory=list)

    @classmethod
    def begin(cls, hole: NDArray[np.bool_], brush_size: int, mode: str = ADD) -> Sketch:
        nothing = np.zeros_like(hole)
        made = cls(hole, brush_size, nothing, nothing.copy() if mode == INTERSECT else hole.copy(), mode)
        if mode == INTERSECT:
            made.dirty.append((0, 0, *hole.shape))
        return made

    def touch(self, box: CellBox) -> None:
        """The shape has changed within ``box``."""
        low, first, high, stop = box
        here = np.s_[low:high, first:stop]
        before, shape = self.before[here], self.shape[here]
        if self.mode == ADD:
            self.mask[here] = before | shape
        elif self.mode == SUBTRACT:
            self.mask[here] = before & ~shape
        else:
            self.mask[here] = before & shape
        self.dirty.append(box)


Gesture = Generator[None, Point, None]


@dataclass(frozen=True, slots=True)
class Tool:
    """``gesture`` is None for a tool that moves the view; ``footprint`` is what a press would touch."""

    name: str
    label: str
    shortcut: str
    tip: str
    gesture: Callable[[Sketch, Point], Gesture] | None
    footprint: Callable[[Point, int, int], CellBox] | None = None  # point, brush size, num_steps
    family: str = "hole"
