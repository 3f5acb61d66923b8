"""How fast the default model writes, and how soon the window stands.

    python -m benchmarks.speed [--model FILE] [--repeats 7] [--json OUT.json]

Medians over the repeats after one warm-up; torch threads as the engine sets them.  Uses the first demo piece.
"""

from __future__ import annotations

from core.threads import prepare_environment, torch_threads

prepare_environment()

import argparse  # noqa: E402 torch must be imported after the environment is set
import json  # noqa: E402
import os  # noqa: E402
import statistics  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402

import numpy as np  # noqa: E402
import torch  # noqa: E402

from core.checkpoint import load_for_sampling  # noqa: E402
from core.config import SampleConfig  # noqa: E402
from core.midi_file import read_midi  # noqa: E402
from core.roll import roll_of  # noqa: E402
from core.sampler.request import SampleRequest  # noqa: E402
from core.sampler.sample import sample  # noqa: E402
from core.units import downbeats  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
HOLES = {  # name: low pitch, pitch after the last, first step, step after the last
    "whole roll": (0, 128, 0, 256),
    "steps 64-192": (0, 128, 64, 192),
    "four bars x 24 semitones": (60, 84, 64, 128),
    "one bar": (0, 128, 64, 80),
}


def measure_holes(model_path: Path | None, repeats: int) -> dict[str, dict[str, float]]:
    """Seconds for a run and to its first step, Standard quality, a new seed each time."""
    torch.set_num_threads(torch_threads())
    model = load_for_sampling(model_path)
    score = read_midi(sorted((ROOT / "resources" / "demo").glob("*.mid"))[0]).score
    roll = roll_of(score).window(0, 256)
    downbeat = downbeats(score, 256)
    report = {}
    for name, (low, high, start, stop) in HOLES.items():
        hole = np.zeros((128, 256), np.bool_)
        hole[low:high, start:stop] = True
        whole, first = [], []
        for seed in range(repeats + 1):
            began = time.perf_counter()
            for step in sample(model, SampleRequest(roll, hole, SampleConfig(seed=seed), downbeat)):
                if step.index == 1:
                    first.append(time.perf_counter() - began)
            whole.append(time.perf_counter() - began)
        report[name] = {"seconds": statistics.median(whole[1:]), "first_step": statistics.median(first[1:])}
    return report


def measure_window(repeats: int) -> float:
    """Seconds from the start of the process to the first painted frame of the window (offscreen)."""
    environment = os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    times = []
    for _ in range(repeats + 1):
        command = [sys.executable, "-m", "benchmarks.first_frame", "--began", str(time.time())]
        out = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT, timeout=60)
        times.append(float(out.stdout.split()[0]))
    return statistics.median(times[1:])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    report = {"threads": torch_threads(), "holes": measure_holes(arguments.model, arguments.repeats)}
    for name, row in report["holes"].items():
        print(f"{name:28} {row['seconds']:.2f} s, first step after {row['first_step']:.3f} s")
    report["window_seconds"] = measure_window(arguments.repeats)
    print(f"{'window, first frame':28} {report['window_seconds']:.2f} s")
    if arguments.json:
        arguments.json.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
