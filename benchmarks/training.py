"""How soon a training takes its first step, how fast it goes on, and what memory it takes.

    python -m benchmarks.training [--config resources/configs/small.yaml] [--data FOLDER ...] [--steps 16]

The command that a user would type, twice: the first time reads the folders (unless the cache knows them), the second
finds them read.  Seconds run from the start of the process to the end of its first step.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from core.config_io import load_run_config
from core.train_run import RunFolder


def one_run(arguments: argparse.Namespace, work: Path, name: str, steps: int) -> tuple[float, list[dict[str, float]]]:
    """Seconds to the first step, and the rows of the metrics."""
    command = [sys.executable, "main.py", "train", str(arguments.config), "--out", str(work / name)]
    if arguments.data:
        command += ["--data", *map(str, arguments.data)]
    command += ["--set", f"train.max_steps={steps}", "train.log_interval=1", "train.valid_interval=100000"]
    command += [f"data.cache={work / 'cache'}", "train.warmup_steps=1", "train.valid_windows=0"]
    folder, began, first = RunFolder(work / name), time.monotonic(), 0.0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        if not first and folder.metrics().rows:
            first = time.monotonic() - began
        time.sleep(0.05)
    if process.returncode:
        raise SystemExit(process.returncode)
    return first, folder.metrics().rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, default=Path("resources/configs/small.yaml"))
    parser.add_argument("--data", type=Path, nargs="+", default=[])
    parser.add_argument("--steps", type=int, default=16)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        unread, _ = one_run(arguments, Path(folder), "first", 1)
        read, rows = one_run(arguments, Path(folder), "second", arguments.steps)
    size = load_run_config(arguments.config).train.batch_size
    speed = median(row["windows_per_second"] for row in rows[1:])
    print(f"first step, folders not read yet   {unread:6.1f} s")
    print(f"first step, folders in the cache   {read:6.1f} s")
    print(f"windows a second                   {speed:6.2f}   (median of steps 2-{arguments.steps} of {size} windows)")
    print(f"memory                             {max(row['memory_mb'] for row in rows):6.0f} MB")


if __name__ == "__main__":
    main()
