"""From what came in at the MIDI input to notes: a pure function.  Times are steps of the score, fractions kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.playback import messages as midi
from core.score import Note, RawEvent
from core.units import step_to_tick

_SHORTEST_STEPS = 0.05


@dataclass(frozen=True, slots=True)
class Take:
    """What was played, at the very moments: ticks are the only rounding."""

    notes: tuple[Note, ...]
    events: tuple[RawEvent, ...]  # pedal, bends, pressure and the rest, on the track's channel

    @property
    def is_empty(self) -> bool:
        return not (self.notes or self.events)


def take_of(
    heard: Iterable[tuple[float, bytes]],
    ticks_per_quarter: int,
    channel: int,
    end_step: float,
    loop: tuple[float, float] | None = None,
) -> Take:
    """Notes and controllers from messages and the steps at which they came.

    A key that is still down at ``end_step`` ends there; one that is held beyond the loop's end, at the loop's end.
    What came in before the beginning (in a count-in) begins with the piece.
    """
    down: dict[int, tuple[float, int]] = {}  # by pitch: onset_step, velocity
    notes: list[Note] = []
    events: list[RawEvent] = []
    last = 0.0

    def lift(pitch: int, step: float) -> None:
        onset, velocity = down.pop(pitch)
        if step < onset:  # the loop began again meanwhile
            step = loop[1] if loop is not None and loop[1] > onset else onset
        begin = step_to_tick(onset, ticks_per_quarter)
        end = step_to_tick(max(step, onset + _SHORTEST_STEPS), ticks_per_quarter)
        notes.append(Note(begin, pitch, max(1, end - begin), velocity))

    for step, data in heard:
        step = max(0.0, step)
        status = data[0] & 0xF0
        if loop is not None and step < last - 1:  # a new pass: keys that are held go on from its beginning
            for pitch in list(down):
                _onset, velocity = down[pitch]
                lift(pitch, step)
                down[pitch] = (loop[0], velocity)
        last = step
        if status == midi.NOTE_ON and data[2]:
            if data[1] in down:
                lift(data[1], step)
            down[data[1]] = (step, data[2])
        elif status in (midi.NOTE_ON, midi.NOTE_OFF):
            if data[1] in down:
                lift(data[1], step)
        elif status in (midi.CONTROLLER, midi.BEND, midi.CHANNEL_PRESSURE) and not _is_mode(data):
            events.append(RawEvent(step_to_tick(step, ticks_per_quarter), bytes((status | channel, *data[1:]))))
    for pitch in list(down):
        lift(pitch, end_step)
    return Take(tuple(sorted(notes)), tuple(events))


def _is_mode(data: bytes) -> bool:
    return data[0] & 0xF0 == midi.CONTROLLER and data[1] >= 120
