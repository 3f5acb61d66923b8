"""Earlier versions of a project: found, shown with their pictures, opened as pieces that are in no file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from studio_fakes import song

from core.project.store import open_project, versions_of
from fractalmidi_studio.dialogs.versions import VersionsDialog
from fractalmidi_studio.main_window import MainWindow


def save(window: MainWindow, qtbot: QtBot, bars: int) -> None:
    window.document.set_score(song(bars), "Edit")
    with qtbot.waitSignal(window.files.saved, timeout=30_000):
        window.actions_by_name["save"].trigger()


@pytest.fixture
def path(window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that was saved with 1, 2, 3, 4 and 5 bars."""
    path = tmp_path / "song.fmstudio"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *a, **k: (str(path), "")))
    for bars in range(1, 6):
        save(window, qtbot, bars)
    return path


def offered(window: MainWindow, qtbot: QtBot) -> VersionsDialog:
    window.actions_by_name["versions"].trigger()
    qtbot.waitUntil(lambda: window.findChild(VersionsDialog) is not None, timeout=30_000)
    shown = window.findChild(VersionsDialog)
    qtbot.waitUntil(shown.isVisible, timeout=30_000)
    return shown


def test_an_earlier_version_opens_as_a_new_piece_and_overwrites_nothing(
    window: MainWindow, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = {place: place.read_bytes() for place in (path, *versions_of(path))}
    shown = offered(window, qtbot)
    texts = [shown.list.item(row).text().splitlines()[-1] for row in range(shown.list.count())]
    assert texts == [f"{len(song(bars).tracks[0].notes) + len(song(bars).tracks[1].notes)} notes" for bars in (4, 3, 2)]
    for row in range(3):  # the picture of the chosen one has its own colours, too
        icon = shown.list.item(row).icon()
        assert not icon.isNull()
        assert icon.pixmap(60, 60, QIcon.Mode.Selected).toImage() == icon.pixmap(60, 60).toImage()
    shown.list.setCurrentRow(1)
    QTest.mouseClick(shown.open_button, Qt.MouseButton.LeftButton)
    assert window.document.score == song(3)
    assert window.document.path is None and window.document.is_dirty
    assert window.document.name.startswith("song (")
    suggested: list[str] = []

    def ask(_window: object, _title: str, suggestion: str, *_: object) -> tuple[str, str]:
        suggested.append(suggestion)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(ask))
    window.actions_by_name["save"].trigger()
    assert Path(suggested[0]).parent == path.parent and Path(suggested[0]) != path
    assert {place: place.read_bytes() for place in (path, *versions_of(path))} == kept


def test_unsaved_changes_are_asked_about_first(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    window.document.set_score(song(9), "Edit")
    asked: list[str] = []
    window.files.ask_save = lambda doing: asked.append(doing) or "cancel"  # type: ignore[func-returns-value]
    shown = offered(window, qtbot)
    QTest.keyClick(shown.list, Qt.Key.Key_Return)
    assert len(asked) == 1 and window.document.score == song(9)
    window.files.ask_save = lambda _doing: "discard"


def test_a_version_that_cannot_be_read_is_named_and_cannot_be_chosen(
    window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    versions_of(path)[0].write_bytes(b"broken")
    shown = offered(window, qtbot)
    assert "damaged" in shown.list.item(0).text()
    assert not shown.list.item(0).flags() & Qt.ItemFlag.ItemIsSelectable
    assert shown.list.currentRow() == 1 and shown.open_button.isEnabled()
    for place in versions_of(path):
        place.write_bytes(b"broken")
    shown.reject()
    qtbot.waitUntil(lambda: window.findChild(VersionsDialog) is None, timeout=30_000)
    shown = offered(window, qtbot)
    assert not shown.open_button.isEnabled()
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert shown.isVisible()


def test_a_piece_without_versions_says_why(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    told: list[str] = []
    window.files.message.connect(lambda _level, text: told.append(text))
    window.actions_by_name["versions"].trigger()
    assert "Save this piece as one first" in told[-1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *a, **k: (str(tmp_path / "x"), "")))
        save(window, qtbot, 2)
    window.actions_by_name["versions"].trigger()
    qtbot.waitUntil(lambda: "no earlier version of x.fmstudio" in told[-1], timeout=30_000)


@pytest.mark.parametrize("left", [b"", b"\0" * 5000, None], ids=["empty", "zeroes", "gone"])
def test_a_project_that_a_power_cut_has_emptied_is_there_in_its_earlier_versions(
    window: MainWindow, path: Path, qtbot: QtBot, left: bytes | None
) -> None:
    path.unlink() if left is None else path.write_bytes(left)
    window.files.new()
    window.files.open(path)
    qtbot.waitUntil(lambda: window.findChild(VersionsDialog) is not None, timeout=30_000)
    assert "could not be opened" in window.messages.text()
    shown = window.findChild(VersionsDialog)
    qtbot.waitUntil(shown.isVisible, timeout=30_000)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert window.document.score == song(4) and window.document.path is None
    assert not path.exists() if left is None else path.read_bytes() == left


def test_times_of_versions_are_the_times_of_their_saves(path: Path) -> None:
    times = [open_project(place).project.saved_at for place in versions_of(path)]
    assert times == sorted(times, reverse=True) and all(times)
