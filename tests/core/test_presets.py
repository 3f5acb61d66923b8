"""The settings that come with the program."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from core.config_io import load_run_config
from core.model.fractal import FractalModel

CONFIGS = Path(__file__).resolve().parents[2] / "resources" / "configs"


@pytest.mark.parametrize(("name", "least", "most"), [("small", 8e6, 9e6), ("base", 2e7, 3e7), ("large", 8e7, 1e8)])
def test_every_preset_is_read_and_builds_a_model_of_its_size(name: str, least: float, most: float) -> None:
    config = load_run_config(CONFIGS / f"{name}.yaml")
    with torch.device("meta"):
        assert least < FractalModel(config.model).num_parameters < most
    assert not any(word in folder for folder in config.data.train for word in ("nottingham", "jsb"))


@pytest.mark.parametrize("name", ["finetune", "finetune_lora"])
def test_fine_tuning_starts_at_the_default_model(name: str) -> None:
    config = load_run_config(CONFIGS / f"{name}.yaml")
    assert config.train.init == "default" and not config.data.train  # the music is the user's


def test_no_preset_goes_untested() -> None:
    assert {p.stem for p in CONFIGS.glob("*.yaml")} == {"small", "base", "large", "finetune", "finetune_lora"}
