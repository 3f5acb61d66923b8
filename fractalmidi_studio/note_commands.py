"""What menus, keys and tools do to the notes; each is one undo step."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from core.conditions import estimate_key
from core.edit import notes as edit
from core.edit.clip import Clip, clip_of, paste
from core.edit.replace import Edited
from core.edit.selection import EMPTY, Selection, all_notes, choose, invert, of_pitches
from core.edit.timing import humanise, quantise
from core.edit.velocity import change_velocity, set_velocity
from core.scale import Scale
from core.score import Score
from core.units import step_to_tick
from fractalmidi_studio.document import Document
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.names import counted
from fractalmidi_studio.note_settings import NoteSettings
from fractalmidi_studio.tools.notes import Change, Choose, NoteSketch, Result

OCTAVE = 12
VELOCITY_STEP = 5
NEED_SELECTION = (
    "cut", "copy", "delete", "duplicate", "select_none", "quantise", "quantise_more", "humanise", "transpose",
    "split", "join", "double_length", "half_length", "set_velocity", "louder", "softer",
    "nudge_left", "nudge_right", "nudge_left_tick", "nudge_right_tick", "longer", "shorter",
    "semitone_up", "semitone_down", "octave_up", "octave_down", "scale_up", "scale_down",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Way:
    """A row of moves by keys: where it began, how far it has come, and what is there now."""

    kind: str
    score: Score
    selection: Selection
    setting: Scale | None  # None: the scale that the music was in
    scale: Scale
    reached: Score
    chosen: Selection
    moved: tuple[int, ...]  # ticks and semitones, or steps of the scale


class NoteCommands(QObject):
    """``may_edit`` tells whether the music may be changed now, and the user why not."""

    said = Signal(str)  # for the status line
    message = Signal(str, str)

    def __init__(
        self,
        document: Document,
        settings: NoteSettings,
        may_edit: Callable[[], bool],
        playhead_step: Callable[[], float],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.document, self.settings = document, settings
        self._may_edit, self._playhead_step = may_edit, playhead_step
        self.clip: Clip | None = None
        self._way: _Way | None = None

    # For the tools

    def sketch(self) -> NoteSketch:
        document, settings = self.document, self.settings
        tracks = document.editable_tracks
        tpq = document.score.ticks_per_quarter
        return NoteSketch(
            document.score,
            document.notes,
            document.selection,
            document.notes.of_tracks(tracks),
            tracks,
            document.active_track,
            settings.snap(tpq),
            settings.velocity,
            settings.duration_ticks(tpq),
        )

    def take(self, result: Result) -> None:
        """Do what a tool has come to."""
        if isinstance(result, Choose):
            if result.track_index is not None:
                self.document.set_active_track(result.track_index)
            if result.selection != self.document.selection:
                self._select(result.selection)
        elif isinstance(result, Change):
            self._change(result)

    def _change(self, result: Change) -> None:
        if result.chosen is not None:
            self.document.select(result.chosen)
        if self._edit(result.edited, result.text):
            if result.track_index is not None:
                self.document.set_active_track(result.track_index)
            if result.drawn is not None:
                self.settings.remember(result.drawn, self.document.score.ticks_per_quarter)

    # Selecting

    def select_all(self) -> None:
        self._select(all_notes(self.document.score, self.document.editable_tracks))

    def select_none(self) -> None:
        self.document.select(EMPTY)

    def select_inverse(self) -> None:
        self._select(invert(self.document.score, self.document.editable_tracks, self.document.selection))

    def select_track(self) -> None:
        self._select(all_notes(self.document.score, [self.document.active_track]))

    def select_in_scale(self) -> None:
        scale = self.scale()
        self._select(choose(self.document.score, self.document.editable_tracks, lambda note: note.pitch in scale))

    def select_out_of_scale(self) -> None:
        scale = self.scale()
        self._select(choose(self.document.score, self.document.editable_tracks, lambda note: note.pitch not in scale))

    def select_pitches(self, low: int, high: int, add: bool) -> None:
        found = of_pitches(self.document.score, self.document.editable_tracks, range(low, high + 1))
        self._select(self.document.selection | found if add else found)

    def _select(self, selection: Selection) -> None:
        self.document.select(selection)
        self.said.emit(tr("{notes} selected").format(notes=counted(len(selection), "note")))

    def scale(self) -> Scale:
        """The scale that was chosen, or the one that the music is in."""
        return self.settings.scale or Scale.of_key(estimate_key(self.document.roll) or 0)

    # Clipboard

    def copy(self) -> None:
        selection = self.document.selection
        if selection:
            self.clip = clip_of(self.document.score, selection)
            self.said.emit(tr("{notes} copied").format(notes=counted(len(selection), "note")))

    def cut(self) -> None:
        self.copy()
        self._edit(edit.remove_notes(self.document.score, self.document.selection), self._named(tr("Cut out {notes}")))

    def delete(self) -> None:
        self._edit(edit.remove_notes(self.document.score, self.document.selection), self._named(tr("Delete {notes}")))

    def paste(self) -> None:
        """The clipboard's first note to the playhead, or to the grid line nearest to it."""
        document = self.document
        if self.clip is None:
            self.message.emit("info", tr("There is nothing to paste yet: copy some notes first."))
            return
        tpq = document.score.ticks_per_quarter
        tick = self.settings.snap(tpq).nearest(step_to_tick(self._playhead_step(), tpq))
        count = sum(map(len, self.clip.by_track.values()))
        words = tr("Paste {notes}").format(notes=counted(count, "note"))
        self._edit(paste(document.score, self.clip, tick, document.active_track), words)

    def duplicate(self) -> None:
        grid = self.settings.snap(self._tpq).length(self._tpq)
        self._edit(
            edit.duplicate(self.document.score, self.document.selection, grid), self._named(tr("Duplicate {notes}"))
        )

    # Pitch and time

    def transpose(self, semitones: int) -> None:
        self._move(0, semitones, self._named(tr("Transpose {notes}")), "transpose")

    def transpose_in_scale(self, degrees: int) -> None:
        way = self._way_on("scale", (0,))
        moved = (way.moved[0] + degrees,)
        edited = edit.transpose_in_scale(way.score, way.selection, *moved, way.scale)
        if edited[0] is not way.score or not moved[0]:  # there is room
            self._go(way, moved, edited, self._named(tr("Transpose {notes} in the scale")), "scale")

    def nudge(self, direction: int, fine: bool = False) -> None:
        """Earlier (-1) or later (1) by a step of the grid, or by a tick."""
        ticks = direction * (1 if fine else self.settings.snap(self._tpq).length(self._tpq))
        self._move(ticks, 0, self._named(tr("Nudge {notes}")), "nudge")

    def _move(self, ticks: int, semitones: int, text: str, series: str) -> None:
        way = self._way_on("move", (0, 0))
        moved = edit.shift_of(way.selection, way.moved[0] + ticks, way.moved[1] + semitones)
        self._go(way, moved, edit.move(way.score, way.selection, *moved), text, series)

    def _way_on(self, kind: str, nowhere: tuple[int, ...]) -> _Way:
        """Moves are counted from where a row of them began: what notes only pass on their way stays as it was."""
        score, selection, setting = self.document.score, self.document.selection, self.settings.scale
        way = self._way
        if way is None or way.reached is not score or (way.kind, way.setting, way.chosen) != (kind, setting, selection):
            way = _Way(kind, score, selection, setting, self.scale(), score, selection, nowhere)
        return way

    def _go(self, way: _Way, moved: tuple[int, ...], edited: Edited, text: str, series: str) -> None:
        if moved != way.moved and self._edit(edited, text, series):
            self._way = replace(way, reached=self.document.score, chosen=self.document.selection, moved=moved)

    def lengthen(self, direction: int) -> None:
        length = self.settings.snap(self._tpq).length(self._tpq)
        edited = edit.stretch_end(self.document.score, self.document.selection, direction * length, length)
        self._edit(edited, self._named(tr("Stretch {notes}")), "length")

    def scale_time(self, factor: float) -> None:
        edited = edit.scale_time(self.document.score, self.document.selection, factor)
        self._edit(edited, self._named(tr("Stretch {notes}")))

    def quantise(self, strength: float = 1.0, ends: bool = False) -> None:
        snap = self.settings.snap(self._tpq)
        grid = snap.ticks or snap.length(self._tpq)
        edited = quantise(self.document.score, self.document.selection, grid, strength, ends)
        self._edit(edited, self._named(tr("Quantise {notes}")))

    def humanise(self, timing_ms: int, velocity: int) -> None:
        document = self.document
        first_step = document.selection.span[0] * 4 / self._tpq
        steps = document.step_of(document.seconds_of(first_step) + timing_ms / 1000) - first_step
        ticks = round(steps * self._tpq / 4)
        seed = random.randrange(2**31)
        edited = humanise(document.score, document.selection, self._tpq / 4, ticks, velocity, seed)
        self._edit(edited, self._named(tr("Humanise {notes}")))

    def split(self) -> None:
        """At the playhead, exactly."""
        tick = step_to_tick(self._playhead_step(), self._tpq)
        edited = edit.split(self.document.score, self.document.selection, tick)
        if not self._edit(edited, self._named(tr("Cut {notes}"))):
            self.message.emit("info", tr("None of the selected notes sounds at the playhead: nothing was cut."))

    def join(self) -> None:
        if not self._edit(edit.join(self.document.score, self.document.selection), self._named(tr("Join {notes}"))):
            self.message.emit("info", tr("Nothing was joined: select notes of one pitch that follow one another."))

    # Velocity

    def set_velocity(self, velocity: int) -> None:
        edited = set_velocity(self.document.score, self.document.selection, velocity)
        self._edit(edited, self._named(tr("Velocity of {notes}")))

    def change_velocity(self, amount: int) -> None:
        edited = change_velocity(self.document.score, self.document.selection, amount)
        self._edit(edited, self._named(tr("Velocity of {notes}")), "velocity")

    # Shared

    @property
    def _tpq(self) -> int:
        return self.document.score.ticks_per_quarter

    def _named(self, words: str) -> str:
        return words.format(notes=counted(len(self.document.selection), "note"))

    def _edit(self, edited: Edited, text: str, series: str = "") -> bool:
        return self._may_edit() and self.document.edit(edited, text, series)
