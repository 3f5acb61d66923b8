"""Model files: safetensors with the config and the provenance in the header.  Nothing is ever unpickled."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file

from core.config import ModelConfig
from core.config_io import ConfigError, from_dict, to_dict
from core.model.fractal import FractalModel
from core.model.half import for_sampling
from core.model_file import FORMAT, CheckpointError, file_hash, read_info
from core.tensor_file import save_tensors

__all__ = [
    "CheckpointError",
    "file_hash",
    "load_for_sampling",
    "load_model",
    "pick_device",
    "read_info",
    "save_model",
]

MAX_PARAMETERS = 500_000_000
DEFAULT_MODEL = Path(__file__).resolve().parent.parent / "resources" / "models" / "default.safetensors"


def save_model(model: FractalModel, path: Path, provenance: dict[str, Any], half: bool = True) -> None:
    """Write weights, config and provenance (JSON-able) to ``path``, whole or not at all."""
    weights = {
        name: tensor.detach().cpu().to(torch.float16 if half else torch.float32).contiguous()
        for name, tensor in model.state_dict().items()
    }
    metadata = {
        "format": FORMAT,
        "config": json.dumps(to_dict(model.config)),
        "provenance": json.dumps(provenance),
    }
    save_tensors(weights, path, metadata)


def _config_of(info: dict[str, Any], path: Path) -> ModelConfig:
    try:
        return from_dict(ModelConfig, info["config"], str(path))
    except ConfigError as error:
        raise CheckpointError(str(error)) from error


def load_model(path: Path | None = None, device: str = "auto", expect: ModelConfig | None = None) -> FractalModel:
    """Load a model ready for sampling; ``path`` None is the default model.

    ``expect``: refuse another architecture than this.  Raises CheckpointError with a sentence that says both.
    """
    path = path or DEFAULT_MODEL
    info = read_info(path)
    config = _config_of(info, path)
    if expect is not None and expect.kinds != config.kinds:
        raise CheckpointError(
            f"{path} holds levels {' '.join(config.kinds)}, but {' '.join(expect.kinds)} were asked for"
        )
    with torch.device("meta"):
        model = FractalModel(expect or config)
    check_shapes(path, model, info["shapes"])
    try:
        weights = load_file(path)
    except (SafetensorError, OSError, ValueError) as error:
        raise CheckpointError(f"{path} is damaged: {error}") from error
    for name, tensor in weights.items():
        if not torch.isfinite(tensor).all():
            raise CheckpointError(f"{path} is damaged: {name} holds numbers that are not finite")
    model.load_state_dict({name: tensor.float() for name, tensor in weights.items()}, assign=True)
    return model.to(pick_device(device)).eval().requires_grad_(False)


def load_for_sampling(path: Path | None = None, device: str = "auto") -> FractalModel:
    """``load_model`` for those who write music: rounded where that is faster here (see ``core.model.half``)."""
    return for_sampling(load_model(path, device))


def check_shapes(path: Path, model: FractalModel, found: dict[str, tuple[int, ...]]) -> None:
    if model.num_parameters > MAX_PARAMETERS:
        raise CheckpointError(f"{path} describes a model of {model.num_parameters} parameters, which is too large")
    wanted = {name: tuple(tensor.shape) for name, tensor in model.state_dict().items()}
    for name in sorted(wanted.keys() | found.keys()):
        if wanted.get(name) != found.get(name):
            there = f"has shape {found[name]} in the file" if name in found else "is not in the file"
            needed = f"the model needs {wanted[name]}" if name in wanted else "the model has no such weight"
            raise CheckpointError(f"{path} does not fit: {name} {there}, but {needed}")


def pick_device(device: str = "auto") -> torch.device:
    """ "auto" takes an NVIDIA GPU where there is one.

    Not an Apple GPU: torch has no ``mode`` and no 64-bit floats on it, so that every run would fail.
    """
    if device != "auto":
        try:
            return torch.empty(0, device=device).device
        except (RuntimeError, AssertionError) as error:
            raise CheckpointError(f"the device {device!r} cannot be used: {str(error).splitlines()[0]}") from error
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
