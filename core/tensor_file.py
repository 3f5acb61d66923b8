"""Writing safetensors whole or not at all, with the system's own errors."""

from __future__ import annotations

import os
import re
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import save_file

from core.files import write_with

_SYSTEM_ERROR = re.compile(r"\(os error (\d+)\)")


def save_tensors(tensors: dict[str, torch.Tensor], path: Path, metadata: dict[str, str]) -> None:
    """Raises OSError that knows its number where the disk is full: the library has only words for it."""
    write_with(path, lambda temporary: _save(tensors, temporary, path, metadata))


def _save(tensors: dict[str, torch.Tensor], temporary: Path, path: Path, metadata: dict[str, str]) -> None:
    try:
        save_file(tensors, temporary, metadata)
    except SafetensorError as error:
        number = _SYSTEM_ERROR.search(str(error))
        if number is None:
            raise OSError(f"The weights could not be written: {error}") from error
        raise OSError(int(number[1]), os.strerror(int(number[1])), str(path)) from error
