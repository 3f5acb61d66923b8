"""Recording: what was played is kept to the tick, and nothing that was there is lost."""

from __future__ import annotations

from core.playback.recording import take_of
from core.score import Note, RawEvent

ON, OFF = b"\x90\x3c\x50", b"\x80\x3c\x40"


def test_notes_keep_the_moments_at_which_they_were_played() -> None:
    take = take_of([(1.03, ON), (2.51, OFF), (4.0, b"\x93\x40\x64"), (5.0, b"\x93\x40\x00")], 480, 0, 9)
    assert take.notes == (Note(124, 60, 177, 80), Note(480, 64, 120, 100))


def test_a_key_that_is_down_at_the_end_ends_there() -> None:
    assert take_of([(1, ON)], 480, 0, 3.5).notes == (Note(120, 60, 300, 80),)


def test_a_key_held_through_the_loop_s_end_ends_there_and_begins_again() -> None:
    take = take_of([(14, ON), (1.0, b"\x90\x40\x50"), (2.0, OFF), (3.0, b"\x80\x40\x40")], 480, 0, 16, (0, 16))
    assert take.notes == (Note(0, 60, 240, 80), Note(120, 64, 240, 80), Note(1680, 60, 240, 80))


def test_the_pedal_is_kept_on_the_track_s_channel_and_mode_messages_are_not() -> None:
    take = take_of([(1, b"\xb0\x40\x7f"), (2, b"\xb0\x7b\x00"), (3, b"\xe5\x00\x50")], 480, 2, 4)
    assert take.events == (RawEvent(120, b"\xb2\x40\x7f"), RawEvent(360, b"\xe2\x00\x50"))


def test_what_is_played_in_the_count_in_begins_with_the_piece() -> None:
    assert take_of([(-0.2, ON), (2, OFF)], 480, 0, 4).notes == (Note(0, 60, 240, 80),)


def test_a_key_struck_twice_gives_two_notes_and_a_stray_release_none() -> None:
    assert len(take_of([(0, ON), (1, ON), (2, OFF), (3, OFF)], 480, 0, 4).notes) == 2
    assert take_of([(3, OFF)], 480, 0, 4).is_empty
