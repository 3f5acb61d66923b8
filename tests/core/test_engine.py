"""The engine process: same notes as in this process, cancel, crash, restart, bad model."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from core.checkpoint import load_for_sampling, save_model
from core.config import SampleConfig
from core.engine.client import EngineCancelled, EngineClient, EngineError, _Waiting
from core.engine.line import MOST_WAITING
from core.sampler.request import SampleRequest
from core.sampler.sample import sample
from tests.core.models import tiny_model
from tests.core.music import random_roll


@pytest.fixture(scope="module")
def model_path(tmp_path_factory):
    path = tmp_path_factory.mktemp("model") / "tiny.safetensors"
    save_model(tiny_model(), path, {})
    return path


@pytest.fixture(scope="module")
def engine(model_path):
    client = EngineClient(model_path, "cpu")
    client.start()
    yield client
    client.close()


def request(seed: int = 1, iterations=(3, 2, 2)) -> SampleRequest:
    hole = np.zeros((128, 64), np.bool_)
    hole[40:76, 16:48] = True
    return SampleRequest(random_roll(3), hole, SampleConfig(seed=seed, iterations=iterations))


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def drain(stream):
    steps = []
    while True:
        try:
            steps.append(next(stream))
        except StopIteration as end:
            return steps, end.value


def test_the_engine_writes_the_same_notes_as_a_direct_call(engine, model_path):
    steps, roll = drain(engine.run(request()))
    direct, expected = drain(sample(load_for_sampling(model_path, "cpu"), request()))
    assert roll.equals(expected)
    assert [s.index for s in steps] == [s.index for s in direct]
    assert all(a.roll.equals(b.roll) for a, b in zip(steps, direct, strict=True))


def test_cancel_stops_the_run_and_the_next_one_works(engine):
    stream = engine.run(request(iterations=(8, 8, 4)))
    next(stream)
    engine.cancel()
    with pytest.raises(EngineCancelled):
        list(stream)
    assert len(drain(engine.run(request()))[0]) > 3


def test_an_abandoned_run_does_not_disturb_the_next(engine):
    stream = engine.run(request(seed=9, iterations=(8, 8, 4)))
    next(stream)
    stream.close()
    steps, roll = drain(engine.run(request()))
    assert [s.index for s in steps] == list(range(1, len(steps) + 1))
    assert roll.equals(drain(engine.run(request()))[1])


def test_a_step_that_waited_for_room_does_not_reach_the_next_run(engine):
    heard = engine._living_line().heard
    stream = engine.run(request(seed=9, iterations=(8, 8, 4)))
    next(stream)
    while engine._line.heard < heard + MOST_WAITING + 2:  # one was taken, the queue is full, and one waits outside
        time.sleep(0.01)
    stream.close()
    steps, _ = drain(engine.run(request()))
    assert [s.index for s in steps] == list(range(1, len(steps) + 1))


def test_a_killed_engine_is_a_sentence_and_the_next_run_restarts_it(engine):
    stream = engine.run(request(iterations=(8, 8, 4)))
    next(stream)
    os.kill(engine.pid, signal.SIGKILL)
    with pytest.raises(EngineError, match=r"ended unexpectedly \(signal 9\)\. Nothing was changed"):
        list(stream)
    assert len(drain(engine.run(request()))[0]) > 3


@pytest.mark.skipif(os.name != "posix", reason="stops a process with a POSIX signal")
def test_an_engine_that_does_not_answer_is_replaced(engine, monkeypatch):
    monkeypatch.setattr("core.engine.client.PATIENCE_SECONDS", 0.3)
    stream = engine.run(request(iterations=(16, 12, 4)))
    next(stream)
    os.kill(engine.pid, signal.SIGSTOP)
    engine.cancel()
    with pytest.raises(EngineCancelled):
        list(stream)
    assert len(drain(engine.run(request()))[0]) > 3


def test_a_bad_model_is_a_sentence(tmp_path):
    path = tmp_path / "bad.safetensors"
    path.write_bytes(b"nonsense, but long enough")
    client = EngineClient(path, "cpu")
    try:
        with pytest.raises(EngineError, match=r"bad\.safetensors is not a FractalMIDI model"):
            list(client.run(request()))
    finally:
        client.close()


def test_close_ends_the_process(model_path):
    client = EngineClient(model_path, "cpu")
    client.start()
    pid, others = client.pid, set(threading.enumerate()) - set(client._line._threads)
    assert is_alive(pid)
    client.close()
    client.close()
    assert not is_alive(pid) and client.pid is None
    assert set(threading.enumerate()) <= others
    with pytest.raises(EngineError, match="closed"):
        list(client.run(request()))


def test_the_client_imports_no_torch():
    code = "import sys, core.engine.client, core.sampler.request; print('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


class _Silent:
    """A line that says nothing."""

    heard, is_ready = 0, True


def test_a_laptop_that_sleeps_is_no_engine_that_hangs(monkeypatch):
    waiting = _Waiting(_Silent())
    assert not waiting.too_long()
    monkeypatch.setattr(time, "monotonic", lambda: 1e9)  # as after a night, on systems that count it
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert not waiting.too_long(), "one look that took a night is one look"
    assert sum(not waiting.too_long() for _ in range(10_000)) < 1000, "but silence look after look is a hang"
    waiting._line.heard += 1
    assert not waiting.too_long(), "and a word ends it"
