"""From a score to timed MIDI messages: pure functions, no clock and no port.

``compile_schedule(score, silent)`` gives a ``Schedule``; that answers what is due in a window of time
(``between``), what the controllers stand at (``settings_at``) and which notes sound (``sounding_at``).  Times are
seconds of the score as written; a tempo change of the player stretches them.  A schedule is a handful of arrays, so
that the window can make it and the player's process can take it over without a pause.

Sysex is not sent: a file from anywhere should not reprogram the hardware of whoever plays it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.playback import messages as midi
from core.playback.clicks import NO_CLICKS, Clicks, clicks_of
from core.playback.messages import Key
from core.score import RawEvent, Score
from core.units import STEPS_PER_QUARTER, TempoMap

_LENGTHS = {midi.KEY_PRESSURE: 3, midi.CONTROLLER: 3, midi.PROGRAM: 2, midi.CHANNEL_PRESSURE: 2, midi.BEND: 3}
PARAMETER_CONTROLLERS = (6, 38, 96, 97, 98, 99, 100, 101)
"""Data entry means something only after its parameter number, so these are chased in the file's order."""
_MODE_CONTROLLERS = frozenset(range(120, 128))
_RESET_CONTROLLERS = {1: 0, 7: 100, 10: 64, 11: 127, 64: 0, 65: 0, 66: 0, 67: 0, 68: 0, 69: 0}
"""Where controllers stand before anything moves them (General MIDI, RP-015)."""
STRIKE_TOLERANCE_SECONDS = 0.0005
"""A playhead set by eye or by rounding on a note's onset still strikes that note."""
_SHORTEST_SECONDS = 0.001
_PEDAL_SECONDS = 6.0  # so long after the last note the pedal's release still belongs to the piece
_RESOUND_SECONDS = 0.1  # a note with less left than this is not struck again in its middle

_OFF, _SETTING, _ON = 0, 1, 2  # order at equal times

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TimedMessage:
    """A complete MIDI message and the second of the score (from its beginning) at which it is due."""

    seconds: float
    data: bytes


@dataclass(frozen=True, slots=True)
class SoundingNote:
    """A note that has begun and not ended.  ``onset_tick`` tells it from another one on the same key."""

    channel: int
    pitch: int
    velocity: int
    onset_tick: int
    remaining_seconds: float

    @property
    def key(self) -> Key:
        return self.channel, self.pitch

    @property
    def strike(self) -> bytes:
        return midi.note_on(self.channel, self.pitch, self.velocity)


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """All messages of a piece in the order in which they are sent.  Arrays are not to be changed."""

    seconds: Floats  # (messages,) ascending
    data: NDArray[np.uint8]  # (messages, 3); programs and channel pressure use two
    onset_ticks: Ints  # (messages,) of note-ons; -1 for all others
    notes: NDArray[np.void]  # (notes,) of _NOTE, in no order that matters
    setting_rows: Ints  # which messages are programs, controllers, pressure, bends
    setting_keys: Ints  # what each of them sets; -1: all are sent again, in the file's order
    resets: tuple[bytes, ...]  # where what the piece moves stands before it does
    tempo: TempoMap
    ticks_per_quarter: int
    end_seconds: float  # when the last note ends, audible or not, and the pedal after it
    clicks: Clicks = field(default=NO_CLICKS)

    def __len__(self) -> int:
        return len(self.seconds)

    @property
    def last_seconds(self) -> float:
        """When the last message is due."""
        return float(self.seconds[-1]) if len(self.seconds) else 0.0

    def index_at(self, seconds: float, *, after: bool = False) -> int:
        """The first message that is due at or after a second (``after``: that is due after it)."""
        return int(np.searchsorted(self.seconds, seconds, side="right" if after else "left"))

    def message(self, index: int) -> bytes:
        row = self.data[index]
        length = 2 if row[0] & 0xF0 in (midi.PROGRAM, midi.CHANNEL_PRESSURE) else 3
        return row[:length].tobytes()

    def between(self, start: float, stop: float) -> list[TimedMessage]:
        """What is due in [start, stop)."""
        rows = range(self.index_at(start), self.index_at(stop))
        return [TimedMessage(float(self.seconds[row]), self.message(row)) for row in rows]

    def settings_at(self, seconds: float) -> list[bytes]:
        """Programs, controllers and bends as they stand when all that is due up to a second was sent."""
        rows, keys = self._settings_until(seconds)
        # the last of each kind, in the order of the file: a bank stays before the program that it was chosen for
        _kinds, last = np.unique(keys[::-1], return_index=True)
        chosen = len(keys) - 1 - last
        chosen = np.union1d(chosen[keys[chosen] >= 0], np.flatnonzero(keys == -1))
        return [*self.resets, *(self.message(int(rows[number])) for number in chosen)]

    def sounding_at(self, seconds: float) -> list[SoundingNote]:
        """The notes that have begun before or at a second and end after it."""
        found = self.notes[(self.notes["on"] <= seconds) & (self.notes["off"] > seconds)]
        return [
            SoundingNote(
                int(row["channel"]), int(row["pitch"]), int(row["velocity"]), int(row["tick"]), row["off"] - seconds
            )
            for row in found
        ]

    def resounding_at(self, seconds: float, *, but_not: Collection[tuple[Key, int]] = ()) -> list[SoundingNote]:
        """The notes that a start in their middle strikes again: not drums, nor what is nearly over.

        ``but_not``: keys and onset ticks of notes that sound already.
        """
        return [
            note
            for note in self.sounding_at(seconds)
            if note.channel != midi.DRUM_CHANNEL
            and note.remaining_seconds >= _RESOUND_SECONDS
            and (note.key, note.onset_tick) not in but_not
        ]

    def programs(self) -> list[bytes]:
        """All program changes that the piece sends."""
        found = np.unique(self.data[self.data[:, 0] & 0xF0 == midi.PROGRAM], axis=0)
        return [row[:2].tobytes() for row in found]

    def keys(self) -> list[Key]:
        """All keys that the piece strikes."""
        found = np.unique(self.notes["channel"].astype(np.int64) * 128 + self.notes["pitch"])
        return [divmod(int(key), 128) for key in found]

    def step_to_seconds(self, step: float) -> float:
        return self.tempo.tick_to_seconds(step * self.ticks_per_quarter / STEPS_PER_QUARTER)

    def seconds_to_step(self, seconds: float) -> float:
        return self.tempo.seconds_to_tick(seconds) * STEPS_PER_QUARTER / self.ticks_per_quarter

    def _settings_until(self, seconds: float) -> tuple[Ints, Ints]:
        count = int(np.searchsorted(self.setting_rows, self.index_at(seconds, after=True)))
        return self.setting_rows[:count], self.setting_keys[:count]


_NOTE = np.dtype([("on", "f8"), ("off", "f8"), ("tick", "i8"), ("channel", "u1"), ("pitch", "u1"), ("velocity", "u1")])


def compile_schedule(score: Score, silent: Collection[int] = ()) -> Schedule:
    """Everything that a score sends.  ``silent``: indices of tracks whose notes aren't, only their controllers.

    At equal times keys go up before settings change before keys go down.  Every note is struck once and has its own
    release; a key struck again while it is down goes up first, and then stays down until the longer note ends.
    """
    tempo = TempoMap(score)
    notes = _notes_of(score, tempo, silent)
    up_seconds, down_order = _releases(notes)
    events = list(_settings(score))
    ticks = np.array([event.tick for event in events], np.int64)
    set_seconds = tempo.tick_to_seconds(ticks) if len(events) else np.zeros(0)
    seconds = np.concatenate([notes["on"], up_seconds, set_seconds])
    down, up, setting = len(notes), len(notes), len(events)
    # a release that falls on its own strike (the key is doubled) comes right after it, not before
    up_kind = np.where(up_seconds > notes["on"], _OFF, _ON)
    kinds = np.concatenate([np.full(down, _ON), up_kind, np.full(setting, _SETTING)])
    orders = np.concatenate([2 * down_order, 2 * down_order + 1, np.arange(setting)])
    rows = np.lexsort((orders, kinds, seconds))
    data = np.zeros((down + up + setting, 3), np.uint8)
    data[:down] = np.stack([midi.NOTE_ON | notes["channel"], notes["pitch"], notes["velocity"]], axis=1)
    data[down : down + up] = np.stack(
        [midi.NOTE_OFF | notes["channel"], notes["pitch"], np.full(up, 64, np.uint8)], axis=1
    )
    if events:
        data[down + up :] = [tuple(event.data.ljust(3, b"\0")) for event in events]
    onset_ticks = np.full(len(rows), -1, np.int64)
    onset_ticks[:down] = notes["tick"]
    keys = np.array([_setting_key(event.data) for event in events], np.int64)
    is_setting = rows >= down + up
    # pressure on one key is not chased: that note may not be struck again
    is_chased = is_setting.copy()
    is_chased[is_setting] = keys[rows[is_setting] - down - up] != _NOT_CHASED
    sounding = notes.copy()
    sounding["off"] = up_seconds
    return Schedule(
        seconds=seconds[rows],
        data=data[rows],
        onset_ticks=onset_ticks[rows],
        notes=sounding,
        setting_rows=np.flatnonzero(is_chased),
        setting_keys=keys[rows[is_chased] - down - up],
        resets=tuple(_resets(events)),
        tempo=tempo,
        ticks_per_quarter=score.ticks_per_quarter,
        end_seconds=_end(score, events, tempo),
        clicks=clicks_of(score),
    )


def schedule(score: Score, start_seconds: float = 0.0) -> list[TimedMessage]:
    """All that a start at ``start_seconds`` sends, in order: settings and sounding notes first, then what follows."""
    from core.playback.sequencer import Sequencer

    compiled = compile_schedule(score)
    sequencer = Sequencer(compiled)
    first = [TimedMessage(start_seconds, data) for data in sequencer.start(start_seconds, start_seconds)]
    end = max(start_seconds, sequencer.time_of(compiled.last_seconds))  # as it counts: rounding may make it later
    return first + [TimedMessage(at, data) for at, data in sequencer.advance(end)]


def end_seconds(score: Score) -> float:
    """When the last note ends."""
    last = max((note.offset_tick for track in score.tracks for note in track.notes), default=0)
    return float(TempoMap(score).tick_to_seconds(last))


def _end(score: Score, events: list[RawEvent], tempo: TempoMap) -> float:
    last = end_seconds(score)
    pedal = [e.tick for e in events if e.data[0] & 0xF0 == midi.CONTROLLER and e.data[1] == midi.SUSTAIN]
    lifted = float(tempo.tick_to_seconds(max(pedal))) if pedal else 0.0
    return max(last, lifted) if lifted < last + _PEDAL_SECONDS else last


def _notes_of(score: Score, tempo: TempoMap, silent: Collection[int]) -> NDArray[np.void]:
    """All notes to be heard, by key and then by onset; ``off`` is when each would end if nothing came before."""
    parts = []
    for number, track in enumerate(score.tracks):
        if not track.notes or number in silent:
            continue
        values = (v for n in track.notes for v in (n.onset_tick, n.duration_ticks, n.pitch, n.velocity))
        table = np.fromiter(values, np.int64, 4 * len(track.notes)).reshape(-1, 4)
        parts.append(np.column_stack([table, np.full(len(table), track.channel)]))
    if not parts:
        return np.zeros(0, _NOTE)
    table = np.concatenate(parts)
    table = table[np.lexsort((table[:, 1], table[:, 0], table[:, 2], table[:, 4]))]
    notes = np.zeros(len(table), _NOTE)
    notes["tick"], notes["pitch"], notes["velocity"], notes["channel"] = (
        table[:, 0], table[:, 2], table[:, 3], table[:, 4],
    )  # fmt: skip
    notes["on"] = tempo.tick_to_seconds(table[:, 0])
    notes["off"] = np.maximum(tempo.tick_to_seconds(table[:, 0] + table[:, 1]), notes["on"] + _SHORTEST_SECONDS)
    return notes


def _releases(notes: NDArray[np.void]) -> tuple[Floats, Ints]:
    """When each key goes up (at the latest when it is struck again), and the order of the strikes."""
    count = len(notes)
    order = np.arange(count)
    if count == 0:
        return np.zeros(0), order
    key = notes["channel"].astype(np.int64) * 128 + notes["pitch"]
    begins = np.flatnonzero(np.append(True, key[1:] != key[:-1]))
    until = np.empty(count)
    for start, stop in zip(begins, np.append(begins[1:], count), strict=True):
        until[start:stop] = np.maximum.accumulate(notes["off"][start:stop])
    again = np.full(count, np.inf)
    same = key[1:] == key[:-1]
    again[:-1][same] = notes["on"][1:][same]
    return np.minimum(until, again), order


def _settings(score: Score) -> Iterator[RawEvent]:
    """Programs, controllers, pressure and bends of all tracks in the order of their ticks."""
    found: list[tuple[int, RawEvent]] = []
    for track in score.tracks:
        if track.notes or track.events:
            found.append((0, RawEvent(0, bytes([midi.PROGRAM | track.channel, track.program]))))
        found.extend((1, event) for event in track.events if _is_sendable(event.data))
    found.sort(key=lambda item: (item[1].tick, item[0]))  # stable: the file's order within a tick
    for _rank, event in found:
        yield event


def _is_sendable(data: bytes) -> bool:
    if not data or _LENGTHS.get(data[0] & 0xF0) != len(data) or max(data[1:]) > 127:
        return False
    return not (data[0] & 0xF0 == midi.CONTROLLER and data[1] in _MODE_CONTROLLERS)


_NOT_CHASED = -2


def _setting_key(data: bytes) -> int:
    """What a message sets, as a number: a controller of a channel, its program, bend or pressure."""
    status = data[0] & 0xF0
    if status == midi.KEY_PRESSURE:
        return _NOT_CHASED
    if status == midi.CONTROLLER:
        return -1 if data[1] in PARAMETER_CONTROLLERS else data[0] << 8 | data[1]
    return data[0] << 8


def _resets(events: list[RawEvent]) -> Iterator[bytes]:
    """Where all that the piece moves stands before: going back to the beginning must undo what came later."""
    moved = sorted({_setting_key(event.data) for event in events})
    for key in moved:
        status, channel, number = key >> 8 & 0xF0, key >> 8 & 0x0F, key & 0xFF
        if key >= 0 and status == midi.CONTROLLER and number in _RESET_CONTROLLERS:
            yield midi.controller(channel, number, _RESET_CONTROLLERS[number])
        elif key >= 0 and status == midi.BEND:
            yield bytes((midi.BEND | channel, 0, 64))
        elif key >= 0 and status == midi.CHANNEL_PRESSURE:
            yield bytes((midi.CHANNEL_PRESSURE | channel, 0))
