"""What an import tells the user."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from core.roll import MAX_STEPS, ticks_of
from core.score import Score
from core.units import nearest_step, tick_to_step

OFFGRID_STEPS = 1 / 3


class MidiFileError(ValueError):
    """The file cannot be read; the text is a sentence that names the file and the reason."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was found in a file, and what was done to fit it to the roll."""

    num_notes: int = 0  # of all tracks, drums included
    offgrid_share: float = 0.0  # of the pitched notes: onset more than a third of a sixteenth off the grid
    num_merged_tracks: int = 0  # tracks that share the roll; 0 or 1 = nothing was merged
    num_drum_notes: int = 0  # kept in the score, not in the roll
    num_split_tracks: int = 0  # tracks of the file that held several channels
    num_notes_beyond: int = 0  # notes that begin after MAX_STEPS: kept in the score, not in the roll
    warnings: tuple[str, ...] = ()  # sentences: what was repaired or left out

    def summary(self) -> str:
        """One or two sentences for the status line."""
        if not self.num_notes:
            text = "This file has no notes."
        else:
            parts = [_count(self.num_notes, "note")]
            if self.num_merged_tracks > 1:
                parts[0] += f", {self.num_merged_tracks} tracks merged into one roll"
            if self.num_split_tracks:
                parts.append(f"{_count(self.num_split_tracks, 'track')} of several channels split by channel")
            if self.num_drum_notes:
                parts.append(f"{_count(self.num_drum_notes, 'drum note')} played but not shown")
            if self.offgrid_share:
                share = f"{self.offgrid_share:.0%}" if self.offgrid_share >= 0.01 else "under 1%"
                parts.append(f"{share} of the notes off the grid")
            text = "; ".join(parts) + "."
        if self.warnings:
            text += f" {self.warnings[0]}"
            if len(self.warnings) > 1:
                text = f"{text[:-1]} (and {_count(len(self.warnings) - 1, 'more notice')})."
        return text


class ImportResult(NamedTuple):
    score: Score
    report: ImportReport


def report_on(score: Score, num_split_tracks: int, warnings: list[str]) -> ImportReport:
    """Count what the roll will do to the score."""
    warnings = list(warnings)
    offgrid = pitched = beyond = 0
    for track in score.tracks:
        if track.is_drums or not track.notes:
            continue
        ticks = ticks_of(track.notes)[:, 0]
        exact, onset = tick_to_step(ticks, score.ticks_per_quarter), nearest_step(ticks, score.ticks_per_quarter)
        offgrid += int((np.abs(exact - onset) > OFFGRID_STEPS).sum())
        beyond += int((onset >= MAX_STEPS).sum())
        pitched += len(onset)
    if beyond:
        warnings.append(
            f"{_count(beyond, 'note')} beyond step {MAX_STEPS:,} stayed in the piece but cannot be shown in the roll."
        )
    with_notes = [track for track in score.tracks if track.notes]
    return ImportReport(
        num_notes=sum(len(track.notes) for track in with_notes),
        offgrid_share=offgrid / pitched if pitched else 0.0,
        num_merged_tracks=sum(not track.is_drums for track in with_notes),
        num_drum_notes=sum(len(track.notes) for track in with_notes if track.is_drums),
        num_split_tracks=num_split_tracks,
        num_notes_beyond=beyond,
        warnings=tuple(warnings),
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
