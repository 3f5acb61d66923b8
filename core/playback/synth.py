"""The built-in synth: MIDI messages in, blocks of samples out.  The window's playback and the WAV file share it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.playback import messages as midi
from core.playback.schedule import TimedMessage
from core.playback.soundfont import find_soundfont, load_soundfont
from core.playback.voices import AdditiveSounds, Samples, SoundFontSounds, Sounds, Voice

RATE = 44_100
MAX_VOICES = 192
_MASTER = 0.8
_KNEE = 0.7  # softer signals pass as they are
_RAMP = 256  # frames over which volume and pan move, so that they don't click


def default_sounds() -> Sounds:
    """The SoundFont if it is installed and whole, else sines."""
    path = find_soundfont()
    if path is not None:
        try:
            return SoundFontSounds(load_soundfont(path))
        except (OSError, ValueError):
            pass  # a synth that sounds plainer is better than none
    return AdditiveSounds()


def sounds_of(path: Path) -> Sounds:
    """The instruments of a SoundFont (.sf2, .sf3).  Raises ValueError with a sentence, or OSError."""
    return SoundFontSounds(load_soundfont(path))


@dataclass(slots=True)
class _Key:
    """A struck key and its voices."""

    pitch: int
    start: int  # frames of the synth's count
    voices: list[Voice]
    is_down: bool = True


@dataclass(slots=True)
class _Channel:
    number: int
    program: int = 0
    volume: int = 100
    expression: int = 127
    pan: int = 64
    sustain: bool = False
    bend: int = 0  # -8192 to 8191
    bend_range: float = 2.0  # semitones
    parameter: tuple[int, int] = (127, 127)
    keys: list[_Key] = field(default_factory=list)
    gains: list[tuple[int, float, float]] = field(default_factory=list)  # frame, left, right
    bends: list[tuple[int, float]] = field(default_factory=list)  # frame, factor

    def copy(self) -> _Channel:
        twin = copy.copy(self)
        twin.keys = [_Key(k.pitch, k.start, [voice.copy() for voice in k.voices], k.is_down) for k in self.keys]
        twin.gains, twin.bends = list(self.gains), list(self.bends)
        return twin

    def sides(self) -> tuple[float, float]:
        gain = (self.volume * self.expression / 127**2) ** 2
        angle = max(0, self.pan - 1) / 126 * np.pi / 2
        return gain * float(np.cos(angle)) * 2**0.5, gain * float(np.sin(angle)) * 2**0.5

    def bend_factor(self) -> float:
        return float(2 ** (self.bend / 8192 * self.bend_range / 12))


class Synth:
    """Sixteen channels.  ``send`` schedules, ``render`` plays on; both from one thread."""

    def __init__(self, sounds: Sounds | None = None, rate: int = RATE) -> None:
        self.rate = rate
        self.frame = 0  # rendered so far
        self.sounds = sounds or default_sounds()
        self._channels = [_Channel(number) for number in range(16)]

    def copy(self) -> Synth:
        """As it is now: both play on alike.  The instruments are shared."""
        twin = copy.copy(self)
        twin._channels = [channel.copy() for channel in self._channels]
        return twin

    @property
    def is_silent(self) -> bool:
        return not any(channel.keys for channel in self._channels)

    def send(self, data: bytes, at: int | None = None) -> None:
        """A MIDI message, heard from frame ``at`` on (now if None); at most one block ahead, in order."""
        frame = max(self.frame, self.frame if at is None else at)
        channel = self._channels[data[0] & 0x0F]
        status = data[0] & 0xF0
        if status == midi.NOTE_ON and data[2]:
            self._strike(channel, data[1], data[2], frame)
        elif status in (midi.NOTE_OFF, midi.NOTE_ON):
            self._lift(channel, data[1], frame)
        elif status == midi.PROGRAM:
            channel.program = data[1]
        elif status == midi.BEND:
            channel.bend = (data[1] | data[2] << 7) - 8192
            channel.bends.append((frame, channel.bend_factor()))
        elif status == midi.CONTROLLER:
            self._control(channel, data[1], data[2], frame)

    def render(self, count: int) -> Samples:
        """The next (2, count) samples, within -1 to 1."""
        mixed = np.zeros((2, count), np.float32)
        for channel in self._channels:
            if channel.keys:
                self._render_channel(channel, mixed, count)
            self._settle(channel)
        self.frame += count
        mixed *= np.float32(_MASTER)
        return _soft_limit(mixed)

    def _render_channel(self, channel: _Channel, mixed: Samples, count: int) -> None:
        dry = np.zeros((2, count), np.float32)
        bend = self._bend_curve(channel, count)
        for key in channel.keys:
            offset = max(0, key.start - self.frame)
            if offset >= count:
                continue
            part = None if bend is None else bend[offset:]
            for voice in key.voices:
                dry[:, offset:] += voice.render(count - offset, part)
            key.voices = [voice for voice in key.voices if not voice.done]
        channel.keys = [key for key in channel.keys if key.voices]
        mixed += dry * self._gain_curve(channel, count)

    def _gain_curve(self, channel: _Channel, count: int) -> Samples:
        """(2, 1) or (2, count) gains of volume, expression and pan."""
        if len(channel.gains) <= 1:
            left, right = channel.gains[-1][1:] if channel.gains else channel.sides()
            return np.array([[left], [right]], np.float32)
        points: list[int] = []
        lefts: list[float] = []
        rights: list[float] = []
        for number, (frame, left, right) in enumerate(channel.gains):
            if number:
                points.append(max(frame - self.frame, points[-1]))
                lefts.append(lefts[-1])
                rights.append(rights[-1])
            points.append(frame - self.frame + (_RAMP if number else 0))
            lefts.append(left)
            rights.append(right)
        frames = np.arange(count)
        return np.stack([np.interp(frames, points, lefts), np.interp(frames, points, rights)]).astype(np.float32)

    def _bend_curve(self, channel: _Channel, count: int) -> Samples | None:
        """(count,) factors on the frequency; None if it isn't bent."""
        if not channel.bends or (len(channel.bends) == 1 and channel.bends[0][1] == 1.0):
            return None
        frames = [frame - self.frame for frame, _factor in channel.bends]
        which = np.searchsorted(frames, np.arange(count), side="right") - 1
        return np.array([factor for _frame, factor in channel.bends], np.float32)[np.maximum(which, 0)]

    def _settle(self, channel: _Channel) -> None:
        """After a block only the last state counts."""
        channel.gains = [(self.frame, *channel.sides())]
        channel.bends = [(self.frame, channel.bend_factor())]

    def _strike(self, channel: _Channel, pitch: int, velocity: int, frame: int) -> None:
        drums = channel.number == 9
        voices = self.sounds.start(channel.program, pitch, velocity, drums=drums, rate=self.rate)
        choked = {voice.exclusive for voice in voices} - {0}
        if choked:
            for key in channel.keys:
                for voice in key.voices:
                    if voice.exclusive in choked:
                        voice.release(frame - key.start)
        channel.keys.append(_Key(pitch, frame, voices))
        self._thin_out()

    def _thin_out(self) -> None:
        """Drop the oldest notes, those whose keys are up first, when there are too many to keep up with."""
        keys = [(key.is_down, key.start, channel, key) for channel in self._channels for key in channel.keys]
        if len(keys) > MAX_VOICES:
            _down, _start, channel, key = min(keys, key=lambda item: item[:2])
            channel.keys = [other for other in channel.keys if other is not key]

    def _lift(self, channel: _Channel, pitch: int, frame: int) -> None:
        for key in channel.keys:
            if key.is_down and key.pitch == pitch:
                key.is_down = False
                if not channel.sustain:
                    _release(key, frame)
                return

    def _control(self, channel: _Channel, number: int, value: int, frame: int) -> None:
        if number == midi.SUSTAIN:
            channel.sustain = value >= 64
            if not channel.sustain:
                for key in channel.keys:
                    if not key.is_down:
                        _release(key, frame)
        elif number in (7, 10, 11):
            name = {7: "volume", 10: "pan", 11: "expression"}[number]
            setattr(channel, name, value)
            channel.gains = channel.gains or [(self.frame, *channel.sides())]
            channel.gains.append((frame, *channel.sides()))
        elif number in (100, 101):
            low, high = channel.parameter
            channel.parameter = (value, high) if number == 100 else (low, value)
        elif number == 6 and channel.parameter == (0, 0):
            channel.bend_range = float(min(value, 24))
        elif number in (120, 123):
            for key in channel.keys:
                key.is_down = False
                _release(key, frame)


def _release(key: _Key, frame: int) -> None:
    for voice in key.voices:
        voice.release(max(0, frame - key.start))


def _soft_limit(samples: Samples) -> Samples:
    """Bend what is louder than the knee smoothly below 1."""
    if float(np.abs(samples).max(initial=0)) <= _KNEE:
        return samples
    size = np.abs(samples)
    over = _KNEE + (1 - _KNEE) * np.tanh((size - _KNEE) / (1 - _KNEE))
    return np.where(size > _KNEE, np.copysign(over, samples), samples).astype(np.float32)


def render_blocks(
    messages: list[TimedMessage],
    start_seconds: float = 0.0,
    *,
    sounds: Sounds | None = None,
    tail_seconds: float = 3.0,
    first_frames: int = 4096,
    block_frames: int = 8192,
) -> Iterator[Samples]:
    """Blocks of (2, n) samples from ``start_seconds`` on until the last note has rung out.

    The first block is short, so that something can be heard while the rest is being rendered.
    """
    synth = Synth(sounds)
    index, count = 0, first_frames
    last = messages[-1].seconds if messages else start_seconds
    stop = int((last - start_seconds + tail_seconds) * synth.rate)
    final = int((last - start_seconds) * synth.rate)
    while synth.frame < stop and not (synth.frame > final and synth.is_silent):
        end = synth.frame + count
        while index < len(messages):
            at = round((messages[index].seconds - start_seconds) * synth.rate)
            if at >= end:
                break
            synth.send(messages[index].data, at)
            index += 1
        yield synth.render(min(count, max(1, stop - synth.frame)))
        count = block_frames


def to_int16(samples: Samples) -> NDArray[np.int16]:
    """(2, n) floats to (n, 2) interleaved."""
    return np.round(samples.T * 32767).astype(np.int16)
