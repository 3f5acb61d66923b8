"""Two processes that share each batch learn what one process learns from the whole."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
import torch

from core.model.chance import Chance
from core.train.run import train
from core.train.state_io import SafeStateIO
from core.train_run import RunFolder
from tests.core.tiny_runs import settings_file, write_music
from tests.torture.nurse import Nurse


def test_draws_of_a_window_do_not_depend_on_what_else_is_in_the_batch():
    whole, part = Chance.of_windows(3, range(8)), Chance.of_windows(3, range(4, 8))
    b = torch.tensor([0, 0, 3, 4, 4, 4, 7])
    assert torch.equal(whole.rand(b)[3:], part.rand(b[3:] - 4))
    assert torch.equal(whole.rand(b, 5)[3:], part.rand(b[3:] - 4, 5))


def test_at_most_keeps_a_fair_share():
    chance = Chance([torch.Generator().manual_seed(0)])
    b = torch.zeros(100, dtype=torch.long)
    kept, factor = chance.at_most(b, 20)
    assert len(kept) == 20 == len(set(kept.tolist())) and factor == 5.0
    assert len(chance.at_most(b, 100)[0]) == 100


@pytest.fixture(scope="module")
def music(tmp_path_factory) -> Path:
    return write_music(tmp_path_factory.mktemp("music"), 8)


def test_two_processes_give_the_losses_of_one(tmp_path, music):
    path = settings_file(
        tmp_path, max_steps=4, batch_size=4, valid_interval=2, valid_windows=6, log_interval=1,
        max_patches=6, max_leaves=10,
    )  # fmt: skip
    settings = ["data.valid_share=0.3"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    usual = {"config": str(path), "resume": False, "log": str(tmp_path / "log")}
    shared = [f"data.train=[{music}]", *settings, "train.devices=2", "train.strategy=ddp"]
    ranks = [{"LOCAL_RANK": str(rank), "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port} for rank in range(2)]
    with Nurse() as nurse:
        train(path, [music], tmp_path / "one", overrides=settings)  # meanwhile
        codes = nurse.live_together(
            [usual | {"out": str(tmp_path / "two"), "overrides": shared, "environment": rank} for rank in ranks]
        )
    assert codes == [0, 0], (tmp_path / "log").read_text()[-3000:]
    rows = [RunFolder(tmp_path / name).metrics().rows for name in ("one", "two")]
    assert len(rows[0]) == len(rows[1]) == 6
    for one, two_ in zip(*rows, strict=True):
        assert one.keys() == two_.keys()
        for name in one.keys() - {"minutes", "windows_per_second", "memory_mb"}:
            assert two_[name] == pytest.approx(one[name], rel=2e-3), name
    states = [
        SafeStateIO().load_checkpoint(tmp_path / name / "state.safetensors")["state_dict"] for name in ("one", "two")
    ]
    for name, tensor in states[0].items():
        assert torch.allclose(tensor, states[1][name], atol=2e-4), name
