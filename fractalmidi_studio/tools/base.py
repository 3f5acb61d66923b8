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
    erase: bool = False  # right button, Alt, or the Erase switch


@dataclass(slots=True)
class Sketch:
    """The hole while a stroke is drawn.  A gesture changes ``mask``; ``dirty`` collects what must be repainted."""

    before: NDArray[np.bool_]  # (128, steps), never written
    brush_size: int
    mask: NDArray[np.bool_]
    cursor: CellBox | None = None
    dirty: list[CellBox] = field(default_factory=list)

    @classmethod
    def begin(cls, hole: NDArray[np.bool_], brush_size: int) -> Sketch:
        return cls(hole, brush_size, hole.copy())

    def touch(self, box: CellBox) -> None:
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
