"""Every setting does what it says; what cannot be is refused with its line."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from core.checkpoint import load_model, save_model
from core.config import HoleMix, LoraConfig, RunConfig, TrainConfig
from core.config_io import ConfigError, load_run_config
from core.data.corpus import load_corpus
from core.data.holes import random_hole
from core.data.windows import WindowSettings, WindowStream
from core.model.blocks import Trunk
from core.model.chance import Chance
from core.model.objective import View, _open_some, losses
from core.train.adapters import add_adapters, plain_model
from core.train.module import FractalModule, prepare, rate_at
from core.train.optimizer import build_optimizer
from core.train.run import train, with_folders
from core.train.setup import is_first_process, strategy_of
from core.train_run import RunFolder
from core.train_run.names import gif_name
from tests.core.models import tiny_model
from tests.core.tiny_runs import settings_file, write_music

TEXT = """\
model:
  num_steps: 64
data:
  transpose: [0, 0]
train:
  batch_size: 8
  lr: 0.01
"""


@pytest.fixture(scope="module")
def music(tmp_path_factory) -> Path:
    return write_music(tmp_path_factory.mktemp("music"), 8)


@pytest.mark.parametrize(
    "old, new, wanted",
    [
        ("lr: 0.01", "learning: 0.01", r"x\.yaml, line 7: there is no setting called train\.learning"),
        ("lr: 0.01", "lr: fast", r"x\.yaml, line 7: train\.lr"),
        ("lr: 0.01", "lr: -1", r"x\.yaml, line 7: train\.lr: must be 0 to 10, not -1"),
        ("lr: 0.01", "accumulate: 3", r"x\.yaml, line 6: train\.batch_size: 8 windows cannot be shared out evenly"),
        ("lr: 0.01", "lora: {rank: 4}", r"x\.yaml, line 7: train\.lora: adapters bend a model that exists"),
        ("lr: 0.01", "strategy: fsdp", r"x\.yaml, line 7: train\.strategy: fsdp cuts matrices apart"),
        ("lr: 0.01", "schedule: steps", r"x\.yaml, line 7: train\.schedule: must be one of cosine, linear, constant"),
        ("lr: 0.01", "lr: 0.01\n  lr: 0.02", r"x\.yaml, line 8, is not YAML: train\.lr is set twice"),
        ("lr: 0.01", "lr: [", r"x\.yaml, line \d+, is not YAML"),
        ("[0, 0]", "[5, -5]", r"x\.yaml, line 4: data\.transpose: must be two numbers of semitones"),
        ("num_steps: 64", "num_steps: 60", r"x\.yaml, line 1: model: 60 steps cannot be cut"),
        (
            "[0, 0]",
            "[0, 0]\n  holes: {bars: 1, circles: 2}",
            r"line 5: there is no setting called data\.holes\.c",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path, old, new, wanted):
    assert old in TEXT
    path = tmp_path / "x.yaml"
    path.write_text(TEXT)
    assert load_run_config(path).train.lr == 0.01
    path.write_text(TEXT.replace(old, new))
    with pytest.raises(ConfigError, match=wanted):
        load_run_config(path)


def test_an_override_that_is_wrong_is_named_as_it_was_typed(tmp_path):
    (tmp_path / "x.yaml").write_text(TEXT)
    with pytest.raises(ConfigError, match=r"^--set train\.clip=-1: train\.clip: must be 0 to 1e\+06"):
        load_run_config(tmp_path / "x.yaml", ["train.clip=-1"])
    with pytest.raises(ConfigError, match=r"^--set train\.devices=3: train\.devices|line 6: train\.batch_size"):
        load_run_config(tmp_path / "x.yaml", ["train.devices=3"])


@pytest.mark.parametrize(
    "changes, name",
    [
        ({"precision": 8}, "precision"), ({"precision": 16, "device": "cpu"}, "precision"),
        ({"mask_ratio": (0.8, 0.2)}, "mask_ratio"), ({"explode": 0.5}, "explode"), ({"warmup_steps": 5000}, "warmup"),
        ({"strategy": "fsdp", "optimizer": "adamw"}, "strategy"), ({"seed": -1}, "seed"), ({"ema_decay": 1}, "ema"),
    ],
)  # fmt: skip
def test_contradictions_are_refused(changes, name):
    with pytest.raises(ValueError) as refusal:
        TrainConfig(**changes)
    assert refusal.value.name.startswith(name)


def test_schedules():
    cosine, linear, constant = (TrainConfig(schedule=s, final_lr=0, warmup_steps=0) for s in
                                ("cosine", "linear", "constant"))  # fmt: skip
    at = [rate_at(0.25, 10, config) for config in (cosine, linear, constant)]
    assert at == pytest.approx([0.853553, 0.75, 1.0])


def test_the_mixture_of_holes_and_the_share_that_is_open():
    rng = np.random.default_rng(0)
    only = HoleMix(**dict.fromkeys(("everything", "bars", "continuation", "rectangle", "blobs", "scattered"), 0.0))
    for _ in range(20):
        hole = random_hole(rng, 64, (50, 70), only)
        assert hole.all(axis=1).any() and not hole.all() and (hole.any(1) == hole.all(1)).all()  # a pitch band
    members = torch.ones(64, 100, dtype=torch.bool)
    open_ = _open_some(members, View(open_share=(0.4, 0.6)), Chance([torch.Generator()]), torch.arange(64))
    share = open_.float().mean(1)
    assert share.min() >= 0.4 and share.max() <= 0.61 and share.std() > 0.02


def test_crops_per_file_visits_each_file_equally_often(music):
    stream = WindowStream(load_corpus([music]), WindowSettings(64, 132, crops_per_file=2), 2, seed=0)
    files = len(stream.corpus.pieces)
    visits = [stream._piece(number, np.random.default_rng(0)) for number in range(files * 2 * 3)]
    assert all(visits[i : i + files * 2].count(f) == 2 for i in (0, 16, 32) for f in range(files))
    assert visits[:16] != visits[16:32]


def test_memory_saved_by_computing_twice_changes_nothing(music):
    stream = WindowStream(load_corpus([music]), WindowSettings(64, 132), 2, seed=0)
    gradients = []
    for twice in (False, True):
        model = tiny_model().requires_grad_(True).train()
        prepare(model, TrainConfig(gradient_checkpointing=twice))
        assert all(m.recompute == twice for m in model.modules() if isinstance(m, Trunk))
        batch = stream.batch(0)
        losses(model, batch, View(), Chance.of_windows(1, batch.numbers)).total().backward()
        gradients.append([p.grad for p in model.parameters()])
    assert all(torch.allclose(a, b, atol=1e-6) for a, b in zip(*gradients, strict=True))


def test_dropouts_and_first_weights():
    x = torch.randn(2, 5, 16, generator=torch.Generator().manual_seed(0))
    for setting in ("dropout", "attention_dropout"):
        config = RunConfig(train=TrainConfig(**{setting: 0.5}))
        trunk = FractalModule(replace(config, model=tiny_model().config)).model.roll_level.trunk
        for block in trunk.blocks:
            torch.nn.init.normal_(block.out.weight)
        trunk.eval()
        assert torch.equal(trunk(x), trunk(x))
        trunk.train()
        assert not torch.equal(trunk(x), trunk(x)), setting
    narrow = FractalModule(RunConfig(model=tiny_model().config, train=TrainConfig(init_std=0.001))).model
    assert float(narrow.roll_level.trunk.blocks[0].qkv.weight.detach().std()) == pytest.approx(0.001, rel=0.2)
    assert not narrow.roll_level.trunk.blocks[0].out.weight.any()


def test_a_run_with_all_the_rest(tmp_path, music):
    path = settings_file(
        tmp_path, data={"valid_share": 0.3}, max_steps=4, batch_size=4, accumulate=2, optimizer="adamw", ema_decay=0,
        gradient_checkpointing=True, attention_dropout=0.1, precision="bf16", images_interval=None, gifs_interval=4,
        samples=2, checkpoints_kept=1, workers=1, log_interval=2,
    )  # fmt: skip
    best = train(path, [music], tmp_path / "run")
    folder = RunFolder(tmp_path / "run")
    assert [p.name for p in folder.gifs()] == ["step_0000004_sample_0.gif", "step_0000004_sample_1.gif"]
    assert len(folder.images()) == 8 and [c.step for c in folder.checkpoints()] == [4]
    with Image.open(folder.gifs()[0]) as animation:
        assert animation.n_frames > 3
    board = EventAccumulator(str(folder.path / "tensorboard"), size_guidance={"images": 0})
    board.Reload()
    tags = board.Tags()
    wanted = {"train/bits_total", "valid/bits_guide0", "lr", "grad_norm", "windows_per_second", "memory_mb"}
    assert wanted <= set(tags["scalars"]) and {"real/0", "generated/1"} <= set(tags["images"])
    assert [event.step for event in board.Scalars("valid/bits_total")] == [2, 4]
    moving = board.Images("generation/0")[-1].encoded_image_string
    assert moving[:4] == b"GIF8" and moving == folder.gifs()[-1].with_name(gif_name(4, 0)).read_bytes()
    rows = folder.metrics().rows
    assert all(row["grad_norm"] > 0 and row["memory_mb"] > 50 for row in rows if "lr" in row)
    load_model(best, "cpu")


def test_the_parts_of_an_accumulated_step_see_the_windows_of_the_whole(tmp_path, music):
    whole = WindowStream(load_corpus([music]), WindowSettings(64, 132), 4, seed=3)
    parts = WindowStream(load_corpus([music]), WindowSettings(64, 132), 2, seed=3)
    mine = WindowStream(load_corpus([music]), WindowSettings(64, 132), 4, seed=3, share=(1, 2))
    assert torch.equal(whole.batch(1).state, torch.cat([parts.batch(2).state, parts.batch(3).state]))
    assert torch.equal(whole.batch(1).state[2:], mine.batch(1).state) and mine.batch(1).numbers == (6, 7)


def test_a_quick_try_writes_everything(tmp_path, music):
    path = settings_file(tmp_path, max_steps=500, valid_interval=100, valid_windows=50, data={"valid_share": 0.3})
    train(path, [music], tmp_path / "run", overrides=["train.fast_dev_run=true"])
    status = RunFolder(tmp_path / "run").status()
    assert status.state == "finished" and status.step == 2 and status.best_step == 2


def test_adapters_train_alone_and_leave_an_ordinary_model(tmp_path, music):
    pytest.importorskip("peft")
    base = tiny_model()
    save_model(base, tmp_path / "base.safetensors", {})
    settings = {"init": str(tmp_path / "base.safetensors"), "lora": {"rank": 2}, "max_steps": 3, "ema_decay": 0.5}
    path = settings_file(tmp_path, lr=0.05, valid_interval=3, images_interval=3, data={"valid_share": 0.3}, **settings)
    text = path.read_text()
    path.write_text(text[text.index("train:") :] + "\n" + text[: text.index("model:")])
    best = train(path, [music], tmp_path / "run")
    before, after = load_model(tmp_path / "base.safetensors", "cpu"), load_model(best, "cpu")  # an ordinary model
    changed = {
        name for name, weight in after.state_dict().items() if not torch.equal(weight, before.state_dict()[name])
    }
    assert changed and all(".blocks." in name for name in changed)
    train(path, [music], tmp_path / "run", resume=True, overrides=["train.max_steps=4"])
    assert RunFolder(tmp_path / "run").status().step == 4


def test_a_model_with_adapters_writes_what_its_plain_copy_writes():
    pytest.importorskip("peft")
    model = tiny_model()
    assert plain_model(model) is model
    names = set(model.state_dict())
    add_adapters(model, LoraConfig(rank=2, alpha=8))
    trained = [name for name, weight in model.named_parameters() if weight.requires_grad]
    assert trained and all("lora_" in name for name in trained)
    for name, weight in model.named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(weight, std=0.1)
    plain = plain_model(model)
    assert set(plain.state_dict()) == names
    x = torch.randn(1, 4, plain.roll_level.trunk.blocks[0].qkv.in_features)
    assert torch.allclose(model.roll_level.trunk(x), plain.roll_level.trunk(x), atol=1e-5)
    optimizer = build_optimizer(model, TrainConfig(init="x", lora=LoraConfig(rank=2)))
    assert len(optimizer.param_groups) == 1 and not optimizer.param_groups[0]["muon"]


def test_without_the_library_adapters_are_a_sentence(monkeypatch):
    monkeypatch.setitem(sys.modules, "peft", None)
    with pytest.raises(ValueError, match=r"needs the library peft, .* pip install '\.\[lora\]'"):
        add_adapters(tiny_model(), LoraConfig(rank=2))


def test_folders_of_ones_own_bring_nothing_of_the_files_folders_along(tmp_path):
    """small.yaml measures by folders that a stranger does not have."""
    path = tmp_path / "x.yaml"
    path.write_text("data: {train: [a], valid: [b], played_styles: [pop909], min_bars: 2}")
    own = with_folders(load_run_config(path).data, [Path("mine")])
    assert (own.train, own.valid, own.played_styles, own.min_bars) == (("mine",), (), None, 2)
    said = ["data.valid=[c]", "data.played_styles=[lieder]"]
    own = with_folders(load_run_config(path, said).data, [Path("mine")], said)
    assert (own.train, own.valid, own.played_styles) == (("mine",), ("c",), ("lieder",))


def test_strategies(monkeypatch):
    assert strategy_of(TrainConfig()) == "auto"
    assert type(strategy_of(TrainConfig(devices=2))).__name__ == "DDPStrategy"
    sharded = TrainConfig(strategy="fsdp", optimizer="adamw", ema_decay=0, num_nodes=2)
    assert strategy_of(sharded).process_group_backend == "gloo"
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert type(strategy_of(sharded)).__name__ == "Shards" and strategy_of(sharded).process_group_backend is None


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ({}, True), ({"LOCAL_RANK": "1"}, False), ({"NODE_RANK": "1", "LOCAL_RANK": "0"}, False),
        ({"RANK": "0", "GROUP_RANK": "0", "LOCAL_RANK": "0"}, True),
        ({"RANK": "4", "GROUP_RANK": "1", "LOCAL_RANK": "0"}, False),  # the first of the second machine
        ({"SLURM_NTASKS": "8", "SLURM_PROCID": "4", "SLURM_LOCALID": "0"}, False),
        ({"SLURM_NTASKS": "1", "SLURM_PROCID": "0"}, True),
    ],
)  # fmt: skip
def test_one_process_of_all_machines_is_the_first(monkeypatch, said, first):
    for name in ("RANK", "LOCAL_RANK", "NODE_RANK", "SLURM_NTASKS", "SLURM_PROCID"):
        monkeypatch.delenv(name, raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    assert is_first_process() == first


@pytest.mark.parametrize(("clock", "minutes"), [("wall", 3.0), ("processor", 2.0)])
def test_minutes_are_of_the_clock_asked_for(monkeypatch, clock, minutes):
    seconds = {"monotonic": 50.0, "process_time": 7.0}
    for name in seconds:
        monkeypatch.setattr(f"core.train.module.time.{name}", lambda name=name: seconds[name])
    module = FractalModule(RunConfig(model=tiny_model().config, train=TrainConfig(max_minutes=10, clock=clock)))
    module.minutes_before = 1.0
    module.on_fit_start()
    seconds["monotonic"] += 150
    seconds["process_time"] += 90
    module.leave_out(30.0)  # a pause
    assert module.minutes == minutes
    assert module.progress == minutes / 10  # the learning rate follows the same clock
