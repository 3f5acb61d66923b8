"""The window is given bad input at bad moments: a sentence each time, and nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QThread, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot
from studio_fakes import FakeEngine, FakePlayer, song

from core.checkpoint import save_model
from core.engine.client import EngineClient
from core.project import Project
from core.project.store import ProjectFile, open_project
from core.score import Note, Score, TimeSignature, Track
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.names import beats_of
from fractalmidi_studio.settings import Settings
from tests.core.models import tiny_model

REPO = Path(__file__).parents[2]


def idle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.files.tasks.busy and not window.runs.running, timeout=60_000)


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    none = Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))


def test_a_hole_without_room_is_a_sentence_and_no_run(window: MainWindow, engine: FakeEngine) -> None:
    window.document.replace_piece(Score(tracks=(Track("Held", notes=(Note(0, 60, 480 * 64, 80),)),)), "held")
    hole = window.document.hole.copy()
    hole[60, 16:40] = True
    window.document.set_hole(hole, "Paint")
    before = window.document.score
    window.inpaint()
    assert "no room" in window.messages.text() and not window.runs.running and not engine.requests
    assert window.document.score is before and window.runs.last_record is None


def test_of_several_dropped_files_one_is_opened_and_that_is_said(
    window: MainWindow, song_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(window, song_file, tmp_path / "b.mid", tmp_path / "c.mid")
    idle(qtbot, window)
    qtbot.waitUntil(lambda: "of 3 files, a song.mid was opened" in window.messages.text(), timeout=5000)
    drop(window, tmp_path, song_file)
    qtbot.waitUntil(lambda: "is a folder" in window.messages.text(), timeout=5000)
    assert window.document.name == "a song"


@pytest.mark.parametrize("kind", ["folder", "below a file", "vanished folder", "pipe"])
def test_a_save_that_fails_names_file_and_reason_and_stays_unsaved(
    kind: str, window: MainWindow, piece: Score, tmp_path: Path, qtbot: QtBot
) -> None:
    target, reason = {
        "folder": (tmp_path / "taken.fmstudio", "it is a folder"),
        "below a file": (tmp_path / "file" / "x.fmstudio", "there is no folder"),
        "vanished folder": (tmp_path / "gone" / "x.fmstudio", "there is no folder"),
        "pipe": (tmp_path / "pipe.fmstudio", "no ordinary file"),
    }[kind]
    (tmp_path / "taken.fmstudio").mkdir()
    (tmp_path / "file").write_bytes(b"x")
    os.mkfifo(tmp_path / "pipe.fmstudio")
    window.document.set_score(song(4), "Edit")
    there = sorted(tmp_path.iterdir())
    window.files.saver.ask_elsewhere = lambda sentence: False
    window.files.saver.write(ProjectFile(target))
    qtbot.waitUntil(lambda: reason in window.messages.text(), timeout=5000)
    assert window.messages.text().startswith(f"{target.name} was not written: ")
    assert window.document.is_dirty and window.document.path is None
    assert sorted(tmp_path.iterdir()) == there


def test_two_saves_at_once_leave_the_newer_music(
    window: MainWindow, piece: Score, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever thread comes first: what is older is not written any more."""
    target, written = tmp_path / "x.fmstudio", []
    saver, newer, real = window.files.saver, song(4), ProjectFile.save

    def save(file: ProjectFile, project: Project, *, overwrite: bool = False) -> tuple[str, ...]:
        written.append(project.score)
        return real(file, project, overwrite=overwrite)

    monkeypatch.setattr(ProjectFile, "save", save)
    with saver.one_at_a_time:  # both wait
        saver.write(ProjectFile(target))
        window.document.set_score(newer, "Edit")
        saver.write(ProjectFile(target))
    idle(qtbot, window)
    qtbot.waitUntil(lambda: not window.document.is_dirty, timeout=5000)
    assert written == [newer]
    assert open_project(target).project.score == newer


def test_nothing_is_begun_once_the_window_closes(window: MainWindow, song_file: Path, qtbot: QtBot) -> None:
    tasks = window.files.tasks
    window.files.open(song_file)
    tasks.close()
    done: list[object] = []
    tasks.start(lambda: 1, done.append, done.append)
    window.files.open(song_file)
    assert not tasks.busy and not done
    qtbot.wait(50)  # the answer of the first one has come by now; it may change nothing that nobody sees
    assert not [thread for thread in tasks.findChildren(QThread) if thread.isRunning()] and not done


def test_beats_follow_a_metre_that_changes_in_every_bar() -> None:
    score = Score(tracks=(Track(),), time_signatures=(TimeSignature(0, 4, 4), TimeSignature(1920, 7, 8)))
    downbeat = [step in (0, 16, 30) for step in range(32)]
    beat = beats_of(score, np.array(downbeat))
    assert np.flatnonzero(beat).tolist() == [0, 4, 8, 12, *range(16, 30, 2), 30]


@pytest.fixture
def real_window(qtbot: QtBot, tmp_path: Path, settings: Settings) -> Iterator[MainWindow]:
    made = MainWindow(EngineClient(tmp_path / "model.safetensors", "cpu"), FakePlayer, settings)
    made.files.ask_save = lambda doing: "discard"
    made.show()
    qtbot.waitExposed(made)
    made.document.replace_piece(song(), "song")
    yield made
    made.close()
    made.deleteLater()


def test_a_missing_model_is_said_at_the_run_and_a_killed_engine_too_and_both_recover(
    real_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window, before = real_window, real_window.document.score
    window.panel.iterations.set_data("fast")
    window.sampler.engine.start()
    window.generate()
    idle(qtbot, window)
    assert "model.safetensors does not exist" in window.messages.text() and window.document.score is before

    save_model(tiny_model(), tmp_path / "model.safetensors", {})
    window.messages.clear()
    window.generate()
    idle(qtbot, window)
    assert window.document.score is not before and not window.messages.text()

    before = window.document.score
    window.generate()
    os.kill(window.sampler.engine.pid, signal.SIGKILL)  # type: ignore[attr-defined]
    idle(qtbot, window)
    assert "ended unexpectedly" in window.messages.text() and window.document.score is before
    window.messages.clear()
    window.generate()
    idle(qtbot, window)
    assert window.document.score is not before and not window.messages.text()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes in /proc")
def test_sigterm_ends_the_window_and_all_its_processes(tmp_path: Path) -> None:
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", HOME=str(tmp_path), XDG_CONFIG_HOME=str(tmp_path))
    process = subprocess.Popen(
        [sys.executable, "main.py"], cwd=REPO, env=environment, stderr=subprocess.PIPE, text=True
    )
    children: list[int] = []
    deadline = time.monotonic() + 60
    while len(children) < 3 and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.1)
        threads = Path(f"/proc/{process.pid}/task").glob("*/children")
        children = [int(number) for thread in threads for number in thread.read_text().split()]
    assert len(children) >= 3, "engine, player, and Python's own tracker"
    time.sleep(0.5)
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0 and "Traceback" not in said
    while any(_lives(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(_lives(child) for child in children)


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
