"""Autosave and the offer after a crash, with the mouse and keys of a user who has just been shocked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from studio_fakes import play_keys, song

import fractalmidi_studio.autosave as autosave_module
from core.project import Project
from core.project.recovery import Session, lost_work
from core.project.store import ProjectFile, open_project
from core.score import Note, Score
from fractalmidi_studio.autosave import Autosave
from fractalmidi_studio.dialogs.recovery import RecoveryDialog
from fractalmidi_studio.main_window import MainWindow


@pytest.fixture
def autosave(window: MainWindow, piece: Score, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Autosave]:
    monkeypatch.setattr(autosave_module, "WAIT_MS", 50)
    window.autosave = Autosave(window, tmp_path / "recovery")
    yield window.autosave


def crashed(root: Path, title: str, score: Score, origin: str = "") -> None:
    """What a session leaves that ends without being asked."""
    session = Session(root)
    session.write(Project(score, title, np.zeros((128, 256), np.uint8), saved_at=1.7e9, origin=origin))
    session.close(keep=True)


def found_in(root: Path) -> list[str]:
    found, broken = lost_work(root)
    assert not broken
    for lost in found:
        lost.release()
    return sorted(lost.project.title for lost in found)


def dialog(window: MainWindow, qtbot: QtBot) -> RecoveryDialog:
    qtbot.waitUntil(lambda: window.findChild(RecoveryDialog) is not None, timeout=30_000)
    shown = window.findChild(RecoveryDialog)
    qtbot.waitUntil(shown.isVisible, timeout=30_000)
    return shown


def test_an_edit_is_copied_and_a_save_drops_the_copy(
    window: MainWindow, autosave: Autosave, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.document.set_score(song(8), "Edit")
    qtbot.waitUntil(lambda: autosave.num_written > 0, timeout=30_000)
    copies = list(autosave.root.rglob("*.fmstudio"))
    assert len(copies) == 1
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *a, **k: (str(tmp_path / "x"), "")))
    window.actions_by_name["save"].trigger()
    qtbot.waitUntil(lambda: not list(autosave.root.rglob("*.fmstudio")), timeout=30_000)


def test_what_is_edited_while_a_file_is_being_written_keeps_its_copy(
    window: MainWindow, autosave: Autosave, tmp_path: Path, qtbot: QtBot, hold_saves: Callable[[], threading.Event]
) -> None:
    window.files.saver.write(ProjectFile(tmp_path / "x.fmstudio"))
    qtbot.waitUntil(lambda: window.document.path is not None and not window.files.tasks.busy, timeout=30_000)
    gate = hold_saves()
    window.document.set_score(song(8), "Edit")
    window.files.save()
    window.document.set_score(song(4), "Another edit")
    number = autosave.num_written
    qtbot.waitUntil(lambda: autosave.num_written > number and not autosave.tasks.busy, timeout=30_000)
    gate.set()
    qtbot.waitUntil(lambda: not window.files.tasks.busy, timeout=30_000)
    qtbot.wait(300)
    assert window.document.is_dirty
    copies = sorted(autosave.root.rglob("*.fmstudio"), key=lambda path: int(path.stem))
    assert copies and open_project(copies[-1]).project.score == song(4), "there is a copy of what is in no file"


def test_a_recording_is_copied_while_it_is_being_played(
    window: MainWindow, piece: Score, autosave: Autosave, qtbot: QtBot
) -> None:
    window.actions_by_name["record"].trigger()
    play_keys(window, (4.0, b"\x90\x1e\x40"), (5.0, b"\x80\x1e\x40"))
    qtbot.waitUntil(lambda: autosave.num_written > 0, timeout=30_000)
    copy = open_project(next(iter(autosave.root.rglob("*.fmstudio")))).project
    assert set(copy.score.tracks[0].notes) == {*piece.tracks[0].notes, Note(480, 30, 120, 64)}
    assert window.document.score is piece and window.play_commands.recorder.recording


def test_a_piece_without_changes_is_not_copied(window: MainWindow, autosave: Autosave, qtbot: QtBot) -> None:
    window.document.replace_piece(song(4), "another")
    qtbot.wait(300)
    assert autosave.num_written == 0 and not autosave.root.exists()


def test_discard_at_closing_drops_the_copy_and_the_end_by_a_signal_keeps_it(
    window: MainWindow, autosave: Autosave, qtbot: QtBot
) -> None:
    window.document.set_score(song(8), "Edit")
    qtbot.waitUntil(lambda: autosave.num_written > 0, timeout=30_000)
    root = autosave.root
    window.shut_down()  # what SIGTERM does: nobody was asked
    assert found_in(root) == ["song"]


def test_discarded_work_is_not_offered(window: MainWindow, autosave: Autosave, qtbot: QtBot) -> None:
    window.document.set_score(song(8), "Edit")
    qtbot.waitUntil(lambda: autosave.num_written > 0, timeout=30_000)
    window.close()  # the fixture answers: discard
    assert window.closed and not list(autosave.root.rglob("*"))


def test_lost_work_comes_back_and_stays_until_it_is_saved(
    window: MainWindow, autosave: Autosave, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashed(autosave.root, "lost <b>song</b>", song(8), str(tmp_path / "music" / "lost.fmstudio"))
    autosave.look()
    shown = dialog(window, qtbot)
    words = shown.list.item(0).text()
    assert "lost <b>song</b>" in words and "notes" in words and "lost.fmstudio" in words
    assert not shown.list.item(0).icon().isNull(), "a picture of the piece"
    QTest.mouseClick(shown.recover, Qt.MouseButton.LeftButton)
    assert window.document.score == song(8) and window.document.is_dirty and window.document.path is None
    assert len(list(autosave.root.rglob("*.fmstudio"))) == 1, "kept until it is saved"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *a, **k: (str(tmp_path / "x"), "")))
    window.actions_by_name["save"].trigger()
    qtbot.waitUntil(lambda: not window.document.is_dirty, timeout=30_000)
    qtbot.waitUntil(lambda: not list(autosave.root.rglob("*.fmstudio")), timeout=30_000)


@pytest.mark.parametrize("way", ["escape", "not now", "quit"])
def test_nothing_is_deleted_unless_it_is_said(window: MainWindow, autosave: Autosave, qtbot: QtBot, way: str) -> None:
    crashed(autosave.root, "lost", song(8))
    autosave.look()
    shown = dialog(window, qtbot)
    if way == "escape":
        QTest.keyClick(shown, Qt.Key.Key_Escape)
    elif way == "not now":
        QTest.mouseClick(shown.findChild(QPushButton, "notNowButton"), Qt.MouseButton.LeftButton)
    root = autosave.root
    window.close()
    assert window.closed and found_in(root) == ["lost"]


def test_recovered_and_killed_again_is_still_there(window: MainWindow, autosave: Autosave, qtbot: QtBot) -> None:
    crashed(autosave.root, "lost", song(8))
    autosave.look()
    QTest.mouseClick(dialog(window, qtbot).recover, Qt.MouseButton.LeftButton)
    root = autosave.root
    window.shut_down()
    assert "lost" in found_in(root)


def test_delete_asks_and_deletes_one(
    window: MainWindow, autosave: Autosave, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashed(autosave.root, "first", song(8))
    crashed(autosave.root, "second", song(4))
    autosave.look()
    shown = dialog(window, qtbot)
    chosen = autosave.lost[0].project.title
    monkeypatch.setattr(QMessageBox, "exec", lambda self: QMessageBox.StandardButton.Cancel)
    QTest.mouseClick(shown.delete, Qt.MouseButton.LeftButton)
    assert shown.list.count() == 2
    monkeypatch.setattr(QMessageBox, "exec", lambda self: QMessageBox.StandardButton.Yes)
    QTest.mouseClick(shown.delete, Qt.MouseButton.LeftButton)
    assert shown.list.count() == 1 and len(list(autosave.root.rglob("*.fmstudio"))) == 1
    shown.reject()
    root = autosave.root
    window.close()
    assert found_in(root) == [({"first", "second"} - {chosen}).pop()]


def test_a_copy_that_cannot_be_read_never_blocks_the_start(
    window: MainWindow, autosave: Autosave, qtbot: QtBot
) -> None:
    crashed(autosave.root, "lost", song(8))
    for path in autosave.root.rglob("*.fmstudio"):
        path.write_bytes(b"PK\3\4" + bytes(500))
    autosave.look()
    qtbot.waitUntil(lambda: "cannot be read" in window.messages.text(), timeout=30_000)
    assert window.findChild(RecoveryDialog) is None and len(list(autosave.root.rglob("*.fmstudio"))) == 1


def test_where_no_copy_can_be_kept_it_is_said_once(
    window: MainWindow, piece: Score, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave_module, "WAIT_MS", 20)
    (tmp_path / "file").write_bytes(b"")
    window.autosave = Autosave(window, tmp_path / "file" / "recovery")
    window.document.set_score(song(8), "Edit")
    qtbot.waitUntil(lambda: "No copy for a crash" in window.messages.text(), timeout=30_000)
    assert window.document.is_dirty


def test_a_project_open_in_another_window_is_said(
    window: MainWindow, autosave: Autosave, tmp_path: Path, qtbot: QtBot
) -> None:
    from core.project.store import ProjectFile

    path = tmp_path / "both.fmstudio"
    ProjectFile(path).save(replace(window.project.take(), title="both"))
    other = Session(autosave.root)
    other.note_open(path)
    window.open_file(path)
    qtbot.waitUntil(lambda: "open in another window" in window.messages.text(), timeout=30_000)
    other.close(keep=False)
    QApplication.processEvents()
