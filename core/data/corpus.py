"""A folder of MIDI files as grid notes in memory, ready to cut windows from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.config import STYLES
from core.data.reading import read_file
from core.roll import Roll, roll_from_notes

MIDI_SUFFIXES = (".mid", ".midi")


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
    pieces: Sequence[Piece] = ()
    skipped: list[tuple[Path, str]] = field(default_factory=list)  # file and reason

    def lengths(self) -> NDArray[np.int64]:
        """(pieces,) steps of each."""
        known = getattr(self.pieces, "lengths", None)  # pieces on disk know without being read
        return np.array([piece.num_steps for piece in self.pieces], np.int64) if known is None else known

    def paths(self) -> list[Path]:
        known = getattr(self.pieces, "paths", None)
        return [piece.path for piece in self.pieces] if known is None else list(known)


def load_piece(path: Path, played_styles: Sequence[str] | None = None) -> Piece:
    """Read one file.  Raises ValueError with a sentence when it cannot be used."""
    read = read_file(path)
    real = len(np.unique(read.notes[:, 3])) > 2
    return Piece(path, read.notes, read.downbeat, *style_of(path, played_styles, real))


def style_of(path: Path, played_styles: Sequence[str] | None, real: bool) -> tuple[int | None, bool]:
    """Style by the folder's name, and whether velocities are to be learned from; ``real``: they vary."""
    # Only the last part of a path that names a style counts, so ".../pop909/train" is pop909.
    style = next((STYLES.index(part) for part in reversed(path.parts) if part in STYLES), None)
    played = played_styles is None or (style is not None and STYLES[style] in played_styles)
    return style, played and real


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
    pieces: list[Piece] = []
    corpus = Corpus(pieces)
    for path in find_files(folders):
        try:
            pieces.append(load_piece(path, played_styles))
        except (ValueError, OSError) as error:
            corpus.skipped.append((path, str(error)))
    return corpus
