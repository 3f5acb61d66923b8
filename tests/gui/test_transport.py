"""The transport bar, the loop strip, recording and step input; the player notes down what it is asked for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from studio_fakes import FakeEngine, FakePlayer, play_keys

from core.score import Note, RawEvent, Score, Track
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.mix import TrackMix
from fractalmidi_studio.panels.mixer import MixerRow

Drag = Callable[..., None]


def strip_x(window: MainWindow, step: float) -> int:
    return round(window.viewport.transform.x_of(step))


def test_a_drag_above_the_ruler_chooses_the_loop(
    window: MainWindow, piece: Score, player: FakePlayer, drag: Drag
) -> None:
    strip = window.pane.loop_strip
    drag(strip, QPoint(strip_x(window, 17), 6), QPoint(strip_x(window, 30), 6))
    assert window.playback.active_loop == (16, 32), "whole beats"
    assert player.last("set_loop") == ((16, 32),)
    assert window.actions_by_name["loop"].isChecked()
    drag(strip, QPoint(strip_x(window, 32), 6), QPoint(strip_x(window, 46), 6))
    assert window.playback.active_loop == (16, 48), "its end was moved"
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(strip_x(window, 20), 6))
    assert window.playback.active_loop is None and window.playback.loop_region == (16, 48)
    assert player.last("set_loop") == (None,)
    window.actions_by_name["loop"].trigger()
    assert window.playback.active_loop == (16, 48)


def test_play_begins_in_the_loop_and_where_the_playhead_is_in_it(
    window: MainWindow, piece: Score, player: FakePlayer
) -> None:
    window.playback.set_loop((32, 64))
    window.playback.play()
    assert player.last("play")[0] == 32
    window.playback.pause()
    window.playback.set_playhead(40)
    window.playback.play()
    assert player.last("play")[0] == 40


def test_the_loop_of_a_piece_is_remembered(window: MainWindow, song_file: object, qtbot: QtBot) -> None:
    window.open_file(song_file)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: window.files.source == song_file, timeout=10_000)
    window.playback.set_loop((16, 48), False)
    window.files.new()
    assert window.playback.loop_region is None
    window.open_file(song_file)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: window.playback.loop_region == (16, 48), timeout=10_000)
    assert not window.playback.loop_on


def test_the_loop_goes_around_the_hole(window: MainWindow, piece: Score, drag: Drag) -> None:
    drag(window.view, window.view.pixel_of(70, 72), window.view.pixel_of(100, 60))
    window.actions_by_name["loop_hole"].trigger()
    assert window.playback.active_loop == (64, 112)


def test_stop_returns_to_where_play_began_and_then_to_the_beginning(
    window: MainWindow, piece: Score, player: FakePlayer, qtbot: QtBot
) -> None:
    window.playback.seek(20)
    window.actions_by_name["play"].trigger()
    player.step = 50.0
    qtbot.waitUntil(lambda: window.playback.playhead_step == 50, timeout=5_000)
    window.actions_by_name["stop"].trigger()
    assert window.playback.playhead_step == 20 and not player.is_playing
    window.actions_by_name["stop"].trigger()
    assert window.playback.playhead_step == 0


def test_edits_and_mutes_reach_a_playing_player_without_a_new_start(
    window: MainWindow, piece: Score, player: FakePlayer
) -> None:
    window.playback.play()
    plays = sum(call[0] == "play" for call in player.calls)
    window.document.set_score(Score(piece.tracks[:1]), "less")
    assert player.score is window.document.score
    window.document.undo_stack.undo()
    window.document.set_mix(1, TrackMix(muted=True))
    assert player.silent == {1} and player.score is window.document.score
    assert sum(call[0] == "play" for call in player.calls) == plays and player.is_playing


def test_tempo_metronome_count_in_and_volume_reach_the_player_and_are_remembered(
    window: MainWindow, piece: Score, player: FakePlayer
) -> None:
    window.transport.tempo.setValue(80)
    assert player.last("set_rate") == (0.8,)
    window.transport.volume.setValue(40)
    assert player.last("set_volume") == (0.4,)
    window.actions_by_name["metronome"].trigger()
    assert player.last("set_metronome") == (True,)
    window.actions_by_name["count_in"].trigger()
    window.playback.play()
    assert player.last("play")[1] is True
    settings = window.play_commands.settings
    assert settings.flag("metronome") and settings.flag("count_in") and settings.number("volume", 100, 0, 100) == 40


def test_a_seek_while_playing_is_one_seek(window: MainWindow, piece: Score, player: FakePlayer) -> None:
    window.playback.play()
    window.playback.seek(33)
    assert player.calls[-1] == ("seek", 33.0) and player.is_playing


def test_recording_adds_to_what_is_there_and_keeps_the_take_as_played(
    window: MainWindow, piece: Score, player: FakePlayer
) -> None:
    window.actions_by_name["record"].trigger()
    assert player.last("play")[2] is True, "past the last note"
    play_keys(window, (3.8, b"\x90\x1e\x40"), (5.1, b"\x80\x1e\x40"), (6.0, b"\xb0\x40\x7f"), (7.0, b"\xb0\x40\x00"))
    window.actions_by_name["record"].trigger()
    after = window.document.score.tracks[0]
    assert set(piece.tracks[0].notes) < set(after.notes)
    assert set(after.notes) - set(piece.tracks[0].notes) == {Note(480, 30, 156, 64)}
    assert [event.data for event in after.events] == [b"\xb0\x40\x7f", b"\xb0\x40\x00"]
    assert window.play_commands.recorder.takes[-1].take.notes == (Note(456, 30, 156, 64),)
    window.actions_by_name["as_played"].trigger()
    assert Note(456, 30, 156, 64) in window.document.score.tracks[0].notes
    assert Note(480, 30, 156, 64) not in window.document.score.tracks[0].notes
    window.document.undo_stack.undo()
    window.document.undo_stack.undo()
    assert window.document.score is piece


def test_a_recording_as_played_stays_off_the_grid(window: MainWindow, piece: Score) -> None:
    window.play_commands.settings.keep("quantise", 0)
    window.actions_by_name["record"].trigger()
    play_keys(window, (3.8, b"\x90\x1e\x40"), (5.1, b"\x80\x1e\x40"))
    window.playback.pause()
    assert Note(456, 30, 156, 64) in window.document.score.tracks[0].notes
    assert not window.actions_by_name["record"].isChecked(), "the end of playing ends the recording"


def test_step_input_writes_chords_and_moves_on(window: MainWindow, piece: Score) -> None:
    window.play_commands.settings.keep("step_length", 4)
    window.playback.set_playhead(8)
    window.actions_by_name["step_input"].trigger()
    play_keys(
        window, (None, b"\x90\x1e\x40"), (None, b"\x90\x20\x40"), (None, b"\x80\x1e\x40"), (None, b"\x80\x20\x40")
    )
    added = set(window.document.score.tracks[0].notes) - set(piece.tracks[0].notes)
    assert added == {Note(960, 30, 480, 64), Note(960, 32, 480, 64)}
    assert window.playback.playhead_step == 12
    play_keys(window, (None, b"\xb0\x40\x7f"))
    assert window.playback.playhead_step == 16, "the pedal writes a rest"


def test_the_chosen_keyboard_is_opened_again_by_its_name(
    window: MainWindow, piece: Score, player: FakePlayer, qtbot: QtBot
) -> None:
    window.actions_by_name["midi_sound"].trigger()
    dialog = window.play_commands.sound
    assert dialog is not None and dialog.isVisible()
    names = [dialog.inputs.itemText(i) for i in range(dialog.inputs.count())]
    assert names == ["None", "Stage Keyboard", "FractalMIDI Studio"]
    dialog.inputs.setCurrentIndex(1)
    dialog.inputs.activated.emit(1)
    assert player.last("open_input")[0].name == "Stage Keyboard"
    player.keyboards.pop(0)
    window.playback.refresh_ports()
    assert dialog.inputs.currentText() == "Stage Keyboard (not connected)"
    assert window.play_commands.settings.text("input") == "Stage Keyboard"
    dialog.close()


def test_a_run_in_a_loop_is_heard_as_far_as_it_is_decided(
    window: MainWindow, piece: Score, engine: FakeEngine, player: FakePlayer, drag: Drag, qtbot: QtBot
) -> None:
    drag(window.view, window.view.pixel_of(70, 72), window.view.pixel_of(100, 60))
    window.actions_by_name["loop_hole"].trigger()
    window.playback.play()
    engine.hold_after = 3
    engine.gate.clear()
    window.inpaint()
    qtbot.waitUntil(lambda: ("music", True) in player.calls, timeout=10_000)
    draft = player.score
    assert draft is not None and draft is not window.document.score
    in_hole = [n for t in draft.tracks for n in t.notes if 70 <= n.onset_tick / 120 < 101 and 60 <= n.pitch <= 72]
    engine.gate.set()
    qtbot.waitUntil(lambda: not window.runs.running, timeout=10_000)
    assert player.score is window.document.score, "and then the result"
    done = [n for t in window.document.score.tracks for n in t.notes if 70 <= n.onset_tick / 120 < 101]
    assert 0 <= len(in_hole) < len(done)
    assert player.is_playing


@pytest.mark.parametrize("step, text", [(0.0, "1.1.1   0:00.0"), (37.0, "3.2.2   0:04.6")])
def test_the_position_is_shown_in_bars_and_in_time(window: MainWindow, piece: Score, step: float, text: str) -> None:
    window.playback.seek(step)
    assert window.transport.position.text() == text


def test_nothing_of_the_loop_s_region_is_lost_when_the_hole_is_painted(window: MainWindow, piece: Score) -> None:
    window.playback.set_loop((16, 32))
    window.document.set_hole(np.ones_like(window.document.hole), "all")
    assert window.playback.active_loop == (16, 32)


def test_the_mixer_changes_instrument_channel_and_volume_as_undo_steps(
    window: MainWindow, piece: Score, player: FakePlayer
) -> None:
    row = window.panels.mixer.rows[1]
    row.program.setCurrentIndex(40)
    row.program.activated.emit(40)
    assert window.document.score.tracks[1].program == 40
    row.channel.setCurrentIndex(9)
    row.channel.activated.emit(9)
    assert window.document.score.tracks[1].is_drums and row.program.currentText() == "Drum kit 41"
    row.volume.setValue(50)
    assert window.document.score.tracks[1].events[-1].data == b"\xb9\x07\x32"
    assert player.score is window.document.score
    for _ in range(3):
        window.document.undo_stack.undo()
    assert window.document.score is piece
    assert (row.program.currentIndex(), row.channel.currentIndex(), row.volume.value()) == (0, 1, 100)


def test_the_mixer_has_a_row_for_each_track_and_lets_go_of_others(
    window: MainWindow, piece: Score, qtbot: QtBot
) -> None:
    mixer = window.panels.mixer
    window.document.replace_piece(Score(tuple(Track(f"Track {number}") for number in range(6))), "six")
    assert len(mixer.rows) == 6
    window.panels.docks["mixer"].raise_()
    qtbot.waitUntil(lambda: all(row.isVisible() for row in mixer.rows), timeout=5000)
    window.document.replace_piece(piece, "two")
    qtbot.waitUntil(lambda: len(mixer.findChildren(MixerRow)) == len(mixer.rows) == 2, timeout=5000)


def test_a_held_volume_is_heard_before_it_is_chosen(window: MainWindow, piece: Score, player: FakePlayer) -> None:
    slider = window.panels.mixer.rows[0].volume
    slider.setSliderDown(True)
    slider.setSliderPosition(30)
    slider.sliderMoved.emit(30)
    assert window.document.score is piece
    assert player.score is not None and player.score.tracks[0].events[0].data == b"\xb0\x07\x1e"
    slider.setSliderDown(False)
    assert window.document.score.tracks[0].events[0].data == b"\xb0\x07\x1e"


def test_a_fade_keeps_its_proportions_also_after_silence(window: MainWindow, piece: Score) -> None:
    fade = tuple(RawEvent(tick, bytes((0xB0, 7, value))) for tick, value in ((0, 100), (480, 75), (960, 50)))
    window.document.replace_piece(Score((Track("a", events=fade),)), "fade")
    slider = window.panels.mixer.rows[0].volume
    for value, wanted in ((0, (0, 0, 0)), (100, (100, 75, 50)), (3, (3, 2, 2)), (50, (50, 38, 25))):
        slider.setValue(value)
        assert tuple(event.data[2] for event in window.document.score.tracks[0].events) == wanted
    window.document.set_score(Score((Track("a", events=fade[:2]),)), "other")
    slider.setValue(50)
    assert len(window.document.score.tracks[0].events) == 2, "counted from the music as it is"
