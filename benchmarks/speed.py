"""How fast is it?  Medians after a warm-up, on the threads that the program itself takes.

    python -m benchmarks.speed [--model FILE] [--repeats 7] [--json OUT.json]
                               [--only holes|growth|batch|training|window ...]

  holes     seconds for a whole roll, steps 64-192, four bars x 24 semitones, one bar, and to the first SampleStep
  growth    seconds for whole rolls of 256, 512 and 1024 steps
  batch     whole rolls a second, 1, 4, 16 and 64 side by side (core.sampler.batch)
  training  windows a second by batch (loss, gradients and step of the optimizer)
  window    seconds from the start of the process to the window's first frame
and the most memory that the process took.
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
from dataclasses import replace  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

import numpy as np  # noqa: E402
import torch  # noqa: E402

from core.checkpoint import load_for_sampling, pick_device  # noqa: E402
from core.config import ModelConfig, RunConfig, SampleConfig, TrainConfig  # noqa: E402
from core.data.corpus import load_corpus  # noqa: E402
from core.data.windows import WindowSettings, WindowStream  # noqa: E402
from core.midi_file import read_midi  # noqa: E402
from core.model.fractal import FractalModel  # noqa: E402
from core.model.half import half_is_faster  # noqa: E402
from core.model.objective import losses  # noqa: E402
from core.roll import Roll, roll_of  # noqa: E402
from core.sampler.batch import sample_batch  # noqa: E402
from core.sampler.request import SampleRequest  # noqa: E402
from core.sampler.sample import sample  # noqa: E402
from core.score import Score  # noqa: E402
from core.train.module import FractalModule  # noqa: E402
from core.train.optimizer import build_optimizer  # noqa: E402
from core.units import downbeats  # noqa: E402

PARTS = ("holes", "growth", "batch", "training", "window")
ROOT = Path(__file__).resolve().parent.parent
HOLES = {  # name: low pitch, pitch after the last, first step, step after the last
    "whole roll": (0, 128, 0, 256),
    "steps 64-192": (0, 128, 64, 192),
    "four bars x 24 semitones": (60, 84, 64, 128),
    "one bar": (0, 128, 64, 80),
}


def demo() -> tuple[Score, Roll]:
    score = read_midi(sorted((ROOT / "resources" / "demo").glob("*.mid"))[0]).score
    return score, roll_of(score).window(0, 256)


def time_fill(model: FractalModel, request: SampleRequest, repeats: int) -> dict[str, float]:
    """Median seconds of a run and to its first step, a new seed each time."""
    whole, first = [], []
    for seed in range(repeats + 1):
        config = replace(request.config, seed=seed)
        began = time.perf_counter()
        for step in sample(model, replace(request, config=config)):
            if step.index == 1:
                first.append(time.perf_counter() - began)
        whole.append(time.perf_counter() - began)
    return {"seconds": statistics.median(whole[1:]), "first_step": statistics.median(first[1:])}


def measure_holes(model: FractalModel, repeats: int) -> dict[str, dict[str, float]]:
    score, roll = demo()
    report = {}
    for name, (low, high, start, stop) in HOLES.items():
        hole = np.zeros((128, 256), np.bool_)
        hole[low:high, start:stop] = True
        report[name] = time_fill(model, SampleRequest(roll, hole, SampleConfig(), downbeats(score, 256)), repeats)
        print(f"{name:28} {report[name]['seconds']:.2f} s, first step after {report[name]['first_step']:.3f} s")
    return report


def measure_growth(model: FractalModel, repeats: int) -> dict[str, dict[str, float]]:
    report = {}
    for steps in (256, 512, 1024):
        request = SampleRequest(Roll.empty(steps), np.ones((128, steps), np.bool_), SampleConfig(key=None))
        report[str(steps)] = time_fill(model, request, repeats)
        print(f"{f'whole roll of {steps} steps':28} {report[str(steps)]['seconds']:.2f} s")
    return report


def measure_batch(model: FractalModel, repeats: int) -> dict[str, float]:
    """Whole rolls a second by how many are written side by side."""
    score, roll = demo()
    one = SampleRequest(roll, np.ones((128, 256), np.bool_), SampleConfig(key=0), downbeats(score, 256))
    report = {}
    for size in (1, 4, 16, 64):
        times = []
        for seed in range(repeats + 1):
            began = time.perf_counter()
            sample_batch(model, [one] * size, seed)
            times.append(time.perf_counter() - began)
        report[str(size)] = size / statistics.median(times[1:])
        print(f"{f'whole rolls, {size} side by side':28} {report[str(size)]:.2f} rolls/s")
    return report


def measure_training(config: ModelConfig, repeats: int) -> dict[str, float]:
    """Windows a second of the demo pieces, by windows in a batch."""
    corpus = load_corpus([ROOT / "resources" / "demo"])
    report = {}
    for batch_size in (4, 8, 16):
        settings = RunConfig(model=config, train=replace(TrainConfig(), batch_size=batch_size))
        module = FractalModule(settings)
        device = pick_device("auto")
        module.model.to(device)
        optimizer = build_optimizer(module.model, settings.train)
        stream = WindowStream(corpus, WindowSettings(config.num_steps, config.num_rows), batch_size, 1)
        times = []
        for number in range(repeats + 1):
            began = time.perf_counter()
            rng = torch.Generator().manual_seed(number)
            total = losses(module.model, stream.batch(number).to(device), module.view, rng).total()
            optimizer.zero_grad()
            total.backward()
            optimizer.step()
            if device.type == "cuda":
                torch.cuda.synchronize()
            times.append(time.perf_counter() - began)
        report[str(batch_size)] = batch_size / statistics.median(times[1:])
        print(f"{f'training, batches of {batch_size}':28} {report[str(batch_size)]:.2f} windows/s")
    return report


def peak_megabytes() -> float | None:
    """The most memory that this process took so far; None where the system doesn't tell."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


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
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    torch.set_num_threads(torch_threads())
    model = load_for_sampling(arguments.model)
    device = torch.cuda.get_device_name() if torch.cuda.is_available() else "no GPU"
    report: dict[str, Any] = {"threads": torch_threads(), "device": device, "half": half_is_faster()}
    print(f"{torch_threads()} torch threads, {device}" + (", upper levels in bfloat16" if report["half"] else ""))
    if "holes" in arguments.only:
        report["holes"] = measure_holes(model, arguments.repeats)
    if "growth" in arguments.only:
        report["growth"] = measure_growth(model, arguments.repeats)
    if "batch" in arguments.only:
        report["rolls_per_second"] = measure_batch(model, arguments.repeats)
    report["peak_megabytes_sampling"] = peak_megabytes()
    if "training" in arguments.only:
        report["training_windows_per_second"] = measure_training(model.config, arguments.repeats)
        report["peak_megabytes_training"] = peak_megabytes()
    if "window" in arguments.only:
        report["window_seconds"] = measure_window(arguments.repeats)
        print(f"{'window, first frame':28} {report['window_seconds']:.2f} s")
    for name in ("sampling", "training"):
        if report.get(f"peak_megabytes_{name}"):
            print(f"{f'peak memory, {name}':28} {report[f'peak_megabytes_{name}']:.0f} MB")
    if arguments.json:
        arguments.json.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
