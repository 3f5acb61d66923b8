"""Ways to train: a file of settings each, and whether it begins from a model or from nothing."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from fractalmidi_studio.i18n import later

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "configs"


@dataclass(frozen=True, slots=True)
class Preset:
    file: str
    label: str
    tip: str
    from_model: bool  # goes on from a model; otherwise it begins with random weights
    minutes: int  # usual length
    needs: str = ""  # a package without which it cannot run

    @property
    def path(self) -> Path:
        return FOLDER / self.file


PRESETS = (
    Preset(
        "finetune.yaml", later("A few minutes on my files"),
        later("Bends the base model towards your music. Ten files are enough."), True, 10,
    ),
    Preset(
        "finetune_lora.yaml", later("A few minutes, small adapters (LoRA)"),
        later("As above, but only small additions to the base model are learned: less memory, keeps more of it."),
        True, 10, "peft",
    ),
    Preset(
        "small.yaml", later("Small: the default model's size"),
        later("From nothing. Wants hundreds of files and some hours."), False, 105,
    ),
    Preset(
        "base.yaml", later("Medium: three times as large"),
        later("From nothing. Wants thousands of files and a GPU."), False, 1440,
    ),
    Preset(
        "large.yaml", later("Large: ten times as large"),
        later("From nothing. Wants tens of thousands of files and a large GPU."), False, 4320,
    ),
)  # fmt: skip


def presets(from_model: bool) -> list[Preset]:
    """Those that can run here."""
    return [
        preset
        for preset in PRESETS
        if preset.from_model == from_model and preset.path.is_file() and (not preset.needs or find_spec(preset.needs))
    ]
