"""What goes wrong in a run: numbers that are none, full disks, states and music that are not what they were."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest
import torch

import core.train.run as run_module
from core.checkpoint import load_model
from core.midi_file import write_midi
from core.roll import score_from_roll
from core.train.module import FractalModule, TrainingFailed
from core.train.run import train
from core.train.state_io import SafeStateIO, last_good_state, marker_of, previous_of
from core.train_run import RunFolder
from tests.core.music import random_roll
from tests.core.tiny_runs import settings_file, write_music


@pytest.fixture
def music(tmp_path) -> Path:
    folder = tmp_path / "music"
    folder.mkdir()
    write_music(folder, 6)
    return folder


def step_of(run: Path) -> int:
    return int(SafeStateIO().load_checkpoint(last_good_state(run / "state.safetensors"))["global_step"])


def spoil(monkeypatch, at_step: int, how) -> None:
    usual = FractalModule.training_step

    def training_step(self, batch, index):
        loss = usual(self, batch, index)
        return how(self, loss) if self.global_step >= at_step else loss

    monkeypatch.setattr(FractalModule, "training_step", training_step)


def not_a_number(module, loss):
    module.loss = float("nan")
    return loss * float("nan")


def bad_gradient(module, loss):
    return loss + (torch.zeros((), requires_grad=True) + 1e-30) * 0 + sum(
        (p * float("inf")).sum() * 0 for p in list(module.parameters())[:1]
    )  # fmt: skip


def exploding(module, loss):
    module.loss = 1000.0
    return loss


@pytest.mark.parametrize("how, what", [(not_a_number, "loss is not a number"), (bad_gradient, "gradient is not a num")])
def test_numbers_that_are_none_end_the_run_and_leave_the_last_good_state(tmp_path, music, monkeypatch, how, what):
    path = settings_file(tmp_path, max_steps=9, valid_interval=2)
    spoil(monkeypatch, 5, how)
    with pytest.raises(TrainingFailed, match=what):
        train(path, [music], tmp_path / "run", overrides=["data.valid_share=0.3"])
    status = RunFolder(tmp_path / "run").status()
    assert status.state == "failed" and what in status.sentence and "Lower train.lr" in status.sentence
    assert step_of(tmp_path / "run") == 4
    load_model(RunFolder(tmp_path / "run").best, "cpu")
    monkeypatch.undo()
    train(path, [music], tmp_path / "run", resume=True, overrides=["data.valid_share=0.3"])
    assert step_of(tmp_path / "run") == 9 and RunFolder(tmp_path / "run").status().state == "finished"


def test_an_exploding_loss_ends_the_run_before_its_state_is_kept(tmp_path, music, monkeypatch):
    path = settings_file(tmp_path, max_steps=60, valid_interval=100, state_interval=11)
    spoil(monkeypatch, 22, exploding)
    with pytest.raises(TrainingFailed, match="The loss has exploded"):
        train(path, [music], tmp_path / "run")
    assert step_of(tmp_path / "run") == 22


def test_a_full_disk_ends_the_run_with_a_sentence_and_keeps_the_state(tmp_path, music, monkeypatch):
    path = settings_file(tmp_path, max_steps=6, valid_interval=100, state_interval=2)
    usual = SafeStateIO.save_checkpoint

    def full(self, checkpoint, where, storage_options=None):
        if checkpoint["global_step"] >= 4:
            raise OSError(errno.ENOSPC, "No space left on device", str(where))
        usual(self, checkpoint, where, storage_options)

    monkeypatch.setattr(SafeStateIO, "save_checkpoint", full)
    with pytest.raises(OSError, match="No space left"):
        train(path, [music], tmp_path / "run")
    status = RunFolder(tmp_path / "run").status()
    assert status.state == "failed" and "disk is full" in status.sentence
    assert step_of(tmp_path / "run") == 2
    monkeypatch.undo()
    train(path, [music], tmp_path / "run", resume=True)
    assert step_of(tmp_path / "run") == 6


def test_a_damaged_state_gives_way_to_the_one_before(tmp_path, music):
    path = settings_file(tmp_path, max_steps=4, valid_interval=100, state_interval=1)
    train(path, [music], tmp_path / "run")
    state = tmp_path / "run" / "state.safetensors"
    data = bytearray(state.read_bytes())
    data[-5] ^= 1  # one bit of one weight: no format notices
    state.write_bytes(data)
    assert last_good_state(state) == previous_of(state) and step_of(tmp_path / "run") == 3
    state.unlink()
    assert step_of(tmp_path / "run") == 3  # killed between the two renames
    state.write_bytes(data)
    previous_of(state).write_bytes(b"")
    with pytest.raises(ValueError, match="are damaged: neither is what was written"):
        last_good_state(state)
    marker_of(state).unlink()
    assert last_good_state(state) == state  # no marker yet: the first state of an old run


def test_music_that_changed_is_noticed_at_resuming(tmp_path, music):
    path = settings_file(tmp_path, max_steps=2)
    train(path, [music], tmp_path / "run")
    more = ["train.max_steps=4"]
    write_midi(score_from_roll(random_roll(77, 128, 90)), music / "new.mid")
    (music / "0.mid").unlink()
    with pytest.raises(ValueError, match=r"1 files that it learned from are gone .*, 1 are new \(0\.mid, new\.mid\)"):
        train(path, [music], tmp_path / "run", resume=True, overrides=more)
    assert step_of(tmp_path / "run") == 2
    with pytest.raises(ValueError, match="has changed since it began"):  # not forgotten at the second try
        train(path, [music], tmp_path / "run", resume=True, overrides=more)
    train(path, [music], tmp_path / "run", resume=True, overrides=[*more, "data.changed=go_on"])
    assert step_of(tmp_path / "run") == 4


def test_a_folder_that_goes_in_the_middle_of_a_run_does_not_matter_and_is_missed_afterwards(
    tmp_path, music, monkeypatch
):
    path = settings_file(tmp_path, max_steps=4)

    def gone(module, loss):
        shutil.rmtree(music, ignore_errors=True)
        shutil.rmtree(tmp_path / "cache", ignore_errors=True)
        return loss

    spoil(monkeypatch, 1, gone)
    train(path, [music], tmp_path / "run")
    assert step_of(tmp_path / "run") == 4 and not music.exists()
    with pytest.raises(FileNotFoundError, match="music does not exist"):
        train(path, [music], tmp_path / "run", resume=True, overrides=["train.max_steps=6"])
    assert step_of(tmp_path / "run") == 4 and "does not exist" in RunFolder(tmp_path / "run").status().sentence


def test_a_stop_while_files_are_read_is_heard(tmp_path, music, monkeypatch):
    path = settings_file(tmp_path)
    usual = run_module.scan

    def scan(data, progress):
        RunFolder(tmp_path / "run").stop()
        return usual(data, progress)

    monkeypatch.setattr(run_module, "scan", scan)
    with pytest.raises(KeyboardInterrupt):
        train(path, [music], tmp_path / "run")
    assert RunFolder(tmp_path / "run").status().state == "stopped"
