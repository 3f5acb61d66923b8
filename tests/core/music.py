"""Random and simple rolls for tests."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from core.roll import Roll


def roll_with(notes: list[tuple[int, int, int, int]], num_steps: int = 64) -> Roll:
    """Roll of (onset_step, pitch, duration_steps, velocity) rows; a later onset cuts the note before it."""
    roll = Roll.empty(num_steps)
    for onset, pitch, duration, velocity in sorted(notes):
        stop = min(onset + duration, num_steps)
        roll.velocity[pitch, onset:] = 0
        roll.onset[pitch, onset:] = False
        roll.velocity[pitch, onset:stop] = velocity
        roll.onset[pitch, onset] = True
    return roll


def random_roll(seed: int, num_steps: int = 64, notes: int = 60) -> Roll:
    rng = np.random.default_rng(seed)
    return roll_with(
        [
            (
                int(rng.integers(0, num_steps)),
                int(rng.integers(36, 84)),
                int(rng.integers(1, 20)),
                int(rng.integers(1, 128)),
            )
            for _ in range(notes)
        ],
        num_steps,
    )


def holes(num_steps: int = 64) -> st.SearchStrategy[np.ndarray]:
    """Unions of one to three rectangles, never empty, often cutting through notes."""
    box = st.tuples(
        st.integers(0, 127), st.integers(1, 60), st.integers(0, num_steps - 1), st.integers(1, num_steps // 2)
    )

    def paint(boxes: list[tuple[int, int, int, int]]) -> np.ndarray:
        hole = np.zeros((128, num_steps), np.bool_)
        for pitch, height, step, width in boxes:
            hole[pitch : pitch + height, step : step + width] = True
        return hole

    return st.lists(box, min_size=1, max_size=3).map(paint)
