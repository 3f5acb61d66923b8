"""What one struck key sounds like, block by block: from a SoundFont, or added up from sines where there is none."""

from __future__ import annotations

import copy
import threading
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.playback.soundfont import Envelope, SoundFont, Zone, as_float

Samples = NDArray[np.float32]

_SILENT = 1e-4  # -80 dB: nobody hears the rest
_RUNG_CENTS = 300  # the low-pass opens and closes in steps of this size
_OPEN_CENTS = 13200  # from here on the low-pass changes nothing
_FILTER_CACHE_BYTES = 24 * 2**20  # a piece takes some six megabytes


class Voice(Protocol):
    """One sound that began at its own frame 0.  ``render`` is called for one block after the other."""

    exclusive: int

    def release(self, frame: int) -> None:
        """The key goes up at this frame (of the voice's own count), not before what was rendered already."""

    def render(self, count: int, bend: Samples | None) -> Samples:
        """The next (2, count) samples.  ``bend``: (count,) factors on the frequency."""

    def copy(self) -> Voice:
        """As it is now: both sound on alike."""

    @property
    def done(self) -> bool:
        """Whether only silence would follow."""


class Sounds(Protocol):
    """A set of instruments."""

    def start(self, program: int, pitch: int, velocity: int, *, drums: bool, rate: int) -> list[Voice]:
        """Voices of one note at ``rate`` frames a second."""

    def prepare(self, program: int, *, drums: bool) -> None:
        """Read what an instrument needs before its first note."""


class SoundFontSounds:
    def __init__(self, font: SoundFont) -> None:
        self._font = font
        self._filters = _Filters()

    def prepare(self, program: int, *, drums: bool) -> None:
        self._font.zones(program, 60, 100, drums=drums)

    def start(self, program: int, pitch: int, velocity: int, *, drums: bool, rate: int) -> list[Voice]:
        zones = self._font.zones(program, pitch, velocity, drums=drums)
        return [_SampleVoice(zone, pitch, velocity, rate, self._filters) for zone in zones]


class AdditiveSounds:
    """Needs no file: sums of sines, and noise for drums."""

    def prepare(self, program: int, *, drums: bool) -> None:
        """There is nothing to read."""

    def start(self, program: int, pitch: int, velocity: int, *, drums: bool, rate: int) -> list[Voice]:
        return [_NoiseVoice(pitch, velocity, rate) if drums else _SineVoice(program, pitch, velocity, rate)]


class _Filters:
    """Low-passed copies of sample waves, the latest used ones kept.  Two threads may ask at once."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, int], tuple[Samples, tuple[int, int] | None]] = {}
        self._bytes = 0
        self._lock = threading.Lock()  # of both; not held while a copy is made

    def filtered(
        self, zone: Zone, speed: float, rate: int, rung: int
    ) -> tuple[Samples | NDArray[np.int16], tuple[int, int] | None]:
        """The zone's wave (see ``as_float``) and loop behind a low-pass with cutoff ``rung``, heard at that speed."""
        if rung * _RUNG_CENTS >= _OPEN_CENTS:
            return zone.wave, zone.loop
        hertz = 8.176 * 2 ** (rung * _RUNG_CENTS / 1200)
        # in cycles per frame of the wave, to the nearest quarter tone, so that neighbouring keys share copies
        step = round(24 * float(np.log2(hertz / rate / speed)))
        if step >= -24:  # at the wave's own Nyquist frequency: nothing to take away
            return zone.wave, zone.loop
        key = (id(zone), step)
        with self._lock:
            if key in self._kept:
                self._kept[key] = self._kept.pop(key)
                return self._kept[key]
        made = _low_pass(zone, 2 ** (step / 24))
        with self._lock:
            if key not in self._kept:  # the other thread may have been faster
                self._kept[key] = made
                self._bytes += made[0].nbytes
            while self._bytes > _FILTER_CACHE_BYTES and len(self._kept) > 1:
                oldest = next(iter(self._kept))
                self._bytes -= self._kept.pop(oldest)[0].nbytes
        return made


def _low_pass(zone: Zone, cutoff: float) -> tuple[Samples, tuple[int, int] | None]:
    """12 dB an octave above ``cutoff`` (cycles per frame).  The loop moves to where it has settled."""
    wave, loop = as_float(zone.wave), zone.loop
    if loop is not None:
        first, stop = loop
        turns = 1 + 4000 // (stop - first)
        wave = np.concatenate([wave[:stop], np.tile(wave[first:stop], turns + 1)])
        loop = (first + (turns - 1) * (stop - first), stop + (turns - 1) * (stop - first))
    size = 1 << int(np.ceil(np.log2(len(wave) + 512)))
    spectrum = np.fft.rfft(wave, size)
    frequency = np.arange(len(spectrum), dtype=np.float32) / np.float32(size)
    spectrum /= np.sqrt(1 + (frequency / cutoff) ** 4)
    return np.fft.irfft(spectrum, size)[: len(wave)].astype(np.float32), loop


class _Shape:
    """An envelope over the frames of a voice."""

    def __init__(self, envelope: Envelope, rate: int, hold: float, decay: float) -> None:
        self._rate = rate
        self._attack_at = envelope.delay
        self._hold_at = envelope.delay + envelope.attack
        self._decay_at = self._hold_at + hold
        self._decay = max(decay, 0.001)
        self._sustain = envelope.sustain
        self._release = max(envelope.release, 0.008)  # shorter clicks

    def gain(self, first: int, count: int, released: int | None) -> Samples:
        """(count,) gains from frame ``first``: falls by 100 dB in the decay's or release's time."""
        times = np.arange(first, first + count, dtype=np.float32) / np.float32(self._rate)
        if released is None or released >= first + count:
            return self._held(times)
        lifted = released / self._rate
        held = self._held(np.minimum(times, np.float32(lifted)))
        return held * np.exp(np.float32(-11.513 / self._release) * np.maximum(times - np.float32(lifted), 0))

    def level(self, frame: int, released: int | None) -> float:
        """0 to 1 at a frame, falling in a straight line: the filter's envelope."""
        seconds = frame / self._rate
        lifted = seconds if released is None else min(seconds, released / self._rate)
        if lifted < self._hold_at:
            level = max(0.0, lifted - self._attack_at) / max(1e-6, self._hold_at - self._attack_at)
        else:
            level = max(self._sustain, 1 - max(0.0, lifted - self._decay_at) / self._decay)
        return max(0.0, level - (seconds - lifted) / self._release)

    def _held(self, times: Samples) -> Samples:
        if float(times[0]) >= self._decay_at:
            gain = np.exp(np.float32(-11.513 / self._decay) * (times - np.float32(self._decay_at)))
            return np.maximum(gain, np.float32(self._sustain))
        points = [self._attack_at, max(self._hold_at, self._attack_at + 0.001)]
        rising = np.interp(times, points, [0.0, 1.0]).astype(np.float32)
        falling = np.exp(np.float32(-11.513 / self._decay) * np.maximum(times - np.float32(self._decay_at), 0))
        return rising * np.maximum(falling, np.float32(self._sustain))


class _SampleVoice:
    """One zone of a SoundFont."""

    def __init__(self, zone: Zone, pitch: int, velocity: int, rate: int, filters: _Filters) -> None:
        self.exclusive = zone.exclusive
        self._zone, self._rate, self._filters = zone, rate, filters
        self._speed = zone.rate / rate * 2 ** ((pitch - zone.root_key) * zone.cents_per_key / 1200)
        hold = zone.volume.hold * 2 ** (zone.key_to_hold * (60 - pitch) / 1200)
        decay = zone.volume.decay * 2 ** (zone.key_to_decay * (60 - pitch) / 1200)
        self._volume = _Shape(zone.volume, rate, hold, decay)
        self._filter = _Shape(zone.filter, rate, zone.filter.hold, zone.filter.decay)
        self._darker = 1200 * (1 - velocity / 127)  # a soft key is also less bright
        gain = zone.gain * (velocity / 127) ** 2
        angle = (zone.pan + 1) * np.pi / 4
        self._sides = np.array([[np.cos(angle)], [np.sin(angle)]], np.float32) * np.float32(gain * 2**0.5)
        self._frame = 0
        self._position = 0.0  # in the wave, loops unrolled
        self._released: int | None = None
        self._last = 1.0

    def copy(self) -> _SampleVoice:
        return copy.copy(self)

    def release(self, frame: int) -> None:
        if self._released is None:
            self._released = max(frame, self._frame)

    @property
    def done(self) -> bool:
        if self._zone.loop is None and self._position >= len(self._zone.wave):
            return True
        return self._last < _SILENT and self._frame > self._rate * (self._zone.volume.delay + self._zone.volume.attack)

    def render(self, count: int, bend: Samples | None) -> Samples:
        if bend is None:
            positions = self._position + self._speed * np.arange(count, dtype=np.float64)
            self._position += self._speed * count
        else:
            steps = np.cumsum(self._speed * bend.astype(np.float64))
            positions = self._position + steps - steps[0]
            self._position += float(steps[-1])
        first, last = self._rung(self._frame), self._rung(self._frame + count)
        mono = self._read(positions, first)
        if last != first:
            mono += (self._read(positions, last) - mono) * np.linspace(0, 1, count, dtype=np.float32)
        gain = self._volume.gain(self._frame, count, self._released)
        self._last = float(gain[-1])
        self._frame += count
        mono *= gain
        return self._sides * mono

    def _rung(self, frame: int) -> int:
        """Where the low-pass stands, in steps of _RUNG_CENTS."""
        cents = self._zone.cutoff_cents + self._zone.filter_cents * self._filter.level(frame, self._released)
        return round(max(1500.0, cents - self._darker) / _RUNG_CENTS)

    def _read(self, positions: NDArray[np.float64], rung: int) -> Samples:
        """The wave at fractional positions, in a straight line between two frames."""
        wave, loop = self._filters.filtered(self._zone, self._speed, self._rate, rung)
        whole = positions.astype(np.int64)
        share = (positions - whole).astype(np.float32)
        after = whole + 1
        if loop is None:
            inside = after < len(wave)
            whole, after = np.minimum(whole, len(wave) - 1), np.minimum(after, len(wave) - 1)
            share = share * inside
            low = as_float(wave[whole])
            return low * inside + (as_float(wave[after]) - low) * share
        first, stop = loop
        if whole[-1] + 1 >= stop:
            whole = np.where(whole < stop, whole, first + (whole - first) % (stop - first))
            after = np.where(after < stop, after, first + (after - first) % (stop - first))
        low = as_float(wave[whole])
        return low + (as_float(wave[after]) - low) * share


class _SineVoice:
    """A plucked or sustained tone of up to eight harmonics."""

    exclusive = 0

    def __init__(self, program: int, pitch: int, velocity: int, rate: int) -> None:
        self._rate = rate
        self._hertz = 440.0 * 2 ** ((pitch - 69) / 12)
        number = max(1, min(8, int(rate * 0.4 / self._hertz)))
        brightness = 0.35 + 0.4 * velocity / 127
        self._harmonics = [(n, brightness ** (n - 1) / n**0.5) for n in range(1, number + 1)]
        loudness = sum(weight for _n, weight in self._harmonics)
        self._gain = np.float32(0.6 * (velocity / 127) ** 2 / loudness)
        sustained = 16 <= program <= 23 or 40 <= program <= 95
        decay = 60.0 if sustained else 12.0 * 2 ** ((60 - pitch) / 24)
        envelope = Envelope(0, 0.03 if sustained else 0.004, 0, decay, 0.5 if sustained else 0, 1.0)
        self._shape = _Shape(envelope, rate, 0, decay)
        self._frame, self._phase, self._last = 0, 0.0, 1.0
        self._released: int | None = None

    def copy(self) -> _SineVoice:
        return copy.copy(self)

    def release(self, frame: int) -> None:
        if self._released is None:
            self._released = max(frame, self._frame)

    @property
    def done(self) -> bool:
        return self._last < _SILENT and self._frame > 0.05 * self._rate

    def render(self, count: int, bend: Samples | None) -> Samples:
        turn = 2 * np.pi * self._hertz / self._rate
        steps = np.full(count, turn) if bend is None else turn * bend.astype(np.float64)
        phases = self._phase + np.cumsum(steps) - steps[0]
        self._phase = float((self._phase + steps.sum()) % (2 * np.pi))
        mono = np.zeros(count, np.float32)
        for number, weight in self._harmonics:
            mono += np.float32(weight) * np.sin(number * phases).astype(np.float32)
        gain = self._shape.gain(self._frame, count, self._released) * self._gain
        self._last = float(gain[-1] / self._gain)
        self._frame += count
        mono *= gain
        return np.stack([mono, mono])


class _NoiseVoice:
    """A drum: noise that falls away, with a thump for the low keys.  The same key always sounds the same."""

    exclusive = 0

    def __init__(self, pitch: int, velocity: int, rate: int) -> None:
        self._rate, self._pitch = rate, pitch
        self._random = np.random.default_rng(pitch)
        self._gain = np.float32(0.25 * (velocity / 127) ** 2)
        self._seconds = 0.5 if pitch in (46, 49, 51, 52, 55, 57, 59) else 0.15
        self._frame = 0

    def copy(self) -> _NoiseVoice:
        twin = copy.copy(self)
        twin._random = copy.deepcopy(self._random)
        return twin

    def release(self, frame: int) -> None:
        """A drum rings as long as it rings."""

    @property
    def done(self) -> bool:
        return self._frame > 2 * self._seconds * self._rate

    def render(self, count: int, bend: Samples | None) -> Samples:
        times = np.arange(self._frame, self._frame + count) / self._rate
        self._frame += count
        fall = np.exp(-5 * times / self._seconds)
        if self._pitch in (35, 36, 41, 43, 45, 47, 48, 50):
            thump = 55.0 * 2 ** ((self._pitch - 36) / 12)
            tone = np.sin(2 * np.pi * thump * (times + 0.03 * (1 - np.exp(-30 * times)))) * 1.5
            mono = fall * (tone + 0.2 * self._random.standard_normal(count))
        else:
            mono = fall * self._random.standard_normal(count) * 0.6
        out = (mono * self._gain).astype(np.float32)
        return np.stack([out, out])
