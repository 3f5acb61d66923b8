"""Clicks of the metronome and pulses of the MIDI clock along a schedule: where they are, and which comes next."""

from __future__ import annotations

import numpy as np

from core.playback import messages as midi
from core.playback.schedule import Schedule

PULSES_PER_QUARTER = 24
PULSES_PER_STEP = PULSES_PER_QUARTER // 4


def next_click(schedule: Schedule, position: float, after: bool) -> int:
    """Index of the first click from a position on; ``after``: the one at the position itself has been."""
    slack = 1e-9 if after else -1e-9  # seconds
    return int(np.searchsorted(schedule.clicks.seconds, position + slack))


def next_pulse(schedule: Schedule, position: float, after: bool) -> int:
    """Number of the first pulse from a position on, counted from the beginning of the piece."""
    pulses = schedule.seconds_to_step(position) * PULSES_PER_STEP
    return int(np.floor(pulses + 1e-6)) + 1 if after else int(np.ceil(pulses - 1e-6))


def pulse_position(schedule: Schedule, pulse: int) -> float:
    return schedule.step_to_seconds(pulse / PULSES_PER_STEP)


def clock_start(schedule: Schedule, position: float) -> list[bytes]:
    """What tells a follower of the clock to begin there."""
    sixteenths = round(schedule.seconds_to_step(position))
    if sixteenths <= 0:
        return [bytes((midi.START,))]
    return [midi.song_position(sixteenths), bytes((midi.CONTINUE,))]
