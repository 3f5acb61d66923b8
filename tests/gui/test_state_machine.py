"""Any sequence of note edits, strokes, mutes, locks, runs, undo and redo: what must hold holds after each step.

The document and the commands are the window's own; runs go through the functions that the window calls, with a sampler
that needs no model.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from PySide6.QtCore import QObject, QSettings

from core.config import SampleConfig
from core.edit import changed_outside
from core.edit.locks import toggle_locks
from core.edit.notes import add_notes
from core.edit.selection import choose
from core.edit.velocity import ramp_velocity
from core.fill import HoleError, apply_result, fill_request, target_track
from core.region import rectangle
from core.roll import roll_of
from core.sampler.request import result_of
from core.score import Note, Score, Track, without_notes
from fractalmidi_studio.document import Document
from fractalmidi_studio.mix import TrackMix
from fractalmidi_studio.note_commands import NoteCommands
from fractalmidi_studio.note_settings import NoteSettings
from fractalmidi_studio.settings import Settings
from tests.core.fake_runs import stream

COMMANDS: dict[str, Callable[[NoteCommands], object]] = {
    "up": lambda c: c.transpose(1),
    "octave down": lambda c: c.transpose(-12),
    "scale up": lambda c: c.transpose_in_scale(1),
    "later": lambda c: c.nudge(1),
    "a tick earlier": lambda c: c.nudge(-1, True),
    "longer": lambda c: c.lengthen(1),
    "shorter": lambda c: c.lengthen(-1),
    "slower": lambda c: c.scale_time(2.0),
    "faster": lambda c: c.scale_time(0.5),
    "quantise": lambda c: c.quantise(0.8, True),
    "humanise": lambda c: c.humanise(15, 9),
    "split": lambda c: c.split(),
    "join": lambda c: c.join(),
    "cut": lambda c: c.cut(),
    "copy": lambda c: c.copy(),
    "paste": lambda c: c.paste(),
    "duplicate": lambda c: c.duplicate(),
    "delete": lambda c: c.delete(),
    "louder": lambda c: c.change_velocity(7),
    "velocity": lambda c: c.set_velocity(50),
    "select all": lambda c: c.select_all(),
    "invert": lambda c: c.select_inverse(),
    "out of scale": lambda c: c.select_out_of_scale(),
}

pitches = st.sampled_from([36, 59, 60, 61, 64, 127])
ticks = st.integers(0, 7000)


def overlaps(track: Track) -> list[tuple[Note, Note]]:
    """Notes of one pitch that sound together."""
    ends: dict[int, Note] = {}
    found = []
    for note in track.notes:
        before = ends.get(note.pitch)
        if before is not None and before.offset_tick > note.onset_tick:
            found.append((before, note))
        ends[note.pitch] = note
    return found


def locked(score: Score, index: int) -> set[Note]:
    return {note for note in score.tracks[index].notes if note.locked}


class Desk(RuleBasedStateMachine):
    @initialize(data=st.lists(st.tuples(st.integers(0, 2), ticks, pitches, st.integers(1, 900)), max_size=40))
    def open(self, data: list[tuple[int, int, int, int]]) -> None:
        score = Score((Track("Right"), Track("Left", 1), Track("Drums", 9)), end_tick=7680)
        for track, onset, pitch, duration in data:
            score, _ = add_notes(score, track, [Note(onset, pitch, duration, 1 + onset % 127)])
        self.parent = QObject()
        self.document = Document(self.parent)
        self.document.replace_piece(score, "piece")
        self.start = score
        self.folder = tempfile.TemporaryDirectory()
        store = QSettings(str(Path(self.folder.name) / "s.ini"), QSettings.Format.IniFormat)
        self.playhead = 0.0
        self.commands = NoteCommands(
            self.document, NoteSettings(Settings(store)), lambda: True, lambda: self.playhead, self.parent
        )

    @rule(seed=st.integers(0, 2**32 - 1), share=st.sampled_from([0.1, 0.5, 1.0]))
    def select(self, seed: int, share: float) -> None:
        rng = np.random.default_rng(seed)
        document = self.document
        document.select(choose(document.score, document.editable_tracks, lambda _note: bool(rng.random() < share)))

    @rule(name=st.sampled_from(sorted(COMMANDS)), playhead=st.floats(0, 64))
    def command(self, name: str, playhead: float) -> None:
        self.playhead = playhead
        COMMANDS[name](self.commands)

    @rule(onset=ticks, pitch=pitches, duration=st.integers(1, 2000))
    def draw(self, onset: int, pitch: int, duration: int) -> None:
        document = self.document
        document.edit(add_notes(document.score, document.active_track, [Note(onset, pitch, duration, 77)]), "Draw")

    @rule(tick0=ticks, tick1=ticks, velocity=st.integers(1, 127))
    def ramp(self, tick0: int, tick1: int, velocity: int) -> None:
        document = self.document
        document.edit(ramp_velocity(document.score, document.selection, tick0, 20, tick1, velocity), "Ramp")

    @rule()
    def lock(self) -> None:
        self.document.edit(toggle_locks(self.document.score, self.document.selection), "Lock")

    @rule(index=st.integers(0, 2), muted=st.booleans(), soloed=st.booleans())
    def mix(self, index: int, muted: bool, soloed: bool) -> None:
        if index < len(self.document.mix):
            self.document.set_mix(index, TrackMix(muted, soloed, index))

    @rule(index=st.integers(0, 2))
    def activate(self, index: int) -> None:
        self.document.set_active_track(index)

    @rule(low=st.integers(0, 127), high=st.integers(1, 128), first=st.integers(0, 63), erase=st.booleans())
    def paint(self, low: int, high: int, first: int, erase: bool) -> None:
        hole = self.document.hole
        box = rectangle((128, hole.shape[1]), low, high, first, first + 24)
        self.document.set_hole(hole & ~box if erase else hole | box, "Paint")

    @rule(seed=st.integers(0, 999))
    def run(self, seed: int) -> None:
        document, before, muted = self.document, self.document.score, self.document.muted_tracks
        try:
            config = SampleConfig(seed=seed)
            request = fill_request(document.audible_score(), document.hole, config, document.roll)
        except HoleError:
            return
        result = result_of(stream(request))
        index = target_track(without_notes(before, muted), request.hole)
        after, _ = apply_result(before, request, result, index, "Inpaint", muted)
        assert changed_outside(before, after, request.hole, muted) == 0
        for index in range(len(before.tracks)):
            assert locked(before, index) <= set(after.tracks[index].notes)
            if index in muted:
                assert after.tracks[index] is before.tracks[index]
        document.set_score(after, "Inpaint")

    @rule(times=st.integers(1, 6))
    def undo(self, times: int) -> None:
        for _ in range(times):
            self.document.undo_stack.undo()

    @rule(times=st.integers(1, 6))
    def redo(self, times: int) -> None:
        for _ in range(times):
            self.document.undo_stack.redo()

    @invariant()
    def no_two_notes_sound_on_one_key(self) -> None:
        for track in self.document.score.tracks:
            assert list(track.notes) == sorted(track.notes)
            assert not overlaps(track)

    @invariant()
    def what_is_selected_is_there(self) -> None:
        assert self.document.selection.kept_in(self.document.score) == self.document.selection

    @invariant()
    def what_is_derived_agrees_with_the_score(self) -> None:
        document = self.document
        assert document.roll.equals(roll_of(document.audible_score(), document.num_steps))
        assert len(document.notes) == sum(len(track.notes) for track in document.score.tracks)
        assert document.hole.shape == document.roll.velocity.shape
        assert len(document.mix) == len(document.score.tracks) > document.active_track

    def teardown(self) -> None:
        if not hasattr(self, "document"):
            return
        document = self.document
        stack, end, hole = document.undo_stack, document.score, document.hole.copy()
        index = stack.index()
        stack.setIndex(0)
        assert document.score == self.start and not document.hole.any()
        stack.setIndex(index)
        assert document.score == end and np.array_equal(document.hole[:, : hole.shape[1]], hole)
        self.folder.cleanup()


PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)  # explaining takes minutes
TestDesk = Desk.TestCase
TestDesk.settings = settings(max_examples=60, stateful_step_count=40, deadline=None, phases=PHASES)
