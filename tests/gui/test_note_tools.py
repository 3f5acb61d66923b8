"""Every note tool, driven with real mouse and key events."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from studio_fakes import FakePlayer

from core.edit.selection import EMPTY, Selection
from core.score import Note, Score, Track
from fractalmidi_studio.main_window import MainWindow

Drag = Callable[..., None]
CTRL, SHIFT, ALT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)
STEP = 120  # ticks

LOW, LONG, OFF_GRID = Note(0, 60, 480, 80), Note(960, 64, 960, 70), Note(2010, 67, 470, 60)
OTHER = Note(960, 48, 1920, 50)


@pytest.fixture
def small(window: MainWindow) -> MainWindow:
    """Three notes on the active track, one on another; wide enough that an edge can be hit."""
    score = Score((Track("Right", notes=(LOW, LONG, OFF_GRID)), Track("Left", 1, notes=(OTHER,))))
    window.document.replace_piece(score, "small")
    window.files.opened.emit()
    QApplication.processEvents()  # the window has settled
    window.viewport.zoom_time(4, 0)
    window.note_settings.set_grid("1/16")
    window.actions_by_name["tool_select"].trigger()
    return window


def at(window: MainWindow, tick: float, pitch: int, dx: int = 0) -> QPoint:
    t = window.viewport.transform
    return QPoint(round(t.x_of(tick / STEP)) + dx, int(t.y_of(pitch) + t.pitch_px / 2))


def middle(window: MainWindow, note: Note) -> QPoint:
    return at(window, note.onset_tick + note.duration_ticks / 2, note.pitch)


def notes(window: MainWindow, track: int = 0) -> list[Note]:
    return list(window.document.score.tracks[track].notes)


def tool(window: MainWindow, name: str) -> None:
    window.actions_by_name[f"tool_{name}"].trigger()


def test_click_selects_shift_adds_ctrl_turns_over(small: MainWindow, drag: Drag) -> None:
    drag(small.view, middle(small, LOW))
    assert small.document.selection == Selection.of(0, [LOW])
    drag(small.view, middle(small, LONG), modifiers=SHIFT)
    assert small.document.selection == Selection.of(0, [LOW, LONG])
    drag(small.view, middle(small, LOW), modifiers=CTRL)
    assert small.document.selection == Selection.of(0, [LONG])
    drag(small.view, at(small, 480, 72))
    assert small.document.selection == EMPTY
    assert small.document.undo_stack.count() == 0


def test_a_touched_note_makes_its_track_the_active_one(small: MainWindow, drag: Drag) -> None:
    drag(small.view, middle(small, OTHER))
    assert small.document.active_track == 1 and small.document.selection == Selection.of(1, [OTHER])


def test_a_drag_moves_to_the_grid_and_is_one_step(small: MainWindow, drag: Drag, player: FakePlayer) -> None:
    player.calls.clear()
    start = middle(small, OFF_GRID)
    drag(small.view, start, start + QPoint(3, 0), at(small, 2245 + 260, 69))
    assert notes(small)[2] == Note(2280, 69, 470, 60)
    assert small.document.undo_stack.count() == 1
    assert "1 note" in small.document.undo_stack.undoText()
    assert next(call for call in player.calls if call[0] == "preview") == ("preview", 67, 60)
    assert ("preview", 69, 60) in player.calls
    small.actions_by_name["undo"].trigger()
    assert notes(small) == [LOW, LONG, OFF_GRID] and small.document.selection == Selection.of(0, [OFF_GRID])


def test_alt_suspends_the_grid(small: MainWindow, drag: Drag) -> None:
    start = middle(small, LOW)
    drag(small.view, start, start + QPoint(20, 0), start + QPoint(31, 0), modifiers=ALT)
    moved = notes(small)[0]
    assert moved.onset_tick == round(31 * STEP / small.viewport.transform.step_px) and moved.onset_tick % STEP


def test_shift_keeps_to_one_direction(small: MainWindow, drag: Drag) -> None:
    target = at(small, 730, 61)
    drag(small.view, middle(small, LOW), at(small, 300, 61), target, release=False)
    QTest.keyPress(small.view, Qt.Key.Key_Shift)  # the ghost follows without the mouse
    QTest.mouseRelease(small.view, Qt.MouseButton.LeftButton, SHIFT, target)
    assert notes(small)[0] == Note(480, 60, 480, 80)


def test_straight_up_leaves_the_time_alone(small: MainWindow, drag: Drag) -> None:
    start = middle(small, OFF_GRID)
    drag(small.view, start, at(small, 2245, 70), at(small, 2245, 71))
    assert notes(small)[2] == Note(2010, 71, 470, 60)


def test_ctrl_drag_copies(small: MainWindow, drag: Drag) -> None:
    drag(small.view, middle(small, LOW), at(small, 720, 62), modifiers=CTRL)
    assert notes(small) == [LOW, Note(480, 62, 480, 80), LONG, OFF_GRID]
    assert small.document.selection == Selection.of(0, [Note(480, 62, 480, 80)])


@pytest.mark.parametrize("edge", ["left", "right"])
def test_both_edges_stretch_the_whole_selection(small: MainWindow, drag: Drag, edge: str) -> None:
    small.document.select(Selection.of(0, [LOW, LONG]))
    tick = LONG.onset_tick if edge == "left" else LONG.offset_tick
    start = at(small, tick, 64, 2 if edge == "left" else -3)
    QTest.mouseMove(small.view, start)
    assert small.view.cursor().shape() == Qt.CursorShape.SizeHorCursor
    drag(small.view, start, start + QPoint(6, 0), at(small, tick + 250, 64))
    if edge == "left":
        assert notes(small)[:2] == [Note(240, 60, 240, 80), Note(1200, 64, 720, 70)]
    else:
        assert notes(small)[:2] == [Note(0, 60, 720, 80), Note(960, 64, 1200, 70)]
    assert len(small.document.selection) == 2 and small.document.undo_stack.count() == 1


def test_a_stretch_never_makes_a_note_vanish(small: MainWindow, drag: Drag) -> None:
    start = at(small, LONG.offset_tick, 64, -3)
    drag(small.view, start, at(small, 1000, 64), at(small, 200, 64))
    assert notes(small)[1] == Note(960, 64, STEP, 70)


def test_the_rubber_band_takes_what_it_touches(small: MainWindow, drag: Drag) -> None:
    drag(small.view, at(small, 1100, 70), at(small, 1500, 60), at(small, 2100, 63))
    assert small.document.selection == Selection.of(0, [LONG, OFF_GRID])
    drag(small.view, at(small, 500, 58), at(small, 100, 61), modifiers=SHIFT)
    assert len(small.document.selection) == 3
    assert small.view.scene.overlay is None


def test_muted_tracks_cannot_be_touched(small: MainWindow, drag: Drag) -> None:
    small.document.set_mix(1, small.document.mix[1].__class__(muted=True))
    drag(small.view, middle(small, OTHER))
    drag(small.view, at(small, 100, 45), at(small, 2900, 70))
    assert small.document.selection.of_track(1) == frozenset() and small.document.active_track == 0


def test_the_lasso_takes_what_lies_within(small: MainWindow, drag: Drag) -> None:
    tool(small, "lasso_notes")
    path = [(900, 66), (1500, 66), (2000, 66), (2000, 62), (1500, 62), (900, 62)]
    drag(small.view, *[at(small, *point) for point in path])
    assert small.document.selection == Selection.of(0, [LONG])
    around = [(-50, 62), (600, 62), (600, 58), (-50, 58)]
    drag(small.view, *[at(small, max(0, tick), pitch) for tick, pitch in around], modifiers=SHIFT)
    assert small.document.selection == Selection.of(0, [LOW, LONG])


def test_draw_snaps_and_the_drag_sets_the_length(small: MainWindow, drag: Drag, player: FakePlayer) -> None:
    tool(small, "draw")
    player.calls.clear()
    drag(small.view, at(small, 500, 72), at(small, 700, 72), at(small, 950, 74))
    drawn = Note(480, 74, 480, small.note_settings.velocity)
    assert drawn in notes(small) and small.document.selection == Selection.of(0, [drawn])
    heard = [call for call in player.calls if call[0] == "preview"]
    assert heard == [("preview", 72, drawn.velocity), ("preview", 74, drawn.velocity)]
    drag(small.view, at(small, 130, 76))
    assert Note(120, 76, 480, drawn.velocity) in notes(small), "as long as the last one"


def test_a_double_click_on_empty_ground_draws_with_select(small: MainWindow, drag: Drag) -> None:
    place = at(small, 500, 72)
    drag(small.view, place)
    QTest.mouseDClick(small.view, Qt.MouseButton.LeftButton, NONE, place)
    QTest.mouseRelease(small.view, Qt.MouseButton.LeftButton, NONE, place)
    assert Note(480, 72, STEP, small.note_settings.velocity) in notes(small)
    QTest.mouseDClick(small.view, Qt.MouseButton.LeftButton, NONE, middle(small, LONG))
    QTest.mouseRelease(small.view, Qt.MouseButton.LeftButton, NONE, middle(small, LONG))
    assert len(notes(small)) == 4 and small.document.selection == Selection.of(0, [LONG])


def test_draw_with_shift_draws_a_row(small: MainWindow, drag: Drag) -> None:
    tool(small, "draw")
    drag(small.view, at(small, 10, 72), at(small, 250, 72), at(small, 490, 73), modifiers=SHIFT)
    row = [note for note in notes(small) if note.pitch == 72]
    assert [(note.onset_tick, note.duration_ticks) for note in row] == [(i * STEP, STEP) for i in range(5)]
    assert small.document.undo_stack.count() == 1


def test_draw_takes_hold_of_a_note(small: MainWindow, drag: Drag) -> None:
    tool(small, "draw")
    start = middle(small, LOW)
    drag(small.view, start, at(small, 250, 62), at(small, 240, 63))
    assert notes(small)[0] == Note(0, 63, 480, 80)


def test_a_drawn_note_goes_to_the_active_track(small: MainWindow, drag: Drag) -> None:
    tool(small, "draw")
    small.document.set_active_track(1)
    drag(small.view, at(small, 10, 40))
    assert len(notes(small, 1)) == 2 and len(notes(small)) == 3


@pytest.mark.parametrize("how", ["erase tool", "right button with draw", "right button with select", "knife"])
def test_erasing_leaves_no_gap_however_fast_the_mouse_is(small: MainWindow, drag: Drag, how: str) -> None:
    tool(small, {"erase tool": "erase_notes", "right button with draw": "draw", "knife": "knife"}.get(how, "select"))
    button = Qt.MouseButton.LeftButton if how == "erase tool" else Qt.MouseButton.RightButton
    drag(small.view, at(small, 200, 75), at(small, 200, 40), button=button)
    assert notes(small) == [LONG, OFF_GRID]
    drag(small.view, at(small, 700, 64), at(small, 2500, 64), at(small, 2300, 68), button=button)
    assert notes(small) == []
    assert small.document.undo_stack.count() == 2


def test_the_knife_cuts_at_the_grid_and_alt_anywhere(small: MainWindow, drag: Drag) -> None:
    tool(small, "knife")
    drag(small.view, at(small, 1210, 64))
    assert notes(small)[1:3] == [Note(960, 64, 240, 70), Note(1200, 64, 720, 70)]
    drag(small.view, at(small, 1500, 70), at(small, 1500, 45))
    assert Note(1200, 64, 240, 70) in notes(small) and notes(small, 1)[0] == Note(960, 48, 480, 50)
    step = small.viewport.transform.step_px / STEP
    drag(small.view, at(small, 0, 60, round(100 * step)), modifiers=ALT)
    assert notes(small)[0].duration_ticks == round(round(100 * step) / step)


def test_the_zoom_tool_shows_the_box(small: MainWindow, drag: Drag) -> None:
    tool(small, "zoom")
    drag(small.view, at(small, 480, 66), at(small, 700, 64), at(small, 2880, 55))
    t = small.viewport.transform
    assert t.step_at(0) == pytest.approx(4, abs=0.2) and t.step_at(small.view.width()) == pytest.approx(24, abs=0.2)
    before = t.step_px
    drag(small.view, QPoint(300, 200), button=Qt.MouseButton.RightButton)
    assert small.viewport.transform.step_px < before
    assert small.document.undo_stack.count() == 0


def test_escape_gives_a_gesture_up_then_the_selection(small: MainWindow, drag: Drag) -> None:
    small.document.select(Selection.of(0, [LOW]))
    start = middle(small, LOW)
    drag(small.view, start, at(small, 700, 62), release=False)
    assert small.view.scene.overlay is not None
    small.actions_by_name["cancel"].trigger()
    QTest.mouseRelease(small.view, Qt.MouseButton.LeftButton, NONE, at(small, 700, 62))
    assert notes(small) == [LOW, LONG, OFF_GRID] and len(small.document.selection) == 1
    small.actions_by_name["cancel"].trigger()
    assert small.document.selection == EMPTY


def test_a_gesture_shows_before_the_music_changes(small: MainWindow, drag: Drag) -> None:
    start, target = middle(small, LOW), at(small, 240, 62)
    before = small.view.grab().toImage()
    drag(small.view, start, at(small, 240, 61), target, release=False)
    during = small.view.grab().toImage()
    assert during.pixelColor(target) != before.pixelColor(target)
    assert during.pixelColor(start) != before.pixelColor(start), "the note itself has gone faint"
    assert notes(small) == [LOW, LONG, OFF_GRID]
    QTest.mouseRelease(small.view, Qt.MouseButton.LeftButton, NONE, target)
    assert notes(small)[0] == Note(0, 62, 480, 80)


def test_a_drag_over_the_edge_scrolls_on_while_the_mouse_rests(window: MainWindow, drag: Drag, qtbot: object) -> None:
    from studio_fakes import song

    window.document.replace_piece(song(60), "long")
    window.files.opened.emit()
    tool(window, "select")
    outside = QPoint(window.view.width() + 40, 100)
    drag(window.view, QPoint(200, 20), outside, release=False)
    first = window.viewport.transform.scroll_x
    qtbot.waitUntil(lambda: window.viewport.transform.scroll_x > first + 150, timeout=4000)  # type: ignore[attr-defined]
    QTest.mouseRelease(window.view, Qt.MouseButton.LeftButton, NONE, outside)
    assert len(window.document.selection) > 0


def test_keys_sound_and_shift_selects_their_pitch(small: MainWindow, drag: Drag, player: FakePlayer) -> None:
    player.calls.clear()
    key = QPoint(20, at(small, 0, 64).y())
    drag(small.pane.keyboard, key, modifiers=SHIFT)
    assert player.calls[0][:2] == ("preview", 64)
    assert small.document.selection == Selection.of(0, [LONG])
    drag(small.pane.keyboard, QPoint(20, at(small, 0, 61).y()), QPoint(20, at(small, 0, 59).y()), modifiers=CTRL)
    assert small.document.selection == Selection.of(0, [LOW, LONG])
    assert not small.document.hole.any()


def test_note_tools_rest_while_a_run_is_shown(small: MainWindow, drag: Drag) -> None:
    small.view.locked = True
    drag(small.view, middle(small, LOW), at(small, 700, 62), at(small, 720, 62))
    assert notes(small) == [LOW, LONG, OFF_GRID] and small.document.selection == EMPTY


def test_drums_are_touched_only_while_they_are_active(window: MainWindow, drag: Drag) -> None:
    hit = Note(0, 38, 480, 100)
    window.document.replace_piece(Score((Track("Piano"), Track("Drums", 9, notes=(hit,)))), "drums")
    window.files.opened.emit()
    tool(window, "select")
    window.document.set_active_track(0)
    drag(window.view, middle(window, hit))
    assert window.document.selection == EMPTY
    window.document.set_active_track(1)
    drag(window.view, middle(window, hit))
    assert window.document.selection == Selection.of(1, [hit])
