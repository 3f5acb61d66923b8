"""The events of one track, parsed within bounds.

The loop reads every byte at most once and holds nothing that the file's own size does not pay for.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field

from core.midi_file.prescan import TrackChunk
from core.score import DENOMINATORS, RawEvent, TempoChange, TimeSignature
from core.stopping import Look, go_on

MAX_EVENTS = 3_000_000  # in a file: a million notes and more
META, SYSEX, ESCAPE = 0xFF, 0xF0, 0xF7
END_OF_TRACK, TRACK_NAME, TEMPO, TIME_SIGNATURE, SEQUENCER = 0x2F, 0x03, 0x51, 0x58, 0x7F
_STRAY_LENGTHS = {0xF1: 1, 0xF2: 2, 0xF3: 1}  # system messages that belong on a cable, not into a file

_PAUSE_EVENTS = 20_000  # between two looks at whether to go on: some hundredths of a second

GridlessNote = tuple[int, int, int, int]  # onset_tick, pitch, duration_ticks (0 = to be mended), velocity


class Damaged(Exception):
    """The track cannot be read on; the text is the end of a sentence that begins with the file's name."""


@dataclass(slots=True)
class ParsedTrack:
    notes: defaultdict[int, list[GridlessNote]] = field(default_factory=lambda: defaultdict(list))  # by channel
    events: list[tuple[int | None, RawEvent]] = field(default_factory=list)  # in file order; meta, sysex: no channel
    tempi: list[TempoChange] = field(default_factory=list)
    metres: list[TimeSignature] = field(default_factory=list)
    programs: dict[int, list[tuple[int, int]]] = field(default_factory=dict)  # by channel: tick, program
    end_tick: int = 0
    num_events: int = 0
    repairs: Counter[str] = field(default_factory=Counter)


def _read_number(data: bytes, at: int) -> tuple[int, int]:
    """A variable-length quantity: (value, next position).  At most four bytes, as the standard says."""
    value = 0
    for i in range(at, at + 4):
        byte = data[i]  # IndexError = the track ends here
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, i + 1
    raise Damaged("has a time or length value of more than four bytes")


class TrackParser:
    """Parses one chunk.  Use once: ``TrackParser(...).parse()``."""

    def __init__(self, chunk: TrackChunk, tick_scale: int, max_events: int, look: Look = go_on) -> None:
        self._data = chunk.data
        self._is_cut = chunk.is_cut
        self._scale = tick_scale
        self._max_events, self._look = max_events, look
        self._out = ParsedTrack()
        self._sounding: dict[tuple[int, int], deque[tuple[int, int]]] = {}  # (channel, pitch): (onset_tick, velocity)
        self._has_ended = False
        self._at = 0

    def parse(self) -> ParsedTrack:
        """Raises Damaged."""
        try:
            self._parse_events()
        except IndexError:
            if self._is_cut:
                raise Damaged("is cut short: the file ends within it") from None
            raise Damaged("ends in the middle of an event") from None
        if not self._has_ended:
            if self._is_cut:
                raise Damaged("is cut short: the file ends within it")
            self._out.repairs["no end mark"] += 1
        elif self._is_cut:
            self._out.repairs["wrong size"] += 1
        self._end_hanging_notes()
        return self._out

    def _parse_events(self) -> None:
        data, size, scale = self._data, len(self._data), self._scale
        on_key, off_key = self._on_key, self._off_key
        status = tick = num_events = pause = 0
        interrupted = False  # by a system event: strictly, the running status is void then
        while self._at < size and not self._has_ended:
            at = self._at
            delta = data[at]
            if delta < 0x80:  # nearly always; a call would cost as much as all the rest
                at += 1
            else:
                delta, at = _read_number(data, at)
            tick += delta * scale
            self._out.end_tick = tick
            num_events += 1
            if num_events > pause:
                pause = self._pause(num_events)
            byte = data[at]
            if byte >= 0xF0:
                self._parse_system(byte, at + 1, tick)
                interrupted = True
                continue
            if byte >= 0x80:
                status, interrupted = byte, False
                at += 1
            elif not status:
                raise Damaged(f"has data without a status at its byte {at}")
            elif interrupted:
                self._out.repairs["running status"] += 1
                interrupted = False
            first = data[at]
            if 0xC0 <= status < 0xE0:
                second = 0
                self._at = at + 1
            else:
                second = data[at + 1]
                self._at = at + 2
            if first > 127 or second > 127:
                self._bad_data(tick, status, first)
            elif status >= 0xA0:
                self._other_channel_event(tick, status, first, second)
            elif status >= 0x90 and second:
                on_key(tick, status & 0x0F, first, second)
            else:
                off_key(tick, status & 0x0F, first)
        self._out.num_events = num_events

    def _pause(self, num_events: int) -> int:
        """How many events may come before the next pause."""
        if num_events > self._max_events:
            raise Damaged(f"has too many events (more than {MAX_EVENTS:,} in the file)")
        self._look()
        return min(num_events + _PAUSE_EVENTS, self._max_events)

    def _on_key(self, tick: int, channel: int, pitch: int, velocity: int) -> None:
        waiting = self._sounding.get((channel, pitch))
        if waiting is None:
            waiting = self._sounding[channel, pitch] = deque()
        waiting.append((tick, velocity))

    def _off_key(self, tick: int, channel: int, pitch: int) -> None:
        waiting = self._sounding.get((channel, pitch))
        if not waiting:
            self._out.repairs["unmatched"] += 1
            return
        onset, velocity = waiting.popleft()
        if tick == onset:
            self._out.repairs["zero length"] += 1
        self._out.notes[channel].append((onset, pitch, tick - onset, velocity))

    def _bad_data(self, tick: int, status: int, first: int) -> None:
        if first > 127 or not 0x90 <= status < 0xA0:
            self._out.repairs["bad data"] += 1
        else:
            self._out.repairs["too loud"] += 1
            self._on_key(tick, status & 0x0F, first, 127)

    def _other_channel_event(self, tick: int, status: int, first: int, second: int) -> None:
        channel = status & 0x0F
        data = bytes((status, first)) if 0xC0 <= status < 0xE0 else bytes((status, first, second))
        if 0xC0 <= status < 0xD0 and self._is_head_program(tick, channel, first):
            return
        self._out.events.append((channel, RawEvent(tick, data)))

    def _is_head_program(self, tick: int, channel: int, program: int) -> bool:
        """Note a program change.  True if it may move to the track's head: not one that follows a bank or a reset."""
        changes = self._out.programs.setdefault(channel, [])
        changes.append((tick, program))
        if tick > 0 or len(changes) > 1:
            return False
        return not any(c == channel or event.data[0] in (SYSEX, ESCAPE) for c, event in self._out.events)

    def _end_hanging_notes(self) -> None:
        for (channel, pitch), waiting in self._sounding.items():
            for begun in waiting:
                self._out.repairs["hanging"] += 1
                duration = self._out.end_tick - begun[0]
                self._out.notes[channel].append((begun[0], pitch, duration, begun[1]))

    def _parse_system(self, status: int, at: int, tick: int) -> None:
        if status not in (META, SYSEX, ESCAPE):
            self._out.repairs["stray"] += 1
            self._at = at + _STRAY_LENGTHS.get(status, 0)
            return
        kind = b""
        if status == META:
            kind = bytes((self._data[at],))
            at += 1
        length, at = _read_number(self._data, at)
        if at + length > len(self._data):
            raise IndexError
        payload = self._data[at : at + length]
        self._at = at + length
        if status == META:
            self._meta(tick, kind[0], payload)
        else:
            self._out.events.append((None, RawEvent(tick, bytes((status,)) + payload)))

    def _meta(self, tick: int, kind: int, payload: bytes) -> None:
        out = self._out
        if kind == END_OF_TRACK:
            self._has_ended = True
        elif kind == TEMPO:
            tempo = int.from_bytes(payload)
            if len(payload) == 3 and tempo:
                out.tempi.append(TempoChange(tick, tempo))
            else:
                out.repairs["tempo"] += 1
        elif kind == TIME_SIGNATURE:
            if len(payload) >= 2 and payload[0] and payload[1] < len(DENOMINATORS):
                out.metres.append(TimeSignature(tick, payload[0], DENOMINATORS[payload[1]]))
            else:
                out.repairs["metre"] += 1
        elif kind > 127:
            out.repairs["bad data"] += 1
        elif payload or kind != SEQUENCER:  # empty ones are the writer's own, to bridge a very long rest
            out.events.append((None, RawEvent(tick, bytes((META, kind)) + payload)))
