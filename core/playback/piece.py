"""What sounds and how far it has come: a sink that knows its sounding notes, and a piece on its way through it."""

from __future__ import annotations

import contextlib
import time
from typing import Any

from core.playback.schedule import NOTE_OFF, NOTE_ON, TimedMessage, all_off

_LEAD_SECONDS = 0.02  # from the play command to the first note
_POSITION_SECONDS = 0.1
_STALLED_SECONDS = 2.0


class Sink:
    """A MIDI port and what sounds through it.  Without a port it keeps silent time."""

    def __init__(self, port: Any = None) -> None:
        self._port = port
        self._sounding: dict[tuple[int, int], int] = {}
        self._channels: set[int] = set()

    def send(self, data: bytes) -> None:
        channel, status = data[0] & 0x0F, data[0] & 0xF0
        self._channels.add(channel)
        if status == NOTE_ON and data[2]:
            key = (channel, data[1])
            self._sounding[key] = self._sounding.get(key, 0) + 1
        elif status in (NOTE_ON, NOTE_OFF):
            key = (channel, data[1])
            if self._sounding.get(key, 0) <= 1:
                self._sounding.pop(key, None)
            else:
                self._sounding[key] -= 1
        if self._port is not None:
            self._port.send_message(data)

    def silence(self) -> None:
        """A note-off for each sounding note, then the pedal up and All Notes Off on the channels in use.

        Never raises: where the port went away, nothing sounds any more.
        """
        sounding = [key for key, count in self._sounding.items() for _ in range(count)]
        for data in all_off(sounding, self._channels):
            if self._port is not None:
                with contextlib.suppress(OSError, RuntimeError):
                    self._port.send_message(data)
        self._sounding.clear()
        self._channels.clear()


class Piece:
    """A score on its way through a sink, against the clock."""

    def __init__(self, messages: list[TimedMessage], sink: Sink, start_seconds: float, end: float) -> None:
        self._messages, self._sink, self._end = messages, sink, end
        self._index = 0
        self.zero = time.perf_counter() + _LEAD_SECONDS - start_seconds  # when second 0 of the score is, or was

    def next_due(self) -> float:
        """Clock time of the next message, or of the end."""
        seconds = self._messages[self._index].seconds if self._index < len(self._messages) else self._end
        return self.zero + min(seconds, self._end)

    def advance(self) -> bool:
        """Send all that is due.  False at the end."""
        now = time.perf_counter() - self.zero
        while self._index < len(self._messages) and self._messages[self._index].seconds <= min(now, self._end):
            self._sink.send(self._messages[self._index].data)
            self._index += 1
        return now < self._end


class SynthPiece:
    """A score on its way through the built-in synth; the sound card is the clock."""

    def __init__(self, stream: Any, end: float) -> None:
        self.stream, self._end = stream, end
        self._reported = 0.0

    def report_due(self) -> bool:
        now = time.perf_counter()
        if now - self._reported < _POSITION_SECONDS:
            return False
        self._reported = now
        return True

    @property
    def has_stalled(self) -> bool:
        """Whether the sound card has stopped asking for samples."""
        return bool(self.stream.unasked_seconds > _STALLED_SECONDS)

    @property
    def ended(self) -> bool:
        return bool(self.stream.position() >= self._end or self.stream.has_ended)
