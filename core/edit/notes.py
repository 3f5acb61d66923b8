"""Adding, removing, moving, stretching, splitting and joining notes.

Each function takes a score and a selection and returns the score after the edit and the selection of what came of
the notes.  Ticks, semitones and limits are applied to the selection as a whole, so that its shape stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from core.edit.replace import Edited, exchange
from core.edit.selection import EMPTY, Selection
from core.roll import NUM_PITCHES
from core.scale import Scale
from core.score import Note, Score

MAX_TICK = 2**30  # well within what a MIDI file can hold


def changed(score: Score, selection: Selection, change: Callable[[Note], Note | None]) -> Edited:
    """Each chosen note replaced by ``change`` of it; None takes it away.  What stays the same is not touched."""
    removed: dict[int, list[Note]] = {}
    added: dict[int, list[Note]] = {}
    same: dict[int, list[Note]] = {}
    for index, note in selection:
        new = change(note)
        if new == note:
            same.setdefault(index, []).append(note)
            continue
        removed.setdefault(index, []).append(note)
        if new is not None:
            added.setdefault(index, []).append(new)
    after, arrived = exchange(score, Selection.from_sets(removed), added)
    return after, arrived | Selection.from_sets(same).kept_in(after)


def add_notes(score: Score, track_index: int, notes: Iterable[Note]) -> Edited:
    return exchange(score, EMPTY, {track_index: notes})


def remove_notes(score: Score, selection: Selection) -> Edited:
    return exchange(score, selection, {})


def shift_of(selection: Selection, ticks: int, semitones: int) -> tuple[int, int]:
    """As much of a move as there is room for: not before the piece's beginning, not beyond the pitches 0-127."""
    notes = [note for _, note in selection]
    if not notes:
        return 0, 0
    low, high = min(note.pitch for note in notes), max(note.pitch for note in notes)
    first, last = selection.span
    return (
        min(max(ticks, -first), MAX_TICK - last),
        min(max(semitones, -low), NUM_PITCHES - 1 - high),
    )


def move(score: Score, selection: Selection, ticks: int, semitones: int) -> Edited:
    ticks, semitones = shift_of(selection, ticks, semitones)
    if ticks == 0 and semitones == 0:
        return score, selection
    return exchange(score, selection, _shifted(selection, ticks, semitones))


def copy(score: Score, selection: Selection, ticks: int, semitones: int) -> Edited:
    """Copies ``ticks`` later and ``semitones`` higher; the selection is the copies."""
    ticks, semitones = shift_of(selection, ticks, semitones)
    if ticks == 0 and semitones == 0:
        return score, selection
    return exchange(score, EMPTY, _shifted(selection, ticks, semitones))


def _shifted(selection: Selection, ticks: int, semitones: int) -> dict[int, list[Note]]:
    return {
        index: [replace(note, onset_tick=note.onset_tick + ticks, pitch=note.pitch + semitones) for note in notes]
        for index, notes in selection.by_track.items()
    }


def duplicate(score: Score, selection: Selection, grid_ticks: int) -> Edited:
    """The same once more, right after itself: as far on as the selection is long in steps of ``grid_ticks``."""
    first, last = selection.span
    start, stop = first // grid_ticks * grid_ticks, -(-last // grid_ticks) * grid_ticks
    return copy(score, selection, max(grid_ticks, stop - start), 0)


def transpose_in_scale(score: Score, selection: Selection, degrees: int, scale: Scale) -> Edited:
    """Each note ``degrees`` scale steps up or down; nothing moves where one of them would leave 0-127."""
    targets = {note.pitch: scale.moved(note.pitch, degrees) for _, note in selection}
    if None in targets.values():
        return score, selection
    return changed(score, selection, lambda note: replace(note, pitch=targets[note.pitch] or 0))


def stretch_end(score: Score, selection: Selection, ticks: int, shortest_ticks: int = 1) -> Edited:
    """Each note ends ``ticks`` later, but lasts at least ``shortest_ticks`` (or what it lasted, if that is less)."""

    def stretched(note: Note) -> Note:
        floor = min(shortest_ticks, note.duration_ticks)
        return replace(note, duration_ticks=max(floor, min(note.duration_ticks + ticks, MAX_TICK - note.onset_tick)))

    return changed(score, selection, stretched)


def stretch_start(score: Score, selection: Selection, ticks: int, shortest_ticks: int = 1) -> Edited:
    """Each note begins ``ticks`` later and ends where it did; the same limits as ``stretch_end``."""

    def stretched(note: Note) -> Note:
        floor = min(shortest_ticks, note.duration_ticks)
        onset = max(0, min(note.onset_tick + ticks, note.offset_tick - floor))
        return replace(note, onset_tick=onset, duration_ticks=note.offset_tick - onset)

    return changed(score, selection, stretched)


def scale_time(score: Score, selection: Selection, factor: float) -> Edited:
    """The whole selection faster (below 1) or slower (above 1), about its first onset."""
    first, _ = selection.span

    def scaled(note: Note) -> Note:
        onset = first + round((note.onset_tick - first) * factor)
        end = first + round((note.offset_tick - first) * factor)
        return replace(note, onset_tick=onset, duration_ticks=max(1, end - onset))

    return changed(score, selection, scaled)


def split(score: Score, selection: Selection, tick: int) -> Edited:
    """Cut the notes that sound at ``tick`` in two; the others stay as they are."""
    cut = Selection.from_sets(
        {
            index: [note for note in notes if note.onset_tick < tick < note.offset_tick]
            for index, notes in selection.by_track.items()
        }
    )
    halves = {
        index: [
            part
            for note in notes
            for part in (
                replace(note, duration_ticks=tick - note.onset_tick),
                replace(note, onset_tick=tick, duration_ticks=note.offset_tick - tick),
            )
        ]
        for index, notes in cut.by_track.items()
    }
    after, arrived = exchange(score, cut, halves)
    return after, arrived | (selection - cut)


def join(score: Score, selection: Selection) -> Edited:
    """Chosen notes that follow one another on a pitch become one, with the first one's velocity.

    Gaps between them are closed; a note in between that is not chosen keeps its neighbours apart.
    """
    removed: dict[int, list[Note]] = {}
    added: dict[int, list[Note]] = {}
    for index, chosen in selection.by_track.items():
        pitches = {note.pitch for note in chosen}
        runs: dict[int, list[list[Note]]] = {pitch: [[]] for pitch in pitches}
        for note in score.tracks[index].notes:
            if note.pitch not in pitches:
                continue
            if note in chosen:
                runs[note.pitch][-1].append(note)
            else:
                runs[note.pitch].append([])
        for run in (run for found in runs.values() for run in found if len(run) > 1):
            removed.setdefault(index, []).extend(run)
            end = max(note.offset_tick for note in run)
            added.setdefault(index, []).append(replace(run[0], duration_ticks=end - run[0].onset_tick))
    gone = Selection.from_sets(removed)
    after, arrived = exchange(score, gone, added)
    return after, arrived | (selection - gone)
