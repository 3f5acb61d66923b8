"""What lies where in the folder of a run."""

from __future__ import annotations

CONFIG = "config.yaml"
STATUS = "status.json"
METRICS = "metrics.csv"
SCAN = "scan.json"
LOG = "log.txt"
REPORT = "report.txt"  # of a fault that nobody foresaw
CONTROL = "control"
TENSORBOARD = "tensorboard"
CHECKPOINTS = "checkpoints"
GIFS = "generation_gifs"
IMAGES = "images"
BEST = "best.safetensors"  # beside the numbered ones, in CHECKPOINTS
STATE = "state.safetensors"
PREVIOUS_STATE = "state.previous.safetensors"
STATE_MARKER = "state.json"  # written last: names the states that are whole

PARTS = ("guide0", "guide1", "cell", "velocity")  # of the bits a note, coarse to fine
METRIC_COLUMNS = (
    "step",
    "minutes",
    "train/bits_total",
    *(f"train/bits_{part}" for part in PARTS),
    "valid/bits_total",
    *(f"valid/bits_{part}" for part in PARTS),
    "lr",
    "grad_norm",
    "windows_per_second",
    "memory_mb",
)


def checkpoint_name(step: int) -> str:
    return f"step_{step:07d}.safetensors"


def gif_name(step: int, sample: int) -> str:
    return f"step_{step:07d}_sample_{sample}.gif"


def image_name(step: int, what: str, sample: int) -> str:
    """``what`` is "real" or "generated"."""
    return f"step_{step:07d}_{what}_{sample}.png"
