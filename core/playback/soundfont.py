"""Reading a SoundFont 2 or 3 file: which samples sound for a program, key and velocity, and how.

After the SoundFont Technical Specification 2.04.  Numbers in the file are checked before they are used; what doesn't
fit is left out.  Volume envelope, tuning, loops, attenuation, pan and the low-pass with its envelope are read;
modulators, oscillators, resonance and the pitch envelope aren't.
"""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

MAX_BYTES = 512 * 2**20

# Generator numbers, section 8.1.2
_START, _END, _LOOP_START, _LOOP_END, _START_COARSE, _END_COARSE = 0, 1, 2, 3, 4, 12
_FILTER_CUTOFF, _ENVELOPE_TO_FILTER, _PAN = 8, 11, 17
_MOD_DELAY, _MOD_ATTACK, _MOD_HOLD, _MOD_DECAY, _MOD_SUSTAIN, _MOD_RELEASE = range(25, 31)
_DELAY, _ATTACK, _HOLD, _DECAY, _SUSTAIN, _RELEASE, _KEY_TO_HOLD, _KEY_TO_DECAY = range(33, 41)
_INSTRUMENT, _KEY_RANGE, _VELOCITY_RANGE, _LOOP_START_COARSE, _ATTENUATION, _LOOP_END_COARSE = 41, 43, 44, 45, 48, 50
_COARSE_TUNE, _FINE_TUNE, _SAMPLE, _MODES, _SCALE_TUNING, _EXCLUSIVE, _ROOT_KEY = 51, 52, 53, 54, 56, 57, 58
_DEFAULTS = {
    _FILTER_CUTOFF: 13500, _DELAY: -12000, _ATTACK: -12000, _HOLD: -12000, _DECAY: -12000, _RELEASE: -12000,
    _MOD_DELAY: -12000, _MOD_ATTACK: -12000, _MOD_HOLD: -12000, _MOD_DECAY: -12000, _MOD_RELEASE: -12000,
    _SCALE_TUNING: 100, _ROOT_KEY: -1,
}  # fmt: skip
_COMPRESSED, _IN_ROM = 0x10, 0x8000  # kinds of samples: Ogg Vorbis (SF3), or in the ROM of a sound card
_NOT_ADDED = frozenset({_KEY_RANGE, _VELOCITY_RANGE, _INSTRUMENT, _SAMPLE, _MODES, _EXCLUSIVE, _ROOT_KEY})
"""A preset's generators are added to the instrument's, except these."""

_TABLES: dict[str, np.dtype[np.void]] = {
    "phdr": np.dtype([("name", "S20"), ("program", "<u2"), ("bank", "<u2"), ("bag", "<u2"), ("rest", "V12")]),
    "pbag": np.dtype([("gen", "<u2"), ("mod", "<u2")]),
    "pgen": np.dtype([("kind", "<u2"), ("value", "<i2")]),
    "inst": np.dtype([("name", "S20"), ("bag", "<u2")]),
    "ibag": np.dtype([("gen", "<u2"), ("mod", "<u2")]),
    "igen": np.dtype([("kind", "<u2"), ("value", "<i2")]),
    "shdr": np.dtype([
        ("name", "S20"), ("start", "<u4"), ("end", "<u4"), ("loop_start", "<u4"), ("loop_end", "<u4"),
        ("rate", "<u4"), ("key", "u1"), ("correction", "i1"), ("link", "<u2"), ("kind", "<u2"),
    ]),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Envelope:
    """Delay, attack, hold, decay and release in seconds.  Decay and release are times from full to nothing."""

    delay: float
    attack: float
    hold: float
    decay: float
    sustain: float  # the level that the decay ends at, 0 to 1: a gain, or a share of the filter's way
    release: float


@dataclass(frozen=True, slots=True, eq=False)
class Zone:
    """One sample and how it sounds, for a range of keys and velocities."""

    low_key: int
    high_key: int
    low_velocity: int
    high_velocity: int
    # (frames,) part of the file as it lies in memory: 16 bits, or of an SF3 floats from -1 to 1; see ``as_float``
    wave: NDArray[np.int16] | NDArray[np.float32]
    loop: tuple[int, int] | None  # frames within wave, end exclusive
    rate: int
    root_key: float  # the key at which the wave sounds as recorded, with tuning
    cents_per_key: int
    gain: float
    pan: float  # -1 left to 1 right
    volume: Envelope
    cutoff_cents: int  # of the low-pass, above 8.176 Hz
    filter_cents: int  # how far the filter's envelope opens it
    filter: Envelope
    key_to_hold: int
    key_to_decay: int
    exclusive: int  # notes of one class choke each other (hi-hats); 0 = none

    def covers(self, pitch: int, velocity: int) -> bool:
        return self.low_key <= pitch <= self.high_key and self.low_velocity <= velocity <= self.high_velocity


class SoundFont:
    """A SoundFont in memory.  Raises ValueError for a file that isn't one, OSError if it can't be read."""

    def __init__(self, path: Path) -> None:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ValueError(f'The SoundFont "{path.name}" has {size >> 20} MB, more than {MAX_BYTES >> 20} MB.')
        data = path.read_bytes()
        if data[:4] != b"RIFF" or data[8:12] != b"sfbk":
            raise ValueError(f'"{path.name}" is not a SoundFont 2 file.')
        chunks = _chunks(data)
        try:
            self._tables = {name: _table(chunks[name], dtype) for name, dtype in _TABLES.items()}
            raw = chunks["smpl"]
        except KeyError as error:
            raise ValueError(f'The SoundFont "{path.name}" is damaged: its {error} part is missing.') from error
        self._raw = raw
        self._samples = np.frombuffer(raw[: len(raw) // 2 * 2], "<i2")
        self._decoded: dict[int, NDArray[np.float32] | None] = {}  # by sample: what an SF3 holds as Ogg Vorbis
        heads = self._tables["phdr"][:-1]
        self._presets = {(int(h["bank"]), int(h["program"])): number for number, h in enumerate(heads)}
        self._zones: dict[int, tuple[Zone, ...]] = {}

    def zones(self, program: int, pitch: int, velocity: int, *, drums: bool = False) -> list[Zone]:
        """What sounds together for one note; nothing if the SoundFont has no such key."""
        banks = [(128, program), (128, 0)] if drums else [(0, program), (0, 0)]
        number = next((self._presets[key] for key in banks if key in self._presets), None)
        if number is None:
            return []
        if number not in self._zones:
            self._zones[number] = tuple(self._read_preset(number))
        return [zone for zone in self._zones[number] if zone.covers(pitch, velocity)]

    def _read_preset(self, number: int) -> list[Zone]:
        out: list[Zone] = []
        heads = self._tables["phdr"]
        shared: dict[int, int] = {}
        for added in self._bags("pbag", "pgen", int(heads[number]["bag"]), int(heads[number + 1]["bag"])):
            if _INSTRUMENT not in added:
                shared = added
                continue
            added = shared | added
            instruments = self._tables["inst"]
            which = added[_INSTRUMENT]
            if not 0 <= which < len(instruments) - 1:
                continue
            common: dict[int, int] = {}
            bags = self._bags("ibag", "igen", int(instruments[which]["bag"]), int(instruments[which + 1]["bag"]))
            for own in bags:
                if _SAMPLE not in own:
                    common = own
                    continue
                zone = self._zone(_DEFAULTS | common | own, added)
                if zone is not None:
                    out.append(zone)
        return out

    def _bags(self, bag_table: str, gen_table: str, first: int, stop: int) -> list[dict[int, int]]:
        bags, gens = self._tables[bag_table], self._tables[gen_table]
        out = []
        for bag in range(first, min(stop, len(bags) - 1)):
            rows = gens[int(bags[bag]["gen"]) : int(bags[bag + 1]["gen"])]
            out.append({int(row["kind"]): int(row["value"]) for row in rows})
        return out

    def _zone(self, own: dict[int, int], added: dict[int, int]) -> Zone | None:
        heads = self._tables["shdr"]
        if not 0 <= own[_SAMPLE] < len(heads) - 1:
            return None
        head = heads[own[_SAMPLE]]

        def value(kind: int) -> int:
            return own.get(kind, 0) + (0 if kind in _NOT_ADDED else added.get(kind, 0))

        kind, rate = int(head["kind"]), int(head["rate"])
        if kind & _IN_ROM or not 400 <= rate <= 192_000:
            return None
        samples: NDArray[np.int16] | NDArray[np.float32] | None = self._samples
        base, length = int(head["start"]), int(head["end"])
        if kind & _COMPRESSED:  # its loop counts from its own beginning
            samples = self._vorbis(own[_SAMPLE], base, length)
            if samples is None:
                return None
            base, length = 0, len(samples)
        assert samples is not None
        start = base + value(_START) + 32768 * value(_START_COARSE)
        end = length + value(_END) + 32768 * value(_END_COARSE)
        if not 0 <= start < end <= len(samples):
            return None  # outside the file
        loop_start = int(head["loop_start"]) + value(_LOOP_START) + 32768 * value(_LOOP_START_COARSE) - start
        loop_end = int(head["loop_end"]) + value(_LOOP_END) + 32768 * value(_LOOP_END_COARSE) - start
        modes = own.get(_MODES, 0) & 3
        loops = modes in (1, 3) and loop_start >= 0 and loop_start + 2 <= loop_end <= end - start
        keys, velocities = _both(own, added, _KEY_RANGE), _both(own, added, _VELOCITY_RANGE)
        root = own[_ROOT_KEY] if 0 <= own[_ROOT_KEY] <= 127 else int(head["key"])
        tuned = value(_COARSE_TUNE) + (value(_FINE_TUNE) + int(head["correction"])) / 100
        return Zone(
            *keys,
            *velocities,
            wave=samples[start:end],
            loop=(loop_start, loop_end) if loops else None,
            rate=rate,
            root_key=(root if root <= 127 else 60) - tuned,
            cents_per_key=value(_SCALE_TUNING),
            # The E-mu chips, on which all SoundFonts were voiced, apply 0.4 of what the file says.
            gain=10 ** (-0.4 * max(0, value(_ATTENUATION)) / 200),
            pan=max(-1.0, min(1.0, value(_PAN) / 500)),
            volume=Envelope(
                *_times(value, _DELAY),
                sustain=10 ** (-max(0, min(1440, value(_SUSTAIN))) / 200),
                release=_seconds(value(_RELEASE), 100),
            ),
            cutoff_cents=min(13500, max(1500, value(_FILTER_CUTOFF))),
            filter_cents=max(-12000, min(12000, value(_ENVELOPE_TO_FILTER))),
            filter=Envelope(
                *_times(value, _MOD_DELAY),
                sustain=1 - max(0, min(1000, value(_MOD_SUSTAIN))) / 1000,
                release=_seconds(value(_MOD_RELEASE), 100),
            ),
            key_to_hold=value(_KEY_TO_HOLD),
            key_to_decay=value(_KEY_TO_DECAY),
            exclusive=own.get(_EXCLUSIVE, 0),
        )

    def _vorbis(self, number: int, start: int, end: int) -> NDArray[np.float32] | None:
        """A sample of an SF3, decoded when it is first needed; None if it is damaged."""
        if number not in self._decoded:
            self._decoded[number] = _decoded(self._raw[start:end])
        return self._decoded[number]


def _decoded(data: bytes) -> NDArray[np.float32] | None:
    import soundfile  # brings a library of its own; most SoundFonts do without

    try:
        samples, _rate = soundfile.read(io.BytesIO(data), dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, RuntimeError):
        return None
    return np.ascontiguousarray(samples[:, 0])


def find_soundfont() -> Path | None:
    """TimGM6mb inside the installed pretty_midi package (GPL-2: used from there, never copied), if it is there."""
    spec = importlib.util.find_spec("pretty_midi")  # looks it up without importing it
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / "TimGM6mb.sf2"
    return path if path.is_file() else None


def as_float(samples: NDArray[np.int16] | NDArray[np.float32]) -> NDArray[np.float32]:
    """Samples of a ``Zone``, -1 to 1.  Only what is heard is turned: all of a SoundFont would take twice its size."""
    return samples * np.float32(1 / 32768) if samples.dtype == np.int16 else samples  # type: ignore[return-value]


_loaded: WeakValueDictionary[Path, SoundFont] = WeakValueDictionary()  # an export to audio leaves none behind


def load_soundfont(path: Path) -> SoundFont:
    """The file's sounds, once for all who use them now.  Errors as of ``SoundFont``."""
    found = _loaded.get(path)
    if found is None:
        _loaded[path] = found = SoundFont(path)
    return found


def _seconds(timecents: int, longest: float) -> float:
    return min(longest, 2 ** (timecents / 1200)) if timecents > -12000 else 0.0


def _times(value: Callable[[int], int], first: int) -> tuple[float, float, float, float]:
    """Delay, attack, hold and decay, whose generators follow one another."""
    return (
        _seconds(value(first), 20),
        _seconds(value(first + 1), 100),
        _seconds(value(first + 2), 20),
        _seconds(value(first + 3), 100),
    )


def _both(own: dict[int, int], added: dict[int, int], kind: int) -> tuple[int, int]:
    """The keys or velocities that lie in both ranges: two bytes, low and high."""
    low, high = 0, 127
    for gens in (own, added):
        if kind in gens:
            low, high = max(low, gens[kind] & 0xFF), min(high, gens[kind] >> 8 & 0xFF)
    return low, high


def _chunks(data: bytes) -> dict[str, bytes]:
    """All leaf chunks by name; sizes that reach beyond the file end with it."""
    out: dict[str, bytes] = {}
    spans = [(12, len(data))]
    while spans:
        at, stop = spans.pop()
        while at + 8 <= stop:
            name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
            body, end = at + 8, min(stop, at + 8 + size)
            if name == b"LIST":
                spans.append((body + 4, end))
            else:
                out[name.decode("latin-1")] = data[body:end]
            at = body + size + (size & 1)
    return out


def _table(raw: bytes, dtype: np.dtype[np.void]) -> NDArray[np.void]:
    return np.frombuffer(raw[: len(raw) // dtype.itemsize * dtype.itemsize], dtype)
