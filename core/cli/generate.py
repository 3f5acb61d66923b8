"""``generate``: write new pieces."""

from __future__ import annotations

import argparse
import dataclasses
import time
from pathlib import Path
from typing import Any

from core.cli.messages import CommandError, complain, say, sentence
from core.cli.options import add_output_folder, add_sampling, sample_config

_EPILOG = """\
Piece number k is written with seed SEED + k - 1 and named after it, so that any of them can be written again alone.

examples:
  python main.py generate -n 4 -o out
  python main.py generate -n 1 --steps 128 --seed 42 --style pop909 --guidance-scale 2 -o out --gif
"""


def add_parser(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser(
        "generate",
        help="write new pieces",
        description="Write new pieces and save them as OUT_DIR/generated-SEED.mid.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("-n", "--number", type=int, default=1, metavar="N", help="how many pieces; default 1")
    parser.add_argument(
        "--steps", type=int, default=256, metavar="N", help="length in sixteenth notes; default 256 (16 bars of 4/4)"
    )
    add_output_folder(parser)
    add_sampling(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from core.cli import engine
    from core.cli.files import make_folder
    from core.roll import MAX_STEPS

    if not 1 <= arguments.number <= 10_000:
        raise CommandError(f"-n must be 1 to 10000, not {arguments.number}.")
    if not 1 <= arguments.steps <= MAX_STEPS:
        raise CommandError(f"--steps must be 1 to {MAX_STEPS}, not {arguments.steps}.")
    config = sample_config(arguments)
    dataclasses.replace(config, seed=config.seed + arguments.number - 1)  # refuses a last seed out of range now
    make_folder(arguments.out)
    model = engine.load_model(arguments.model, arguments.device)
    failures = 0
    for seed in range(config.seed, config.seed + arguments.number):
        out = arguments.out / f"generated-{seed}.mid"
        try:
            _write_piece(model, arguments, dataclasses.replace(config, seed=seed), out)
        except CommandError as error:
            complain(str(error))
            failures += 1
        except (MemoryError, ValueError, OSError, RuntimeError) as error:
            complain(sentence(error, out))
            failures += 1
    return 1 if failures else 0


def _write_piece(model: Any, arguments: argparse.Namespace, config: Any, out: Path) -> None:
    import numpy as np

    from core.cli import engine
    from core.cli.files import naming
    from core.export.gif import export_run_gif
    from core.export.record import RunRecord
    from core.midi_file import write_midi
    from core.roll import MIN_STEPS, NUM_PITCHES, Roll, notes_of, score_from_roll
    from core.sampler.request import SampleRequest

    began = time.monotonic()
    # A run needs a whole window to work on; what is asked for is the hole in it.
    roll = Roll.empty(max(arguments.steps, MIN_STEPS))
    hole = np.zeros((NUM_PITCHES, roll.num_steps), np.bool_)
    hole[:, : arguments.steps] = True
    request = SampleRequest(roll, hole, config)
    record = RunRecord(request) if arguments.gif else None
    result = engine.run(model, request, out.stem, record).window(0, arguments.steps)
    with naming(out):
        write_midi(score_from_roll(result), out)
    say(f"{out}: {len(notes_of(result))} notes, seed {config.seed}, {time.monotonic() - began:.1f} s")
    if record is not None:
        with naming(out.with_suffix(".gif")):  # the piece is saved, whatever becomes of its animation
            export_run_gif(record, out.with_suffix(".gif"))
