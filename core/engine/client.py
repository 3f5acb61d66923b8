"""The window's end of the engine process.  Imports no torch."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from core.roll import Roll
from core.sampler.request import SampleRequest, SampleStep


class EngineError(RuntimeError):
    """The run failed; the text is a sentence for the user."""


class EngineCancelled(Exception):
    """The run was cancelled; nothing came of it."""


class EngineClient:
    """Owns one engine process.  ``run`` and ``cancel`` may be called from different threads."""

    def __init__(self, model_path: Path | None = None, device: str = "auto") -> None:
        raise NotImplementedError("being written")

    def start(self) -> None:
        """Spawn the process and let it load the model in the background.  Returns at once."""
        raise NotImplementedError("being written")

    def run(self, request: SampleRequest) -> Generator[SampleStep, None, Roll]:
        """Stream the steps of one run; returns the whole roll (as long as the request's).

        Raises EngineCancelled after ``cancel``, EngineError with a sentence if the run fails or the process dies
        (it is restarted at the next run).
        """
        raise NotImplementedError("being written")

    def cancel(self) -> None:
        """Ask the current run to stop; an engine that does not answer in time is replaced.  Thread-safe."""
        raise NotImplementedError("being written")

    def close(self) -> None:
        """End the process.  Safe to call twice."""
        raise NotImplementedError("being written")
