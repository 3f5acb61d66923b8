"""Runs from the wish to the takes: requests, live preview, one step of the history for all takes of a run."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from core.capsule import Capsule
from core.config import SampleConfig
from core.edit import apply_fill
from core.export.record import RunRecord
from core.fill import HoleError, continuation_hole, fill_request, target_track
from core.region import drawn
from core.roll import MIN_STEPS, NUM_PITCHES, Roll
from core.sampler.bars import is_heard_otherwise
from core.sampler.request import Checkpoint, SampleRequest, SampleStep
from core.score import Score
from core.takes import MAX_TAKES, Take, covered
from fractalmidi_studio import run_endings
from fractalmidi_studio.canvas.scene import Scene
from fractalmidi_studio.document import Document
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.names import LEVEL_NAMES, bar_span, counted, under_way
from fractalmidi_studio.run_preview import first_scene, with_step
from fractalmidi_studio.takes_desk import Basis, TakesDesk
from fractalmidi_studio.workers.sampler import Sampler

MAX_SEED = 2**31 - 1  # what a spin box holds; a config may hold more


@dataclass(frozen=True, slots=True)
class Progress:
    """What the status bar says of a run."""

    text: str
    index: int
    total: int  # 0 = not known yet


@dataclass(frozen=True, slots=True)
class Wish:
    """What a run is to do besides writing in a style."""

    takes: int = 1
    checkpoint: Checkpoint = field(default_factory=Checkpoint)
    this_track_alone: bool = False  # the notes of the other tracks stay, in the hole as well


@dataclass(slots=True)
class _Run:
    basis: Basis
    request: SampleRequest  # of the take that is written now
    generation: int
    scene: Scene  # what the canvas shows meanwhile
    started: float
    waiting: list[SampleRequest]  # of the takes after it
    number: int = 1  # of the take
    replays: int = 0  # number of the take that is only written again to compare
    watched: bool = True  # False: the user looks at a finished take meanwhile
    to_show: bool = False  # what it writes was asked for on purpose, so it is shown even beside other takes
    first_step: tuple[int, float] | None = None  # index and clock of the first step seen
    dropped: bool = False  # cancelled, or the piece was replaced: whatever comes is ignored


class RunController(QObject):
    """Signals: ``message`` (level, sentence), ``preview`` a scene or None, ``progress``, ``running_changed``."""

    message = Signal(str, str)
    preview = Signal(object)
    progress = Signal(object)
    running_changed = Signal(bool)
    finished = Signal(str)  # the closing sentence, after the document has changed
    writing = Signal(int)  # number of the take that is begun
    written = Signal(int, int)  # first step and end of the part that a run has just written

    def __init__(self, document: Document, sampler: Sampler, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document, self.sampler = document, sampler
        self.takes = TakesDesk(document, self)
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
        """Whether the canvas shows what a run writes, and not the document."""
        return self._run is not None and not self._run.dropped and self._run.watched

    def may_edit(self) -> bool:
        """Whether the music may be changed now; says why not."""
        if self.previewing:
            self.message.emit("warn", under_way())
        return not self.previewing

    # The three kinds of run: the same thing with another hole

    def inpaint(self, config: SampleConfig, track_index: int | None = None, wish: Wish = Wish()) -> None:
        self._start(tr("Inpaint"), self.document.strength, config, track_index, wish)

    def generate(
        self,
        config: SampleConfig,
        first_visible_step: int,
        track_index: int | None = None,
        wish: Wish = Wish(),
    ) -> None:
        """Write the 256 steps anew that begin with the bar at the left of the view."""
        roll = self.document.roll
        first = min(first_visible_step, max(0, roll.num_steps - MIN_STEPS))
        first = bar_span(first, self.document.downbeat)[0]
        hole = np.zeros((NUM_PITCHES, roll.num_steps), np.uint8)
        hole[:, first : first + MIN_STEPS] = 100
        self._start(tr("Generate"), hole, config, track_index, wish)

    def extend(self, config: SampleConfig, bars: int, track_index: int | None = None, wish: Wish = Wish()) -> None:
        """Write the next ``bars`` bars after the last note."""
        try:
            hole = continuation_hole(self.document.audible_score(), bars)
        except HoleError as error:
            self.message.emit("warn", str(error))
            return
        self._start(tr("Continue"), np.where(hole, np.uint8(100), np.uint8(0)), config, track_index, wish)

    def reroll(self, number: int, position: int, config_seed: int) -> None:
        """One more take of the same run: what the recorded step at ``position`` had decided stays, the rest is new."""
        entry, basis = self.takes.entry(number), self.takes.basis
        if self._refuse_second() or entry is None or basis is None:
            return
        if not self.takes.is_open:
            self.message.emit("warn", tr("The music has changed since this run, so it cannot go on from there."))
            return
        if len(self.takes.entries) >= MAX_TAKES:
            self.message.emit("warn", tr("There are {count} takes already: accept one.").format(count=MAX_TAKES))
            return
        request = replace(
            entry.record.request,
            draft=entry.record.draft_at(position),
            config=replace(entry.record.request.config, seed=config_seed),
        )
        self._write(basis, [request], self.takes.expect(1), to_show=True)

    def another(self, checkpoint: Checkpoint) -> None:
        """One more take of the same run, with its seed and settings, by another model."""
        basis = self.takes.basis
        if self._refuse_second() or basis is None or not self.takes.is_open or len(self.takes.entries) >= MAX_TAKES:
            return
        request = replace(self.takes.entries[0].record.request, checkpoint=checkpoint)
        self._write(basis, [request], self.takes.expect(1), to_show=True)

    def replay(self, number: int) -> None:
        """Write a take again from its capsule, to see that it gives the same notes; the music stays."""
        entry, basis = self.takes.entry(number), self.takes.basis
        if self._refuse_second() or entry is None or basis is None:
            return
        capsule = entry.take.capsule
        self._write(basis, [capsule.replay(capsule.request.checkpoint.path)], number, replays=number)

    def watch(self, on: bool) -> None:
        """Show what is being written, or the document with a finished take."""
        run = self._run
        if run is not None and not run.dropped and run.watched != on:
            run.watched = on
            self.preview.emit(run.scene if on else None)

    def draft_score(self) -> Score | None:
        """The piece with what the run has decided so far, to be listened to; None where there is nothing to hear."""
        run = self._run
        if run is None or run.dropped or run.scene.undecided is None or run.request.config.only != "all":
            return None
        roll, open_cells = run.scene.roll, run.scene.undecided
        velocity = np.where(open_cells, 0, roll.velocity).astype(np.uint8)
        before_silent = np.pad(velocity[:, :-1] == 0, ((0, 0), (1, 0)), constant_values=True)
        onset = (velocity > 0) & (roll.onset | before_silent)  # a held note whose beginning is open begins later
        basis = run.basis
        try:
            fill = Roll(velocity, onset)
            return apply_fill(basis.score, run.request.hole, fill, basis.track_index, basis.name, basis.muted)[0]
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

    def _start(
        self, name: str, strength: NDArray[np.uint8], config: SampleConfig, track_index: int | None, wish: Wish
    ) -> None:
        if self._refuse_second():
            return
        document = self.document
        muted = document.muted_tracks
        heard = document.audible_score()
        try:
            requests = [
                fill_request(heard, self._hole(strength, one.seed, track_index, wish), one, document.roll)
                for one in (replace(config, seed=config.seed + k) for k in range(wish.takes))
            ]
        except (HoleError, ValueError) as error:
            self.message.emit("warn", str(error))
            return
        requests = [replace(request, checkpoint=wish.checkpoint) for request in requests]
        index = target_track(heard, requests[0].hole) if track_index is None else track_index
        basis = Basis(name, document.score, index, muted)
        self.takes.begin(basis, wish.takes)
        self._write(basis, requests, 1)

    def _hole(self, strength: NDArray[np.uint8], seed: int, track_index: int | None, wish: Wish) -> NDArray[np.bool_]:
        """What this seed draws from a soft hole, less the notes of other tracks where only one is to be changed."""
        hole = drawn(strength, seed)
        if wish.this_track_alone and track_index is not None:
            others = [i for i in range(len(self.document.score.tracks)) if i != track_index]
            rows = self.document.notes.grid_rows(self.document.notes.of_tracks(self._melodic(others)))
            hole &= ~covered(rows, hole.shape[1])
        return hole

    def _melodic(self, tracks: list[int]) -> list[int]:
        muted = self.document.muted_tracks
        return [i for i in tracks if i not in muted and not self.document.score.tracks[i].is_drums]

    def _refuse_second(self) -> bool:
        if self._run is not None:
            self.message.emit("warn", under_way())
        return self._run is not None

    def _write(
        self, basis: Basis, requests: list[SampleRequest], number: int, replays: int = 0, to_show: bool = False
    ) -> None:
        request = requests[0]
        scene = first_scene(request, basis.score)
        self._run = _Run(
            basis, request, self.document.generation, scene, time.monotonic(), requests[1:], number, replays,
            to_show=to_show,
        )  # fmt: skip
        self.running_changed.emit(True)
        self.progress.emit(Progress(tr("{run}: the engine is getting ready").format(run=basis.name), 0, 0))
        self.preview.emit(scene)
        self.writing.emit(0 if replays else number)
        self.sampler.start(request)

    # What the sampler says

    def _on_step(self, step: SampleStep) -> None:
        run = self._run
        if run is None or run.dropped:
            return
        run.scene = with_step(run.scene, step)
        if run.watched:
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
            run=self._title(run), level=step.level, what=word, iteration=step.iteration + 1, of=of, about=about
        )
        self.progress.emit(Progress(text, step.index, step.total))

    def _title(self, run: _Run) -> str:
        """The run's name, and which of its takes is written."""
        if run.replays:
            return tr("Replay of take {number}").format(number=run.replays)
        if self.takes.wanted < 2:
            return run.basis.name
        return tr("{run}, take {number} of {count}").format(
            run=run.basis.name, number=run.number, count=self.takes.wanted
        )

    def _on_finished(self, result: Roll, record: RunRecord) -> None:
        run = self._run
        if run is None or run.dropped:
            return
        if run.replays:
            self._compare(run, result)
            return
        if run.generation != self.document.generation:
            return
        capsule = Capsule.of(run.basis.name, run.request, result, record.checkpoint)
        seconds = time.monotonic() - run.started
        try:
            entry = self.takes.add(Take(run.number, capsule, result, seconds), record)
        except ValueError as error:
            self._on_failed(str(error))
            return
        self.last_record = record
        if entry.num_off_limits:
            text = tr("{take}: off the scale or the range {notes}, for want of a free pitch while they sound.")
            notes = counted(entry.num_off_limits, "note")
            self.message.emit("info", text.format(take=self._title(run), notes=notes))
        if run.to_show:
            self.takes.show(run.number)
        if not run.waiting:
            self._drop()
        if run.number == 1:
            columns = np.flatnonzero(run.request.hole.any(axis=0))
            self.written.emit(int(columns[0]), int(columns[-1]) + 1)
        title, seed, in_three = self._title(run), run.request.config.seed, is_heard_otherwise(run.request)
        self.finished.emit(run_endings.written(title, entry.num_written, entry.num_outside, seconds, seed, in_three))

    def _compare(self, run: _Run, result: Roll) -> None:
        """Say whether a replay gave the same notes."""
        entry = self.takes.entry(run.replays)
        self._drop()
        if entry is None:
            return
        same = entry.take.capsule.matches(result)
        self.takes.note_replay(run.replays, same)
        self.finished.emit(run_endings.replayed(run.replays, int((result.onset & run.request.hole).sum()), same))

    def _on_cancelled(self) -> None:
        self._drop()
        self.finished.emit(run_endings.cancelled(self._num_finished()))

    def _num_finished(self) -> int:
        """How many takes of this run are done: one of them is in the music."""
        count, run = len(self.takes.entries) if self.takes.is_open else 0, self._run
        if not count and run is not None and self.document.score is not run.basis.score:
            count = run.number - 1  # what was shown has been accepted meanwhile
        return count

    def _on_failed(self, text: str) -> None:
        dropped = self._run is None or self._run.dropped
        self._drop()
        count = self._num_finished()
        if not dropped:
            self.message.emit("error", run_endings.failed_because(count, text))
        self.finished.emit(run_endings.failed(count))

    def _on_stopped(self) -> None:
        run = self._run
        if run is not None and not run.dropped and run.waiting:
            run.request, run.number, run.first_step = run.waiting.pop(0), run.number + 1, None
            run.started, run.scene = time.monotonic(), first_scene(run.request, run.basis.score)
            if run.watched:
                self.preview.emit(run.scene)
            self.writing.emit(run.number)
            self.sampler.start(run.request)
            return
        self._drop()
        self._run = None
        self.takes.no_more()
        self.running_changed.emit(False)

    def _drop(self) -> None:
        """Show the document again; whatever the run still says is ignored."""
        if self._run is not None and not self._run.dropped:
            was_shown = self._run.watched
            self._run.dropped = True
            if was_shown:
                self.preview.emit(None)

    def _drop_stale_run(self) -> None:
        """An edit or undo during a run: its result would belong to music that is no longer there."""
        run = self._run
        if run is None or run.dropped or run.generation == self.document.generation:
            return
        if self.takes.is_changing:  # a take of this very run is shown
            run.generation = self.document.generation
        else:
            self.cancel()

    def _forget_record(self) -> None:
        self.last_record = None
