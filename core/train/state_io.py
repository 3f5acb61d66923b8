"""Training states as safetensors plus JSON, so that resuming a run never unpickles anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from lightning.pytorch.plugins.io import CheckpointIO
from safetensors import SafetensorError, safe_open

from core.files import sync_folder, write_bytes
from core.model_file import file_hash
from core.refusal import Refusal
from core.tensor_file import save_tensors

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
    """Keeps the last two states.

    A state is written beside the old one, brought to the disk and renamed; only then does the marker name it.  At any
    moment, one that the marker names is whole.
    """

    def save_checkpoint(self, checkpoint: dict[str, Any], path: Any, storage_options: Any = None) -> None:
        tensors: dict[str, torch.Tensor] = {}
        kept = {k: v for k, v in checkpoint.items() if k not in ("hparams_name", "hparams_type")}
        skeleton = json.dumps(pack(kept, tensors))
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        metadata = {"format": FORMAT, "state": skeleton}
        fresh = path.with_name(f"{path.stem}.new{path.suffix}")
        save_tensors(tensors, fresh, metadata)
        known = whole_states(path)
        digest = file_hash(fresh)
        if path.exists():
            path.replace(previous_of(path))
        fresh.replace(path)
        sync_folder(path.parent)
        write_bytes(marker_of(path), json.dumps({"format": FORMAT, "whole": [digest, *known[:1]]}).encode())

    def load_checkpoint(self, path: Any, map_location: Any = None, weights_only: bool | None = None) -> dict[str, Any]:
        try:
            with safe_open(path, framework="pt") as file:
                metadata = file.metadata() or {}
                if metadata.get("format") != FORMAT:
                    raise Refusal(f"{path} is not a training state of this program")
                tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 not a dict
        except (SafetensorError, OSError) as error:
            raise Refusal(f"{path} is damaged and cannot be resumed from: {error}") from error
        try:
            state = unpack(json.loads(metadata["state"]), tensors)
            if not isinstance(state, dict):
                raise TypeError
        except (ValueError, LookupError, TypeError, StopIteration, RecursionError) as error:
            raise Refusal(f"{path} is damaged and cannot be resumed from: its description makes no sense") from error
        return state

    def remove_checkpoint(self, path: Any) -> None:
        Path(path).unlink(missing_ok=True)


def previous_of(path: Path) -> Path:
    return path.with_name(f"{path.stem}.previous{path.suffix}")


def marker_of(path: Path) -> Path:
    return path.with_suffix(".json")


def whole_states(path: Path) -> list[str]:
    """SHA-256 of the states that were written to their end, newest first; empty without a marker."""
    try:
        marker = json.loads(marker_of(path).read_text(encoding="utf-8"))
        return [str(digest) for digest in marker["whole"]]
    except (OSError, ValueError, LookupError, TypeError):
        return []


def last_good_state(path: Path) -> Path:
    """The newest whole state of ``path`` and the one before.  Raises FileNotFoundError, ValueError with a sentence."""
    found = [file for file in (path, previous_of(path)) if file.is_file()]
    if not found:
        raise FileNotFoundError(f"{path.parent} holds no {path.name} to resume from")
    known = whole_states(path)
    for digest in known:
        for file in found:
            if file_hash(file) == digest:
                return file
    if known:
        raise Refusal(
            f"{path} and {previous_of(path).name} are damaged: neither is what was written. "
            "Start a new run from the best checkpoint with train.init"
        )
    return found[0]  # a run of an earlier version, or one that died as it wrote its first marker
