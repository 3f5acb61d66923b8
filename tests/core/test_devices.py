"""Model, sampler and training on a graphics card that is not there: no tensor meets one that lives elsewhere."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from core.conditions import Conditions
from core.config import SampleConfig
from core.data.windows import collate, make_example
from core.model.chance import Chance
from core.model.objective import View, losses
from core.sampler.batch import sample_batch
from core.sampler.request import SampleRequest, result_of
from core.sampler.sample import sample
from tests.core.elsewhere import GPU, Elsewhere, device_of, move
from tests.core.models import KINDS, tiny_model
from tests.core.music import random_roll

WAYS = [
    SampleConfig(),
    SampleConfig(only="pitches"),
    SampleConfig(only="rhythm"),
    SampleConfig(only="velocities"),
    SampleConfig(key=6, density=3, guidance_scale=2.0),
    SampleConfig(scale_only=True, groove=0.0),
]
HOLE = np.zeros((128, 128), np.bool_)
HOLE[50:80, 32:70] = True


def request(config: SampleConfig, seed: int = 0) -> SampleRequest:
    downbeat = np.zeros(128, np.bool_)
    downbeat[::16] = True
    return SampleRequest(random_roll(seed, 128), HOLE, config, downbeat)


def test_what_would_fail_on_a_graphics_card_fails_here() -> None:
    with Elsewhere():
        here, there = torch.ones(3), torch.ones(3).to(GPU)
        assert there.device == GPU and (there * 2 + torch.tensor(1.0)).device == GPU and there[here > 0].device == GPU
        for wrong in (
            lambda: here + there,
            lambda: there.numpy(),
            lambda: here[there > 0],
            lambda: there.index_add(0, torch.arange(3), there),
            lambda: torch.rand(3, device=GPU, generator=torch.Generator()),
        ):
            with pytest.raises((RuntimeError, TypeError)):
                wrong()
        back = there.cpu()
        back += 1
        assert there.cpu().tolist() == [1, 1, 1], "what was brought back is a copy"
    assert device_of(here) == torch.device("cpu")


@pytest.mark.parametrize("config", WAYS, ids=lambda config: f"{config.only} {config.guidance_scale} {config.groove}")
@pytest.mark.parametrize("kinds", KINDS)
def test_a_run_is_the_same_there(kinds: tuple[str, str, str], config: SampleConfig) -> None:
    wanted = result_of(sample(tiny_model(kinds), request(config)))
    with Elsewhere():
        found = result_of(sample(move(tiny_model(kinds)), request(config)))
    assert np.array_equal(found.velocity, wanted.velocity) and np.array_equal(found.onset, wanted.onset)


@pytest.mark.parametrize("kinds", KINDS)
def test_holes_side_by_side_are_the_same_there(kinds: tuple[str, str, str]) -> None:
    requests = [request(SampleConfig(guidance_scale=1.5, key=key), seed) for seed, key in enumerate((None, 3))]
    wanted = sample_batch(tiny_model(kinds), requests)
    with Elsewhere():
        found = sample_batch(move(tiny_model(kinds)), requests)
    assert all(np.array_equal(one.velocity, other.velocity) for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize("uniform", [False, True])
@pytest.mark.parametrize("kinds", KINDS)
def test_a_step_of_training_is_the_same_there(kinds: tuple[str, str, str], uniform: bool) -> None:
    hole = HOLE[:, :64]
    examples = []
    for seed in range(3):
        downbeat = np.arange(64) % 16 == 0
        examples.append(make_example(random_roll(seed, 64), downbeat, hole, Conditions(), 132, 8, seed != 1))

    def step(there: bool) -> tuple[float, list[float]]:
        model = tiny_model(kinds).requires_grad_(True)
        batch = collate(examples)
        if there:
            move(model)
            batch = batch.to(GPU)
        view = View(uniform, max_patches=4, max_leaves=8)
        total = losses(model, batch, view, Chance.of_windows(0, (0, 1, 2))).total()
        total.backward()
        return float(total.detach()), [float(x.grad.norm()) for x in model.parameters() if x.grad is not None]

    wanted = step(there=False)
    with Elsewhere():
        found = step(there=True)
    assert found == wanted and len(found[1]) > 20
