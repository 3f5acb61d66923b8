"""Is the metre heard?  Music in three and in two or four, written as 4/4, with the bars in the middle hidden.

    python -m benchmarks.metre [--tools ../shared/tools] [--pack ../shared/data/pack] [--split valid] [--count 150]
                               [--corpus lieder pop909 quartets openhymnal]

Windows are cut by ``cut_windows.py`` of the tools folder, which writes all of them as 4/4; the files they come from
say what the metre really is.  What is heard of each with steps 64-192 hidden is compared with that.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.config import SampleConfig
from core.metre import THREES
from core.midi_file import read_midi
from core.region import rectangle
from core.roll import NUM_PITCHES, roll_of
from core.sampler.bars import bars_for, is_heard_otherwise
from core.sampler.request import SampleRequest
from core.units import downbeats

STEPS, START, STOP = 256, 64, 192
IN_THREE, IN_FOUR = (6, 12, 24, 36), (4, 8, 16, 32)


def true_bars(window: Path, corpus: Path) -> NDArray[np.bool_]:
    """(steps,) where bars begin in the piece that ``window`` was cut from: FOLDER-NAME-START.mid."""
    name, start = window.stem.rsplit("-", 1)
    (source,) = (path for path in corpus.rglob("*.mid") if f"{path.parent.parent.name}-{path.stem}" == name)
    return downbeats(read_midi(source).score, int(start) + STEPS)[int(start) :]


def judge(window: Path, corpus: Path) -> tuple[int, bool, bool]:
    """Steps of a bar, the commonest; whether the window is heard in three; whether its bars are found, too."""
    first = np.flatnonzero(true_bars(window, corpus))
    bar = int(np.median(np.diff(first))) if len(first) > 1 else 0
    score = read_midi(window).score
    hole = rectangle((NUM_PITCHES, STEPS), 0, NUM_PITCHES, START, STOP)
    request = SampleRequest(roll_of(score, STEPS), hole, SampleConfig(), downbeats(score, STEPS))
    heard = is_heard_otherwise(request)
    return bar, heard, heard and bool(bars_for(request)[first[len(first) // 2] % THREES])


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.metre", description=__doc__.splitlines()[0])
    parser.add_argument("--tools", type=Path, default=Path("../shared/tools"))
    parser.add_argument("--pack", type=Path, default=Path("../shared/data/pack"))
    parser.add_argument("--split", choices=("train", "valid"), default="valid")
    parser.add_argument("--count", type=int, default=150, help="windows of a corpus")
    parser.add_argument("--corpus", nargs="+", default=["lieder", "pop909", "quartets", "openhymnal"])
    options = parser.parse_args(arguments)
    total: list[tuple[int, bool, bool]] = []
    print(f"{'':12}{'in three':>9}{'heard':>8}{'bar lines':>11}{'in 2 or 4':>12}{'heard in three':>16}")
    for name in options.corpus:
        corpus = options.pack / name / options.split
        with tempfile.TemporaryDirectory() as folder:
            cut = [sys.executable, str(options.tools / "cut_windows.py"), str(corpus), folder]
            subprocess.run([*cut, "--count", str(options.count)], check=True, capture_output=True)
            rows = [judge(window, corpus) for window in sorted(Path(folder).glob("*.mid"))]
        tell(name, rows)
        total += rows
    tell("all", total)


def tell(name: str, rows: list[tuple[int, bool, bool]]) -> None:
    three, four = ([row for row in rows if row[0] in kind] for kind in (IN_THREE, IN_FOUR))
    heard = [row for row in three if row[1]]
    found = sum(row[2] for row in heard)
    wrong = sum(row[1] for row in four)
    print(f"{name:12}{len(three):9}{len(heard):8}{found:11}{len(four):12}{wrong:16}")


if __name__ == "__main__":
    main(sys.argv[1:])
