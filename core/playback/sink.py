"""Where MIDI messages go: a port, and the books of what sounds through it."""

from __future__ import annotations

import contextlib
import threading
from collections import Counter
from typing import Any

from core.playback import messages as midi
from core.playback.messages import Key


class Sink:
    """A MIDI port and what sounds through it.  Without a port it keeps the books alone.  Any thread may send."""

    def __init__(self, port: Any = None) -> None:
        self._port = port
        self._lock = threading.Lock()
        self._sounding: Counter[Key] = Counter()
        self._channels: set[int] = set()

    def send(self, data: bytes) -> None:
        with self._lock:
            if data[0] < 0xF0:
                self._account(data)
            if self._port is not None:
                self._port.send_message(data)

    def silence(self) -> None:
        """A note-off for each sounding note, then the pedal up and All Notes Off on the channels in use.

        Never raises: where the port went away, nothing sounds any more.
        """
        with self._lock:
            for data in midi.all_off(self._sounding.elements(), self._channels):
                if self._port is not None:
                    with contextlib.suppress(OSError, RuntimeError):
                        self._port.send_message(data)
            self._sounding.clear()
            self._channels.clear()

    def _account(self, data: bytes) -> None:
        status, channel = data[0] & 0xF0, data[0] & 0x0F
        if status == midi.CONTROLLER and data[1] == midi.ALL_NOTES_OFF:
            self._channels.discard(channel)
            return
        self._channels.add(channel)
        if status == midi.NOTE_ON and data[2]:
            self._sounding[channel, data[1]] += 1
        elif status in (midi.NOTE_ON, midi.NOTE_OFF):
            self._sounding[channel, data[1]] -= 1
            if self._sounding[channel, data[1]] <= 0:
                del self._sounding[channel, data[1]]
