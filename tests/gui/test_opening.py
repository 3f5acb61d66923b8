"""A file that takes its time to be read can be given up."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.score import Score
from core.stopping import Look, Stopped
from fractalmidi_studio import opening
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.opening import SLOW_MS, Found, read


class SlowReading:
    """Reads nothing until it is given up or let go."""

    def __init__(self) -> None:
        self.go_on, self.given_up = threading.Event(), threading.Event()

    def __call__(self, path: Path, look: Look) -> Found:
        while not self.go_on.wait(0.005):
            try:
                look()
            except Stopped:
                self.given_up.set()
                raise
        return read(path)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowReading]:
    made = SlowReading()
    monkeypatch.setattr(opening, "read", made)
    yield made
    made.go_on.set()


def press_esc(window: MainWindow) -> None:
    QTest.keyClick(window.view, Qt.Key.Key_Escape)


def click_cancel(window: MainWindow) -> None:
    QTest.mouseClick(window.status.stop, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("cancel", [press_esc, click_cancel])
def test_a_file_that_takes_its_time_can_be_cancelled(
    cancel: Callable[[MainWindow], None],
    window: MainWindow,
    piece: Score,
    song_file: Path,
    slow: SlowReading,
    qtbot: QtBot,
) -> None:
    window.open_file(song_file)
    assert not window.status.stop.isVisible(), "nothing flickers for a file that is read at once"
    qtbot.waitUntil(window.status.stop.isVisible, timeout=SLOW_MS + 5000)
    assert window.status.text.text() == "Opening a song.mid"
    cancel(window)
    assert not window.status.stop.isVisible()
    assert window.status.text.text() == "Cancelled: a song.mid was not opened."
    qtbot.waitUntil(lambda: not window.files.tasks.busy, timeout=5000)
    assert slow.given_up.is_set(), "its thread has ended, too"
    assert window.document.score is piece and not window.messages.text()
    assert window.settings.recent_files == []


def test_the_button_speaks_of_the_file_and_goes_when_it_is_there(
    window: MainWindow, song_file: Path, slow: SlowReading, qtbot: QtBot
) -> None:
    window.open_file(song_file)
    qtbot.waitUntil(window.status.stop.isVisible, timeout=SLOW_MS + 5000)
    slow.go_on.set()
    qtbot.waitUntil(lambda: window.document.name == "a song", timeout=10_000)
    assert not window.status.stop.isVisible() and window.files.reading.path is None
    before = window.status.text.text()
    QApplication.processEvents()
    window.files.cancel_opening()
    assert window.status.text.text() == before, "there is nothing left to cancel"


def test_who_opens_another_file_does_not_want_the_first(
    window: MainWindow, song_file: Path, slow: SlowReading, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "other.mid"
    other.write_bytes(song_file.read_bytes())
    window.open_file(song_file)
    window.open_file(other)
    assert slow.given_up.wait(5), "the first reading has ended"
    slow.go_on.set()
    qtbot.waitUntil(lambda: window.document.name == "other", timeout=10_000)
    qtbot.waitUntil(lambda: not window.files.tasks.busy, timeout=5000)
    assert window.document.name == "other"


def test_closing_the_window_does_not_wait_for_a_file(window: MainWindow, song_file: Path, slow: SlowReading) -> None:
    window.open_file(song_file)
    window.close()
    assert slow.given_up.is_set() and not window.files.tasks.busy
