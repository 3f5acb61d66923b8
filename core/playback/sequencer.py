"""Walks through a schedule: position, tempo, loop, metronome, clock pulses, and what sounds at the moment.

No clock and no port: whoever owns those says which time it is and sends what comes out.  "Time" here is that owner's
(seconds of the player's clock, or of samples played), "position" is the second of the score as written.  The same
commands at the same times give the same messages, and whatever happens, every strike that came out is followed by its
release: ``stop`` gives those that are missing.
"""

from __future__ import annotations

import copy
from bisect import insort
from collections.abc import Iterator

from core.playback import messages as midi
from core.playback.beats import clock_start, next_click, next_pulse, pulse_position
from core.playback.clicks import CLICK_SECONDS, click_message
from core.playback.messages import Key
from core.playback.schedule import PARAMETER_CONTROLLERS, STRIKE_TOLERANCE_SECONDS, Schedule, SoundingNote

_NO_NOTE = -1  # the onset tick of what is not a note of the piece: a click
_SHORTEST_LOOP_SECONDS = 0.05

Due = tuple[float, bytes]  # time, message


class Sequencer:
    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self.rate = 1.0  # of the tempo as written
        self.metronome = False
        self.sends_clock = False
        self.endless = False  # a recording goes on after the last note
        self.running = False
        self.num_loops = 0  # how often it went back to the loop's beginning
        self._loop_steps: tuple[float, float] | None = None
        self._loop: tuple[float, float] | None = None  # positions
        self._waiting: Schedule | None = None  # taken over when the loop begins again
        self._anchor = (0.0, 0.0)  # time, position
        self._start = 0.0  # position before which there is only the count-in
        self._index = self._click = self._pulse = 0
        self._extra: list[tuple[float, int, bytes, int]] = []  # by position: what is no message of the schedule
        self._serial = 0
        self._sounding: dict[Key, int] = {}  # onset ticks
        self._sent: dict[int, bytes] = {}  # settings that the instruments are known to have
        self._parameters: tuple[bytes, ...] = ()  # parameter numbers and data entry, as they were sent
        self._channels: set[int] = set()

    def copy(self) -> Sequencer:
        """As it is now; the schedules are shared."""
        twin = copy.copy(self)
        twin._extra = list(self._extra)
        twin._sounding = dict(self._sounding)
        twin._sent = dict(self._sent)
        twin._channels = set(self._channels)
        return twin

    # -- where it is -----------------------------------------------------------------------------------------------

    def position(self, time: float) -> float:
        """Of a time not before what was sent last."""
        at, position = self._anchor
        return position + (time - at) * self.rate

    def time_of(self, position: float) -> float:
        at, anchored = self._anchor
        return at + (position - anchored) / self.rate

    @property
    def loop(self) -> tuple[float, float] | None:
        """Positions between which it goes round; None too where it has passed the end already."""
        return self._loop

    def next_time(self) -> float:
        """When something is due: a message, the loop's end or the end of the piece."""
        if not self.running:
            return float("inf")
        position = min(self._next_event(), self._turn())
        return self.time_of(position)

    # -- commands: each gives what is to be sent at once ------------------------------------------------------------

    def start(
        self, time: float, position: float, count_in: list[tuple[float, int]] | None = None, wait: float = 0.0
    ) -> list[bytes]:
        """Begin at a position, after an optional count-in: (seconds before it, click level).

        ``wait``: seconds of the owner's time until then, where there is no count-in.
        """
        out = self.stop()
        lead = max((before for before, _level in count_in or []), default=wait * self.rate)
        self.running, self.num_loops = True, 0
        self._anchor = (time, position - lead)
        out += self._go_to(position)
        if not lead:
            return out + self._begin(position)
        for before, level in count_in or []:
            self._add_click(position - before, level)
        for data in self._clock_start(position):
            self._add(position, data)
        for note in self._begun(position):
            self._add(position, note.strike, note.onset_tick)
        return out

    def stop(self) -> list[bytes]:
        """Silence.  Safe where nothing plays."""
        was_running, self.running = self.running, False
        out = self._silence()
        self._extra.clear()
        if was_running and self.sends_clock:
            out.append(bytes((midi.STOP,)))
        return out

    def seek(self, time: float, position: float) -> list[bytes]:
        """Go on from another position."""
        out = self._silence()
        self._extra.clear()
        self._anchor = (time, position)
        if self.sends_clock:
            out.append(bytes((midi.STOP,)))
        return out + self._go_to(position) + self._begin(position)

    def swap(self, time: float, schedule: Schedule) -> list[bytes]:
        """Go on with other music from the same place of the score (the same step, if tempos changed).

        Notes that both have sound on.  Where one of a channel's notes is gone, that channel is silenced, and what
        shall sound is struck again.
        """
        if not self.running:
            self.schedule, self._waiting = schedule, None
            self._place_loop()
            return []
        step = self.schedule.seconds_to_step(self.position(time))
        start = schedule.step_to_seconds(self.schedule.seconds_to_step(self._start))
        self.schedule, self._waiting = schedule, None
        position = schedule.step_to_seconds(step)
        self._anchor, self._start = (time, position), start
        self._place_loop(position)
        if position < start:  # still counting in
            self._index = schedule.index_at(start - STRIKE_TOLERANCE_SECONDS)
            self._place_lanes(position)
            return []
        wanted = {note.key: note for note in schedule.sounding_at(position)}
        gone = {
            key
            for key, tick in self._sounding.items()
            if tick != _NO_NOTE and (key not in wanted or wanted[key].onset_tick != tick)
        }
        out = self._silence({channel for channel, _pitch in gone}) if gone else []
        out += self._changed(schedule.settings_at(position))
        self._index = schedule.index_at(position, after=True)
        self._place_lanes(position, after=True)
        out += self._strike(schedule.resounding_at(position, but_not=set(self._sounding.items())))
        return out

    def swap_at_loop(self, schedule: Schedule) -> None:
        """Take other music over when the loop begins again."""
        self._waiting = schedule

    def set_rate(self, time: float, rate: float) -> None:
        self._anchor = (time, self.position(time))
        self.rate = rate

    def follow(self, time: float, position: float, rate: float) -> None:
        """Another clock says where it is: nothing is skipped, and nothing is sent twice."""
        self._anchor, self.rate = (time, position), rate

    def set_loop(self, time: float, steps: tuple[float, float] | None) -> None:
        """Go round between two steps; a position after the end plays on."""
        if self.running:
            self._anchor = (time, self.position(time))  # what is over now is over now, not in the past
        self._loop_steps = steps
        self._place_loop(self._anchor[1] if self.running else None)

    def set_endless(self, time: float, on: bool) -> None:
        """Go on past the last note, or end there."""
        if self.running:
            self._anchor = (time, self.position(time))
        self.endless = on

    def set_metronome(self, time: float, on: bool) -> None:
        if on == self.metronome:
            return  # the click of this very moment may have been
        self.metronome = on
        if self.running:
            position = self.position(time)
            counting_in = position < self._start
            self._click = next_click(self.schedule, max(self._start, position), after=not counting_in)

    def set_clock(self, time: float, on: bool) -> list[bytes]:
        """Send clock pulses, or no longer."""
        if on == self.sends_clock:
            return []
        self.sends_clock = on
        if not self.running:
            return []
        position = self.position(time)
        self._pulse = next_pulse(self.schedule, max(self._start, position), after=False)
        return self._clock_start(position) or [bytes((midi.STOP,))]

    # -- time goes on ----------------------------------------------------------------------------------------------

    def advance(self, until: float) -> Iterator[Due]:
        """All that is due up to a time, that time included, in order."""
        while self.running:
            turn, event = self._turn(), self._next_event()
            if self.time_of(min(turn, event)) > until:
                return
            if event < turn:
                yield from self._next_messages(event)
                continue
            time = self.time_of(turn)
            for data in self._last_releases(turn):
                yield time, data
            for data in self._go_round(time) if self._loop is not None else self.stop():
                yield time, data

    def _turn(self) -> float:
        """Position of the loop's end or the end of the piece."""
        if self._loop is not None:
            return max(self._loop[1], self._anchor[1])
        return float("inf") if self.endless else max(self.schedule.end_seconds, self._start, self._anchor[1])

    def _last_releases(self, position: float) -> Iterator[bytes]:
        """Keys that go up by themselves at the very end; nothing is struck there any more."""
        while self._index < len(self.schedule) and self.schedule.seconds[self._index] <= position:
            data = self.schedule.message(self._index)
            if data[0] & 0xF0 != midi.NOTE_OFF:
                return
            self._index += 1
            if self._account(data, _NO_NOTE):
                yield data

    def _next_event(self) -> float:
        """Position of the next message of any kind."""
        found = float("inf")
        if self._index < len(self.schedule):
            found = float(self.schedule.seconds[self._index])
        if self._extra:
            found = min(found, self._extra[0][0])
        if self.metronome and self._click < len(self.schedule.clicks.seconds):
            found = min(found, float(self.schedule.clicks.seconds[self._click]))
        if self.sends_clock:
            found = min(found, pulse_position(self.schedule, self._pulse))
        return max(found, self._anchor[1]) if found < float("inf") else found

    def _next_messages(self, position: float) -> Iterator[Due]:
        """The messages of the first of the lanes that is due at this position."""
        time = self.time_of(position)
        if self._extra and self._extra[0][0] <= position:
            _position, _serial, data, onset_tick = self._extra.pop(0)
            yield from ((time, message) for message in self._play(data, onset_tick))
        elif self.sends_clock and pulse_position(self.schedule, self._pulse) <= position:
            self._pulse += 1
            yield time, bytes((midi.CLOCK,))
        elif self._index < len(self.schedule) and self.schedule.seconds[self._index] <= position:
            index = self._index
            self._index += 1
            played = self._play(self.schedule.message(index), int(self.schedule.onset_ticks[index]))
            yield from ((time, message) for message in played)
        else:
            level = int(self.schedule.clicks.levels[self._click])
            self._click += 1
            self._add_click(position, level)

    def _go_round(self, time: float) -> Iterator[bytes]:
        """At the loop's end: silence, and on from its beginning, with what changed in the meantime."""
        yield from self._silence()
        self._extra.clear()
        if self._waiting is not None:
            self.schedule, self._waiting = self._waiting, None
            self._place_loop()
        assert self._loop is not None
        position = self._loop[0]
        self._anchor = (time, position)
        self.num_loops += 1
        if self.sends_clock:
            yield bytes((midi.STOP,))
        yield from self._go_to(position)
        yield from self._begin(position)

    # -- helpers ---------------------------------------------------------------------------------------------------

    def _go_to(self, position: float) -> list[bytes]:
        """All lanes at a position, and the settings that hold there."""
        self._start = position
        self._index = self.schedule.index_at(position - STRIKE_TOLERANCE_SECONDS, after=True)
        self._place_loop(position)
        self._place_lanes(position)
        return self._changed(self.schedule.settings_at(position - STRIKE_TOLERANCE_SECONDS))

    def _begin(self, position: float) -> list[bytes]:
        """What is struck at the start, besides the notes that begin there."""
        return [*self._clock_start(position), *self._strike(self._begun(position))]

    def _begun(self, position: float) -> list[SoundingNote]:
        return self.schedule.resounding_at(position - STRIKE_TOLERANCE_SECONDS)

    def _place_lanes(self, position: float, after: bool = False) -> None:
        """The next click and pulse from a position on; ``after``: those at the position itself have been."""
        position = max(self._start, position)
        self._click = next_click(self.schedule, position, after)
        self._pulse = next_pulse(self.schedule, position, after)

    def _place_loop(self, position: float | None = None) -> None:
        self._loop = None
        if self._loop_steps is None:
            return
        start, stop = (self.schedule.step_to_seconds(step) for step in self._loop_steps)
        if stop - start >= _SHORTEST_LOOP_SECONDS and (position is None or position < stop):
            self._loop = (start, stop)

    def _clock_start(self, position: float) -> list[bytes]:
        return clock_start(self.schedule, position) if self.sends_clock else []

    def _add(self, position: float, data: bytes, onset_tick: int = _NO_NOTE) -> None:
        self._serial += 1
        insort(self._extra, (position, self._serial, data, onset_tick))

    def _add_click(self, position: float, level: int) -> None:
        data = click_message(level)
        self._add(position, data)
        self._add(position + CLICK_SECONDS * self.rate, midi.note_off(data[0] & 0x0F, data[1]))

    def _strike(self, notes: list[SoundingNote]) -> list[bytes]:
        return [data for note in notes for data in self._play(note.strike, note.onset_tick)]

    def _play(self, data: bytes, onset_tick: int) -> list[bytes]:
        """What is to be sent; a key that is down goes up first: clicks may come fast, or share a key with the piece."""
        key = (data[0] & 0x0F, data[1]) if data[0] & 0xF0 == midi.NOTE_ON else None
        again = [midi.note_off(*key)] if key is not None and key in self._sounding else []
        return [*again, data] if self._account(data, onset_tick) else []

    def _account(self, data: bytes, onset_tick: int) -> bool:
        """Keep the books; False for a message that is not to be sent: the release of a key that is up."""
        status, channel = data[0] & 0xF0, data[0] & 0x0F
        if status == 0xF0:
            return True
        self._channels.add(channel)
        if status == midi.NOTE_ON:
            self._sounding[channel, data[1]] = onset_tick
        elif status == midi.NOTE_OFF:
            return self._sounding.pop((channel, data[1]), None) is not None
        elif _kind(data) < 0:
            self._parameters += (data,)
        else:
            self._sent[_kind(data)] = data
        return True

    def _changed(self, settings: list[bytes]) -> list[bytes]:
        """Those settings that the instruments do not have yet."""
        parameters = tuple(data for data in settings if _kind(data) < 0)
        again = parameters != self._parameters
        last = {_kind(data): data for data in settings}
        banks = {
            channel
            for channel in range(16)
            for number in (0, 32)
            if self._is_new(last, midi.CONTROLLER << 8 | channel << 8 | number)
        }
        out = []
        for data in settings:
            kind = _kind(data)
            is_chosen_anew = data[0] & 0xF0 == midi.PROGRAM and data[0] & 0x0F in banks
            if (kind < 0 and again) or (last[kind] is data and (self._is_new(last, kind) or is_chosen_anew)):
                out.append(data)
        if again:
            self._parameters = ()
        for data in out:
            self._account(data, _NO_NOTE)
        return out

    def _is_new(self, last: dict[int, bytes], kind: int) -> bool:
        return kind >= 0 and kind in last and self._sent.get(kind) != last[kind]

    def _silence(self, channels: set[int] | None = None) -> list[bytes]:
        """Each sounding key its own note-off, then pedal up and All Notes Off, on all channels in use or on some."""
        chosen = self._channels if channels is None else channels
        keys = [key for key in self._sounding if key[0] in chosen]
        for key in keys:
            del self._sounding[key]
        for channel in chosen:
            up = midi.controller(channel, midi.SUSTAIN, 0)
            self._sent[_kind(up)] = up
        return midi.all_off(keys, chosen)


def _kind(data: bytes) -> int:
    """What a setting sets, as a number; parameter numbers and data entry below 0: always sent again, in order."""
    if data[0] & 0xF0 == midi.CONTROLLER:
        return -1 if data[1] in PARAMETER_CONTROLLERS else data[0] << 8 | data[1]
    return data[0] << 8
