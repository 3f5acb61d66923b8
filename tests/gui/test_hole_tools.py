"""Painting the hole with real mouse events."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from studio_fakes import song

from core.score import Score
from fractalmidi_studio.main_window import MainWindow

Drag = Callable[..., None]


def test_a_rectangle_paints_exactly_its_cells(window: MainWindow, piece: Score, drag: Drag) -> None:
    drag(window.view, window.view.pixel_of(16, 70), window.view.pixel_of(20, 60), window.view.pixel_of(31, 55))
    expected = np.zeros_like(window.document.hole)
    expected[55:71, 16:32] = True
    assert np.array_equal(window.document.hole, expected)
    assert "bar 2" in window.status.hole.text()


@pytest.mark.parametrize("how", ["right button", "alt", "switch"])
def test_erasing_takes_cells_out(window: MainWindow, piece: Score, drag: Drag, how: str) -> None:
    drag(window.view, window.view.pixel_of(16, 70), window.view.pixel_of(31, 55))
    button, modifiers = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    if how == "right button":
        button = Qt.MouseButton.RightButton
    elif how == "alt":
        modifiers = Qt.KeyboardModifier.AltModifier
    else:
        window.actions_by_name["erase"].trigger()
    drag(window.view, window.view.pixel_of(20, 66), window.view.pixel_of(24, 60), button=button, modifiers=modifiers)
    assert not window.document.hole[60:67, 20:25].any()
    assert window.document.hole.sum() == 16 * 16 - 7 * 5


def test_the_brush_leaves_no_gap_however_fast_the_mouse_is(window: MainWindow, piece: Score, drag: Drag) -> None:
    window.actions_by_name["tool_brush"].trigger()
    window.brush.spin.setValue(3)
    drag(window.view, window.view.pixel_of(10, 60), window.view.pixel_of(90, 60))
    assert window.document.hole[60, 10:91].all()
    assert window.document.hole[59:62].sum() == window.document.hole.sum()


def test_each_stroke_is_one_undo_step(window: MainWindow, piece: Score, drag: Drag) -> None:
    states = [window.document.hole.copy()]
    for start in (8, 40, 70):
        drag(
            window.view,
            window.view.pixel_of(start, 70),
            window.view.pixel_of(start + 5, 66),
            window.view.pixel_of(start + 9, 60),
        )
        states.append(window.document.hole.copy())
    window.actions_by_name["tool_brush"].trigger()
    drag(window.view, window.view.pixel_of(10, 65), window.view.pixel_of(50, 50), window.view.pixel_of(80, 64))
    states.append(window.document.hole.copy())
    assert window.document.undo_stack.count() == 4
    for state in reversed(states[:-1]):
        window.actions_by_name["undo"].trigger()
        assert np.array_equal(window.document.hole, state)
    for state in states[1:]:
        window.actions_by_name["redo"].trigger()
        assert np.array_equal(window.document.hole, state)


def test_clear_and_invert(window: MainWindow, piece: Score, drag: Drag) -> None:
    drag(window.view, window.view.pixel_of(16, 70), window.view.pixel_of(31, 55))
    painted = window.document.hole.copy()
    window.actions_by_name["invert_hole"].trigger()
    assert np.array_equal(window.document.hole, ~painted)
    window.actions_by_name["clear_hole"].trigger()
    assert not window.document.hole.any()
    window.actions_by_name["undo"].trigger()
    window.actions_by_name["undo"].trigger()
    assert np.array_equal(window.document.hole, painted)


def test_escape_gives_a_stroke_up(window: MainWindow, piece: Score, drag: Drag) -> None:
    drag(window.view, window.view.pixel_of(16, 70), window.view.pixel_of(31, 55), release=False)
    assert window.view.scene.shown_hole.any()
    window.actions_by_name["cancel"].trigger()
    QTest.mouseRelease(
        window.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, window.view.pixel_of(31, 55)
    )
    assert not window.document.hole.any() and not window.view.scene.shown_hole.any()
    assert window.document.undo_stack.count() == 0


def test_a_stroke_shows_while_it_is_drawn_and_only_then_changes_the_document(
    window: MainWindow, piece: Score, drag: Drag
) -> None:
    before = window.view.grab().toImage()
    drag(window.view, window.view.pixel_of(20, 70), window.view.pixel_of(40, 55), release=False)
    during = window.view.grab().toImage()
    inside = window.view.pixel_of(30, 64)
    assert during.pixelColor(inside) != before.pixelColor(inside)
    assert not window.document.hole.any()
    drag(window.view, window.view.pixel_of(40, 55))


def test_a_drag_on_the_ruler_paints_whole_bars(window: MainWindow, piece: Score, drag: Drag) -> None:
    y = window.pane.ruler.height() // 2
    left, right = window.view.pixel_of(68, 60).x(), window.view.pixel_of(120, 60).x()
    drag(window.pane.ruler, QPoint(left, y), QPoint(right, y))
    columns = np.flatnonzero(window.document.hole.any(axis=0))
    assert (columns[0], columns[-1]) == (64, 127)
    assert window.document.hole[:, 64:128].all()
    assert "bars 5–8" in window.status.hole.text()


def test_a_drag_on_the_keys_keeps_the_hole_to_those_pitches(window: MainWindow, piece: Score, drag: Drag) -> None:
    window.hole_commands.bars(64, 128, False)
    bottom, top = window.view.pixel_of(0, 60).y(), window.view.pixel_of(0, 71).y()
    drag(window.pane.keyboard, QPoint(20, bottom), QPoint(20, top))
    rows = np.flatnonzero(window.document.hole.any(axis=1))
    assert (rows[0], rows[-1]) == (60, 71)
    assert window.document.hole.sum() == 12 * 64


def test_hover_names_the_cell(window: MainWindow, piece: Score) -> None:
    QTest.mouseMove(window.view, window.view.pixel_of(3, 100))
    QTest.mouseMove(window.view, window.view.pixel_of(21, 61))
    assert window.status.cell.text().startswith("C♯4   2.2.2")
    assert "velocity" not in window.status.cell.text() or window.document.roll.velocity[61, 21]


def test_one_stroke_across_a_long_piece_follows_the_mouse_out_of_the_view(window: MainWindow, drag: Drag) -> None:
    window.document.replace_piece(song(60), "long")
    window.files.opened.emit()
    edge = QPoint(window.view.width() + 30, window.view.pixel_of(0, 60).y())
    drag(window.view, window.view.pixel_of(200, 60), edge, edge, edge)
    assert window.viewport.transform.scroll_x > 0
    assert np.flatnonzero(window.document.hole.any(axis=0))[-1] > 256
