"""A save that takes its time: other pieces and edits come meanwhile, and nothing goes to the wrong file."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.project.store import ProjectFile, open_project
from core.score import Score
from fractalmidi_studio.main_window import MainWindow


@pytest.fixture
def project(window: MainWindow, piece: Score, tmp_path: Path, qtbot: QtBot) -> Path:
    """The piece, saved."""
    path = tmp_path / "A.fmstudio"
    window.files.saver.write(ProjectFile(path))
    qtbot.waitUntil(lambda: window.document.path == path, timeout=10_000)
    return path


@pytest.fixture
def changed_by_another(project: Path) -> None:
    opened = open_project(project)
    ProjectFile(project, opened).save(replace(opened.project, title="by another program"))


@pytest.fixture
def gate(project: Path, hold_saves: Callable[[], threading.Event]) -> threading.Event:
    return hold_saves()


def all_written(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.files.tasks.busy, timeout=10_000)


def num_notes(score: Score) -> int:
    return sum(len(track.notes) for track in score.tracks)


def test_a_late_save_leaves_the_next_piece_alone(
    window: MainWindow,
    piece: Score,
    project: Path,
    gate: threading.Event,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window.files.save()
    window.files.new()
    gate.set()
    all_written(window, qtbot)
    assert window.document.path is None and window.files.saver.file is None
    asked: list[bool] = []
    monkeypatch.setattr(window.files.saver, "_ask_path", lambda: asked.append(True))
    window.files.save()
    all_written(window, qtbot)
    assert asked, "the new piece is in no file yet"
    assert num_notes(open_project(project).project.score) == num_notes(piece)


def test_what_is_edited_while_the_last_save_is_written_is_asked_about(
    window: MainWindow, project: Path, gate: threading.Event, qtbot: QtBot
) -> None:
    window.notes.add_track()
    asked: list[str] = []
    answers = iter(["save", "cancel"])
    window.files.ask_save = lambda doing: asked.append(doing) or next(answers)  # type: ignore[func-returns-value]
    window.close()
    window.notes.add_track()
    gate.set()
    qtbot.waitUntil(lambda: len(asked) == 2, timeout=10_000)
    assert not window.closed and window.document.is_dirty
    assert len(open_project(project).project.score.tracks) == len(window.document.score.tracks) - 1
    window.files.ask_save = lambda doing: "save"
    window.close()
    qtbot.waitUntil(lambda: window.closed, timeout=10_000)
    assert len(open_project(project).project.score.tracks) == len(window.document.score.tracks)


def test_nobody_asks_about_a_piece_that_has_gone(
    window: MainWindow, piece: Score, project: Path, changed_by_another: None, gate: threading.Event, qtbot: QtBot
) -> None:
    asked: list[str] = []
    window.files.saver.ask_changed = lambda name: asked.append(name) or "overwrite"  # type: ignore[func-returns-value]
    window.files.save()
    window.files.new()
    gate.set()
    all_written(window, qtbot)
    assert not asked and "changed" in window.messages.text()
    assert num_notes(open_project(project).project.score) == num_notes(piece)
