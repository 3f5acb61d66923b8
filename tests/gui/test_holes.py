"""Holes in the window: lasso, modes, strength, shapes from notes and tracks, kept holes, locks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from studio_fakes import FakeEngine

from core import region
from core.edit.selection import Selection
from core.score import Score
from core.takes import covered
from fractalmidi_studio.main_window import MainWindow

Drag = Callable[..., None]


def rectangle(window: MainWindow, low: int, high: int, first: int, stop: int) -> np.ndarray:
    return region.rectangle(window.document.hole.shape, low, high, first, stop)


def drag_box(window: MainWindow, drag: Drag, low: int, high: int, first: int, stop: int, **how: object) -> None:
    """Both corners included."""
    drag(window.view, window.view.pixel_of(first, high), window.view.pixel_of(stop, low), **how)


def test_a_lasso_paints_what_it_goes_around(window: MainWindow, piece: Score, drag: Drag) -> None:
    window.actions_by_name["tool_lasso_hole"].trigger()
    at = window.view.pixel_of
    drag(window.view, at(64, 72), at(80, 72), at(80, 60), at(64, 60), at(64, 66))
    assert np.array_equal(window.document.hole, rectangle(window, 60, 73, 64, 81))
    assert window.document.undo_stack.undoText() == "Paint with Hole Lasso"
    window.actions_by_name["undo"].trigger()
    assert not window.document.hole.any()


def test_shapes_are_added_subtracted_and_intersected(window: MainWindow, piece: Score, drag: Drag) -> None:
    alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
    drag_box(window, drag, 60, 72, 64, 90)
    whole = rectangle(window, 60, 73, 64, 91)
    assert np.array_equal(window.document.hole, whole)
    drag_box(window, drag, 66, 68, 70, 75, modifiers=alt)
    less = whole & ~rectangle(window, 66, 69, 70, 76)
    assert np.array_equal(window.document.hole, less)
    drag_box(window, drag, 60, 66, 60, 80, modifiers=alt | shift)
    assert np.array_equal(window.document.hole, less & rectangle(window, 60, 67, 60, 81))
    for _ in range(2):
        window.actions_by_name["undo"].trigger()
    assert np.array_equal(window.document.hole, whole)
    QTest.mouseClick(window.panels.hole.modes["intersect"], Qt.MouseButton.LeftButton)
    assert window.actions_by_name["intersect"].isChecked()
    drag_box(window, drag, 60, 66, 60, 80)
    assert np.array_equal(window.document.hole, whole & rectangle(window, 60, 67, 60, 81))
    window.actions_by_name["erase"].trigger()
    assert window.panels.hole.modes["subtract"].isChecked() and not window.actions_by_name["intersect"].isChecked()
    window.actions_by_name["erase"].trigger()
    assert window.panels.hole.modes["add"].isChecked() and window.view.hole_mode == "add"


def test_strength_is_painted_and_shown(window: MainWindow, piece: Score, drag: Drag) -> None:
    window.panels.hole.strength.setValue(40)
    drag_box(window, drag, 60, 72, 64, 90)
    strength, box = window.document.strength, rectangle(window, 60, 73, 64, 91)
    assert (strength[box] == 40).all() and not strength[~box].any()
    soft = window.view.grab().toImage()
    window.panels.hole.strength.setValue(100)
    drag_box(window, drag, 60, 72, 64, 70)
    assert (window.document.strength[60:73, 64:71] == 100).all() and (
        window.document.strength[60:73, 71:91] == 40
    ).all()
    assert window.view.grab().toImage() != soft, "the same cells, another strength: it can be seen"
    window.actions_by_name["invert_hole"].trigger()
    assert (window.document.strength[60:73, 71:91] == 60).all() and not window.document.hole[60:73, 64:71].any()
    for _ in range(3):
        window.actions_by_name["undo"].trigger()
    assert not window.document.strength.any()


def test_holes_grow_and_shrink(window: MainWindow, piece: Score) -> None:
    window.document.set_hole(rectangle(window, 60, 64, 64, 70), "x")
    window.actions_by_name["hole_grow"].trigger()
    assert np.array_equal(window.document.hole, rectangle(window, 59, 65, 63, 71))
    window.actions_by_name["hole_shrink"].trigger()
    window.actions_by_name["hole_shrink"].trigger()
    assert np.array_equal(window.document.hole, rectangle(window, 61, 63, 65, 69))


def test_selected_notes_and_the_active_track_become_holes(window: MainWindow, piece: Score) -> None:
    document = window.document
    window.actions_by_name["hole_selection"].trigger()
    assert "selected" in window.messages.text() and not document.hole.any()
    chosen = Selection.of(1, piece.tracks[1].notes[3:5])
    document.select(chosen)
    window.actions_by_name["hole_selection"].trigger()
    rows = document.notes.grid_rows(document.notes.mask(chosen))
    assert len(rows) == 2 and np.array_equal(document.hole, covered(rows, document.num_steps))
    window.actions_by_name["clear_hole"].trigger()
    document.set_active_track(1)
    window.actions_by_name["hole_track"].trigger()
    rows = document.notes.grid_rows(document.notes.of_tracks([1]))
    assert np.array_equal(document.hole, covered(rows, document.num_steps))


def test_holes_are_kept_by_name(window: MainWindow, piece: Score) -> None:
    panel, document = window.panels.hole, window.document
    document.set_hole(rectangle(window, 60, 64, 64, 70), "x", strength=30)
    panel.name.setText("right hand")
    QTest.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    assert panel.saved.count() == 1 and panel.name.text() == ""
    document.set_hole(rectangle(window, 40, 44, 0, 16), "y")
    QTest.mouseClick(panel.recall, Qt.MouseButton.LeftButton)
    assert (document.strength[60:64, 64:70] == 30).all() and (document.strength[40:44, :16] == 100).all()
    window.hole_commands.set_mode("intersect")
    QTest.mouseClick(panel.recall, Qt.MouseButton.LeftButton)
    assert np.array_equal(document.hole, rectangle(window, 60, 64, 64, 70))
    QTest.mouseClick(panel.forget, Qt.MouseButton.LeftButton)
    assert panel.saved.count() == 0 and not panel.recall.isEnabled()
    panel.name.setText("again")
    QTest.keyClick(panel.name, Qt.Key.Key_Return)
    assert panel.saved.count() == 1
    document.replace_piece(piece, "another")
    assert panel.saved.count() == 0


def test_locked_notes_show_it_and_no_run_touches_them(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot, engine: FakeEngine
) -> None:
    document = window.document
    before = window.view.grab().toImage()
    chosen = Selection.of(0, [note for note in piece.tracks[0].notes if 64 <= note.onset_tick / 120 < 80])
    document.select(chosen)
    unlocked = window.view.grab().toImage()
    window.view.setFocus()
    QTest.keyClick(window.view, Qt.Key.Key_L)
    locked = [note for note in document.score.tracks[0].notes if note.locked]
    assert len(locked) == len(chosen) > 0
    assert window.view.grab().toImage() not in (before, unlocked)
    assert len(window.view.scene.marks.locks) == len(locked)  # type: ignore[union-attr]
    assert document.undo_stack.undoText() == "Lock Notes"
    document.set_hole(rectangle(window, 50, 90, 60, 100), "x")
    window.inpaint()
    qtbot.waitUntil(lambda: not window.runs.running, timeout=15_000)
    assert set(locked) <= set(document.score.tracks[0].notes)
    for note in locked:
        assert not engine.requests[0].hole[note.pitch, note.onset_tick // 120]
    window.actions_by_name["undo"].trigger()
    document.select(Selection.of(0, locked))
    window.actions_by_name["lock_notes"].trigger()
    assert document.score == piece and document.undo_stack.undoText() == "Unlock Notes"


def test_only_this_tracks_notes_give_way(window: MainWindow, piece: Score, qtbot: QtBot, engine: FakeEngine) -> None:
    panel = window.panel
    window.document.set_hole(rectangle(window, 30, 90, 64, 128), "x")
    assert not panel.track_alone.isEnabled()
    panel.track.set_data(0)
    assert panel.track_alone.isEnabled()
    panel.track_alone.setChecked(True)
    window.inpaint()
    qtbot.waitUntil(lambda: not window.runs.running, timeout=15_000)
    assert window.document.score.tracks[1] is piece.tracks[1]
    assert window.document.score.tracks[0] != piece.tracks[0]
