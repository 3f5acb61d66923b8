"""The engine process: owns torch, the model and the device."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Generator
from multiprocessing.connection import Connection
from pathlib import Path

from core.engine.models import Models
from core.engine.protocol import Cancel, Cancelled, Done, Failed, Progress, Ready, Start, Stop, Wish
from core.roll import Roll
from core.sampler.request import SampleStep
from core.threads import prepare_environment, torch_threads


def serve(pipe: Connection, model_path: Path | None, device: str) -> None:
    """Load the model, then answer wishes until Stop or until the window is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the window, which then stops us
    prepare_environment()
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):  # the window is gone
        try:
            models = _load(model_path, device)
        except Exception as error:  # noqa: BLE001 the process's outermost frame: every failure becomes a sentence
            pipe.send(Failed(0, _sentence(error)))
            return
        pipe.send(Ready(str(next(models.model.parameters()).device)))
        wish: Wish | None = None
        while not isinstance(wish, Stop):
            wish = pipe.recv()
            if isinstance(wish, Start) and _run(pipe, models, wish):
                return


def _load(model_path: Path | None, device: str) -> Models:
    import torch

    torch.set_num_threads(torch_threads())
    return Models.load(model_path, device)


def _run(pipe: Connection, models: Models, start: Start) -> bool:
    """Drive one run.  Returns True if the window asked the process to end meanwhile."""
    from core.sampler.sample import sample

    failure = None
    stream: Generator[SampleStep, None, Roll] | None = None
    try:
        stream = sample(models.of(start.request.checkpoint), start.request)
        while True:
            while pipe.poll():
                wish = pipe.recv()
                if isinstance(wish, Stop):
                    return True
                if isinstance(wish, Cancel) and wish.run == start.run:
                    pipe.send(Cancelled(start.run))
                    return False
            try:
                step = next(stream)
            except StopIteration as end:
                pipe.send(Done(start.run, end.value, models.sha256))
                return False
            pipe.send(Progress(start.run, step))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return True
    except Exception as error:  # noqa: BLE001 whatever the model does, the window gets a sentence
        failure = _sentence(error)
    finally:
        if stream is not None:
            stream.close()
    _free_memory()  # after the except block, so that the traceback no longer holds the tensors
    pipe.send(Failed(start.run, failure))
    return False


def _sentence(error: Exception) -> str:
    text = str(error) or type(error).__name__
    if isinstance(error, MemoryError) or "out of memory" in text.lower():
        return "There is not enough memory for this run. Close other programs, or paint a smaller hole."
    if isinstance(error, (ValueError, OSError)) or type(error).__module__.startswith("core."):
        return text
    return f"The model stopped with an error ({type(error).__name__}: {text.splitlines()[0]}). Nothing was changed."


def _free_memory() -> None:
    import torch

    if torch.cuda.is_available():
        torch.cuda.empty_cache()
