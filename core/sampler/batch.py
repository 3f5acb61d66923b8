"""Many holes side by side, for those who want results and no stream: on a GPU they take hardly longer than one."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace

import torch

from core.config import SampleConfig
from core.model.fractal import FractalModel
from core.roll import Roll
from core.sampler.prepare import prepare, put_back
from core.sampler.request import SampleRequest
from core.sampler.sample import write
from core.sampler.working import Working


@torch.inference_mode()
def sample_batch(model: FractalModel, requests: Sequence[SampleRequest], seed: int = 0) -> list[Roll]:
    """The rolls of ``requests`` with their holes written anew; each sees its own music alone.

    The same requests in the same order with the same ``seed`` give the same rolls; a request by itself, or among
    others, gives other ones, since they share the random numbers (and products of another size round differently).
    Raises ValueError where their settings differ in how to draw, or where they keep a part of the old notes.
    """
    configs = [request.config for request in requests]
    if len({_way_to_draw(config) for config in configs}) > 1:
        raise ValueError("requests of one batch may differ in what they ask for, not in how it is drawn")
    if any(config.only != "all" for config in configs):
        raise ValueError("runs that keep a part of the old notes are written one by one")
    rng = torch.Generator().manual_seed(seed)
    made = [prepare(model.config, request) for request in requests]
    rolls, most = [one.roll for one in made], max((len(one.windows) for one in made), default=0)
    for place in range(most):  # a long piece has several windows, each of which sees what the last one wrote
        here = [i for i, one in enumerate(made) if place < len(one.windows)]
        windows = [made[i].windows[place] for i in here]
        conditions = [made[i].conditions for i in here]
        run = Working(model, configs[0], windows, [rolls[i] for i in here], conditions, rng)
        deque(write(run), maxlen=0)
        for lane, i in enumerate(here):
            rolls[i] = put_back(windows[lane], run.roll(lane, last=True), rolls[i])
    return rolls


def _way_to_draw(config: SampleConfig) -> SampleConfig:
    """The settings that hold for all windows of a batch; the others go into each one's own window."""
    usual = SampleConfig()
    own = ("seed", "style", "density", "key", "ring_steps", "low_pitch", "high_pitch", "scale", "scale_only")
    return replace(config, **{name: getattr(usual, name) for name in own})
