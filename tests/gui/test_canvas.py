"""What the canvas shows, and how it is moved about, with real wheel events and real pixels."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from studio_fakes import song

from core.render import colour_of_velocity
from core.score import Score, TimeSignature, Track
from core.units import downbeats
from fractalmidi_studio import names
from fractalmidi_studio.canvas.scene import Scene, compose, outline_of
from fractalmidi_studio.main_window import MainWindow

Drag = Callable[..., None]
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def turn_wheel(window: MainWindow, at: QPoint, keys: Qt.KeyboardModifier, notches: int = 1) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(window.view.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(window.view, event)


def test_ctrl_wheel_zooms_time_about_the_mouse(window: MainWindow, piece: Score) -> None:
    at = window.view.pixel_of(100, 60)
    before = window.viewport.transform
    turn_wheel(window, at, CTRL, 3)
    after = window.viewport.transform
    assert after.step_px > before.step_px and after.pitch_px == before.pitch_px
    assert after.step_at(at.x()) == pytest.approx(before.step_at(at.x()), abs=0.1)


@pytest.mark.parametrize("keys", [CTRL | SHIFT, ALT])
def test_the_other_wheels_zoom_pitch(window: MainWindow, piece: Score, keys: Qt.KeyboardModifier) -> None:
    at = window.view.pixel_of(100, 60)
    before = window.viewport.transform
    turn_wheel(window, at, keys, 3)
    after = window.viewport.transform
    assert after.pitch_px > before.pitch_px and after.step_px == before.step_px
    assert after.pitch_at(at.y()) == 60


def test_wheel_and_bars_scroll_and_agree(window: MainWindow, piece: Score) -> None:
    at = window.view.pixel_of(20, 60)
    turn_wheel(window, at, SHIFT, -2)
    assert window.viewport.transform.scroll_x > 0
    assert window.pane.horizontal.value() == window.viewport.transform.scroll_x
    turn_wheel(window, at, Qt.KeyboardModifier.NoModifier, -2)
    assert window.pane.vertical.value() == window.viewport.transform.scroll_y > 0
    window.pane.horizontal.setValue(0)
    assert window.viewport.transform.scroll_x == 0


def test_the_hand_and_the_middle_button_move_the_music(window: MainWindow, drag: Drag) -> None:
    window.document.replace_piece(song(60), "long")
    window.files.opened.emit()
    window.actions_by_name["tool_hand"].trigger()
    drag(window.view, QPoint(600, 300), QPoint(500, 300), QPoint(400, 300))
    assert window.viewport.transform.scroll_x == 200
    window.actions_by_name["tool_brush"].trigger()
    drag(window.view, QPoint(600, 300), QPoint(550, 300), button=Qt.MouseButton.MiddleButton)
    assert window.viewport.transform.scroll_x == 250
    assert not window.document.hole.any()


def test_notes_have_the_colour_of_their_velocity(window: MainWindow, piece: Score) -> None:
    window.viewport.zoom_time(3, 0)
    image = window.view.grab().toImage()
    for step, pitch in ((4, 61), (8, 62)):
        velocity = window.document.roll.velocity[pitch, step]
        t = window.viewport.transform
        at = window.view.pixel_of(step, pitch)
        seen = image.pixelColor(int(t.x_of(step) + t.step_px * 0.7), at.y())
        assert seen == QColor(*colour_of_velocity(np.array(velocity)).tolist())


@given(arrays(np.bool_, (128, 12)))
@settings(max_examples=60)
def test_the_outline_is_where_hole_and_known_meet(hole: np.ndarray) -> None:
    outline = outline_of(hole)
    padded = np.pad(hole, 1)
    expected = int((padded[1:] != padded[:-1]).sum() + (padded[:, 1:] != padded[:, :-1]).sum())
    drawn = sum(int((runs[:, 2] - runs[:, 1]).sum()) for runs in (outline.horizontal, outline.vertical))
    assert drawn == expected
    for edge, start, stop in outline.horizontal.tolist():
        assert (padded[edge, start + 1 : stop + 1] != padded[edge + 1, start + 1 : stop + 1]).all()


@given(st.integers(0, 100), st.integers(1, 28), st.integers(0, 50), st.integers(1, 14))
@settings(max_examples=40)
def test_a_part_is_composed_as_the_whole(low: int, height: int, first: int, width: int) -> None:
    rng = np.random.default_rng(low + height)
    scene = Scene.empty(64)
    scene.roll.velocity[rng.random((128, 64)) > 0.8] = 77
    scene.hole[rng.random((128, 64)) > 0.5] = True
    high, last = min(128, low + height), min(64, first + width)
    whole, part = compose(scene, (0, 0, 128, 64)), compose(scene, (low, first, high, last))
    assert np.array_equal(whole[128 - high : 128 - low, first:last], part)


def test_bars_and_beats_honour_the_metre() -> None:
    score = Score(
        tracks=(Track(),),
        time_signatures=(TimeSignature(0, 3, 4), TimeSignature(2 * 3 * 480, 6, 8)),
        end_tick=480 * 24,
    )
    downbeat = downbeats(score, 96)
    beat = names.beats_of(score, downbeat)
    assert np.flatnonzero(downbeat)[:5].tolist() == [0, 12, 24, 36, 48]
    assert np.flatnonzero(beat)[:9].tolist() == [0, 4, 8, 12, 16, 20, 24, 26, 28]
    assert names.position_name(0, downbeat, beat) == "1.1.1"
    assert names.position_name(17, downbeat, beat) == "2.2.2"
    assert names.position_name(27, downbeat, beat) == "3.2.2"
    assert names.bar_span(40, downbeat) == (36, 48)
    assert names.bars_text(12, 37, downbeat) == "bars 2–4"


def test_play_stays_in_sight_in_the_smallest_window(window: MainWindow, piece: Score) -> None:
    window.resize(window.minimumSize())
    QApplication.processEvents()
    for name in ("playButton", "outputBox", "tool_brushButton", "inpaintButton"):
        widget = window.findChild(object, name)
        assert widget is not None and widget.isVisible(), name
    for button in window.findChildren(QPushButton):
        if not button.isVisible():
            continue  # it has its place when it is shown
        needed = button.fontMetrics().horizontalAdvance(button.text()) + button.iconSize().width() + 12
        assert button.width() >= needed, button.text()


def test_space_plays_after_a_click_on_a_button(window: MainWindow, piece: Score) -> None:
    QApplication.setActiveWindow(window)
    QTest.mouseClick(window.panel.dice, Qt.MouseButton.LeftButton)
    assert not window.panel.dice.hasFocus()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert window.playback.playing and not window.runs.running
