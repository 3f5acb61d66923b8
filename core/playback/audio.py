"""The sound card: what the synth renders, played through miniaudio, which asks for blocks from a thread of its own."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Generator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.playback.messages import all_off
from core.playback.sequencer import Sequencer
from core.playback.stream import Stream
from core.playback.synth import RATE, Synth
from core.playback.targets import Change, Place
from core.playback.voices import Samples, Sounds

BACKEND_VARIABLE = "FRACTALMIDI_AUDIO_BACKEND"
"""Names one of miniaudio's systems (JACK, PULSEAUDIO, NULL ...) to use instead of the first that works."""
_PERIOD_MILLISECONDS = 10
_DEVICE_SECONDS = 0.02  # from a block being asked for to its being heard, about
_STALLED_SECONDS = 2.0

NO_AUDIO = (
    "No sound card could be reached, so the piece plays silently: connect one, or choose a MIDI port under Output."
)


class AudioError(OSError):
    """No sound can be heard; the text is a sentence for the user."""


class AudioOut:
    """The opened sound card as a target for music.  Raises AudioError with a sentence if there is none."""

    def __init__(self, sounds: Sounds, sequencer: Sequencer, volume: float) -> None:
        import miniaudio  # heavy, and on some systems absent

        self.volume = volume  # 0 to 1, of everything
        self._live = Synth(sounds)
        self._messages: deque[bytes] = deque()
        self._used_at = time.perf_counter()
        self._gain = volume
        self.stream = Stream(sounds, sequencer, _DEVICE_SECONDS)
        try:
            self._device: Any = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.FLOAT32,
                nchannels=2,
                sample_rate=RATE,
                buffersize_msec=_PERIOD_MILLISECONDS,
                backends=_backends(miniaudio),
                app_name="FractalMIDI Studio",
            )
            generator = self._frames()
            next(generator)
            self._device.start(generator)
        except miniaudio.MiniaudioError as error:
            self.stream.close()
            raise AudioError(NO_AUDIO) from error

    @property
    def is_running(self) -> bool:
        return self.stream.is_running

    @property
    def has_stalled(self) -> bool:
        """Whether the sound card has stopped asking for samples."""
        return self.stream.unasked_seconds > _STALLED_SECONDS

    @property
    def idle_seconds(self) -> float:
        """How long nothing has been heard."""
        if self._messages or not (self.stream.is_silent and self._live.is_silent):
            self._used_at = time.perf_counter()
        return time.perf_counter() - self._used_at

    def change(self, change: Change) -> None:
        self._used_at = time.perf_counter()
        self.stream.change(change)

    def place(self) -> Place:
        return self.stream.place()

    def place_at(self, clock: float) -> float:
        return self.stream.place_at(clock)

    def set_sounds(self, sounds: Sounds) -> None:
        self._live.sounds = sounds
        self.stream.set_sounds(sounds)

    def live(self, data: bytes) -> None:
        if data[0] < 0xF0:
            self._used_at = time.perf_counter()
            self._messages.append(data)

    def panic(self) -> None:
        messages = all_off((), range(16))
        self._messages.extend(messages)
        self.stream.change(lambda _sequencer, _time: messages)

    def close(self) -> None:
        self.stream.close()
        self._device.close()

    def abandon(self) -> None:
        """Let go of a sound card that does not answer: it can't be asked to close either."""
        self.stream.close()

    def _frames(self) -> Generator[NDArray[np.float32], int, None]:
        count = yield np.zeros((0, 2), np.float32)
        while True:
            count = yield np.ascontiguousarray(self._mix(count).T)

    def _mix(self, count: int) -> Samples:
        while self._messages:
            self._live.send(self._messages.popleft())
        mixed = self.stream.take(count)
        if not self._live.is_silent:
            mixed += self._live.render(count)
        gain, self._gain = self._gain, self.volume
        if gain != self._gain:  # moved in a line, so that it does not click
            mixed *= np.linspace(gain, self._gain, count, dtype=np.float32)
        elif gain != 1:
            mixed *= np.float32(gain)
        return np.clip(mixed, -1, 1)


def _backends(miniaudio: Any) -> list[Any]:
    """The sound systems to try.  Never the one that throws all samples away, unless it is asked for."""
    wanted = os.environ.get(BACKEND_VARIABLE, "").upper()
    if wanted in miniaudio.Backend.__members__:
        return [miniaudio.Backend[wanted]]
    useless = {"NULL", "CUSTOM"}
    return sorted((b for b in miniaudio.get_enabled_backends() if b.name not in useless), key=lambda b: int(b.value))
