"""Runs cancelled at random moments, while the model loads as well: at once idle, music and memory as they were."""

from __future__ import annotations

import os
import random
import signal
import statistics
import time
from pathlib import Path

from fractalmidi_studio.housekeeping import QUIET_MS
from tests.soak.measure import figures_of
from tests.torture.campaign import Outcome
from tests.torture.stage import Stage, in_child, percentiles

FEEDBACK_SECONDS, IDLE_SECONDS, MEMORY_SHARE = 0.1, 1.0, 0.02
LOADING_SHARE = 0.06  # of the tries begin with an engine that has to load its model first
JUDGED_FROM = 100  # tries: a short form on a busy machine says nothing about milliseconds
_WARM_UP = 30  # tries (a tenth of them at most) in which the window draws and says everything for the first time


def run(amount: int, seed: int, keep: Path) -> Outcome:
    return in_child(__name__, amount, seed, keep)


def play(amount: int, seed: int) -> Outcome:
    return _Cancels(amount, seed).play()


class _Cancels:
    def __init__(self, amount: int, seed: int) -> None:
        self.amount, self.rng, self.outcome = amount, random.Random(seed), Outcome()
        self.feedback: list[float] = []
        self.idle: list[float] = []
        self.grown: list[float] = []  # share of the engine's memory that a cancelled run did not give back
        self.window_mb: list[float] = []  # after the first tries, and at the end
        self.loading = self.too_late = 0

    def play(self) -> Outcome:
        self.stage = stage = Stage()
        began = time.monotonic()
        stage.engine.start()
        stage.wait(lambda: stage.engine.is_ready)
        self.load_seconds = time.monotonic() - began
        stage.whole_run()
        began = time.monotonic()
        if not stage.whole_run():
            self.outcome.fail("no run at all", str(stage.told))
            return self.outcome
        self.run_seconds = time.monotonic() - began
        for number in range(self.amount):
            if number == min(_WARM_UP, self.amount // 10):
                self._measure_window()
            self._try(f"cancel {number}")
        self._measure_window()
        stage.close()
        self._judge()
        return self.outcome

    def _try(self, how: str) -> None:
        stage, rng, outcome = self.stage, self.rng, self.outcome
        outcome.tries += 1
        loading = rng.random() < LOADING_SHARE or outcome.tries == 1
        if loading:
            self.loading += 1
            os.kill(stage.engine.pid or 0, signal.SIGKILL)
            stage.wait(lambda: stage.engine.pid is None)
        before = figures_of(stage.engine.pid)
        stage.run()
        longest = (self.load_seconds if loading else 0) + self.run_seconds
        until = time.monotonic() + rng.random() ** 2 * longest
        stage.wait(lambda: time.monotonic() > until or stage.idle())
        if stage.idle():
            self.too_late += 1
            stage.window.take_commands.reject()
        else:
            self._cancel(how)
        if stage.window.document.score != stage.score or stage.window.document.undo_stack.index() != 1:
            outcome.fail("the music is not as it was", how)
        if any(level == "error" for level, _ in stage.told):
            outcome.fail("an error was told", f"{how}: {stage.told}")
        if loading:
            stage.wait(lambda: stage.engine.is_ready)
            if not (stage.whole_run() and stage.whole_run()):  # and the new engine has all its buffers now
                outcome.fail("the next run did not work", f"{how}: {stage.told}")
        else:
            self._compare(before.megabytes)

    def _measure_window(self) -> None:
        """When what the last run has freed has gone back to the system."""
        until = time.monotonic() + 2 * QUIET_MS / 1000
        self.stage.wait(lambda: time.monotonic() > until)
        self.window_mb.append(figures_of(os.getpid()).megabytes)

    def _cancel(self, how: str) -> None:
        stage = self.stage
        painted, words = stage.painted.count, stage.window.status.text.text()
        began = time.monotonic()
        stage.window.actions_by_name["cancel"].trigger()
        seen = stage.wait(
            lambda: (
                # The words may be those of the cancel before, where this run had not yet said anything.
                (stage.window.status.text.text() != words or words.startswith("Cancelled"))
                and (stage.painted.count > painted or not stage.window.runs.previewing)
            ),
            20,
        )
        self.feedback.append(time.monotonic() - began)
        ended = stage.wait(stage.idle, 20)
        self.idle.append(time.monotonic() - began)
        if not (seen and ended):
            self.outcome.fail("never idle", how)

    def _compare(self, before: float) -> None:
        """Once the engine has really stopped, which may be after the window went on."""
        line = self.stage.engine._line
        self.stage.wait(lambda: line is None or not line._owed or line.has_ended)
        until = time.monotonic() + 0.2
        self.stage.wait(lambda: time.monotonic() > until)
        after = figures_of(self.stage.engine.pid).megabytes
        if before and after:
            self.grown.append(after / before - 1)

    def _judge(self) -> None:
        outcome, window = self.outcome, self.window_mb[-1] / self.window_mb[0] - 1
        over = sum(grown > MEMORY_SHARE for grown in self.grown)
        outcome.worst_seconds = max(self.idle, default=0.0)
        outcome.figures = {
            "while the model loads": self.loading,
            "too late": self.too_late,
            "feedback, ms (median / p99 / worst)": percentiles(self.feedback),
            "idle, ms": percentiles(self.idle),
            "engine's memory after a cancel, worst": f"{max(self.grown, default=0):+.2%}",
            "engine's memory, median": f"{statistics.median(self.grown or [0]):+.2%}",
            "cancels that left it over 2 % larger": over,
            "window's memory over all": f"{window:+.2%}",
        }
        if self.amount < JUDGED_FROM:
            return
        for kind, seconds, limit in (
            ("feedback over 100 ms", self.feedback, FEEDBACK_SECONDS),
            ("idle after more than 1 s", self.idle, IDLE_SECONDS),
        ):
            for late in seconds:
                if late > limit:
                    outcome.fail(kind, f"{late * 1000:.0f} ms")
        for grown in self.grown:
            if grown > MEMORY_SHARE:
                outcome.fail("memory more than 2 % larger after a cancel", f"{grown:+.2%}")
        if window > MEMORY_SHARE:
            outcome.fail("the window's memory grew by more than 2 %", f"{window:+.2%}")
