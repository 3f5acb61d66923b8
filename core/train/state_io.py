"""Training states as safetensors plus JSON, so that resuming a run never unpickles anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from lightning.pytorch.plugins.io import CheckpointIO
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from core.files import write_with

FORMAT = "fractalmidi-state-1"


def pack(value: Any, tensors: dict[str, torch.Tensor]) -> Any:
    """JSON-able skeleton of ``value``; its tensors go into ``tensors``.  Other objects are refused with TypeError."""
    if isinstance(value, torch.Tensor):
        name = f"t{len(tensors)}"
        tensors[name] = value.detach().cpu().clone().contiguous()
        return {"tensor": name}
    if isinstance(value, dict):
        return {"dict": [[pack(k, tensors), pack(v, tensors)] for k, v in value.items()]}
    if isinstance(value, (list, tuple)):
        return {type(value).__name__: [pack(v, tensors) for v in value]}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if callable(value):  # a schedule's function: rebuilt from the settings
        return None
    raise TypeError(f"a training state cannot hold {type(value).__name__}")


def unpack(value: Any, tensors: dict[str, torch.Tensor]) -> Any:
    if not isinstance(value, dict):
        return value
    if "tensor" in value:
        return tensors[value["tensor"]]
    if "dict" in value:
        return {unpack(k, tensors): unpack(v, tensors) for k, v in value["dict"]}
    items = [unpack(v, tensors) for v in next(iter(value.values()))]
    return tuple(items) if "tuple" in value else items


class SafeStateIO(CheckpointIO):
    def save_checkpoint(self, checkpoint: dict[str, Any], path: Any, storage_options: Any = None) -> None:
        tensors: dict[str, torch.Tensor] = {}
        kept = {k: v for k, v in checkpoint.items() if k not in ("loops", "hparams_name", "hparams_type")}
        kept["loops"] = checkpoint.get("loops")
        skeleton = json.dumps(pack(kept, tensors))
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        metadata = {"format": FORMAT, "state": skeleton}
        write_with(Path(path), lambda temporary: save_file(tensors, temporary, metadata))

    def load_checkpoint(self, path: Any, map_location: Any = None, weights_only: bool | None = None) -> dict[str, Any]:
        try:
            with safe_open(path, framework="pt") as file:
                metadata = file.metadata() or {}
                if metadata.get("format") != FORMAT:
                    raise ValueError(f"{path} is not a training state of this program")
                tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 not a dict
        except (SafetensorError, OSError) as error:
            raise ValueError(f"{path} is damaged and cannot be resumed from: {error}") from error
        state = unpack(json.loads(metadata["state"]), tensors)
        assert isinstance(state, dict)
        return state

    def remove_checkpoint(self, path: Any) -> None:
        Path(path).unlink(missing_ok=True)
