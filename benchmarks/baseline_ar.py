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
import json  # noqa: E402
import tempfile  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

import torch  # noqa: E402

from benchmarks.baseline.infill import fill_span  # noqa: E402
from benchmarks.baseline.measuring import bits_of, seconds_of  # noqa: E402
from benchmarks.baseline.training import MODEL, load_baseline, train  # noqa: E402
from benchmarks.infill_quality import START, STEPS, STOP, cut_windows, fill_windows, score_folder, show  # noqa: E402
from core.units import downbeats  # noqa: E402

DEMO = Path(__file__).resolve().parent.parent / "resources" / "demo"


def evaluate(arguments: argparse.Namespace) -> dict[str, Any]:
    model, report = load_baseline(arguments.folder / MODEL), {}
    print(f"{'':11} {'':6} {'bits a note':>14} {'onset':>7} {'pitch':>7} {'length':>7} {'velocity':>9} {'windows':>8}")
    for corpus in arguments.corpus:
        report[corpus] = bits_of(model, arguments.pack / corpus / "valid", arguments.limit)
        for name, row in report[corpus].items():
            total = f"{row['bits_per_note']:.2f} ± {row['standard_error']:.2f}"
            parts = f"{row['onset']:7.2f} {row['pitch']:7.2f} {row['duration']:7.2f} {row['velocity']:9.2f}"
            print(f"{corpus:11} {name:6} {total:>14} {parts} {row['windows']:8}", flush=True)
    return report


def infill(arguments: argparse.Namespace) -> dict[str, Any]:
    model, report = load_baseline(arguments.folder / MODEL), {}

    def fill(path: Path, score: Any, roll: Any) -> Any:
        return fill_span(model, roll, (START, STOP), downbeats(score, STEPS), arguments.seed, arguments.top_p)

    with tempfile.TemporaryDirectory() as folder:
        for corpus in arguments.corpus:
            work = Path(folder) / corpus
            source = cut_windows(arguments.tools, arguments.pack / corpus / "valid", work, arguments.count)
            fill_windows(source, work / "model", fill)
            report[corpus] = {"model": score_folder(arguments.tools, source, work / "model", work)}
            show(corpus, report[corpus])
    return report


def speed(arguments: argparse.Namespace) -> dict[str, Any]:
    model = load_baseline(arguments.folder / MODEL)
    report = {"threads": 1, "holes": seconds_of(model, sorted(DEMO.glob("*.mid"))[0], arguments.repeats)}
    for name, row in report["holes"].items():
        print(f"{name:8} {row['seconds']:.2f} s, {row['notes']} notes")
    return report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("train")
    command.add_argument("--minutes", type=float, required=True, help="processor time")
    command.add_argument("--out", type=Path, required=True)
    command.add_argument("--save-every", type=float, default=5, metavar="MINUTES")
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--pack", type=Path, default=Path("../shared/data/pack"))
    for name, work in (("evaluate", evaluate), ("infill", infill), ("speed", speed)):
        command = commands.add_parser(name)
        command.set_defaults(work=work)
        command.add_argument("folder", type=Path, help="where the training was")
        command.add_argument("--corpus", nargs="+", default=["pop909", "lieder"])
        command.add_argument("--pack", type=Path, default=Path("../shared/data/pack"))
        command.add_argument("--tools", type=Path, default=Path("../shared/tools"))
        command.add_argument("--limit", type=int, help="evaluate: at most so many windows a corpus")
        command.add_argument("--count", type=int, default=200, help="infill: windows a corpus")
        command.add_argument("--top-p", type=float, default=0.97, help="infill: nucleus, of every choice")
        command.add_argument("--seed", type=int, default=0)
        command.add_argument("--repeats", type=int, default=7)
        command.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    if arguments.command == "train":
        train(arguments.pack, arguments.out, arguments.minutes, arguments.save_every, arguments.seed)
        return
    report = arguments.work(arguments)
    if arguments.json:
        arguments.json.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
