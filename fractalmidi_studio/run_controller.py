"""A run from the wish to the undo step: request, live preview, one change of the document at the end."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from core.config import SampleConfig
from core.edit import apply_fill, changed_outside
from core.export.record import RunRecord
from core.fill import HoleError, continuation_hole, fill_request, target_track
from core.roll import MIN_STEPS, NUM_PITCHES, Roll
from core.sampler.request import SampleRequest, SampleStep
from core.score import Score, without_notes
from fractalmidi_studio.canvas.scene import Scene
from fractalmidi_studio.document import Document
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.names import LEVEL_NAMES, bar_span, beats_of, counted
from fractalmidi_studio.workers.sampler import Sampler


@dataclass(frozen=True, slots=True)
class Progress:
    """What the status bar says of a run."""

    text: str
    index: int
    total: int  # 0 = not known yet


@dataclass(slots=True)
class _Run:
    name: str  # "Inpaint", "Generate", "Continue"
    request: SampleRequest
    generation: int
    track_index: int | None
    muted: frozenset[int]  # tracks that the run does not hear and must not touch
    scene: Scene  # what the canvas shows meanwhile
    started: float
    first_step: tuple[int, float] | None = None  # index and clock of the first step seen
    dropped: bool = False  # cancelled, or the piece was replaced: whatever comes is ignored


class RunController(QObject):
    """Signals: ``message`` (level, sentence), ``preview`` a scene or None, ``progress``, ``running_changed``."""

    message = Signal(str, str)
    preview = Signal(object)
    progress = Signal(object)
    running_changed = Signal(bool)
    finished = Signal(str)  # the closing sentence, after the document has changed
    written = Signal(int, int)  # first step and end of the part that a run has just written

    def __init__(self, document: Document, sampler: Sampler, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document, self.sampler = document, sampler
        self.last_record: RunRecord | None = None
        self._run: _Run | None = None
        sampler.step.connect(self._on_step)
        sampler.finished.connect(self._on_finished)
        sampler.cancelled.connect(self._on_cancelled)
        sampler.failed.connect(self._on_failed)
        sampler.stopped.connect(self._on_stopped)
        document.score_changed.connect(self._drop_stale_run)
        document.replaced.connect(self._forget_record)

    @property
    def running(self) -> bool:
        return self._run is not None

    @property
    def previewing(self) -> bool:
        return self._run is not None and not self._run.dropped

    # The three kinds of run: the same thing with another hole

    def inpaint(self, config: SampleConfig, track_index: int | None = None) -> None:
        self._start(tr("Inpaint"), self.document.hole.copy(), config, track_index)

    def generate(self, config: SampleConfig, first_visible_step: int, track_index: int | None = None) -> None:
        """Write the 256 steps anew that begin with the bar at the left of the view."""
        roll = self.document.roll
        first = min(first_visible_step, max(0, roll.num_steps - MIN_STEPS))
        first = bar_span(first, self.document.downbeat)[0]
        hole = np.zeros((NUM_PITCHES, roll.num_steps), np.bool_)
        hole[:, first : first + MIN_STEPS] = True
        self._start(tr("Generate"), hole, config, track_index)

    def extend(self, config: SampleConfig, bars: int, track_index: int | None = None) -> None:
        """Write the next ``bars`` bars after the last note."""
        try:
            hole = continuation_hole(self.document.audible_score(), bars)
        except HoleError as error:
            self.message.emit("warn", str(error))
            return
        self._start(tr("Continue"), hole, config, track_index)

    def draft_score(self) -> Score | None:
        """The piece with what the run has decided so far, to be listened to; None where there is nothing to hear."""
        run = self._run
        if run is None or run.dropped or run.scene.undecided is None:
            return None
        roll, open_cells = run.scene.roll, run.scene.undecided
        velocity = np.where(open_cells, 0, roll.velocity).astype(np.uint8)
        before_silent = np.pad(velocity[:, :-1] == 0, ((0, 0), (1, 0)), constant_values=True)
        onset = (velocity > 0) & (roll.onset | before_silent)  # a held note whose beginning is open begins later
        index = run.track_index
        try:
            if index is None:
                index = target_track(without_notes(self.document.score, run.muted), run.request.hole)
            fill = Roll(velocity, onset)
            return apply_fill(self.document.score, run.request.hole, fill, index, run.name, run.muted)[0]
        except ValueError:
            return None

    def cancel(self) -> None:
        """What was there is shown again at once; the engine stops in its own time."""
        if self._run is None:
            return
        if not self._run.dropped:
            self.progress.emit(Progress(tr("Cancelling"), 0, 0))
        self._drop()
        self.sampler.cancel()

    def _start(self, name: str, hole: NDArray[np.bool_], config: SampleConfig, track_index: int | None) -> None:
        if self._run is not None:
            self.message.emit("warn", tr("A run is under way. Press Cancel (Esc) first, or wait for it."))
            return
        document = self.document
        try:
            request = fill_request(document.audible_score(), hole, config, document.roll)
        except HoleError as error:
            self.message.emit("warn", str(error))
            return
        downbeat = request.downbeat
        assert downbeat is not None
        beat = beats_of(document.score, downbeat)
        scene = Scene(request.roll, hole, downbeat, beat)
        scene.undecided, scene.expected = hole.copy(), np.zeros(hole.shape, np.uint8)
        muted = document.muted_tracks
        self._run = _Run(name, request, document.generation, track_index, muted, scene, time.monotonic())
        self.running_changed.emit(True)
        self.progress.emit(Progress(tr("{run}: the engine is getting ready").format(run=name), 0, 0))
        self.preview.emit(scene)
        self.sampler.start(request)

    # What the sampler says

    def _on_step(self, step: SampleStep) -> None:
        run = self._run
        if run is None or run.dropped:
            return
        run.scene = _with_step(run.scene, step)
        self.preview.emit(run.scene)
        names = LEVEL_NAMES
        word = tr(names[min(step.level, len(names) - 1)])
        planned = run.request.config.iterations
        of = ""
        if step.level < len(planned) and step.iteration < planned[step.level]:
            of = tr(" of {number}").format(number=planned[step.level])
        if run.first_step is None:  # the engine's own start says nothing about how long the writing takes
            run.first_step = (step.index, time.monotonic())
        index, clock = run.first_step
        elapsed = time.monotonic() - clock
        left = elapsed / max(1, step.index - index) * (step.total - step.index)
        about = tr(", about {seconds} s left").format(seconds=f"{left:.0f}") if elapsed > 1.5 and left >= 1 else ""
        text = tr("{run}, level {level}: {what}, iteration {iteration}{of}{about}").format(
            run=run.name, level=step.level, what=word, iteration=step.iteration + 1, of=of, about=about
        )
        self.progress.emit(Progress(text, step.index, step.total))

    def _on_finished(self, result: Roll, record: RunRecord) -> None:
        run = self._run
        if run is None or run.dropped or run.generation != self.document.generation:
            return
        before = self.document.score
        try:
            index = run.track_index
            if index is None:
                index = target_track(without_notes(before, run.muted), run.request.hole)
            score, edit = apply_fill(before, run.request.hole, result, index, run.name, run.muted)
            outside = changed_outside(before, score, run.request.hole, run.muted)
        except ValueError as error:
            self._on_failed(str(error))
            return
        self.last_record = record
        self._drop()
        self.document.set_score(score, run.name)
        columns = np.flatnonzero(run.request.hole.any(axis=0))
        self.written.emit(int(columns[0]), int(columns[-1]) + 1)
        seconds = time.monotonic() - run.started
        words = tr("{run}: {written} written, {changed} outside the hole changed  ({seconds} s, seed {seed})")
        sentence = words.format(
            run=run.name,
            written=counted(edit.num_added, "note"),
            changed=counted(outside, "note"),
            seconds=f"{seconds:.1f}",
            seed=run.request.config.seed,
        )
        self.finished.emit(sentence)

    def _on_cancelled(self) -> None:
        self._drop()
        self.finished.emit(tr("Cancelled: the music is as it was."))

    def _on_failed(self, text: str) -> None:
        dropped = self._run is None or self._run.dropped
        self._drop()
        if not dropped:
            self.message.emit("error", tr("The run failed and the music is as it was. {reason}").format(reason=text))
        self.finished.emit(tr("The run failed: the music is as it was."))

    def _on_stopped(self) -> None:
        self._drop()
        self._run = None
        self.running_changed.emit(False)

    def _drop(self) -> None:
        """Show the document again; whatever the run still says is ignored."""
        if self._run is not None and not self._run.dropped:
            self._run.dropped = True
            self.preview.emit(None)

    def _drop_stale_run(self) -> None:
        """An edit or undo during a run: its result would belong to music that is no longer there."""
        if self._run is not None and not self._run.dropped and self._run.generation != self.document.generation:
            self.cancel()

    def _forget_record(self) -> None:
        self.last_record = None


def _with_step(scene: Scene, step: SampleStep) -> Scene:
    """The scene with the step's window pasted in, and what it decided lit up."""
    start, stop = max(0, step.start_step), min(scene.num_steps, step.start_step + step.width)
    here, there = np.s_[:, start:stop], np.s_[:, start - step.start_step : stop - step.start_step]
    velocity, onset = scene.roll.velocity.copy(), scene.roll.onset.copy()
    velocity[here], onset[here] = step.roll.velocity[there], step.roll.onset[there]
    undecided = np.zeros(velocity.shape, np.bool_) if scene.undecided is None else scene.undecided.copy()
    was_undecided = undecided.copy()
    # The ring, where new notes may end but not begin, is not shown: it is no part of the hole.
    undecided[here] = step.unknown[there] & scene.hole[here]
    expected = np.zeros(velocity.shape, np.uint8) if scene.expected is None else scene.expected.copy()
    expected[here] = np.minimum(step.canvas[there], 127)
    flash = was_undecided & ~undecided
    for pitch, first, height, width in step.boxes.tolist():
        left = first + step.start_step
        box = np.s_[max(0, pitch) : max(0, pitch + height), max(0, left) : max(0, left + width)]
        flash[box] |= undecided[box]
    return replace(
        scene, roll=Roll(velocity, onset), undecided=undecided, expected=expected, flash=flash, stroke=None, cursor=None
    )
