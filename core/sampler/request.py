"""What goes into a run and what comes out of it: plain data, no torch, safe to send between processes."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.config import SampleConfig
from core.roll import NUM_PITCHES, Roll


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Which model is to write."""

    path: str | None = None  # None = the engine's own
    sha256: str = ""  # of the file; "" = whatever it is


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """What an earlier run had written when it was stopped: a new run keeps it and writes the rest."""

    roll: Roll  # as long as the request's
    decided: NDArray[np.bool_]  # (128, steps) cells of ``roll`` that stand; they count only where the hole is open

    def __post_init__(self) -> None:
        if self.decided.shape != self.roll.velocity.shape or self.decided.dtype != np.bool_:
            raise ValueError(f"decided must be bool {self.roll.velocity.shape}, not {self.decided.shape}")


@dataclass(frozen=True, slots=True, eq=False)
class SampleRequest:
    """Everything a run needs: the music, the hole and the settings; nothing is looked up elsewhere."""

    roll: Roll
    hole: NDArray[np.bool_]  # (128, steps), True = write this cell anew
    config: SampleConfig = field(default_factory=SampleConfig)
    downbeat: NDArray[np.bool_] | None = None  # (steps,) True on the first step of a bar; None = every 16
    goes_on: bool = False  # what follows the hole is open, not silent: without it a continuation writes an ending
    draft: Draft | None = None  # None = begin with an empty hole
    checkpoint: Checkpoint = Checkpoint()

    def __post_init__(self) -> None:
        if self.hole.shape != self.roll.velocity.shape or self.hole.dtype != np.bool_:
            raise ValueError(
                f"the hole must be bool {self.roll.velocity.shape}, not {self.hole.dtype} {self.hole.shape}"
            )
        if not self.hole.any():
            raise ValueError("the hole is empty: paint the part that shall be written anew")
        if self.downbeat is not None and self.downbeat.shape != (self.roll.num_steps,):
            raise ValueError(f"downbeat must be ({self.roll.num_steps},), not {self.downbeat.shape}")
        if self.draft is not None and self.draft.roll.num_steps != self.roll.num_steps:
            raise ValueError(f"the draft must have {self.roll.num_steps} steps, not {self.draft.roll.num_steps}")


@dataclass(frozen=True, slots=True, eq=False)
class SampleStep:
    """One event of the sampling stream.  Arrays cover the window [start_step, start_step + width)."""

    index: int  # 1 .. total, consecutive
    total: int  # exact, the same in every step
    level: int  # 0 = coarsest; 2 writes notes, 3 their velocities
    iteration: int  # within the level, from 0
    start_step: int
    roll: Roll  # (128, width) decided so far
    unknown: NDArray[np.bool_]  # (128, width) True = not decided yet
    canvas: NDArray[np.uint8]  # (128, width) 0-127, loudness the level expects in the unknown cells
    boxes: NDArray[np.int64]  # (n, 4) pitch, step, height, width of the patches just decided

    @property
    def width(self) -> int:
        return self.roll.num_steps

    def __post_init__(self) -> None:
        shape = (NUM_PITCHES, self.width)
        if self.unknown.shape != shape or self.canvas.shape != shape:
            raise ValueError(f"arrays of a step must be {shape}")


def result_of(steps: Generator[SampleStep, None, Roll], see: Callable[[SampleStep], object] | None = None) -> Roll:
    """Let a run go on to its end and return what it wrote; ``see`` gets each step on the way."""
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            result: Roll = end.value
            return result
        if see is not None:
            see(step)
