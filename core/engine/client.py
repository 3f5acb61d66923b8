"""The window's end of the engine process.  Imports no torch."""

from __future__ import annotations

import threading
from collections.abc import Generator
from pathlib import Path

from core.engine.line import Line
from core.engine.protocol import Cancel, Done, Failed, Progress, Start
from core.roll import Roll
from core.sampler.request import SampleRequest, SampleStep

PATIENCE_SECONDS = 5.0  # an engine that says nothing for so long after a cancel is replaced
MOST_PATIENCE = 4  # times as long for one that is alive but does not stop
CANCEL_SECONDS = 0.4  # so long a cancelled run waits for the engine's word; then it ends without it
SILENCE_SECONDS = 20.0  # a working engine says something every second
LOADING_SILENCE_SECONDS = 120.0  # the import of torch from a slow disk lets no other thread speak
POLL_SECONDS = 0.05
CLOSE_SECONDS = 0.5


class EngineError(RuntimeError):
    """The run failed; the text is a sentence for the user."""


class EngineCancelled(Exception):
    """The run was cancelled; nothing came of it."""


class EngineClient:
    """Owns one engine process.  ``run`` and ``cancel`` may be called from different threads."""

    def __init__(self, model_path: Path | None = None, device: str = "auto") -> None:
        self.model_path, self.device = model_path, device
        self.checkpoint = ""  # SHA-256 of the model file that wrote the last run
        self._line: Line | None = None
        self._lock = threading.Lock()  # guards the line
        self._cancelled = threading.Event()
        self._runs = 0
        self._running = False
        self._closed = False

    @property
    def pid(self) -> int | None:
        """Of the engine's process; None where there is none."""
        line = self._line
        return None if line is None or line.has_ended else line.pid

    @property
    def is_ready(self) -> bool:
        """Whether the process has loaded its model."""
        line = self._line
        return line is not None and line.is_ready and not line.has_ended

    def start(self) -> None:
        """Spawn the process and let it load the model in the background.  Returns at once."""
        self._living_line()

    def run(self, request: SampleRequest) -> Generator[SampleStep, None, Roll]:
        """Stream the steps of one run; returns the whole roll (as long as the request's).

        Raises EngineCancelled after ``cancel``, within ``CANCEL_SECONDS`` whatever the engine does, and EngineError
        with a sentence if the run fails, or if the process dies or hangs (it is replaced at the next run).
        """
        self._cancelled.clear()
        self._runs += 1
        number = self._runs
        self._running = True
        line = self._begin(number, request)
        try:
            while True:
                try:
                    return (yield from self._listen(line, number))
                except _ReplacedError:  # it hung in an earlier run and was killed for that: this one begins anew
                    line = self._begin(number, request)
        finally:
            self._running = False
            line.drop(number)  # cancelled, abandoned by the listener or broken: no run goes on that nobody hears

    def _begin(self, number: int, request: SampleRequest) -> Line:
        line = self._living_line()
        if line is None:
            self._running = False
            raise EngineError("The engine is closed.")
        line.ask(Start(number, request))
        return line

    def _listen(self, line: Line, number: int) -> Generator[SampleStep, None, Roll]:
        waiting = _Waiting(line)
        heard_of_it = False
        while True:
            if self._cancelled.is_set():
                self._wait_for_the_end(line, number)
                raise EngineCancelled
            answer = line.answer(POLL_SECONDS)
            if answer is not None:
                heard_of_it = True
                waiting.restart()
                if isinstance(answer, Progress):
                    yield answer.step
                elif isinstance(answer, Done):
                    if self._cancelled.is_set():  # too late to stop it, but the user does not want it any more
                        raise EngineCancelled
                    self.checkpoint = answer.checkpoint
                    return answer.roll
                elif isinstance(answer, Failed):
                    if answer.is_last:
                        self._discard(line)
                        self.start()
                    raise EngineError(answer.reason)
                else:
                    raise EngineCancelled
            elif line.has_ended:
                if line.was_replaced and not heard_of_it:
                    raise _ReplacedError
                reason = line.failure or _died(line.exit_code())
                self._discard(line)
                if self._cancelled.is_set():
                    raise EngineCancelled
                raise EngineError(reason)
            elif waiting.too_long():
                self._discard(line)
                raise EngineError(
                    "The engine that writes the music does not answer any more and was ended. "
                    "Nothing was changed; run again to restart it."
                )

    def _wait_for_the_end(self, line: Line, number: int) -> None:
        """Let the engine finish its step, but not for long: what it says afterwards is dropped by its number."""
        line.ask(Cancel(number))
        for _ in range(round(CANCEL_SECONDS / POLL_SECONDS)):
            if not line.owes(number) or line.has_ended:
                return
            line.answer(POLL_SECONDS)

    def cancel(self) -> None:
        """Ask the current run to stop; an engine that does not answer in time is replaced.  Thread-safe."""
        line, number = self._line, self._runs
        self._cancelled.set()
        if line is None or not self._running:
            return
        self._watch(line, number, line.heard, MOST_PATIENCE)

    def _watch(self, line: Line, number: int, heard: int, times: int) -> None:
        """Replace an engine that is silent after a cancel, and one that only says for long that it is alive."""

        def look() -> None:
            if self._closed or line.has_ended or not line.owes(number):
                return
            if line.heard == heard or (times <= 1 and line.is_ready):  # loading may take as long as it likes
                line.was_replaced = True
                self._discard(line)
                self.start()
            else:
                self._watch(line, number, line.heard, times - 1)

        watchdog = threading.Timer(PATIENCE_SECONDS, look)
        watchdog.daemon = True
        watchdog.start()

    def close(self) -> None:
        """End the process.  Safe to call twice."""
        with self._lock:
            self._closed = True
            line, self._line = self._line, None
        self._cancelled.set()
        if line is not None:
            line.stop(CLOSE_SECONDS)

    def _living_line(self) -> Line | None:
        """The process that there is, or a new one; None after ``close``."""
        with self._lock:
            if self._closed:
                return None
            line = self._line
            if line is None or line.has_ended:
                if line is not None:
                    line.kill()
                self._line = line = Line(self.model_path, self.device)
            return line

    def _discard(self, line: Line) -> None:
        with self._lock:
            if self._line is line:
                self._line = None
        line.kill()


class _ReplacedError(Exception):
    """The process was killed before it had said anything about this run."""


class _Waiting:
    """How long an engine has been silent, counted in looks and not by a clock: a laptop that sleeps hangs nobody."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self.restart()

    def restart(self) -> None:
        self._looks, self._heard = 0, self._line.heard

    def too_long(self) -> bool:
        """Call after each look that brought nothing."""
        if self._line.heard != self._heard:
            self.restart()
        self._looks += 1
        allowed = SILENCE_SECONDS if self._line.is_ready else LOADING_SILENCE_SECONDS
        return self._looks * POLL_SECONDS > allowed


def _died(code: int | None) -> str:
    how = f" (signal {-code})" if code is not None and code < 0 else ""
    return f"The engine that writes the music ended unexpectedly{how}. Nothing was changed; run again to restart it."
