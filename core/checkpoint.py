"""Model files: safetensors with the config and the provenance in the header.  Nothing is ever unpickled."""

from __future__ import annotations

import hashlib
import json
import struct
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from core.config import ModelConfig
from core.config_io import ConfigError, from_dict, to_dict
from core.files import write_with
from core.model.fractal import FractalModel

FORMAT = "fractalmidi-model-1"
MAX_FILE_BYTES = 2 << 30
MAX_HEADER_BYTES = 4 << 20
MAX_PARAMETERS = 500_000_000
DEFAULT_MODEL = Path(__file__).resolve().parent.parent / "resources" / "models" / "default.safetensors"


class CheckpointError(ValueError):
    """A model file that cannot be used; the text is a sentence for the user."""


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
    write_with(path, lambda temporary: save_file(weights, temporary, metadata))


def read_info(path: Path) -> dict[str, Any]:
    """Format, config, provenance, tensor shapes and size of a model file, without loading any weight."""
    try:
        size = path.stat().st_size if path.is_file() else -1
        if size < 0:
            raise CheckpointError(f"{path} does not exist or is not a file")
        if not 8 < size <= MAX_FILE_BYTES:
            raise CheckpointError(f"{path} is not a FractalMIDI model: {size} bytes is no sensible size for one")
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            if length > min(size - 8, MAX_HEADER_BYTES):
                raise CheckpointError(f"{path} is not a FractalMIDI model, or it is damaged: its header does not fit")
            header = json.loads(file.read(length).decode("utf-8"))
    except OSError as error:
        raise CheckpointError(f"{path} cannot be read: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        if isinstance(error, CheckpointError):
            raise
        raise CheckpointError(f"{path} is not a FractalMIDI model: it is not a safetensors file") from error
    metadata = header.pop("__metadata__", None) if isinstance(header, dict) else None
    if not isinstance(metadata, dict) or metadata.get("format") != FORMAT:
        found = metadata.get("format") if isinstance(metadata, dict) else None
        raise CheckpointError(f"{path} is not a FractalMIDI model (format {found!r}; this version reads {FORMAT!r})")
    try:
        config, provenance = json.loads(metadata["config"]), json.loads(metadata.get("provenance", "{}"))
        shapes = {str(name): tuple(int(n) for n in entry["shape"]) for name, entry in header.items()}
        end = max((int(entry["data_offsets"][1]) for entry in header.values()), default=0)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise CheckpointError(f"{path} is damaged: its description cannot be read") from error
    if end != size - 8 - length:
        raise CheckpointError(f"{path} is damaged: it should hold {8 + length + end} bytes, not {size}")
    return {"format": FORMAT, "config": config, "provenance": provenance, "shapes": shapes, "bytes": size}


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
    _check_shapes(path, model, info["shapes"])
    try:
        weights = load_file(path)
    except (SafetensorError, OSError, ValueError) as error:
        raise CheckpointError(f"{path} is damaged: {error}") from error
    for name, tensor in weights.items():
        if not torch.isfinite(tensor).all():
            raise CheckpointError(f"{path} is damaged: {name} holds numbers that are not finite")
    model.load_state_dict({name: tensor.float() for name, tensor in weights.items()}, assign=True)
    return model.to(pick_device(device)).eval().requires_grad_(False)


def _check_shapes(path: Path, model: FractalModel, found: dict[str, tuple[int, ...]]) -> None:
    if model.num_parameters > MAX_PARAMETERS:
        raise CheckpointError(f"{path} describes a model of {model.num_parameters} parameters, which is too large")
    wanted = {name: tuple(tensor.shape) for name, tensor in model.state_dict().items()}
    for name in sorted(wanted.keys() | found.keys()):
        if wanted.get(name) != found.get(name):
            there = f"has shape {found[name]} in the file" if name in found else "is not in the file"
            needed = f"the model needs {wanted[name]}" if name in wanted else "the model has no such weight"
            raise CheckpointError(f"{path} does not fit: {name} {there}, but {needed}")


def pick_device(device: str = "auto") -> torch.device:
    """ "auto" takes a CUDA or Apple GPU where there is one."""
    if device != "auto":
        try:
            return torch.empty(0, device=device).device
        except (RuntimeError, AssertionError) as error:
            raise CheckpointError(f"the device {device!r} cannot be used: {str(error).splitlines()[0]}") from error
    if torch.cuda.is_available():
        return torch.device("cuda")
    return torch.device("mps" if torch.backends.mps.is_available() else "cpu")


def file_hash(path: Path) -> str:
    """SHA-256 of a file, to name a checkpoint by."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
