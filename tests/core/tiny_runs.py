"""Training runs that take seconds."""

from __future__ import annotations

from pathlib import Path

import yaml

from core.midi_file import write_midi
from core.roll import score_from_roll
from tests.core.music import random_roll


def settings_file(folder: Path, kinds=("mar", "mar", "ar"), data=None, **train_settings) -> Path:
    patches = ([12, 16], [4, 4], [1, 1])
    levels = [{"kind": k, "patch": p, "dim": 16, "depth": 1, "heads": 2} for k, p in zip(kinds, patches, strict=True)]
    dynamics = {"dim": 16, "depth": 1, "heads": 2}
    settings = {
        "model": {"levels": levels, "num_steps": 64, "dynamics": dynamics},
        "data": {
            "cache": str(folder / "cache"),
            "scan_workers": 0,
            "leave_out": [],
            "leaks": "drop",
            "valid_share": 0.0,
        }
        | (data or {}),
        "train": {"max_steps": 4, "batch_size": 2, "valid_interval": 2, "valid_windows": 2, "warmup_steps": 1}
        | {"device": "cpu", "images_interval": 0, "gifs_interval": 0}
        | train_settings,
    }
    path = folder / f"{'-'.join(kinds)}.yaml"
    path.write_text(yaml.safe_dump(settings))
    return path


def write_music(folder: Path, pieces: int) -> Path:
    """``folder`` with so many MIDI files of random music, eight bars each."""
    for seed in range(pieces):
        write_midi(score_from_roll(random_roll(seed, 128, 90)), folder / f"{seed}.mid")
    return folder
