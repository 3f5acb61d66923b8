"""Settings as frozen dataclasses.  One schema, one way in (YAML), one way to override (``--set a.b=c``)."""

from __future__ import annotations

from dataclasses import dataclass

from core.scale import MODES

ITERATION_PRESETS: dict[str, tuple[int, int, int]] = {
    "fast": (4, 2, 1),
    "standard": (8, 4, 2),
    "high": (16, 8, 4),
}
STYLES = ("pop909", "nottingham", "jsb", "lieder", "quartets", "openhymnal")
DEFAULT_MODEL_STYLES = ("pop909", "lieder", "quartets", "openhymnal")  # what the shipped model has learned
NUM_DENSITIES = 8
MAX_TAKES = 8  # of one run
ONLY = ("all", "pitches", "rhythm", "velocities")


@dataclass(frozen=True, slots=True)
class SampleConfig:
    """How to write.  Conditions left at None are not asked for."""

    seed: int = 0
    temperature: float = 1.0  # divides logits: above 1 is more random
    # Factors of it for bars, beats, notes and dynamics.
    level_temperature: tuple[float, float, float, float] = (1.0, 1.0, 0.85, 1.0)
    top_p: float = 0.97  # nucleus: keep the likeliest choices that add up to this much; 1 = all
    guidance_scale: float = 1.0  # uncond + s * (cond - uncond); 1 = off
    iterations: tuple[int, int, int] = ITERATION_PRESETS["standard"]  # per level, coarse to fine
    style: str | None = None  # one of STYLES
    density: int | None = None  # 0 (sparse) .. NUM_DENSITIES - 1 (dense)
    key: int | str | None = "auto"  # 0-11 C..B major, 12-23 C..B minor; "auto" = the key of the music around
    ring_steps: int = 8  # how far a new note may ring past the hole's right edge
    only: str = "all"  # what of the notes in the hole is written anew, one of ONLY; the rest of them is kept
    sparsity: float = 0.0  # nats added to "empty" wherever a patch is judged: above 0 emptier, below 0 fuller
    low_pitch: int = 0  # new notes lie within low_pitch .. high_pitch, both included
    high_pitch: int = 127
    scale: str | None = None  # a mode of core.scale on the key's tonic; None = the key's own, major or minor
    scale_only: bool = False  # new notes lie on that scale; has no effect where no key is known

    def __post_init__(self) -> None:
        if not 0 <= self.seed < 2**63:
            raise ValueError(f"seed must be a whole number from 0 to 2^63 - 1, not {self.seed}")
        if not 0.05 <= self.temperature <= 5:
            raise ValueError(f"temperature must lie between 0.05 and 5, not {self.temperature}")
        if len(self.level_temperature) != 4 or not all(0.05 <= t <= 5 for t in self.level_temperature):
            raise ValueError(f"level_temperature must be four numbers from 0.05 to 5, not {self.level_temperature}")
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
        if self.only not in ONLY:
            raise ValueError(f"only must be one of {', '.join(ONLY)}, not {self.only!r}")
        if not -10 <= self.sparsity <= 10:
            raise ValueError(f"sparsity must lie between -10 and 10, not {self.sparsity}")
        if not 0 <= self.low_pitch <= self.high_pitch <= 127:
            raise ValueError(f"{self.low_pitch} to {self.high_pitch} is no range of pitches within 0-127")
        if self.scale is not None and self.scale not in MODES:
            raise ValueError(f"scale must be one of {', '.join(MODES)}, not {self.scale!r}")


LEVEL_KINDS = ("mar", "ar")


def _check_size(what: str, dim: int, depth: int, heads: int) -> None:
    if not (1 <= depth <= 64 and 1 <= heads <= 64 and 8 <= dim <= 4096):
        raise ValueError(f"{what} of dim {dim}, depth {depth}, heads {heads} is out of bounds")
    if dim % heads or (dim // heads) % 4:
        raise ValueError(f"dim {dim} must be heads {heads} times a multiple of 4")


@dataclass(frozen=True, slots=True)
class LevelSpec:
    """One level's generator.  ``patch`` is the size in cells of what the level decides one of."""

    kind: str  # "mar": masked, any order; "ar": causal
    patch: tuple[int, int]  # (pitches, steps); the last level's patch is one cell
    dim: int
    depth: int
    heads: int
    scan: str = "column"  # visiting order of an "ar" level

    def __post_init__(self) -> None:
        if self.kind not in LEVEL_KINDS:
            raise ValueError(f"a level's kind must be one of {', '.join(LEVEL_KINDS)}, not {self.kind!r}")
        if self.scan not in ("row", "column"):
            raise ValueError(f'a level\'s scan must be "row" or "column", not {self.scan!r}')
        _check_size("a level", self.dim, self.depth, self.heads)


@dataclass(frozen=True, slots=True)
class DynamicsSpec:
    """The generator of velocities; its tokens are notes."""

    dim: int = 128
    depth: int = 3
    heads: int = 4

    def __post_init__(self) -> None:
        _check_size("dynamics", self.dim, self.depth, self.heads)


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """The fractal: three levels, each inside a patch of the one before; and the dynamics of the notes."""

    levels: tuple[LevelSpec, LevelSpec, LevelSpec] = (
        LevelSpec("mar", (12, 16), 256, 6, 8),
        LevelSpec("mar", (4, 4), 192, 3, 6),
        LevelSpec("ar", (1, 1), 128, 3, 4),
    )
    num_steps: int = 256  # columns of the window that the model is trained on
    dynamics: DynamicsSpec = DynamicsSpec()

    def __post_init__(self) -> None:
        if len(self.levels) != 3:
            raise ValueError(f"a model has 3 levels, not {len(self.levels)}")
        if self.levels[2].patch != (1, 1):
            raise ValueError(f"the last level decides single cells, not {self.levels[2].patch}")
        (h0, w0), (h1, w1) = self.levels[0].patch, self.levels[1].patch
        if min(h0, w0, h1, w1) < 1 or h0 > 128 or w0 > 256 or h0 % h1 or w0 % w1:
            raise ValueError(f"patches of {h1} x {w1} do not fit into patches of {h0} x {w0}")
        if not 16 <= self.num_steps <= 4096 or self.num_steps % w0:
            raise ValueError(f"{self.num_steps} steps cannot be cut into patches of {w0}")

    @property
    def kinds(self) -> tuple[str, str, str]:
        return (self.levels[0].kind, self.levels[1].kind, self.levels[2].kind)

    @property
    def num_rows(self) -> int:
        """Pitches, padded so that whole patches fit (128 -> 132 with patches of an octave)."""
        height = self.levels[0].patch[0]
        return -(-128 // height) * height


@dataclass(frozen=True, slots=True)
class DataConfig:
    """What to learn from."""

    train: tuple[str, ...] = ()  # folders of MIDI files
    valid: tuple[str, ...] = ()
    played_styles: tuple[str, ...] | None = None  # styles whose velocities were played; None = all
    transpose: tuple[int, int] = (-6, 5)  # semitones, inclusive
    condition_dropout: float = 0.35
    all_dropout: float = 0.15


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """How to learn."""

    init: str | None = None  # a model file to go on from; None = from scratch
    max_steps: int = 4000
    max_minutes: float | None = None  # stop in good order after so long
    batch_size: int = 8  # windows
    max_patches: int = 160  # refined in a batch; bounds the time of a step
    max_leaves: int = 640
    matrix_lr: float = 0.02  # Muon, for the weights of the blocks
    lr: float = 0.002  # AdamW, for everything else
    weight_decay: float = 0.01
    warmup_steps: int = 100
    final_lr: float = 0.05  # share of the top rate at the end
    schedule: str = "cosine"  # "cosine", "linear" or "constant"
    clip: float = 1.0
    dropout: float = 0.0
    ema_decay: float = 0.998
    seed: int = 1
    valid_interval: int = 250  # steps
    valid_windows: int = 32
    threads: int | None = None  # None = one on up to two cores, else cores - 1
    workers: int = 0
    precision: str = "32-true"  # Lightning's names; "bf16-mixed" where the device is fast at it
    device: str = "auto"


@dataclass(frozen=True, slots=True)
class RunConfig:
    """Everything of a training run: one YAML file."""

    model: ModelConfig = ModelConfig()
    data: DataConfig = DataConfig()
    train: TrainConfig = TrainConfig()
