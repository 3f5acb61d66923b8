"""A small picture of the piece, to tell projects apart by."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray

from core.render import View, render, used_pitches
from core.roll import MIN_STEPS, NUM_PITCHES, num_steps_of, roll_of
from core.score import Score

SIZE = (320, 120)  # pixels


def thumbnail_png(score: Score, strength: NDArray[np.uint8]) -> bytes:
    """PNG of the whole piece, its hole tinted."""
    from PIL import Image

    roll = roll_of(score, max(MIN_STEPS, num_steps_of(score)))
    hole = np.zeros((NUM_PITCHES, roll.num_steps), np.bool_)
    known = min(strength.shape[1], roll.num_steps)
    hole[:, :known] = strength[:, :known] > 0
    low, high = used_pitches(roll.velocity > 0, margin=4)
    view = View(0, min(roll.num_steps, 4096), low, high, 1, 2)
    picture = Image.fromarray(render(roll, view, hole=hole)).resize(SIZE, Image.Resampling.BOX)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
