"""Training on a handful of made-up files: it learns, saves, resumes, and samples afterwards."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
import torch

from core.checkpoint import load_model, read_info
from core.config import DEFAULT_MODEL_STYLES, RunConfig, SampleConfig, TrainConfig
from core.config_io import ConfigError, load_run_config
from core.data.corpus import load_corpus
from core.data.windows import WindowSettings, WindowStream
from core.model.objective import View, losses
from core.sampler.request import SampleRequest
from core.sampler.sample import sample
from core.train.faults import UnknownFault
from core.train.module import rate_at
from core.train.optimizer import build_optimizer, orthogonalise
from core.train.run import train
from core.train.state_io import SafeStateIO
from core.train_run import RunFolder
from core.train_run.writer import StatusWriter
from tests.core.models import KINDS, tiny_model
from tests.core.music import random_roll
from tests.core.tiny_runs import settings_file, write_music


@pytest.fixture(scope="module")
def music(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("music")
    write_music(folder, 6)
    (folder / "broken.mid").write_bytes(b"MThd, but not really")
    return folder


@pytest.mark.parametrize("kinds", KINDS)
def test_every_combination_trains_saves_loads_and_samples(tmp_path, music, kinds, capsys):
    best = train(settings_file(tmp_path, kinds), [music], tmp_path / "run", overrides=["data.valid_share=0.3"])
    assert "broken.mid" in capsys.readouterr().err  # named, with its reason; the rest goes on
    model = load_model(best, "cpu")
    assert model.config.kinds == kinds
    assert read_info(best)["provenance"]["valid_bits_per_note"]["total"] > 0
    hole = np.zeros((128, 64), np.bool_)
    hole[48:60, :16] = True
    request = SampleRequest(random_roll(1), hole, SampleConfig(iterations=(2, 2, 2)))
    assert list(sample(model, request))[-1].index
    rows = list(csv.DictReader((tmp_path / "run" / "metrics.csv").open()))
    assert [int(row["step"]) for row in rows if row["valid/bits_total"]] == [2, 4]


@pytest.mark.parametrize("kinds", KINDS)
def test_the_loss_falls_when_the_same_music_is_seen_again(music, kinds):
    model = tiny_model(kinds).requires_grad_(True)
    stream = WindowStream(load_corpus([music]), WindowSettings(64, 132), 4, seed=0)
    batch = stream.batch(0)
    optimizer = build_optimizer(model, TrainConfig(matrix_lr=0.02, lr=0.01))
    history = []
    for _ in range(25):
        rng = torch.Generator().manual_seed(0)
        loss = losses(model, batch, View(), rng).total()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        history.append(float(loss.detach()))
    assert history[-1] < 0.75 * history[0]
    assert all(p.grad is not None for p in model.parameters())


def test_resuming_goes_on_exactly_where_the_run_stopped(tmp_path, music):
    path = settings_file(tmp_path, max_steps=4, schedule="constant")
    train(path, [music], tmp_path / "whole")
    train(path, [music], tmp_path / "parts", overrides=["train.max_steps=2"])
    train(path, [music], tmp_path / "parts", resume=True)
    whole = SafeStateIO().load_checkpoint(tmp_path / "whole" / "state.safetensors")
    parts = SafeStateIO().load_checkpoint(tmp_path / "parts" / "state.safetensors")
    assert whole["global_step"] == parts["global_step"] == 4
    for name, tensor in whole["state_dict"].items():
        assert torch.equal(tensor, parts["state_dict"][name]), name


def test_a_run_may_start_from_a_model(tmp_path, music):
    path = settings_file(tmp_path, max_steps=1)
    base = train(path, [music], tmp_path / "base")
    still = [f"train.init={base}", "train.lr=0", "train.matrix_lr=0"]
    again = train(path, [music], tmp_path / "again", overrides=still)
    before, after = load_model(base, "cpu").state_dict(), load_model(again, "cpu").state_dict()
    assert all(torch.equal(before[name], after[name]) for name in before)
    assert len(read_info(again)["provenance"]["init_sha256"]) == 64
    assert str(tmp_path) not in str(read_info(again))  # no path of this computer goes out with the model
    other = settings_file(tmp_path, ("ar", "mar", "mar"))
    with pytest.raises(ValueError, match="holds levels mar mar ar, but ar mar mar were asked for"):
        train(other, [music], tmp_path / "other", overrides=[f"train.init={base}"])


def test_a_model_is_measured_before_it_is_trained_on(tmp_path, music):
    path = settings_file(tmp_path, max_steps=2, data={"valid_share": 0.3})
    best = train(path, [music], tmp_path / "base")
    base, tuned = RunFolder(tmp_path / "base"), RunFolder(tmp_path / "tuned")
    train(path, [music], tuned.path, overrides=[f"train.init={best}", "train.max_steps=3"])
    assert valid_steps(base).keys() == {2} and valid_steps(tuned).keys() == {0, 2, 3}
    assert valid_steps(tuned)[0] == pytest.approx(valid_steps(base)[2], rel=1e-3)  # files are in half precision
    assert [kept.step for kept in tuned.checkpoints()] == [2, 3]  # what it was is there already
    train(path, [music], tuned.path, resume=True, overrides=[f"train.init={best}", "train.max_steps=4"])
    assert valid_steps(tuned).keys() == {0, 2, 3, 4}


@pytest.mark.parametrize("steps", [4, 3])  # a validation at the last step, and none
def test_a_run_killed_after_its_end_measures_nothing_twice(tmp_path, music, monkeypatch, steps):
    """Its last state is written, and it has not said so: as before a kill at that moment."""
    path = settings_file(tmp_path, max_steps=steps, data={"valid_share": 0.3})
    usual = StatusWriter.update

    def dies(self, **facts):
        if facts.get("state") == "finished":
            raise MemoryError
        usual(self, **facts)

    monkeypatch.setattr(StatusWriter, "update", dies)
    with pytest.raises((MemoryError, UnknownFault)):
        train(path, [music], tmp_path / "run")
    before = (tmp_path / "run" / "metrics.csv").read_text().splitlines()
    monkeypatch.setattr(StatusWriter, "update", usual)
    train(path, [music], tmp_path / "run", resume=True)
    after = (tmp_path / "run" / "metrics.csv").read_text().splitlines()
    assert [row.split(",")[0] for row in after] == [row.split(",")[0] for row in before]


def test_a_run_that_died_before_its_first_state_begins_anew(tmp_path, music):
    path = settings_file(tmp_path, max_steps=1, data={"valid_share": 0.3})
    base = train(path, [music], tmp_path / "base")
    run = tmp_path / "run"
    train(path, [music], run, overrides=[f"train.init={base}"])
    for state in run.glob("state*"):
        state.unlink()
    before = [row.split(",")[0] for row in (run / "metrics.csv").read_text().splitlines()]
    train(path, [music], run, overrides=[f"train.init={base}"])
    assert [row.split(",")[0] for row in (run / "metrics.csv").read_text().splitlines()] == before


def valid_steps(run: RunFolder) -> dict[float, float]:
    return {row["step"]: row["valid/bits_total"] for row in run.metrics().rows if "valid/bits_total" in row}


def test_a_run_is_not_overwritten_and_a_missing_one_not_resumed(tmp_path, music):
    path = settings_file(tmp_path, max_steps=1)
    train(path, [music], tmp_path / "run")
    with pytest.raises(ValueError, match="holds a run already: add --resume"):
        train(path, [music], tmp_path / "run")
    with pytest.raises(FileNotFoundError, match=r"holds no state\.safetensors to resume from"):
        train(path, [music], tmp_path / "other", resume=True)


def test_a_training_state_that_is_a_pickle_is_refused(tmp_path):
    path = tmp_path / "state.safetensors"
    torch.save({"global_step": 3}, path)
    with pytest.raises(ValueError, match="damaged and cannot be resumed from"):
        SafeStateIO().load_checkpoint(path)


def test_state_io_keeps_structure_and_refuses_objects(tmp_path):
    state = {"a": [1, (2.5, None)], 3: {"t": torch.arange(4)}, "flag": True}
    SafeStateIO().save_checkpoint(state, tmp_path / "s.safetensors")
    back = SafeStateIO().load_checkpoint(tmp_path / "s.safetensors")
    assert back["a"] == [1, (2.5, None)] and back["flag"] is True
    assert torch.equal(back[3]["t"], torch.arange(4))
    with pytest.raises(TypeError, match="cannot hold object"):
        SafeStateIO().save_checkpoint({"x": object()}, tmp_path / "t.safetensors")


def test_settings_are_checked_and_overridden(tmp_path):
    path = settings_file(tmp_path)
    assert load_run_config(path, ["train.lr=0.5", "data.transpose=[0, 0]"]).train.lr == 0.5
    with pytest.raises(ConfigError, match=r"there is no setting called train\.learning_rate"):
        load_run_config(path, ["train.learning_rate=1"])
    with pytest.raises(ConfigError, match=r"train\.batch_size"):
        load_run_config(path, ["train.batch_size=many"])
    with pytest.raises(ConfigError, match="--set needs name=value"):
        load_run_config(path, ["train.lr"])
    with pytest.raises(ConfigError, match="cannot be read"):
        load_run_config(tmp_path / "none.yaml")
    (tmp_path / "list.yaml").write_text("- 1")
    with pytest.raises(ConfigError, match="must hold names and values"):
        load_run_config(tmp_path / "list.yaml")


def test_the_shipped_settings_are_valid():
    folder = Path(__file__).parents[2] / "resources" / "configs"
    configs = {path.stem: load_run_config(path) for path in folder.glob("*.yaml")}
    assert isinstance(configs["small"], RunConfig)
    assert {Path(folder).parent.name for folder in configs["small"].data.train} == set(DEFAULT_MODEL_STYLES)
    for config in configs.values():  # neither may go into a shipped model
        assert not any(name in folder for folder in config.data.train for name in ("nottingham", "jsb"))


def test_the_learning_rate_warms_up_and_falls():
    config = TrainConfig(warmup_steps=10, final_lr=0.1)
    assert rate_at(0.0, 0, config) == pytest.approx(0.1)
    assert rate_at(0.0, 10, config) == pytest.approx(1.0)
    assert rate_at(1.0, 500, config) == pytest.approx(0.1)
    assert rate_at(2.0, 500, config) == pytest.approx(0.1)


@pytest.mark.parametrize("shape", [(8, 8), (8, 32), (32, 8)])
def test_orthogonalise_brings_singular_values_near_one(shape):
    matrix = torch.randn(shape, generator=torch.Generator().manual_seed(0))
    values = torch.linalg.svdvals(orthogonalise(matrix))
    assert values.max() < 1.3 and values.min() > 0.4


def test_batches_depend_on_seed_and_number_alone(music):
    corpus = load_corpus([music])
    one = WindowStream(corpus, WindowSettings(64, 132), 2, seed=5)
    two = WindowStream(corpus, WindowSettings(64, 132), 2, seed=5, first=3)
    assert torch.equal(one.batch(3).state, next(iter(two)).state)
    assert not torch.equal(one.batch(3).unknown, one.batch(4).unknown)
