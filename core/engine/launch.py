"""What the spawned process runs first.  The server, and torch with it, is imported there and nowhere else."""

from __future__ import annotations

import importlib
from multiprocessing.connection import Connection
from pathlib import Path


def launch(pipe: Connection, model_path: Path | None, device: str) -> None:
    importlib.import_module("core.engine.server").serve(pipe, model_path, device)
