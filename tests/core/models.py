"""Tiny models with random weights: the tests need neither the default model nor luck."""

from __future__ import annotations

import torch

from core.config import DynamicsSpec, LevelSpec, ModelConfig, Shown
from core.model.fractal import FractalModel

KINDS = (("mar", "mar", "mar"), ("ar", "ar", "ar"), ("ar", "mar", "mar"), ("mar", "mar", "ar"))


_ALL = Shown()


def tiny_config(
    kinds: tuple[str, str, str] = ("mar", "mar", "ar"), num_steps: int = 64, shown: Shown = _ALL
) -> ModelConfig:
    return ModelConfig(
        (
            LevelSpec(kinds[0], (12, 16), 16, 1, 2),
            LevelSpec(kinds[1], (4, 4), 16, 1, 2),
            LevelSpec(kinds[2], (1, 1), 16, 1, 2),
        ),
        num_steps,
        DynamicsSpec(16, 1, 2),
        shown,
    )


def tiny_model(
    kinds: tuple[str, str, str] = ("mar", "mar", "ar"), num_steps: int = 64, seed: int = 0, shown: Shown = _ALL
) -> FractalModel:
    """Blocks start as the identity; here they get random weights, so that everything depends on everything it may."""
    torch.manual_seed(seed)
    model = FractalModel(tiny_config(kinds, num_steps, shown))
    for name, parameter in model.named_parameters():
        if name.endswith((".out.weight", ".down.weight")):
            torch.nn.init.normal_(parameter, std=0.5)
        if name.endswith("echo.weight") or ".asked." in name:
            torch.nn.init.normal_(parameter, std=0.1)
    with torch.no_grad():  # mostly silent, as music is, so that runs are short
        model.roll_level.head.bias[0] += 2
        model.patch_level.head.bias[0] += 2
    return model.eval().requires_grad_(False)
