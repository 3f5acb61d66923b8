"""What the player process plays through: the chosen output, its sequencer, and the sound card of the built-in synth."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.playback import messages as midi
from core.playback.ports import BUILT_IN_SYNTH, Output, PortError, Ports
from core.playback.schedule import Schedule, compile_schedule
from core.playback.sequencer import Sequencer
from core.playback.sink import Sink
from core.playback.targets import Change, Place, PortTarget, Target
from core.score import Score

_JACK_SECONDS = 3.0  # between two questions whether the server lives
_JACK_BUSY_SECONDS = 30.0  # the same in music without a gap to ask in
_JACK_GAP_SECONDS = 0.1  # on a busy machine the answer takes this long
_AUDIO_IDLE_SECONDS = 30.0  # then the sound card is given back
_CONNECTED_SECONDS = 0.03  # a MIDI system connects with its next period: what is sent sooner is lost
_WORN = (0, midi.VOLUME, midi.PAN, 32)  # controllers that belong to how a track sounds: bank, volume, pan


class Desk:
    """One thread uses it, but for ``live_target``, which the keyboard's thread asks for as well."""

    def __init__(self, tell: Callable[..., None], tell_once: Callable[[str], None]) -> None:
        self.ports = Ports()
        self.schedule: Schedule = compile_schedule(Score())
        self.settings: dict[str, Any] = {"loop": None, "rate": 1.0, "metronome": False, "clock": False}
        self._tell, self._tell_once = tell, tell_once
        self._wanted = BUILT_IN_SYNTH  # chosen, if it is there
        self._output: Output | None = None
        self._own_port: Any = None  # a port that is closed when another is chosen
        self._port_target = PortTarget(self._new_sequencer(), Sink())
        self._audio: Any = None
        self._sounds: Any = None
        self._sounds_lock = threading.Lock()
        self._soundfont: Path | None = None
        self._volume = 1.0
        self._problem = ""
        self._prepared: set[tuple[int, bool]] = set()
        self._worn: tuple[int, int, int] | None = None
        self._jack_asked_at = time.perf_counter()

    # -- playing -----------------------------------------------------------------------------------------------------

    @property
    def target(self) -> Target:
        if self._audio is not None and self._output == BUILT_IN_SYNTH:
            return self._audio
        return self._port_target

    def live_target(self) -> Target:
        return self.target

    @property
    def is_running(self) -> bool:
        return self.target.is_running

    def change(self, change: Change) -> None:
        self.target.change(change)

    def place(self) -> Place:
        return self.target.place()

    def next_due(self) -> float:
        """Clock time of the next message; the sound card needs no help."""
        return self._port_target.next_due()

    def advance(self) -> None:
        """Send what is due, and notice what went wrong."""
        if self._port_target.is_running:
            self._port_target.advance()
        if self._audio is None:
            return
        if self._audio.stream.error is not None:
            self._problem = f"The built-in synth failed, so playing stopped: {self._audio.stream.error}"
            self._close_audio()
        elif self._audio.is_running and self._audio.has_stalled:
            self._audio.abandon()
            self._audio = None
            self._problem = "The sound card is gone, so playing stopped: connect it again and press Play."
        elif self._audio.idle_seconds > _AUDIO_IDLE_SECONDS:
            self._close_audio()

    def problem(self) -> str:
        """What went wrong since the last call, in a sentence; empty if nothing did."""
        problem, self._problem = self._problem, ""
        return problem

    def ready(self) -> bool:
        """Make the chosen output playable; False, and the user told, if that can't be."""
        if not self.open(self._wanted):
            return False
        if self._output == BUILT_IN_SYNTH:
            self._open_audio()  # without a sound card it plays silently
        return True

    def dress(self, channel: int) -> None:
        """Give a channel its program and volume, so that what is played on it sounds as its track does."""
        target = self.target
        worn = (id(target), id(self.schedule), channel)
        if worn == self._worn:
            return
        self._worn = worn
        for data in self.schedule.settings_at(self.place().position):
            if data[0] & 0x0F == channel and (
                data[0] & 0xF0 == midi.PROGRAM or (data[0] >> 4 == 0xB and data[1] in _WORN)
            ):
                target.live(data)

    def live_note(self, channel: int, pitch: int, velocity: int) -> None:
        self.target.live(midi.note_on(channel, pitch, velocity) if velocity else midi.note_off(channel, pitch))

    def panic(self) -> None:
        for target in (self._port_target, self._audio):
            if target is not None:
                target.panic()

    def release(self, keys: list[tuple[int, int]]) -> None:
        for data in midi.all_off(keys, {channel for channel, _pitch in keys}):
            self.target.live(data)

    # -- the output --------------------------------------------------------------------------------------------------

    def open(self, output: Output) -> bool:
        """Make ``output`` the one that is played to; False, and the user told, if that can't be."""
        self._wanted = output
        if output == self._output and (output.kind == "synth" or self.ports.is_there(output)):
            return True
        try:
            self._close_output()
            if output.kind != "synth":
                if self._audio is not None:  # its thread may be JACK's own: see _check_jack
                    self._close_audio()
                port = self.ports.open(output)
                time.sleep(_CONNECTED_SECONDS)
                self._port_target = PortTarget(self._new_sequencer(), Sink(port))
                self._own_port = port if output.kind == "port" else None
            self._output = output
        except PortError as error:
            self._tell("error", str(error))
            return False
        return True

    def reopen(self) -> None:
        """Take the chosen port again that had vanished and is back."""
        if self._output is None and self._wanted.kind == "port" and self.ports.is_there(self._wanted):
            self.open(self._wanted)

    def watch_output(self) -> str | None:
        """The name of the output's port if it has vanished; it is let go of then."""
        now = time.perf_counter()
        output = self._output
        is_gone = output is not None and not self.ports.is_there(output)
        patience = _JACK_SECONDS if self.next_due() - now > _JACK_GAP_SECONDS else _JACK_BUSY_SECONDS
        if is_gone or now - self._jack_asked_at > patience:
            self._jack_asked_at = now
            self._check_jack()
        if output is None or not is_gone:
            return None
        self._close_output()
        return output.name

    def _new_sequencer(self) -> Sequencer:
        sequencer = Sequencer(self.schedule)
        self.configure(sequencer)
        return sequencer

    def configure(self, sequencer: Sequencer) -> None:
        """Give a sequencer that does not run the music and the settings that hold now."""
        sequencer.swap(0.0, self.schedule)
        sequencer.rate = self.settings["rate"]
        sequencer.metronome, sequencer.sends_clock = self.settings["metronome"], self.settings["clock"]
        sequencer.set_loop(0.0, self.settings["loop"])

    def _close_output(self) -> None:
        self.target.change(lambda sequencer, _time: sequencer.stop())
        self._port_target.sink.silence()
        if self._own_port is not None:
            self._check_jack()
            time.sleep(0.02)  # what was sent last is still on its way
            self._own_port.close_port()
            self._own_port.delete()
        self._own_port, self._output = None, None
        self._port_target = PortTarget(self._new_sequencer(), Sink())

    # -- the built-in synth ------------------------------------------------------------------------------------------

    def set_volume(self, volume: float) -> None:
        self._volume = volume
        if self._audio is not None:
            self._audio.volume = volume

    def set_soundfont(self, path: Path | None) -> None:
        """Take another SoundFont for the synth; the usual one, and the user told, if it can't be read."""
        if path == self._soundfont:
            return
        self._soundfont = path
        with self._sounds_lock:
            self._sounds = None
        threading.Thread(target=self._change_sounds, name="sounds", daemon=True).start()

    def _change_sounds(self) -> None:
        self._prepare(self._prepared)
        sounds, audio = self._load_sounds(), self._audio
        if audio is not None:
            audio.set_sounds(sounds)

    def prepare(self) -> None:
        """Have the instruments of the piece read before its notes want them: a large SoundFont takes a while."""
        programs = {(data[1], data[0] & 0x0F == midi.DRUM_CHANNEL) for data in self.schedule.programs()}
        if programs != self._prepared:
            self._prepared = programs
            threading.Thread(target=self._prepare, args=(programs,), name="instruments", daemon=True).start()

    def _prepare(self, programs: set[tuple[int, bool]]) -> None:
        sounds = self._load_sounds()
        for program, drums in programs:
            sounds.prepare(program, drums=drums)

    def warm_up(self) -> None:
        """Import and load the synth while nobody waits for it."""
        from core.playback import audio

        del audio
        self._load_sounds()

    def _load_sounds(self) -> Any:
        from core.playback.synth import default_sounds, sounds_of

        with self._sounds_lock:
            if self._sounds is None:
                try:
                    self._sounds = default_sounds() if self._soundfont is None else sounds_of(self._soundfont)
                except (OSError, ValueError) as error:
                    self._tell("notice", f"{error} The usual sounds are used instead.")
                    self._sounds = default_sounds()
            return self._sounds

    def _open_audio(self) -> None:
        """The sound card for the built-in synth; said once if there is none: the clock runs on silently."""
        if self._audio is not None:
            return
        from core.playback import audio

        try:
            self._audio = audio.AudioOut(self._load_sounds(), self._new_sequencer(), self._volume)
        except (audio.AudioError, ImportError) as error:
            self._tell_once(str(error) if isinstance(error, audio.AudioError) else audio.NO_AUDIO)

    def _close_audio(self) -> None:
        self._audio.close()
        self._audio = None

    # -- endings -----------------------------------------------------------------------------------------------------

    def _check_jack(self) -> None:
        """If the server died: its library hangs or crashes when asked to clean up, so a new process takes over.

        Not while the sound card is open: where that is JACK's, its thread waits for Python's lock, which the question
        to the server would hold.
        """
        if self._audio is not None or not self.ports.has_jack or self.ports.jack_answers():
            return
        with contextlib.suppress(OSError):
            if self._output is not None and self.ports.uses_jack(self._output):
                self._tell("error", f'The JACK server ended, and with it the MIDI port "{self._output.name}".')
            self._tell("restart")
        os._exit(0)

    def leave(self, close_input: Callable[[], None]) -> None:
        """Silence first, whatever happened; then give everything back."""
        try:
            self.target.change(lambda sequencer, _time: sequencer.stop())
        finally:
            self._port_target.sink.silence()
        time.sleep(0.05)  # the last messages leave with the next period of the MIDI system
        if self.ports.has_jack and not self.ports.jack_answers():
            os._exit(0)  # see _check_jack
        close_input()
        if self._audio is not None:
            self._close_audio()
        self._close_output()
        self.ports.close()
