"""Following somebody else's MIDI clock: from start, stop and 24 pulses a quarter to a place in the score.

Pulses come with the jitter of cables and of busy computers.  The tempo is what the last two quarters lasted, and the
place is drawn towards what the pulses say a little at a time, so that notes stay even.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Literal

from core.playback import messages as midi
from core.playback.beats import PULSES_PER_QUARTER, PULSES_PER_STEP

_WINDOW = 2 * PULSES_PER_QUARTER
_JUMP_SECONDS = 0.05
_PULL = 0.2
LOST_SECONDS = 0.5  # without a pulse the other clock has ended


@dataclass(frozen=True, slots=True)
class Followed:
    """What the other clock asks for."""

    action: Literal["start", "stop", "pulse"]
    step: float  # where the other one is
    pulse_seconds: float = 0.0  # how long a pulse lasts by now; 0 = not known yet


class Follower:
    """Tells for each message of a clock what is to be done."""

    def __init__(self) -> None:
        self._pulses = 0  # since the start of the piece
        self._armed = False  # the next pulse is the beginning
        self._times: deque[float] = deque(maxlen=_WINDOW + 1)
        self.running = False

    @property
    def last_pulse(self) -> float | None:
        return self._times[-1] if self._times else None

    def hear(self, clock: float, data: bytes) -> Followed | None:
        """A message that came at a moment of the computer's clock; None where nothing follows from it."""
        status = data[0]
        if status == midi.SONG_POSITION and len(data) == 3:
            self._pulses = (data[1] | data[2] << 7) * PULSES_PER_STEP
        elif status == midi.START:
            self._pulses, self._armed = 0, True
        elif status == midi.CONTINUE:
            self._armed = True
        elif status == midi.STOP:
            self._armed, was_running, self.running = False, self.running, False
            return Followed("stop", self._step) if was_running else None
        elif status == midi.CLOCK:
            return self._pulse(clock)
        return None

    def lost(self, clock: float) -> bool:
        """Whether the pulses have ceased while the music was running."""
        if not self.running or self.last_pulse is None or clock - self.last_pulse < LOST_SECONDS:
            return False
        self.running = False
        self._times.clear()
        return True

    def _pulse(self, clock: float) -> Followed | None:
        if self._times and clock - self._times[-1] > LOST_SECONDS:
            self._times.clear()
        self._times.append(clock)
        if self._armed:
            self._armed, self.running = False, True
            return Followed("start", self._step, self._pulse_seconds())
        if not self.running:
            return None
        self._pulses += 1
        return Followed("pulse", self._step, self._pulse_seconds())

    @property
    def _step(self) -> float:
        return self._pulses / PULSES_PER_STEP

    def _pulse_seconds(self) -> float:
        count = len(self._times) - 1
        return (self._times[-1] - self._times[0]) / count if count >= PULSES_PER_STEP else 0.0


def drawn_to(position: float, wanted: float) -> float:
    """Where to be, between where one is and where the other clock is (seconds of the score)."""
    off = wanted - position
    return wanted if abs(off) > _JUMP_SECONDS else position + _PULL * off
