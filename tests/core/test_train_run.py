"""A run seen from outside: its folder is read, it is paused, stopped, killed and gone on with."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.train_run import MetricsMark, RunFolder, RunStatus, list_runs, names, start
from core.train_run.process import is_running, process_mark
from core.train_run.status import read_status, write_status
from core.train_run.writer import ControlFile, StatusWriter
from tests.core.tiny_runs import settings_file, write_music


def wait_for(condition, seconds=60.0):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


def test_a_status_comes_back_as_it_was_written(tmp_path):
    status = RunStatus(state="running", pid=os.getpid(), step=7, max_minutes=None, best_bits=6.5, sentence="Übung")
    write_status(tmp_path / "status.json", status)
    assert read_status(tmp_path / "status.json") == status
    assert [path.name for path in tmp_path.iterdir()] == ["status.json"]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": 99}', "[" * 50_000])
def test_a_damaged_status_is_a_sentence(tmp_path, text):
    (tmp_path / "status.json").write_text(text)
    with pytest.raises(ValueError, match=r"status\.json"):
        read_status(tmp_path / "status.json")


def test_values_of_the_wrong_kind_are_not_believed(tmp_path):
    values = {"format": 1, "state": "dancing", "step": "many", "minutes": True, "pid": 3.0, "best_bits": 5}
    (tmp_path / "status.json").write_text(json.dumps(values))
    assert read_status(tmp_path / "status.json") == RunStatus(state="died", pid=3, best_bits=5.0)


def test_a_process_that_is_gone_or_another_one_does_not_run():
    mark = process_mark(os.getpid())
    assert is_running(os.getpid(), mark)
    assert not is_running(os.getpid(), mark + "1") and not is_running(0, "")
    child = subprocess.Popen([sys.executable, "-c", ""])
    child_mark = process_mark(child.pid)
    wait_for(lambda: not is_running(child.pid, child_mark))  # a zombie, still unwaited for
    child.wait()


def test_metrics_are_read_on_from_where_one_was(tmp_path):
    folder, path = RunFolder(tmp_path), tmp_path / "metrics.csv"
    assert folder.metrics().rows == []
    path.write_text("step,lr,valid/bits_total\n1,0.5,\n2,0.4,7.5\n3,0.")
    first = folder.metrics()
    assert first.rows == [{"step": 1, "lr": 0.5}, {"step": 2, "lr": 0.4, "valid/bits_total": 7.5}] and first.afresh
    assert folder.metrics(first.mark).rows == []  # half a line is no line
    with path.open("a") as file:
        file.write("3,\n")
    later = folder.metrics(first.mark)
    assert later.rows == [{"step": 3, "lr": 0.3}] and not later.afresh
    path.unlink()
    path.write_text("step,lr\n1,1\n")
    assert folder.metrics(later.mark).afresh
    assert folder.metrics(MetricsMark(1, 1 << 40, ("step",))).rows == [{"step": 1, "lr": 1}]


def test_wishes_reach_the_run(tmp_path):
    folder, control = RunFolder(tmp_path), ControlFile(tmp_path)
    assert control.word() == "run"
    for wish, word in ((folder.pause, "pause"), (folder.stop, "stop"), (folder.resume_running, "run")):
        wish()
        assert control.word() == word
    (tmp_path / "control").write_bytes(b"\xff\xfe nonsense")
    assert control.word() == "run"


def test_a_wish_for_an_earlier_part_of_a_run_is_forgotten_and_a_fresh_one_is_not(tmp_path):
    folder, control = RunFolder(tmp_path), ControlFile(tmp_path)
    folder.stop()
    asked = (tmp_path / "control").stat().st_mtime
    control.clear(until=asked - 1)
    assert control.word() == "stop"
    control.clear(until=asked + 1)
    assert control.word() == "run"


def test_a_run_that_died_without_a_word_is_seen_to_be_dead(tmp_path):
    StatusWriter(tmp_path / ".", state="running")
    folder = RunFolder(tmp_path)
    assert folder.is_alive()
    status = read_status(tmp_path / "status.json")
    status.pid_started = "another"
    write_status(tmp_path / "status.json", status)
    assert folder.status().state == "died" and "killed" in folder.status().sentence and not folder.is_alive()


@pytest.fixture(scope="module")
def music(tmp_path_factory) -> Path:
    return write_music(tmp_path_factory.mktemp("music"), 6)


def test_a_run_is_started_paused_stopped_and_gone_on_with(tmp_path, music):
    config = settings_file(tmp_path, max_steps=100_000, valid_interval=3, checkpoints_kept=2)
    overrides = ["data.valid_share=0.3"]
    folder, process = start(tmp_path / "runs", "mine", config, [music], overrides)
    try:
        assert folder.is_alive() and [run.name for run in list_runs(tmp_path / "runs")] == ["mine"]
        with pytest.raises(ValueError, match="at work already"):
            start(tmp_path / "runs", "mine", config, [music])
        wait_for(lambda: folder.status().best_step, 100)
        folder.pause()
        wait_for(lambda: folder.status().state == "paused")
        step = folder.status().step
        time.sleep(0.6)
        assert folder.status().step == step
        folder.resume_running()
        wait_for(lambda: folder.status().step > step + 4)
        os.kill(folder.status().pid, signal.SIGTERM)
        assert process.wait(60) == 0
        status = folder.status()
        assert status.state == "stopped" and status.best_bits and folder.can_resume, folder.log_tail()
        rows = folder.metrics().rows
        assert {"valid/bits_total", "valid/bits_guide0"} <= rows[-1].keys() | rows[-2].keys() | rows[-3].keys()
        assert len(folder.checkpoints()) == 2 and folder.checkpoints()[-1].bits and folder.best.is_file()
        assert (folder.path / names.TENSORBOARD).is_dir()
        with pytest.raises(ValueError, match="holds a run already"):
            start(tmp_path / "runs", "mine", config, [music])
        folder, process = start(tmp_path / "runs", "mine", config, [music], overrides, resume=True)
        wait_for(lambda: folder.status().step > status.step, 100)
        folder.stop()
        assert process.wait(60) == 0, folder.log_tail()
        assert folder.status().state == "stopped"
        steps = [row["step"] for row in folder.metrics().rows if "valid/bits_total" in row]
        assert steps == sorted(set(steps))  # nothing measured twice
    finally:
        folder.kill()
        process.wait(30)
