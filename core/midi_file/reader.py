"""Bytes to a Score."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.midi_file.events import MAX_EVENTS, META, TRACK_NAME, Damaged, GridlessNote, ParsedTrack, TrackParser
from core.midi_file.prescan import MAX_FILE_BYTES, Container, load, open_container, too_large
from core.midi_file.report import ImportResult, MidiFileError, report_on
from core.midi_file.texts import decode_text
from core.score import BLOCK, Note, RawEvent, Score, TempoChange, TimeSignature, Track
from core.stopping import Look, go_on

_REPAIRS = {
    "no end mark": ("{n} track had no end mark.", "{n} tracks had no end mark."),
    "wrong size": ("{n} track had a wrong size.", "{n} tracks had a wrong size."),
    "running status": (
        "After a system event {n} note or controller relied on the status before it; it was read so.",
        "After system events {n} notes or controllers relied on the status before them; they were read so.",
    ),
    "stray": (
        "{n} event that does not belong into a file was left out.",
        "{n} events that do not belong into a file were left out.",
    ),
    "bad data": ("{n} event with impossible values was left out.", "{n} events with impossible values were left out."),
    "too loud": ("{n} note louder than 127 was set to 127.", "{n} notes louder than 127 were set to 127."),
    "unmatched": ("{n} note end without a note was left out.", "{n} note ends without a note were left out."),
    "zero length": ("{n} note without length got a sixteenth.", "{n} notes without length got a sixteenth each."),
    "hanging": ("{n} note never ended and was ended for it.", "{n} notes never ended and were ended with their track."),
    "tempo": ("{n} impossible tempo was ignored.", "{n} impossible tempi were ignored."),
    "metre": ("{n} impossible time signature was ignored.", "{n} impossible time signatures were ignored."),
}


def read_midi(path: Path, look: Look = go_on) -> ImportResult:
    """Read a MIDI file.  Raises MidiFileError, whose text is a sentence with the file's name and the reason.

    ``look`` may end the reading, by raising Stopped.
    """
    path = Path(path)
    return parse_midi(load(path), path.name, look)


def parse_midi(data: bytes, name: str = "The file", look: Look = go_on) -> ImportResult:
    """Read the bytes of a MIDI file.  Raises MidiFileError."""
    if len(data) > MAX_FILE_BYTES:
        raise too_large(name, len(data))
    with _no_collections():
        return _parse(data, name, look)


@contextmanager
def _no_collections() -> Iterator[None]:
    """A million new objects, no cycle among them: looking for one takes a fifth of the time and stops all threads.

    Another thread may do the same meanwhile: the worst that comes of it is a collection.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _parse(data: bytes, name: str, look: Look) -> ImportResult:
    warnings: list[str] = []
    container = open_container(data, name, warnings)
    parsed: list[ParsedTrack] = []
    left = MAX_EVENTS
    for number, chunk in enumerate(container.tracks, 1):
        try:
            parsed.append(TrackParser(chunk, container.tick_scale, left, look).parse())
        except Damaged as error:
            raise MidiFileError(f"{name} is damaged: track {number} {error}.") from error
        left -= parsed[-1].num_events
    repairs = sum((track.repairs for track in parsed), Counter[str]())
    warnings += [_REPAIRS[kind][count > 1].format(n=count) for kind, count in repairs.items()]
    score, num_split = _assemble(parsed, container, look)
    look()
    return ImportResult(score, report_on(score, num_split, warnings))


def _assemble(parsed: list[ParsedTrack], container: Container, look: Look) -> tuple[Score, int]:
    """(score, number of tracks that were split by channel)."""
    programs = _programs_at_start(parsed)
    tracks: list[Track] = []
    num_split = 0
    for number, part in enumerate(parsed):
        channels = sorted({*part.notes, *part.programs, *(c for c, _ in part.events if c is not None)})
        num_split += len(channels) > 1
        if number == 0 and not channels and not part.events:
            continue  # nothing but tempo and metre, which the score keeps for all tracks
        channels = channels or [0]
        events: dict[int, list[RawEvent]] = {channel: [] for channel in channels}
        for channel, event in part.events:
            events[channels[0] if channel is None else channel].append(event)
        name, events[channels[0]] = _take_name(events[channels[0]])
        for channel in channels:
            program = programs.get(channel, 0)
            tracks.append(_track(part, channel, name, events[channel], program, container.ticks_per_quarter, look))
    tempi = [TempoChange(0, container.fixed_tempo or 500_000)]
    if container.fixed_tempo is None:
        tempi += [tempo for part in parsed for tempo in part.tempi]
    metres = [TimeSignature(0, 4, 4)] + [metre for part in parsed for metre in part.metres]
    # At equal ticks the last one counts.
    tempo_at = {tempo.tick: tempo for tempo in tempi}
    metre_at = {metre.tick: metre for metre in metres}
    score = Score(
        tracks=tuple(tracks),
        ticks_per_quarter=container.ticks_per_quarter,
        tempo_map=tuple(tempo_at[tick] for tick in sorted(tempo_at)),
        time_signatures=tuple(metre_at[tick] for tick in sorted(metre_at)),
        end_tick=max(part.end_tick for part in parsed),
    )
    return score, num_split


def _programs_at_start(parsed: list[ParsedTrack]) -> dict[int, int]:
    """The program of each channel after everything at tick 0: a track without its own plays with that."""
    out: dict[int, int] = {}
    for part in parsed:
        for channel, changes in part.programs.items():
            for tick, program in changes:
                if tick == 0:
                    out[channel] = program
    return out


def _track(
    part: ParsedTrack,
    channel: int,
    name: str,
    events: list[RawEvent],
    program: int,
    ticks_per_quarter: int,
    look: Look,
) -> Track:
    notes = _notes(part.notes.get(channel, []), max(1, ticks_per_quarter // 4), look)
    changes = part.programs.get(channel, [])
    # What sounds at the first note; a later change stays an event.
    if changes and (changes[0][0] == 0 or (notes and changes[0][0] <= notes[0].onset_tick)):
        program = changes[0][1]
    return Track(name, channel, program, notes, tuple(events))


def _notes(rows: list[GridlessNote], step_ticks: int, look: Look) -> tuple[Note, ...]:
    """Notes in order.  One without length gets a step, or as much as the next note on its pitch leaves."""
    _sort(rows)
    if any(row[2] == 0 for row in rows):
        next_onset: dict[int, int] = {}
        for i in range(len(rows) - 1, -1, -1):
            onset, pitch, duration, velocity = rows[i]
            if duration == 0:
                room = next_onset.get(pitch, onset) - onset
                rows[i] = (onset, pitch, min(step_ticks, room) if room > 0 else step_ticks, velocity)
            next_onset[pitch] = onset
        _sort(rows)
    notes: list[Note] = []
    for at in range(0, len(rows), BLOCK):
        look()
        notes += [Note(*row) for row in rows[at : at + BLOCK]]
    return tuple(notes)


def _sort(rows: list[GridlessNote]) -> None:
    """In place.  They are nearly in order; in parts first, so that the window need not wait for all of them at once."""
    for at in range(0, len(rows), BLOCK):
        rows[at : at + BLOCK] = sorted(rows[at : at + BLOCK])
    rows.sort()


def _take_name(events: list[RawEvent]) -> tuple[str, list[RawEvent]]:
    """(name, remaining events).  The name stays an event too where its bytes cannot be told from the text."""
    for i, event in enumerate(events):
        if event.tick > 0:
            break
        if event.data[:2] == bytes((META, TRACK_NAME)):
            name = decode_text(event.data[2:])
            exact = name.encode() == event.data[2:]
            return name, events[:i] + events[i + 1 :] if exact else list(events)
    return "", list(events)
