"""A Score to bytes: format 1, a first track with tempo and metre, then the score's tracks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from core.files import write_bytes
from core.midi_file.events import END_OF_TRACK, ESCAPE, META, SEQUENCER, SYSEX, TEMPO, TIME_SIGNATURE, TRACK_NAME
from core.midi_file.texts import decode_text
from core.score import DENOMINATORS, MAX_NUMERATOR, MAX_TEMPO, RawEvent, Score, Track

_MAX_DELTA = 0x0FFFFFFF  # four bytes of seven bits
_CHANNEL_LENGTHS = {0xA0: 3, 0xB0: 3, 0xC0: 2, 0xD0: 2, 0xE0: 3}
_OFF, _HEAD, _EVENT, _ON = range(4)  # order at equal ticks: a key goes up before it goes down again

Timed = tuple[int, int, bytes]  # tick, order, message as it stands in the file


def write_midi(score: Score, path: Path) -> None:
    """Write the score to ``path``, whole or not at all.  Raises OSError."""
    write_bytes(Path(path), midi_bytes(score))


def midi_bytes(score: Score) -> bytes:
    """The score as a standard MIDI file of format 1.

    ``parse_midi`` gives the same score again, if no note lies within another one on the same pitch of its track
    (two note-offs cannot tell which is which) and ``ticks_per_quarter`` is a multiple of 4 or at least 24.
    """
    tracks = list(score.tracks)
    with_program = _tracks_with_program(tracks)
    head = _tempo_and_metre(score)
    if tracks and not with_program[0] and (tracks[0].name or tracks[0].events):
        head += _track_events(tracks.pop(0), False)  # the file's title and remarks go first, as they came
        with_program = with_program[1:]
    chunks = [_chunk(head, score.end_tick)]
    chunks += [_chunk(_track_events(t, p), 0) for t, p in zip(tracks, with_program, strict=True)]
    header = b"MThd" + (6).to_bytes(4) + (1).to_bytes(2) + len(chunks).to_bytes(2)
    return header + score.ticks_per_quarter.to_bytes(2) + b"".join(chunks)


def _tracks_with_program(tracks: list[Track]) -> list[bool]:
    """Which tracks set their channel's program.

    One that only carries texts must not: it would take the program from the track that plays on its channel.
    """
    idle = [not t.notes and not t.channel and not any(_is_channel(e.data) for e in t.events) for t in tracks]
    program = 0
    for track, is_idle in zip(tracks, idle, strict=True):
        if not is_idle and track.channel == 0:
            program = track.program
            changes = [e.data[1] for e in track.events if e.tick == 0 and _is_channel(e.data) and e.data[0] >> 4 == 0xC]
            program = changes[-1] if changes else program
    if any(is_idle and t.program != program for t, is_idle in zip(tracks, idle, strict=True)):
        return [True] * len(tracks)
    return [not is_idle for is_idle in idle]


def _tempo_and_metre(score: Score) -> list[Timed]:
    out: list[Timed] = []
    for tempo in score.tempo_map:
        if not 1 <= tempo.microseconds_per_quarter <= MAX_TEMPO:
            raise ValueError(f"a tempo of {tempo.microseconds_per_quarter} µs per quarter cannot stand in a MIDI file")
        out.append((tempo.tick, _HEAD, _meta(TEMPO, tempo.microseconds_per_quarter.to_bytes(3))))
    for metre in score.time_signatures:
        if not (1 <= metre.numerator <= MAX_NUMERATOR and metre.denominator in DENOMINATORS):
            raise ValueError(f"a metre of {metre.numerator}/{metre.denominator} cannot stand in a MIDI file")
        # 24 clocks to a metronome click and 8 thirty-seconds to a quarter: the standard's own defaults.
        payload = bytes((metre.numerator, metre.denominator.bit_length() - 1, 24, 8))
        out.append((metre.tick, _HEAD, _meta(TIME_SIGNATURE, payload)))
    return out


def _track_events(track: Track, with_program: bool) -> list[Timed]:
    out: list[Timed] = []
    names = [e.data[2:] for e in track.events if e.tick == 0 and e.data[:2] == bytes((META, TRACK_NAME))]
    is_kept = bool(names) and decode_text(names[0]) == track.name != "" and names[0] != track.name.encode()
    if (track.name or names) and not is_kept:
        out.append((0, _HEAD, _meta(TRACK_NAME, track.name.encode(errors="replace"))))
    if with_program:
        out.append((0, _HEAD, bytes((0xC0 | track.channel, track.program))))
    for event in track.events:
        message = _encode(event, track.channel)
        if message is not None:
            out.append((event.tick, _EVENT, message))
    on, off = 0x90 | track.channel, 0x80 | track.channel
    for note in sorted(track.notes):
        out.append((note.onset_tick, _ON, bytes((on, note.pitch, note.velocity))))
        out.append((note.offset_tick, _OFF, bytes((off, note.pitch, 64))))
    return out


def _is_channel(data: bytes) -> bool:
    return bool(data) and _CHANNEL_LENGTHS.get(data[0] & 0xF0) == len(data) and max(data[1:]) < 0x80


def _encode(event: RawEvent, channel: int) -> bytes | None:
    """The event as it stands in a file; None for what has no place there or is written from the score itself."""
    data = event.data
    if _is_channel(data):
        return bytes((data[0] & 0xF0 | channel,)) + data[1:]
    if data[:1] in (bytes((SYSEX,)), bytes((ESCAPE,))):
        return data[:1] + _number(len(data) - 1) + data[1:]
    if len(data) >= 2 and data[0] == META and data[1] < 0x80 and data[1] not in (END_OF_TRACK, TEMPO, TIME_SIGNATURE):
        return _meta(data[1], data[2:])
    return None


def _meta(kind: int, payload: bytes) -> bytes:
    return bytes((META, kind)) + _number(len(payload)) + payload


def _number(value: int) -> bytes:
    """A variable-length quantity."""
    out = [value & 0x7F]
    while value := value >> 7:
        out.append(value & 0x7F | 0x80)
    return bytes(reversed(out))


def _chunk(events: Iterable[Timed], end_tick: int) -> bytes:
    out = bytearray()
    now = 0
    for tick, _order, message in sorted(events, key=lambda item: item[:2]):  # stable within a tick
        out += _delta(tick - now) + message
        now = tick
    out += _delta(max(end_tick - now, 0)) + _meta(END_OF_TRACK, b"")
    return b"MTrk" + len(out).to_bytes(4) + bytes(out)


def _delta(ticks: int) -> bytes:
    """A time difference; one too long for the format is bridged by empty events that say nothing."""
    bridges = max(ticks - 1, 0) // _MAX_DELTA
    return (_number(_MAX_DELTA) + _meta(SEQUENCER, b"")) * bridges + _number(ticks - bridges * _MAX_DELTA)
