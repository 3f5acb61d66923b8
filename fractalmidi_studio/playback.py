"""Playing the piece: the player's process, the playhead, loop, tempo and metronome, and the choice of ports."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from core.score import Score
from fractalmidi_studio.document import Document
from fractalmidi_studio.errors import sentence_of
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.names import bar_span

log = logging.getLogger(__name__)
FRAME_MS = 16  # 60 Hz
IDLE_MS = 40  # what comes from a keyboard is shown so soon
KEY_VELOCITY = 90
SLOWEST, FASTEST = 25, 300  # percent of the tempo as written
_PREVIEW_SECONDS = 0.3  # between two versions of what a run has decided so far


class PlayerLike(Protocol):
    """What the window needs of ``core.playback.player.Player``."""

    def start(self) -> None: ...
    def outputs(self) -> list[Any]: ...
    def inputs(self) -> list[Any]: ...
    def set_music(self, score: Score, silent: Collection[int], *, at_loop: bool = False) -> None: ...
    def play(self, step: float, *, counting_in: bool = False, endless: bool = False) -> None: ...
    def stop(self) -> None: ...
    def seek(self, step: float) -> None: ...
    def position_step(self) -> float | None: ...
    @property
    def num_loops(self) -> int: ...
    @property
    def is_playing(self) -> bool: ...
    def set_loop(self, steps: tuple[float, float] | None) -> None: ...
    def set_rate(self, rate: float) -> None: ...
    def set_metronome(self, on: bool) -> None: ...
    def set_endless(self, on: bool) -> None: ...
    def set_thru(self, on: bool, channel: int) -> None: ...
    def set_clock_out(self, on: bool) -> None: ...
    def set_follow(self, on: bool) -> None: ...
    def set_link(self, on: bool) -> None: ...
    def set_volume(self, volume: float) -> None: ...
    def set_soundfont(self, path: Path | None) -> None: ...
    def poll(self) -> list[Any]: ...
    def open(self, output: Any) -> None: ...
    def open_input(self, source: Any) -> None: ...
    def preview(self, pitch: int, velocity: int, channel: int) -> None: ...
    def panic(self) -> None: ...
    def close(self) -> None: ...


class Playback(QObject):
    """Without a player (not loaded yet, or broken) everything says so and nothing fails."""

    playing_changed = Signal(bool)
    playhead_moved = Signal(float)  # step
    outputs_changed = Signal(list)
    inputs_changed = Signal(list)
    loop_changed = Signal(bool)  # region, or whether it is on; False: with the piece, not by a wish
    heard = Signal(object)  # core.playback.events.Played: a message from the MIDI input
    remote_started = Signal()  # another clock has started the music
    loaded = Signal()  # the player is there: settings can be given to it
    message = Signal(str, str)

    def __init__(
        self, document: Document, make_player: Callable[[], PlayerLike], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.player: PlayerLike | None = None
        self.playhead_step = 0.0
        self.num_loops = 0  # how often the loop had begun again when the playhead came to its place
        self.start_step = 0.0  # where Play began: Stop returns there
        self.output: Any = None
        self.playing = False
        self.counting_in = False  # whether Play begins with a bar of clicks
        self.loop_region: tuple[int, int] | None = None  # steps
        self.loop_on = False
        self.tempo_percent = 100
        self._endless = False
        self._make_player = make_player
        self._ports: tuple[list[Any], list[Any]] = ([], [])
        self._previewed_at = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._tick)
        self._idle = QTimer(self)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._poll)
        document.score_changed.connect(self._send_music)
        document.mix_changed.connect(self._send_music)
        document.replaced.connect(self._forget_piece)

    def load(self) -> None:
        """Start the player's process.  Called once the window is on the screen."""
        try:
            self.player = self._make_player()
            self.player.start()
        except Exception as error:
            log.exception("the player did not start")
            self.player = None
            self.message.emit("warn", tr("Playback is off: {reason}").format(reason=sentence_of(error)))
            return
        self._send_music()
        self.refresh_ports()
        self.loaded.emit()
        self._idle.start()

    # Ports

    def refresh_ports(self) -> None:
        if self.player is None:
            return
        outputs, inputs = list(self.player.outputs()), list(self.player.inputs())
        had_outputs, had_inputs = self._ports
        self._ports = (outputs, inputs)
        if outputs != had_outputs:
            self.outputs_changed.emit(outputs)
        if inputs != had_inputs:
            self.inputs_changed.emit(inputs)

    def choose_output(self, output: Any) -> None:
        if output == self.output:
            return
        self.output = output
        was_playing, step = self.playing, self.playhead_step
        if was_playing:
            self.pause()
        if self.player is not None and output is not None:
            self.player.open(output)  # other programs can connect to a virtual port before anything plays
        if was_playing:
            self.set_playhead(step)
            self.play()

    # Transport

    def toggle(self) -> None:
        if self.playing:
            self.pause()
        else:
            self.play()

    def play(self, *, endless: bool = False) -> None:
        """From the playhead on.  ``endless``: past the last note, for recording."""
        if self.player is None:
            self.message.emit("warn", tr("Playback is not ready: the player has not started."))
            return
        if not endless and not any(track.notes for track in self.document.score.tracks):
            self.message.emit("info", tr("There is nothing to play yet: the piece has no notes."))
            return
        self._place_for_play(endless)
        try:
            self.player.play(self.playhead_step, counting_in=self.counting_in, endless=endless)
        except Exception as error:
            log.exception("playing failed")
            self.message.emit("error", tr("Playing did not work. {reason}").format(reason=sentence_of(error)))
            return
        self._endless, self.num_loops = endless, 0
        self.start_step = self.playhead_step
        self._set_playing(True)

    def pause(self) -> None:
        """Silence; the playhead stays."""
        if self.player is not None:
            self.player.stop()
        self._set_playing(False)

    def stop(self) -> None:
        """Silence; the playhead goes back to where Play began, and at rest to the beginning."""
        was_playing = self.playing
        self.pause()
        self.set_playhead(self.start_step if was_playing else 0.0)

    def rewind(self) -> None:
        if self.playing:
            self.pause()
        self.set_playhead(0.0)

    def seek(self, step: float) -> None:
        self.set_playhead(step)
        if self.playing and self.player is not None:
            self.start_step = self.playhead_step
            self.player.seek(self.playhead_step)

    def set_playhead(self, step: float) -> None:
        limit = float("inf") if self._endless and self.playing else float(self.document.num_steps)
        self.playhead_step = min(max(0.0, step), limit)
        self.playhead_moved.emit(self.playhead_step)

    def cue(self, start: int, stop: int) -> None:
        """Steps start..stop were written: Play begins there, unless the playhead is in those bars or moving."""
        first, last = bar_span(start, self.document.downbeat)[0], bar_span(stop - 1, self.document.downbeat)[1]
        if not self.playing and not first <= self.playhead_step < last:
            self.set_playhead(first)

    def set_loop(self, region: tuple[int, int] | None, on: bool | None = None, *, wished: bool = True) -> None:
        """Choose the steps to go round in, and whether to; a region that is chosen is on unless said otherwise."""
        self.loop_region = region if region is not None and region[1] > region[0] else None
        self.loop_on = self.loop_region is not None and (True if on is None else on)
        if self.player is not None:
            self.player.set_loop(self.active_loop)
        self.loop_changed.emit(wished)

    def toggle_loop(self, on: bool) -> None:
        """Without a region yet: the bars of the hole, else the bar of the playhead."""
        region = self.loop_region
        if on and region is None:
            columns = np.flatnonzero(self.document.hole.any(axis=0))
            first, last = (int(columns[0]), int(columns[-1])) if len(columns) else (int(self.playhead_step),) * 2
            first, last = (min(step, self.document.num_steps - 1) for step in (first, last))
            region = bar_span(first, self.document.downbeat)[0], bar_span(last, self.document.downbeat)[1]
        self.set_loop(region, on)

    @property
    def active_loop(self) -> tuple[int, int] | None:
        return self.loop_region if self.loop_on else None

    def set_endless(self, on: bool) -> None:
        """Go on past the last note, and the playhead with it, or no longer."""
        self._endless = on
        if self.player is not None:
            self.player.set_endless(on)

    def set_tempo(self, percent: int) -> None:
        self.tempo_percent = min(max(SLOWEST, percent), FASTEST)
        if self.player is not None:
            self.player.set_rate(self.tempo_percent / 100)

    def set_metronome(self, on: bool) -> None:
        if self.player is not None:
            self.player.set_metronome(on)

    def preview(self, pitch: int, velocity: int = KEY_VELOCITY, track_index: int | None = None) -> None:
        """Let a key sound for a moment, as the track plays it; without one as the active track does."""
        tracks = self.document.score.tracks
        index = self.document.active_track if track_index is None else track_index
        if self.player is not None:
            self.player.preview(pitch, velocity, tracks[index].channel if index < len(tracks) else 0)

    def panic(self) -> None:
        if self.player is not None:
            self.player.panic()
        self._set_playing(False)

    def try_out(self, score: Score) -> None:
        """Let a score be heard that is not (yet) the document's: the next change of the document ends that."""
        if self.player is not None:
            self.player.set_music(score, self.document.muted_tracks)

    def hear_draft(self, draft: Callable[[], Score | None]) -> None:
        """What a run has decided so far: played when the loop begins again.  ``draft`` is asked when it is time."""
        now = time.monotonic()
        if self.player is None or not self.playing or not self.loop_on or now - self._previewed_at < _PREVIEW_SECONDS:
            return
        score = draft()
        if score is not None:
            self._previewed_at = now
            self.player.set_music(score, self.document.muted_tracks, at_loop=True)

    def forget_draft(self) -> None:
        """The run is over: what the document holds is played again."""
        if self._previewed_at:
            self._previewed_at = 0.0
            self._send_music()

    def close(self) -> None:
        self._timer.stop()
        self._idle.stop()
        player, self.player = self.player, None
        if player is not None:
            try:
                player.stop()
            finally:
                player.close()

    # What happens

    def _place_for_play(self, endless: bool) -> None:
        loop = self.active_loop
        if loop is not None and not loop[0] <= self.playhead_step < loop[1]:
            self.set_playhead(loop[0])
        elif loop is None and not endless:
            end = self.document.seconds_of(self.document.music_end_step)
            if self.document.seconds_of(self.playhead_step) >= end - 0.02:
                self.set_playhead(0.0)

    def _set_playing(self, playing: bool) -> None:
        if playing != self.playing:
            self.playing = playing
            if playing:
                self._timer.start()
            else:
                self._timer.stop()
            self.playing_changed.emit(playing)

    def _tick(self) -> None:
        self._poll()
        if self.player is None or not self.playing:
            return
        if not self.player.is_playing:
            self._set_playing(False)
            return
        step = self.player.position_step()
        if step is not None:
            self.num_loops = self.player.num_loops
            self.set_playhead(step)

    def _poll(self) -> None:
        """What the player has to say: ports that came or went, errors, keys that were played."""
        if self.player is None:
            return
        for event in self.player.poll():
            self._handle(event)

    def _handle(self, event: Any) -> None:
        kind = type(event).__name__
        sentence = getattr(event, "sentence", "")
        if kind == "PortsChanged":
            self.refresh_ports()
        elif kind == "Played":
            self.heard.emit(event)
        elif kind == "RemoteStarted":
            self.start_step, self.num_loops = 0.0, 0  # where it began is not known
            self.remote_started.emit()
            self._set_playing(True)
        elif kind == "PlaybackError":
            self._set_playing(False)
            self.message.emit("error", sentence)
        elif sentence:
            self.message.emit("info", sentence)

    def _send_music(self) -> None:
        """The music changed: a running player goes on from here with the new notes."""
        if self.player is not None:
            self.player.set_music(self.document.score, self.document.muted_tracks)

    def _forget_piece(self) -> None:
        self.rewind()
        self.start_step = 0.0
        self.set_loop(None, wished=False)
