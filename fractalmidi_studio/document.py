"""The piece on the desk: its score (the truth), the roll made from it, the hole, and the history of both."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from core import units
from core.edit.delta import ScoreChange
from core.edit.selection import EMPTY, Selection
from core.fill import music_end_step
from core.note_table import NoteTable
from core.roll import MIN_STEPS, NUM_PITCHES, Roll, num_steps_of, roll_from_notes
from core.score import Score, Track, without_notes
from fractalmidi_studio.history import History, HoleStep, ScoreStep
from fractalmidi_studio.mix import TrackMix, silent_tracks, usual_mix
from fractalmidi_studio.names import beats_of

_NOT_SAVED = Score(end_tick=1)  # is no piece's music: whatever is on the desk differs from it


class Document(QObject):
    """Signals are facts.  ``generation`` grows with every change of the music: late results are known by it."""

    score_changed = Signal()  # score, roll, downbeat, beat, and the length of the hole
    hole_changed = Signal()
    selection_changed = Signal()
    mix_changed = Signal()  # mute, solo, colours; the roll then holds what is heard now
    active_track_changed = Signal(int)
    title_changed = Signal()  # name or unsaved mark
    replaced = Signal()  # another piece altogether, with another mix; score_changed follows

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = History(self)
        self.path: Path | None = None  # the project that Save writes
        self.is_restoring = False  # the history is filled from a file: its steps change nothing
        self.rest_changed = False  # of what a project holds besides the music, something differs from the file
        self.name = "Untitled"
        self.generation = 0
        self.piece = 0  # grows when another piece is put on the desk: what was begun for the one before is known by it
        self.score = empty_score()
        self._saved_score = self.score
        self.selection = EMPTY  # notes of the score
        self.active_track = 0  # where new notes go
        self._mix: list[TrackMix] = []  # may be longer than the score: undo brings tracks back
        self.notes = NoteTable.of(self.score)
        self._locks: tuple[int, frozenset[int], NDArray[np.float64]] | None = None  # for which state, and the rows
        # What is heard, on the grid
        self.roll = Roll.empty(MIN_STEPS)
        self.hole = np.zeros((NUM_PITCHES, MIN_STEPS), np.bool_)
        self.strength = np.zeros((NUM_PITCHES, MIN_STEPS), np.uint8)  # 0-100 %: see core.region; above 0 in the hole
        self.is_soft = False  # whether some of the hole is neither 0 nor 100
        self.downbeat = np.zeros(MIN_STEPS, np.bool_)
        self.beat = np.zeros(MIN_STEPS, np.bool_)
        self._derive()

    @property
    def num_steps(self) -> int:
        return self.roll.num_steps

    @property
    def is_dirty(self) -> bool:
        """True where the file holds something else.  Without a project only the music counts: a painted hole alone
        loses nobody's work."""
        if self.rest_changed and self.path is not None:
            return True
        return self.score is not self._saved_score and self.score != self._saved_score

    def note_rest(self, changed: bool) -> None:
        """Hole, mixer or loop differ from the project's file, or no longer do."""
        if changed != self.rest_changed:
            self.rest_changed = changed
            self.title_changed.emit()

    @property
    def mix(self) -> tuple[TrackMix, ...]:
        """One entry a track of the score."""
        count = len(self.score.tracks)
        self._mix.extend(usual_mix(index) for index in range(len(self._mix), count))
        return tuple(self._mix[:count])

    @property
    def muted_tracks(self) -> frozenset[int]:
        """Indices of the tracks that are not heard, by mute or by the solo of others."""
        return silent_tracks(self.mix)

    @property
    def audible_tracks(self) -> list[int]:
        muted = self.muted_tracks
        return [index for index in range(len(self.score.tracks)) if index not in muted]

    @property
    def hidden_tracks(self) -> list[int]:
        """Drum tracks are shown only while they are the active one: their keys are no pitches."""
        return [i for i, track in enumerate(self.score.tracks) if track.is_drums and i != self.active_track]

    @property
    def editable_tracks(self) -> list[int]:
        """The tracks whose notes can be touched: those that are seen and heard."""
        hidden = self.hidden_tracks
        return [index for index in self.audible_tracks if index not in hidden]

    def locked_rows(self) -> NDArray[np.float64]:
        """(n, 3) of onset_step, pitch, duration_steps of the locked notes, fractions kept."""
        muted = self.muted_tracks
        if self._locks is None or self._locks[:2] != (self.generation, muted):
            seen = [i for i in self.audible_tracks if not self.score.tracks[i].is_drums]
            rows = self.notes.rows[self.notes.locked & self.notes.of_tracks(seen), :3]
            steps = units.STEPS_PER_QUARTER / self.score.ticks_per_quarter
            cells = rows * np.array([steps, 1, steps])
            self._locks = (self.generation, muted, cells)
        return self._locks[2]

    def audible_score(self) -> Score:
        """The score with its silent tracks empty: what is played, and what a run takes for context."""
        return without_notes(self.score, self.muted_tracks)

    @property
    def music_end_step(self) -> int:
        """The bar line at or after the end of the last note; 0 in a piece without notes."""
        return music_end_step(self.score)

    def replace_piece(
        self,
        score: Score,
        name: str,
        path: Path | None = None,
        *,
        strength: NDArray[np.uint8] | None = None,
        mix: Sequence[TrackMix] = (),
        active_track: int | None = None,
        notes: NoteTable | None = None,
    ) -> None:
        """Put another piece on the desk, with its hole and mixer; the history begins anew.

        ``notes``: those of ``score``, where a thread has made the table already.
        """
        self.undo_stack.clear()
        self.score = self._saved_score = score
        self.name, self.path, self.rest_changed = name, path, False
        self.generation += 1
        self.piece += 1
        self.strength = np.zeros((NUM_PITCHES, 0), np.uint8) if strength is None else strength
        self.hole = self.strength > 0
        self.is_soft = bool((self.hole & (self.strength < 100)).any())
        self.selection, self._mix = EMPTY, list(mix)
        known = active_track is not None and active_track < len(score.tracks)
        self.active_track = active_track if known and active_track is not None else _first_track(score)
        self._derive(notes)
        self.replaced.emit()
        self.active_track_changed.emit(self.active_track)
        self.selection_changed.emit()
        self.score_changed.emit()
        self.hole_changed.emit()
        self.title_changed.emit()

    def mark_saved(self, score: Score, path: Path) -> None:
        """Note that the project ``path`` now holds ``score``, which may be older than the music on the desk."""
        self._saved_score, self.path, self.name = score, path, path.stem
        self.title_changed.emit()

    def mark_exported(self, score: Score) -> None:
        """Note that a MIDI file holds ``score``: closing the window without a project does not ask about it."""
        if self.path is None:
            self._saved_score = score
            self.title_changed.emit()

    def mark_recovered(self) -> None:
        """What is on the desk is in no file that Save writes."""
        self._saved_score = _NOT_SAVED
        self.title_changed.emit()

    def set_hole(self, hole: NDArray[np.bool_], text: str, strength: int = 100) -> bool:
        """One undoable stroke; new cells get ``strength``.  False, and nothing done, where the hole is the same."""
        if hole.shape != self.hole.shape:
            raise ValueError(f"the hole must be {self.hole.shape}, not {hole.shape}")
        kept = np.where(self.hole, self.strength, np.uint8(strength))
        return self.set_strength(np.where(hole, kept, np.uint8(0)), text)

    def set_strength(self, strength: NDArray[np.uint8], text: str) -> bool:
        """One undoable stroke: the hole with the chance in percent that each cell is written anew."""
        if strength.shape != self.strength.shape:
            raise ValueError(f"the hole must be {self.strength.shape}, not {strength.shape}")
        if np.array_equal(strength, self.strength):
            return False
        self.undo_stack.push(HoleStep.stroke(self, strength, text))
        return True

    def set_score(self, score: Score, text: str, selection: Selection | None = None, series: str = "") -> ScoreStep:
        """One undoable change of the music; the hole stays.

        ``selection``: what is selected afterwards; without it what is left of the present one.  ``series``: edits of
        the same name that follow one another at once become one step.
        """
        kept = self.selection.kept_in(score) if selection is None else selection
        step = ScoreStep(self, text, ScoreChange(self.score, score), (self.selection, kept), series)
        self.undo_stack.push(step)
        return step

    def edit(self, edited: tuple[Score, Selection], text: str, series: str = "") -> bool:
        """Take over what a function of ``core.edit`` made.  False, and no undo step, where the music is the same."""
        score, selection = edited
        if score is self.score:
            self.select(selection)
            return False
        self.set_score(score, text, selection, series)
        return True

    def select(self, selection: Selection) -> None:
        if selection != self.selection:
            self.selection = selection
            self.selection_changed.emit()

    def set_active_track(self, index: int) -> None:
        index = min(max(0, index), max(0, len(self.score.tracks) - 1))
        if index != self.active_track:
            self.active_track = index
            self.active_track_changed.emit(index)

    def set_mix(self, index: int, mix: TrackMix) -> None:
        """Mute, solo or colour a track; no undo step, as on a mixing desk."""
        if self.mix[index] == mix:
            return
        was_silent = self.muted_tracks
        self._mix[index] = mix
        if self.muted_tracks != was_silent:
            self._derive_roll()
            self.select(self.selection - _of_tracks(self.selection, self.muted_tracks))
        self.mix_changed.emit()

    def seconds_of(self, step: float) -> float:
        return self._tempo.tick_to_seconds(step * self.score.ticks_per_quarter / units.STEPS_PER_QUARTER)

    def step_of(self, seconds: float) -> float:
        tick = self._tempo.seconds_to_tick(max(0.0, seconds))
        return tick * units.STEPS_PER_QUARTER / self.score.ticks_per_quarter

    # For the undo commands only

    def _write_hole(self, box: tuple[slice, slice], values: NDArray[np.uint8]) -> None:
        strength = self.strength.copy()  # views may still read the old one
        strength[box] = values
        self.strength, self.hole = strength, strength > 0
        self.is_soft = bool(((strength > 0) & (strength < 100)).any())
        self.hole_changed.emit()

    def _show_score(self, score: Score, selection: Selection) -> None:
        num_tracks = len(self.score.tracks)
        self.score = score
        self.generation += 1
        self._derive()
        changed, self.selection = selection != self.selection, selection
        self.score_changed.emit()
        if len(score.tracks) != num_tracks:
            self.mix_changed.emit()
            self.set_active_track(self.active_track)
        if changed:
            self.selection_changed.emit()
        self.title_changed.emit()

    def _derive(self, notes: NoteTable | None = None) -> None:
        self.notes = NoteTable.of(self.score, self.notes) if notes is None else notes
        # A piece never gets shorter than its hole, or an undo would lose painted cells.
        painted = np.flatnonzero(self.hole.any(axis=0))
        num_steps = max(num_steps_of(self.score, self.notes.steps), int(painted[-1]) + 1 if len(painted) else 0)
        self.roll = Roll.empty(num_steps)
        self._derive_roll()
        self.downbeat = units.downbeats(self.score, num_steps)
        self.beat = beats_of(self.score, self.downbeat)
        self._tempo = units.TempoMap(self.score)
        if self.hole.shape[1] != num_steps:
            strength = np.zeros((NUM_PITCHES, num_steps), np.uint8)
            keep = min(num_steps, self.hole.shape[1])
            strength[:, :keep] = self.strength[:, :keep]
            self.strength, self.hole = strength, strength > 0

    def _derive_roll(self) -> None:
        melodic = [index for index in self.audible_tracks if not self.score.tracks[index].is_drums]
        self.roll = roll_from_notes(self.notes.grid_rows(self.notes.of_tracks(melodic)), self.roll.num_steps)


def _of_tracks(selection: Selection, tracks: Collection[int]) -> Selection:
    return Selection.from_sets({index: selection.of_track(index) for index in tracks})


def _first_track(score: Score) -> int:
    """The first track with notes that are no drums; where there is none, the first."""
    return next((i for i, track in enumerate(score.tracks) if track.notes and not track.is_drums), 0)


def empty_score() -> Score:
    return Score(tracks=(Track(name="Piano"),))
