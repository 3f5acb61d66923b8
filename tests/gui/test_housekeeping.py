"""Memory goes back to the system in a quiet moment, and not in the middle of something."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from fractalmidi_studio import housekeeping
from fractalmidi_studio.housekeeping import Housekeeping
from fractalmidi_studio.main_window import MainWindow


class Jobs(QObject):
    ended = Signal()
    playing = Signal(bool)


@pytest.fixture
def trimmed(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    calls: list[bool] = []
    monkeypatch.setattr(housekeeping, "trim", lambda: calls.append(True))
    monkeypatch.setattr(housekeeping, "QUIET_MS", 10)
    return calls


def test_trimmed_once_after_the_last_job_and_when_nothing_is_going_on(qtbot: QtBot, trimmed: list[bool]) -> None:
    jobs, busy, asked = Jobs(), [True], []

    def is_busy() -> bool:
        asked.append(True)
        return busy[0]

    keeper = Housekeeping([jobs.ended, jobs.playing], is_busy, jobs)
    qtbot.wait(40)
    assert not trimmed and not asked  # nothing has been done yet
    jobs.ended.emit()
    jobs.playing.emit(False)
    qtbot.waitUntil(lambda: len(asked) >= 3)
    assert not trimmed
    busy[0] = False
    qtbot.waitUntil(lambda: bool(trimmed))
    count = len(asked)
    qtbot.wait(40)
    assert len(trimmed) == 1 and len(asked) == count
    jobs.ended.emit()
    keeper.stop()
    qtbot.wait(40)
    assert len(trimmed) == 1


def test_the_window_tidies_up_after_a_job(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[bool] = []
    monkeypatch.setattr(housekeeping, "trim", lambda: calls.append(True))
    window.files.tasks.start(lambda: None, lambda _none: None, lambda _text: None)
    qtbot.waitUntil(lambda: bool(calls), timeout=10 * housekeeping.QUIET_MS)
