"""What the transport bar, the loop strip and the Play menu ask for, and what of it is remembered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject

from core.playback.ports import Input, Output
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.icons import icon
from fractalmidi_studio.names import bar_span, position_name
from fractalmidi_studio.playback_settings import PlaybackSettings
from fractalmidi_studio.recorder import Recorder

if TYPE_CHECKING:
    from fractalmidi_studio.main_window import MainWindow
    from fractalmidi_studio.panels.sound import SoundDialog


class PlayCommands(QObject):
    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window, self.playback, self.document = window, window.playback, window.document
        self.settings = PlaybackSettings(window.settings)
        self.bar, self.strip = window.transport, window.pane.loop_strip
        self.recorder = Recorder(self.document, self.playback, self.settings, window.runs.may_edit, self)
        self.sound: SoundDialog | None = None
        self._inputs: list[Input] = []
        self._opened_input = ""
        self._thru_sent: tuple[bool, int] | None = None
        self._connect_actions()
        playback, bar = self.playback, self.bar
        playback.playing_changed.connect(self._show_playing)
        playback.playhead_moved.connect(self._show_position)
        playback.outputs_changed.connect(self._show_outputs)
        playback.loop_changed.connect(self._loop_changed)
        playback.inputs_changed.connect(self._show_inputs)
        playback.loaded.connect(self._tell_player)
        window.runs.preview.connect(self._hear_run)
        self.recorder.recording_changed.connect(self._show_recording)
        self.recorder.takes_changed.connect(self._show_takes)
        self.recorder.message.connect(window.messages.show_message)
        self.recorder.said.connect(window.status.say)
        self.document.active_track_changed.connect(lambda _index: self._send_thru())
        self.document.score_changed.connect(self._send_thru)
        bar.tempo_changed.connect(playback.set_tempo)
        bar.volume_changed.connect(self._volume_moved)
        bar.outputs.activated.connect(lambda _index: self._output_chosen())
        self.strip.region_dragged.connect(lambda start, stop: playback.set_loop((start, stop)))
        self.strip.switched.connect(window.actions_by_name["loop"].toggle)
        self.document.score_changed.connect(lambda: self._show_position(playback.playhead_step))
        window.files.opened.connect(self._recall_loop)
        for signal in (window.files.leaving, window.files.opening):
            signal.connect(self.recorder.end)
        bar.outputs.wanted = window.settings.output
        bar.set_volume(self.settings.number("volume", 100, 0, 100))
        self._show_position(0.0)

    def _connect_actions(self) -> None:
        actions, playback = self.window.actions_by_name, self.playback
        actions.on("play", playback.toggle)
        actions.on("stop", playback.stop)
        actions.on("panic", playback.panic)
        actions.on("loop_hole", self._loop_hole)
        actions.on_toggled("loop", self._loop_switched)
        actions.on_toggled("metronome", self._metronome_switched)
        actions.on_toggled("count_in", self._count_in_switched)
        actions.on("as_played", self.recorder.put_back_timing)
        actions.on("midi_sound", self._show_sound)
        actions.on_toggled("record", self.recorder.set_recording)
        actions.on_toggled("step_input", self.recorder.set_step_input)
        actions.enable(("as_played",), False)
        for name in ("metronome", "count_in"):
            actions[name].setChecked(self.settings.flag(name))

    def _tell_player(self) -> None:
        """Everything that a new player has to know."""
        playback, actions = self.playback, self.window.actions_by_name
        playback.set_metronome(actions["metronome"].isChecked())
        playback.set_tempo(self.bar.tempo.value())
        if playback.player is not None:
            playback.player.set_volume(self.bar.volume.value() / 100)
            playback.player.set_loop(playback.active_loop)
        for name in ("clock_out", "follow_clock", "link", "soundfont", "thru"):
            self._setting_changed(name)

    def _setting_changed(self, name: str) -> None:
        """Pass a setting of the dialog on to the player."""
        player, settings = self.playback.player, self.settings
        if player is None:
            return
        if name == "clock_out":
            player.set_clock_out(settings.flag(name))
        elif name == "follow_clock":
            player.set_follow(settings.flag(name))
        elif name == "link":
            player.set_link(settings.flag(name))
        elif name == "soundfont":
            path = settings.text(name)
            player.set_soundfont(Path(path) if path else None)
        elif name == "thru":
            self._thru_sent = None
            self._send_thru()
        elif name == "input":
            self._open_input()

    def _send_thru(self) -> None:
        """What is played sounds as the active track does."""
        tracks, index = self.document.score.tracks, self.document.active_track
        wanted = (self.settings.flag("thru", True), tracks[index].channel if index < len(tracks) else 0)
        if self.playback.player is not None and wanted != self._thru_sent:
            self._thru_sent = wanted
            self.playback.player.set_thru(*wanted)

    def _open_input(self) -> None:
        """The chosen keyboard, as soon as it is there; the player takes it again by itself when it comes back."""
        name = self.settings.text("input")
        source = next((source for source in self._inputs if source.name == name), None)
        if self.playback.player is not None and (source is not None or not name):
            self._opened_input = name
            self.playback.player.open_input(source)

    # What was asked for

    def _loop_switched(self, on: bool) -> None:
        if on != self.playback.loop_on:
            self.playback.toggle_loop(on)

    def _loop_hole(self) -> None:
        columns = np.flatnonzero(self.document.hole.any(axis=0))
        if not len(columns):
            self.playback.message.emit("info", tr("No hole is painted: the loop stays as it is."))
            return
        downbeat = self.document.downbeat
        first, last = bar_span(int(columns[0]), downbeat)[0], bar_span(int(columns[-1]), downbeat)[1]
        self.playback.set_loop((first, last))

    def _show_sound(self) -> None:
        if self.sound is None:
            from fractalmidi_studio.panels.sound import SoundDialog

            self.sound = SoundDialog(self.settings, self.window)
            self.sound.changed.connect(self._setting_changed)
            self.sound.set_inputs(self._inputs)
        self.sound.show()
        self.sound.raise_()

    def _metronome_switched(self, on: bool) -> None:
        self.settings.keep("metronome", on)
        self.playback.set_metronome(on)

    def _count_in_switched(self, on: bool) -> None:
        self.settings.keep("count_in", on)
        self.playback.counting_in = on

    def _volume_moved(self, percent: int) -> None:
        self.settings.keep("volume", percent)
        if self.playback.player is not None:
            self.playback.player.set_volume(percent / 100)

    def _output_chosen(self) -> None:
        output = self.bar.outputs.output()
        if output is not None:
            self.window.settings.output = self.bar.outputs.wanted = output.name
            self.playback.choose_output(output)

    def _hear_run(self, scene: object) -> None:
        if scene is None:
            self.playback.forget_draft()
        else:
            self.playback.hear_draft(self.window.runs.draft_score)

    # What is shown

    def _show_playing(self, playing: bool) -> None:
        action = self.window.actions_by_name["play"]
        words = tr("Pause") if playing else tr("Play")
        action.setText(words)
        action.setIconText(words)
        action.setIcon(icon("pause" if playing else "play"))

    def retranslate(self) -> None:
        self._show_playing(self.playback.playing)

    def _show_position(self, step: float) -> None:
        document = self.document
        at = min(int(step), document.num_steps - 1)
        seconds = document.seconds_of(step)
        bars = position_name(at, document.downbeat, document.beat)
        self.bar.show_position(f"{bars}   {int(seconds // 60)}:{seconds % 60:04.1f}")

    def _show_outputs(self, outputs: list[Output]) -> None:
        self.bar.outputs.set_outputs(outputs)
        chosen: Any = self.bar.outputs.output()
        self.playback.choose_output(chosen)

    def _show_inputs(self, inputs: list[Input]) -> None:
        self._inputs = inputs
        if self.sound is not None:
            self.sound.set_inputs(inputs)
        if self._opened_input != self.settings.text("input"):
            self._open_input()

    def _show_recording(self, on: bool) -> None:
        action = self.window.actions_by_name["record"]
        action.setChecked(on)
        action.setIcon(icon("record", "bad" if on else "text"))

    def _show_takes(self) -> None:
        self.window.actions_by_name.enable(("as_played",), bool(self.recorder.takes))

    def _loop_changed(self, wished: bool) -> None:
        playback = self.playback
        self.strip.set_loop(playback.loop_region, playback.loop_on)
        self.window.actions_by_name["loop"].setChecked(playback.loop_on)
        if wished:
            self.settings.keep_loop(self._piece(), playback.loop_region, playback.loop_on)

    def _recall_loop(self) -> None:
        kept = self.settings.loop(self._piece())
        if kept is not None and kept[1] <= self.document.num_steps:
            self.playback.set_loop(kept[:2], kept[2], wished=False)

    def _piece(self) -> Path | None:
        return self.document.path or self.window.files.source
