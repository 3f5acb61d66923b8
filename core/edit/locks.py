"""Locked notes: no run touches them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.edit.selection import Selection
from core.roll import NUM_PITCHES, steps_of
from core.score import Score


def toggle_locks(score: Score, selection: Selection) -> tuple[Score, Selection]:
    """Lock the selected notes, or free them where all are locked already; they stay selected."""
    locked = not all(note.locked for _, note in selection)
    tracks, chosen = list(score.tracks), {}
    for index in selection.by_track:
        wanted = selection.of_track(index)
        new = tuple(
            replace(note, locked=locked) if note in wanted and note.locked != locked else note
            for note in tracks[index].notes
        )
        chosen[index] = [now for old, now in zip(tracks[index].notes, new, strict=True) if old in wanted]
        tracks[index] = replace(tracks[index], notes=tuple(sorted(new)))
    if not selection:
        return score, selection
    return replace(score, tracks=tuple(tracks)), Selection.from_sets(chosen)


def locked_cells(score: Score, num_steps: int) -> NDArray[np.bool_]:
    """(128, num_steps) the cells of locked notes on the grid; drums have none."""
    out = np.zeros((NUM_PITCHES, num_steps), np.bool_)
    for track in score.tracks:
        notes = [note for note in track.notes if note.locked]
        if not track.is_drums and notes:
            for onset, pitch, duration, _ in steps_of(score, notes).tolist():
                out[pitch, onset : onset + duration] = True
    return out
