"""Settings as frozen dataclasses.  One schema, one way in (YAML), one way to override (``--set a.b=c``)."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

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
METRES_FROM = ("heard", "written")
ONLY = ("all", "pitches", "rhythm", "velocities")


@dataclass(frozen=True, slots=True)
class SampleConfig:
    """How to write.  Conditions left at None are not asked for."""

    seed: int = 0
    temperature: float = 1.0  # divides logits: above 1 is more random
    # Factors of it for bars, beats, notes and dynamics.
    level_temperature: tuple[float, float, float, float] = (1.0, 1.0, 0.92, 1.0)
    top_p: float = 0.97  # nucleus: keep the likeliest choices that add up to this much; 1 = all
    guidance_scale: float = 1.0  # uncond + s * (cond - uncond); 1 = off
    iterations: tuple[int, int, int] = ITERATION_PRESETS["standard"]  # per level, coarse to fine
    style: str | None = None  # one of STYLES
    density: int | None = None  # 0 (sparse) .. NUM_DENSITIES - 1 (dense)
    key: int | str | None = "auto"  # 0-11 C..B major, 12-23 C..B minor; "auto" = the key of the music around
    metre: str = "heard"  # one of METRES_FROM: where bars begin is heard in the music around, or taken as it is written
    ring_steps: int = 8  # how far a new note may ring past the hole's right edge
    only: str = "all"  # what of the notes in the hole is written anew, one of ONLY; the rest of them is kept
    sparsity: float = 0.0  # nats added to "empty" wherever a patch is judged: above 0 emptier, below 0 fuller
    groove: float = 1.0  # how closely new notes keep to the rhythm of the bars around; 0 = as the model likes
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
        if self.metre not in METRES_FROM:
            raise ValueError(f"metre must be one of {', '.join(METRES_FROM)}, not {self.metre!r}")
        if not 0 <= self.ring_steps <= 64:
            raise ValueError(f"ring_steps must be 0 to 64, not {self.ring_steps}")
        if self.only not in ONLY:
            raise ValueError(f"only must be one of {', '.join(ONLY)}, not {self.only!r}")
        if not -10 <= self.sparsity <= 10:
            raise ValueError(f"sparsity must lie between -10 and 10, not {self.sparsity}")
        if not 0 <= self.groove <= 5:
            raise ValueError(f"groove must lie between 0 and 5, not {self.groove}")
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
class Shown:
    """What levels 1 and 2 are shown of music far away; each can be left out, to measure what it is worth."""

    columns: bool = True  # the pitch classes of all octaves at the same steps
    key: bool = True  # how strongly each pitch class sounds in the known music
    echoes: bool = True  # the same place in other bars
    asked: bool = False  # style, density, key and metre, which else level 0 alone is told


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
    shown: Shown = Shown()

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


class SettingError(ValueError):
    """A setting that cannot be used; ``name`` is its place, such as "batch_size", within the part that refuses it."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(problem)
        self.name = name


def _within(section: object, **bounds: tuple[float, float]) -> None:
    for name, (low, high) in bounds.items():
        value = getattr(section, name)
        if value is not None and not low <= value <= high:  # NaN lies nowhere
            end = f"{low:g} or more" if high == math.inf else f"{low:g} to {high:g}"
            raise SettingError(name, f"must be {end}, not {value:g}")


def _one_of(section: object, **choices: tuple[str, ...]) -> None:
    for name, allowed in choices.items():
        if getattr(section, name) not in allowed:
            raise SettingError(name, f"must be one of {', '.join(allowed)}, not {getattr(section, name)!r}")


@dataclass(frozen=True, slots=True)
class HoleMix:
    """How often each kind of hole is painted for training, relative to one another."""

    everything: float = 0.15
    bars: float = 0.35
    continuation: float = 0.1
    pitch_band: float = 0.1
    rectangle: float = 0.15
    blobs: float = 0.05
    scattered: float = 0.1

    def __post_init__(self) -> None:
        _within(self, **{field.name: (0, 1e6) for field in fields(self)})
        if not sum(getattr(self, field.name) for field in fields(self)):
            raise SettingError("everything", "at least one kind of hole must be wanted")


USUAL_HOLES = HoleMix()
LEAVE_OUT = ("off_grid", "odd_metre", "too_short", "duplicate")  # reasons that may be overruled


@dataclass(frozen=True, slots=True)
class DataConfig:
    """What to learn from."""

    train: tuple[str, ...] = ()  # folders of MIDI files
    valid: tuple[str, ...] = ()
    valid_share: float = 0.1  # of the files kept aside where no folder for validation is named
    leave_out: tuple[str, ...] = LEAVE_OUT
    min_bars: int = 4  # shorter files are too short
    leaks: str = "refuse"  # what is in train and in valid: "refuse" to begin, or "drop" it from train
    changed: str = "refuse"  # files that changed since the run began: "refuse" to resume, or "go_on"
    cache: str = "auto"  # a folder for what was read; "auto" = the user's cache folder
    scan_workers: int | None = None  # processes that read files; None = by the number of cores
    played_styles: tuple[str, ...] | None = None  # styles whose velocities were played; None = all
    crops_per_file: int | None = None  # windows of each file in one pass; None = by its length
    transpose: tuple[int, int] = (-6, 5)  # semitones, inclusive
    holes: HoleMix = USUAL_HOLES
    condition_dropout: float = 0.35  # chance that one condition is not asked for
    all_dropout: float = 0.15  # chance that none is
    other_key: float = 0.0  # share of windows whose hole is asked for in another key than that of the music around
    other_style: float = 0.0  # and in another style

    def __post_init__(self) -> None:
        share = dict.fromkeys(("condition_dropout", "all_dropout", "other_key", "other_style"), (0, 1))
        _within(self, valid_share=(0, 0.5), min_bars=(0, 10_000), crops_per_file=(1, 10_000), scan_workers=(0, 256))
        _within(self, **share)
        if self.other_key + self.other_style > 1:
            raise SettingError(
                "other_style", f"and other_key are shares of one whole, not {self.other_style:g} and more"
            )
        _one_of(self, leaks=("refuse", "drop"), changed=("refuse", "go_on"))
        low, high = self.transpose
        if not -48 <= low <= high <= 48:
            raise SettingError("transpose", f"must be two numbers of semitones, low and high, not {low} and {high}")
        for reason in self.leave_out:
            if reason not in LEAVE_OUT:
                raise SettingError("leave_out", f"knows {', '.join(LEAVE_OUT)}, not {reason!r}")
        for style in self.played_styles or ():
            if style not in STYLES:
                raise SettingError("played_styles", f"knows {', '.join(STYLES)}, not {style!r}")


@dataclass(frozen=True, slots=True)
class LoraConfig:
    """Train small adapters beside the weights instead of the weights (Hu et al. 2021); rank 0 = no adapters."""

    rank: int = 0
    alpha: float = 16.0
    dropout: float = 0.0

    def __post_init__(self) -> None:
        _within(self, rank=(0, 512), alpha=(0.01, 1e4), dropout=(0, 0.9))


PRECISIONS = {"32": "32-true", "16": "16-mixed", "bf16": "bf16-mixed"}  # our names, Lightning's names


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """How to learn."""

    init: str | None = None  # a model file to go on from; None = from scratch
    lora: LoraConfig = LoraConfig()
    max_steps: int = 4000
    max_minutes: float | None = None  # stop in good order after so long
    clock: str = "wall"  # what minutes are: "wall", or "processor" (of this process, whatever else the machine does)
    batch_size: int = 8  # windows of a step, over all devices
    accumulate: int = 1  # parts that a step is computed in, to save memory
    max_patches: int = 160  # refined in a step; bounds its time
    max_leaves: int = 640
    optimizer: str = "muon"  # "muon" for the matrices of the blocks and AdamW for the rest, or "adamw" for all
    matrix_lr: float = 0.02  # Muon's
    lr: float = 0.002  # AdamW's
    weight_decay: float = 0.01
    warmup_steps: int = 100
    final_lr: float = 0.05  # share of the top rate at the end
    schedule: str = "cosine"  # "cosine", "linear" or "constant"
    clip: float = 1.0  # longest gradient; 0 = any
    dropout: float = 0.0  # of what a block adds
    attention_dropout: float = 0.0
    init_std: float | None = None  # spread of the first weights; None = each layer's own custom
    mask_ratio: tuple[float, float] = (0.0, 1.0)  # of a hole, the least and the most that is open when the model looks
    ema_decay: float = 0.998  # 0 = no averaged weights
    seed: int = 1
    valid_interval: int = 250  # steps
    valid_windows: int = 32
    log_interval: int = 10  # steps
    state_interval: int = 0  # steps between states to resume from, besides those at validations; 0 = by the clock
    state_minutes: float = 5.0
    checkpoints_kept: int = 5  # models of single steps, besides the best
    images_interval: int | None = None  # steps between pictures; None = at each validation, 0 = none
    gifs_interval: int | None = None
    samples: int = 1  # pictures and animations each time
    explode: float = 4.0  # the loss is said to explode at so many times its best; 0 = never
    gradient_checkpointing: bool = False  # compute twice what would not fit into memory
    threads: int | None = None  # None = one on up to two cores, else cores - 1
    workers: int = 0  # processes that prepare windows
    precision: str | int = "32"  # "32", "16" (GPU) or "bf16"
    device: str = "auto"
    devices: int = 1  # on each machine; 0 = all there are
    num_nodes: int = 1  # machines
    strategy: str = "auto"  # "auto", "ddp" (each device has the model) or "fsdp" (each has a part of it)
    fast_dev_run: bool = False  # a few steps through everything, to see that the settings work

    def __post_init__(self) -> None:
        _within(self, max_steps=(1, 10**9), max_minutes=(0.001, 10**7), batch_size=(1, 65536), accumulate=(1, 4096))
        _within(self, max_patches=(1, 10**7), max_leaves=(1, 10**8), matrix_lr=(0, 10), lr=(0, 10))
        _within(self, weight_decay=(0, 10), warmup_steps=(0, 10**8), final_lr=(0, 1), clip=(0, 1e6), dropout=(0, 0.9))
        _within(self, attention_dropout=(0, 0.9), init_std=(1e-5, 1), ema_decay=(0, 0.999999), seed=(0, 2**31 - 1))
        _within(self, valid_interval=(1, 10**8), valid_windows=(0, 10**6), log_interval=(1, 10**6))
        _within(self, state_interval=(0, 10**8), state_minutes=(0.001, 10**5), checkpoints_kept=(0, 10**5))
        _within(self, images_interval=(0, 10**8), gifs_interval=(0, 10**8), samples=(1, 64), explode=(0, 1e6))
        _within(self, threads=(1, 1024), workers=(0, 256), devices=(0, 1024), num_nodes=(1, 1024))
        _one_of(self, schedule=("cosine", "linear", "constant"), optimizer=("muon", "adamw"))
        _one_of(self, strategy=("auto", "ddp", "fsdp"), clock=("wall", "processor"))
        if self.explode and self.explode <= 1:
            raise SettingError("explode", f"must be above 1, or 0 for never, not {self.explode:g}")
        if self.lightning_precision not in PRECISIONS.values():
            raise SettingError("precision", f"must be one of {', '.join(PRECISIONS)}, not {self.precision!r}")
        low, high = self.mask_ratio
        if not 0 <= low <= high <= 1 or not high:
            raise SettingError("mask_ratio", f"must be two shares from 0 to 1, low and high, not {low:g} and {high:g}")
        self._check_together()

    @property
    def lightning_precision(self) -> str:
        return PRECISIONS.get(str(self.precision), str(self.precision))

    def _check_together(self) -> None:
        parts = self.accumulate * max(1, self.devices) * self.num_nodes
        if self.batch_size % parts:
            raise SettingError(
                "batch_size",
                f"{self.batch_size} windows cannot be shared out evenly over {parts} parts "
                f"(accumulate {self.accumulate} x devices {max(1, self.devices)} x machines {self.num_nodes})",
            )
        if self.warmup_steps > max(100, self.max_steps):
            raise SettingError("warmup_steps", f"are more than the {self.max_steps} steps of max_steps")
        if self.precision in (16, "16", "16-mixed") and self.device == "cpu":
            raise SettingError("precision", "16 needs a GPU, but the device is cpu; 32 or bf16 work there")
        if self.strategy == "fsdp" and self.optimizer == "muon":
            raise SettingError("strategy", "fsdp cuts matrices apart and muon needs them whole: set optimizer: adamw")
        if self.strategy == "fsdp" and self.ema_decay:
            raise SettingError("strategy", "fsdp cannot average weights: set ema_decay: 0")
        if self.strategy == "fsdp" and self.lora.rank:
            raise SettingError("strategy", "fsdp has no place for adapters: set strategy: ddp, or lora.rank: 0")
        if self.lora.rank and self.init is None:
            raise SettingError("lora", "adapters bend a model that exists: name it as init")
        if self.lora.rank and self.init_std is not None:
            raise SettingError("init_std", "has no effect with lora, whose weights come from init")


@dataclass(frozen=True, slots=True)
class RunConfig:
    """Everything of a training run: one YAML file."""

    model: ModelConfig = ModelConfig()
    data: DataConfig = DataConfig()
    train: TrainConfig = TrainConfig()
