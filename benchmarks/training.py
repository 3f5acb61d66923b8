"""How soon a training takes its first step, how fast it goes on, and what memory it takes.

    python -m benchmarks.training [--config resources/configs/small.yaml] [--data FOLDER ...] [--steps 12]

The command that a user would type, three times: for one step, with folders that have not been read and that have,
and for more steps.  By the clock (first step: from the start of the process), and in seconds of the
processor, which tell the same on a machine that others use, too.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from core.config_io import load_run_config
from core.train_run import RunFolder


@dataclass
class Run:
    first_s: float  # by the clock, from the start of the process to the end of its first step
    cpu_s: float  # of the processor, for the whole run
    rows: list[dict[str, float]]


def one_run(arguments: argparse.Namespace, work: Path, name: str, steps: int) -> Run:
    command = [sys.executable, "main.py", "train", str(arguments.config), "--out", str(work / name)]
    if arguments.data:
        command += ["--data", *map(str, arguments.data)]
    command += ["--set", f"train.max_steps={steps}", "train.log_interval=1", "train.valid_interval=100000"]
    command += [f"data.cache={work / 'cache'}", "train.warmup_steps=1", "train.valid_windows=0"]
    folder, before, began, first = RunFolder(work / name), _cpu_s(), time.monotonic(), 0.0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        if not first and folder.metrics().rows:
            first = time.monotonic() - began
        time.sleep(0.05)
    if process.returncode:
        raise SystemExit(f"the training ended badly: {folder.status().sentence}")
    return Run(first, _cpu_s() - before, folder.metrics().rows)


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, default=Path("resources/configs/small.yaml"))
    parser.add_argument("--data", type=Path, nargs="+", default=[])
    parser.add_argument("--steps", type=int, default=12)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        unread = one_run(arguments, Path(folder), "unread", 1)
        read = one_run(arguments, Path(folder), "read", 1)
        longer = one_run(arguments, Path(folder), "longer", arguments.steps)
    windows = load_run_config(arguments.config).train.batch_size * (arguments.steps - 1)
    speed = median(row["windows_per_second"] for row in longer.rows[1:])
    by_cpu = windows / (longer.cpu_s - read.cpu_s)
    print(
        f"to the first step, folders not read yet    {unread.first_s:6.1f} s   {unread.cpu_s:6.1f} s of the processor"
    )
    print(f"to the first step, folders in the cache    {read.first_s:6.1f} s   {read.cpu_s:6.1f} s of the processor")
    print(f"windows a second                           {speed:6.2f}     {by_cpu:6.2f} a second of the processor")
    print(f"memory                                     {max(row['memory_mb'] for row in longer.rows):6.0f} MB")


if __name__ == "__main__":
    main()
