"""One engine process and the two threads that talk with it, so that nobody waits for a pipe that is full or dead."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import queue
import threading
from pathlib import Path

from core.engine.launch import launch
from core.engine.protocol import Answer, Beat, Cancel, Cancelled, Done, Failed, OfRun, Ready, Start, Stop, Wish

MOST_WAITING = 8  # answers nobody has taken yet; then the engine waits, so that a flood of steps fills no memory
_LOOK_SECONDS = 0.1
_END_SECONDS = 5.0
log = logging.getLogger(__name__)


class Line:
    """All methods but ``kill`` return at once; any thread may call them."""

    def __init__(self, model_path: Path | None, device: str) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, far_end = context.Pipe()
        self.process = context.Process(
            target=launch, args=(far_end, model_path, device), name="FractalMIDI engine", daemon=True
        )
        self.process.start()
        far_end.close()  # so that its death is seen as the end of the pipe
        self.pid = self.process.pid
        self.is_ready = False  # the model is loaded
        self.failure = ""  # a sentence: why there is no model
        self.heard = 0  # messages so far
        self.was_replaced = False  # killed by us, for not answering: no fault of the next run
        self._run = 0  # number of the run that is listened to; answers to others are dropped
        self._owed: set[int] = set()  # runs that were begun and have not ended
        self._answers: queue.Queue[OfRun] = queue.Queue(MOST_WAITING)
        self._wishes: queue.SimpleQueue[Wish | None] = queue.SimpleQueue()
        self._ended = threading.Event()
        self._one_kill = threading.Lock()
        self._exit_code: int | None = None
        self._threads = [
            threading.Thread(target=work, name=f"engine {name}", daemon=True)
            for name, work in (("wishes", self._send), ("answers", self._read))
        ]
        for thread in self._threads:
            thread.start()

    @property
    def has_ended(self) -> bool:
        """True once the process is gone; what it said last may still be waiting."""
        return self._ended.is_set()

    def owes(self, run: int) -> bool:
        """Whether a run that was begun has not ended yet."""
        return run in self._owed

    def ask(self, wish: Wish) -> None:
        if isinstance(wish, Start):
            self._run = wish.run
            self._owed.add(wish.run)
            while not self._answers.empty():  # of an older run
                with contextlib.suppress(queue.Empty):
                    self._answers.get_nowait()
        self._wishes.put(wish)

    def answer(self, timeout: float) -> OfRun | None:
        """The next answer to the run begun last, or None after a wait of at most ``timeout`` seconds."""
        try:
            answer = self._answers.get(timeout=timeout)
        except queue.Empty:
            return None
        # One of an older run that waited for room while this one was begun comes in behind what ``ask`` threw away.
        return answer if answer.run == self._run else None

    def drop(self, run: int) -> None:
        """Nobody listens to this run any more: let the engine stop it, and forget what it still says."""
        if self._run == run:
            self._run = 0
        if run in self._owed:
            self._wishes.put(Cancel(run))

    def exit_code(self) -> int | None:
        """Of the dead process; its pipe ends a moment before its code is known."""
        with self._one_kill, contextlib.suppress(ValueError):  # ValueError: closed, and the code noted
            self.process.join(timeout=1)
            self._exit_code = self.process.exitcode
        return self._exit_code

    def stop(self, patience: float) -> None:
        """Ask the process to end, and see that it does."""
        self._wishes.put(Stop())
        with contextlib.suppress(ValueError, AssertionError):
            self.process.join(timeout=patience)
        self.kill()

    def kill(self) -> None:
        """End the process and both threads.  Safe to call twice."""
        with self._one_kill:
            with contextlib.suppress(ValueError):
                self.process.kill()
                self.process.join(timeout=_END_SECONDS)
                self._exit_code = self.process.exitcode
                self.process.close()
            self._ended.set()
        self._wishes.put(None)
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(timeout=_END_SECONDS)

    # The two threads

    def _send(self) -> None:
        while not self._ended.is_set():
            wish = self._wishes.get()
            if wish is None:
                return
            try:
                self._pipe.send(wish)
            except (OSError, ValueError):
                return  # it is dead: the reader sees that, too

    def _read(self) -> None:
        try:
            while True:
                self._hear(self._pipe.recv())
        except (EOFError, OSError):
            pass
        except Exception:
            log.warning("the engine's answer cannot be read", exc_info=True)
        finally:
            self._ended.set()
            self._wishes.put(None)
            self._threads[0].join(timeout=_END_SECONDS)
            self._pipe.close()

    def _hear(self, answer: Answer) -> None:
        self.heard += 1
        if isinstance(answer, Ready):
            self.is_ready = True
        if isinstance(answer, (Ready, Beat)):
            return
        if isinstance(answer, Failed) and answer.run == 0:  # it ends now
            self.failure = answer.reason
            return
        if isinstance(answer, (Done, Cancelled, Failed)):
            self._owed.discard(answer.run)
        while answer.run == self._run and not self._ended.is_set():
            with contextlib.suppress(queue.Full):
                self._answers.put(answer, timeout=_LOOK_SECONDS)
                return
