"""Opening, saving, exporting, playing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from studio_fakes import FakePlayer, song

from core.project.store import open_project
from core.score import Score
from fractalmidi_studio.main_window import MainWindow

Drag = Callable[..., None]


def answer_dialog(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *a, **k: (str(path), "")))


def test_open_says_what_it_did(window: MainWindow, song_file: Path, qtbot: QtBot) -> None:
    window.open_file(song_file)
    qtbot.waitUntil(lambda: window.document.name == "a song", timeout=10_000)
    assert "notes" in window.status.text.text() and "2 tracks merged" in window.status.text.text()
    assert window.windowTitle().startswith("a song")
    assert window.settings.recent_files == [song_file]
    low, high = window.viewport.transform.visible_pitches(window.viewport.height)
    assert low <= 40 and high > 71, "all notes are in view"


def test_a_dropped_file_is_opened(window: MainWindow, song_file: Path, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(song_file))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 200), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(50, 200), Qt.DropAction.CopyAction, data, buttons, keys))
    qtbot.waitUntil(lambda: window.document.name == "a song", timeout=10_000)


@pytest.mark.parametrize("content", [b"", b"hello, I am no MIDI file", b"MThd\0\0\0\6\0\1\0\1\1\xe0MTrk\0\0\xff"])
def test_a_bad_file_is_a_sentence_and_the_old_piece_stays(
    window: MainWindow, piece: Score, tmp_path: Path, qtbot: QtBot, content: bytes
) -> None:
    bad = tmp_path / "broken & odd.mid"
    bad.write_bytes(content)
    window.open_file(bad)
    qtbot.waitUntil(lambda: bool(window.messages.text()), timeout=10_000)
    assert "broken & odd.mid" in window.messages.text() and window.messages.text().endswith(".")
    assert window.document.score is piece
    assert window.status.text.text() == "broken & odd.mid was not opened."


def test_a_missing_file_is_a_sentence(window: MainWindow, piece: Score, tmp_path: Path, qtbot: QtBot) -> None:
    window.open_file(tmp_path / "gone.mid")
    qtbot.waitUntil(lambda: "gone.mid" in window.messages.text(), timeout=10_000)
    assert window.document.score is piece


def test_the_latest_of_two_wishes_wins(window: MainWindow, song_file: Path, tmp_path: Path, qtbot: QtBot) -> None:
    other = tmp_path / "other.mid"
    other.write_bytes(song_file.read_bytes())
    window.open_file(song_file)
    window.open_file(other)
    qtbot.waitUntil(lambda: not window.files.tasks.busy, timeout=10_000)
    assert window.document.name == "other"


def test_save_writes_what_is_heard_and_clears_the_mark(
    window: MainWindow, piece: Score, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = song(8)
    window.document.set_score(changed, "Edit")
    assert window.windowTitle().startswith("•")
    answer_dialog(monkeypatch, tmp_path / "out")  # the suffix is added
    window.actions_by_name["save"].trigger()
    qtbot.waitUntil(lambda: not window.document.is_dirty, timeout=10_000)
    assert open_project(tmp_path / "out.fmstudio").project.score == changed
    assert not window.windowTitle().startswith("•")
    window.actions_by_name["undo"].trigger()
    assert window.document.is_dirty, "the file holds the other music"


def test_a_failed_save_is_a_sentence_and_the_piece_stays_unsaved(
    window: MainWindow, piece: Score, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.document.set_score(song(8), "Edit")
    answer_dialog(monkeypatch, tmp_path / "no such folder" / "out.mid")
    window.files.saver.ask_elsewhere = lambda sentence: False
    window.actions_by_name["save"].trigger()
    qtbot.waitUntil(lambda: "out.mid" in window.messages.text(), timeout=10_000)
    assert window.document.is_dirty and window.messages.level == "error"


def test_export_gif_and_png_and_nothing_without_a_run(
    window: MainWindow, piece: Score, tmp_path: Path, qtbot: QtBot, drag: Drag, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.actions_by_name["export_gif"].trigger()
    assert "no run" in window.messages.text()
    drag(window.view, window.view.pixel_of(64, 72), window.view.pixel_of(127, 58))
    window.inpaint()
    qtbot.waitUntil(lambda: not window.runs.running, timeout=15_000)
    actions = {action.objectName(): action for action in window.menus["export"].actions()}
    for name, action in (("gif", "export_gifAction"), ("png", "exportPngAction")):
        answer_dialog(monkeypatch, tmp_path / f"run.{name}")
        actions[action].trigger()
        qtbot.waitUntil(lambda: not window.files.tasks.busy, timeout=30_000)
        with Image.open(tmp_path / f"run.{name}") as image:
            assert image.width > 200
        assert f"run.{name}" in window.status.text.text()
    assert {"exportGifAction", "exportWavAction", "export_midiAction"} <= set(actions), "a row in the table is an entry"


@pytest.mark.parametrize(
    ("answer", "closes", "saved"), [("save", True, True), ("discard", True, False), ("cancel", False, False)]
)
def test_closing_asks_about_unsaved_music(
    window: MainWindow,
    piece: Score,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    closes: bool,
    saved: bool,
) -> None:
    answer_dialog(monkeypatch, tmp_path / "kept.mid")
    window.document.set_score(song(8), "Edit")
    window.files.ask_save = lambda doing: answer
    window.close()
    qtbot.waitUntil(lambda: not window.files.tasks.busy, timeout=10_000)
    assert window.closed == closes and window.isVisible() != closes
    assert (tmp_path / "kept.mid").exists() == saved
    window.files.ask_save = lambda doing: "discard"


def test_a_painted_hole_alone_asks_nothing(window: MainWindow, piece: Score, drag: Drag) -> None:
    drag(window.view, window.view.pixel_of(64, 72), window.view.pixel_of(127, 58))
    window.files.ask_save = lambda doing: pytest.fail("asked about nothing")
    assert window.close()


# Playing


def test_space_plays_and_stops_and_the_playhead_moves(
    window: MainWindow, piece: Score, player: FakePlayer, qtbot: QtBot
) -> None:
    window.view.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert player.is_playing and player.calls[-1][0] == "play"
    player.step = 32.0
    qtbot.waitUntil(lambda: window.view.scene.playhead_step == 32, timeout=5_000)
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert not player.is_playing and not window.playback.playing
    assert window.view.scene.playhead_step == 32, "a pause stays"
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert window.view.scene.playhead_step == 0


def test_space_plays_with_the_focus_in_a_number(window: MainWindow, piece: Score, player: FakePlayer) -> None:
    spin = window.panel.temperature.spin
    spin.setFocus()
    QTest.keyClick(spin, Qt.Key.Key_Space)
    assert player.is_playing


def test_a_click_on_the_ruler_sets_the_playhead(window: MainWindow, piece: Score, player: FakePlayer) -> None:
    x = window.view.pixel_of(48, 60).x()
    QTest.mouseClick(window.pane.ruler, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x, 10))
    assert int(window.view.scene.playhead_step) == 48
    window.playback.play()
    assert player.last("play")[0] == pytest.approx(48, abs=0.5)


def test_the_view_follows_the_playhead(window: MainWindow, player: FakePlayer, qtbot: QtBot) -> None:
    window.document.replace_piece(song(60), "long")
    window.files.opened.emit()
    window.playback.play()
    player.step = 480.0
    qtbot.waitUntil(lambda: window.viewport.transform.scroll_x > 0, timeout=5_000)
    assert 0 <= window.viewport.transform.x_of(480) <= window.viewport.width


def test_the_end_of_the_piece_stops_playing(window: MainWindow, piece: Score, player: FakePlayer, qtbot: QtBot) -> None:
    window.playback.play()
    player.is_playing = False
    qtbot.waitUntil(lambda: not window.playback.playing, timeout=5_000)
    assert window.actions_by_name["play"].text() == "Play"


def test_a_lost_port_is_a_sentence(window: MainWindow, piece: Score, player: FakePlayer, qtbot: QtBot) -> None:
    player.fail = True
    window.playback.play()
    qtbot.waitUntil(lambda: "Grand Piano is gone" in window.messages.text(), timeout=5_000)
    assert not window.playback.playing


def test_the_chosen_output_is_used_and_remembered(window: MainWindow, piece: Score, player: FakePlayer) -> None:
    assert [window.outputs.itemText(i) for i in range(window.outputs.count())] == ["Grand Piano", "Built-in synth"]
    assert window.outputs.currentText() == "Built-in synth"
    window.outputs.setCurrentIndex(0)
    window.outputs.activated.emit(0)
    window.playback.play()
    assert player.output is not None and player.output.name == "Grand Piano"
    assert window.settings.output == "Grand Piano"


def test_a_pressed_key_sounds(window: MainWindow, piece: Score, player: FakePlayer) -> None:
    QTest.mouseClick(
        window.pane.keyboard,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QPoint(50, window.view.pixel_of(0, 64).y()),
    )
    assert ("preview", 64, 90) in player.calls
    assert not window.document.hole.any()


def test_without_a_player_the_window_works(window: MainWindow, piece: Score) -> None:
    kept, window.playback.player = window.playback.player, None
    window.playback.play()
    window.playback.stop()
    window.playback.preview(60)
    assert not window.playback.playing and "not ready" in window.messages.text()
    window.playback.player = kept
