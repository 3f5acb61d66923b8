"""The time signature is changed in the window: bar lines move, notes stay, undo takes it back."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.midi_file import midi_bytes, parse_midi
from core.score import Score, TimeSignature, Track
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.panels.ask_numbers import AskNumbers, PowerSpin


def answer(window: MainWindow, fill: Callable[[AskNumbers], None]) -> None:
    """Trigger the command and fill its dialog in, by keys."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, AskNumbers)
        fill(dialog)
        dialog.accept()

    QTimer.singleShot(50, act)
    window.actions_by_name["time_signature"].trigger()


def type_in(dialog: AskNumbers, name: str, text: str) -> None:
    spin = dialog.spins[name]
    spin.setFocus()
    spin.selectAll()
    QTest.keyClicks(spin, text)
    QTest.keyClick(spin, Qt.Key.Key_Tab)


def test_a_piece_is_counted_in_three_and_back(window: MainWindow, piece: Score) -> None:
    document = window.document
    answer(window, lambda dialog: type_in(dialog, "beats", "3"))
    assert document.score.time_signatures == (TimeSignature(0, 3, 4),)
    assert document.score.tracks == piece.tracks
    assert np.flatnonzero(document.downbeat)[:3].tolist() == [0, 12, 24]
    assert parse_midi(midi_bytes(document.score)).score.time_signatures == (TimeSignature(0, 3, 4),)
    window.actions_by_name["undo"].trigger()
    assert document.score == piece and np.flatnonzero(document.downbeat)[:3].tolist() == [0, 16, 32]


def test_from_the_bar_at_the_playhead_on(window: MainWindow, piece: Score) -> None:
    window.playback.seek(40)
    seen = {}

    def fill(dialog: AskNumbers) -> None:
        seen.update(dialog.values())
        type_in(dialog, "beats", "6")
        type_in(dialog, "unit", "8")

    answer(window, fill)
    assert seen == {"beats": 4, "unit": 4, "bar": 3}, "what holds now"
    quarter = piece.ticks_per_quarter
    assert window.document.score.time_signatures == (TimeSignature(0, 4, 4), TimeSignature(8 * quarter, 6, 8))
    count = window.document.undo_stack.count()
    answer(window, lambda _dialog: None)
    assert window.document.undo_stack.count() == count, "the same again is no step"


def test_what_comes_while_the_question_stands_is_kept(window: MainWindow, piece: Score) -> None:
    window.playback.seek(40)

    def fill(dialog: AskNumbers) -> None:
        window.document.set_score(Score((*piece.tracks[:1], Track("of a run"))), "Inpaint")
        type_in(dialog, "beats", "3")

    answer(window, fill)
    assert [track.name for track in window.document.score.tracks] == [piece.tracks[0].name, "of a run"]
    assert window.document.score.time_signatures[-1].numerator == 3


@pytest.mark.parametrize(("typed", "becomes"), [("8", 8), ("6", 4), ("31", 16), ("0", 1)])
def test_the_note_value_is_a_power_of_two(qtbot: QtBot, typed: str, becomes: int) -> None:
    spin = PowerSpin()
    qtbot.addWidget(spin)
    spin.setRange(1, 32)
    spin.setValue(4)
    spin.show()
    spin.selectAll()
    QTest.keyClicks(spin, typed)
    QTest.keyClick(spin, Qt.Key.Key_Return)
    assert spin.value() == becomes
    for key, wanted in ((Qt.Key.Key_Up, min(32, 2 * becomes)), (Qt.Key.Key_Down, max(1, min(32, 2 * becomes) // 2))):
        QTest.keyClick(spin, key)
        assert spin.value() == wanted
