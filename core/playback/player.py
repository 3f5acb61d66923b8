"""The window's end of the player process.  Nothing here waits: safe to call from a window's thread."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Collection
from pathlib import Path
from typing import Any

from core.playback.clicks import count_in
from core.playback.events import (
    Ended,
    Event,
    PlaybackError,
    PlaybackNotice,
    Played,
    PortsChanged,
    RemoteStarted,
    died,
)
from core.playback.player_process import CLOSE_SECONDS, PlayerProcess
from core.playback.ports import BUILT_IN_SYNTH, Input, Output
from core.playback.schedule import Schedule, compile_schedule
from core.playback.targets import Place
from core.score import Score
from core.units import step_to_tick

__all__ = [
    "BUILT_IN_SYNTH",
    "Ended",
    "Input",
    "Output",
    "PlaybackError",
    "PlaybackNotice",
    "Played",
    "Player",
    "PortsChanged",
    "RemoteStarted",
]

_JUMP_STEPS = 2.0  # smaller corrections of the position don't move a playhead backwards
_KEPT_ORDER = (
    "soundfont", "volume", "music", "loop", "rate", "metronome", "clock", "follow", "link", "thru", "open",
    "input",
)  # fmt: skip
"""In this order a new process is told how things stand."""
_WANT_MUSIC = ("play", "preview", "thru", "input", "follow", "link")
_LIVED_SECONDS = 5.0


class Player:
    """Plays music in a process of its own.  All methods may be called from any thread and return at once."""

    def __init__(self) -> None:
        self._commands: queue.SimpleQueue[tuple[Any, ...] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._events: deque[Event] = deque()
        self._outputs: list[Output] = [BUILT_IN_SYNTH]
        self._inputs: list[Input] = []
        self._kept: dict[str, tuple[Any, ...]] = {}  # commands that a new process must hear again
        self._score = Score()
        self._schedule: Schedule | None = None
        self._generation = 0
        self._playing = False
        self._place: Place | None = None
        self._start_step = self._shown = 0.0
        self._shown_loops = 0
        self._told: set[str] = set()
        self._left_sounding: list[tuple[int, int]] = []
        self._process = PlayerProcess(self._on_message, self._on_end)
        self._closing = False
        self._listed = threading.Event()
        self._sender = threading.Thread(target=self._send_commands, name="player", daemon=True)

    @property
    def pid(self) -> int | None:
        """Of the player's process; None where there is none."""
        return self._process.pid

    def start(self) -> None:
        """Start the process in the background.  ``play`` does it too."""
        with self._lock:
            if self._closing or self._sender.is_alive():
                return
            self._sender.start()
        self._commands.put(("start",))

    def outputs(self) -> list[Output]:
        """All outputs known now: MIDI ports, the virtual port, and always the built-in synth, last."""
        with self._lock:
            return list(self._outputs)

    def inputs(self) -> list[Input]:
        """All MIDI inputs known now, our own virtual one last."""
        with self._lock:
            return list(self._inputs)

    def wait_for_outputs(self, timeout: float) -> list[Output]:
        """As ``outputs``, but wait for the process's first list: for the command line and for tests."""
        self.start()
        self._listed.wait(timeout)
        return self.outputs()

    # -- what is played and where -----------------------------------------------------------------------------------

    def set_music(self, score: Score, silent: Collection[int] = (), *, at_loop: bool = False) -> None:
        """The music as it is now.  While it plays it goes on with the new notes from where it is.

        ``silent``: indices of tracks that are not heard.  ``at_loop``: only when the loop begins again.
        """
        with self._lock:
            self._score = score
        self._commands.put(("music", score, frozenset(silent), at_loop))

    def play(self, step: float = 0.0, *, counting_in: bool = False, endless: bool = False) -> None:
        """Play from a step on; what was playing stops.  ``endless``: past the last note, for recording."""
        self.start()
        with self._lock:
            self._generation += 1
            self._playing, self._place = True, None
            self._start_step = self._shown = step
            score = self._score
            clicks = count_in(score, step_to_tick(step, score.ticks_per_quarter)) if counting_in else []
            command = ("play", self._generation, step, clicks, endless)
        self._commands.put(command)

    def stop(self) -> None:
        """Silence at once.  Gives no event."""
        with self._lock:
            self._generation += 1
            self._playing, self._place = False, None
        self._commands.put(("stop",))

    def seek(self, step: float) -> None:
        """Go on playing from another step."""
        with self._lock:
            if not self._playing:
                return
            self._generation += 1
            self._place, self._start_step, self._shown = None, step, step
            command = ("seek", self._generation, step)
        self._commands.put(command)

    def set_loop(self, steps: tuple[float, float] | None) -> None:
        """Go round between two steps."""
        self._keep("loop", steps)

    def set_rate(self, rate: float) -> None:
        """Tempo, as a factor on the tempo as written."""
        self._keep("rate", rate)

    def set_metronome(self, on: bool) -> None:
        self._keep("metronome", on)

    def set_endless(self, on: bool) -> None:
        """Whether what is playing goes on past the last note."""
        self._commands.put(("endless", on))

    # -- ports and sounds --------------------------------------------------------------------------------------------

    def open(self, output: Output) -> None:
        """Choose an output; other programs can connect to the virtual one from now on."""
        self.start()
        self._keep("open", output)

    def open_input(self, source: Input | None) -> None:
        """Choose where to listen; it is used again by itself when it vanishes and comes back."""
        self.start()
        self._keep("input", source)

    def set_thru(self, on: bool, channel: int = 0) -> None:
        """Whether what comes in is heard at once, and on which channel."""
        self._keep("thru", on, channel)

    def set_clock_out(self, on: bool) -> None:
        """Send MIDI clock, start, stop and song position to the output's port."""
        self._keep("clock", on)

    def set_follow(self, on: bool) -> None:
        """Let a MIDI clock at the input start, stop and lead the music."""
        self._keep("follow", on)

    def set_link(self, on: bool) -> None:
        """Share tempo, beat, start and stop with other programs by Ableton Link."""
        self._keep("link", on)

    def set_volume(self, volume: float) -> None:
        """Of the built-in synth, 0 to 1."""
        self._keep("volume", volume)

    def set_soundfont(self, path: Path | None) -> None:
        """Instruments of the built-in synth; None: the usual ones."""
        self._keep("soundfont", path)

    def preview(self, pitch: int, velocity: int = 90, channel: int = 0, seconds: float = 0.35) -> None:
        """Strike a key for a moment; velocity 0 lets it go early."""
        self.start()
        self._commands.put(("preview", pitch, velocity, channel, seconds))

    def panic(self) -> None:
        """Stop, and silence all sixteen channels whether they are known to sound or not."""
        self.stop()
        self._commands.put(("panic",))

    def _keep(self, name: str, *arguments: Any) -> None:
        with self._lock:
            self._kept[name] = (name, *arguments)
        self._commands.put((name, *arguments))

    # -- what it says ------------------------------------------------------------------------------------------------

    @property
    def is_playing(self) -> bool:
        return self._playing

    def position_step(self) -> float | None:
        """Step of the score that sounds now; None when nothing plays.  Cheap: call it at every frame.

        During the count-in it lies before the step that play began at.
        """
        with self._lock:
            if not self._playing:
                return None
            place, schedule = self._place, self._schedule
            if place is not None and schedule is not None:
                now = schedule.seconds_to_step(place.at(time.perf_counter()))
                # small corrections don't move a playhead backwards; a loop does
                if now > self._shown or self._shown - now > _JUMP_STEPS or place.num_loops != self._shown_loops:
                    self._shown, self._shown_loops = now, place.num_loops
            return self._shown

    @property
    def num_loops(self) -> int:
        """How often what is playing went back to the beginning of the loop."""
        with self._lock:
            return self._place.num_loops if self._place is not None else 0

    def poll(self) -> list[Event]:
        """What happened since the last call."""
        with self._lock:
            events = list(self._events)
            self._events.clear()
        return events

    def close(self) -> None:
        """Silence and end the process.  Safe to call twice; waits at most a few seconds."""
        with self._lock:
            if self._closing:
                return
            self._closing = True
            started = self._sender.is_alive()
            self._playing = False
        if started:
            self._commands.put(None)
            self._sender.join(2 * CLOSE_SECONDS)

    # -- the thread that talks to the process ----------------------------------------------------------------------

    def _send_commands(self) -> None:
        waiting: deque[tuple[Any, ...] | None] = deque()
        stale: tuple[Any, ...] | None = None  # music that nobody has wanted to hear yet
        while True:
            if not waiting:
                waiting.append(self._commands.get())
            while not self._commands.empty():
                waiting.append(self._commands.get())
            command = waiting.popleft()
            if command is None:
                break
            if command[0] == "music":
                if waiting and waiting[0] is not None and waiting[0][0] == "music":
                    continue  # newer music is there already
                if not self._is_needed_now(command):
                    stale = command  # edits of a long piece at rest cost nothing
                    continue
                stale, command = None, self._compiled(*command[1:])
            elif stale is not None and command[0] in _WANT_MUSIC:
                self._deliver(self._compiled(*stale[1:]))
                stale = None
            self._deliver(command)
        self._process.end()

    def _is_needed_now(self, music: tuple[Any, ...]) -> bool:
        with self._lock:
            led = any(self._kept.get(name, (name, False))[1] for name in ("follow", "link"))
            return self._playing or led or bool(music[3])

    def _compiled(self, score: Score, silent: frozenset[int], at_loop: bool) -> tuple[Any, ...]:
        schedule = compile_schedule(score, silent)
        with self._lock:
            self._schedule = schedule
            self._kept["music"] = ("music", schedule, False)
        return ("music", schedule, at_loop)

    def _deliver(self, command: tuple[Any, ...]) -> None:
        name = command[0]
        needs_process = name in ("start", "play", "preview", "open", "input")
        is_kept = name in self._kept
        if needs_process and not self._process.is_serving:
            self._spawn()
            if is_kept:
                return  # it has heard it already
        if name != "start" and not self._process.send(command) and needs_process:
            self._spawn()  # it died a moment ago; the reader tells the user
            if not is_kept:
                self._process.send(command)

    def _spawn(self) -> None:
        """A new process, told how things stand."""
        self._process.start()
        with self._lock:
            kept = [self._kept[name] for name in _KEPT_ORDER if name in self._kept]
            left_sounding, self._left_sounding = self._left_sounding, []
        for command in kept:
            self._process.send(command)
        if left_sounding:
            self._process.send(("silence_keys", left_sounding))

    # -- the thread that hears it --------------------------------------------------------------------------------------

    def _on_end(self, lived: float, expected: bool) -> None:
        with self._lock:
            if self._closing:
                return
            was_playing, self._playing = self._playing, False
            if not expected:
                self._events.append(PlaybackError(died(was_playing)))
                if was_playing and self._schedule is not None:
                    # killed without a chance to clean up: whatever may be sounding is let go by its successor
                    self._left_sounding = self._schedule.keys()
            self._place = None
        if expected or was_playing or lived > _LIVED_SECONDS:
            # so that ports are still listed, and what may sound is let go; one that dies young waits for Play
            self._commands.put(("start",))

    def _on_message(self, name: str, arguments: list[Any]) -> None:
        with self._lock:
            self._take_in(name, arguments)

    def _take_in(self, name: str, arguments: list[Any]) -> None:
        if name == "ports":
            self._outputs, self._inputs = arguments
            self._listed.set()
            self._events.append(PortsChanged())
        elif name == "error":
            self._events.append(PlaybackError(arguments[0]))
        elif name == "notice" and arguments[0] not in self._told:
            self._told.add(arguments[0])  # once, however often the process is replaced
            self._events.append(PlaybackNotice(arguments[0]))
        elif name == "heard":
            to_step = self._schedule.seconds_to_step if self._schedule is not None else None
            for heard in arguments[0]:
                step = to_step(heard.position) if to_step is not None and heard.position is not None else None
                self._events.append(Played(heard.clock, step, heard.data, heard.num_loops))
        elif name == "remote":
            self._generation = arguments[0]
            self._playing, self._place, self._shown = True, None, 0.0
            self._events.append(RemoteStarted())
        elif name in ("place", "ended") and arguments[0] == self._generation and self._playing:
            if name == "place":
                self._place = arguments[1]
            else:
                self._playing, self._place = False, None
                if arguments[1]:
                    self._events.append(Ended())
