"""``render``: a piece as a picture, an animation or a sound file."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from core.cli.messages import CommandError, say, sentence

_EPILOG = """\
examples:
  python main.py render song.mid -o song.png
  python main.py render song.mid -o bars-5-to-8.png --start-step 64 --stop-step 128
  python main.py render song.mid -o hole.png --hole hole-mask.png
  python main.py render song.mid -o song.gif
  python main.py render song.mid -o song.wav
  python main.py render song.mid -o song.flac --soundfont mine.sf2
"""


def add_parser(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser(
        "render",
        help="draw (.png), animate (.gif) or play (.wav, .flac, .ogg) a piece into a file",
        description="Draw a piece (.png), animate it (.gif), play it (.wav, .flac, .ogg), or write it anew (.mid).",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("input", type=Path, metavar="IN.mid", help="MIDI file")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="OUT", help="result; its ending is the format")
    parser.add_argument("--start-step", type=int, metavar="N", help="PNG: first step drawn; default 0")
    parser.add_argument("--stop-step", type=int, metavar="N", help="PNG: step before which it ends; default: the end")
    parser.add_argument("--hole", type=Path, metavar="FILE.png", help="PNG: hole drawn over the notes")
    parser.add_argument("--soundfont", type=Path, metavar="FILE", help="sound files: instruments (.sf2, .sf3)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from core.cli.files import read_piece
    from core.export import export_audio, export_png, exporter_for

    exporter = exporter_for(arguments.out)
    for source in (arguments.input, arguments.hole):
        if source is not None and os.path.realpath(source) == os.path.realpath(arguments.out):
            raise CommandError(f"{arguments.out}: the result would overwrite the input; choose another name.")
    part = {"start_step": arguments.start_step, "stop_step": arguments.stop_step, "hole": arguments.hole}
    part = {name: value for name, value in part.items() if value is not None}
    if part and exporter is not export_png:
        raise CommandError("--start-step, --stop-step and --hole are for PNG pictures only.")
    if arguments.soundfont is not None:
        if exporter is not export_audio:
            raise CommandError("--soundfont is for sound files only.")
        part["soundfont"] = arguments.soundfont
    try:
        score = read_piece(arguments.input)
    except (ValueError, OSError) as error:
        raise CommandError(sentence(error, arguments.input)) from error
    if "hole" in part:
        from core.region import from_png
        from core.roll import num_steps_of

        part["hole"] = from_png(arguments.hole, num_steps_of(score))
    if not arguments.out.absolute().parent.is_dir():
        raise CommandError(f"{arguments.out}: there is no folder {arguments.out.parent}.")
    try:
        exporter(score, arguments.out, **part)
    except OSError as error:
        raise CommandError(sentence(error, arguments.out)) from error
    say(f"{arguments.out}: {arguments.out.stat().st_size:,} bytes")
    return 0
