"""What the window says where nothing can be written: once, which file and why; the piece stays as it was."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from studio_fakes import FakeEngine, FakePlayer

from core.score import Score
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.settings import Settings

WORDS = {errno.ENOSPC: "the disk is full", errno.EROFS: "the disk is read-only", errno.EIO: "the disk reports an error"}
EXPORTS = ("export_midi", "exportPng", "exportGif", "exportWav", "exportFlac", "exportOgg")


@pytest.fixture
def broken_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    def make(number: int) -> None:
        def refuse(*_arguments: object, **_others: object) -> None:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr("core.files._begin", refuse)

    return make


@pytest.mark.parametrize("number", WORDS)
def test_every_export_says_which_file_and_why(
    number: int, window: MainWindow, piece: Score, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    broken_disk: Callable[[int], None], qtbot: QtBot,
) -> None:  # fmt: skip
    said: list[tuple[str, str]] = []
    window.files.message.connect(lambda level, text: said.append((level, text)))
    broken_disk(number)
    for command in EXPORTS:
        said.clear()
        path = tmp_path / command  # the ending is added

        def save_name(*_: object, path: Path = path) -> tuple[str, str]:
            return str(path), ""

        monkeypatch.setattr(QFileDialog, "getSaveFileName", save_name)
        window.actions_by_name[command].trigger()
        qtbot.waitUntil(lambda: not window.files.tasks.busy, timeout=30_000)
        qtbot.waitUntil(lambda: bool(said), timeout=30_000)
        assert len(said) == 1 and said[0][0] == "error", said
        assert said[0][1].startswith(f"{command}.") and WORDS[number] in said[0][1], said
    assert [path.name for path in tmp_path.iterdir()] in ([], ["settings.ini"]), "nothing half-written"
    assert window.document.score is piece


def test_settings_that_cannot_be_kept_are_said_once(
    qtbot: QtBot, engine: FakeEngine, player: FakePlayer, tmp_path: Path, song_file: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = QSettings(str(tmp_path / "file" / "settings.ini"), QSettings.Format.IniFormat)
    window = MainWindow(engine, lambda: player, Settings(store))
    try:
        said: list[str] = []
        window.files.message.connect(lambda _level, text: said.append(text))
        for _ in range(2):
            window.open_file(song_file)
            qtbot.waitUntil(lambda: not window.files.tasks.busy, timeout=30_000)
            qtbot.waitUntil(lambda: window.document.name == "a song" and bool(said), timeout=30_000)
            qtbot.wait(50)
        assert len(said) == 1 and "cannot be kept" in said[0] and str(tmp_path / "file") in said[0]
        assert window.recent is not None and window.settings.recent_files == [song_file], "until the window closes"
    finally:
        window.close()
        window.deleteLater()
