"""A score as JSON (what there is little of) and numbers (notes and events), exactly.

MIDI bytes would not do: they have no locks, no exact end of the piece, and the same music can be written in many ways.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.edit.delta import notes_of_rows
from core.project import limits
from core.project.blob import BlobReader, BlobWriter
from core.project.checks import many, text, whole
from core.project.limits import MAX_TICK, ProjectFileError
from core.score import (
    BLOCK,
    DENOMINATORS,
    MAX_NUMERATOR,
    MAX_TEMPO,
    Note,
    RawEvent,
    Score,
    TempoChange,
    TimeSignature,
    Track,
)
from core.stopping import Look, go_on

_COLUMNS = tuple(map(attrgetter, ("onset_tick", "pitch", "duration_ticks", "velocity", "locked")))
_LENGTHS = {0x80: 3, 0x90: 3, 0xA0: 3, 0xB0: 3, 0xC0: 2, 0xD0: 2, 0xE0: 3}  # of channel messages


class Budget:
    """Notes and events that the file may still hold, over all its scores and steps.

    ``look`` is called before any of them are read.
    """

    def __init__(self, look: Look = go_on) -> None:
        self.notes, self.events, self.look = limits.MAX_NOTES, limits.MAX_EVENTS, look

    def take_notes(self, count: int) -> int:
        self.look()
        self.notes -= count
        if self.notes < 0:
            raise ProjectFileError(f"it has more than {limits.MAX_NOTES:,} notes.")
        return count

    def take_events(self, count: int) -> int:
        self.look()
        self.events -= count
        if self.events < 0:
            raise ProjectFileError(f"it has more than {limits.MAX_EVENTS:,} events.")
        return count


def score_to_json(score: Score, blob: BlobWriter) -> dict[str, Any]:
    return {
        "ticks_per_quarter": score.ticks_per_quarter,
        "end_tick": score.end_tick,
        "tempo_map": [[change.tick, change.microseconds_per_quarter] for change in score.tempo_map],
        "time_signatures": [[m.tick, m.numerator, m.denominator] for m in score.time_signatures],
        "tracks": [track_to_json(track, blob) for track in score.tracks],
    }


def track_to_json(track: Track, blob: BlobWriter) -> dict[str, Any]:
    out: dict[str, Any] = {"name": track.name, "channel": track.channel, "program": track.program}
    if track.notes:
        out["notes"] = blob.add_numbers(rows_of(track.notes))
    if track.events:
        times = [(event.tick, len(event.data)) for event in track.events]
        out["events"] = blob.add_numbers(np.array(times, np.int64).T)
        out["event_data"] = blob.add(b"".join(event.data for event in track.events))
    return out


def score_from_json(data: Any, blob: BlobReader, budget: Budget) -> Score:
    try:
        return Score(
            tracks=tuple(track_from_json(t, blob, budget) for t in many(data, "tracks", limits.MAX_TRACKS)),
            ticks_per_quarter=whole(data, "ticks_per_quarter", 1, 32767),
            tempo_map=tuple(
                TempoChange(tick, tempo)
                for tick, tempo in _ascending(many(data, "tempo_map", limits.MAX_CHANGES), (MAX_TEMPO,))
            ),
            time_signatures=tuple(
                _metre(tick, numerator, denominator)
                for tick, numerator, denominator in _ascending(
                    many(data, "time_signatures", limits.MAX_CHANGES), (MAX_NUMERATOR, DENOMINATORS[-1])
                )
            ),
            end_tick=whole(data, "end_tick", 0, MAX_TICK),
        )
    except ProjectFileError:
        raise
    except ValueError as error:  # what Score itself finds
        raise ProjectFileError(f"its music is damaged: {error}.") from error


def track_from_json(data: Any, blob: BlobReader, budget: Budget) -> Track:
    notes = _notes(blob.numbers(data["notes"], 5, limits.MAX_NOTES), budget) if _has(data, "notes") else ()
    events: tuple[RawEvent, ...] = ()
    if _has(data, "events"):
        events = _events(data, blob, budget)
    name = text(data, "name")
    return Track(name, whole(data, "channel", 0, 15), whole(data, "program", 0, 127), notes, events)


def rows_of(notes: tuple[Note, ...]) -> NDArray[np.int64]:
    """(5, n) onset_tick, pitch, duration_ticks, velocity, locked."""
    out = np.empty((len(_COLUMNS), len(notes)), np.int64)
    for row, column in zip(out, _COLUMNS, strict=True):
        for at in range(0, len(notes), BLOCK):
            block = notes[at : at + BLOCK]
            row[at : at + len(block)] = np.fromiter(map(column, block), np.int64, len(block))
    return out


def check_rows(rows: NDArray[np.int64]) -> None:
    """(5, n) rows as ``rows_of`` gives them; ProjectFileError where a note cannot be."""
    onset, pitch, duration, velocity, locked = rows
    fits = (onset >= 0) & (onset <= MAX_TICK) & (duration >= 1) & (duration <= MAX_TICK)
    fits &= (pitch >= 0) & (pitch <= 127) & (velocity >= 1) & (velocity <= 127) & (locked >= 0) & (locked <= 1)
    if not fits.all():
        raise ProjectFileError("it has notes that there cannot be.")


def _notes(rows: NDArray[np.int64], budget: Budget) -> tuple[Note, ...]:
    budget.take_notes(rows.shape[1])
    check_rows(rows)
    if not _ascend(rows):
        raise ProjectFileError("its notes are out of order.")
    notes: list[Note] = []
    for at in range(0, rows.shape[1], BLOCK):
        budget.look()
        notes += notes_of_rows(rows[:, at : at + BLOCK])
    return tuple(notes)


def _ascend(rows: NDArray[np.int64]) -> bool:
    """Whether each column (5,) is at least the one before, as notes are compared: by the first number that differs."""
    before, after = rows[:, :-1], rows[:, 1:]
    first = (before != after).argmax(axis=0), np.arange(before.shape[1])
    return bool((before[first] <= after[first]).all())


def _events(data: Any, blob: BlobReader, budget: Budget) -> tuple[RawEvent, ...]:
    ticks, lengths = blob.numbers(data["events"], 2, limits.MAX_EVENTS)
    payload = blob.take(data.get("event_data"))
    budget.take_events(len(ticks))
    if (ticks < 0).any() or (ticks > MAX_TICK).any() or (lengths < 1).any() or (lengths > len(payload)).any():
        raise ProjectFileError("it has MIDI events that there cannot be.")
    if int(lengths.sum()) != len(payload):
        raise ProjectFileError("its MIDI events are cut off.")
    out, at = [], 0
    for tick, length in zip(ticks.tolist(), lengths.tolist(), strict=True):
        message = payload[at : at + length]
        at += length
        if not _is_message(message):
            raise ProjectFileError("it has MIDI events that there cannot be.")
        out.append(RawEvent(tick, message))
    return tuple(out)


def _is_message(data: bytes) -> bool:
    if data[0] < 0xF0:
        return _LENGTHS.get(data[0] & 0xF0) == len(data) and max(data[1:]) < 0x80
    return data[0] in (0xF0, 0xF7) or (data[0] == 0xFF and len(data) >= 2 and data[1] < 0x80)


def _ascending(rows: list[Any], highest: tuple[int, ...]) -> list[list[int]]:
    """Rows of a tick and values from 1 to ``highest``, ticks ascending."""
    last = -1
    for row in rows:
        if not (isinstance(row, list) and len(row) == len(highest) + 1 and all(type(value) is int for value in row)):
            raise ProjectFileError("its tempo or its metre is damaged.")
        if not last < row[0] <= MAX_TICK or not all(1 <= v <= most for v, most in zip(row[1:], highest, strict=True)):
            raise ProjectFileError("its tempo or its metre has values that there cannot be.")
        last = row[0]
    return rows


def _metre(tick: int, numerator: int, denominator: int) -> TimeSignature:
    if denominator & (denominator - 1):
        raise ProjectFileError(f"it has a metre of {numerator}/{denominator}, which cannot be written.")
    return TimeSignature(tick, numerator, denominator)


def _has(data: Any, name: str) -> bool:
    if not isinstance(data, dict):
        raise ProjectFileError("one of its tracks is damaged.")
    return name in data
