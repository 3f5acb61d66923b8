"""The model that the engine holds, and its exchange for another one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.sampler.request import Checkpoint

if TYPE_CHECKING:
    from core.model.fractal import FractalModel


@dataclass(slots=True)
class Models:
    """One model at a time.  ``path`` None is the one that comes with the program."""

    model: FractalModel
    path: Path | None
    sha256: str
    device: str
    own: Path | None  # the engine's own, for requests that name none

    @classmethod
    def load(cls, path: Path | None, device: str) -> Models:
        model, sha256 = _load(path, device, "")
        return cls(model, path, sha256, device, path)

    def of(self, wanted: Checkpoint) -> FractalModel:
        """The model that a request asks for.  Where it cannot be had: a ValueError, and the old one stays."""
        path = self.own if wanted.path is None else Path(wanted.path)
        if path != self.path or (wanted.sha256 and wanted.sha256 != self.sha256):
            self.model, self.sha256 = _load(path, self.device, wanted.sha256)
            self.path = path
        return self.model


def _load(path: Path | None, device: str, sha256: str) -> tuple[FractalModel, str]:
    from core.checkpoint import DEFAULT_MODEL, CheckpointError, load_for_sampling
    from core.model_file import file_hash, read_info

    file = path or DEFAULT_MODEL
    read_info(file)  # a sentence for what is no model file at all, before it is read from end to end
    found = file_hash(file)
    if sha256 and found != sha256:
        raise CheckpointError(
            f"{file.name} is not the model file that was asked for: it begins {found[:8]}, not {sha256[:8]}."
        )
    return load_for_sampling(path, device), found
