"""Where the command line meets the model; torch is imported here and not before it is needed."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

from core.cli.messages import CommandError, Progress, sentence
from core.export.record import RunRecord
from core.roll import Roll
from core.sampler.request import SampleRequest, SampleStep, result_of
from core.threads import prepare_environment


def load_model(path: Path | None, device: str) -> Any:
    """Raises CommandError with a sentence if the checkpoint cannot be used."""
    prepare_environment()
    from core.checkpoint import load_for_sampling

    try:
        return load_for_sampling(path, device)
    except (ValueError, OSError, RuntimeError) as error:
        raise CommandError(sentence(error)) from error  # it names the file itself


def stream(model: Any, request: SampleRequest) -> Generator[SampleStep, None, Roll]:
    from core.sampler.sample import sample

    return sample(model, request)


def run(model: Any, request: SampleRequest, label: str, record: RunRecord | None = None) -> Roll:
    """Drive one run to its end with a progress bar; the steps go into ``record`` if there is one."""
    progress = Progress(label)
    steps = stream(model, request)

    def see(step: SampleStep) -> None:
        progress.update(step.index, step.total, f"level {step.level}")
        if record is not None:
            record.add(step)

    try:
        result = result_of(steps, see)
    finally:
        steps.close()
        progress.close()
    if record is not None:
        record.finish(result)
    return result
