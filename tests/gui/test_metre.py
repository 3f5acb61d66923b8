"""Where bars begin, in the window: heard in the music around, said in the status line, or as written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from studio_fakes import FakeEngine

from core.roll import score_from_roll
from fractalmidi_studio.main_window import MainWindow
from tests.core.test_metre import oom_pah


def test_a_run_over_a_waltz_says_that_it_heard_three(
    window: MainWindow, engine: FakeEngine, drag: Callable[..., None], qtbot: QtBot
) -> None:
    window.document.replace_piece(score_from_roll(oom_pah(3)), "waltz")
    window.files.opened.emit()
    drag(window.view, window.view.pixel_of(64, 90), window.view.pixel_of(100, 60), window.view.pixel_of(127, 40))

    def run() -> str:
        QTest.mouseClick(window.panel.inpaint, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not window.runs.running, timeout=15_000)
        return window.status.text.text()

    assert "heard in three" in run() and engine.requests[-1].config.metre == "heard"
    window.panel.metre.set_data("written")
    assert "heard" not in run() and engine.requests[-1].config.metre == "written"
    window.panel.metre.reset.click()
    assert window.panel.config().metre == "heard"


def test_the_metre_of_a_run_is_kept_with_the_project(window: MainWindow) -> None:
    window.panel.metre.set_data("written")
    settings = window.panel.settings()
    window.panel.metre.reset.click()
    window.panel.show_settings(settings)
    assert window.panel.config().metre == "written"
