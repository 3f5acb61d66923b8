"""The piece on the desk: its score (the truth), the roll made from it, the hole, and the history of both."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from core import units
from core.fill import music_end_step
from core.region import bounding_box
from core.roll import MIN_STEPS, NUM_PITCHES, Roll, num_steps_of, roll_of
from core.score import Score, Track
from fractalmidi_studio.names import beats_of


class _HoleEdit(QUndoCommand):
    """One stroke: the box that it changed, before and after."""

    def __init__(self, document: Document, new: NDArray[np.bool_], text: str) -> None:
        super().__init__(text)
        self._document = document
        low, high, first, stop = bounding_box(document.hole != new) or (0, 0, 0, 0)
        self._box = np.s_[low:high, first:stop]
        self._old, self._new = document.hole[self._box].copy(), new[self._box].copy()

    def redo(self) -> None:
        self._document._write_hole(self._box, self._new)

    def undo(self) -> None:
        self._document._write_hole(self._box, self._old)


class _ScoreEdit(QUndoCommand):
    """One change of the music.  Scores are immutable and share their tracks, so keeping both is cheap."""

    def __init__(self, document: Document, new: Score, text: str) -> None:
        super().__init__(text)
        self._document, self._old, self._new = document, document.score, new

    def redo(self) -> None:
        self._document._show_score(self._new)

    def undo(self) -> None:
        self._document._show_score(self._old)


class Document(QObject):
    """Signals are facts.  ``generation`` grows with every change of the music: late results are known by it."""

    score_changed = Signal()  # score, roll, downbeat, beat, and the length of the hole
    hole_changed = Signal()
    title_changed = Signal()  # name or unsaved mark
    replaced = Signal()  # another piece altogether

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.path: Path | None = None  # where Save writes
        self.name = "Untitled"
        self.generation = 0
        self.score = empty_score()
        self._saved_score = self.score
        self.roll = Roll.empty(MIN_STEPS)
        self.hole = np.zeros((NUM_PITCHES, MIN_STEPS), np.bool_)
        self.downbeat = np.zeros(MIN_STEPS, np.bool_)
        self.beat = np.zeros(MIN_STEPS, np.bool_)
        self._derive()

    @property
    def num_steps(self) -> int:
        return self.roll.num_steps

    @property
    def is_dirty(self) -> bool:
        """True where the music differs from what the file holds; a painted hole alone loses nobody's work."""
        return self.score is not self._saved_score

    @property
    def music_end_step(self) -> int:
        """The bar line at or after the end of the last note; 0 in a piece without notes."""
        return music_end_step(self.score)

    def replace_piece(self, score: Score, name: str, path: Path | None = None) -> None:
        """Put another piece on the desk; the history begins anew."""
        self.undo_stack.clear()
        self.score = self._saved_score = score
        self.name, self.path = name, path
        self.generation += 1
        self.hole = np.zeros((NUM_PITCHES, 0), np.bool_)
        self._derive()
        self.replaced.emit()
        self.score_changed.emit()
        self.hole_changed.emit()
        self.title_changed.emit()

    def mark_saved(self, score: Score, path: Path) -> None:
        """Note that ``path`` now holds ``score``, which may be older than the music on the desk."""
        self._saved_score, self.path, self.name = score, path, path.stem
        self.title_changed.emit()

    def set_hole(self, hole: NDArray[np.bool_], text: str) -> bool:
        """One undoable stroke.  False, and nothing done, where the hole is the same."""
        if hole.shape != self.hole.shape:
            raise ValueError(f"the hole must be {self.hole.shape}, not {hole.shape}")
        if np.array_equal(hole, self.hole):
            return False
        self.undo_stack.push(_HoleEdit(self, hole, text))
        return True

    def set_score(self, score: Score, text: str) -> None:
        """One undoable change of the music; the hole stays."""
        self.undo_stack.push(_ScoreEdit(self, score, text))

    def seconds_of(self, step: float) -> float:
        return self._tempo.tick_to_seconds(step * self.score.ticks_per_quarter / units.STEPS_PER_QUARTER)

    def step_of(self, seconds: float) -> float:
        tick = self._tempo.seconds_to_tick(max(0.0, seconds))
        return tick * units.STEPS_PER_QUARTER / self.score.ticks_per_quarter

    # For the undo commands only

    def _write_hole(self, box: tuple[slice, slice], values: NDArray[np.bool_]) -> None:
        hole = self.hole.copy()  # views may still read the old one
        hole[box] = values
        self.hole = hole
        self.hole_changed.emit()

    def _show_score(self, score: Score) -> None:
        self.score = score
        self.generation += 1
        self._derive()
        self.score_changed.emit()
        self.title_changed.emit()

    def _derive(self) -> None:
        # A piece never gets shorter than its hole, or an undo would lose painted cells.
        painted = np.flatnonzero(self.hole.any(axis=0))
        num_steps = max(num_steps_of(self.score), int(painted[-1]) + 1 if len(painted) else 0)
        self.roll = roll_of(self.score, num_steps)
        self.downbeat = units.downbeats(self.score, num_steps)
        self.beat = beats_of(self.score, self.downbeat)
        self._tempo = units.TempoMap(self.score)
        if self.hole.shape[1] != num_steps:
            hole = np.zeros((NUM_PITCHES, num_steps), np.bool_)
            keep = min(num_steps, self.hole.shape[1])
            hole[:, :keep] = self.hole[:, :keep]
            self.hole = hole


def empty_score() -> Score:
    return Score(tracks=(Track(name="Piano"),))
