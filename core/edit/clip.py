"""The clipboard: notes on their way from one place to another."""

from __future__ import annotations

from dataclasses import dataclass

from core.edit.replace import Edited, exchange
from core.edit.selection import EMPTY, Selection
from core.score import Note, Score


@dataclass(frozen=True, slots=True)
class Clip:
    """Copied notes with the tracks and the resolution that they come from."""

    by_track: dict[int, tuple[Note, ...]]
    ticks_per_quarter: int
    first_tick: int  # of the earliest note


def clip_of(score: Score, selection: Selection) -> Clip:
    notes = {index: tuple(sorted(chosen)) for index, chosen in selection.by_track.items()}
    return Clip(notes, score.ticks_per_quarter, selection.span[0])


def paste(score: Score, clip: Clip, tick: int, track_index: int) -> Edited:
    """Put the clip in with its first note at ``tick``.

    Notes of one track go to ``track_index``; notes of several go back to their tracks, those whose track is not there
    to ``track_index``.  Times are converted where the clip comes from a piece of another resolution.
    """
    ratio = score.ticks_per_quarter / clip.ticks_per_quarter
    added: dict[int, list[Note]] = {}
    for index, notes in clip.by_track.items():
        target = index if len(clip.by_track) > 1 and index < len(score.tracks) else track_index
        for note in notes:
            onset = tick + round((note.onset_tick - clip.first_tick) * ratio)
            duration = max(1, round(note.duration_ticks * ratio))
            added.setdefault(target, []).append(Note(onset, note.pitch, duration, note.velocity))
    return exchange(score, EMPTY, added)
