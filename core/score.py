"""What a MIDI file means: notes on tracks, a tempo map and time signatures.  Times are ticks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from itertools import islice
from operator import add, attrgetter

NUM_PITCHES = 128
MAX_TEMPO = 0xFFFFFF  # µs per quarter: three bytes of a MIDI file
MAX_NUMERATOR = 255
DENOMINATORS = tuple(1 << power for power in range(8))
BLOCK = 4096  # notes that a thread works on at a stretch; then the window gets Python's lock, if it waits for it
_ONSET, _DURATION = attrgetter("onset_tick"), attrgetter("duration_ticks")


@dataclass(frozen=True, order=True, slots=True)
class Note:
    """One sounding note.  Ordered by onset, then pitch."""

    onset_tick: int
    pitch: int  # MIDI note number 0-127
    duration_ticks: int  # at least 1
    velocity: int  # 1-127
    locked: bool = False  # no run may touch it

    def __post_init__(self) -> None:
        if not 0 <= self.pitch <= 127:
            raise ValueError(f"pitch must be 0-127, not {self.pitch}")
        if not 1 <= self.velocity <= 127:
            raise ValueError(f"velocity must be 1-127, not {self.velocity}")
        if self.onset_tick < 0 or self.duration_ticks < 1:
            raise ValueError(
                f"a note needs onset_tick >= 0 and duration_ticks >= 1, not {self.onset_tick} and {self.duration_ticks}"
            )

    @property
    def offset_tick(self) -> int:
        return self.onset_tick + self.duration_ticks


@dataclass(frozen=True, slots=True)
class TempoChange:
    tick: int
    microseconds_per_quarter: int


@dataclass(frozen=True, slots=True)
class TimeSignature:
    tick: int
    numerator: int
    denominator: int  # 1, 2, 4, 8 ... as written, not its logarithm


@dataclass(frozen=True, slots=True)
class RawEvent:
    """A MIDI event that the roll has no room for (controller, bend, lyric, sysex), kept for export."""

    tick: int
    data: bytes  # a complete message: status byte first; meta as FF type payload (no length)


@dataclass(frozen=True, slots=True)
class Track:
    name: str = ""
    channel: int = 0  # 0-15; 9 is drums
    program: int = 0  # 0-127
    notes: tuple[Note, ...] = ()  # sorted
    events: tuple[RawEvent, ...] = ()
    end_tick: int = field(default=0, init=False, compare=False, repr=False)  # of its last note; 0 without notes

    def __post_init__(self) -> None:
        # Found once: scores with an unchanged track, and an edit makes several, need not look at its notes again.
        ends, last = map(add, map(_ONSET, self.notes), map(_DURATION, self.notes)), 0
        while end := max(islice(ends, BLOCK), default=0):
            last = max(last, end)
        object.__setattr__(self, "end_tick", last)

    @property
    def is_drums(self) -> bool:
        return self.channel == 9


@dataclass(frozen=True, slots=True)
class Score:
    """A whole piece.  Immutable: an edit makes a new Score that shares the unchanged tracks."""

    tracks: tuple[Track, ...] = ()
    ticks_per_quarter: int = 480
    tempo_map: tuple[TempoChange, ...] = field(default=(TempoChange(0, 500_000),))
    time_signatures: tuple[TimeSignature, ...] = field(default=(TimeSignature(0, 4, 4),))
    end_tick: int = 0  # the file's own end; never before the last note's end

    def __post_init__(self) -> None:
        if not 1 <= self.ticks_per_quarter <= 32767:
            raise ValueError(f"ticks_per_quarter must be 1-32767, not {self.ticks_per_quarter}")
        if not self.tempo_map or self.tempo_map[0].tick != 0:
            raise ValueError("the tempo map must begin at tick 0")
        if not self.time_signatures or self.time_signatures[0].tick != 0:
            raise ValueError("the time signatures must begin at tick 0")
        last = max((track.end_tick for track in self.tracks), default=0)
        if self.end_tick < last:
            object.__setattr__(self, "end_tick", last)


def without_notes(score: Score, track_indices: Collection[int]) -> Score:
    """The same piece, as long as it was, with these tracks silent."""
    if not any(track.notes for index, track in enumerate(score.tracks) if index in track_indices):
        return score
    tracks = (replace(track, notes=()) if index in track_indices else track for index, track in enumerate(score.tracks))
    return replace(score, tracks=tuple(tracks))
