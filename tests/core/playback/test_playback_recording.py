"""Recording: what was played is kept to the tick, and nothing that was there is lost."""

from __future__ import annotations

from core.playback.events import Played
from core.playback.recording import Take, take_of
from core.score import Note, RawEvent

ON, OFF = b"\x90\x3c\x50", b"\x80\x3c\x40"
PEDAL, UP = b"\xb0\x40\x7f", b"\xb0\x40\x00"


def take(
    *heard: tuple[float, bytes] | tuple[float, bytes, int],
    end: float,
    channel: int = 0,
    loop: tuple[float, float] | None = None,
    loops: int = 0,
) -> Take:
    """Of messages at steps, and how often the loop had begun again by then."""
    played = [Played(0.0, step, data, *passes) for step, data, *passes in heard]
    return take_of(played, 480, channel, end, loop, loops)


def test_notes_keep_the_moments_at_which_they_were_played() -> None:
    played = take((1.03, ON), (2.51, OFF), (4.0, b"\x93\x40\x64"), (5.0, b"\x93\x40\x00"), end=9)
    assert played.notes == (Note(124, 60, 177, 80), Note(480, 64, 120, 100))


def test_a_key_that_is_down_at_the_end_ends_there() -> None:
    assert take((1, ON), end=3.5).notes == (Note(120, 60, 300, 80),)


def test_a_key_held_through_the_loop_s_end_ends_there_and_begins_again() -> None:
    played = take((14, ON), (1.0, b"\x90\x40\x50"), (2.0, OFF), (3.0, b"\x80\x40\x40"), end=16, loop=(0, 16))
    assert played.notes == (Note(0, 60, 240, 80), Note(120, 64, 240, 80), Note(1680, 60, 240, 80))


def test_a_key_let_go_of_later_in_the_next_pass_was_held_for_a_whole_one() -> None:
    played = take((2, ON), (3, OFF, 1), end=5, loop=(0, 16), loops=1)
    assert played.notes == (Note(0, 60, 360, 80), Note(240, 60, 1680, 80))


def test_a_key_let_go_of_a_moment_after_the_loop_began_again_ends_with_it() -> None:
    assert take((14, ON), (0.4, OFF, 1), end=5, loop=(0, 16), loops=1).notes == (Note(1680, 60, 240, 80),)


def test_a_key_held_for_many_passes_sounds_in_all_of_the_loop_once() -> None:
    played = take((4, ON), (6, OFF, 9), end=7, loop=(0, 16), loops=9)
    assert played.notes == (Note(0, 60, 720, 80), Note(0, 60, 1920, 80), Note(480, 60, 1440, 80))


def test_a_key_that_is_down_when_the_recording_ends_in_the_next_pass() -> None:
    assert take((10, ON), end=5, loop=(0, 16), loops=1).notes == (Note(0, 60, 600, 80), Note(1200, 60, 720, 80))


def test_the_pedal_is_kept_on_the_track_s_channel_and_mode_messages_are_not() -> None:
    played = take((1, PEDAL), (2, b"\xb0\x7b\x00"), (2.5, UP), end=4, channel=2)
    assert played.events == (RawEvent(120, b"\xb2\x40\x7f"), RawEvent(300, b"\xb2\x40\x00"))


def test_nothing_that_is_held_at_the_end_reaches_the_music_that_follows() -> None:
    played = take(
        (1, PEDAL), (2, b"\xe5\x00\x50"), (3, b"\xd0\x30"), (3.5, b"\xb0\x07\x50"), (3.6, b"\xb0\x01\x20"), end=4
    )
    assert {event.data for event in played.events if event.tick == 480} == {
        UP, b"\xe0\x00\x40", b"\xd0\x00", b"\xb0\x01\x00"
    }  # fmt: skip
    assert played.events[3].data == b"\xb0\x07\x50", "a volume has no place of rest"


def test_a_pedal_held_over_the_loop_s_end_is_let_go_of_there_and_pressed_again() -> None:
    played = take((12, PEDAL), (2, UP, 1), end=5, loop=(0, 16), loops=1)
    assert [(event.tick, event.data) for event in played.events] == [
        (0, PEDAL), (240, UP), (1440, PEDAL), (1920, UP)
    ]  # fmt: skip


def test_what_is_played_in_the_count_in_begins_with_the_piece() -> None:
    assert take((-0.2, ON), (2, OFF), end=4).notes == (Note(0, 60, 240, 80),)


def test_a_key_struck_twice_gives_two_notes_and_a_stray_release_none() -> None:
    assert len(take((0, ON), (1, ON), (2, OFF), (3, OFF), end=4).notes) == 2
    assert take((3, OFF), end=4).is_empty
