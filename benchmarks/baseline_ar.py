"""A fair opponent: a plain autoregressive transformer over notes, as large and trained as long as the default model.

    python -m benchmarks.baseline_ar train --minutes 60 --out DIR [--pack ../shared/data/pack]
    python -m benchmarks.baseline_ar evaluate DIR [--corpus pop909 lieder] [--limit N] [--json OUT.json]
    python -m benchmarks.baseline_ar infill DIR [--corpus pop909 lieder] [--count 200] [--json OUT.json]
    python -m benchmarks.baseline_ar speed DIR [--json OUT.json]

``train``: minutes of processor time of this process with one thread; pauses and other load don't count.  Run again
with the same folder it goes on where it was.  Same corpora, transpositions and optimizer as the default model's.
``evaluate``: bits a note, exact, of the same windows and notes as ``python main.py evaluate`` (onset includes the ends
of segments).  ``infill``: fills steps 64-192 and scores them with the same tools as ``benchmarks.infill_quality``.
"""

from __future__ import annotations

from core.threads import prepare_environment

prepare_environment()

import argparse  # noqa: E402 torch must be imported after the environment is set
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

import torch  # noqa: E402

from benchmarks.baseline.training import train  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("train")
    command.add_argument("--minutes", type=float, required=True, help="processor time")
    command.add_argument("--out", type=Path, required=True)
    command.add_argument("--save-every", type=float, default=5, metavar="MINUTES")
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--pack", type=Path, default=Path("../shared/data/pack"))
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    if arguments.command == "train":
        train(arguments.pack, arguments.out, arguments.minutes, arguments.save_every, arguments.seed)
    sys.exit(0)


if __name__ == "__main__":
    main()
