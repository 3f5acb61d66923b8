"""Which notes are meant: a set of notes by track, and the ways to choose one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from core.score import Note, Score

_NONE: frozenset[Note] = frozenset()
_SetOperation = Callable[[frozenset[Note], frozenset[Note]], Iterable[Note]]


@dataclass(frozen=True, slots=True)
class Selection:
    """Chosen notes by the index of their track.

    Notes are values: a selection outlives edits elsewhere, and ``kept_in`` drops what is no longer there.  Two notes
    of a track that are the same in everything are chosen together.
    """

    by_track: Mapping[int, frozenset[Note]] = field(default_factory=dict)  # no empty sets

    @classmethod
    def of(cls, track_index: int, notes: Iterable[Note]) -> Selection:
        chosen = frozenset(notes)
        return cls({track_index: chosen} if chosen else {})

    @classmethod
    def from_sets(cls, sets: Mapping[int, Iterable[Note]]) -> Selection:
        frozen = {index: frozenset(notes) for index, notes in sets.items()}
        return cls({index: frozen[index] for index in sorted(frozen) if frozen[index]})

    def __len__(self) -> int:
        return sum(map(len, self.by_track.values()))

    def __iter__(self) -> Iterator[tuple[int, Note]]:
        """(track index, note), track by track."""
        for index, notes in self.by_track.items():
            for note in notes:
                yield index, note

    def __contains__(self, item: tuple[int, Note]) -> bool:
        index, note = item
        return note in self.by_track.get(index, _NONE)

    def of_track(self, index: int) -> frozenset[Note]:
        return self.by_track.get(index, _NONE)

    def notes(self) -> list[Note]:
        """All chosen notes in order, whatever their track."""
        return sorted(note for _, note in self)

    @property
    def span(self) -> tuple[int, int]:
        """(first onset tick, last offset tick); (0, 0) where nothing is chosen."""
        if not self:
            return 0, 0
        return min(note.onset_tick for _, note in self), max(note.offset_tick for _, note in self)

    def __or__(self, other: Selection) -> Selection:
        return self._combined(other, frozenset.union)

    def __sub__(self, other: Selection) -> Selection:
        return self._combined(other, frozenset.difference)

    def __and__(self, other: Selection) -> Selection:
        return self._combined(other, frozenset.intersection)

    def __xor__(self, other: Selection) -> Selection:
        return self._combined(other, frozenset.symmetric_difference)

    def _combined(
        self, other: Selection, how: Callable[[frozenset[Note], frozenset[Note]], Iterable[Note]]
    ) -> Selection:
        tracks = self.by_track.keys() | other.by_track.keys()
        return Selection.from_sets({index: how(self.of_track(index), other.of_track(index)) for index in tracks})

    def kept_in(self, score: Score) -> Selection:
        """What of it is still in the score."""
        sets: dict[int, Iterable[Note]] = {}
        for index, notes in self.by_track.items():
            if index < len(score.tracks):
                there = score.tracks[index].notes
                few = len(notes) * 16 < len(there)
                sets[index] = [note for note in notes if _is_in(note, there)] if few else notes.intersection(there)
        return Selection.from_sets(sets)


EMPTY = Selection()


def _is_in(note: Note, notes: tuple[Note, ...]) -> bool:
    place = bisect_left(notes, note)
    return place < len(notes) and notes[place] == note


# Choosing.  ``tracks``: the indices of the tracks that are looked at, usually the audible ones.


def choose(score: Score, tracks: Collection[int], wanted: Callable[[Note], bool]) -> Selection:
    """The notes of which ``wanted`` is true."""
    return Selection.from_sets({index: filter(wanted, score.tracks[index].notes) for index in tracks})


def all_notes(score: Score, tracks: Collection[int]) -> Selection:
    return choose(score, tracks, lambda _note: True)


def of_pitches(score: Score, tracks: Collection[int], pitches: Collection[int]) -> Selection:
    """All notes of these pitches (0-127)."""
    return choose(score, tracks, lambda note: note.pitch in pitches)


def in_box(score: Score, tracks: Collection[int], tick0: int, tick1: int, low: int, high: int) -> Selection:
    """The notes that touch the ticks ``tick0`` to before ``tick1`` on the pitches low..high, both included."""
    return choose(
        score,
        tracks,
        lambda note: low <= note.pitch <= high and note.onset_tick < tick1 and note.offset_tick > tick0,
    )


def invert(score: Score, tracks: Collection[int], selection: Selection) -> Selection:
    return all_notes(score, tracks) - selection
