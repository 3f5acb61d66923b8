"""What differs between two scores, small: the history keeps old steps this way."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import takewhile
from operator import eq

import numpy as np
from numpy.typing import NDArray

from core.score import Note, Score, Track

_BLOCK = 256  # notes compared at once
_COLUMNS = 6  # place in the track, onset_tick, pitch, duration_ticks, velocity, locked


@dataclass(frozen=True, slots=True)
class _Notes:
    """Notes with their places in a track's tuple, ascending; packed."""

    packed: bytes

    @classmethod
    def of(cls, placed: Iterable[tuple[int, Note]]) -> _Notes:
        rows = [(place, n.onset_tick, n.pitch, n.duration_ticks, n.velocity, n.locked) for place, n in placed]
        return cls(zlib.compress(np.array(rows, np.int64).reshape(-1, _COLUMNS).T.tobytes(), 6))

    def rows(self) -> NDArray[np.int64]:
        return np.frombuffer(zlib.decompress(self.packed), np.int64).reshape(_COLUMNS, -1).T

    def placed(self) -> list[tuple[int, Note]]:
        return [
            (place, Note(onset, pitch, duration, velocity, bool(locked)))
            for place, onset, pitch, duration, velocity, locked in self.rows().tolist()
        ]


@dataclass(frozen=True, slots=True)
class _TrackDelta:
    index: int
    old_frame: Track | None  # the track without its notes, where that changed
    new_frame: Track | None
    removed: _Notes
    added: _Notes


@dataclass(frozen=True, slots=True)
class ScoreDelta:
    """Leads from one score to another and back.  Both must have the same number of tracks."""

    old_frame: Score  # without tracks
    new_frame: Score
    tracks: tuple[_TrackDelta, ...]

    @classmethod
    def between(cls, old: Score, new: Score) -> ScoreDelta | None:
        """None where the difference cannot be told this way: another number of tracks, notes in another order."""
        if len(old.tracks) != len(new.tracks):
            return None
        deltas = tuple(
            _track_delta(index, one, other)
            for index, (one, other) in enumerate(zip(old.tracks, new.tracks, strict=True))
            if one is not other
        )
        delta = cls(replace(old, tracks=()), replace(new, tracks=()), deltas)
        return delta if delta.redone(old) == new and delta.undone(new) == old else None

    def redone(self, old: Score) -> Score:
        return self._applied(old, self.new_frame, True)

    def undone(self, new: Score) -> Score:
        return self._applied(new, self.old_frame, False)

    @property
    def num_bytes(self) -> int:
        packed = sum(len(delta.removed.packed) + len(delta.added.packed) for delta in self.tracks)
        return 400 + packed + 350 * len(self.tracks)

    def _applied(self, score: Score, frame: Score, forward: bool) -> Score:
        tracks = list(score.tracks)
        for delta in self.tracks:
            gone, come = (delta.removed, delta.added) if forward else (delta.added, delta.removed)
            shell = (delta.new_frame if forward else delta.old_frame) or tracks[delta.index]
            tracks[delta.index] = replace(shell, notes=_exchanged(tracks[delta.index].notes, gone, come))
        return replace(frame, tracks=tuple(tracks))


def _track_delta(index: int, old: Track, new: Track) -> _TrackDelta:
    # Edits keep the identity of the notes that they don't touch, so identity finds what changed, quickly.
    head, tail = common_ends(old.notes, new.notes)
    old_part, new_part = old.notes[head : len(old.notes) - tail], new.notes[head : len(new.notes) - tail]
    old_ids, new_ids = set(map(id, old_part)), set(map(id, new_part))
    removed = _Notes.of((place, note) for place, note in enumerate(old_part, head) if id(note) not in new_ids)
    added = _Notes.of((place, note) for place, note in enumerate(new_part, head) if id(note) not in old_ids)
    frames = replace(old, notes=()), replace(new, notes=())
    if frames[0] == frames[1]:
        return _TrackDelta(index, None, None, removed, added)
    return _TrackDelta(index, *frames, removed, added)


def common_ends(a: tuple[Note, ...], b: tuple[Note, ...]) -> tuple[int, int]:
    """How many notes both have in common at the beginning and, of the rest, at the end."""
    head = _common(a, b)
    return head, min(_common(a[::-1], b[::-1]), min(len(a), len(b)) - head)


def _common(a: tuple[Note, ...], b: tuple[Note, ...]) -> int:
    place = 0
    while a[place : place + _BLOCK] == b[place : place + _BLOCK] and place < len(a):  # the same objects: no comparison
        place += _BLOCK
    return place + sum(1 for _ in takewhile(bool, map(eq, a[place : place + _BLOCK], b[place : place + _BLOCK])))


def _exchanged(notes: tuple[Note, ...], gone: _Notes, come: _Notes) -> tuple[Note, ...]:
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
