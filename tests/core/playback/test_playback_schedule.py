"""The scheduler: everything is sent, in order, and nothing hangs."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from core.playback.schedule import all_off, end_seconds, schedule
from core.score import Note, RawEvent, Score, TempoChange, Track

notes = st.builds(
    Note,
    onset_tick=st.integers(0, 4000),
    pitch=st.integers(58, 63),  # few pitches, so that notes collide
    duration_ticks=st.integers(1, 900),
    velocity=st.integers(1, 127),
)
controllers = st.builds(
    lambda tick, channel, number, value: RawEvent(tick, bytes([0xB0 | channel, number, value])),
    st.integers(0, 4000),
    st.integers(0, 1),
    st.sampled_from([1, 7, 64]),
    st.integers(0, 127),
)
tracks = st.builds(
    lambda channel, program, found, events: Track("", channel, program, tuple(sorted(found)), tuple(events)),
    st.sampled_from([0, 1, 9]),
    st.integers(0, 127),
    st.lists(notes, max_size=25),
    st.lists(controllers, max_size=8),
)
tempos = st.lists(st.tuples(st.integers(1, 4000), st.integers(60_000, 2_000_000)), max_size=3)
scores = st.builds(
    lambda found, changes: Score(
        tuple(found), 480, (TempoChange(0, 500_000), *(TempoChange(*change) for change in sorted(changes)))
    ),
    st.lists(tracks, max_size=3),
    tempos,
)


def strikes(score: Score, start: float = 0.0) -> list[tuple[float, int, int, int]]:
    return [(m.seconds, *m.data) for m in schedule(score, start) if m.data[0] & 0xF0 == 0x90]


@settings(max_examples=150, deadline=None)
@given(scores, st.floats(0, 6))
def test_every_strike_has_its_release_and_nothing_comes_before_the_start(score: Score, start: float) -> None:
    messages = schedule(score, start)
    times = [m.seconds for m in messages]
    assert times == sorted(times)
    assert all(t >= start for t in times)
    down: Counter[tuple[int, int]] = Counter()
    for m in messages:
        key = (m.data[0] & 0x0F, m.data[1])
        if m.data[0] & 0xF0 == 0x90:
            down[key] += 1
            assert down[key] == 1, "a key that is down must go up before it is struck again"
        elif m.data[0] & 0xF0 == 0x80:
            down[key] -= 1
            assert down[key] == 0, "a release without a strike"
    assert not any(down.values())


@settings(max_examples=100, deadline=None)
@given(scores)
def test_all_notes_are_struck_with_their_velocity(score: Score) -> None:
    wanted = Counter((t.channel, n.pitch, n.velocity) for t in score.tracks for n in t.notes)
    assert Counter((s[1] & 0x0F, s[2], s[3]) for s in strikes(score)) == wanted


@settings(max_examples=100, deadline=None)
@given(scores, st.floats(0, 6))
def test_starting_in_the_middle_finds_the_controllers_where_playing_from_the_beginning_leaves_them(
    score: Score, start: float
) -> None:
    def state(messages: list, until: float) -> dict[tuple[int, int], bytes]:
        found = {}
        for m in messages:
            if m.seconds <= until and m.data[0] & 0xF0 in (0xB0, 0xC0):
                key = (m.data[0], m.data[1] if m.data[0] & 0xF0 == 0xB0 else -1)
                found[key] = m.data
        return found

    assert state(schedule(score, start), start) == state(schedule(score), start)


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


def test_notes_from_before_the_start_are_not_struck_again_but_the_pedal_is_down() -> None:
    pedal = (RawEvent(0, bytes([0xB0, 64, 127])), RawEvent(0, bytes([0xC0, 40])))
    score = Score((Track("", 0, 5, (Note(0, 60, 1920, 90), Note(960, 62, 480, 90)), pedal),))
    assert [s[2] for s in strikes(score, 0.6)] == [62]
    first = [m.data for m in schedule(score, 0.6) if m.seconds == 0.6]
    assert bytes([0xB0, 64, 127]) in first
    assert [d for d in first if d[0] == 0xC0] == [bytes([0xC0, 40])], "the file's own program change wins"


def test_a_start_rounded_past_an_onset_still_strikes_it() -> None:
    score = Score((Track(notes=(Note(480, 60, 480, 90),)),))
    assert [s[0] for s in strikes(score, 0.5 + 1e-7)] == [0.5 + 1e-7]


def test_settings_come_before_the_notes_of_the_same_moment() -> None:
    event = (RawEvent(480, bytes([0xB0, 7, 20])),)
    score = Score((Track("", 9, 0, (Note(480, 36, 10, 90),), event),))
    sent = [m.data for m in schedule(score) if m.seconds == 0.5]
    assert sent == [bytes([0xB0, 7, 20]), bytes([0x99, 36, 90])]


def test_what_should_not_reach_an_instrument_is_left_out() -> None:
    events = (
        RawEvent(0, b"\xf0\x41\x10\xf7"),
        RawEvent(0, b"\xff\x01text"),
        RawEvent(0, bytes([0xB0, 123, 0])),
        RawEvent(0, bytes([0xB0, 7])),
        RawEvent(0, b""),
    )
    score = Score((Track(notes=(Note(0, 60, 10, 90),), events=events),))
    assert {m.data[0] & 0xF0 for m in schedule(score)} == {0xC0, 0x90, 0x80}


def test_silence_is_a_note_off_for_each_then_pedal_and_all_notes_off() -> None:
    assert all_off([(2, 60)], {2}) == [bytes([0x82, 60, 64]), bytes([0xB2, 64, 0]), bytes([0xB2, 123, 0])]
