"""From a folder to a model with mouse and keys: a real scan and a real training, of seconds."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.midi_file import write_midi
from core.train_run import RunFolder, default_root
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.training import new_run
from fractalmidi_studio.training.presets import PRESETS, Preset
from tests.core.tiny_runs import settings_file
from tests.gui.studio_fakes import song

PATIENCE = 90_000


class _Tiny(Preset):
    file_path: Path

    @property
    def path(self) -> Path:
        return type(self).file_path


@pytest.fixture
def tiny_preset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Preset:
    _Tiny.file_path = settings_file(
        tmp_path, data={"leave_out": []}, max_steps=100_000, valid_interval=2, valid_windows=2
    )
    tiny = _Tiny(**{field.name: getattr(PRESETS[0], field.name) for field in dataclasses.fields(Preset)})
    monkeypatch.setattr(new_run, "presets", lambda from_model: [tiny])
    return tiny


def test_from_a_folder_to_a_model(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, tiny_preset: Preset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    music = tmp_path / "my music"
    music.mkdir()
    write_midi(song(), music / "a song.mid")
    (music / "broken.mid").write_bytes(b"MThd no music")
    window.training.ask = lambda names: "go_on"
    QTest.keyClick(window.view, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: window.training.is_built, timeout=PATIENCE)
    desk = window.training.desk
    page, new = desk.panel.run, desk.panel.new
    new.base.setCurrentIndex(new.base.findText("From scratch"))
    new.ask_folder = lambda: str(music)
    QTest.mouseClick(new.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(new.start.isEnabled, timeout=PATIENCE)
    assert "2 files: 1 to learn from, 0 to be measured by, 1 left out" in new.scan.summary.text()
    new.scan.filter.setCurrentIndex(new.scan.filter.findData("left_out"))
    model = new.scan.table.model()
    assert model.rowCount() == 1 and model.data(model.index(0, 0)) == "broken.mid" and model.data(model.index(0, 2))
    new.name.setFocus()
    new.name.selectAll()
    QTest.keyClicks(new.name, "first try")
    QTest.mouseClick(new.start, Qt.MouseButton.LeftButton)
    folder = RunFolder(default_root() / "first try")
    try:
        qtbot.waitUntil(lambda: page.row is not None and page.row.status.step >= 4, timeout=PATIENCE)
        QTest.mouseClick(page.pause, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "paused" in page.title.text(), timeout=PATIENCE)
        QTest.mouseClick(page.stop, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "stopped" in page.title.text(), timeout=PATIENCE)
        assert page.resume.isEnabled() and not folder.is_alive()
        qtbot.waitUntil(lambda: bool(page.curves._curves.get("train/bits_total")), timeout=PATIENCE)
        qtbot.waitUntil(lambda: not desk._reap_processes() and not desk._processes, timeout=PATIENCE)
    finally:
        folder.kill()
