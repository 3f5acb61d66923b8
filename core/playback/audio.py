"""The sound card: what the synth renders, played through miniaudio, which asks for blocks from a thread of its own."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Generator, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.playback.synth import RATE, Synth
from core.playback.voices import Samples, Sounds

BACKEND_VARIABLE = "FRACTALMIDI_AUDIO_BACKEND"
"""Names one of miniaudio's systems (JACK, PULSEAUDIO, NULL ...) to use instead of the first that works."""
_BUFFER_MILLISECONDS = 30
_AHEAD_SECONDS = 4.0
_FADE_FRAMES = 220  # a cut this short is silent, without a click

NO_AUDIO = (
    "No sound card could be reached, so the piece plays silently: connect one, or choose a MIDI port under Output."
)


class AudioError(OSError):
    """No sound can be heard; the text is a sentence for the user."""


class Stream:
    """A piece being rendered ahead in a thread of its own while it is heard."""

    def __init__(self, blocks: Iterator[Samples], start_seconds: float) -> None:
        self._start_seconds = start_seconds
        self._queue: deque[Samples] = deque()
        self._rendered = 0  # frames; only the rendering thread changes it
        self._played = 0  # only the sound card's thread does
        self._asked_at = time.perf_counter()
        self._finished = False  # all blocks are rendered
        self._stopped = threading.Event()
        self._room = threading.Event()
        self._thread = threading.Thread(target=self._render, args=(blocks,), name="render", daemon=True)
        self._thread.start()

    def wait_for_first(self, timeout: float) -> None:
        """Return when something can be heard."""
        deadline = time.perf_counter() + timeout
        while not self._queue and not self._finished and time.perf_counter() < deadline:
            time.sleep(0.002)

    def position(self) -> float:
        """Second of the score that is heard now."""
        since = min(time.perf_counter() - self._asked_at, 2 * _BUFFER_MILLISECONDS / 1000)
        return self._start_seconds + max(0.0, self._played / RATE - 2 * _BUFFER_MILLISECONDS / 1000 + since)

    @property
    def unasked_seconds(self) -> float:
        """How long the sound card has not asked for samples."""
        return time.perf_counter() - self._asked_at

    @property
    def has_ended(self) -> bool:
        return self._finished and not self._queue

    def stop(self) -> None:
        self._stopped.set()
        self._room.set()

    def take(self, count: int) -> Samples:
        """(2, count) samples for the sound card; silence where the rendering isn't there yet or is over."""
        out = np.zeros((2, count), np.float32)
        filled = 0
        while filled < count and self._queue:
            block = self._queue[0]
            part = block[:, : count - filled]
            out[:, filled : filled + part.shape[1]] = part
            filled += part.shape[1]
            if part.shape[1] == block.shape[1]:
                self._queue.popleft()
            else:
                self._queue[0] = block[:, part.shape[1] :]
        self._played += filled
        self._asked_at = time.perf_counter()
        self._room.set()
        return out

    def _render(self, blocks: Iterator[Samples]) -> None:
        try:
            for block in blocks:
                self._queue.append(block)
                self._rendered += block.shape[1]
                while self._rendered - self._played > _AHEAD_SECONDS * RATE and not self._stopped.is_set():
                    self._room.clear()
                    self._room.wait(0.1)
                if self._stopped.is_set():
                    return
        finally:
            self._finished = True  # whatever happens here, the piece ends


class AudioOut:
    """The opened sound card.  Raises AudioError with a sentence if there is none."""

    def __init__(self, sounds: Sounds) -> None:
        import miniaudio  # heavy, and on some systems absent

        self._live = Synth(sounds)
        self._messages: deque[bytes] = deque()
        self._stream: Stream | None = None
        self._fading: Stream | None = None
        self._used_at = time.perf_counter()
        try:
            self._device: Any = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.FLOAT32,
                nchannels=2,
                sample_rate=RATE,
                buffersize_msec=_BUFFER_MILLISECONDS,
                backends=_backends(miniaudio),
                app_name="FractalMIDI Studio",
            )
            generator = self._frames()
            next(generator)
            self._device.start(generator)
        except miniaudio.MiniaudioError as error:
            raise AudioError(NO_AUDIO) from error

    @property
    def idle_seconds(self) -> float:
        """How long nothing has been heard."""
        if self._stream is not None or self._messages or not self._live.is_silent:
            self._used_at = time.perf_counter()
        return time.perf_counter() - self._used_at

    def play(self, stream: Stream) -> None:
        """Play a piece instead of the one before, which fades out."""
        self.stop()
        self._stream = stream

    def stop(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.stop()
            self._fading = stream

    def send(self, data: bytes) -> None:
        """A MIDI message to hear at once."""
        self._used_at = time.perf_counter()
        self._messages.append(data)

    def close(self) -> None:
        self.stop()
        self._device.close()

    def _frames(self) -> Generator[NDArray[np.float32], int, None]:
        count = yield np.zeros((0, 2), np.float32)
        while True:
            count = yield np.ascontiguousarray(self._mix(count).T)

    def _mix(self, count: int) -> Samples:
        while self._messages:
            self._live.send(self._messages.popleft())
        stream, fading = self._stream, self._fading
        mixed = stream.take(count) if stream is not None else np.zeros((2, count), np.float32)
        if fading is not None:
            self._fading = None
            rest = fading.take(min(count, _FADE_FRAMES))
            mixed[:, : rest.shape[1]] += rest * np.linspace(1, 0, rest.shape[1], dtype=np.float32)
        if not self._live.is_silent:
            mixed += self._live.render(count)
        return np.clip(mixed, -1, 1)


def _backends(miniaudio: Any) -> list[Any]:
    """The sound systems to try.  Never the one that throws all samples away, unless it is asked for."""
    wanted = os.environ.get(BACKEND_VARIABLE, "").upper()
    if wanted in miniaudio.Backend.__members__:
        return [miniaudio.Backend[wanted]]
    useless = {"NULL", "CUSTOM"}
    return sorted((b for b in miniaudio.get_enabled_backends() if b.name not in useless), key=lambda b: int(b.value))
