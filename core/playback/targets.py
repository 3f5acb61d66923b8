"""A sequencer on its way through a MIDI port, against the computer's clock.

The built-in synth's counterpart, where the sound card is the clock, is ``core.playback.stream.Stream``.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from core.playback.messages import all_off
from core.playback.sequencer import Sequencer
from core.playback.sink import Sink

Change = Callable[[Sequencer, float], list[bytes] | None]
"""Changes a sequencer at a time of its own clock; gives what is to be sent at once."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the music is: at ``clock`` (the computer's) it stood at ``position`` (seconds of the score)."""

    clock: float
    position: float
    rate: float
    loop: tuple[float, float] | None
    num_loops: int
    running: bool

    def at(self, clock: float) -> float:
        """The position at another moment."""
        return self._moved(clock)[0]

    def loops_at(self, clock: float) -> int:
        """How often the loop has begun again at another moment."""
        return self._moved(clock)[1]

    def _moved(self, clock: float) -> tuple[float, int]:
        position = self.position + (clock - self.clock) * self.rate
        if self.loop is None or not position >= self.loop[1] > self.loop[0]:
            return position, self.num_loops
        first, stop = self.loop
        turns, rest = divmod(position - first, stop - first)
        return first + rest, self.num_loops + int(turns)


class Target(Protocol):
    """What carries music to somewhere it can be heard."""

    @property
    def is_running(self) -> bool: ...
    def change(self, change: Change) -> None:
        """Apply a change as soon as it can be heard."""

    def place(self) -> Place: ...
    def place_at(self, clock: float) -> float:
        """The position that was heard at a moment of the computer's clock."""

    def live(self, data: bytes) -> None:
        """A message to be heard at once: what is played on a keyboard.  Any thread may call it."""

    def panic(self) -> None:
        """Silence all sixteen channels, whether they are known to sound or not."""


class PortTarget:
    """Through a port; without one in silence, so that the playhead moves."""

    def __init__(self, sequencer: Sequencer, sink: Sink) -> None:
        self.sequencer, self.sink = sequencer, sink

    @property
    def is_running(self) -> bool:
        return self.sequencer.running

    def next_due(self) -> float:
        """Clock time of the next message."""
        return self.sequencer.next_time()

    def advance(self) -> None:
        """Send all that is due."""
        send = self.sink.send
        for _time, data in self.sequencer.advance(time.perf_counter()):
            send(data)

    def change(self, change: Change) -> None:
        now = time.perf_counter()
        for _time, data in self.sequencer.advance(now):
            self.sink.send(data)
        for data in change(self.sequencer, now) or ():
            self.sink.send(data)

    def place(self) -> Place:
        now, sequencer = time.perf_counter(), self.sequencer
        return Place(
            now, sequencer.position(now), sequencer.rate, sequencer.loop, sequencer.num_loops, sequencer.running
        )

    def place_at(self, clock: float) -> float:
        return self.place().at(clock)

    def live(self, data: bytes) -> None:
        self.sink.send(data)

    def panic(self) -> None:
        self.sink.silence()
        for data in all_off((), range(16)):
            self.sink.send(data)
