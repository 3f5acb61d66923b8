"""From a score to timed MIDI messages: a pure function, no clock and no port.

Sysex is not sent: a file from anywhere should not reprogram the hardware of whoever plays it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.score import RawEvent, Score
from core.units import TempoMap

NOTE_OFF, NOTE_ON, CONTROLLER, PROGRAM, CHANNEL_PRESSURE, BEND = 0x80, 0x90, 0xB0, 0xC0, 0xD0, 0xE0
SUSTAIN, ALL_NOTES_OFF = 64, 123
_LENGTHS = {0xA0: 3, CONTROLLER: 3, PROGRAM: 2, CHANNEL_PRESSURE: 2, BEND: 3}
_PARAMETER_CONTROLLERS = frozenset({6, 38, 96, 97, 98, 99, 100, 101})
"""Data entry means something only after its parameter number, so these are chased in the file's order."""
_MODE_CONTROLLERS = frozenset(range(120, 128))
_STRIKE_TOLERANCE_SECONDS = 0.0005
"""A playhead set by eye or by rounding on a note's onset still strikes that note."""
_SHORTEST_SECONDS = 0.001

_OFF, _SETTING, _ON = 0, 1, 2  # order at equal times


@dataclass(frozen=True, slots=True)
class TimedMessage:
    """A complete MIDI message and the second of the score (from its beginning) at which it is due."""

    seconds: float
    data: bytes


def schedule(score: Score, start_seconds: float = 0.0) -> list[TimedMessage]:
    """Everything to send from ``start_seconds`` on, in order.

    Programs, controllers and bends that were set before the start are sent first, at the start; notes that began
    before it are not struck again.  At equal times a key goes up before it goes down.  Each strike has its own
    release; a key struck again while it is down is released first.
    """
    seconds_of = _seconds_of_ticks(score)
    keyed: list[tuple[float, int, int, bytes]] = []
    for order, data in enumerate(_chase(score, seconds_of, start_seconds)):
        keyed.append((start_seconds, _SETTING, order, data))
    order = len(keyed)
    for event, data in _settings(score):
        seconds = seconds_of[event.tick]
        if seconds > start_seconds:
            order += 1
            keyed.append((seconds, _SETTING, order, data))
    for seconds, kind, data in _strikes(score, seconds_of, start_seconds):
        order += 1
        keyed.append((seconds, kind, order, data))
    keyed.sort(key=lambda item: item[:3])
    return [TimedMessage(seconds, data) for seconds, _kind, _order, data in keyed]


def end_seconds(score: Score) -> float:
    """When the last note ends."""
    last = max((note.offset_tick for track in score.tracks for note in track.notes), default=0)
    return float(TempoMap(score).tick_to_seconds(last))


def _seconds_of_ticks(score: Score) -> dict[int, float]:
    """Seconds of every tick that is spoken of, converted at once: a long piece would take too long one by one."""
    ticks = {0}
    for track in score.tracks:
        ticks.update(event.tick for event in track.events)
        for note in track.notes:
            ticks.add(note.onset_tick)
            ticks.add(note.offset_tick)
    found = np.array(sorted(ticks), np.int64)
    return dict(zip(found.tolist(), TempoMap(score).tick_to_seconds(found).tolist(), strict=True))


def _settings(score: Score) -> Iterator[tuple[RawEvent, bytes]]:
    """Programs, controllers, pressure and bends of all tracks in the order of their ticks."""
    found: list[tuple[int, RawEvent]] = []
    for track in score.tracks:
        if track.notes or track.events:
            found.append((0, RawEvent(0, bytes([PROGRAM | track.channel, track.program]))))
        found.extend((1, event) for event in track.events if _is_sendable(event.data))
    found.sort(key=lambda item: (item[1].tick, item[0]))  # stable: the file's order within a tick
    for _rank, event in found:
        yield event, event.data


def _is_sendable(data: bytes) -> bool:
    if not data or _LENGTHS.get(data[0] & 0xF0) != len(data) or max(data[1:]) > 127:
        return False
    return not (data[0] & 0xF0 == CONTROLLER and data[1] in _MODE_CONTROLLERS)


def _chase(score: Score, seconds_of: dict[int, float], start_seconds: float) -> list[bytes]:
    """The state of all channels at the start: the last value of everything that was set up to then."""
    state: dict[tuple[int, ...], bytes] = {}
    for number, (event, data) in enumerate(_settings(score)):
        if seconds_of[event.tick] > start_seconds:
            break
        status = data[0] & 0xF0
        if status == 0xA0:
            continue  # pressure on one key: that note is not struck again
        key: tuple[int, ...] = (data[0],)
        if status == CONTROLLER:
            key = (data[0], data[1], number) if data[1] in _PARAMETER_CONTROLLERS else (data[0], data[1])
        elif status == PROGRAM:
            # a bank that was chosen before this program must stay before it
            for bank in (0, 32):
                selected = state.pop((CONTROLLER | data[0] & 0x0F, bank), None)
                if selected is not None:
                    state[(CONTROLLER | data[0] & 0x0F, bank)] = selected
        state.pop(key, None)  # so that the dictionary keeps the order of the last occurrences
        state[key] = data
    return list(state.values())


def _strikes(score: Score, seconds_of: dict[int, float], start_seconds: float) -> Iterator[tuple[float, int, bytes]]:
    """(seconds, order, message) of all key movements of the notes that begin at or after the start."""
    by_key: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
    for track in score.tracks:
        for note in track.notes:
            key = (track.channel, note.pitch)
            by_key.setdefault(key, []).append((note.onset_tick, note.offset_tick, note.velocity))
    for (channel, pitch), spans in by_key.items():
        up = bytes([NOTE_OFF | channel, pitch, 64])
        spans.sort()
        held_until: float | None = None  # when the key that is down now shall go up
        for onset_tick, offset_tick, velocity in spans:
            onset = seconds_of[onset_tick]
            if onset < start_seconds - _STRIKE_TOLERANCE_SECONDS:
                continue
            onset = max(onset, start_seconds)
            offset = max(seconds_of[offset_tick], onset + _SHORTEST_SECONDS)  # up can't come before down
            if held_until is not None:
                if held_until <= onset:
                    yield held_until, _OFF, up
                else:
                    # struck again while down: up first; it stays down until the longer of the two ends
                    yield onset, _ON, up
                    offset = max(offset, held_until)
            yield onset, _ON, bytes([NOTE_ON | channel, pitch, velocity])
            held_until = offset
        if held_until is not None:
            yield held_until, _OFF, up


def all_off(sounding: Iterator[tuple[int, int]] | list[tuple[int, int]], channels: set[int]) -> list[bytes]:
    """What silences everything: each sounding (channel, pitch) its own note-off, then pedal up and All Notes Off.

    Some instruments ignore All Notes Off, so the note-offs are not optional.
    """
    out = [bytes([NOTE_OFF | channel, pitch, 64]) for channel, pitch in sounding]
    for channel in sorted(channels):
        out.append(bytes([CONTROLLER | channel, SUSTAIN, 0]))
        out.append(bytes([CONTROLLER | channel, ALL_NOTES_OFF, 0]))
    return out
