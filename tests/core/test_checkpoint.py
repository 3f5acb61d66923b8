"""Model files: what is written is read; what is broken, foreign or hostile is refused with a sentence."""

from __future__ import annotations

import io
import json
import os
import pickle
import struct
import zipfile

import pytest
import torch
from safetensors.torch import load_file, save_file

from core.checkpoint import CheckpointError, load_model, pick_device, read_info, save_model
from tests.core.models import KINDS, tiny_config, tiny_model


@pytest.mark.parametrize("kinds", KINDS)
def test_save_and_load(tmp_path, kinds):
    model, path = tiny_model(kinds), tmp_path / "m.safetensors"
    save_model(model, path, {"steps": 3})
    back = load_model(path, "cpu")
    assert back.config == model.config
    for name, tensor in model.state_dict().items():
        assert torch.allclose(back.state_dict()[name], tensor, atol=2e-3, rtol=2e-3)
    assert read_info(path)["provenance"] == {"steps": 3}


def test_other_level_types_are_refused_with_both_named(tmp_path):
    path = tmp_path / "m.safetensors"
    save_model(tiny_model(("mar", "mar", "ar")), path, {})
    with pytest.raises(CheckpointError, match=r"holds levels mar mar ar, but ar mar mar were asked for"):
        load_model(path, "cpu", expect=tiny_config(("ar", "mar", "mar")))


def test_other_shapes_are_refused_with_both_named(tmp_path):
    path = tmp_path / "m.safetensors"
    save_model(tiny_model(), path, {})
    info = read_info(path)
    tensors = load_file(path)
    tensors["levels.0.head.bias"] = torch.zeros(3)
    metadata = {"format": info["format"], "config": json.dumps(info["config"]), "provenance": "{}"}
    save_file(tensors, path, metadata)
    with pytest.raises(CheckpointError, match=r"levels.0.head.bias has shape \(3,\) in the file.*needs \(10,\)"):
        load_model(path, "cpu")


def test_a_missing_and_a_foreign_weight_are_named(tmp_path):
    path = tmp_path / "m.safetensors"
    save_model(tiny_model(), path, {})
    info, tensors = read_info(path), load_file(path)
    metadata = {"format": info["format"], "config": json.dumps(info["config"]), "provenance": "{}"}
    save_file({k: v for k, v in tensors.items() if k != "levels.0.row"}, path, metadata)
    with pytest.raises(CheckpointError, match=r"levels\.0\.row is not in the file, but the model needs \(11, 16\)"):
        load_model(path, "cpu")
    save_file(tensors | {"extra": torch.zeros(2)}, path, metadata)
    with pytest.raises(CheckpointError, match=r"extra has shape \(2,\) in the file, but the model has no such weight"):
        load_model(path, "cpu")


class Canary:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (self.path,)


@pytest.mark.parametrize("name", ["m.safetensors", "m.pt", "m.ckpt", "m.bin"])
def test_a_pickle_is_never_executed_under_any_name(tmp_path, name):
    canary, path = tmp_path / "canary", tmp_path / name
    payload = pickle.dumps(Canary(str(canary)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:  # what torch.save writes
        archive.writestr("archive/data.pkl", payload)
    for content in (payload, buffer.getvalue()):
        path.write_bytes(content)
        with pytest.raises(CheckpointError, match=r"is not a FractalMIDI model"):
            load_model(path, "cpu")
    assert not canary.exists()


def _file(header: bytes, length: int | None = None, rest: bytes = b"") -> bytes:
    return struct.pack("<Q", len(header) if length is None else length) + header + rest


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"short",
        _file(b"{}"),
        _file(b"{}", length=1 << 60),
        _file(b"[" * 100_000),
        _file(b"not json at all"),
        _file(json.dumps({"__metadata__": {"format": "other"}}).encode()),
        _file(json.dumps({"__metadata__": {"format": "fractalmidi-model-1"}}).encode()),
        _file(json.dumps({"__metadata__": {"format": "fractalmidi-model-1", "config": "{}"}, "x": 3}).encode()),
        _file(
            json.dumps(
                {
                    "__metadata__": {
                        "format": "fractalmidi-model-1",
                        "config": json.dumps({"levels": [{"kind": "mar", "patch": [12, 16]}]}),
                    }
                }
            ).encode()
        ),
        _file(
            json.dumps(
                {"__metadata__": {"format": "fractalmidi-model-1", "config": '{"num_steps": 99999999}'}}
            ).encode()
        ),
    ],
)
def test_broken_files_are_refused_with_their_name(tmp_path, content):
    path = tmp_path / "broken.safetensors"
    path.write_bytes(content)
    with pytest.raises(CheckpointError, match=r"broken\.safetensors"):
        load_model(path, "cpu")


def test_truncated_and_poisoned_weights_are_refused(tmp_path):
    path = tmp_path / "m.safetensors"
    model = tiny_model()
    save_model(model, path, {})
    whole = path.read_bytes()
    path.write_bytes(whole[:-100])
    for read in (read_info, lambda path: load_model(path, "cpu")):
        with pytest.raises(CheckpointError, match=rf"is damaged: it should hold {len(whole)} bytes"):
            read(path)
    model.roll_level.head.bias[0] = float("nan")
    save_model(model, path, {})
    with pytest.raises(CheckpointError, match=r"levels\.0\.head\.bias holds numbers that are not finite"):
        load_model(path, "cpu")


def test_missing_file_and_folder(tmp_path):
    for path in (tmp_path / "none.safetensors", tmp_path):
        with pytest.raises(CheckpointError, match="does not exist or is not a file"):
            load_model(path, "cpu")


def test_a_failed_save_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "m.safetensors"
    save_model(tiny_model(seed=1), path, {})
    before = path.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("core.tensor_file.save_file", full)
    with pytest.raises(OSError, match="No space left"):
        save_model(tiny_model(seed=2), path, {})
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["m.safetensors"]


def test_an_unknown_device_is_a_sentence():
    with pytest.raises(CheckpointError, match="the device 'quantum' cannot be used"):
        from core.checkpoint import pick_device

        pick_device("quantum")


def test_an_apple_gpu_is_not_taken_unasked(monkeypatch):
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert pick_device() == torch.device("cpu")
