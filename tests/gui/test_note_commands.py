"""Commands on notes with real keys, the velocity lane and the tracks panel with the real mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from studio_fakes import FakeEngine, FakePlayer

from core.edit.selection import EMPTY, Selection, all_notes
from core.scale import Scale
from core.score import Note, Score, Track
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.mix import TrackMix
from fractalmidi_studio.panels.ask_numbers import AskNumbers, NumberField

Drag = Callable[..., None]
CTRL, SHIFT, ALT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)
RIGHT = tuple(Note(i * 240, 60 + 2 * i, 240, 60 + i) for i in range(6))
LEFT = (Note(0, 41, 960, 90),)


@pytest.fixture
def music(window: MainWindow) -> MainWindow:
    window.document.replace_piece(Score((Track("Right", notes=RIGHT), Track("Left", 1, notes=LEFT))), "music")
    window.files.opened.emit()
    QApplication.processEvents()
    window.note_settings.set_grid("1/16")
    window.activateWindow()
    window.view.setFocus()
    return window


def notes(window: MainWindow, track: int = 0) -> list[Note]:
    return list(window.document.score.tracks[track].notes)


def key(window: MainWindow, code: Qt.Key, keys: Qt.KeyboardModifier = NONE, count: int = 1) -> None:
    for _ in range(count):
        QTest.keyClick(window.view, code, keys)


def choose(window: MainWindow, *places: int) -> None:
    window.document.select(Selection.of(0, [notes(window)[place] for place in places]))


def test_arrows_nudge_and_transpose_and_a_series_is_one_step(music: MainWindow) -> None:
    choose(music, 5)
    key(music, Qt.Key.Key_Right, count=3)
    assert notes(music)[5] == Note(1560, 70, 240, 65)
    assert music.document.undo_stack.count() == 1
    key(music, Qt.Key.Key_Up)
    key(music, Qt.Key.Key_Up, SHIFT)
    key(music, Qt.Key.Key_Left, ALT)
    key(music, Qt.Key.Key_Right, SHIFT)
    assert notes(music)[5] == Note(1559, 83, 360, 65)
    for _ in range(music.document.undo_stack.count()):
        music.actions_by_name["undo"].trigger()
    assert notes(music) == list(RIGHT) and music.document.selection == Selection.of(0, [RIGHT[5]])


def test_arrows_do_nothing_without_a_selection(music: MainWindow) -> None:
    key(music, Qt.Key.Key_Up)
    key(music, Qt.Key.Key_Delete)
    assert music.document.undo_stack.count() == 0


def test_scale_steps_follow_the_chosen_scale(music: MainWindow) -> None:
    music.note_settings.set_scale(Scale(0, "major"))
    choose(music, 0, 1)  # C and D
    key(music, Qt.Key.Key_Up, CTRL)
    assert [note.pitch for note in notes(music)[:2]] == [62, 64]
    music.note_settings.set_scale(Scale(0, "pentatonic"))
    key(music, Qt.Key.Key_Up, CTRL)
    assert [note.pitch for note in notes(music)[:2]] == [64, 67]


def test_copy_cut_paste_duplicate_delete(music: MainWindow) -> None:
    choose(music, 0, 1)
    key(music, Qt.Key.Key_C, CTRL)
    music.playback.set_playhead(20.4)
    key(music, Qt.Key.Key_V, CTRL)
    pasted = [Note(2400, 60, 240, 60), Note(2640, 62, 240, 61)]
    assert notes(music)[6:] == pasted and music.document.selection == Selection.of(0, pasted)
    key(music, Qt.Key.Key_D, CTRL)
    assert notes(music)[8:] == [Note(2880, 60, 240, 60), Note(3120, 62, 240, 61)]
    key(music, Qt.Key.Key_X, CTRL)
    assert len(notes(music)) == 8 and music.document.selection == EMPTY
    music.document.select(Selection.of(0, pasted))
    key(music, Qt.Key.Key_Backspace)
    assert notes(music) == list(RIGHT)


def test_paste_without_a_copy_says_so(music: MainWindow) -> None:
    key(music, Qt.Key.Key_V, CTRL)
    assert music.messages.isVisible() and music.document.undo_stack.count() == 0


def test_selecting_by_keys(music: MainWindow) -> None:
    key(music, Qt.Key.Key_A, CTRL)
    assert len(music.document.selection) == 7
    choose(music, 0)
    key(music, Qt.Key.Key_I)
    assert music.document.selection == Selection.from_sets({0: RIGHT[1:], 1: LEFT})
    music.note_settings.set_scale(Scale(0, "major"))
    music.actions_by_name["select_out_of_scale"].trigger()
    assert {note.pitch for note in music.document.selection.notes()} == {66, 68, 70}
    music.actions_by_name["select_in_scale"].trigger()
    assert {note.pitch for note in music.document.selection.notes()} == {60, 62, 64, 41}
    key(music, Qt.Key.Key_A, CTRL | ALT)
    assert music.document.selection == Selection.of(0, RIGHT)
    key(music, Qt.Key.Key_Escape)
    assert music.document.selection == EMPTY


def test_quantise_split_join_and_times(music: MainWindow) -> None:
    music.document.set_score(Score((Track("R", notes=(Note(130, 60, 470, 80),)), Track("L"))), "other")
    choose(music, 0)
    key(music, Qt.Key.Key_Q)
    assert notes(music) == [Note(120, 60, 470, 80)]
    music.playback.set_playhead(2.5)
    key(music, Qt.Key.Key_K, SHIFT)
    assert notes(music) == [Note(120, 60, 180, 80), Note(300, 60, 290, 80)]
    key(music, Qt.Key.Key_J)
    assert notes(music) == [Note(120, 60, 470, 80)]
    music.actions_by_name["double_length"].trigger()
    assert notes(music) == [Note(120, 60, 940, 80)]
    key(music, Qt.Key.Key_J)
    assert music.messages.isVisible()


def test_commands_that_ask(music: MainWindow) -> None:
    answers: dict[str, int] | None = {"semitones": -5}
    asked: list[str] = []

    def ask(_window: object, title: str, _text: str, *_fields: NumberField) -> dict[str, int] | None:
        asked.append(str(title))
        return answers

    music.notes.ask = ask  # type: ignore[assignment]
    choose(music, 0)
    key(music, Qt.Key.Key_T)
    assert notes(music)[0].pitch == 55
    answers = {"velocity": 33}
    key(music, Qt.Key.Key_V)
    assert notes(music)[0].velocity == 33
    answers = {"strength": 50, "ends": 0}
    key(music, Qt.Key.Key_Q, SHIFT)
    music.document.select(all_notes(music.document.score, [0]))
    answers = {"timing": 15, "dynamics": 10}
    key(music, Qt.Key.Key_U)
    assert {note.pitch for note in notes(music)} == {55, 62, 64, 66, 68, 70}
    assert any(note.onset_tick % 240 for note in notes(music))
    answers = None
    before = music.document.score
    key(music, Qt.Key.Key_T)
    assert music.document.score is before and asked[-1] == "Transpose"


def test_the_dialog_remembers(music: MainWindow) -> None:
    field = NumberField("test", "Amount", 0, 10, 3, " ms")
    dialog = AskNumbers(music, "Title", "Text", (field,))
    assert dialog.values() == {"test": 3}
    dialog.spins["test"].setValue(7)
    assert dialog.values() == {"test": 7}
    again = AskNumbers(music, "Title", "Text", (field,))
    assert again.values() == {"test": 7} and isinstance(again, QDialog)


def test_no_edit_while_a_run_is_shown(music: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(music, 0)
    monkeypatch.setattr(type(music.runs), "previewing", property(lambda _self: True))
    key(music, Qt.Key.Key_Up)
    assert notes(music) == list(RIGHT) and music.messages.isVisible()


def test_softer_and_louder_keep_the_differences(music: MainWindow) -> None:
    music.document.select(all_notes(music.document.score, [0]))
    key(music, Qt.Key.Key_Up, ALT, count=20)
    assert [note.velocity for note in notes(music)] == [122, 123, 124, 125, 126, 127]


# The velocity lane


def bar(window: MainWindow, note: Note, velocity: float) -> QPoint:
    lane = window.pane.velocity_lane
    return QPoint(round(lane.x_of(note.onset_tick)), round(lane.y_of(velocity)))


def test_a_drag_across_the_lane_draws_a_ramp(music: MainWindow, drag: Drag) -> None:
    lane = music.pane.velocity_lane
    drag(lane, bar(music, RIGHT[1], 20), bar(music, RIGHT[5], 100))
    velocities = [note.velocity for note in notes(music)]
    assert velocities[0] == 60
    assert velocities[1:] == pytest.approx([20, 40, 60, 80, 100], abs=3)
    assert [note.onset_tick for note in notes(music)] == [note.onset_tick for note in RIGHT]
    assert music.document.undo_stack.count() == 1 and notes(music, 1) == list(LEFT)


def test_shift_draws_the_line_from_the_press(music: MainWindow, drag: Drag) -> None:
    lane = music.pane.velocity_lane
    drag(lane, bar(music, RIGHT[0], 20), bar(music, RIGHT[2], 120), bar(music, RIGHT[5], 20), modifiers=SHIFT)
    assert [note.velocity for note in notes(music)] == pytest.approx([20] * 6, abs=3)


def test_with_a_selection_only_its_notes_change(music: MainWindow, drag: Drag) -> None:
    choose(music, 2, 3)
    drag(music.pane.velocity_lane, bar(music, RIGHT[0], 100), bar(music, RIGHT[5], 100))
    velocities = [note.velocity for note in notes(music)]
    assert velocities[:2] == [60, 61] and velocities[4:] == [64, 65]
    assert velocities[2:4] == pytest.approx([100, 100], abs=2) and len(music.document.selection) == 2


def test_ctrl_moves_all_up(music: MainWindow, drag: Drag) -> None:
    choose(music, 0, 5)
    drag(music.pane.velocity_lane, bar(music, RIGHT[1], 50), bar(music, RIGHT[1], 70), modifiers=CTRL)
    moved = [notes(music)[0].velocity, notes(music)[5].velocity]
    assert moved[1] - moved[0] == 5 and moved[0] == pytest.approx(80, abs=2)


def test_a_press_on_a_bar_sounds_and_escape_gives_up(music: MainWindow, drag: Drag, player: FakePlayer) -> None:
    player.calls.clear()
    drag(music.pane.velocity_lane, bar(music, RIGHT[1], 30), bar(music, RIGHT[4], 90), release=False)
    assert player.calls[0][:2] == ("preview", 62)
    music.actions_by_name["cancel"].trigger()
    QTest.mouseRelease(music.pane.velocity_lane, Qt.MouseButton.LeftButton, NONE, bar(music, RIGHT[4], 90))
    assert notes(music) == list(RIGHT) and music.document.undo_stack.count() == 0


def test_the_lane_shows_the_bars_where_the_notes_begin(music: MainWindow) -> None:
    image = music.pane.velocity_lane.grab().toImage()
    ground = image.pixelColor(bar(music, RIGHT[3], 100))
    assert image.pixelColor(bar(music, RIGHT[3], 30) + QPoint(1, 0)) != ground
    assert image.pixelColor(bar(music, RIGHT[3], 100) + QPoint(1, 0)) == ground
    music.actions_by_name["velocity_lane"].trigger()
    assert music.pane.profile.isVisible() and not music.pane.velocity_lane.isVisible()


# The tracks panel


def test_mute_solo_and_colour(music: MainWindow) -> None:
    row = music.panels.tracks.rows[1]
    row.mute.click()
    assert music.document.mix[1] == TrackMix(muted=True, colour=1)
    assert not music.document.roll.velocity[41].any()
    row.mute.click()
    music.panels.tracks.rows[0].solo.click()
    assert music.document.muted_tracks == {1}
    row.colour.click()
    assert music.document.mix[1].colour == 2
    assert music.document.undo_stack.count() == 0


def test_the_active_track_and_the_panel_agree(music: MainWindow, drag: Drag) -> None:
    rows = music.panels.tracks.rows
    rows[1].active.click()
    assert music.document.active_track == 1
    music.document.set_active_track(0)
    assert rows[0].active.isChecked()
    QTest.mouseClick(rows[1], Qt.MouseButton.LeftButton, NONE, QPoint(200, rows[1].height() - 4))
    assert music.document.active_track == 1 and rows[1].active.isChecked()


def test_rename_and_add_are_undo_steps(music: MainWindow) -> None:
    music.panels.docks["tracks"].raise_()
    QApplication.processEvents()
    row = music.panels.tracks.rows[0]
    row.name.selectAll()
    QTest.keyClicks(row.name, "Flute")
    QTest.keyClick(row.name, Qt.Key.Key_Return)
    assert music.document.score.tracks[0].name == "Flute"
    music.panels.tracks.add.click()
    assert len(music.document.score.tracks) == 3 and music.document.active_track == 2
    music.actions_by_name["undo"].trigger()
    music.actions_by_name["undo"].trigger()
    assert [track.name for track in music.document.score.tracks] == ["Right", "Left"]
    assert len(music.panels.tracks.rows) == 2 and music.document.active_track == 1


def test_notes_that_are_only_passed_on_the_way_stay(music: MainWindow) -> None:
    chord = tuple(Note(0, pitch, 480, 80) for pitch in (60, 64, 67))
    later = Note(480, 60, 240, 70)
    music.document.replace_piece(Score((Track("a", notes=(*chord, later)),)), "chord")
    music.document.select(Selection.of(0, chord[:1]))
    for _ in range(5):
        music.actions_by_name["semitone_up"].trigger()
    assert notes(music) == [Note(0, 64, 480, 80), Note(0, 65, 480, 80), Note(0, 67, 480, 80), later]
    for _ in range(5):
        music.actions_by_name["semitone_down"].trigger()
    assert notes(music) == [*chord, later]
    for _ in range(2):
        music.actions_by_name["nudge_right"].trigger()
    music.actions_by_name["semitone_up"].trigger()
    assert sorted(notes(music)) == sorted([*chord[1:], Note(240, 61, 480, 80), later])
    music.document.select(Selection.of(0, [later]))
    music.actions_by_name["nudge_right"].trigger()
    assert Note(240, 61, 480, 80) in notes(music), "another selection begins anew"


def test_notes_that_are_only_passed_in_the_scale_stay(music: MainWindow) -> None:
    chord = tuple(Note(0, pitch, 480, 80) for pitch in (60, 64, 67))
    music.document.replace_piece(Score((Track("a", notes=chord),)), "chord")
    music.note_settings.set_scale(Scale(0, "major"))
    music.document.select(Selection.of(0, chord[:1]))
    for _ in range(3):
        music.actions_by_name["scale_up"].trigger()
    assert notes(music) == [Note(0, 64, 480, 80), Note(0, 65, 480, 80), Note(0, 67, 480, 80)]
    for _ in range(3):
        music.actions_by_name["scale_down"].trigger()
    assert notes(music) == list(chord)


def test_a_move_by_keys_is_counted_from_the_music_as_it_is(music: MainWindow) -> None:
    chord = (Note(0, 60, 480, 80), Note(0, 64, 480, 80))
    music.document.replace_piece(Score((Track("a", notes=chord),)), "chord")
    music.document.select(Selection.of(0, chord[:1]))
    music.actions_by_name["semitone_up"].trigger()
    music.document.undo_stack.undo()
    music.document.select(Selection.of(0, chord[:1]))
    music.actions_by_name["semitone_up"].trigger()
    assert notes(music) == [Note(0, 61, 480, 80), chord[1]]
    for _ in range(200):
        music.actions_by_name["semitone_down"].trigger()
    music.actions_by_name["semitone_up"].trigger()
    assert notes(music) == [Note(0, 1, 480, 80), chord[1]], "presses at the edge are not saved up"


def test_a_name_half_typed_stays_out_of_the_next_piece(music: MainWindow) -> None:
    music.panels.docks["tracks"].raise_()
    panel = music.panels.tracks
    panel.rows[0].name.setFocus()
    QApplication.processEvents()
    assert panel.rows[0].name.hasFocus()
    panel.rows[0].name.selectAll()
    QTest.keyClicks(panel.rows[0].name, "Violin")
    music.document.replace_piece(Score((Track("Flute"), Track("Oboe"), Track("Horn"))), "next")
    assert [track.name for track in music.document.score.tracks] == ["Flute", "Oboe", "Horn"]
    assert [row.name.text() for row in panel.rows] == ["Flute", "Oboe", "Horn"]
    assert music.document.undo_stack.count() == 0


def test_a_run_neither_hears_nor_touches_a_muted_track(music: MainWindow, engine: FakeEngine, qtbot: object) -> None:
    music.panels.tracks.rows[1].mute.click()
    music.panel.track.set_data(1)  # the muted one: the run must not follow
    music.hole_commands.paint_all()
    music.inpaint()
    qtbot.waitUntil(lambda: not music.runs.running, timeout=10000)  # type: ignore[attr-defined]
    assert not engine.requests[0].roll.velocity[41].any()
    assert notes(music, 1) == list(LEFT) and notes(music) != list(RIGHT)


def test_a_run_writes_into_the_active_track_where_that_is_asked(
    music: MainWindow, engine: FakeEngine, qtbot: object
) -> None:
    music.document.set_active_track(1)
    music.panel.track.set_data(-2)
    music.hole_commands.bars(16, 32, False)
    music.inpaint()
    qtbot.waitUntil(lambda: not music.runs.running, timeout=10000)  # type: ignore[attr-defined]
    assert len(notes(music, 1)) > 1 and notes(music) == list(RIGHT)


def test_a_piece_without_tracks_can_be_drawn_on(window: MainWindow, drag: Drag) -> None:
    window.document.replace_piece(Score(), "empty")
    window.files.opened.emit()
    QApplication.processEvents()
    window.actions_by_name["tool_draw"].trigger()
    drag(window.view, window.view.pixel_of(4, 60))
    assert len(notes(window)) == 1 and len(window.panels.tracks.rows) == 1
    window.actions_by_name["undo"].trigger()
    assert window.document.score.tracks == ()


def test_four_more_bars(music: MainWindow) -> None:
    before = music.document.num_steps
    for _ in range(5):
        music.actions_by_name["add_bars"].trigger()
    assert music.document.num_steps > before
    assert music.document.undo_stack.count() == 5
