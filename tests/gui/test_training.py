"""The Training tab with runs written by hand, and a fake engine: what it says, what it asks for."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from studio_fakes import FakeEngine

from core.checkpoint import save_model
from core.score import Score
from core.train_run import default_root, names
from fractalmidi_studio.i18n import language
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.training import curves
from fractalmidi_studio.training.desk import TrainingDesk
from fractalmidi_studio.training.new_run import clean_name
from fractalmidi_studio.training.pictures import read_picture
from fractalmidi_studio.training.words import time_text
from tests.core.models import tiny_model
from tests.core.test_train_watch import make_run, write_metrics

PATIENCE = 30_000


@pytest.fixture
def root() -> Path:
    return default_root()


@pytest.fixture
def desk(window: MainWindow, qtbot: QtBot) -> Iterator[TrainingDesk]:
    """The tab, opened by its key.  At the end no run is asked about."""
    window.training.ask = lambda names: "go_on"
    assert not window.training.is_built
    QTest.keyClick(window.view, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: window.training.is_built, timeout=PATIENCE)
    yield window.training.desk


def choose(desk: TrainingDesk, name: str, qtbot: QtBot) -> None:
    """By a click in the list."""
    runs = desk.panel.runs.list

    def row() -> int:
        return next((i for i in range(runs.count()) if runs.item(i).text().startswith(f"{name}\n")), -1)

    qtbot.waitUntil(lambda: row() >= 0, timeout=PATIENCE)
    runs.scrollToItem(runs.item(row()))
    at = runs.visualItemRect(runs.item(row())).center()
    QTest.mouseClick(runs.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    page = desk.panel.run
    qtbot.waitUntil(lambda: page.row is not None and page.row.name == name, timeout=PATIENCE)


def click(button: QWidget) -> None:
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def drop(target: QWidget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), copy, data, left, none))


def test_a_failed_run_says_why_and_a_killed_one_offers_resume(root: Path, desk: TrainingDesk, qtbot: QtBot) -> None:
    make_run(root, "lost", "failed", sentence="the loss is no number any more")
    killed = make_run(root, "killed", "running", pid=2**22 + 1, step=30, max_steps=100, best_bits=3.25, best_step=20)
    (killed / names.STATE).write_bytes(b"state")
    make_run(root, "done", "finished", step=100, max_steps=100, best_bits=3.0, best_step=90)
    choose(desk, "lost", qtbot)
    page = desk.panel.run
    assert "It failed" in page.sentence.text() and "no number" in page.sentence.text()
    assert not (page.pause.isEnabled() or page.resume.isEnabled() or page.stop.isEnabled())
    choose(desk, "killed", qtbot)
    assert "interrupted" in page.title.text() and "Resume" in page.sentence.text()
    assert page.resume.isEnabled() and not page.stop.isEnabled()
    assert "3.250" in page.facts.text()
    items = [desk.panel.runs.list.item(i).text() for i in range(3)]
    assert any("3.250 bits" in text for text in items) and any("3.000 bits" in text for text in items)
    choose(desk, "done", qtbot)
    assert not page.resume.isEnabled()


def test_pause_resume_and_stop_reach_the_run(root: Path, desk: TrainingDesk, qtbot: QtBot) -> None:
    folder = make_run(root, "mine", "running", step=5, max_steps=50, seconds_left=125.0, windows_per_second=2.5)
    choose(desk, "mine", qtbot)
    page = desk.panel.run
    assert "about 2 min" in page.facts.text() and "2.50 windows" in page.facts.text()
    click(page.pause)
    assert (folder / names.CONTROL).read_text() == "pause\n"
    make_run(root / "x", "y")
    (folder / names.STATUS).write_text((folder / names.STATUS).read_text().replace('"running"', '"paused"'))
    qtbot.waitUntil(lambda: "paused" in page.title.text(), timeout=PATIENCE)
    click(page.resume)
    assert (folder / names.CONTROL).read_text() == "run\n"
    click(page.stop)
    assert (folder / names.CONTROL).read_text() == "stop\n"


def test_time_left_is_not_known_before_it_is(root: Path, desk: TrainingDesk, qtbot: QtBot) -> None:
    make_run(root, "young", "running", step=1, max_steps=50)
    choose(desk, "young", qtbot)
    assert "time left: not known yet" in desk.panel.run.facts.text()
    assert [time_text(seconds) for seconds in (0.2, 59, 61, 3600 + 61)] == ["1 s", "59 s", "1 min", "1 h 1 min"]


def test_a_silent_run_is_said_to_be_silent(root: Path, desk: TrainingDesk, qtbot: QtBot) -> None:
    make_run(root, "hung", "running", step=1, updated=1.0)
    choose(desk, "hung", qtbot)
    assert "has not said anything" in desk.panel.run.sentence.text()


def test_broken_folders_are_shown_and_harm_nothing(root: Path, desk: TrainingDesk, qtbot: QtBot) -> None:
    good = make_run(root, "good")
    write_metrics(good, 20_000)
    (good / names.GIFS).mkdir()
    (good / names.GIFS / names.gif_name(1, 0)).write_bytes(b"GIF89a no gif")
    (good / names.IMAGES).mkdir()
    (good / names.IMAGES / names.image_name(1, "real", 0)).write_bytes(b"no png")
    (root / "bad").mkdir()
    (root / "bad" / names.STATUS).write_text("{")
    choose(desk, "bad", qtbot)
    page = desk.panel.run
    assert "cannot be read" in page.title.text() and "damaged" in page.sentence.text()
    choose(desk, "good", qtbot)
    qtbot.waitUntil(lambda: page.curves.plot is not None, timeout=PATIENCE)

    def last_step() -> float:
        steps = page.curves.plot.listDataItems()[0].getData()[0]
        return 0 if steps is None or not len(steps) else float(steps[-1])

    qtbot.waitUntil(lambda: last_step() > 19_900, timeout=PATIENCE)
    assert "cannot be shown" in page.animation.text() and "cannot be shown" in page.samples.real.text()
    assert len(page.curves.plot.listDataItems()[0].getData()[0]) <= 512
    assert "training" in page.curves.words.text() and "validation" in page.curves.words.text()
    page.curves.choice.setCurrentIndex(6)
    assert "Nothing has been measured" in page.curves.words.text()


def test_a_picture_that_claims_to_be_huge_is_not_read(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("1", (9000, 2)).save(tmp_path / "wide.png")
    Image.new("1", (90, 20)).save(tmp_path / "fine.png")
    assert read_picture(tmp_path / "wide.png").isNull() and not read_picture(tmp_path / "fine.png").isNull()


@pytest.fixture
def checkpoints(root: Path) -> list[Path]:
    folder = make_run(root, "mine", "stopped", step=20)
    (folder / names.CHECKPOINTS).mkdir()
    paths = [folder / names.CHECKPOINTS / names.checkpoint_name(step) for step in (10, 20)]
    for path, bits in zip(paths, (4.5, 4.0), strict=True):
        save_model(tiny_model(), path, {"valid_bits_per_note": {"total": bits}})
    (folder / names.CONFIG).write_text("train: {init: default}")
    return paths


def test_checkpoints_write_the_hole_with_one_seed(
    window: MainWindow, piece: Score, engine: FakeEngine, checkpoints: list[Path], desk: TrainingDesk, qtbot: QtBot
) -> None:
    choose(desk, "mine", qtbot)
    row = desk.panel.run.hearing
    qtbot.waitUntil(lambda: len(row.models) == 3, timeout=PATIENCE)
    assert "4.000" in row.words.text()
    click(row.hear)
    assert "Paint a hole" in window.messages.text() and not engine.requests
    window.hole_commands.bars(16, 32, False)
    before = window.document.score
    click(row.hear)
    qtbot.waitUntil(lambda: len(window.runs.takes.entries) == 1 and not window.runs.running, timeout=PATIENCE)
    row.slider.setFocus()
    QTest.keyClick(row.slider, Qt.Key.Key_Left)  # writes by itself when the slider has come to rest
    qtbot.waitUntil(lambda: len(window.runs.takes.entries) == 2 and not window.runs.running, timeout=PATIENCE)
    QTest.keyClick(row.slider, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: len(window.runs.takes.entries) == 3 and not window.runs.running, timeout=PATIENCE)
    assert [request.checkpoint.path for request in engine.requests] == [str(checkpoints[1]), str(checkpoints[0]), None]
    assert len({request.config.seed for request in engine.requests}) == 1
    assert all((request.hole == engine.requests[0].hole).all() for request in engine.requests)
    assert window.runs.takes.shown == 3
    row.slider.setValue(2)  # heard before: shown without another run
    qtbot.waitUntil(lambda: window.runs.takes.shown == 1, timeout=PATIENCE)
    assert len(engine.requests) == 3
    window.take_commands.reject()
    assert window.document.score == before


def test_moving_on_while_a_checkpoint_writes_gives_the_last_place(
    window: MainWindow, piece: Score, engine: FakeEngine, checkpoints: list[Path], desk: TrainingDesk, qtbot: QtBot
) -> None:
    choose(desk, "mine", qtbot)
    row = desk.panel.run.hearing
    qtbot.waitUntil(lambda: len(row.models) == 3, timeout=PATIENCE)
    window.hole_commands.bars(16, 32, False)
    engine.gate.clear()
    click(row.hear)
    qtbot.waitUntil(lambda: len(engine.requests) == 1, timeout=PATIENCE)
    row.slider.setValue(0)
    qtbot.waitUntil(lambda: len(engine.requests) == 2, timeout=PATIENCE)
    engine.gate.set()
    qtbot.waitUntil(lambda: not window.runs.running, timeout=PATIENCE)
    assert engine.requests[1].checkpoint.path is None and len(window.runs.takes.entries) == 1


def test_use_this_checkpoint_makes_it_the_model_of_the_generate_panel(
    window: MainWindow, checkpoints: list[Path], desk: TrainingDesk, qtbot: QtBot
) -> None:
    choose(desk, "mine", qtbot)
    row = desk.panel.run.hearing
    qtbot.waitUntil(lambda: len(row.models) == 3, timeout=PATIENCE)
    click(row.use)
    assert window.panel.model.checkpoint().path == str(checkpoints[1])
    row.slider.setValue(0)
    click(row.use)
    assert window.panel.model.checkpoint().path is None


@pytest.mark.parametrize(
    ("answer", "closes", "wish"), [("go_on", True, ""), ("stop", True, "stop\n"), ("stay", False, "")]
)
def test_closing_asks_what_becomes_of_runs_that_are_at_work(
    window: MainWindow, root: Path, answer: str, closes: bool, wish: str
) -> None:
    folder = make_run(root, "mine", "running")
    make_run(root, "done", "finished")
    asked: list[list[str]] = []
    window.training.ask = lambda names: asked.append(names) or answer  # type: ignore[func-returns-value]
    window.close()
    assert asked == [["mine"]] and window.closed == closes
    assert wish == ((folder / names.CONTROL).read_text() if (folder / names.CONTROL).exists() else "")
    window.training.ask = lambda names: "go_on"


def test_closing_asks_nothing_where_nothing_is_at_work(window: MainWindow, root: Path) -> None:
    make_run(root, "done", "finished")
    window.training.ask = lambda names: pytest.fail("it asked")
    window.close()
    assert window.closed


def test_folders_come_by_drop_and_go_by_delete(desk: TrainingDesk, tmp_path: Path, qtbot: QtBot) -> None:
    page = desk.panel.new
    page._later.setInterval(10**6)  # nothing is to be scanned here
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    drop(desk.panel, tmp_path / "a", tmp_path / "b", tmp_path / "a")
    assert page.paths() == [tmp_path / "a", tmp_path / "b"] and page.name.text() == "a"
    assert not page.start.isEnabled() and page.reason.text()
    page.folders.setFocus()
    page.folders.setCurrentRow(0)
    QTest.keyClick(page.folders, Qt.Key.Key_Delete)
    assert page.paths() == [tmp_path / "b"]
    page.base.setCurrentIndex(page.base.findText("From scratch"))
    page.base.activated.emit(page.base.currentIndex())
    assert all(not page.preset.itemData(i).from_model for i in range(page.preset.count())) and page.preset.count() == 3


def test_names_of_runs_can_be_names_of_folders() -> None:
    assert clean_name(" a/b: c. ") == "ab c" and clean_name("..") == "" and len(clean_name("x" * 300)) == 60
    assert clean_name("我的風格") == "我的風格"


def test_the_tab_speaks_chinese_at_once(root: Path, desk: TrainingDesk, qtbot: QtBot) -> None:
    make_run(root, "mine", "failed", sentence="x")
    choose(desk, "mine", qtbot)
    language().choose("zh_TW")
    try:
        qtbot.waitUntil(lambda: "失敗" in desk.panel.run.title.text(), timeout=PATIENCE)
        assert desk.panel.run.pause.text() == "暫停"
    finally:
        language().choose("en")


def test_a_fault_has_a_report_to_copy(root: Path, desk: TrainingDesk, qtbot: QtBot) -> None:
    lost = make_run(root, "lost", "failed", sentence="The GPU has failed.")
    make_run(root, "plain", "failed", sentence="none")
    (lost / names.REPORT).write_text("Traceback: ünforeseen")
    choose(desk, "plain", qtbot)
    assert desk.panel.run.report.isHidden()
    choose(desk, "lost", qtbot)
    click(desk.panel.run.report)
    assert QApplication.clipboard().text() == "Traceback: ünforeseen"


def test_what_was_asked_for_is_said_at_once(root: Path, desk: TrainingDesk, qtbot: QtBot) -> None:
    make_run(root, "busy", "running", step=3, max_steps=100, base="default", device="cpu")
    choose(desk, "busy", qtbot)
    page = desk.panel.run
    assert page.title.text() == "busy: training"
    assert "from the default model" in page.facts.text() and "on the processor" in page.facts.text()
    click(page.pause)
    qtbot.waitUntil(lambda: page.title.text() == "busy: pausing after this step", timeout=PATIENCE)
    assert not page.pause.isEnabled()
    click(page.stop)
    qtbot.waitUntil(lambda: page.title.text() == "busy: stopping", timeout=PATIENCE)
    assert not page.stop.isEnabled()


def test_what_went_on_meanwhile_is_shown_when_one_comes_back(root: Path, window: MainWindow, qtbot: QtBot) -> None:
    make_run(root, "older", "finished")
    make_run(root, "busy", "running")
    window.training.ask = lambda names: "go_on"
    QTest.keyClick(window.view, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: window.training.is_built, timeout=PATIENCE)
    runs = window.training.desk.panel.runs
    qtbot.waitUntil(lambda: runs.current() == root / "busy", timeout=PATIENCE)


def test_a_numbered_checkpoint_is_trained_on(root: Path, desk: TrainingDesk, window: MainWindow, qtbot: QtBot) -> None:
    folder = make_run(root, "done", "finished", step=50)
    (folder / names.CHECKPOINTS).mkdir()
    path = folder / names.CHECKPOINTS / names.checkpoint_name(50)
    save_model(tiny_model(), path, {})
    choose(desk, "done", qtbot)
    hearing = desk.panel.run.hearing
    qtbot.waitUntil(lambda: hearing.model() is not None, timeout=PATIENCE)
    click(hearing.base)
    new = desk.panel.new
    assert desk.panel.pages.currentWidget() is new and new.base.currentText() == "done, step 50"
    assert f'train.init="{path}"' in new.wish().overrides
    desk.use(str(path))
    assert window.panel.model.box.currentText() == "done, step 50"  # not step_0000050, which every run has


def test_its_key_opens_it_from_the_welcome_page_too(window: MainWindow, qtbot: QtBot) -> None:
    window.training.ask = lambda names: "go_on"
    window.desk.welcome.open_page()
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: window.training.is_built and window.training.dock.isVisible(), timeout=PATIENCE)


def test_pyqtgraph_is_imported_in_the_window_s_thread(
    desk: TrainingDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its hundreds of types, added in another thread while Qt looks for one, crash the program on Python 3.11."""
    imported_in: list[int] = []
    load = curves._load

    def noted() -> Any:
        imported_in.append(threading.get_ident())
        return load()

    monkeypatch.setattr(curves, "_load", noted)
    shown = curves.Curves(desk.tasks)
    qtbot.addWidget(shown)
    qtbot.waitUntil(lambda: shown.plot is not None, timeout=PATIENCE)
    assert set(imported_in) == {threading.get_ident()}


def test_reading_ahead_imports_nothing() -> None:
    program = (
        "import sys; from fractalmidi_studio.training.curves import _read_ahead; "
        "_read_ahead(); print('pyqtgraph' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"
