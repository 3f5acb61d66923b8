"""The fixture that looks for what a test leaves behind does find it."""

from __future__ import annotations

import threading

import leftovers
import pytest
from leftovers import Leftovers
from PySide6.QtCore import QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QWidget


def test_threads_jobs_and_timers_are_found_until_they_end(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leftovers, "PATIENCE_SECONDS", 0.05)
    before, ends = Leftovers(), threading.Event()
    assert before.found() == []
    thread, other = QThread(), threading.Thread(target=ends.wait, name="forgotten")
    thread.setObjectName("lost")
    window = QWidget()
    timer = QTimer(window)
    thread.start()
    other.start()
    timer.start(1000)
    QThreadPool.globalInstance().start(lambda: ends.wait())
    try:
        assert before.found() == [
            "QThread lost runs", "thread forgotten runs", "1 jobs of the thread pool run", "timer of QWidget ticks",
        ]  # fmt: skip
    finally:
        ends.set()
        thread.quit()
        thread.wait()
        timer.stop()
        other.join()
        QThreadPool.globalInstance().waitForDone()
    assert before.found() == []
