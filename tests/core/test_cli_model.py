"""The command line with a real, tiny model: what it writes is what the sampler gives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.checkpoint import load_for_sampling, save_model
from core.cli import main
from core.config import SampleConfig
from core.edit import apply_fill, changed_outside
from core.midi_file import read_midi
from core.roll import num_steps_of, roll_of
from core.sampler.request import SampleRequest, result_of
from core.sampler.sample import sample
from core.units import downbeats
from tests.core.fake_runs import box
from tests.core.models import tiny_model

ROOT = Path(__file__).parents[2]
QUARTET = ROOT / "resources" / "demo" / "quartet.mid"


@pytest.fixture(scope="module")
def model_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "tiny.safetensors"
    save_model(tiny_model(), path, {"data": "none"})
    return path


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def test_the_command_writes_what_the_sampler_gives(
    model_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--start-step", 64, "--stop-step", 96, "--low-pitch", 60, "--seed", 4, "--iterations", 2, 2, 1)
    assert run("inpaint", QUARTET, "-o", tmp_path, "--model", model_file, "--device", "cpu", *options, "--gif") == 0
    assert ", 0 notes outside changed" in capsys.readouterr().out

    before = read_midi(QUARTET).score
    hole = box(num_steps_of(before), 60, 128, 64, 96)
    config = SampleConfig(seed=4, iterations=(2, 2, 1))
    request = SampleRequest(roll_of(before), hole, config, downbeats(before, hole.shape[1]))
    result = result_of(sample(load_for_sampling(model_file, "cpu"), request))
    wanted, _ = apply_fill(before, hole, result, 0)
    written = read_midi(tmp_path / "quartet.mid").score
    assert roll_of(written).equals(roll_of(wanted))
    assert changed_outside(before, written, hole) == 0
    assert (tmp_path / "quartet.gif").stat().st_size > 10_000


def test_continue_and_generate_run(model_file: Path, tmp_path: Path) -> None:
    common = ("-o", tmp_path, "--model", model_file, "--device", "cpu", "--seed", 1, "--iterations", 1, 1, 1)
    assert run("continue", QUARTET, "--bars", 1, *common) == 0
    assert run("generate", "--steps", 32, *common) == 0
    longer = read_midi(tmp_path / "quartet.mid").score
    assert longer.end_tick > read_midi(QUARTET).score.end_tick
    assert np.count_nonzero(roll_of(longer).velocity[:, 272:]) == 0
    assert read_midi(tmp_path / "generated-1.mid").score.end_tick == 32 * 120


def test_info_tells_about_a_model(model_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("info", model_file) == 0
    out = capsys.readouterr().out
    assert "parameters: " in out and "provenance.data: none" in out and "mar" in out


@pytest.mark.parametrize("content", [b"", b"not a model", b"\x80\x04\x95evil pickle"])
def test_a_file_that_is_no_model_is_refused(content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.safetensors"
    bad.write_bytes(content)
    assert run("inpaint", QUARTET, "-o", tmp_path / "out", "--stop-step", 16, "--model", bad) == 1
    assert run("info", bad) == 1
    out, err = capsys.readouterr()
    assert err.count("bad.safetensors") >= 2 and "Traceback" not in err and out == ""
