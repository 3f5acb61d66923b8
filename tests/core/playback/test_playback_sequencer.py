"""The sequencer: whatever is done to it at any moment, nothing hangs, nothing is lost, and time stays exact."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.playback.schedule import compile_schedule
from core.playback.sequencer import Sequencer
from core.score import Note, RawEvent, Score, TempoChange, TimeSignature, Track
from tests.core.playback.pieces import Ear, metred, scores

commands = st.one_of(
    st.tuples(st.just("seek"), st.floats(0, 5)),
    st.tuples(st.just("music"), st.integers(0, 3)),
    st.tuples(st.just("at_loop"), st.integers(0, 3)),
    st.tuples(st.just("loop"), st.one_of(st.none(), st.tuples(st.floats(0, 20), st.floats(1, 20)))),
    st.tuples(st.just("rate"), st.floats(0.25, 4)),
    st.tuples(st.just("metronome"), st.booleans()),
    st.tuples(st.just("clock"), st.booleans()),
    st.tuples(st.just("stop"), st.none()),
    st.tuples(st.just("play"), st.floats(0, 5)),
)


def carry_out(sequencer: Sequencer, time: float, name: str, value: Any, music: list) -> list[bytes]:
    if name == "seek":
        return sequencer.seek(time, value) if sequencer.running else []
    if name == "music":
        return sequencer.swap(time, music[value])
    if name == "at_loop":
        sequencer.swap_at_loop(music[value])
    elif name == "loop":
        sequencer.set_loop(time, None if value is None else (value[0], value[0] + value[1]))
    elif name == "rate":
        sequencer.set_rate(time, value)
    elif name == "metronome":
        sequencer.set_metronome(time, value)
    elif name == "clock":
        return sequencer.set_clock(time, value)
    elif name == "stop":
        return sequencer.stop()
    elif name == "play":
        return sequencer.start(time, value, [(0.4, 0), (0.2, 1)])
    return []


@settings(max_examples=120, deadline=None)
@given(
    st.lists(scores, min_size=1, max_size=3),
    st.sets(st.integers(0, 2)),
    st.lists(st.tuples(st.floats(0.001, 1.5), commands), max_size=14),
)
def test_no_order_of_commands_leaves_a_note_hanging(
    pieces: list[Score], silent: set[int], script: list[tuple[float, tuple[str, Any]]]
) -> None:
    music = [compile_schedule(pieces[i % len(pieces)], silent if i % 2 else ()) for i in range(4)]
    sequencer, ear, time, last = Sequencer(music[0]), Ear(), 10.0, 0.0
    ear.hear(sequencer.start(time, 0.0))
    for wait, (name, value) in script:
        time += wait
        for at, data in sequencer.advance(time):
            assert last - 1e-9 <= at <= time + 1e-9, "in order, and not ahead of time"
            last = at
            ear.hear([data] if data[0] < 0xF0 else [])
        ear.hear(data for data in carry_out(sequencer, time, name, value, music) if data[0] < 0xF0)
        last = time
        if sequencer.running:
            assert ear.sounding == set(sequencer._sounding)
    ear.hear(data for data in sequencer.stop() if data[0] < 0xF0)
    assert not ear.sounding
    assert all(value == 0 for (status, number), value in ear.settings.items() if status & 0xF0 == 0xB0 and number == 64)


@settings(max_examples=50, deadline=None)
@given(scores, st.floats(0.3, 3), st.lists(st.floats(0.001, 0.7), max_size=10))
def test_however_finely_time_goes_on_the_same_comes_out(score: Score, rate: float, steps: list[float]) -> None:
    def played(times: list[float]) -> list[tuple[float, bytes]]:
        sequencer = Sequencer(compile_schedule(score))
        sequencer.metronome = sequencer.sends_clock = True
        sequencer.set_rate(0, rate)
        sequencer.set_loop(0, (1.0, 7.0))
        out = [(0.0, data) for data in sequencer.start(0, 0)]
        for time in times:
            out.extend(sequencer.advance(time))
        return out

    total = sum(steps)
    assert played([sum(steps[: i + 1]) for i in range(len(steps) - 1)] + [total]) == played([total])


@settings(max_examples=50, deadline=None)
@given(scores, st.floats(0.01, 4))
def test_a_swap_for_the_same_music_changes_nothing(score: Score, time: float) -> None:
    plain, swapped = Sequencer(compile_schedule(score)), Sequencer(compile_schedule(score))
    first = [plain.start(0, 0), swapped.start(0, 0)]
    assert first[0] == first[1]
    assert list(plain.advance(time)) == list(swapped.advance(time))
    # only the last piece of a drum or a very short note may be left out of what is struck again, never added
    assert swapped.swap(time, compile_schedule(score)) == []
    assert [(round(t, 6), d) for t, d in plain.advance(99)] == [(round(t, 6), d) for t, d in swapped.advance(99)]


def long_note(pitch: int = 60, onset: int = 0, duration: int = 1920, channel: int = 0) -> Score:
    return Score((Track("", channel, 0, (Note(onset, pitch, duration, 90),)),))


def test_a_loop_goes_round_in_time_with_a_release_for_each_note() -> None:
    sequencer = Sequencer(compile_schedule(long_note()))
    sequencer.set_loop(0, (2, 6))  # half a second
    sequencer.start(0, 0)
    out = list(sequencer.advance(2.0))
    strikes = [t for t, data in out if data[0] == 0x90]
    assert strikes == pytest.approx([0, 0.75, 1.25, 1.75]), "struck again at each pass"
    round_trip = [data for t, data in out if t == pytest.approx(0.75)]
    assert round_trip == [b"\x80\x3c\x40", b"\xb0\x40\x00", b"\xb0\x7b\x00", b"\x90\x3c\x5a"]
    assert sequencer.num_loops == 3


def test_loops_do_not_drift() -> None:
    sequencer = Sequencer(compile_schedule(long_note()))
    sequencer.set_loop(0, (0, 1))
    sequencer.start(0, 0)
    for step in range(1, 4000):
        list(sequencer.advance(step * 0.0313))
    count = sequencer.num_loops
    assert count == int(3999 * 0.0313 / 0.125)
    assert sequencer.time_of(0) == pytest.approx(count * 0.125, abs=1e-6)


def test_an_edit_leaves_alone_what_sounds_on_and_silences_the_channel_of_what_is_gone() -> None:
    chord = Score((long_note(60).tracks[0], long_note(50, channel=1).tracks[0]))
    sequencer = Sequencer(compile_schedule(chord))
    sequencer.start(0, 0)
    list(sequencer.advance(0.5))
    without = Score((chord.tracks[0], long_note(52, channel=1).tracks[0]))
    assert sequencer.swap(0.5, compile_schedule(without)) == [
        b"\x81\x32\x40",  # the note that is gone, and nothing on channel 0
        b"\xb1\x40\x00",
        b"\xb1\x7b\x00",
        b"\x91\x34\x5a",  # the one that should sound now
    ]


def test_muting_and_unmuting_a_track() -> None:
    score = Score((long_note(60).tracks[0], long_note(50, channel=1).tracks[0]))
    sequencer = Sequencer(compile_schedule(score))
    sequencer.start(0, 0)
    list(sequencer.advance(0.3))
    assert sequencer.swap(0.3, compile_schedule(score, {1}))[0] == b"\x81\x32\x40"
    assert sequencer.swap(0.6, compile_schedule(score)) == [b"\x91\x32\x5a"]


def test_a_seek_restores_the_pedal_that_silence_lifted() -> None:
    pedal = (RawEvent(0, b"\xb0\x40\x7f"),)
    sequencer = Sequencer(compile_schedule(Score((Track("", 0, 0, (Note(0, 60, 9600, 90),), pedal),))))
    sequencer.start(0, 0)
    list(sequencer.advance(0.1))
    out = sequencer.seek(0.1, 3.0)
    assert out == [b"\x80\x3c\x40", b"\xb0\x40\x00", b"\xb0\x7b\x00", b"\xb0\x40\x7f", b"\x90\x3c\x5a"]


def test_the_tempo_changes_at_once_and_in_time() -> None:
    score = Score((Track(notes=tuple(Note(i * 480, 60 + i, 240, 90) for i in range(8))),))
    sequencer = Sequencer(compile_schedule(score))
    sequencer.start(0, 0)
    out = list(sequencer.advance(0.75))
    sequencer.set_rate(0.75, 2.0)
    out += list(sequencer.advance(2.0))
    assert [t for t, data in out if data[0] == 0x90][:5] == pytest.approx([0, 0.5, 0.875, 1.125, 1.375])


def test_a_new_tempo_map_keeps_the_bar() -> None:
    score = Score((Track(notes=tuple(Note(i * 480, 60 + i, 240, 90) for i in range(8))),))
    slower = Score(score.tracks, tempo_map=(TempoChange(0, 1_000_000),))
    sequencer = Sequencer(compile_schedule(score))
    sequencer.start(0, 0)
    list(sequencer.advance(0.75))
    sequencer.swap(0.75, compile_schedule(slower))
    assert sequencer.position(0.75) == pytest.approx(1.5), "a quarter and a half of the slower piece"
    assert next(t for t, data in sequencer.advance(9) if data[0] == 0x90) == pytest.approx(1.25)


@pytest.mark.parametrize("metre, clicks", [((3, 4), 3), ((6, 8), 6)])
def test_the_metronome_and_the_count_in_are_heard(metre: tuple[int, int], clicks: int) -> None:
    score = metred(*metre, bars=2)
    sequencer = Sequencer(compile_schedule(score))
    sequencer.metronome = True
    out = [
        (0.0, data) for data in sequencer.start(0, 0, [(1.5 * (clicks - i) / clicks, min(i, 1)) for i in range(clicks)])
    ]
    out += list(sequencer.advance(9))
    times = [t for t, data in out if data[0] == 0x99]
    assert times == pytest.approx([1.5 * i / clicks for i in range(3 * clicks)])
    assert [t for t, data in out if data[0] == 0x90] == pytest.approx([1.5, 3.0]), "the music begins after one bar"
    high = [t for t, data in out if data[0] == 0x99 and data[1] == 76]
    assert high == pytest.approx([0.0, 1.5, 3.0])
    assert sum(data[0] == 0x89 for _t, data in out) == 3 * clicks


@pytest.mark.parametrize(
    "score",
    [
        Score((Track(notes=(Note(0, 60, 1920, 90),)),), tempo_map=(TempoChange(0, 25_000),)),  # a click takes longer
        Score((Track(channel=9, notes=(Note(470, 76, 100, 90), Note(960, 77, 900, 90))),)),  # its own wood blocks
    ],
)
def test_a_click_on_a_key_that_is_down_lets_it_up_first(score: Score) -> None:
    sequencer, ear = Sequencer(compile_schedule(score)), Ear()
    sequencer.metronome = True
    ear.hear(sequencer.start(0, 0))
    ear.hear(data for _t, data in sequencer.advance(9))
    assert sum(number for (channel, _p, _v), number in ear.struck.items() if channel == 9) >= 4
    assert not ear.sounding


def test_the_clock_has_24_pulses_a_quarter_through_tempo_changes() -> None:
    score = Score(long_note(duration=1920).tracks, tempo_map=(TempoChange(0, 500_000), TempoChange(960, 1_000_000)))
    sequencer = Sequencer(compile_schedule(score))
    sequencer.sends_clock = True
    out = [(0.0, data) for data in sequencer.start(0, 0)] + list(sequencer.advance(9))
    assert out[0][1] == b"\xfa" and out[-1][1] == b"\xfc"
    pulses = [t for t, data in out if data == b"\xf8"]
    assert pulses[:49] == pytest.approx([i / 48 for i in range(48)] + [1.0])
    assert pulses[49] - pulses[48] == pytest.approx(1 / 24)
    assert len(pulses) == 96
    middle = sequencer.start(10, 1.0)
    assert b"\xf2\x08\x00" in middle and middle[-1] != b"\xfa", "the position in sixteenths, and on"
    assert middle.index(b"\xf2\x08\x00") + 1 == middle.index(b"\xfb")


def test_music_that_changes_just_on_the_beat_repeats_neither_click_nor_pulse() -> None:
    schedule = compile_schedule(long_note(duration=1920))
    sequencer = Sequencer(schedule)
    sequencer.metronome = sequencer.sends_clock = True
    out = [(0.0, data) for data in sequencer.start(0, 0)] + list(sequencer.advance(1.0))
    out += [(1.0, data) for data in sequencer.swap(1.0, schedule)]
    sequencer.set_metronome(1.0, True)
    out += list(sequencer.advance(1.9))
    assert [t for t, data in out if data[0] == 0x99] == pytest.approx([0, 0.5, 1.0, 1.5])
    pulses = [t for t, data in out if data == b"\xf8"]
    assert pulses == pytest.approx([i / 48 for i in range(len(pulses))]) and len(pulses) == 92


def test_a_clock_switched_on_just_on_the_beat_repeats_no_click() -> None:
    sequencer = Sequencer(compile_schedule(long_note(duration=1920)))
    sequencer.metronome = True
    out = [(0.0, data) for data in sequencer.start(0, 0)] + list(sequencer.advance(1.0))
    out += [(1.0, data) for data in sequencer.set_clock(1.0, True)] + list(sequencer.advance(1.9))
    assert [t for t, data in out if data[0] == 0x99] == pytest.approx([0, 0.5, 1.0, 1.5])
    assert next(t for t, data in out if data == b"\xf8") == pytest.approx(1.0)


def test_music_for_the_next_pass_waits_for_it() -> None:
    sequencer = Sequencer(compile_schedule(long_note(60)))
    sequencer.set_loop(0, (0, 4))
    sequencer.start(0, 0)
    list(sequencer.advance(0.2))
    sequencer.swap_at_loop(compile_schedule(long_note(72)))
    assert not list(sequencer.advance(0.49))
    assert [data for _t, data in sequencer.advance(0.5)][-1] == b"\x90\x48\x5a"


def test_the_end_of_the_piece_is_silence_unless_a_recording_goes_on() -> None:
    sequencer = Sequencer(compile_schedule(long_note(duration=480)))
    sequencer.start(0, 0)
    out = list(sequencer.advance(1))
    assert [data for t, data in out if t == 0.5] == [b"\x80\x3c\x40", b"\xb0\x40\x00", b"\xb0\x7b\x00"]
    assert not sequencer.running
    sequencer.endless = True
    sequencer.start(1, 0)
    list(sequencer.advance(5))
    assert sequencer.running


def test_the_bank_is_chosen_again_before_its_program() -> None:
    banks = [(0, b"\xb0\x00\x08"), (0, b"\xc0\x05"), (960, b"\xb0\x00\x01"), (960, b"\xc0\x05")]
    events = tuple(RawEvent(tick, data) for tick, data in banks)
    score = Score((Track("", 0, 0, (Note(0, 60, 1920, 90),), events),), time_signatures=(TimeSignature(0, 4, 4),))
    sequencer = Sequencer(compile_schedule(score))
    sequencer.start(0, 0)
    list(sequencer.advance(1.5))
    out = sequencer.seek(1.5, 0.5)
    assert out.index(b"\xb0\x00\x08") < out.index(b"\xc0\x05")
