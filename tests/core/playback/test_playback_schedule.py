"""The scheduler: everything is sent, in order, and a window of it is what was asked for."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.playback.clicks import BAR, BEAT, PULSE, clicks_of, count_in
from core.playback.messages import all_off
from core.playback.schedule import compile_schedule, end_seconds, schedule
from core.score import Note, RawEvent, Score, TempoChange, TimeSignature, Track
from tests.core.playback.pieces import Ear, metred, scores


def strikes(score: Score, start: float = 0.0) -> list[tuple[float, int, int, int]]:
    return [(m.seconds, *m.data) for m in schedule(score, start) if m.data[0] & 0xF0 == 0x90]


@settings(max_examples=60, deadline=None)
@given(scores, st.floats(0, 6))
@example(Score((Track(notes=(Note(2120, 58, 900, 1),)),)), 1.031407368903763)  # its end is rounded up
def test_every_strike_has_its_release_and_nothing_comes_before_the_start(score: Score, start: float) -> None:
    messages = schedule(score, start)
    times = [m.seconds for m in messages]
    assert times == sorted(times)
    assert all(t >= start for t in times)
    ear = Ear()
    ear.hear(m.data for m in messages)
    assert not ear.sounding


@settings(max_examples=50, deadline=None)
@given(scores, st.sets(st.integers(0, 2)))
def test_all_audible_notes_are_struck_with_their_velocity(score: Score, silent: set[int]) -> None:
    wanted = Counter(
        (t.channel, n.pitch, n.velocity) for i, t in enumerate(score.tracks) if i not in silent for n in t.notes
    )
    found = compile_schedule(score, silent).between(0, float("inf"))
    assert Counter((m.data[0] & 0x0F, *m.data[1:]) for m in found if m.data[0] & 0xF0 == 0x90) == wanted


@settings(max_examples=50, deadline=None)
@given(scores, st.lists(st.floats(0, 8), max_size=6))
def test_windows_put_together_are_the_whole(score: Score, cuts: list[float]) -> None:
    compiled = compile_schedule(score)
    edges = [0.0, *sorted(cuts), float("inf")]
    parts = [message for a, b in pairwise(edges) for message in compiled.between(a, b)]
    assert parts == compiled.between(0, float("inf"))
    assert len(parts) == len(compiled)


@settings(max_examples=50, deadline=None)
@given(scores)
def test_at_equal_times_keys_go_up_first_then_settings_then_keys_go_down(score: Score) -> None:
    order = {0x80: 0, 0xB0: 1, 0xC0: 1, 0x90: 2}
    last: dict[float, int] = {}
    doubled = {k for k, n in Counter((t.channel, n.pitch, n.onset_tick) for t in score.tracks for n in t.notes).items()
               if n > 1}  # fmt: skip
    for m in compile_schedule(score).between(0, float("inf")):
        kind = order[m.data[0] & 0xF0]
        if kind == 0 and last.get(m.seconds, 0) == 2 and any(k[:2] == (m.data[0] & 15, m.data[1]) for k in doubled):
            continue  # one key struck twice at once has to go up between
        assert kind >= last.get(m.seconds, 0)
        last[m.seconds] = kind


@settings(max_examples=60, deadline=None)
@given(scores, st.floats(0, 6))
def test_starting_in_the_middle_finds_the_controllers_where_playing_from_the_beginning_leaves_them(
    score: Score, start: float
) -> None:
    compiled = compile_schedule(score)
    played, sought = Ear(), Ear()
    played.hear(compiled.settings_at(-1.0))  # as an instrument that was just switched on
    played.hear(m.data for m in compiled.between(0, float("inf")) if m.seconds <= start)
    sought.hear(compiled.settings_at(start))
    assert sought.settings == played.settings
    assert {note.key for note in compiled.sounding_at(start)} == played.sounding


def test_three_tempos() -> None:
    """Quarters at 120, 60 and 240 bpm last 0.5, 1 and 0.25 seconds."""
    found = tuple(Note(480 * i, 60, 480, 90) for i in range(6))
    tempo = (TempoChange(0, 500_000), TempoChange(960, 1_000_000), TempoChange(1920, 250_000))
    score = Score((Track(notes=found),), 480, tempo)
    assert [s[0] for s in strikes(score)] == [0, 0.5, 1.0, 2.0, 3.0, 3.25]
    assert end_seconds(score) == 3.5


def test_a_repeated_note_goes_up_before_it_goes_down() -> None:
    score = Score((Track(notes=(Note(0, 60, 480, 90), Note(480, 60, 480, 80))),))
    at_half = [m.data[0] & 0xF0 for m in schedule(score) if m.seconds == 0.5]
    assert at_half == [0x80, 0x90]


def test_a_start_in_a_long_note_strikes_it_again_with_the_pedal_and_program_of_that_place() -> None:
    pedal = (RawEvent(0, bytes([0xB0, 64, 127])), RawEvent(0, bytes([0xC0, 40])), RawEvent(960, bytes([0xB0, 64, 0])))
    drum = Track("", 9, 0, (Note(0, 49, 1920, 90),))
    score = Score((Track("", 0, 5, (Note(0, 60, 1920, 90), Note(960, 62, 480, 90)), pedal), drum))
    assert [s[2] for s in strikes(score, 0.6)] == [60, 62], "the held note, not the cymbal; then the next one"
    first = [m.data for m in schedule(score, 0.6) if m.seconds == 0.6]
    assert bytes([0xB0, 64, 127]) in first
    assert [d for d in first if d[0] == 0xC0] == [bytes([0xC0, 40])], "the file's own program change wins"
    assert first.index(bytes([0xC0, 40])) < first.index(bytes([0x90, 60, 90]))


def test_going_back_before_a_controller_undoes_it() -> None:
    score = Score((Track("", 0, 0, (Note(0, 60, 1920, 90),), (RawEvent(960, bytes([0xB0, 7, 20])),)),))
    compiled = compile_schedule(score)
    assert bytes([0xB0, 7, 100]) in compiled.settings_at(0)
    assert compiled.settings_at(1.0)[-1] == bytes([0xB0, 7, 20])


def test_a_start_rounded_past_an_onset_still_strikes_it() -> None:
    score = Score((Track(notes=(Note(480, 60, 20, 90),)),))
    assert [s[0] for s in strikes(score, 0.5 + 1e-7)] == [0.5 + 1e-7]


def test_settings_come_before_the_notes_of_the_same_moment() -> None:
    event = (RawEvent(480, bytes([0xB0, 7, 20])),)
    score = Score((Track("", 9, 0, (Note(480, 36, 10, 90),), event),))
    sent = [m.data for m in compile_schedule(score).between(0.5, 0.501)]
    assert sent == [bytes([0xB0, 7, 20]), bytes([0x99, 36, 90])]


def test_what_should_not_reach_an_instrument_is_left_out() -> None:
    found = (
        RawEvent(0, b"\xf0\x41\x10\xf7"),
        RawEvent(0, b"\xff\x01text"),
        RawEvent(0, bytes([0xB0, 123, 0])),
        RawEvent(0, bytes([0xB0, 7])),
        RawEvent(0, b""),
    )
    score = Score((Track(notes=(Note(0, 60, 10, 90),), events=found),))
    assert {m.data[0] & 0xF0 for m in compile_schedule(score).between(0, 9)} == {0xC0, 0x90, 0x80}


def test_silence_is_a_note_off_for_each_then_pedal_and_all_notes_off() -> None:
    assert all_off([(2, 60)], {2}) == [bytes([0x82, 60, 64]), bytes([0xB2, 64, 0]), bytes([0xB2, 123, 0])]


@pytest.mark.parametrize(
    "metre, spacing, bar",
    [
        ((4, 4), 0.5, [BAR, BEAT, BEAT, BEAT]),
        ((3, 4), 0.5, [BAR, BEAT, BEAT]),
        ((6, 8), 0.25, [BAR, PULSE, PULSE, BEAT, PULSE, PULSE]),
        ((9, 8), 0.25, [BAR, PULSE, PULSE, BEAT, PULSE, PULSE, BEAT, PULSE, PULSE]),
        ((3, 8), 0.25, [BAR, BEAT, BEAT]),
        ((2, 2), 1.0, [BAR, BEAT]),
    ],
)
def test_the_metronome_clicks_in_the_metre(metre: tuple[int, int], spacing: float, bar: list[int]) -> None:
    clicks = clicks_of(metred(*metre))
    count = 2 * len(bar)
    assert clicks.levels[:count].tolist() == bar * 2
    assert clicks.seconds[:count].tolist() == pytest.approx([spacing * i for i in range(count)])
    before = count_in(metred(*metre), 0)
    assert [level for _seconds, level in before] == bar
    assert [seconds for seconds, _level in before] == pytest.approx([spacing * (len(bar) - i) for i in range(len(bar))])


def test_a_change_of_metre_changes_the_clicks() -> None:
    signatures = (TimeSignature(0, 3, 4), TimeSignature(1440, 6, 8))
    score = Score((Track(notes=(Note(0, 60, 2880, 90),)),), time_signatures=signatures)
    assert clicks_of(score).levels[:9].tolist() == [BAR, BEAT, BEAT, BAR, PULSE, PULSE, BEAT, PULSE, PULSE]
    assert [level for _s, level in count_in(score, 1440)] == [BAR, PULSE, PULSE, BEAT, PULSE, PULSE]
