"""A folder of MIDI files as grid notes in memory, ready to cut windows from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import symusic
from numpy.typing import NDArray

from core.config import STYLES
from core.roll import STEPS_PER_QUARTER, Roll, merge_grid_notes, roll_from_notes
from core.score import Score, TimeSignature
from core.units import downbeats

MIDI_SUFFIXES = (".mid", ".midi")
MAX_FILE_BYTES = 8 << 20
MAX_PIECE_STEPS = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One file on the sixteenth grid, tracks merged, drums left out."""

    path: Path
    notes: NDArray[np.int64]  # (n, 4) onset_step, pitch, duration_steps, velocity, sorted by onset
    downbeat: NDArray[np.bool_]  # (steps,)
    style: int | None  # index into STYLES, from the folder's name
    velocity_is_real: bool

    @property
    def num_steps(self) -> int:
        return len(self.downbeat)

    def window(self, start: int, steps: int, transpose: int = 0) -> tuple[Roll, NDArray[np.bool_]]:
        """Roll and downbeats of ``steps`` columns from ``start``; a note held from before starts with an onset."""
        on, length = self.notes[:, 0], self.notes[:, 2]
        rows = self.notes[(on < start + steps) & (on + length > start)].copy()
        ends = rows[:, 0] + rows[:, 2] - start
        rows[:, 0] = np.maximum(rows[:, 0] - start, 0)
        rows[:, 1] += transpose
        rows[:, 2] = ends - rows[:, 0]
        roll = roll_from_notes(rows, steps)
        downbeat = np.zeros(steps, np.bool_)
        known = self.downbeat[start : start + steps]
        downbeat[: len(known)] = known
        return roll, downbeat


@dataclass(slots=True)
class Corpus:
    pieces: list[Piece] = field(default_factory=list)
    skipped: list[tuple[Path, str]] = field(default_factory=list)  # file and reason

    def lengths(self) -> NDArray[np.int64]:
        """(pieces,) steps of each."""
        return np.array([piece.num_steps for piece in self.pieces], np.int64)


def load_piece(path: Path, played_styles: Sequence[str] | None = None) -> Piece:
    """Read one file.  Raises ValueError with a sentence when it cannot be used."""
    if path.stat().st_size > MAX_FILE_BYTES:
        raise ValueError(f"{path} is larger than {MAX_FILE_BYTES >> 20} MB and was left out")
    try:
        score = symusic.Score(path)
    except Exception as error:
        raise ValueError(f"{path} is damaged or not a MIDI file and was left out") from error
    scale = STEPS_PER_QUARTER / score.ticks_per_quarter
    rows = []
    for track in score.tracks:
        if track.is_drum or not len(track.notes):
            continue
        soa = track.notes.numpy()
        on = np.floor(soa["time"] * scale + 0.5).astype(np.int64)  # round, never floor
        off = np.floor((soa["time"] + soa["duration"]) * scale + 0.5).astype(np.int64)
        rows.append(np.stack([on, soa["pitch"], np.maximum(off - on, 1), soa["velocity"]], axis=1))
    everything = np.concatenate(rows).astype(np.int64) if rows else np.zeros((0, 4), np.int64)
    everything = everything[(everything[:, 0] < MAX_PIECE_STEPS) & (everything[:, 3] > 0)]
    if not len(everything):
        raise ValueError(f"{path} has no notes, drums apart, and was left out")
    everything[:, 2] = np.minimum(everything[:, 2], MAX_PIECE_STEPS - everything[:, 0])
    notes = merge_grid_notes(everything)
    steps = int((notes[:, 0] + notes[:, 2]).max())
    # Only the first part of a path that names a style counts, so ".../pop909/train" is pop909.
    style = next((STYLES.index(part) for part in reversed(path.parts) if part in STYLES), None)
    played = played_styles is None or (style is not None and STYLES[style] in played_styles)
    return Piece(path, notes, _downbeats(score, steps), style, played and len(np.unique(notes[:, 3])) > 2)


def _downbeats(score: symusic.Score, steps: int) -> NDArray[np.bool_]:
    changes = {0: TimeSignature(0, 4, 4)}
    for change in score.time_signatures:
        if change.numerator > 0 and change.denominator > 0:
            changes[change.time] = TimeSignature(change.time, change.numerator, change.denominator)
    signatures = tuple(changes[tick] for tick in sorted(changes))
    return downbeats(Score(ticks_per_quarter=score.ticks_per_quarter, time_signatures=signatures), steps)


def find_files(folders: Iterable[Path]) -> list[Path]:
    """MIDI files under the folders (or the files themselves), sorted.  Raises FileNotFoundError with a sentence."""
    found: list[Path] = []
    for folder in folders:
        if folder.is_file():
            found.append(folder)
        elif folder.is_dir():
            found += sorted(p for p in folder.rglob("*") if p.suffix.lower() in MIDI_SUFFIXES and p.is_file())
        else:
            raise FileNotFoundError(f"{folder} does not exist: name a folder of MIDI files")
    return found


def load_corpus(folders: Iterable[Path], played_styles: Sequence[str] | None = None) -> Corpus:
    """All readable files of the folders; the others are listed with the reason."""
    corpus = Corpus()
    for path in find_files(folders):
        try:
            corpus.pieces.append(load_piece(path, played_styles))
        except (ValueError, OSError) as error:
            corpus.skipped.append((path, str(error)))
    return corpus
