"""``continue``: add bars at the end of each piece."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from core.cli.messages import CommandError
from core.cli.options import add_output_folder, add_sampling

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
    from core.fill import continuation_hole

    return fill_files(arguments, arguments.inputs, lambda score, path: continuation_hole(score, arguments.bars))
