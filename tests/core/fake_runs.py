"""A sampler without a model: shifts what it finds, in a fixed number of steps.  Shared by several test files."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from core.region import resolve_hole
from core.roll import NUM_PITCHES, Roll
from core.sampler.request import SampleRequest, SampleStep

WINDOW = 256


def stream(
    request: SampleRequest, steps_per_level: tuple[int, int, int] = (2, 3, 4)
) -> Generator[SampleStep, None, Roll]:
    """Fill the hole with notes that depend on the seed alone; column by column in the last level."""
    rng = np.random.default_rng(request.config.seed)
    resolved = resolve_hole(request.roll, request.hole, request.config.ring_steps)
    velocity, onset = resolved.base.velocity.copy(), resolved.base.onset.copy()
    unknown = resolved.unknown.copy()
    first = int(np.flatnonzero(request.hole.any(axis=0))[0])
    start = max(0, min(first, request.roll.num_steps - WINDOW))
    window = np.s_[:, start : start + WINDOW]
    total, index = sum(steps_per_level), 0
    canvas = np.where(unknown, 40, 0).astype(np.uint8)
    for level, count in enumerate(steps_per_level):
        for iteration in range(count):
            index += 1
            if level == 2:
                columns = slice(
                    iteration * request.roll.num_steps // count, (iteration + 1) * request.roll.num_steps // count
                )
                chosen = resolved.onset_allowed[:, columns] & (rng.random(velocity[:, columns].shape) < 0.02)
                velocity[:, columns][chosen] = 64 + rng.integers(0, 60)
                onset[:, columns][chosen] = True
                unknown[:, columns] = False
            roll = Roll(velocity[window].copy(), onset[window].copy())
            boxes = np.array([[48, first - start, 16, 16]], np.int64)
            yield SampleStep(
                index, total, level, iteration, start, roll, unknown[window].copy(), canvas[window].copy(), boxes
            )
    return Roll(velocity, onset)


def melody(num_steps: int = 256, velocity: int = 80) -> Roll:
    """A note each quarter, up and down two octaves from middle C; the last of each bar repeated."""
    roll = Roll.empty(num_steps)
    for place, step in enumerate(range(0, num_steps - 3, 4)):
        pitch = 60 + (place * 5) % 24
        roll.velocity[pitch, step : step + 4] = velocity
        roll.onset[pitch, step] = True
        if place % 4 == 3:
            roll.onset[pitch, step + 2] = True
    return roll


def box(num_steps: int, low: int, high: int, start: int, stop: int) -> np.ndarray:
    hole = np.zeros((NUM_PITCHES, num_steps), np.bool_)
    hole[low:high, start:stop] = True
    return hole
