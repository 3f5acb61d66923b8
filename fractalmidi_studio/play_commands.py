"""What the transport bar, the loop strip and the Play menu ask for, and what of it is remembered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject

from core.playback.ports import Output
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.icons import icon
from fractalmidi_studio.names import bar_span, position_name
from fractalmidi_studio.playback_settings import PlaybackSettings

if TYPE_CHECKING:
    from fractalmidi_studio.main_window import MainWindow


class PlayCommands(QObject):
    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window, self.playback, self.document = window, window.playback, window.document
        self.settings = PlaybackSettings(window.settings)
        self.bar, self.strip = window.transport, window.pane.loop_strip
        self._connect_actions()
        playback, bar = self.playback, self.bar
        playback.playing_changed.connect(self._show_playing)
        playback.playhead_moved.connect(self._show_position)
        playback.outputs_changed.connect(self._show_outputs)
        playback.loop_changed.connect(self._loop_changed)
        playback.loaded.connect(self._tell_player)
        bar.tempo_changed.connect(playback.set_tempo)
        bar.volume_changed.connect(self._volume_moved)
        bar.outputs.activated.connect(lambda _index: self._output_chosen())
        self.strip.region_dragged.connect(lambda start, stop: playback.set_loop((start, stop)))
        self.strip.switched.connect(window.actions_by_name["loop"].toggle)
        self.document.score_changed.connect(lambda: self._show_position(playback.playhead_step))
        window.files.opened.connect(self._recall_loop)
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
        actions.enable(("record", "step_input", "as_played", "midi_sound"), False)
        for name in ("metronome", "count_in"):
            actions[name].setChecked(self.settings.flag(name))

    def _tell_player(self) -> None:
        """Everything that a new player has to know."""
        playback, actions = self.playback, self.window.actions_by_name
        playback.set_metronome(actions["metronome"].isChecked())
        playback.set_tempo(self.bar.tempo.value())
        player = playback.player
        if player is not None:
            player.set_volume(self.bar.volume.value() / 100)
            player.set_loop(playback.active_loop)
            player.set_clock_out(self.settings.flag("clock_out"))
            player.set_follow(self.settings.flag("follow_clock"))
            soundfont = self.settings.text("soundfont")
            player.set_soundfont(Path(soundfont) if soundfont else None)

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

    def _loop_changed(self) -> None:
        playback = self.playback
        self.strip.set_loop(playback.loop_region, playback.loop_on)
        self.window.actions_by_name["loop"].setChecked(playback.loop_on)
        self.settings.keep_loop(self.document.path, playback.loop_region, playback.loop_on)

    def _recall_loop(self) -> None:
        kept = self.settings.loop(self.document.path)
        if kept is not None and kept[1] <= self.document.num_steps:
            self.playback.set_loop(kept[:2], kept[2])
