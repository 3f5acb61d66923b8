"""``continue``: add bars at the end of each piece."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.cli.messages import CommandError
from core.cli.options import add_output_folder, add_sampling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.score import Score

_EPILOG = """\
The new bars begin at the first bar line after the last note and are as long as the piece's last metre says.

examples:
  python main.py continue song.mid --bars 4 -o out
  python main.py continue *.mid --bars 8 -o longer --seed 3 --temperature 0.9 --gif
"""


def add_parser(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser(
        "continue",
        help="add bars at the end of each piece",
        description="Add bars at the end of each piece and save the piece as OUT_DIR/NAME.mid.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("inputs", nargs="+", type=Path, metavar="IN.mid", help="MIDI files")
    parser.add_argument("--bars", type=int, default=4, metavar="N", help="how many bars to add; default 4")
    add_output_folder(parser)
    add_sampling(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if not 1 <= arguments.bars <= 1000:
        raise CommandError(f"--bars must be 1 to 1000, not {arguments.bars}.")

    from core.cli.fill import fill_files

    return fill_files(arguments, arguments.inputs, lambda score, path: end_hole(score, path, arguments.bars))


def end_hole(score: Score, path: Path, num_bars: int) -> NDArray[np.bool_]:
    """Hole (128, steps) over the ``num_bars`` bars after the last note; it reaches beyond the piece."""
    from core.region import rectangle
    from core.roll import MAX_STEPS, MIN_STEPS, NUM_PITCHES
    from core.units import nearest_step, next_bar_line

    last_tick = max(note.offset_tick for track in score.tracks for note in track.notes)
    line = next_bar_line(score, last_tick)
    start = nearest_step(line, score.ticks_per_quarter)
    for _ in range(num_bars):
        line = next_bar_line(score, line + 1)
    stop = nearest_step(line, score.ticks_per_quarter)
    if stop > MAX_STEPS:
        raise CommandError(
            f"{path}: with {num_bars} more bars the piece would be too long ({MAX_STEPS} steps at most)."
        )
    if stop <= start:
        raise CommandError(
            f"{path}: the bars at the end are shorter than a sixteenth note, so there is no room to fill."
        )
    return rectangle((NUM_PITCHES, max(stop, MIN_STEPS)), 0, NUM_PITCHES, start, stop)
