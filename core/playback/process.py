"""The player process: owns the MIDI port, the sound card and the clock, so that nothing the window does is heard.

It speaks tuples over a pipe (see ``player.py`` for the other end).  When the pipe closes because the window died, or
on SIGTERM, every sounding note gets its own note-off before the process ends.  Imports neither torch nor Qt.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
from multiprocessing.connection import Connection
from typing import Any

from core.playback.piece import Piece, Sink, SynthPiece
from core.playback.ports import BUILT_IN_SYNTH, NO_MIDI, Output, PortError, Ports
from core.playback.realtime import mute_drivers, set_realtime, wait_until
from core.playback.schedule import NOTE_OFF, NOTE_ON, all_off, end_seconds, schedule
from core.score import Score

_IDLE_SECONDS = 0.05  # the longest wait: how late a signal is seen
_WATCH_SECONDS = 1.0  # between two looks at the list of ports
_WATCH_GAP_SECONDS = 0.02  # a look takes a few ms: only where no message is due sooner
_JACK_SECONDS = 3.0
_AUDIO_IDLE_SECONDS = 30.0  # then the sound card is given back


class PlayerServer:
    """The process's loop: one thread that waits for the next message or the next command, whichever comes first."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ports = Ports()
        self._output: Output | None = None
        self._sink = Sink()
        self._own_port: Any = None  # a port that is closed when another is chosen
        self._audio: Any = None
        self._sounds: Any = None
        self._piece: Piece | SynthPiece | None = None
        self._generation = 0
        self._preview_ends: dict[tuple[int, int], float] = {}
        self._listed: list[Output] = []
        self._watched_at = self._jack_asked_at = time.perf_counter()
        self._terminating = False
        self._told: set[str] = set()

    def run(self) -> None:
        """Serve until the window closes the pipe, dies or says so."""
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, self._on_sigterm)
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C: the window ends first, and then the pipe
        try:
            self._list_outputs()
            threading.Thread(target=self._warm_up, name="warm-up", daemon=True).start()
            while not self._terminating:
                self._step()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            pass  # the window died
        finally:
            self._leave()

    def _on_sigterm(self, _number: int, _frame: object) -> None:
        self._terminating = True

    def _step(self) -> None:
        due = self._next_due()
        if wait_until(self._connection, due):
            self._handle(self._connection.recv())
        self._end_previews()
        if isinstance(self._piece, Piece):
            self._advance_piece(self._piece)
        elif isinstance(self._piece, SynthPiece):
            self._follow_stream(self._piece)
        elif self._audio is not None and self._audio.idle_seconds > _AUDIO_IDLE_SECONDS:
            self._close_audio()
        if self._next_due() - time.perf_counter() > _WATCH_GAP_SECONDS:
            self._watch_ports()

    def _next_due(self) -> float:
        due = time.perf_counter() + _IDLE_SECONDS
        if isinstance(self._piece, Piece):
            due = min(due, self._piece.next_due())
        return min(due, *self._preview_ends.values()) if self._preview_ends else due

    # -- commands ------------------------------------------------------------------------------------------------

    def _handle(self, command: tuple[Any, ...]) -> None:
        name, *arguments = command
        if name == "play":
            self._play(*arguments)
        elif name == "stop":
            self._stop()
        elif name == "seek":
            self._generation, score, seconds = arguments
            self._play(self._generation, score, seconds, self._output)
        elif name == "preview":
            self._preview(*arguments)
        elif name == "panic":
            self._panic()
        elif name == "open":
            self._try_open(arguments[0])
        elif name == "close":
            self._terminating = True

    def _play(self, generation: int, score: Score, start_seconds: float, output: Output | None) -> None:
        self._stop()
        self._generation = generation
        if not self._try_open(output or self._output or BUILT_IN_SYNTH):
            self._tell("ended", generation, False)
            return
        messages, end = schedule(score, start_seconds), end_seconds(score)
        if self._output == BUILT_IN_SYNTH and self._open_audio():
            from core.playback.audio import Stream
            from core.playback.synth import render_blocks

            stream = Stream(render_blocks(messages, start_seconds, sounds=self._sounds), start_seconds)
            stream.wait_for_first(1.0)
            self._audio.play(stream)
            self._piece = SynthPiece(stream, end)
            return
        self._piece = Piece(messages, self._sink, start_seconds, end)
        self._tell("position", generation, self._piece.zero + start_seconds, start_seconds)
        set_realtime(True)

    def _stop(self) -> None:
        self._piece = None
        set_realtime(False)
        self._preview_ends.clear()
        self._sink.silence()
        if self._audio is not None:
            self._audio.stop()

    def _panic(self) -> None:
        self._stop()
        for channel in range(16):
            for data in all_off([], {channel}):
                self._sink.send(data)
                if self._audio is not None:
                    self._audio.send(data)

    def _preview(self, pitch: int, velocity: int, channel: int, seconds: float, output: Output | None) -> None:
        if self._piece is None and not self._try_open(output or self._output or BUILT_IN_SYNTH):
            return
        if self._output == BUILT_IN_SYNTH and not self._open_audio():
            return
        key = (channel, pitch)
        if key in self._preview_ends:
            del self._preview_ends[key]
            self._send_live(bytes([NOTE_OFF | channel, pitch, 64]))
        if velocity:
            self._send_live(bytes([NOTE_ON | channel, pitch, velocity]))
            self._preview_ends[key] = time.perf_counter() + seconds

    def _end_previews(self) -> None:
        now = time.perf_counter()
        for channel, pitch in [key for key, end in self._preview_ends.items() if end <= now]:
            del self._preview_ends[channel, pitch]
            self._send_live(bytes([NOTE_OFF | channel, pitch, 64]))

    def _send_live(self, data: bytes) -> None:
        if self._output == BUILT_IN_SYNTH and self._audio is not None:
            self._audio.send(data)
        else:
            self._sink.send(data)

    # -- a piece on its way --------------------------------------------------------------------------------------

    def _advance_piece(self, piece: Piece) -> None:
        if not piece.advance():
            self._stop()
            self._tell("ended", self._generation, True)

    def _follow_stream(self, piece: SynthPiece) -> None:
        if piece.ended:
            self._piece = None  # the last notes ring on
            self._tell("ended", self._generation, True)
        elif piece.has_stalled:
            self._stop()
            self._audio = None  # it does not answer, so it can't be asked to close either
            self._tell("error", "The sound card is gone, so playing stopped: connect it again and press Play.")
            self._tell("ended", self._generation, False)
        elif piece.report_due():
            now = time.perf_counter()
            self._tell("position", self._generation, now, piece.stream.position())

    # -- outputs -------------------------------------------------------------------------------------------------

    def _try_open(self, output: Output) -> bool:
        """Make ``output`` the one that is played to; False, and the user told, if that can't be."""
        if output == self._output and output.kind != "synth" and self._ports.is_there(output):
            return True
        try:
            self._close_output()
            if output.kind != "synth":
                port = self._ports.open(output)
                self._sink = Sink(port)
                self._own_port = port if output.kind == "port" else None
            self._output = output
        except PortError as error:
            self._tell("error", str(error))
            return False
        return True

    def _close_output(self) -> None:
        self._sink.silence()
        if self._own_port is not None:
            self._check_jack()
            time.sleep(0.02)  # what was sent last is still on its way
            self._own_port.close_port()
            self._own_port.delete()
        self._own_port, self._output, self._sink = None, None, Sink()

    def _open_audio(self) -> bool:
        """The sound card for the built-in synth; False, said once, if there is none: the clock runs on silently."""
        if self._audio is not None:
            return True
        from core.playback import audio

        try:
            self._audio = audio.AudioOut(self._load_sounds())
        except (audio.AudioError, ImportError) as error:
            self._tell_once(str(error) if isinstance(error, audio.AudioError) else audio.NO_AUDIO)
            return False
        return True

    def _close_audio(self) -> None:
        self._audio.close()
        self._audio = None

    def _load_sounds(self) -> Any:
        if self._sounds is None:
            from core.playback.synth import default_sounds

            self._sounds = default_sounds()
        return self._sounds

    def _warm_up(self) -> None:
        """Import and load the synth while nobody waits for it."""
        from core.playback import audio

        del audio
        self._load_sounds()

    def _list_outputs(self) -> None:
        outputs = self._ports.outputs()
        if outputs != self._listed:
            self._listed = outputs
            self._tell("outputs", outputs)
        if not self._ports.has_midi:
            self._tell_once(NO_MIDI)

    def _watch_ports(self) -> None:
        """Notice ports that come and go; rtmidi raises nothing when they do."""
        now = time.perf_counter()
        if now - self._watched_at < _WATCH_SECONDS:
            return
        self._watched_at = now
        output = self._output
        is_gone = output is not None and not self._ports.is_there(output)
        if is_gone or now - self._jack_asked_at > _JACK_SECONDS:
            self._jack_asked_at = now
            self._check_jack()
        if output is not None and is_gone:
            self._piece = None
            set_realtime(False)
            self._preview_ends.clear()
            self._close_output()
            self._tell("error", f'The MIDI port "{output.name}" is gone, so playing stopped: choose another output.')
            self._tell("ended", self._generation, False)
        if not isinstance(self._piece, Piece):
            self._list_outputs()

    def _check_jack(self) -> None:
        """If the server died: its library hangs or crashes when asked to clean up, so a new process takes over."""
        if not self._ports.has_jack or self._ports.jack_answers():
            return
        if self._output is not None and self._ports.uses_jack(self._output):
            self._tell("error", f'The JACK server ended, and with it the MIDI port "{self._output.name}".')
        self._tell("ended", self._generation, False)
        self._tell("restart")
        self._connection.close()
        os._exit(0)

    # -- endings -------------------------------------------------------------------------------------------------

    def _leave(self) -> None:
        set_realtime(False)
        self._sink.silence()
        if self._audio is not None:
            self._close_audio()
        time.sleep(0.05)  # the last messages leave with the next period of the MIDI system
        if self._ports.has_jack and not self._ports.jack_answers():
            os._exit(0)  # see _check_jack
        self._close_output()
        self._ports.close()

    def _tell(self, *message: Any) -> None:
        self._connection.send(message)

    def _tell_once(self, sentence: str) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            self._tell("notice", sentence)


def run_player(connection: Connection) -> None:
    """Entry point of the process."""
    mute_drivers()
    sys.setswitchinterval(0.0005)
    gc.disable()  # a collection in the middle of a bar would be heard; there are no cycles to speak of
    PlayerServer(connection).run()
