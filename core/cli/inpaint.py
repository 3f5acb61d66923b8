"""``inpaint``: write a hole of each piece anew."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.cli.messages import CommandError
from core.cli.options import add_output_folder, add_sampling
from core.config import MAX_TAKES, ONLY

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.score import Score

_EPILOG = """\
The hole is given by steps and pitches, or painted in a picture.  A step is a sixteenth note: in 4/4, bar N begins at
step 16 * (N - 1).  A note belongs to the hole if it begins there; every other note stays as it is, and the
line printed for each file says how many did not (0).

examples:
  python main.py inpaint song.mid -o out --start-step 64 --stop-step 128
        bars 5 to 8, all pitches
  python main.py inpaint a.mid b.mid -o out --start-step 0 --stop-step 64 --low-pitch 60
        the right hand of the first four bars of two pieces
  python main.py inpaint song.mid -o out --start-step 64 --stop-step 128 --takes 4 --only pitches --scale-only
        four versions with other pitches of the key's scale, the rhythm and the velocities kept
  python main.py inpaint song.mid -o out --hole hole.png --seed 7 --quality high --gif
        the white pixels of hole.png (128 rows, the top one pitch 127; a column a step)
"""


def add_parser(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser(
        "inpaint",
        help="write a hole in each piece anew",
        description="Write a hole in each piece anew and save the piece as OUT_DIR/NAME.mid.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("inputs", nargs="+", type=Path, metavar="IN.mid", help="MIDI files")
    add_output_folder(parser)
    hole = parser.add_argument_group("hole (at least one of these)")
    hole.add_argument("--start-step", type=int, metavar="N", help="first step of the hole; default: the beginning")
    hole.add_argument("--stop-step", type=int, metavar="N", help="step before which it ends; default: the piece's end")
    hole.add_argument("--low-pitch", type=int, metavar="P", help="lowest pitch, 0-127 (60 is middle C); default 0")
    hole.add_argument("--high-pitch", type=int, metavar="P", help="highest pitch, included; default 127")
    hole.add_argument("--hole", type=Path, metavar="FILE.png", help="picture, 128 pixels high; white is the hole")
    part = parser.add_argument_group("what to write")
    part.add_argument(
        "--only",
        choices=ONLY[1:],
        default="all",
        help="write only this of the notes in the hole anew and keep the rest of them exactly; default: everything",
    )
    part.add_argument(
        "--takes",
        type=int,
        default=1,
        metavar="N",
        help=f"so many versions (1-{MAX_TAKES}), NAME-take1.mid and so on; take K is written with seed SEED + K - 1",
    )
    add_sampling(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    ranges = (arguments.start_step, arguments.stop_step, arguments.low_pitch, arguments.high_pitch)
    if arguments.hole is None and all(value is None for value in ranges):
        raise CommandError(
            "No hole was given: say which part to write anew, with --start-step and --stop-step, "
            "--low-pitch and --high-pitch, or --hole FILE.png."
        )
    if arguments.hole is not None and any(value is not None for value in ranges):
        raise CommandError("Give either --hole FILE.png or steps and pitches, not both.")
    if not 1 <= arguments.takes <= MAX_TAKES:
        raise CommandError(f"--takes must be 1 to {MAX_TAKES}, not {arguments.takes}.")
    low, high = arguments.low_pitch or 0, 127 if arguments.high_pitch is None else arguments.high_pitch
    if not 0 <= low <= high <= 127:
        raise CommandError(f"--low-pitch {low} and --high-pitch {high} are no range of pitches within 0-127.")
    start, stop = arguments.start_step or 0, arguments.stop_step
    if start < 0 or (stop is not None and stop <= start):
        raise CommandError(
            f"--start-step {start} and --stop-step {stop} leave no room: the hole must end after it begins."
        )

    from core.cli.fill import fill_files

    def find_hole(score: Score, path: Path) -> NDArray[np.bool_]:
        if arguments.hole is not None:
            return _painted(score, path, arguments.hole)
        return _ranged(score, path, start, stop, low, high)

    return fill_files(arguments, arguments.inputs, find_hole)


def _ranged(score: Score, path: Path, start: int, stop: int | None, low: int, high: int) -> NDArray[np.bool_]:
    from core.region import rectangle
    from core.roll import NUM_PITCHES, num_steps_of

    num_steps = num_steps_of(score)
    if start >= num_steps:
        raise CommandError(f"{path}: the hole begins at step {start}, but the piece has only {num_steps} steps.")
    if stop is not None and stop > num_steps:
        raise CommandError(
            f"{path}: the hole ends at step {stop}, but the piece has only {num_steps} steps; "
            '"continue" makes a piece longer.'
        )
    return rectangle((NUM_PITCHES, num_steps), low, high + 1, start, num_steps if stop is None else stop)


def _painted(score: Score, path: Path, picture: Path) -> NDArray[np.bool_]:
    from core.region import from_png
    from core.roll import num_steps_of

    hole = from_png(picture, num_steps_of(score))
    if not hole.any():
        raise CommandError(f"{path}: nothing is white in {picture}, so there is no hole to fill.")
    return hole
