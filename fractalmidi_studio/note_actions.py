"""Wires the note tools and the commands on notes to whoever carries them out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.edit.metre import bar_ticks, metre_at, set_metre
from core.edit.tracks import add_bars, add_track
from core.units import step_to_tick
from fractalmidi_studio.commands import COMMANDS
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.note_commands import NEED_SELECTION, OCTAVE, VELOCITY_STEP, NoteCommands
from fractalmidi_studio.note_settings import NoteSettings
from fractalmidi_studio.panels.ask_numbers import NumberField, ask_numbers

if TYPE_CHECKING:
    from fractalmidi_studio.main_window import MainWindow

BARS_ADDED = 4


class NoteActions(QObject):
    def __init__(self, window: MainWindow, settings: NoteSettings) -> None:
        super().__init__(window)
        self.window, self.settings = window, settings
        self.commands = NoteCommands(
            window.document,
            settings,
            window.runs.may_edit,
            lambda: window.playback.playhead_step,
            self,
        )
        self.ask = ask_numbers  # replaced in tests
        hands, keyboard = window.view.hands, window.pane.keyboard
        hands.make_sketch = self.commands.sketch
        hands.finished.connect(self.commands.take)
        hands.heard.connect(self._hear)
        keyboard.pitches_selected.connect(self.commands.select_pitches)
        self.commands.said.connect(window.status.say)
        self.commands.message.connect(window.messages.show_message)
        self._connect()
        self._connect_view()
        window.document.selection_changed.connect(self._enable)
        self._enable()

    def _connect_view(self) -> None:
        """How notes are shown: by track or velocity, with their velocities under the roll."""
        window, lane = self.window, self.window.pane.velocity_lane
        document, actions, settings = window.document, window.actions_by_name, window.settings
        lane.make_sketch = self.commands.sketch
        lane.hue_of_track = window.display.hue_of_track
        lane.finished.connect(self.commands.take)
        lane.heard.connect(self._hear)
        for changed in (
            document.score_changed, document.selection_changed, document.mix_changed, document.active_track_changed,
        ):  # fmt: skip
            changed.connect(lambda *_: lane.refresh())
        window.runs.running_changed.connect(lambda running: setattr(lane, "locked", running))
        for name, show in (("colour_by_track", self._colour_by_track), ("velocity_lane", self._show_velocities)):
            on = getattr(settings, name)
            actions[name].setChecked(on)
            actions.on_toggled(name, show)
            show(on)

    def _colour_by_track(self, on: bool) -> None:
        self.window.settings.colour_by_track = on
        self.window.display.show_notes()
        self.window.pane.velocity_lane.update()

    def _show_velocities(self, on: bool) -> None:
        self.window.settings.velocity_lane = on
        self.window.pane.show_velocities(on)

    def _connect(self) -> None:
        c = self.commands
        slots: dict[str, Callable[[], object]] = {
            "cut": c.cut, "copy": c.copy, "paste": c.paste, "duplicate": c.duplicate, "delete": c.delete,
            "select_all": c.select_all, "select_track": c.select_track, "select_inverse": c.select_inverse,
            "select_in_scale": c.select_in_scale, "select_out_of_scale": c.select_out_of_scale,
            "select_none": c.select_none,
            "quantise": c.quantise, "quantise_more": self._ask_quantise, "humanise": self._ask_humanise,
            "split": c.split, "join": c.join,
            "transpose": self._ask_transpose,
            "semitone_up": partial(c.transpose, 1), "semitone_down": partial(c.transpose, -1),
            "octave_up": partial(c.transpose, OCTAVE), "octave_down": partial(c.transpose, -OCTAVE),
            "scale_up": partial(c.transpose_in_scale, 1), "scale_down": partial(c.transpose_in_scale, -1),
            "nudge_left": partial(c.nudge, -1), "nudge_right": partial(c.nudge, 1),
            "nudge_left_tick": partial(c.nudge, -1, True), "nudge_right_tick": partial(c.nudge, 1, True),
            "longer": partial(c.lengthen, 1), "shorter": partial(c.lengthen, -1),
            "double_length": partial(c.scale_time, 2.0), "half_length": partial(c.scale_time, 0.5),
            "set_velocity": self._ask_velocity,
            "louder": partial(c.change_velocity, VELOCITY_STEP), "softer": partial(c.change_velocity, -VELOCITY_STEP),
            "add_track": self.add_track, "add_bars": self._add_bars,
            "time_signature": self._ask_metre,
        }  # fmt: skip
        actions = self.window.actions_by_name
        for name, slot in slots.items():
            actions.on(name, slot)
            if COMMANDS[name].on_roll:
                self.window.view.addAction(actions[name])

    def _enable(self) -> None:
        self.window.actions_by_name.enable(NEED_SELECTION, bool(self.window.document.selection))

    def _hear(self, pitch: int, velocity: int, track_index: int) -> None:
        if not self.window.playback.playing:  # the music itself would drown it
            self.window.playback.preview(pitch, velocity, track_index)

    # Commands that ask for numbers first

    def _ask_quantise(self) -> None:
        numbers = self.ask(
            self.window, tr("Quantise"), tr("Moves where notes begin to the grid that is set in the tool bar."),
            NumberField("strength", tr("Strength"), 1, 100, 100, " %", tr("100 % is exactly on the grid")),
            NumberField("ends", tr("Ends as well"), 0, 1, 0, "", tr("1: where notes end is quantised, too")),
        )  # fmt: skip
        if numbers is not None:
            self.commands.quantise(numbers["strength"] / 100, bool(numbers["ends"]))

    def _ask_humanise(self) -> None:
        numbers = self.ask(
            self.window,
            tr("Humanise"),
            tr(
                "Small differences where there are none yet. Notes that already lie off the grid stay where they are, "
                "chords keep together, and louder notes stay louder than softer ones."
            ),
            NumberField("timing", tr("Timing, at most"), 0, 100, 12, " ms"),
            NumberField("dynamics", tr("Velocity, at most"), 0, 40, 8),
        )
        if numbers is not None:
            self.commands.humanise(numbers["timing"], numbers["dynamics"])

    def _ask_transpose(self) -> None:
        field = NumberField("semitones", tr("Semitones"), -60, 60, 12, "", tr("Below 0 is down; 12 is an octave"))
        numbers = self.ask(self.window, tr("Transpose"), tr("Moves the selected notes up or down."), field)
        if numbers is not None:
            self.commands.transpose(numbers["semitones"])

    def _ask_velocity(self) -> None:
        field = NumberField("velocity", tr("Velocity"), 1, 127, 90, "", tr("1 is the softest, 127 the loudest"))
        numbers = self.ask(self.window, tr("Set Velocity"), tr("The same for all selected notes."), field)
        if numbers is not None:
            self.commands.set_velocity(numbers["velocity"])

    def add_track(self) -> None:
        document = self.window.document
        if not self.window.runs.may_edit():
            return
        number = len(document.score.tracks) + 1
        document.set_score(add_track(document.score, tr("Track {number}").format(number=number)), tr("Add track"))
        document.set_active_track(number - 1)

    def _add_bars(self) -> None:
        document = self.window.document
        if not self.window.runs.may_edit():
            return
        document.set_score(add_bars(document.score, BARS_ADDED), tr("Add four bars"))

    def _ask_metre(self) -> None:
        """From the bar at the playhead on, unless another one is asked for."""
        if not self.window.runs.may_edit():
            return
        document = self.window.document
        score, bars = document.score, bar_ticks(document.score)
        playhead = step_to_tick(int(self.window.playback.playhead_step), score.ticks_per_quarter)
        here = max(1, bisect_right(bars, playhead))
        now = metre_at(score, bars[here - 1])
        beats, most = now.numerator, max(32, now.numerator)
        unit, finest = now.denominator, max(32, now.denominator)
        tip = tr("4: quarters, 8: eighths")
        numbers = self.ask(
            self.window,
            tr("Time Signature"),
            tr("Holds from the bar on, up to the next change. Notes stay where they are; only the bar lines move."),
            NumberField("beats", tr("Beats in a bar"), 1, most, beats, is_kept=False),
            NumberField("unit", tr("Of which note"), 1, finest, unit, tip=tip, powers=True, is_kept=False),
            NumberField("bar", tr("From bar"), 1, len(bars), here, is_kept=False),
        )
        if numbers is not None:
            score = document.score  # a run or a recording may have ended while the question stood
            bar = min(numbers["bar"], len(bar_ticks(score)))
            after = set_metre(score, numbers["beats"], numbers["unit"], bar - 1)
            if after is not score:
                document.set_score(after, tr("Change time signature"))
