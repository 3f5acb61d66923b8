"""A timer of the window that should come every 10 ms: whatever holds the window up makes it late."""

from __future__ import annotations

import time
from itertools import pairwise

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from fractalmidi_studio.main_window import MainWindow

BEAT_MS = 10


class Heart:
    """Notes when the timer comes."""

    def __init__(self, window: MainWindow) -> None:
        self.ticks: list[float] = []
        self._timer = QTimer(window)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(lambda: self.ticks.append(time.perf_counter()))
        self._timer.start(BEAT_MS)

    def gaps(self, seconds: float) -> dict[str, float]:
        """Of the next ``seconds``, while the window works on."""
        self.ticks.clear()
        QTest.qWait(round(seconds * 1000))
        gaps = np.diff(self.ticks) * 1000
        return {
            "beats": float(len(self.ticks)),
            "p50 ms": float(np.median(gaps)),
            "p99 ms": float(np.percentile(gaps, 99)),
            "longest ms": float(gaps.max()),
        }

    def longest_ms(self, start: float, end: float) -> float:
        """Between two beats, or a beat and the ends, within that time (seconds of ``perf_counter``)."""
        ticks = [start, *(tick for tick in self.ticks if start < tick < end), end]
        return max(b - a for a, b in pairwise(ticks)) * 1e3
