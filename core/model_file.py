"""What stands in a model file's header, read without torch and without loading any weight."""

from __future__ import annotations

import hashlib
import json
import struct
from pathlib import Path
from typing import Any

from core.reasons import words_of
from core.refusal import Refusal

FORMAT = "fractalmidi-model-2"
MAX_FILE_BYTES = 2 << 30
MAX_HEADER_BYTES = 4 << 20


class CheckpointError(Refusal):
    """A model file that cannot be used; the text is a sentence for the user."""


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
        raise CheckpointError(f"{path} cannot be read: {words_of(error)}") from error
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


def file_hash(path: Path) -> str:
    """SHA-256 of a file, to name a checkpoint by."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
