"""``train``: train a model."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from core.cli.messages import say

_EPILOG = """\
examples:
  python main.py train resources/configs/finetune.yaml --data my_midi_files --out runs/mine
        bends the default model towards your music; best model: runs/mine/checkpoints/best.safetensors
  python main.py train resources/configs/small.yaml --data my_midi_files --out runs/mine --resume
  python main.py train resources/configs/small.yaml --data a b --set train.max_steps=2000 train.batch_size=4
docs/training.md has the rest.
"""


def add_parser(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser(
        "train",
        help="train a model on folders of MIDI files",
        description="Train a model on folders of MIDI files; prints the path of the finished checkpoint.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("config", type=Path, metavar="CONFIG.yaml", help="settings of the model and the training")
    parser.add_argument(
        "--data", nargs="+", action="extend", default=[], type=Path, metavar="DIR", help="folders of MIDI files"
    )
    parser.add_argument("--out", type=Path, metavar="RUN_DIR", help="folder of the run; default: runs/NAME-TIME")
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint in RUN_DIR")
    parser.add_argument(
        "--set", nargs="+", action="extend", default=[], dest="overrides", metavar="KEY=VALUE", help="change a setting"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from core.threads import prepare_environment

    prepare_environment()
    lower = int(os.environ.get("FRACTALMIDI_NICE", "0"))
    if lower and hasattr(os, "nice"):  # the window that started it comes first
        os.nice(lower)
    from core.train.run import train

    say(str(train(arguments.config, arguments.data, arguments.out, arguments.resume, arguments.overrides)))
    return 0
