"""A real window with a fake engine and player.  No test leaves a thread, a busy pool or a ticking timer behind."""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from leftovers import Leftovers, watch_threads
from PySide6.QtCore import QEvent, QPoint, QPointF, QSettings, Qt, QThread
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from studio_fakes import FakeEngine, FakePlayer, song

from core.midi_file import write_midi
from core.project.store import ProjectFile
from core.score import Score
from fractalmidi_studio import history
from fractalmidi_studio.document import Document
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.settings import Settings
from fractalmidi_studio.theme import apply_theme


@pytest.fixture(scope="session", autouse=True)
def themed(qapp: object) -> None:
    apply_theme(qapp)  # type: ignore[arg-type]


watch_threads()


@pytest.fixture(autouse=True)
def nothing_left(qapp: object) -> Iterator[None]:
    """Torn down after all other fixtures: whatever runs now would run into the next test."""
    before = Leftovers()
    yield
    left = before.found()
    assert not left, left


@pytest.fixture(autouse=True)
def histories_are_emptied(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Of documents without a window, which are left to garbage collection.

    It takes a history and its steps apart in any order, and PySide lets a step go that Qt still holds: a crash, in
    whichever test comes next.  A window's document ends with its window, and Qt empties the history.
    """
    made: list[weakref.ref[Document]] = []
    begin = Document.__init__

    def noted(self: Document, *arguments: object, **named: object) -> None:
        begin(self, *arguments, **named)  # type: ignore[arg-type]
        made.append(weakref.ref(self))

    monkeypatch.setattr(Document, "__init__", noted)
    yield
    for document in filter(None, (one() for one in made)):
        if isValid(document):
            document.undo_stack.clear()


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def player() -> FakePlayer:
    return FakePlayer()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture(autouse=True)
def no_series_ends_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine may take longer than a series may pause."""
    monkeypatch.setattr(history, "SERIES_SECONDS", 3600.0)


@pytest.fixture(autouse=True)
def no_other_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trainings of whoever runs the tests are no business of theirs."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def window(qtbot: QtBot, engine: FakeEngine, player: FakePlayer, settings: Settings) -> Iterator[MainWindow]:
    made = MainWindow(engine, lambda: player, settings)
    made.resize(1600, 900)
    made.files.ask_save = lambda doing: "discard"
    with qtbot.waitSignal(made.panels.built, timeout=30_000):
        made.show()
    made.playback.load()
    yield made
    threads = [*made.findChildren(QThread), made.sampler._thread]
    made.close()
    assert engine.closed and player.closed
    assert not any(thread.isRunning() for thread in threads), "a thread outlived the window"
    made.deleteLater()


@pytest.fixture
def piece(window: MainWindow) -> Score:
    score = song()
    window.document.replace_piece(score, "song")
    window.files.opened.emit()
    return score


@pytest.fixture
def hold_saves(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], threading.Event]]:
    """Called: no project is written from now on, as on a slow network drive, before the event that it gives is set."""
    gate, save = threading.Event(), ProjectFile.save

    def late(self: ProjectFile, *arguments: Any, **others: Any) -> Any:
        gate.wait(30)
        return save(self, *arguments, **others)

    def hold() -> threading.Event:
        monkeypatch.setattr(ProjectFile, "save", late)
        return gate

    yield hold
    gate.set()


@pytest.fixture
def song_file(tmp_path: Path) -> Path:
    path = tmp_path / "a song.mid"
    write_midi(song(), path)
    return path


def move_mouse(widget: QWidget, point: QPoint, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier) -> None:
    """As QTest.mouseMove, but with the keys that are held."""
    if modifiers == Qt.KeyboardModifier.NoModifier:
        QTest.mouseMove(widget, point)
        return
    at, globally = QPointF(point), QPointF(widget.mapToGlobal(point))
    event = QMouseEvent(QEvent.Type.MouseMove, at, globally, Qt.MouseButton.NoButton, button, modifiers)
    QApplication.sendEvent(widget, event)


@pytest.fixture
def drag() -> Callable[..., None]:
    """Real mouse events: press at the first point, move through the others, release at the last."""

    def perform(
        widget: QWidget,
        *points: QPoint,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        release: bool = True,
    ) -> None:
        QTest.mousePress(widget, button, modifiers, points[0])
        for point in points[1:]:
            move_mouse(widget, point, button, modifiers)
        if release:
            QTest.mouseRelease(widget, button, modifiers, points[-1])

    return perform
