"""``evaluate``: how well a model knows a folder of music."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from core.cli.messages import say

_EPILOG = """\
examples:
  python main.py evaluate my_midi_files
  python main.py evaluate my_midi_files --model runs/mine/checkpoints/best.safetensors --json figures.json
"""


def add_parser(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser(
        "evaluate",
        help="measure a model on a folder of MIDI files",
        description="Measure a model on a folder of MIDI files: bits a note, and how its fills compare with the music.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder of MIDI files that the model has not seen")
    parser.add_argument("--model", type=Path, metavar="FILE", help="checkpoint; default: the one included")
    parser.add_argument("--json", type=Path, metavar="OUT.json", help="save the figures too")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from core.threads import prepare_environment

    prepare_environment()
    from core.evaluate.run import evaluate

    for name, value in _flat(evaluate(arguments.folder, arguments.model, arguments.json)):
        say(f"{name}: {value:.4g}" if isinstance(value, float) else f"{name}: {value}")
    return 0


def _flat(figures: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
