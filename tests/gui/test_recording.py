"""Recording and the rest of the window: other pieces, closing, loops, other clocks, notes that stand already."""

from __future__ import annotations

import pytest
from studio_fakes import FakePlayer, play_keys

from core.playback.player import RemoteStarted
from core.score import Note, Score, Track
from fractalmidi_studio.main_window import MainWindow

KEY, UP = b"\x90\x1e\x40", b"\x80\x1e\x40"
STANDING = Note(480, 60, 480, 80)


def record(window: MainWindow) -> None:
    window.actions_by_name["record"].trigger()


def go_to(window: MainWindow, player: FakePlayer, step: float, num_loops: int = 0) -> None:
    player.step, player.num_loops = step, num_loops
    window.playback._tick()


def recorded(window: MainWindow) -> tuple[Note, ...]:
    """The notes of the last recording, as they were played."""
    takes = window.play_commands.recorder.takes
    return takes[-1].take.notes if takes else ()


@pytest.fixture
def off_grid(window: MainWindow) -> None:
    window.play_commands.settings.keep("quantise", 0)


def test_what_is_being_recorded_is_in_the_piece_before_another_one_comes(window: MainWindow, piece: Score) -> None:
    asked = []
    window.files.ask_save = lambda doing: asked.append(len(window.document.score.tracks[0].notes)) or "cancel"  # type: ignore[func-returns-value]
    record(window)
    play_keys(window, (3.8, KEY), (5.1, UP))
    window.files.new()
    assert asked == [len(piece.tracks[0].notes) + 1], "asked about unsaved changes, with the recording among them"
    assert not window.play_commands.recorder.recording
    window.files.ask_save = lambda doing: "discard"
    window.files.new()
    assert not any(track.notes for track in window.document.score.tracks) and window.document.undo_stack.count() == 0


def test_a_piece_that_comes_without_a_question_gets_nothing_of_the_recording(window: MainWindow, piece: Score) -> None:
    record(window)
    play_keys(window, (3.8, KEY), (5.1, UP))
    window.document.replace_piece(Score((Track("Flute"),)), "other")
    assert window.document.score == Score((Track("Flute"),)) and window.document.undo_stack.count() == 0
    assert not window.play_commands.recorder.recording


def test_closing_the_window_asks_about_what_is_being_recorded(window: MainWindow, piece: Score) -> None:
    asked: list[str] = []
    window.files.ask_save = lambda doing: asked.append(doing) or "cancel"  # type: ignore[func-returns-value]
    record(window)
    play_keys(window, (3.8, KEY), (5.1, UP))
    window.close()
    assert len(asked) == 1 and not window.closed
    window.files.ask_save = lambda doing: "discard"


def test_a_note_played_a_little_early_takes_the_place_of_the_one_that_stands_there(window: MainWindow) -> None:
    window.document.replace_piece(Score((Track("a", notes=(STANDING,)),)), "x")
    record(window)
    play_keys(window, (3.9, b"\x90\x3c\x40"), (7.5, b"\x80\x3c\x40"))
    record(window)
    assert window.document.score.tracks[0].notes == (Note(480, 60, 432, 64),)


@pytest.mark.usefixtures("off_grid", "piece")
def test_a_key_held_over_the_loop_s_end_keeps_its_length(window: MainWindow, player: FakePlayer) -> None:
    window.playback.set_loop((0, 16))
    record(window)
    play_keys(window, (10.0, KEY))
    go_to(window, player, 5.0, num_loops=1)
    record(window)
    assert recorded(window) == (Note(0, 30, 600, 64), Note(1200, 30, 720, 64))


@pytest.mark.usefixtures("off_grid", "piece")
def test_a_key_struck_just_before_the_recording_ends_in_a_loop_is_short(window: MainWindow, player: FakePlayer) -> None:
    window.playback.set_loop((0, 16))
    record(window)
    go_to(window, player, 9.9)
    play_keys(window, (10.0, KEY))
    record(window)
    assert recorded(window) == (Note(1200, 30, 120, 64),)


@pytest.mark.usefixtures("off_grid")
def test_a_recording_that_is_joined_while_playing_goes_on_past_the_end(window: MainWindow, player: FakePlayer) -> None:
    window.document.replace_piece(Score((Track("a", notes=(STANDING,)),)), "x")
    end = window.document.num_steps
    window.playback.play()
    record(window)
    play_keys(window, (end + 4.0, KEY))
    go_to(window, player, end + 20.0)
    assert window.playback.playhead_step == end + 20
    record(window)
    assert recorded(window) == (Note((end + 4) * 120, 30, 16 * 120, 64),)
    assert player.last("set_endless") == (False,)


@pytest.mark.usefixtures("off_grid", "piece")
def test_a_recording_under_another_clock_is_no_count_in(window: MainWindow, player: FakePlayer) -> None:
    window.playback.set_playhead(64)
    window.playback.play()
    window.playback.stop()
    player.is_playing, player.step = True, 0.0
    player.events.append(RemoteStarted())
    window.playback._poll()
    record(window)
    play_keys(window, (4.0, KEY), (5.0, UP))
    go_to(window, player, 8.0)
    record(window)
    assert recorded(window) == (Note(480, 30, 120, 64),)


@pytest.mark.usefixtures("off_grid", "piece")
def test_the_count_in_is_not_recorded_in_a_loop_but_its_beginning_is_later(
    window: MainWindow, player: FakePlayer
) -> None:
    window.playback.set_loop((0, 64))
    window.playback.set_playhead(32)
    window.playback.counting_in = True
    record(window)
    play_keys(window, (20.0, KEY), (21.0, UP), (20.0, KEY, 1), (22.0, UP, 1))
    go_to(window, player, 40.0, num_loops=1)
    record(window)
    assert recorded(window) == (Note(2400, 30, 240, 64),)


def test_another_clock_that_starts_while_recording_is_the_beginning(
    window: MainWindow, piece: Score, player: FakePlayer, off_grid: None
) -> None:
    window.playback.set_playhead(128)
    record(window)
    player.events.append(RemoteStarted())
    window.playback._poll()
    play_keys(window, (4.0, KEY), (5.0, UP))
    go_to(window, player, 8.0)
    record(window)
    assert recorded(window) == (Note(480, 30, 120, 64),)


def test_a_note_struck_just_before_the_loop_begins_again_belongs_to_its_beginning(
    window: MainWindow, player: FakePlayer
) -> None:
    standing = Note(64 * 120, 60, 480, 90)
    window.document.replace_piece(Score((Track("a", notes=(standing,)),)), "x")
    window.playback.set_loop((0, 64))
    record(window)
    play_keys(window, (63.7, b"\x90\x3c\x50"), (1.5, b"\x80\x3c\x00", 1))
    go_to(window, player, 8.0, num_loops=1)
    record(window)
    assert window.document.score.tracks[0].notes == (Note(0, 60, 180, 80), standing)


def test_step_input_goes_on_after_a_key_that_went_up_while_the_music_played(window: MainWindow, piece: Score) -> None:
    window.actions_by_name["step_input"].trigger()
    play_keys(window, (None, b"\x90\x1e\x40"))
    window.playback.play()
    play_keys(window, (1.0, b"\x80\x1e\x40"))
    window.playback.pause()
    before = window.document.score
    for data in (b"\x90\x20\x40", b"\x80\x20\x40"):
        play_keys(window, (None, data))
    added = set(window.document.score.tracks[0].notes) - set(before.tracks[0].notes)
    assert [note.pitch for note in added] == [32]
