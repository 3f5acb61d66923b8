"""What comes in at the MIDI input: recorded over the music, or written step by step.

A recording is one undo step and never takes away what was there.  It is put on the grid that was chosen; the take as it
was played is kept beside it, and one command brings its timing back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from core.edit.notes import add_notes, remove_notes
from core.edit.selection import Selection
from core.edit.timing import quantised
from core.playback import messages as midi
from core.playback.events import Played
from core.playback.recording import Take, take_of
from core.score import Note, Score
from core.units import step_to_tick
from fractalmidi_studio.document import Document
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.names import counted
from fractalmidi_studio.playback import Playback
from fractalmidi_studio.playback_settings import PlaybackSettings

OFF_GRID = 0
_EARLY_STEPS = 1.0  # a first note played so much before its beat still belongs to it


@dataclass(frozen=True, slots=True)
class Recorded:
    """A take and what became of it in the score."""

    take: Take
    track_index: int
    written: Selection  # on the grid


class Recorder(QObject):
    recording_changed = Signal(bool)
    noted = Signal()  # something more was played into the recording
    message = Signal(str, str)
    said = Signal(str)
    takes_changed = Signal()

    def __init__(
        self,
        document: Document,
        playback: Playback,
        settings: PlaybackSettings,
        may_edit: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._may_edit = may_edit
        self.document, self.playback, self.settings = document, playback, settings
        self.recording = False
        self.step_input = False
        self.takes: list[Recorded] = []  # of this piece, the latest last
        self._heard: list[Played] = []
        self._first_step = 0.0  # what comes in before it is the count-in
        self._piece = document.piece  # what is recorded into
        self._chord: dict[int, int] = {}  # pitches and velocities that step input is collecting
        self._down: set[int] = set()
        playback.heard.connect(self._hear)
        playback.playing_changed.connect(self._playing_changed)
        playback.remote_started.connect(self._remote_started)
        document.replaced.connect(self._forget)

    def set_recording(self, on: bool) -> None:
        """Begin to record (and to play), or end it and write what was played."""
        if on == self.recording:
            return
        if not on:
            self._finish()
            return
        self._heard.clear()
        self.recording, self._piece, self._first_step = True, self.document.piece, 0.0
        if not self.playback.playing:
            self.playback.play(endless=True)
            self._first_step = self.playback.start_step
            if not self.playback.playing:
                self.recording = False
        else:
            self.playback.set_endless(True)
        self.recording_changed.emit(self.recording)

    def end(self) -> None:
        """Write what has been played so far, if anything is being recorded."""
        self.set_recording(False)

    def put_back_timing(self) -> None:
        """The last recording as it was played, instead of on the grid (Undo brings that back)."""
        if not self.takes:
            self.message.emit("info", tr("Nothing has been recorded yet."))
            return
        recorded = self.takes[-1]
        document = self.document
        if not self._may_edit():
            return
        if recorded.track_index >= len(document.score.tracks):
            self.message.emit("info", tr("The track of the last recording is gone."))
            return
        present = recorded.written.kept_in(document.score)
        score = remove_notes(document.score, present)[0]
        document.edit(add_notes(score, recorded.track_index, recorded.take.notes), tr("Recording as Played"))

    # What comes in

    def _hear(self, played: Played) -> None:
        if self.recording and played.step is not None:
            loop, earliest = self.playback.active_loop, self._first_step
            if loop is not None and played.num_loops:
                earliest = min(earliest, loop[0])
            if played.step >= earliest - _EARLY_STEPS:  # earlier is the count-in
                self._heard.append(replace(played, step=max(earliest, played.step)))
                self.noted.emit()
        elif self.step_input and not self.playback.playing:
            self._step(played.data)

    def _playing_changed(self, playing: bool) -> None:
        self._let_go()  # keys that go up while the music plays are not heard by step input
        if not playing and self.recording:
            self._finish()

    def _remote_started(self) -> None:
        """Another clock leads: no count-in of ours, and wherever it began is the beginning."""
        self._first_step = 0.0

    def _finish(self) -> None:
        written = self._written()
        self.recording = False
        self._heard = []
        self.playback.set_endless(False)
        self.recording_changed.emit(False)
        if written is None:
            return
        score, recorded = written
        self.document.set_score(score, tr("Recording"), recorded.written)
        self.takes.append(recorded)
        self.takes_changed.emit()
        self.said.emit(tr("Recorded {notes}.").format(notes=counted(len(recorded.take.notes), "note")))

    def score_so_far(self) -> Score | None:
        """The music as it would be if the recording ended now; None where nothing has been recorded."""
        written = self._written()
        return None if written is None else written[0]

    @property
    def has_played(self) -> bool:
        """Whether anything has been recorded that the music does not hold yet."""
        return self._take() is not None

    def _written(self) -> tuple[Score, Recorded] | None:
        take, score, index = self._take(), self.document.score, self.document.active_track
        if take is None:
            return None
        grid, notes = self.settings.number("quantise", 1, 0, 16), take.notes
        if grid != OFF_GRID:  # before they meet the notes of the track: one played early must not give way to them
            notes = self._in_loop(notes, quantised(notes, step_to_tick(grid, score.ticks_per_quarter)))
        score, written = add_notes(with_events(score, index, take), index, notes)
        return score, Recorded(take, index, written)

    def _take(self) -> Take | None:
        document, heard = self.document, self._heard
        score = document.score
        if not self.recording or not heard or not score.tracks or self._piece != document.piece:
            return None
        end, num_loops = self._end_after(heard[-1])
        channel, loop = score.tracks[document.active_track].channel, self.playback.active_loop
        take = take_of(heard, score.ticks_per_quarter, channel, end, loop, num_loops)
        return None if take.is_empty else take

    def _end_after(self, last: Played) -> tuple[float, int]:
        """The step at which the recording ends, and how often the loop has begun again by then."""
        here, num_loops, loop = self.playback.playhead_step, self.playback.num_loops, self.playback.active_loop
        assert last.step is not None
        if here > last.step or (loop is not None and num_loops > last.num_loops):
            return here, max(num_loops, last.num_loops)
        end = last.step + 1  # the playhead is where it was a moment ago, and a key has come in since
        if loop is not None and last.step < loop[1]:
            end = min(end, loop[1])
        return end, last.num_loops

    def _in_loop(self, played: Sequence[Note], on_grid: Sequence[Note]) -> tuple[Note, ...]:
        """One played just before the loop's end that the grid moves onto it was meant for the loop's beginning."""
        loop, tpq = self.playback.active_loop, self.document.score.ticks_per_quarter
        if loop is None:
            return tuple(on_grid)
        first, end = (step_to_tick(step, tpq) for step in loop)
        pairs = zip(played, on_grid, strict=True)
        return tuple(
            replace(new, onset_tick=first) if old.onset_tick < end <= new.onset_tick else new for old, new in pairs
        )

    # Step input

    def set_step_input(self, on: bool) -> None:
        self.step_input = on
        self._let_go()

    def _let_go(self) -> None:
        self._chord.clear()
        self._down.clear()

    def _step(self, data: bytes) -> None:
        """Keys that are down together are a chord; when the last one goes up it is written, and the playhead moves."""
        status = data[0] & 0xF0
        if status == midi.NOTE_ON and data[2]:
            self._chord[data[1]] = data[2]
            self._down.add(data[1])
        elif status in (midi.NOTE_ON, midi.NOTE_OFF) and data[1] in self._down:
            self._down.discard(data[1])
            if not self._down:
                chord, self._chord = self._chord, {}
                self._write_chord(chord)
        elif status == midi.CONTROLLER and data[1] == midi.SUSTAIN and data[2] >= 64:
            self.playback.set_playhead(self._here() + self._length())  # the pedal writes a rest

    def _write_chord(self, chord: dict[int, int]) -> None:
        document = self.document
        if not document.score.tracks or not self._may_edit():
            return
        here, length = self._here(), self._length()
        ticks = [step_to_tick(step, document.score.ticks_per_quarter) for step in (here, here + length)]
        notes = [Note(ticks[0], pitch, ticks[1] - ticks[0], velocity) for pitch, velocity in chord.items()]
        document.edit(add_notes(document.score, document.active_track, notes), tr("Step Input"))
        self.playback.set_playhead(here + length)

    def _here(self) -> int:
        return int(self.playback.playhead_step)

    def _length(self) -> int:
        return self.settings.number("step_length", 1, 1, 16)

    def _forget(self) -> None:
        self._heard.clear()
        self.takes.clear()
        self.takes_changed.emit()


def with_events(score: Score, index: int, take: Take) -> Score:
    """The score with the take's pedal and other controllers on the track, beside those that it has."""
    if not take.events:
        return score
    track = score.tracks[index]
    events = tuple(sorted((*track.events, *take.events), key=lambda event: event.tick))
    tracks = (*score.tracks[:index], replace(track, events=events), *score.tracks[index + 1 :])
    return replace(score, tracks=tracks)
