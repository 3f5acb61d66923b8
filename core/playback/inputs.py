"""What is played on a MIDI keyboard: sent through at once, and handed to the window with its place in the score."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.playback import messages as midi
from core.playback.messages import Key
from core.playback.realtime import set_realtime
from core.playback.targets import Target

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Heard:
    """A message from the keyboard, and where the music was: None where nothing played."""

    clock: float
    position: float | None  # seconds of the score
    data: bytes
    num_loops: int = 0  # how often the loop had begun again


_POLL_SECONDS = 0.001


class Keyboard:
    """An open input, and the thread that asks it for messages.

    rtmidi could call back from JACK's own thread, but that thread would wait for Python's lock; the player's thread,
    which holds it while it asks the server for something, would wait for the server, and the server for JACK's thread.
    """

    def __init__(self, port: Any, target: Callable[[], Target], wake: Callable[[], None]) -> None:
        self.thru = True
        self.channel = 0  # what is played sounds on this one
        self._port, self._target, self._wake = port, target, wake
        self._held: dict[Key, int] = {}  # keys that went through: channel that they went to
        self._lock = threading.Lock()
        self._heard: deque[Heard] = deque(maxlen=4096)
        self.clock_messages: deque[tuple[float, bytes]] = deque(maxlen=1024)
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="keyboard", daemon=True)
        self._thread.start()

    def take(self) -> list[Heard]:
        """What came in since the last call."""
        out = []
        while self._heard:
            out.append(self._heard.popleft())
        return out

    def release(self) -> None:
        """Let go of all keys that went through."""
        with self._lock:
            held, self._held = self._held, {}
        for (_channel, pitch), channel in held.items():
            self._target().live(midi.note_off(channel, pitch))

    def close(self, *, release: bool = True) -> None:
        """``release``: let go of held keys; not where the output has been silenced already."""
        self._closed.set()
        self._thread.join()
        if release:
            self.release()
        self._port.close_port()
        self._port.delete()

    def _run(self) -> None:
        set_realtime(True)
        while not self._closed.is_set():
            event = self._port.get_message()
            if event is None:
                time.sleep(_POLL_SECONDS)
                continue
            try:
                self._hear(time.perf_counter(), bytes(event[0]))
            except Exception:  # a port that is gone is noticed elsewhere, and the next key may be heard
                log.exception("a message from the keyboard was lost")

    def _hear(self, clock: float, data: bytes) -> None:
        if data[0] >= 0xF0:
            self.clock_messages.append((clock, data))
        else:
            target = self._target()
            through = self._routed(data)
            if through is not None:
                target.live(through)
            self._heard.append(_heard(target, clock, data))
        self._wake()

    def _routed(self, data: bytes) -> bytes | None:
        """The message as it goes on; None if it doesn't.  A release goes where its strike went."""
        status, channel = data[0] & 0xF0, data[0] & 0x0F
        key = (channel, data[1])
        with self._lock:
            if status == midi.NOTE_ON and data[2]:
                if not self.thru:
                    return None
                self._held[key] = self.channel
                return bytes((status | self.channel, *data[1:]))
            if status in (midi.NOTE_ON, midi.NOTE_OFF):
                to = self._held.pop(key, None)
                return None if to is None else midi.note_off(to, data[1])
        return bytes((status | self.channel, *data[1:])) if self.thru else None


def _heard(target: Target, clock: float, data: bytes) -> Heard:
    if not target.is_running:
        return Heard(clock, None, data)
    place = target.place()
    return Heard(clock, place.at(clock), data, place.loops_at(clock))
