"""The window's end of the engine process.  Imports no torch."""

from __future__ import annotations

import contextlib
import multiprocessing
import threading
from collections.abc import Generator
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from core.engine.launch import launch
from core.engine.protocol import Cancel, Cancelled, Done, Failed, Progress, Start, Stop
from core.roll import Roll
from core.sampler.request import SampleRequest, SampleStep

PATIENCE_SECONDS = 5.0  # an engine that has not answered a cancel by then is replaced
POLL_SECONDS = 0.05


class EngineError(RuntimeError):
    """The run failed; the text is a sentence for the user."""


class EngineCancelled(Exception):
    """The run was cancelled; nothing came of it."""


class EngineClient:
    """Owns one engine process.  ``run`` and ``cancel`` may be called from different threads."""

    def __init__(self, model_path: Path | None = None, device: str = "auto") -> None:
        self.model_path, self.device = model_path, device
        self.checkpoint = ""  # SHA-256 of the model file that wrote the last run
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._lock = threading.Lock()  # guards process and pipe
        self._cancelled = threading.Event()
        self._runs = 0
        self._running = False
        self._closed = False

    @property
    def pid(self) -> int | None:
        """Of the engine's process; None where there is none."""
        process = self._process
        return None if process is None else process.pid

    def start(self) -> None:
        """Spawn the process and let it load the model in the background.  Returns at once."""
        with self._lock:
            if self._closed or (self._process is not None and self._process.is_alive()):
                return
            context = multiprocessing.get_context("spawn")
            self._pipe, far_end = context.Pipe()
            self._process = context.Process(
                target=launch, args=(far_end, self.model_path, self.device), name="FractalMIDI engine", daemon=True
            )
            self._process.start()
            far_end.close()  # so that its death is seen as the end of the pipe

    def run(self, request: SampleRequest) -> Generator[SampleStep, None, Roll]:
        """Stream the steps of one run; returns the whole roll (as long as the request's).

        Raises EngineCancelled after ``cancel``, EngineError with a sentence if the run fails or the process dies
        (it is restarted at the next run).
        """
        self._cancelled.clear()
        self.start()
        pipe = self._pipe
        if pipe is None:
            raise EngineError("The engine is closed.")
        self._runs += 1
        number, finished, self._running = self._runs, False, True
        try:
            self._send(pipe, Start(number, request))
            asked = False
            while True:
                if self._cancelled.is_set() and not asked:
                    asked = True
                    self._send(pipe, Cancel(number))
                answer = self._receive(pipe)
                if isinstance(answer, Failed) and answer.run in (0, number):
                    finished = True
                    if answer.run == 0:
                        self._kill()
                    raise EngineError(answer.reason)
                elif isinstance(answer, Cancelled) and answer.run == number:
                    finished = True
                    raise EngineCancelled
                elif isinstance(answer, Done) and answer.run == number:
                    finished = True
                    if asked:  # too late to stop it, but the user does not want it any more
                        raise EngineCancelled
                    self.checkpoint = answer.checkpoint
                    return answer.roll
                elif isinstance(answer, Progress) and answer.run == number and not asked:
                    yield answer.step
        finally:
            self._running = False
            if not finished:  # abandoned by the listener or broken: leave no run behind that nobody hears
                with contextlib.suppress(EngineError, EngineCancelled):
                    self._send(pipe, Cancel(number))

    def _send(self, pipe: Connection, wish: Start | Cancel | Stop) -> None:
        try:
            pipe.send(wish)
        except (OSError, ValueError) as error:
            reason = self._died()
            self._kill()
            if self._cancelled.is_set():  # replaced because it was not listening
                raise EngineCancelled from error
            raise EngineError(reason) from error

    def _receive(self, pipe: Connection) -> object:
        """The next answer, or None after a short wait."""
        try:
            if pipe.poll(POLL_SECONDS):
                return pipe.recv()
        except (EOFError, OSError) as error:
            reason = self._died()
            self._kill()
            if self._cancelled.is_set():
                raise EngineCancelled from error
            raise EngineError(reason) from error
        return None

    def _died(self) -> str:
        process = self._process
        if process is not None:
            process.join(timeout=1)  # its pipe ends a moment before its exit code is known
        code = None if process is None else process.exitcode
        how = f" (signal {-code})" if code is not None and code < 0 else ""
        return (
            f"The engine that writes the music ended unexpectedly{how}. Nothing was changed; run again to restart it."
        )

    def cancel(self) -> None:
        """Ask the current run to stop; an engine that does not answer in time is replaced.  Thread-safe."""
        process = self._process
        self._cancelled.set()
        if process is None or not self._running:
            return
        number = self._runs

        def replace() -> None:
            # From another thread, because the listener may be blocked in the middle of a message that never ends.
            if self._running and self._runs == number:
                process.kill()

        watchdog = threading.Timer(PATIENCE_SECONDS, replace)
        watchdog.daemon = True
        watchdog.start()

    def _kill(self) -> None:
        with self._lock:
            if self._process is not None:
                self._process.kill()
                self._process.join(timeout=5)
            if self._pipe is not None:
                self._pipe.close()
            self._process = self._pipe = None

    def close(self) -> None:
        """End the process.  Safe to call twice."""
        self._closed = True
        self._cancelled.set()
        pipe, process = self._pipe, self._process
        if pipe is not None and process is not None:
            with contextlib.suppress(OSError, ValueError):
                pipe.send(Stop())
            process.join(timeout=0.5)
        self._kill()
