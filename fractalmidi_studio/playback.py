"""Playing the piece: the player's process, the playhead and the choice of output."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from core.score import Score
from fractalmidi_studio.document import Document
from fractalmidi_studio.errors import sentence_of
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.names import bar_span

log = logging.getLogger(__name__)
FRAME_MS = 16  # 60 Hz
IDLE_MS = 500  # ports come and go
KEY_VELOCITY = 90


class PlayerLike(Protocol):
    """What the window needs of ``core.playback.player.Player``."""

    def start(self) -> None: ...
    def outputs(self) -> list[Any]: ...
    def play(self, score: Score, start_seconds: float, output: Any) -> None: ...
    def stop(self) -> None: ...
    def position_seconds(self) -> float | None: ...
    @property
    def is_playing(self) -> bool: ...
    def poll(self) -> list[Any]: ...
    def open(self, output: Any) -> None: ...
    def preview(self, pitch: int, velocity: int, channel: int) -> None: ...
    def panic(self) -> None: ...
    def close(self) -> None: ...


class Playback(QObject):
    """Without a player (not loaded yet, or broken) everything says so and nothing fails."""

    playing_changed = Signal(bool)
    playhead_moved = Signal(float)  # step
    outputs_changed = Signal(list)
    message = Signal(str, str)

    def __init__(
        self, document: Document, make_player: Callable[[], PlayerLike], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.player: PlayerLike | None = None
        self.playhead_step = 0.0
        self.start_step = 0.0  # where Play began: Enter returns to 0, Stop stays
        self.output: Any = None
        self.playing = False
        self._make_player = make_player
        self._names: list[tuple[str, str]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._tick)
        self._idle = QTimer(self)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._poll)
        document.score_changed.connect(self._score_changed)
        document.replaced.connect(self.rewind)

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
        self.refresh_outputs()
        self._idle.start()

    def refresh_outputs(self) -> None:
        if self.player is None:
            return
        outputs = list(self.player.outputs())
        names = [(o.name, str(o.kind)) for o in outputs]
        if names != self._names:
            self._names = names
            self.outputs_changed.emit(outputs)

    def choose_output(self, output: Any) -> None:
        if output == self.output:
            return
        self.output = output
        if self.player is not None and output is not None:
            self.player.open(output)  # other programs can connect to a virtual port before anything plays
        if self.playing:
            step = self.playhead_step
            self.stop()
            self.set_playhead(step)
            self.play()

    def toggle(self) -> None:
        if self.playing:
            self.stop()
        else:
            self.play()

    def play(self) -> None:
        if self.player is None:
            self.message.emit("warn", tr("Playback is not ready: the player has not started."))
            return
        if not any(track.notes for track in self.document.score.tracks):
            self.message.emit("info", tr("There is nothing to play yet: the piece has no notes."))
            return
        end = self.document.seconds_of(self.document.music_end_step)
        if self.document.seconds_of(self.playhead_step) >= end - 0.02:
            self.set_playhead(0.0)
        try:
            self.player.play(self.document.score, self.document.seconds_of(self.playhead_step), self.output)
        except Exception as error:
            log.exception("playing failed")
            self.message.emit("error", tr("Playing did not work. {reason}").format(reason=sentence_of(error)))
            return
        self.start_step = self.playhead_step
        self._set_playing(True)

    def stop(self) -> None:
        if self.player is not None:
            self.player.stop()
        self._set_playing(False)

    def rewind(self) -> None:
        if self.playing:
            self.stop()
        self.set_playhead(0.0)

    def seek(self, step: float) -> None:
        was_playing = self.playing
        if was_playing:
            self.stop()
        self.set_playhead(step)
        if was_playing:
            self.play()

    def set_playhead(self, step: float) -> None:
        self.playhead_step = min(max(0.0, step), float(self.document.num_steps))
        self.playhead_moved.emit(self.playhead_step)

    def cue(self, start: int, stop: int) -> None:
        """Steps start..stop were written: Play begins there, unless the playhead is in those bars or moving."""
        first, last = bar_span(start, self.document.downbeat)[0], bar_span(stop - 1, self.document.downbeat)[1]
        if not self.playing and not first <= self.playhead_step < last:
            self.set_playhead(first)

    def preview(self, pitch: int) -> None:
        if self.player is not None:
            self.player.preview(pitch, KEY_VELOCITY, 0)

    def panic(self) -> None:
        if self.player is not None:
            self.player.panic()
        self._set_playing(False)

    def close(self) -> None:
        self._timer.stop()
        self._idle.stop()
        player, self.player = self.player, None
        if player is not None:
            try:
                player.stop()
            finally:
                player.close()

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
        seconds = self.player.position_seconds()
        if seconds is not None:
            self.set_playhead(self.document.step_of(seconds))

    def _poll(self) -> None:
        """What the player has to say: ports that came or went, errors."""
        if self.player is None:
            return
        for event in self.player.poll():
            self._handle(event)

    def _handle(self, event: Any) -> None:
        kind = type(event).__name__
        sentence = getattr(event, "sentence", "")
        if kind == "PortsChanged":
            self.refresh_outputs()
        elif kind == "PlaybackError":
            self._set_playing(False)
            self.message.emit("error", sentence)
        elif sentence:
            self.message.emit("info", sentence)

    def _score_changed(self) -> None:
        """The music changed under a running player: go on from here with the new notes."""
        if self.playing and self.player is not None:
            self.seek(self.playhead_step)
