"""The engine process: owns torch, the model and the device."""

from __future__ import annotations

import errno
import os
import queue
import signal
import threading
from collections.abc import Generator
from multiprocessing.connection import Connection
from pathlib import Path

from core.engine.memory import give_back, prepare, settle
from core.engine.models import Models
from core.engine.protocol import Answer, Beat, Cancel, Cancelled, Done, Failed, Progress, Ready, Start, Stop, Wish
from core.roll import Roll
from core.sampler.request import SampleStep
from core.threads import prepare_environment, torch_threads

BEAT_SECONDS = 1.0
_NO_MEMORY = (
    "out of memory", "can't allocate memory", "cannot allocate memory", "not enough memory", "bad_alloc",
    "could not create a primitive",  # oneDNN's word for it
)  # fmt: skip


class Desk:
    """This end of the pipe: wishes are read while the engine works, so that a cancel is known at the next step.

    When the window is gone the process ends at once, whatever it is doing: it owns no file.
    """

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._one_answer = threading.Lock()
        self._wishes: queue.SimpleQueue[Start | Stop] = queue.SimpleQueue()
        self._cancelled = 0  # number of the latest run that is not wanted any more
        self._stopping = False
        self._at_work = threading.Event()
        for work in (self._read, self._beat):
            threading.Thread(target=work, daemon=True).start()

    def next_wish(self) -> Start | Stop:
        self._at_work.clear()
        wish = self._wishes.get()
        self._at_work.set()
        return wish

    def is_unwanted(self, run: int) -> bool:
        return self._stopping or run <= self._cancelled

    def answer(self, answer: Answer) -> None:
        with self._one_answer:
            try:
                self._pipe.send(answer)
            except (OSError, ValueError):
                os._exit(0)

    def begin(self) -> None:
        self._at_work.set()

    def _read(self) -> None:
        try:
            while True:
                self._take(self._pipe.recv())
        except (EOFError, OSError):
            os._exit(0)
        except BaseException:  # noqa: BLE001 no memory for a request: an engine that hears nothing may not live on
            os._exit(1)

    def _take(self, wish: Wish) -> None:
        if isinstance(wish, Cancel):
            self._cancelled = max(self._cancelled, wish.run)
            return
        self._stopping = self._stopping or isinstance(wish, Stop)
        self._wishes.put(wish)

    def _beat(self) -> None:
        pause = threading.Event()
        while True:
            self._at_work.wait()
            pause.wait(BEAT_SECONDS)
            self.answer(Beat())


def serve(pipe: Connection, model_path: Path | None, device: str) -> None:
    """Load the model, then answer wishes until Stop or until the window is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the window, which then stops us
    prepare_environment()
    prepare()
    desk = Desk(pipe)
    desk.begin()
    try:
        models = _load(model_path, device)
    except Exception as error:  # noqa: BLE001 the process's outermost frame: every failure becomes a sentence
        desk.answer(Failed(0, _sentence(error), is_last=True))
        return
    settle()
    desk.answer(Ready(str(next(models.model.parameters()).device)))
    while True:
        wish = desk.next_wish()
        if isinstance(wish, Stop):
            return
        answer = _run(desk, models, wish)
        desk.answer(answer)
        if isinstance(answer, Failed) and answer.is_last:
            return
        give_back()


def _load(model_path: Path | None, device: str) -> Models:
    import torch

    torch.set_num_threads(torch_threads())
    return Models.load(model_path, device)


def _run(desk: Desk, models: Models, start: Start) -> Answer:
    """Drive one run; returns its last answer."""
    from core.sampler.sample import sample

    stream: Generator[SampleStep, None, Roll] | None = None
    try:
        if desk.is_unwanted(start.run):
            return Cancelled(start.run)
        stream = sample(models.of(start.request.checkpoint), start.request)
        while True:
            if desk.is_unwanted(start.run):
                return Cancelled(start.run)
            try:
                step = next(stream)
            except StopIteration as end:
                return Done(start.run, end.value, models.sha256)
            desk.answer(Progress(start.run, step))
    except Exception as error:  # noqa: BLE001 whatever the model does, the window gets a sentence
        failure = Failed(start.run, _sentence(error), is_last=_leaves_damage(error))
    finally:
        if stream is not None:
            stream.close()
    # Outside the except block, so that no traceback holds the tensors of the failed run when memory is given back.
    return failure


def _is_short_of_memory(error: Exception) -> bool:
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return True
    return any(words in str(error).lower() for words in _NO_MEMORY)


def _leaves_damage(error: Exception) -> bool:
    """After a failed allocation oneDNN fails for good, and so does everything after an error of a graphics card."""
    return _is_short_of_memory(error) or "cuda error" in str(error).lower()


def _sentence(error: Exception) -> str:
    text = str(error) or type(error).__name__
    if _is_short_of_memory(error):
        return "There is not enough memory for this run. Close other programs, or paint a smaller hole."
    if isinstance(error, (ValueError, OSError)) or type(error).__module__.startswith("core."):
        return text
    return f"The model stopped with an error ({type(error).__name__}: {text.splitlines()[0]}). Nothing was changed."
