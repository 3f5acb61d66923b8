"""Memory goes back to the system in a quiet moment, and not in the middle of something."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from fractalmidi_studio import housekeeping
from fractalmidi_studio.housekeeping import GarbageCollector, Housekeeping
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


@pytest.fixture
def collector(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[GarbageCollector]:
    monkeypatch.setattr(housekeeping, "LOOK_MS", 20)
    keeper = QObject()
    gc.collect()
    yield GarbageCollector(keeper)
    gc.enable()


def test_what_nobody_uses_is_taken_apart_in_the_window_s_thread(qtbot: QtBot, collector: GarbageCollector) -> None:
    ended_in: list[int] = []

    class Circle(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.me = self
            weakref.finalize(self, lambda: ended_in.append(threading.get_ident()))

    def busy() -> None:
        for _ in range(20):
            kept.append([[number] for number in range(1000)])

    kept: list[list[list[int]]] = []
    Circle()
    worker = threading.Thread(target=busy)  # makes so many objects that Python would look for garbage there
    worker.start()
    worker.join()
    assert not ended_in
    qtbot.waitUntil(lambda: bool(ended_in))
    assert ended_in == [threading.get_ident()]


def test_old_garbage_goes_too_where_no_quiet_moment_comes(
    qtbot: QtBot, collector: GarbageCollector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "LOOKS_A_FULL_ONE", 3)
    monkeypatch.setattr(housekeeping, "YOUNG", 1)
    circle: list[object] = []
    circle.append(circle)
    kept = [QObject()]
    kept[0].circle = circle  # type: ignore[attr-defined]
    gone = weakref.ref(kept[0])
    circle.append(kept[0])
    gc.collect()  # it is old now
    del circle
    kept.clear()
    made: list[list[int]] = []
    qtbot.waitUntil(lambda: made.append([1]) or gone() is None)
