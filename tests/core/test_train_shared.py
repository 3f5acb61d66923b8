"""Two processes that share each batch learn what one process learns from the whole."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
import torch
from mido import MidiFile

from core.checkpoint import load_model
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
    """Velocities are real in half of the files: a process may have a batch with nothing to learn of them."""
    folder = write_music(tmp_path_factory.mktemp("music"), 8)
    for path in sorted(folder.iterdir())[::2]:
        song = MidiFile(path)
        for track in song.tracks:
            for message in track:
                if message.type == "note_on" and message.velocity:
                    message.velocity = 80
        song.save(path)
    return folder


FSDP = {"optimizer": "adamw", "ema_decay": 0}  # what a model in parts can do


def together(work: Path, path: Path, music: Path, strategy: str, resume: bool = False) -> None:
    """Two processes, as ``torchrun`` starts them, with processors for GPUs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    overrides = [f"data.train=[{music}]", "data.valid_share=0.3", "train.devices=2", f"train.strategy={strategy}"]
    life = {"config": str(path), "resume": resume, "log": str(work / "log"), "out": str(work / "two")}
    ranks = [{"LOCAL_RANK": str(rank), "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port} for rank in range(2)]
    with Nurse() as nurse:
        codes = nurse.live_together([life | {"overrides": overrides, "environment": rank} for rank in ranks])
    assert codes == [0, 0], (work / "log").read_text()[-3000:]


def measured(folder: Path) -> list[dict[str, float]]:
    """What does not depend on the clock."""
    rows = RunFolder(folder).metrics().rows
    return [{k: v for k, v in row.items() if k not in ("minutes", "windows_per_second", "memory_mb")} for row in rows]


@pytest.mark.parametrize(("strategy", "more"), [("ddp", {}), ("fsdp", FSDP)])
def test_two_processes_give_the_losses_of_one(tmp_path, music, strategy, more):
    path = settings_file(
        tmp_path, max_steps=4, batch_size=4, valid_interval=2, valid_windows=5, log_interval=1,
        max_patches=6, max_leaves=10, **more,
    )  # fmt: skip
    train(path, [music], tmp_path / "one", overrides=["data.valid_share=0.3"])
    together(tmp_path, path, music, strategy)
    rows = [measured(tmp_path / name) for name in ("one", "two")]
    assert len(rows[0]) == len(rows[1]) == 6
    for one, two_ in zip(*rows, strict=True):
        assert two_ == pytest.approx(one, rel=2e-3)
    states = [
        SafeStateIO().load_checkpoint(tmp_path / name / "state.safetensors")["state_dict"] for name in ("one", "two")
    ]
    assert states[0].keys() == states[1].keys()
    for name, tensor in states[0].items():
        assert torch.allclose(tensor, states[1][name], atol=2e-4), name
    models = [load_model(RunFolder(tmp_path / name).best, "cpu").state_dict() for name in ("one", "two")]
    assert all(torch.allclose(tensor, models[1][name], atol=2e-4) for name, tensor in models[0].items())


def test_a_model_in_parts_goes_on_where_it_was(tmp_path, music):
    path = settings_file(tmp_path, max_steps=4, batch_size=4, valid_interval=2, log_interval=1, **FSDP)
    together(tmp_path, path, music, "fsdp")
    whole = measured(tmp_path / "two")
    (tmp_path / "two" / "state.safetensors").unlink()  # the one before it, of step 2, is left
    together(tmp_path, path, music, "fsdp", resume=True)
    assert measured(tmp_path / "two") == whole and whole[-1]["step"] == 4
