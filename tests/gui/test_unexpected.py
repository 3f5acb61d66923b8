"""An exception anywhere is logged, shown with a report, and the window goes on; a native crash is told of later."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QEventLoop, QPointF, Qt, QThread, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.score import Score
from fractalmidi_studio.document import empty_score
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.unexpected import CrashLog, ExceptionCatcher

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def catcher(window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[ExceptionCatcher]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    made = ExceptionCatcher()
    made.caught.connect(window.show_problem)
    made.install()
    yield made


def break_slot(window: MainWindow) -> None:
    window.actions_by_name["redo"].setEnabled(True)
    window.actions_by_name["redo"].triggered.connect(fail)
    window.actions_by_name["redo"].trigger()


def break_timer(window: MainWindow) -> None:
    QTimer.singleShot(0, window, fail)


def break_thread(window: MainWindow) -> None:
    threading.Thread(target=fail).start()


class Worker(QThread):
    def run(self) -> None:
        fail()


def break_worker(window: MainWindow) -> None:
    worker = Worker(window)
    worker.start()
    worker.wait()


def break_event(window: MainWindow) -> None:
    window.view.mousePressEvent = fail  # type: ignore[method-assign]
    at, button = QPointF(window.view.rect().center()), Qt.MouseButton.LeftButton
    press = QMouseEvent(QEvent.Type.MouseButtonPress, at, at, button, button, Qt.KeyboardModifier.NoModifier)
    QApplication.postEvent(window.view, press)
    loop = QEventLoop()
    QTimer.singleShot(100, loop.quit)
    loop.exec()  # as in the application: an exception goes to the hook, not to whoever sent the event
    del window.view.mousePressEvent


def break_closing(window: MainWindow) -> None:
    ask, window.files.ask_save = window.files.ask_save, fail
    window.document.set_score(empty_score(), "unsaved")
    window.close()
    window.files.ask_save = ask


def fail(*_arguments: object) -> None:
    raise RuntimeError("<b>a bug</b>")


@pytest.mark.parametrize("way", [break_slot, break_timer, break_thread, break_worker, break_event, break_closing])
def test_an_exception_is_shown_with_a_report_and_the_window_goes_on(
    window: MainWindow,
    piece: Score,
    catcher: ExceptionCatcher,
    qtbot: QtBot,
    way: object,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        way(window)  # type: ignore[operator]
        qtbot.waitUntil(lambda: "<b>a bug</b>" in window.messages.text(), timeout=30_000)
    assert "Your piece is still here" in window.messages.text() and window.messages.level == "error"
    assert any("unexpected" in record.message and record.exc_info for record in caplog.records)
    assert window.messages.copy.isVisible()
    QTest.mouseClick(window.messages.copy, Qt.MouseButton.LeftButton)
    report = QApplication.clipboard().text()
    assert window.messages.copy.text() == "Copied"
    assert "FractalMIDI Studio" in report and "Traceback" in report and "in fail" in report
    before = window.document.score
    window.actions_by_name["hole_all"].trigger()
    assert window.document.hole.all() and window.document.score is before
    window.messages.close_message()
    window.messages.show_message("info", "All is well.", report="another")
    assert window.messages.copy.text() == "Copy Report"
    window.messages.show_message("info", "All is well.")
    assert not window.messages.copy.isVisible(), "a message without a report has no such button"


def test_the_same_exception_over_and_over_is_told_of_rarely(
    window: MainWindow, catcher: ExceptionCatcher, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[str] = []
    catcher.caught.connect(lambda text, _report: told.append(text))
    with caplog.at_level(logging.ERROR):
        for _ in range(1000):
            try:
                fail()
            except RuntimeError as error:
                catcher.handle(type(error), error, error.__traceback__)
    assert len(told) == 10 == sum("unexpected" in record.message for record in caplog.records)


CRASHES = """
import faulthandler, sys
from pathlib import Path
from fractalmidi_studio.unexpected import CrashLog
log = CrashLog(Path(sys.argv[1]))
if sys.argv[2] == "crash":
    faulthandler._sigsegv()
log.close()
"""


def run(folder: Path, how: str) -> int:
    return subprocess.run([sys.executable, "-c", CRASHES, str(folder), how], cwd=ROOT, timeout=120).returncode


def test_a_native_crash_leaves_a_traceback_that_is_mentioned_once(tmp_path: Path) -> None:
    assert run(tmp_path, "end") == 0 and not list(tmp_path.iterdir())
    assert run(tmp_path, "crash") < 0
    log = CrashLog(tmp_path)
    assert len(log.earlier) == 1 and "Segmentation fault" in log.earlier[0].read_text()
    log.close()
    again = CrashLog(tmp_path)
    assert not again.earlier
    again.close()
