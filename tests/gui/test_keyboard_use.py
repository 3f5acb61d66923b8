"""The window without a mouse: every widget has a name for screen readers, and Tab comes to what can be used."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QTabBar,
    QWidget,
)

from core.score import Score
from fractalmidi_studio.dialogs.palette import Palette
from fractalmidi_studio.dialogs.settings import SettingsDialog
from fractalmidi_studio.dialogs.shortcuts import ShortcutsDialog
from fractalmidi_studio.main_window import MainWindow

USABLE = (QAbstractButton, QComboBox, QAbstractSpinBox, QAbstractSlider, QLineEdit, QAbstractItemView, QTabBar)
CANVAS = ("rollView", "ruler", "keyboard", "profilePanel", "loopStrip")


def spoken_name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def usable(top: QWidget) -> list[QWidget]:
    found = []
    for widget in top.findChildren(QWidget):
        inner = widget.objectName().startswith("qt_") or isinstance(widget, QScrollBar)
        parent = widget.parent()  # a box has a field, and a list within a frame
        of_box = isinstance(parent, QComboBox | QAbstractSpinBox | QLineEdit) or isinstance(parent.parent(), QComboBox)
        of_list = type(widget).__name__ in ("QHeaderView", "QTableCornerButton")
        if not (inner or of_box or of_list) and (isinstance(widget, USABLE) or widget.objectName() in CANVAS):
            found.append(widget)
    return found


def nameless(top: QWidget) -> list[str]:
    return [f"{type(w).__name__} {w.objectName()}" for w in usable(top) if not spoken_name(w)]


def test_every_widget_has_a_name_for_screen_readers(window: MainWindow, piece: Score) -> None:
    window.desk.welcome.open_page()
    assert len(usable(window)) > 50
    assert not "\n".join(nameless(window))
    for dialog in (
        Palette(window, []),
        ShortcutsDialog(window, window.actions_by_name),
        SettingsDialog(
            window, window.settings, window.desk.appearance, window.actions_by_name, window.recent.clear, lambda: None
        ),
    ):
        assert not "\n".join(nameless(dialog))


def test_tab_comes_to_everything_that_can_be_used(window: MainWindow, piece: Score) -> None:
    reached: set[QWidget] = set()
    window.view.setFocus()
    start: QWidget = window.view
    while (focus := window.focusWidget()) not in reached and focus is not None:
        reached.add(focus)
        window.focusNextChild()
    missed = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in usable(window)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget not in reached and not isinstance(widget.parent(), QTabBar)
    ]  # fmt: skip
    assert start in reached and not "\n".join(missed)


@pytest.mark.parametrize("kind", [QComboBox, QAbstractSpinBox, QAbstractSlider], ids=lambda kind: kind.__name__)
def test_no_field_of_the_window_is_for_the_mouse_alone(window: MainWindow, piece: Score, kind: type[QWidget]) -> None:
    for widget in window.findChildren(kind):
        if not isinstance(widget, QScrollBar) and not widget.objectName().startswith("qt_"):
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, widget.objectName()


# The cell cursor: every tool without a mouse


def keys(window: MainWindow, *names: str) -> None:
    for name in names:
        sequence = QKeySequence(name)[0]
        QTest.keyClick(window.view, sequence.key(), sequence.keyboardModifiers())


def cursor_at(window: MainWindow, step: int, pitch: int) -> None:
    window.view.setFocus()
    if not window.view.cell_cursor.is_on:
        keys(window, "N")
    window.view.cell_cursor._go(step, pitch)


def test_the_cursor_paints_and_erases_the_hole(window: MainWindow, piece: Score) -> None:
    window.actions_by_name["tool_rectangle"].trigger()
    cursor_at(window, 20, 60)
    keys(window, "Return", "Right", "Right", "Right", "Up", "Up", "Return")
    hole = window.document.hole
    assert hole[60:63, 20:24].all() and hole.sum() == 12
    keys(window, "Return", "Down", "Esc")
    assert window.document.hole.sum() == 12 and window.view.cell_cursor.is_on
    keys(window, "Del")
    assert not window.document.hole[window.view.cell_cursor.pitch, 23] and window.document.hole.sum() == 11
    assert window.document.undo_stack.count() == 2
    keys(window, "Esc", "Return")
    assert not window.view.cell_cursor.is_on and not window.actions_by_name["cell_cursor"].isChecked()
    assert window.document.hole.sum() == 11


def test_the_cursor_draws_selects_and_erases_notes(window: MainWindow, piece: Score) -> None:
    window.actions_by_name["tool_draw"].trigger()
    before = window.document.score
    cursor_at(window, 32, 90)
    keys(window, "Return", "Right", "Right", "Right", "Return")
    drawn = set(window.document.score.tracks[0].notes) - set(before.tracks[0].notes)
    assert [(note.onset_tick, note.pitch, note.duration_ticks) for note in drawn] == [(32 * 120, 90, 4 * 120)]
    window.actions_by_name["tool_select"].trigger()
    window.actions_by_name["select_none"].trigger()
    cursor_at(window, 33, 90)
    keys(window, "Return", "Return")
    assert window.document.selection.notes() == list(drawn)
    window.actions_by_name["tool_erase_notes"].trigger()
    keys(window, "Return", "Return")
    assert window.document.score.tracks == before.tracks


def test_the_cursor_stays_in_sight_and_in_the_piece(window: MainWindow, piece: Score) -> None:
    cursor_at(window, 0, 60)
    cursor = window.view.cell_cursor
    keys(window, "Left", "Ctrl+Right", "Ctrl+Right")
    assert cursor.step == 32
    keys(window, "Ctrl+Right", "Right", "Ctrl+Left")
    assert cursor.step == 48
    keys(window, "End")
    assert cursor.step == window.document.num_steps - 1
    for _ in range(5):
        keys(window, "PgUp")
        assert window.view.rect().contains(cursor._rect())
    assert cursor.pitch == 120
    keys(window, "Up", "PgUp", "Home")
    assert (cursor.step, cursor.pitch) == (0, 127) and window.view.rect().contains(cursor._rect())
    assert window.view.accessibleDescription() == "G9, 1.1.1"
    assert window.status.cell.text().startswith("G9")


def test_space_plays_while_the_cursor_is_on(window: MainWindow, piece: Score) -> None:
    cursor_at(window, 0, 60)
    keys(window, "Space")
    assert window.playback.playing


def test_a_list_that_drops_down_is_chosen_from_by_keys(window: MainWindow, piece: Score) -> None:
    box = window.panel.findChild(QComboBox, "onlyBox")
    before = box.currentIndex()
    box.showPopup()
    QTest.keyClick(box.view(), Qt.Key.Key_Down)
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    assert not box.view().isVisible() and box.currentIndex() == before + 1


def test_home_and_the_arrows_move_the_slider_that_has_the_focus(window: MainWindow, piece: Score) -> None:
    slider, score = window.panel.temperature.slider, window.document.score
    window.actions_by_name["select_all"].trigger()
    window.playback.seek(64)
    slider.setFocus(Qt.FocusReason.TabFocusReason)
    for key, value in (
        (Qt.Key.Key_Home, slider.minimum()),
        (Qt.Key.Key_End, slider.maximum()),
        (Qt.Key.Key_Left, slider.maximum() - slider.singleStep()),
        (Qt.Key.Key_Up, slider.maximum()),
    ):
        QTest.keyClick(slider, key)
        assert slider.value() == value
    assert window.playback.playhead_step == 64 and window.document.score == score
    window.view.setFocus()
    QTest.keyClick(window.view, Qt.Key.Key_Home)
    assert window.playback.playhead_step == 0
