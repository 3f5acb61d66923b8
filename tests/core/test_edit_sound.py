"""Instrument, channel and volume of a track, as a file says them."""

from __future__ import annotations

from core.edit.sound import set_channel, set_program, set_volume, volume_of
from core.score import Note, RawEvent, Score, Track

EVENTS = (
    RawEvent(0, b"\xff\x01text"), RawEvent(0, b"\xb1\x07\x40"), RawEvent(9, b"\xc1\x05"), RawEvent(9, b"\xb1\x07\x20"),
)  # fmt: skip
SCORE = Score((Track("a", 1, 3, (Note(0, 60, 10, 90),), EVENTS), Track("b", 2, 4)))


def test_a_new_program_holds_for_the_whole_track() -> None:
    track = set_program(SCORE, 0, 40).tracks[0]
    assert track.program == 40
    assert [event.data for event in track.events] == [b"\xff\x01text", b"\xb1\x07\x40", b"\xb1\x07\x20"]
    assert set_program(SCORE, 1, 4) is SCORE


def test_controllers_move_to_the_new_channel_and_texts_stay() -> None:
    track = set_channel(SCORE, 0, 9).tracks[0]
    assert track.channel == 9 and track.is_drums
    assert [event.data for event in track.events] == [b"\xff\x01text", b"\xb9\x07\x40", b"\xc9\x05", b"\xb9\x07\x20"]


def test_volume_changes_keep_their_proportions() -> None:
    assert volume_of(SCORE.tracks[0]) == 64 and volume_of(SCORE.tracks[1]) == 100
    louder = set_volume(SCORE, 0, 127)
    assert [event.data[2] for event in louder.tracks[0].events if event.data[1] == 7] == [127, 64]
    assert set_volume(SCORE, 1, 50).tracks[1].events == (RawEvent(0, b"\xb2\x07\x32"),)
    assert set_volume(SCORE, 1, 100) is SCORE
    silent = set_volume(SCORE, 0, 0)
    assert volume_of(set_volume(silent, 0, 80).tracks[0]) == 80
