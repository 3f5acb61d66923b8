"""Options that several sub-commands share."""

from __future__ import annotations

import argparse
import secrets
from pathlib import Path

from core.config import DEFAULT_MODEL_STYLES, ITERATION_PRESETS, METRES_FROM, NUM_DENSITIES, STYLES, SampleConfig
from core.scale import MODES

KEYS = {
    name + suffix: number + offset
    for offset, suffix in ((0, ""), (12, "m"))
    for number, names in enumerate(("C", "C# Db", "D", "D# Eb", "E", "F", "F# Gb", "G", "G# Ab", "A", "A# Bb", "B"))
    for name in names.split()
}


DEFAULTS = SampleConfig()


def parse_key(text: str) -> int | str | None:
    """``"Am"`` -> 21, ``"auto"`` -> "auto", ``"none"`` -> None."""
    if text.lower() in ("auto", "none"):
        return "auto" if text.lower() == "auto" else None
    spelled = text[:1].upper() + text[1:]
    if spelled not in KEYS:
        raise argparse.ArgumentTypeError(
            f'"{text}" is no key; examples: C, F#, Bb (major), Am, C#m (minor), auto, none'
        )
    return KEYS[spelled]


def add_sampling(parser: argparse.ArgumentParser) -> None:
    """How to write: model, seed, temperature and the rest."""
    model = parser.add_argument_group("model")
    model.add_argument(
        "--model", type=Path, metavar="FILE", help="checkpoint (.safetensors); default: the one included"
    )
    model.add_argument("--device", default="auto", help='"auto" (a GPU if there is one), "cpu" or "cuda"; default auto')
    group = parser.add_argument_group("how to write")
    group.add_argument("--seed", type=int, metavar="N", help="same seed, same notes; default: a new one, printed")
    group.add_argument(
        "--temperature",
        type=float,
        default=DEFAULTS.temperature,
        metavar="T",
        help=f"above 1 bolder, below 1 safer (0.05-5); default {DEFAULTS.temperature:g}",
    )
    group.add_argument(
        "--top-p",
        type=float,
        default=DEFAULTS.top_p,
        metavar="P",
        help=f"keep only the likeliest choices, 0-1, 1 = all; default {DEFAULTS.top_p:g}",
    )
    rounds = group.add_mutually_exclusive_group()
    rounds.add_argument(
        "--iterations", nargs=3, type=int, metavar="N", help="rounds for bars, beats and notes; default 8 4 2"
    )
    rounds.add_argument(
        "--quality", choices=tuple(ITERATION_PRESETS), help="the same by name: fast 4 2 1, standard 8 4 2, high 16 8 4"
    )
    group.add_argument(
        "--guidance-scale", type=float, default=1.0, metavar="G", help="weight of the wishes below, 1 = off; default 1"
    )
    group.add_argument(
        "--sparsity",
        type=float,
        default=DEFAULTS.sparsity,
        metavar="S",
        help="above 0 emptier, below 0 fuller (-10 to 10, in nats of the guides' scores); default 0",
    )
    group.add_argument(
        "--groove",
        type=float,
        default=DEFAULTS.groove,
        metavar="G",
        help="how closely new notes keep to the rhythm of the bars around, 0 = as the model likes (0 to 5); default 1",
    )
    group.add_argument(
        "--ring-steps", type=int, default=8, metavar="N", help="steps a new note may ring beyond the hole; default 8"
    )
    _add_wishes(parser)
    parser.add_argument("--gif", action="store_true", help="also save an animation of the run, NAME.gif")


def _add_wishes(parser: argparse.ArgumentParser) -> None:
    wishes = parser.add_argument_group("wishes")
    wishes.add_argument(
        "--style",
        choices=STYLES,
        help=f"write like this corpus; the default model knows {', '.join(DEFAULT_MODEL_STYLES)}",
    )
    wishes.add_argument(
        "--density",
        type=int,
        choices=range(1, NUM_DENSITIES + 1),
        metavar="D",
        help=f"1 (sparse) to {NUM_DENSITIES} (dense), as in the window; default: no wish",
    )
    wishes.add_argument(
        "--key", type=parse_key, default="auto", help="C, F#, Bb, Am, …; auto: of the music around (default); none"
    )
    wishes.add_argument(
        "--metre",
        choices=METRES_FROM,
        default=DEFAULTS.metre,
        help="where bars begin: heard in the music around if it moves in threes and the file says plain 2/4 or 4/4 "
        "(default), or as written",
    )
    wishes.add_argument(
        "--scale", choices=tuple(MODES), help="the scale on the key's tonic; default: the key's own, major or minor"
    )
    wishes.add_argument("--scale-only", action="store_true", help="new notes lie on the scale, without exception")
    wishes.add_argument("--lowest", type=int, default=0, metavar="P", help="new notes lie at pitch P or above, 0-127")
    wishes.add_argument("--highest", type=int, default=127, metavar="P", help="new notes lie at pitch P or below")


def sample_config(arguments: argparse.Namespace, seed: int | None = None) -> SampleConfig:
    """The settings of the options; ``seed`` stands for a --seed that was not given.  ValueError says what is wrong."""
    iterations = ITERATION_PRESETS[arguments.quality or "standard"]
    if arguments.iterations:
        bars, beats, notes = arguments.iterations
        iterations = (bars, beats, notes)
    given = arguments.seed if seed is None else seed
    return SampleConfig(
        seed=fresh_seed() if given is None else given,
        temperature=arguments.temperature,
        top_p=arguments.top_p,
        guidance_scale=arguments.guidance_scale,
        iterations=iterations,
        style=arguments.style,
        density=None if arguments.density is None else arguments.density - 1,
        key=arguments.key,
        metre=arguments.metre,
        ring_steps=arguments.ring_steps,
        sparsity=arguments.sparsity,
        groove=arguments.groove,
        low_pitch=arguments.lowest,
        high_pitch=arguments.highest,
        scale=arguments.scale,
        scale_only=arguments.scale_only,
        only=getattr(arguments, "only", DEFAULTS.only),
    )


def fresh_seed() -> int:
    return secrets.randbelow(10**9)


def add_output_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="OUT_DIR", help="folder for the results")
