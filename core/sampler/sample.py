"""The sampler: one generator for the window, the command line, the GIF and the tests."""

from __future__ import annotations

from collections.abc import Generator

import torch

from core.model.fractal import FractalModel
from core.roll import Roll
from core.sampler.coarse import sample_roll
from core.sampler.dynamics import sample_dynamics
from core.sampler.prepare import prepare, put_back
from core.sampler.request import SampleRequest, SampleStep
from core.sampler.working import Working, Written


@torch.inference_mode()
def sample(model: FractalModel, request: SampleRequest) -> Generator[SampleStep, None, Roll]:
    """Write the hole of ``request`` anew, coarse to fine.  Yields every step; returns the whole roll.

    Every step is numbered 1 .. total, and total is known before the first.  Notes that begin outside the hole are never
    touched.  The same model and request give the same steps and the same roll, whoever listens.
    """
    rng = torch.Generator().manual_seed(request.config.seed)
    made = prepare(model.config, request)
    roll, shown = made.roll, 0
    for window in made.windows:
        run = Working(model, request.config, [window], [roll], [made.conditions], rng)
        stream = write(run) if made.rewriter is None else made.rewriter.write(run, window.first, window.stop)
        for written in stream:
            shown += 1
            yield run.step(written, shown, made.total)
        roll = put_back(window, run.roll(0, last=True), roll)
        if made.rewriter is not None:
            roll = made.rewriter.complete(roll)
    return roll


def write(run: Working) -> Generator[Written, None, None]:
    """Notes, coarse to fine, then their velocities."""
    yield from sample_roll(run)
    yield from sample_dynamics(run)
