"""What differs between two scores, small: the history keeps old steps this way."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import takewhile
from operator import eq
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from core.score import Note, Score, Track

_BLOCK = 256  # notes compared at once
_COLUMNS = 6  # place in the track, onset_tick, pitch, duration_ticks, velocity, locked


def notes_of_rows(rows: NDArray[np.int64]) -> list[Note]:
    """Notes of (5, n) onset_tick, pitch, duration_ticks, velocity, locked."""
    return [
        Note(onset, pitch, duration, velocity, bool(locked))
        for onset, pitch, duration, velocity, locked in rows.T.tolist()
    ]


@dataclass(frozen=True, slots=True)
class PlacedNotes:
    """Notes with their places in a track's tuple, ascending; packed."""

    ROW_BYTES: ClassVar[int] = 8 * _COLUMNS  # unpacked

    packed: bytes

    @classmethod
    def of(cls, placed: Iterable[tuple[int, Note]]) -> PlacedNotes:
        rows = [(place, n.onset_tick, n.pitch, n.duration_ticks, n.velocity, n.locked) for place, n in placed]
        return cls(zlib.compress(np.array(rows, np.int64).reshape(-1, _COLUMNS).T.tobytes(), 6))

    def __len__(self) -> int:
        return len(self.rows())

    def rows(self) -> NDArray[np.int64]:
        return np.frombuffer(zlib.decompress(self.packed), np.int64).reshape(_COLUMNS, -1).T

    def placed(self) -> list[tuple[int, Note]]:
        rows = self.rows().T
        return list(zip(rows[0].tolist(), notes_of_rows(rows[1:]), strict=True))


@dataclass(frozen=True, slots=True)
class TrackDelta:
    index: int
    old_frame: Track | None  # the track without its notes, where that changed
    new_frame: Track | None
    removed: PlacedNotes
    added: PlacedNotes


@dataclass(frozen=True, slots=True)
class ScoreDelta:
    """Leads from one score to another and back."""

    old_frame: Score  # without tracks
    new_frame: Score
    old_count: int  # of tracks
    new_count: int
    tracks: tuple[TrackDelta, ...]

    @classmethod
    def between(cls, old: Score, new: Score) -> ScoreDelta:
        quick = cls._between(old, new, _track_delta)
        if quick.redone(old) == new and quick.undone(new) == old:
            return quick
        return cls._between(old, new, _whole_track_delta)  # notes in another order: rare

    @classmethod
    def _between(cls, old: Score, new: Score, track_delta: Callable[[int, Track, Track], TrackDelta]) -> ScoreDelta:
        counts = len(old.tracks), len(new.tracks)
        pairs = zip(_padded(old.tracks, max(counts)), _padded(new.tracks, max(counts)), strict=True)
        deltas = tuple(track_delta(i, one, other) for i, (one, other) in enumerate(pairs) if one is not other)
        return cls(replace(old, tracks=()), replace(new, tracks=()), *counts, deltas)

    def redone(self, old: Score) -> Score:
        return self._applied(old, self.new_frame, self.new_count, True)

    def undone(self, new: Score) -> Score:
        return self._applied(new, self.old_frame, self.old_count, False)

    @property
    def num_bytes(self) -> int:
        packed = sum(len(delta.removed.packed) + len(delta.added.packed) for delta in self.tracks)
        return 400 + packed + 350 * len(self.tracks)

    def _applied(self, score: Score, frame: Score, count: int, forward: bool) -> Score:
        tracks = _padded(score.tracks, max(self.old_count, self.new_count))
        for delta in self.tracks:
            gone, come = (delta.removed, delta.added) if forward else (delta.added, delta.removed)
            shell = (delta.new_frame if forward else delta.old_frame) or tracks[delta.index]
            tracks[delta.index] = replace(shell, notes=_exchanged(tracks[delta.index].notes, gone, come))
        return replace(frame, tracks=tuple(tracks[:count]))


class ScoreChange:
    """A step between two states.  What differs is worked out when first asked for, in whatever thread, and kept."""

    def __init__(self, old: Score, new: Score) -> None:
        self.old, self.new = old, new
        self._delta: ScoreDelta | None = None

    def delta(self) -> ScoreDelta:
        if self._delta is None:
            self._delta = ScoreDelta.between(self.old, self.new)
        return self._delta


_NO_TRACK = Track()  # stands where one of the two scores has no track


def _padded(tracks: tuple[Track, ...], count: int) -> list[Track]:
    return [*tracks, *[_NO_TRACK] * (count - len(tracks))]


def _track_delta(index: int, old: Track, new: Track) -> TrackDelta:
    # Edits keep the identity of the notes that they don't touch, so identity finds what changed, quickly.
    head, tail = common_ends(old.notes, new.notes)
    old_part, new_part = old.notes[head : len(old.notes) - tail], new.notes[head : len(new.notes) - tail]
    old_ids, new_ids = set(map(id, old_part)), set(map(id, new_part))
    removed = PlacedNotes.of((place, note) for place, note in enumerate(old_part, head) if id(note) not in new_ids)
    added = PlacedNotes.of((place, note) for place, note in enumerate(new_part, head) if id(note) not in old_ids)
    frames = replace(old, notes=()), replace(new, notes=())
    if frames[0] == frames[1]:
        return TrackDelta(index, None, None, removed, added)
    return TrackDelta(index, *frames, removed, added)


def common_ends(a: tuple[Note, ...], b: tuple[Note, ...]) -> tuple[int, int]:
    """How many notes both have in common at the beginning and, of the rest, at the end."""
    head = _common(a, b)
    return head, min(_common(a[::-1], b[::-1]), min(len(a), len(b)) - head)


def _common(a: tuple[Note, ...], b: tuple[Note, ...]) -> int:
    place = 0
    while a[place : place + _BLOCK] == b[place : place + _BLOCK] and place < len(a):  # the same objects: no comparison
        place += _BLOCK
    return place + sum(1 for _ in takewhile(bool, map(eq, a[place : place + _BLOCK], b[place : place + _BLOCK])))


def _whole_track_delta(index: int, old: Track, new: Track) -> TrackDelta:
    """All notes go and all come."""
    frames = replace(old, notes=()), replace(new, notes=())
    return TrackDelta(index, *frames, PlacedNotes.of(enumerate(old.notes)), PlacedNotes.of(enumerate(new.notes)))


def _exchanged(notes: tuple[Note, ...], gone: PlacedNotes, come: PlacedNotes) -> tuple[Note, ...]:
    kept: list[Note] = []
    after = 0
    for place in gone.rows()[:, 0].tolist():
        kept += notes[after:place]
        after = place + 1
    kept += notes[after:]
    out: list[Note] = []
    taken = 0
    for place, note in come.placed():
        missing = place - len(out)
        out += kept[taken : taken + missing]
        taken += missing
        out.append(note)
    return (*out, *kept[taken:])
