"""A folder of very many MIDI files: how long its scan takes, and what memory scan and training need.

    python -m benchmarks.large_folder [--files 100000] [--limit-mb 1500] [--folder /tmp]

Makes so many small files of random music (0.4 GB of disk for 100,000), looks at them as a user would, with nothing
known of them and then again from the cache, and takes two steps of a training on them.  Each command's address space
is limited to ``--limit-mb`` (the training's, which has torch in it, is not).  Everything is removed afterwards.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SHELF = 1000  # files in one folder
NOTES = 48


def song(seed: int) -> bytes:
    """A MIDI file of 12 bars, like no other."""
    draw = random.Random(seed)
    track = bytearray()
    for _ in range(NOTES):
        pitch, velocity, length = draw.randrange(40, 90), draw.randrange(50, 110), draw.choice((12, 24, 36))
        track += bytes((0, 0x90, pitch, velocity, length, 0x80, pitch, 0))
        if length < 48:
            track += bytes((48 - length, 0xB0, 7, 100))  # each quarter has one note
    track += b"\x00\xff\x2f\x00"
    header = b"MThd" + (6).to_bytes(4, "big") + bytes((0, 0, 0, 1, 0, 48))
    return header + b"MTrk" + len(track).to_bytes(4, "big") + bytes(track)


def fill(folder: Path, files: int) -> None:
    for number in range(files):
        shelf = folder / f"{number // SHELF:04d}"
        if number % SHELF == 0:
            shelf.mkdir()
        (shelf / f"{number % SHELF:03d}.mid").write_bytes(song(number))


def run(what: str, command: list[str], limit_mb: int | None) -> None:
    """Print how long it took and the most memory that any of its processes had."""
    code = (
        "import resource, subprocess, sys; "
        "limit = int(sys.argv[1]); "
        "limit and resource.setrlimit(resource.RLIMIT_AS, (limit << 20, limit << 20)); "
        "code = subprocess.run(sys.argv[2:], stdout=subprocess.PIPE).returncode; "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(code)"
    )
    began = time.monotonic()
    arguments = [sys.executable, "-c", code, str(limit_mb or 0), sys.executable, "main.py", *command]
    done = subprocess.run(arguments, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{what}: it failed with exit code {done.returncode}")
    seconds, peak = time.monotonic() - began, int(done.stdout) / 1024
    limit = f", limited to {limit_mb} MB of address space" if limit_mb else ""
    print(f"{what:28} {seconds / 60:6.1f} min  {peak:6.0f} MB at its peak{limit}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--limit-mb", type=int, default=1500)
    parser.add_argument("--folder", type=Path, default=None, help="where the files are made; default: the system's")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fractalmidi-large-", dir=options.folder) as name:
        music, report = Path(name) / "music", Path(name) / "scan.json"
        music.mkdir()
        fill(music, options.files)
        print(f"{options.files:,} files", flush=True)
        cache = f"data.cache={Path(name) / 'cache'}"
        scan = ["scan", str(music), "--json", str(report), "--set", cache]
        run("scan, nothing read before", scan, options.limit_mb)
        run("scan, all in the cache", scan, options.limit_mb)
        train = ["train", "resources/configs/finetune.yaml", "--data", str(music), "--out", str(Path(name) / "run")]
        settings = ["train.fast_dev_run=true", "train.images_interval=0", "train.gifs_interval=0"]
        run("two steps of a training", [*train, "--set", cache, *settings], None)
        few = Path(name) / "few"
        few.mkdir()
        fill(few, 30)
        train[3], train[5] = str(few), str(Path(name) / "small")
        run("the same with 30 files", [*train, "--set", cache, *settings], None)
    print(f"this program itself: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
