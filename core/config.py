"""Settings as frozen dataclasses.  One schema, one way in (YAML), one way to override (``--set a.b=c``)."""

from __future__ import annotations

from dataclasses import dataclass

ITERATION_PRESETS: dict[str, tuple[int, int, int]] = {
    "fast": (4, 2, 1),
    "standard": (8, 4, 2),
    "high": (16, 8, 4),
}
STYLES = ("pop909", "nottingham", "jsb", "lieder", "quartets", "openhymnal")
NUM_DENSITIES = 8


@dataclass(frozen=True, slots=True)
class SampleConfig:
    """How to write.  Conditions left at None are not asked for."""

    seed: int = 0
    temperature: float = 1.0  # divides logits: above 1 is more random
    top_p: float = 1.0  # nucleus: keep the likeliest choices that add up to this much
    guidance_scale: float = 1.0  # uncond + s * (cond - uncond); 1 = off
    iterations: tuple[int, int, int] = ITERATION_PRESETS["standard"]  # per level, coarse to fine
    style: str | None = None  # one of STYLES
    density: int | None = None  # 0 (sparse) .. NUM_DENSITIES - 1 (dense)
    key: int | str | None = "auto"  # 0-11 C..B major, 12-23 C..B minor; "auto" = the key of the music around
    ring_steps: int = 8  # how far a new note may ring past the hole's right edge

    def __post_init__(self) -> None:
        if not 0 <= self.seed < 2**63:
            raise ValueError(f"seed must be a whole number from 0 to 2^63 - 1, not {self.seed}")
        if not 0.05 <= self.temperature <= 5:
            raise ValueError(f"temperature must lie between 0.05 and 5, not {self.temperature}")
        if not 0 < self.top_p <= 1:
            raise ValueError(f"top_p must be above 0 and at most 1, not {self.top_p}")
        if not 0 <= self.guidance_scale <= 10:
            raise ValueError(f"guidance_scale must lie between 0 and 10, not {self.guidance_scale}")
        if len(self.iterations) != 3 or not all(1 <= n <= 64 for n in self.iterations):
            raise ValueError(f"iterations needs three numbers from 1 to 64, not {self.iterations}")
        if self.style is not None and self.style not in STYLES:
            raise ValueError(f"style must be one of {', '.join(STYLES)}, not {self.style!r}")
        if self.density is not None and not 0 <= self.density < NUM_DENSITIES:
            raise ValueError(f"density must be 0 to {NUM_DENSITIES - 1}, not {self.density}")
        if isinstance(self.key, str) and self.key != "auto":
            raise ValueError(f'key must be 0 to 23, "auto" or nothing, not {self.key!r}')
        if isinstance(self.key, int) and not 0 <= self.key < 24:
            raise ValueError(f"key must be 0 to 23, not {self.key}")
        if not 0 <= self.ring_steps <= 64:
            raise ValueError(f"ring_steps must be 0 to 64, not {self.ring_steps}")
