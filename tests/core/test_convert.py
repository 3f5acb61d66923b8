"""PyTorch checkpoints become model files; what is more than numbers does not, and never runs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
import yaml

from core import convert as module
from core.checkpoint import load_model, read_info
from core.cli import main as command
from core.config_io import to_dict
from core.convert import convert
from core.model_file import CheckpointError
from tests.core.models import tiny_model
from tests.torture.payloads import payloads


def test_a_checkpoint_becomes_a_model_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model, path, out = tiny_model(), tmp_path / "run.ckpt", tmp_path / "m.safetensors"
    weights = {f"model.{name}": tensor for name, tensor in model.state_dict().items()}
    torch.save({"state_dict": weights, "hyper_parameters": {"config": to_dict(model.config)}, "epoch": 3}, path)
    assert command(["convert", str(path), str(out)]) == 0
    assert capsys.readouterr().out.strip() == str(out)
    again = load_model(out, "cpu")
    assert again.config == model.config
    for name, tensor in model.state_dict().items():
        torch.testing.assert_close(again.state_dict()[name], tensor.half().float())
    assert read_info(out)["provenance"]["converted_from"] == "run.ckpt"


def test_the_model_may_be_described_elsewhere(tmp_path: Path) -> None:
    model, path, out = tiny_model(), tmp_path / "weights.pt", tmp_path / "m.safetensors"
    torch.save(model.state_dict(), path)
    with pytest.raises(CheckpointError, match="--config"):
        convert(path, out)
    config = tmp_path / "c.yaml"
    config.write_text(yaml.safe_dump({"model": to_dict(model.config)}))
    convert(path, out, config)
    assert load_model(out, "cpu").config == model.config


@pytest.mark.parametrize("what", ["nan", "shape", "missing", "integers", "nothing"])
def test_what_does_not_fit_is_refused(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_bound", lambda size: None)  # here: a process of its own takes seconds
    model, path, out = tiny_model(), tmp_path / "x.pt", tmp_path / "m.safetensors"
    weights: dict[str, Any] = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    first = next(name for name, tensor in weights.items() if tensor.numel() > 1)
    if what == "nan":
        weights[first].view(-1)[0] = float("nan")
    elif what == "shape":
        weights[first] = torch.zeros(3, 3, 3)
    elif what == "missing":
        del weights[first]
    elif what == "integers":
        weights[first] = torch.zeros(weights[first].shape, dtype=torch.int64)
    else:
        weights = {}
    torch.save({"model": weights, "config": json.dumps(to_dict(model.config))}, path)
    words = {"nan": "not finite", "shape": "does not fit", "missing": "is not in the file", "integers": "does not fit"}
    with pytest.raises(CheckpointError, match=words.get(what, "no weights")) as error:
        module._work(path, out, None)
    assert str(path) in str(error.value) and not out.exists()


def test_code_in_a_checkpoint_never_runs(tmp_path: Path) -> None:
    canary, out = tmp_path / "canary", tmp_path / "m.safetensors"
    payload = payloads(canary)
    for name in ("torch zip", "torch legacy", "pickle 2"):
        path = tmp_path / f"{name.replace(' ', '-')}.ckpt"
        path.write_bytes(payload[name])
        with pytest.raises(CheckpointError, match="more than numbers"):
            convert(path, out)
        assert not canary.exists() and not out.exists(), name


def test_wrong_files_are_named(tmp_path: Path) -> None:
    out = tmp_path / "m.safetensors"
    (tmp_path / "empty.pt").touch()
    for name, words in (("x.safetensors", "nothing to convert"), ("none.pt", "does not exist"), ("empty.pt", "size")):
        with pytest.raises(CheckpointError, match=words):
            convert(tmp_path / name, out)
    assert command(["convert", str(tmp_path / "none.pt"), str(tmp_path / "m.zip")]) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits there")
def test_the_bounds_hold() -> None:
    code = "from core.convert import _bound; _bound(1000); bytearray(8 << 30)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "MemoryError" in done.stderr
    assert module.MAX_CPU_SECONDS < module.MAX_WALL_SECONDS
