"""Rounded trunks give almost the same numbers as the exact ones."""

from __future__ import annotations

import pytest
import torch

from core.model import half
from core.model.blocks import Trunk, rotary_table
from tests.core.models import tiny_model


@pytest.mark.parametrize("turned", [False, True])
def test_a_half_trunk_is_the_trunk_but_for_rounding(turned):
    torch.manual_seed(1)
    trunk = Trunk(32, 2, 4).requires_grad_(False)
    for block in trunk.blocks:
        torch.nn.init.normal_(block.out.weight, std=0.2)
        torch.nn.init.normal_(block.down.weight, std=0.2)
    x = torch.randn(2, 9, 32)
    table = rotary_table(torch.arange(9), torch.arange(9) % 3, 8) if turned else None
    exact, rounded = trunk(x, rotary=table), half.HalfTrunk(trunk)(x, rotary=table)
    assert not torch.equal(exact, rounded)
    assert (exact - rounded).abs().max() < 0.05
    assert (exact - norm_of(x)).abs().max() > 1  # the blocks did something


def norm_of(x: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.rms_norm(x, (x.shape[-1],))


@pytest.mark.parametrize("fast", [False, True])
def test_trunks_are_rounded_only_where_the_processor_gains_by_it(monkeypatch, fast):
    monkeypatch.setattr(half, "half_is_faster", lambda: fast)
    model = half.for_sampling(tiny_model())
    assert isinstance(model.roll_level.trunk, half.HalfTrunk) is fast
    assert isinstance(model.leaf_level.trunk, Trunk)  # its single cells gain nothing
