"""Files that run code where a loader is careless, given to every way in: nothing of them may run.

Each payload would create a file (the canary) if it were executed.
"""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

from core.checkpoint import load_model
from core.cli import main as command
from core.config_io import load_run_config
from core.midi_file import read_midi
from core.model_file import read_info
from core.project.store import open_project
from core.region import from_png
from core.train.state_io import SafeStateIO
from tests.torture.campaign import Outcome


class _Touch:
    """Unpickled, it makes the canary."""

    def __init__(self, canary: Path) -> None:
        self.canary = canary

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.system, (f"touch '{self.canary}'",)


def payloads(canary: Path) -> dict[str, bytes]:
    """Name → bytes."""
    out = {f"pickle {n}": pickle.dumps(_Touch(canary), protocol=n) for n in range(pickle.HIGHEST_PROTOCOL + 1)}
    for zipped in (True, False):
        buffer = io.BytesIO()
        torch.save({"state_dict": _Touch(canary)}, buffer, _use_new_zipfile_serialization=zipped)
        out[f"torch {'zip' if zipped else 'legacy'}"] = buffer.getvalue()
    array = np.empty(1, object)
    array[0] = _Touch(canary)
    for name, save in (("npy", np.save), ("npz", np.savez)):
        buffer = io.BytesIO()
        save(buffer, array, allow_pickle=True) if name == "npy" else save(buffer, array)
        out[name] = buffer.getvalue()
    for tag in ("python/object/apply:os.system", "python/object/new:os.system"):
        out[f"yaml {tag}"] = f"model: !!{tag} [\"touch '{canary}'\"]\n".encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("data.pkl", out["pickle 2"])
        archive.writestr("project.json", out["pickle 2"])
    out["zip"] = buffer.getvalue()
    for magic in (b"MThd\0\0\0\6\0\0\0\1\1\xe0", b"\x89PNG\r\n\x1a\n", len(out["pickle 2"]).to_bytes(8, "little")):
        out[f"pickle behind {magic[:4]!r}"] = magic + out["pickle 2"]
    return out


SUFFIXES = (".safetensors", ".ckpt", ".pt", ".mid", ".png", ".npy", ".npz", ".yaml", ".fmstudio", ".sf2")


def ways_in() -> dict[str, Callable[[Path], Any]]:
    """Everything that reads a file which came from elsewhere."""
    return {
        "model": load_model,
        "model info": read_info,
        "training state": lambda path: SafeStateIO().load_checkpoint(path),
        "training settings": lambda path: load_run_config(path, ()),
        "MIDI": read_midi,
        "hole": from_png,
        "project": open_project,
        "settings": _settings,
        "command info": lambda path: _quietly(["info", str(path)]),
        "command evaluate": lambda path: _quietly(["evaluate", str(path.parent), "--model", str(path)]),
        "command render": lambda path: _quietly(["render", str(path), "-o", str(path.with_suffix(".out.png"))]),
    }


def _settings(path: Path) -> None:
    """The window's file of settings, which PySide6 alone would unpickle (``tests/gui/test_settings_file.py``)."""
    from PySide6.QtCore import QSettings

    from fractalmidi_studio.settings import Settings

    store = Settings(QSettings(str(path), QSettings.Format.IniFormat)).store
    for key in store.allKeys():
        store.value(key)


def _quietly(arguments: list[str]) -> None:
    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
        command(arguments)


def run(amount: int, seed: int, keep: Path) -> Outcome:
    outcome = Outcome()
    ways = ways_in()
    for _ in range(amount):
        with tempfile.TemporaryDirectory() as folder:
            canary = Path(folder) / "canary"
            _touches_when_unpickled(canary)
            for name, data in payloads(canary).items():
                for suffix in SUFFIXES:
                    path = Path(folder) / f"x{suffix}"
                    path.write_bytes(data)
                    for way, load in ways.items():
                        outcome.tries += 1
                        with contextlib.suppress(Exception):  # how it is refused is for other tests
                            load(path)
                        if canary.exists():
                            outcome.fail("executed", f"{name} as {suffix} through {way}")
                            canary.unlink()
                    path.unlink()
    outcome.figures = {"payloads": len(payloads(canary)), "ways in": len(ways), "endings": len(SUFFIXES)}
    return outcome


def _touches_when_unpickled(canary: Path) -> None:
    """The payload is a live one: a careless loader does run it."""
    pickle.loads(payloads(canary)["pickle 2"])  # noqa: S301 the one place where that is wanted
    assert canary.exists()
    canary.unlink()
