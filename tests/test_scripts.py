"""What the scripts promise, where a mistake would cost a training."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import yaml

from core.checkpoint import load_model, read_info, save_model
from core.config import ModelConfig, Shown
from core.model_file import file_hash
from core.sampler.request import SampleRequest, result_of
from core.sampler.sample import sample
from scripts.add_weights import main as add_weights
from tests.core.models import tiny_config, tiny_model
from tests.core.music import random_roll
from tests.core.test_sampler import FAST

MORE = Shown(asked=True)


def settings_of(path: Path, model: ModelConfig) -> Path:
    plain = dataclasses.asdict(model)
    for level in plain["levels"]:
        level["patch"] = list(level["patch"])
    plain["levels"] = list(plain["levels"])
    path.write_text(yaml.safe_dump({"model": plain}))
    return path


def test_a_model_with_weights_added_writes_the_same_music_and_says_where_it_is_from(tmp_path: Path) -> None:
    old, new = tmp_path / "old.safetensors", tmp_path / "new.safetensors"
    save_model(tiny_model(), old, {"style": "mine"}, half=False)
    add_weights(old, settings_of(tmp_path / "more.yaml", tiny_config(shown=MORE)), new)
    assert load_model(new, "cpu").state_dict().keys() > load_model(old, "cpu").state_dict().keys()
    hole = np.zeros((128, 64), np.bool_)
    hole[40:80, 16:48] = True
    request = SampleRequest(random_roll(1), hole, FAST)
    before, after = (result_of(sample(load_model(path, "cpu"), request)) for path in (old, new))
    assert after.equals(before)
    provenance = read_info(new)["provenance"]
    assert provenance["style"] == "mine" and provenance["weights_added_to_sha256"] == file_hash(old)


def test_what_must_be_trained_is_not_added_and_nothing_is_left_out(tmp_path: Path) -> None:
    old, new = tmp_path / "old.safetensors", tmp_path / "new.safetensors"
    save_model(tiny_model(shown=MORE), old, {}, half=False)
    deeper = tiny_config(shown=MORE)
    levels = (dataclasses.replace(deeper.levels[0], depth=2), *deeper.levels[1:])
    with pytest.raises(SystemExit, match="must be trained"):
        add_weights(old, settings_of(tmp_path / "deep.yaml", dataclasses.replace(deeper, levels=levels)), new)
    with pytest.raises(SystemExit, match="the settings have no"):
        add_weights(old, settings_of(tmp_path / "less.yaml", tiny_config()), new)
    assert not new.exists()
