"""The project file through the window: save, open, and what stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from studio_fakes import FakeEngine, song

from core.midi_file import read_midi
from core.project.store import ProjectFile, open_project, versions_of
from core.score import Score
from fractalmidi_studio.main_window import MainWindow

Drag = Callable[..., None]


def answer(monkeypatch: pytest.MonkeyPatch, path: Path, kind: str = "") -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *a, **k: (str(path), kind)))


def idle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.files.tasks.busy, timeout=30_000)


def save_as(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    answer(monkeypatch, path)
    window.actions_by_name["save_as"].trigger()
    idle(window, qtbot)


def fill(window: MainWindow, qtbot: QtBot, drag: Drag) -> None:
    """Write the same hole anew, to the end of the run."""
    drag(window.view, window.view.pixel_of(64, 72), window.view.pixel_of(127, 58))
    window.inpaint()
    qtbot.waitUntil(lambda: not window.runs.running, timeout=30_000)


def reopen(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    window.files.new()
    window.open_file(path)
    qtbot.waitUntil(lambda: window.document.path == path, timeout=30_000)


def test_all_of_the_desk_comes_back(
    window: MainWindow, piece: Score, tmp_path: Path, qtbot: QtBot, drag: Drag, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, panel = window.document, window.panel
    window.hole_commands.set_strength(40)
    drag(window.view, window.view.pixel_of(64, 72), window.view.pixel_of(127, 58))
    window.hole_commands.save("chorus & <b>")
    window.hole_commands.set_strength(100)
    drag(window.view, window.view.pixel_of(160, 72), window.view.pixel_of(190, 58))
    panel.takes.spin.setValue(2)
    panel.temperature.set_value(0.7)
    window.inpaint()
    qtbot.waitUntil(lambda: not window.runs.running and len(window.runs.takes.entries) == 2, timeout=30_000)
    window.runs.takes.show(2)
    document.set_mix(1, replace(document.mix[1], muted=True, colour=5))
    window.playback.set_loop((32, 64))
    window.transport.tempo.setValue(90)
    before = (document.score, document.strength.copy(), document.mix)

    save_as(window, qtbot, monkeypatch, tmp_path / "all of it")
    assert document.path == tmp_path / "all of it.fmstudio" and not document.is_dirty
    assert window.windowTitle().startswith("all of it")
    panel.temperature.set_value(1.3)
    panel.takes.spin.setValue(1)
    reopen(window, qtbot, tmp_path / "all of it.fmstudio")

    assert document.score == before[0] and document.mix == before[2] and not document.is_dirty
    np.testing.assert_array_equal(document.strength, before[1])
    assert list(window.hole_commands.saved) == ["chorus & <b>"]
    assert (window.playback.loop_region, window.playback.loop_on, window.playback.tempo_percent) == ((32, 64), True, 90)
    assert (panel.temperature.value(), panel.takes.value()) == (0.7, 2)
    takes = window.runs.takes
    assert takes.is_comparing and takes.shown == 2
    takes.show(1)
    assert document.score == takes.entries[0].score, "another take can still be shown"
    takes.show(2)

    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.score == piece and not document.hole.any(), "undone all the way, after reopening"
    while document.undo_stack.canRedo():
        document.undo_stack.redo()
    assert document.score == before[0]
    np.testing.assert_array_equal(document.strength, before[1])


def test_a_replay_after_reopening_gives_the_same_notes(
    window: MainWindow, piece: Score, tmp_path: Path, qtbot: QtBot, drag: Drag, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(window, qtbot, drag)
    save_as(window, qtbot, monkeypatch, tmp_path / "x")
    reopen(window, qtbot, tmp_path / "x.fmstudio")
    window.panels.takes.show()
    window.runs.replay(1)
    qtbot.waitUntil(lambda: not window.runs.running, timeout=30_000)
    assert window.runs.takes.entries[0].replayed is True


def test_after_reopening_a_run_writes_something_new(
    window: MainWindow, piece: Score, tmp_path: Path, qtbot: QtBot, drag: Drag, monkeypatch: pytest.MonkeyPatch,
    engine: FakeEngine,
) -> None:  # fmt: skip
    fill(window, qtbot, drag)
    save_as(window, qtbot, monkeypatch, tmp_path / "x")
    reopen(window, qtbot, tmp_path / "x.fmstudio")
    assert window.panel.fresh_seed.isChecked() and window.panel.seed.value() == engine.requests[0].config.seed
    window.inpaint()
    qtbot.waitUntil(lambda: not window.runs.running, timeout=30_000)
    assert engine.requests[-1].config.seed != engine.requests[0].config.seed


def test_a_midi_file_is_never_overwritten_by_save(
    window: MainWindow, song_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = song_file.read_bytes()
    asked: list[str] = []

    def dialog(_parent: object, _title: str, suggestion: str, _kinds: str) -> tuple[str, str]:
        asked.append(suggestion)
        return suggestion, ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(dialog))
    window.open_file(song_file)
    qtbot.waitUntil(lambda: window.document.name == "a song", timeout=30_000)
    window.document.set_score(song(8), "Edit")
    window.actions_by_name["save"].trigger()
    idle(window, qtbot)
    assert asked == [str(song_file.with_suffix(".fmstudio"))], "beside the MIDI file, under its name"
    assert song_file.read_bytes() == before
    window.document.set_score(song(9), "Edit")
    window.actions_by_name["save"].trigger()
    idle(window, qtbot)
    assert len(asked) == 1, "the second time without a question"
    assert open_project(song_file.with_suffix(".fmstudio")).project.score == song(9)
    assert window.settings.recent_files[0] == song_file.with_suffix(".fmstudio")


def test_save_as_midi_says_what_it_does_not_hold(
    window: MainWindow, piece: Score, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.document.set_score(song(8), "Edit")
    answer(monkeypatch, tmp_path / "out", "MIDI file (*.mid)")
    window.actions_by_name["save_as"].trigger()
    idle(window, qtbot)
    assert read_midi(tmp_path / "out.mid").score.tracks[0].notes == song(8).tracks[0].notes
    assert "history are kept by a project" in window.messages.text()
    assert window.document.path is None and not window.document.is_dirty


def test_a_stroke_makes_a_project_unsaved_and_undo_saves_it_again(
    window: MainWindow, piece: Score, tmp_path: Path, qtbot: QtBot, drag: Drag, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = window.document
    drag(window.view, window.view.pixel_of(64, 72), window.view.pixel_of(127, 58))
    assert not document.is_dirty, "a hole over music that is in no project loses nobody's work"
    save_as(window, qtbot, monkeypatch, tmp_path / "x")
    window.hole_commands.clear()
    assert document.is_dirty and window.windowTitle().startswith("•")
    document.undo_stack.undo()
    assert not document.is_dirty
    window.playback.set_loop((0, 16))
    assert document.is_dirty


def test_a_project_changed_elsewhere_is_noticed_and_never_overwritten_unasked(
    window: MainWindow, piece: Score, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.fmstudio"
    save_as(window, qtbot, monkeypatch, path)
    theirs = ProjectFile(path)
    theirs.save(replace(open_project(path).project, title="theirs", score=song(4)))
    monkeypatch.setattr(window, "isActiveWindow", lambda: True)
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    qtbot.waitUntil(lambda: "changed by another program" in window.messages.text(), timeout=30_000)

    window.document.set_score(song(8), "Edit")
    asked: list[str] = []
    window.files.saver.ask_changed = lambda name: asked.append(name) or ""  # type: ignore[func-returns-value]
    window.actions_by_name["save"].trigger()
    idle(window, qtbot)
    assert asked == ["x.fmstudio"] and window.document.is_dirty, "cancelled: not saved, and not said to be"
    assert open_project(path).project.score == song(4)
    window.files.saver.ask_changed = lambda name: "overwrite"
    window.actions_by_name["save"].trigger()
    qtbot.waitUntil(lambda: not window.document.is_dirty, timeout=30_000)
    assert open_project(path).project.score == song(8)
    assert open_project(versions_of(path)[0]).project.score == song(4)


def test_what_cannot_be_saved_is_offered_another_place(
    window: MainWindow, piece: Score, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    mount = tmp_path / "stick"
    mount.mkdir()
    save_as(window, qtbot, monkeypatch, mount / "x")
    mount.rename(tmp_path / "gone")
    window.document.set_score(song(8), "Edit")
    said: list[str] = []
    window.files.saver.ask_elsewhere = lambda sentence: said.append(sentence) or True  # type: ignore[func-returns-value]
    answer(monkeypatch, tmp_path / "here")
    window.actions_by_name["save"].trigger()
    qtbot.waitUntil(lambda: window.document.path == tmp_path / "here.fmstudio", timeout=30_000)
    assert "there is no folder" in said[0] and not window.document.is_dirty
    assert open_project(tmp_path / "here.fmstudio").project.score == song(8)


def test_a_read_only_project_is_left_alone(
    window: MainWindow, piece: Score, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.fmstudio"
    save_as(window, qtbot, monkeypatch, path)
    path.chmod(0o444)
    window.document.set_score(song(8), "Edit")
    window.files.saver.ask_elsewhere = lambda sentence: False
    window.actions_by_name["save"].trigger()
    qtbot.waitUntil(lambda: "permission" in window.messages.text(), timeout=30_000)
    assert window.document.is_dirty and open_project(path).project.score == piece


def test_a_broken_project_is_a_sentence(window: MainWindow, piece: Score, tmp_path: Path, qtbot: QtBot) -> None:
    bad = tmp_path / "bad.fmstudio"
    bad.write_bytes(b"PK\3\4 nothing of the kind")
    window.open_file(bad)
    qtbot.waitUntil(lambda: "bad.fmstudio" in window.messages.text(), timeout=30_000)
    assert window.messages.text().endswith(".") and window.document.score is piece


def test_opening_a_project_leaves_the_model_alone(
    window: MainWindow, piece: Score, tmp_path: Path, qtbot: QtBot, drag: Drag, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(window, qtbot, drag)
    save_as(window, qtbot, monkeypatch, tmp_path / "x")
    wish = window.panel.wish()
    reopen(window, qtbot, tmp_path / "x.fmstudio")
    assert window.panel.wish() == wish
    request = window.runs.takes.entries[0].take.capsule.request
    assert request.checkpoint.path is None and request.checkpoint.sha256 == "", "the hash is told, not loaded"


def test_a_project_is_dropped_on_the_window(window: MainWindow, piece: Score, tmp_path: Path, qtbot: QtBot) -> None:
    file = ProjectFile(tmp_path / "dropped.fmstudio")
    file.save(window.project.take())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file.path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(50, 200), Qt.DropAction.CopyAction, data, buttons, keys))
    QApplication.sendEvent(window, QDropEvent(QPointF(50, 200), Qt.DropAction.CopyAction, data, buttons, keys))
    qtbot.waitUntil(lambda: window.document.path == file.path, timeout=30_000)
