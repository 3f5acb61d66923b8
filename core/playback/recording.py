"""From what came in at the MIDI input to notes: a pure function.  Times are steps of the score, fractions kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.playback import messages as midi
from core.playback.events import Played
from core.score import Note, RawEvent
from core.units import step_to_tick

_SHORTEST_STEPS = 0.05
_LATE_STEPS = 1.0  # a key let go of so soon after the loop began again was meant to end with it
_SPRUNG = (1, 2, 64, 65, 66, 67, 68, 69)  # modulation, breath and the pedals: controllers that go back to 0


@dataclass(frozen=True, slots=True)
class Take:
    """What was played, at the very moments: ticks are the only rounding."""

    notes: tuple[Note, ...]
    events: tuple[RawEvent, ...]  # pedal, bends, pressure and the rest, on the track's channel

    @property
    def is_empty(self) -> bool:
        return not (self.notes or self.events)


def take_of(
    heard: Iterable[Played],
    ticks_per_quarter: int,
    channel: int,
    end_step: float,
    loop: tuple[float, float] | None = None,
    end_loops: int = 0,
) -> Take:
    """Notes and controllers from messages and the steps at which they came.

    ``end_loops``: how often the loop had begun again at ``end_step``.  What is held when the loop begins again ends at
    its end and goes on from its beginning.  A key that is still down at ``end_step`` ends there, and a pedal, wheel or
    pressure that is not at rest comes to rest there: nothing of it may reach the music that follows.  What came in
    before the beginning (in a count-in) begins with the piece.  Messages without a step are left out.
    """
    hands = _Hands(ticks_per_quarter, channel, loop)
    last, loops = 0.0, 0
    for played in heard:
        if played.step is None:
            continue
        step = max(0.0, played.step)
        hands.turn(played.num_loops - loops or int(step < last - 1))
        last, loops = step, max(loops, played.num_loops)
        hands.take(step, played.data)
    hands.turn(end_loops - loops)
    hands.rest(end_step)
    return Take(tuple(sorted(hands.notes)), tuple(sorted(hands.events, key=lambda event: event.tick)))


class _Hands:
    """What is held down, and what it has become so far."""

    def __init__(self, ticks_per_quarter: int, channel: int, loop: tuple[float, float] | None) -> None:
        self.notes: list[Note] = []
        self.events: list[RawEvent] = []
        self._ticks_per_quarter, self._channel, self._loop = ticks_per_quarter, channel, loop
        self._down: dict[int, _Key] = {}  # by pitch
        self._bent: dict[bytes, tuple[float, bytes]] = {}  # pedals and wheels that are not at rest: since when, how far

    def take(self, step: float, data: bytes) -> None:
        status = data[0] & 0xF0
        if status == midi.NOTE_ON and data[2]:
            self._lift(data[1], step)
            self._down[data[1]] = _Key(step, data[2])
        elif status in (midi.NOTE_ON, midi.NOTE_OFF):
            self._lift(data[1], step)
        elif status in (midi.CONTROLLER, midi.BEND, midi.CHANNEL_PRESSURE) and not _is_mode(data):
            self._bend(step, bytes((status | self._channel, *data[1:])))

    def turn(self, times: int) -> None:
        """The loop begins again."""
        if self._loop is None:
            return
        first, last = self._loop
        for _ in range(min(times, 2)):  # what is held for longer sounds in the whole loop, once
            for pitch, key in list(self._down.items()):
                self._lift(pitch, last)
                self._down[pitch] = _Key(first, key.velocity, goes_on=True)
            for _since, data in list(self._bent.values()):
                self._bend(last, _at_rest(data))
                self._bend(first, data)

    def rest(self, step: float) -> None:
        for pitch in list(self._down):
            self._lift(pitch, step)
        for since, data in list(self._bent.values()):
            self._bend(self._end(since, step), _at_rest(data))

    def _lift(self, pitch: int, step: float) -> None:
        key = self._down.pop(pitch, None)
        if key is None or (key.goes_on and step - key.onset_step < _LATE_STEPS):
            return
        begin = self._tick(key.onset_step)
        end = self._tick(max(self._end(key.onset_step, step), key.onset_step + _SHORTEST_STEPS))
        self.notes.append(Note(begin, pitch, max(1, end - begin), key.velocity))

    def _end(self, since: float, step: float) -> float:
        """Where what is held since then ends; in a loop that began again meanwhile, at the loop's end."""
        if step >= since:
            return step
        return self._loop[1] if self._loop is not None and self._loop[1] > since else since

    def _bend(self, step: float, data: bytes) -> None:
        self.events.append(RawEvent(self._tick(step), data))
        which = data[:2] if data[0] & 0xF0 == midi.CONTROLLER else data[:1]
        if _at_rest(data) == data:
            self._bent.pop(which, None)
        else:
            self._bent[which] = (step, data)

    def _tick(self, step: float) -> int:
        return step_to_tick(step, self._ticks_per_quarter)


@dataclass(frozen=True, slots=True)
class _Key:
    onset_step: float
    velocity: int
    goes_on: bool = False  # it was struck before the loop began again


def _at_rest(data: bytes) -> bytes:
    """The same pedal, wheel or pressure let go of; what has no place of rest (volume, pan) stays where it is."""
    if data[0] & 0xF0 == midi.BEND:
        return bytes((data[0], 0, 64))
    if data[0] & 0xF0 == midi.CHANNEL_PRESSURE:
        return bytes((data[0], 0))
    return bytes((*data[:2], 0)) if data[1] in _SPRUNG else data


def _is_mode(data: bytes) -> bool:
    return data[0] & 0xF0 == midi.CONTROLLER and data[1] >= 120
