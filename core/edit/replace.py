"""The one way in which notes change: some go, some come, and no two sound together on one key."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from operator import attrgetter, is_

from core.edit.selection import Selection
from core.score import Note, Score, Track

Edited = tuple[Score, Selection]  # the score after an edit, and its new notes

# Sorting by a tuple is ten times quicker than by the notes' own comparison, and the same order.
ORDER = attrgetter("onset_tick", "pitch", "duration_ticks", "velocity")
_FEW = 512  # that many notes are put in their places one by one; more are sorted in


def exchange(score: Score, removed: Selection, added: Mapping[int, Iterable[Note]]) -> Edited:
    """Take the notes ``removed`` away and put ``added`` in, by track index.

    One rule keeps keys apart, the roll's own: a later onset cuts the earlier note of its pitch.  Where an added note
    meets a standing one at the same onset, the added one takes its place; added notes that meet one another become
    one, as long and as loud as either.  What is not touched keeps its exact ticks, and its identity.  A piece without
    tracks gets one.
    """
    tracks = list(score.tracks) or [Track("Piano")]
    arrived: dict[int, list[Note]] = {}
    for index in {*removed.by_track, *added}:
        tracks[index], arrived[index] = _exchanged(tracks[index], removed.of_track(index), added.get(index, ()))
    selection = Selection.from_sets(arrived)
    is_same = len(tracks) == len(score.tracks) and all(map(is_, tracks, score.tracks))
    if is_same or not (selection or removed):
        return score, selection
    return replace(score, tracks=tuple(tracks)), selection


def _exchanged(track: Track, removed: frozenset[Note], added: Iterable[Note]) -> tuple[Track, list[Note]]:
    standing = _without(track.notes, removed)
    coming = _joined(added)
    if not coming:
        return (track if len(standing) == len(track.notes) else replace(track, notes=tuple(standing))), []
    new_onsets = _onsets_by_pitch(coming)
    kept: list[Note] = []
    rivals: list[Note] = []  # standing notes of the pitches that are added to, as they were
    in_order = True
    for note in standing:
        onsets = new_onsets.get(note.pitch)
        if onsets is None:
            kept.append(note)
            continue
        place = bisect_left(onsets, note.onset_tick)
        if place < len(onsets) and onsets[place] == note.onset_tick:
            continue  # the added note takes its place
        rivals.append(note)
        kept.append(_cut(note, onsets))
        in_order = in_order and kept[-1] is note
    standing_onsets = _onsets_by_pitch(rivals)
    coming = [_cut(_cut(note, new_onsets[note.pitch]), standing_onsets.get(note.pitch, [])) for note in coming]
    if in_order and len(coming) <= _FEW:
        for note in coming:
            insort(kept, note, key=ORDER)
    else:
        kept = sorted([*kept, *coming], key=ORDER)
    return replace(track, notes=tuple(kept)), coming


def _without(notes: tuple[Note, ...], removed: frozenset[Note]) -> list[Note]:
    onsets = {note.onset_tick for note in removed}  # a number is found faster than a note
    return [note for note in notes if note.onset_tick not in onsets or note not in removed]


def _joined(notes: Iterable[Note]) -> list[Note]:
    """One note a pitch and onset, as long and as loud as any of those that meet there."""
    met: dict[tuple[int, int], Note] = {}
    for note in notes:
        place = (note.pitch, note.onset_tick)
        other = met.get(place)
        if other is not None:
            duration, velocity = max(note.duration_ticks, other.duration_ticks), max(note.velocity, other.velocity)
            note = replace(note, duration_ticks=duration, velocity=velocity)
        met[place] = note
    return list(met.values())


def _onsets_by_pitch(notes: list[Note]) -> dict[int, list[int]]:
    onsets: defaultdict[int, list[int]] = defaultdict(list)
    for note in notes:
        onsets[note.pitch].append(note.onset_tick)
    return {pitch: sorted(ticks) for pitch, ticks in onsets.items()}


def _cut(note: Note, onsets: list[int]) -> Note:
    """The note up to the first of the sorted ``onsets`` that is later than its own."""
    place = bisect_right(onsets, note.onset_tick)
    if place == len(onsets) or onsets[place] >= note.offset_tick:
        return note
    return replace(note, duration_ticks=onsets[place] - note.onset_tick)
