"""PNG: the roll of a piece, or of a range of its steps, with keyboard, bar numbers and the hole."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.export.picture import Sheet, save_png
from core.files import write_with
from core.render import View, paint, used_pitches
from core.roll import Roll

LONGEST_PX = 16_000
COMFORTABLE_PX = 4_200


def export_roll_png(
    roll: Roll,
    path: Path,
    *,
    start_step: int = 0,
    stop_step: int | None = None,
    hole: NDArray[np.bool_] | None = None,
    downbeat: NDArray[np.bool_] | None = None,
    whole_keyboard: bool = False,
) -> None:
    """Draw steps [start_step, stop_step) of ``roll``.  Raises ValueError (range, length) and OSError."""
    stop_step = roll.num_steps if stop_step is None else min(stop_step, roll.num_steps)
    if not 0 <= start_step < stop_step:
        raise ValueError(
            f"steps {start_step} to {stop_step} are no part of this piece, which has steps 0 to {roll.num_steps}"
        )
    shown = stop_step - start_step
    if shown > LONGEST_PX:
        raise ValueError(f"{shown} steps are too many for one picture (at most {LONGEST_PX}): choose a shorter part")
    low, high = (0, 127) if whole_keyboard else used_pitches(roll.velocity[:, start_step:stop_step] > 0, margin=7)
    step_px = min(14, max(1, COMFORTABLE_PX // shown))
    pitch_px = min(12, max(4, 720 // (high - low + 1)))
    view = View(start_step, stop_step, low, high, step_px, pitch_px)
    bars = np.arange(roll.num_steps) % 16 == 0 if downbeat is None else downbeat
    page = Sheet(view, bars, header=False).page(paint(roll, view, hole=hole, downbeat=bars))
    write_with(path, lambda temporary: save_png(page, temporary))
