"""The window's end of the player process.  Nothing here waits: safe to call from a window's thread."""

from __future__ import annotations

import multiprocessing
import queue
import threading
import time
from collections import deque
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from core.playback.ports import BUILT_IN_SYNTH, Output
from core.playback.process import run_player
from core.score import Score

__all__ = ["BUILT_IN_SYNTH", "Ended", "Output", "PlaybackError", "PlaybackNotice", "Player", "PortsChanged"]

_JUMP_SECONDS = 0.25  # smaller corrections of the position don't move a playhead backwards
_CLOSE_SECONDS = 2.0
_LIVED_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Ended:
    """The piece was played to its end."""


@dataclass(frozen=True, slots=True)
class PlaybackError:
    """Playing stopped or could not start, and why, in a sentence for the user."""

    sentence: str


@dataclass(frozen=True, slots=True)
class PlaybackNotice:
    """Something that the user should know, said once; playing goes on."""

    sentence: str


@dataclass(frozen=True, slots=True)
class PortsChanged:
    """``outputs()`` has another answer than before."""


Event = Ended | PlaybackError | PlaybackNotice | PortsChanged


class Player:
    """Plays scores in a process of its own.  All methods may be called from any thread and return at once."""

    def __init__(self) -> None:
        self._commands: queue.SimpleQueue[tuple[Any, ...] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._events: deque[Event] = deque()
        self._outputs: list[Output] = [BUILT_IN_SYNTH]
        self._output: Output | None = None
        self._generation = 0
        self._playing = False
        self._base: tuple[float, float] | None = None  # clock, seconds
        self._shown = 0.0
        self._told: set[str] = set()
        self._process: Any = None
        self._connection: Connection | None = None
        self._closing = False
        self._listed = threading.Event()
        self._sender = threading.Thread(target=self._send_commands, name="player", daemon=True)

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

    def wait_for_outputs(self, timeout: float) -> list[Output]:
        """As ``outputs``, but wait for the process's first list: for the command line and for tests."""
        self.start()
        self._listed.wait(timeout)
        return self.outputs()

    def open(self, output: Output) -> None:
        """Choose an output ahead of time, so that other programs can connect to it."""
        self.start()
        with self._lock:
            self._output = output
        self._commands.put(("open", output))

    def play(self, score: Score, start_seconds: float = 0.0, output: Output | None = None) -> None:
        """Play from a second of the score on; what was playing stops.  Without an output: the last one used."""
        self.start()
        with self._lock:
            self._output = output or self._output
            self._generation += 1
            self._playing, self._base, self._shown = True, None, start_seconds
            command = ("play", self._generation, score, start_seconds, self._output)
        self._commands.put(command)

    def stop(self) -> None:
        """Silence at once.  Gives no event."""
        with self._lock:
            self._generation += 1
            self._playing, self._base = False, None
        self._commands.put(("stop",))

    def preview(self, pitch: int, velocity: int = 90, channel: int = 0, seconds: float = 0.35) -> None:
        """Strike a key for a moment; velocity 0 lets it go early."""
        self.start()
        with self._lock:
            output = self._output
        self._commands.put(("preview", pitch, velocity, channel, seconds, output))

    def panic(self) -> None:
        """Stop, and silence all sixteen channels whether they are known to sound or not."""
        self.stop()
        self._commands.put(("panic",))

    @property
    def is_playing(self) -> bool:
        return self._playing

    def position_seconds(self) -> float | None:
        """Second of the score that sounds now; None when nothing plays.  Cheap: call it at every frame."""
        with self._lock:
            if not self._playing:
                return None
            if self._base is not None:
                clock, seconds = self._base
                # before the first sound the clock of the process lies ahead of ours
                now = seconds + max(0.0, time.perf_counter() - clock)
                if now > self._shown or self._shown - now > _JUMP_SECONDS:
                    self._shown = now
            return self._shown

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
            self._sender.join(2 * _CLOSE_SECONDS)

    # -- the thread that talks to the process ----------------------------------------------------------------------

    def _send_commands(self) -> None:
        while (command := self._commands.get()) is not None:
            needs_process = command[0] not in ("stop", "panic")
            if needs_process and not self._is_serving():
                self._spawn()
            if command[0] != "start" and not self._send(command) and needs_process:
                self._spawn()  # it died a moment ago; the reader tells the user
                self._send(command)
        self._end_process()

    def _is_serving(self) -> bool:
        return self._connection is not None and self._process is not None and bool(self._process.is_alive())

    def _send(self, command: tuple[Any, ...]) -> bool:
        connection = self._connection
        if connection is None:
            return False
        try:
            connection.send(command)
        except OSError:
            self._connection = None
            return False
        return True

    def _spawn(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=run_player, args=(theirs,), name="player", daemon=True)
        process.start()
        theirs.close()
        self._process, self._connection = process, ours
        threading.Thread(target=self._read_events, args=(ours,), name="player events", daemon=True).start()

    def _end_process(self) -> None:
        if self._process is None:
            return
        self._send(("close",))
        self._process.join(_CLOSE_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(_CLOSE_SECONDS)

    def _read_events(self, connection: Connection) -> None:
        expected = False
        started_at = time.monotonic()
        while True:
            try:
                name, *arguments = connection.recv()
            except (EOFError, OSError):
                break
            expected = expected or name == "restart"
            with self._lock:
                self._on_message(name, arguments)
        with self._lock:
            if self._closing:
                return
            was_playing, self._playing, self._base = self._playing, False, None
            if not expected:
                self._events.append(PlaybackError(_died(was_playing)))
            if self._connection is connection:
                self._connection = None
        if expected or time.monotonic() - started_at > _LIVED_SECONDS:
            self._commands.put(("start",))  # so that ports are still listed; one that dies young waits for Play

    def _on_message(self, name: str, arguments: list[Any]) -> None:
        if name == "outputs":
            self._outputs = arguments[0]
            self._listed.set()
            self._events.append(PortsChanged())
        elif name == "error":
            self._events.append(PlaybackError(arguments[0]))
        elif name == "notice" and arguments[0] not in self._told:
            self._told.add(arguments[0])  # once, however often the process is replaced
            self._events.append(PlaybackNotice(arguments[0]))
        elif name in ("position", "ended") and arguments[0] == self._generation and self._playing:
            if name == "position":
                self._base = (arguments[1], arguments[2])
            else:
                self._playing, self._base = False, None
                if arguments[1]:
                    self._events.append(Ended())


def _died(was_playing: bool) -> str:
    what = "so the music stopped" if was_playing else "nothing was playing"
    return f"The player ended unexpectedly, {what}: it starts again when you press Play."
