"""One MIDI file as grid notes, and what decides whether it can be learned from."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import symusic
from numpy.typing import NDArray

from core.conditions import METRES, metre_of
from core.data.likeness import fingerprint_of, sketch_of
from core.reasons import words_of
from core.roll import STEPS_PER_QUARTER, merge_grid_notes
from core.score import Score, TimeSignature
from core.units import downbeats

MAX_FILE_BYTES = 8 << 20
MAX_PIECE_STEPS = 1 << 16
OFF_GRID_STEPS = 0.2  # an onset farther than this from every sixteenth is off the grid
NOTE = np.dtype([("onset", "<u4"), ("duration", "<u2"), ("pitch", "u1"), ("velocity", "u1")])


class Unusable(ValueError):
    """A file that holds nothing to learn from; ``verdict`` is one of "unreadable", "empty", "drums_only"."""

    def __init__(self, verdict: str, sentence: str) -> None:
        super().__init__(sentence)
        self.verdict = verdict


@dataclass(frozen=True, slots=True, eq=False)
class FileRead:
    """Tracks merged, drums left out, on the sixteenth grid."""

    notes: NDArray[np.int64]  # (n, 4) onset_step, pitch, duration_steps, velocity, sorted by onset
    downbeat: NDArray[np.bool_]  # (steps,)
    off_grid: float  # share of the onsets that lie off the grid
    fingerprint: bytes  # 16; the same for the same notes in another key
    sketch: NDArray[np.uint64]  # (SKETCH_SIZE,)

    @property
    def bar_steps(self) -> int:
        """Length of the commonest bar if it is one that the model has no name for, else 0."""
        metre = metre_of(self.downbeat)
        if metre is None or metre < len(METRES):
            return 0
        values, counts = np.unique(np.diff(np.flatnonzero(self.downbeat)), return_counts=True)
        return int(values[np.argmax(counts)])


def read_file(path: Path) -> FileRead:
    """Read ``path``.  Raises Unusable with a sentence; OSError is among what it stands for."""
    score = _load(path)
    scale = STEPS_PER_QUARTER / score.ticks_per_quarter
    rows, distances, has_drums = [], [], False
    for track in score.tracks:
        has_drums |= bool(track.is_drum and len(track.notes))
        if track.is_drum or not len(track.notes):
            continue
        soa = track.notes.numpy()
        exact = soa["time"] * scale
        on = np.floor(exact + 0.5).astype(np.int64)  # round, never floor
        off = np.floor((soa["time"] + soa["duration"]) * scale + 0.5).astype(np.int64)
        distances.append(np.abs(exact - on))
        rows.append(np.stack([on, soa["pitch"], np.maximum(off - on, 1), soa["velocity"]], axis=1))
    everything = np.concatenate(rows).astype(np.int64) if rows else np.zeros((0, 4), np.int64)
    everything = everything[(everything[:, 0] < MAX_PIECE_STEPS) & (everything[:, 3] > 0)]
    if not len(everything):
        if has_drums:
            raise Unusable("drums_only", f"{path} has drums alone and was left out")
        raise Unusable("empty", f"{path} has no notes and was left out")
    everything[:, 2] = np.minimum(everything[:, 2], MAX_PIECE_STEPS - everything[:, 0])
    notes = merge_grid_notes(everything)
    steps = int((notes[:, 0] + notes[:, 2]).max())
    off_grid = float((np.concatenate(distances) > OFF_GRID_STEPS).mean())
    return FileRead(notes, _downbeats(score, steps), off_grid, fingerprint_of(notes), sketch_of(notes))


def _load(path: Path) -> symusic.Score:
    try:
        status = path.stat()
    except OSError as error:
        raise Unusable("unreadable", f"{path} cannot be read: {words_of(error)}") from error
    if not stat.S_ISREG(status.st_mode):
        raise Unusable("unreadable", f"{path} is not an ordinary file and was left out")
    if status.st_size > MAX_FILE_BYTES:
        raise Unusable("unreadable", f"{path} is larger than {MAX_FILE_BYTES >> 20} MB and was left out")
    try:
        score = symusic.Score(path)
    except Exception as error:
        raise Unusable("unreadable", f"{path} is damaged or not a MIDI file and was left out") from error
    if score.ticks_per_quarter <= 0:
        raise Unusable("unreadable", f"{path} does not say how long a quarter is and was left out")
    return score


def _downbeats(score: symusic.Score, steps: int) -> NDArray[np.bool_]:
    changes = {0: TimeSignature(0, 4, 4)}
    for change in score.time_signatures:
        if change.numerator > 0 and change.denominator > 0:
            changes[change.time] = TimeSignature(change.time, change.numerator, change.denominator)
    signatures = tuple(changes[tick] for tick in sorted(changes))
    return downbeats(Score(ticks_per_quarter=score.ticks_per_quarter, time_signatures=signatures), steps)


def pack_notes(read: FileRead) -> bytes:
    """Notes, then the steps of the bar lines, as they stand in a pack."""
    notes = np.zeros(len(read.notes), NOTE)
    notes["onset"], notes["pitch"] = read.notes[:, 0], read.notes[:, 1]
    notes["duration"], notes["velocity"] = np.minimum(read.notes[:, 2], 65535), read.notes[:, 3]
    return notes.tobytes() + np.flatnonzero(read.downbeat).astype("<u4").tobytes()
