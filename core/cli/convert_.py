"""``convert``: a PyTorch checkpoint (.ckpt, .pt) becomes a model file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from core.cli.messages import CommandError, say, sentence

_EPILOG = """\
examples:
  python main.py convert trained.ckpt trained.safetensors
  python main.py convert weights.pt model.safetensors --config resources/configs/small.yaml

Such files can hold code.  None of it is run: a process of its own, with bounds on memory and time, takes the numbers
out and nothing else, and a file that needs more is refused.  No other command and no window opens them.
"""


def add_parser(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser(
        "convert",
        help="make a model file of a PyTorch checkpoint (.ckpt, .pt)",
        description="Make a model file (.safetensors) of the weights in a PyTorch checkpoint (.ckpt, .pt, .pth).",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("input", type=Path, metavar="IN.ckpt", help="PyTorch checkpoint")
    parser.add_argument("out", type=Path, metavar="OUT.safetensors", help="model file to write")
    parser.add_argument("--config", type=Path, metavar="CONFIG.yaml", help="settings whose model part describes it")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if arguments.out.suffix.lower() != ".safetensors":
        raise CommandError(f"{arguments.out}: a model file is called .safetensors; choose another name.")
    from core.threads import prepare_environment

    prepare_environment()
    from core.convert import convert

    try:
        convert(arguments.input, arguments.out, arguments.config)
    except (ValueError, OSError) as error:
        raise CommandError(sentence(error, arguments.input)) from error
    say(str(arguments.out))
    return 0
