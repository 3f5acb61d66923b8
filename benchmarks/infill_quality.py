"""How good are the fills?  Regenerates a hole, by default steps 64-192, of windows of held-out music and scores them.

    python -m benchmarks.infill_quality [--tools ../shared/tools] [--pack ../shared/data/pack] [--count 200]
                                        [--corpus pop909 lieder] [--model FILE] [--seeds 0 1 2] [--json OUT.json]
                                        [--hole LOW HIGH START STOP]  (low pitch, pitch after the last, steps)
                                        [--temperature 1] [--level-temperature 1 1 0.92 1] [--top-p 0.97] [--groove 1]
                                        [--metre heard]

Cut and scored by ``cut_windows.py`` and ``infill_metrics.py`` of the tools folder, as they are.  Four systems, so that
each figure stands between a floor and a ceiling: the model; the original itself; the region of another song; the bars
before the hole copied into it.
"""

from __future__ import annotations

from core.threads import prepare_environment, torch_threads

prepare_environment()

import argparse  # noqa: E402 torch must be imported after the environment is set
import json  # noqa: E402
import shutil  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import tempfile  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

import numpy as np  # noqa: E402
import torch  # noqa: E402

from core.checkpoint import load_for_sampling  # noqa: E402
from core.config import ITERATION_PRESETS, METRES_FROM, SampleConfig  # noqa: E402
from core.edit import apply_fill  # noqa: E402
from core.midi_file import read_midi, write_midi  # noqa: E402
from core.roll import Roll, roll_of  # noqa: E402
from core.sampler.request import SampleRequest, result_of  # noqa: E402
from core.sampler.sample import sample  # noqa: E402
from core.units import downbeats  # noqa: E402

STEPS = 256
START, STOP = 64, 192
Hole = tuple[int, int, int, int]  # low pitch, pitch after the last, first step, step after the last
HOLE: Hole = (0, 128, START, STOP)
SHOWN = ("in_key", "pc_fit", "groove_fit", "on_beat", "copied_bars")


def hole_of(where: Hole = HOLE) -> np.ndarray:
    low, high, start, stop = where
    hole = np.zeros((128, STEPS), np.bool_)
    hole[low:high, start:stop] = True
    return hole


def fill_windows(source: Path, target: Path, fill: Any, where: Hole = HOLE) -> None:
    """Write every window of ``source`` with the hole ``where`` filled by ``fill(path, score, roll) -> Roll``."""
    target.mkdir(parents=True)
    for path in sorted(source.glob("*.mid")):
        score = read_midi(path).score
        filled, _ = apply_fill(score, hole_of(where), fill(path, score, roll_of(score, STEPS)), 0)
        write_midi(filled, target / path.name)


def by_model(model: Any, config: dict[str, Any], where: Hole = HOLE) -> Any:
    def fill(path: Path, score: Any, roll: Roll) -> Roll:
        request = SampleRequest(roll, hole_of(where), SampleConfig(**config), downbeats(score, STEPS))
        return result_of(sample(model, request))

    return fill


def by_another_song(source: Path) -> Any:
    paths = sorted(source.glob("*.mid"))

    def fill(path: Path, score: Any, roll: Roll) -> Roll:
        other = paths[(paths.index(path) + len(paths) // 2) % len(paths)]
        return roll_of(read_midi(other).score, STEPS)

    return fill


def by_copying(path: Path, score: Any, roll: Roll) -> Roll:
    """Bars 1-4 into bars 5-8, bars 13-16 into bars 9-12."""
    velocity, onset = roll.velocity.copy(), roll.onset.copy()
    for to, start in ((64, 0), (128, 192)):
        part = roll.window(start, 64)
        velocity[:, to : to + 64], onset[:, to : to + 64] = part.velocity, part.onset
    return Roll(velocity, onset)


def score_folder(tools: Path, source: Path, filled: Path, work: Path, where: Hole = HOLE) -> dict[str, Any]:
    out = work / f"{filled.name}.json"
    command = [sys.executable, str(tools / "infill_metrics.py"), str(source), str(filled), "--json", str(out)]
    command += ["--start", str(where[2]), "--stop", str(where[3])]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return json.loads(out.read_text())["summary"]


def cut_windows(tools: Path, corpus: Path, work: Path, count: int) -> Path:
    """At most ``count`` windows of a corpus as files; the folder that holds them."""
    out = work / "windows"
    command = [sys.executable, str(tools / "cut_windows.py"), str(corpus), str(out), "--count", str(count)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return out


def measure(corpus: str, seed: int, arguments: argparse.Namespace, model: Any, work: Path) -> dict[str, Any]:
    source = cut_windows(arguments.tools, arguments.pack / corpus / "valid", work / corpus, arguments.count)
    config = {
        "seed": seed,
        "iterations": ITERATION_PRESETS[arguments.quality],
        "temperature": arguments.temperature,
        "level_temperature": tuple(arguments.level_temperature),
        "top_p": arguments.top_p,
        "groove": arguments.groove,
        "metre": arguments.metre,
        "style": corpus if arguments.style else None,
    }
    where = tuple(arguments.hole)
    systems = {
        "model": by_model(model, config, where),
        "original": lambda path, score, roll: roll,
        "another song": by_another_song(source),
        "copied context": by_copying,
    }
    report = {}
    for name, fill in systems.items():
        target = work / corpus / name.replace(" ", "-")
        fill_windows(source, target, fill, where)
        report[name] = score_folder(arguments.tools, source, target, work / corpus, where)
    if arguments.keep:
        shutil.copytree(work / corpus, arguments.keep / str(seed) / corpus, dirs_exist_ok=True)
    return report


def show(corpus: str, report: dict[str, Any]) -> None:
    print(f"\n{corpus}: {report['model']['files']} windows")
    columns = ("overlap", "density", "empty", "changed", *SHOWN)
    print(f"{'':16}" + "".join(f"{c:>13}" for c in columns))
    for name, row in report.items():
        overlap = row.get("overlap", float("nan")) / row.get("overlap_ceiling", float("nan"))
        cells = [f"{overlap:.3f}", f"{row['density_ratio_median']:.3f}", str(row["empty"]), str(row["outside_changed"])]
        cells += [f"{row[k]:.3f}" for k in SHOWN]
        print(f"{name:16}" + "".join(f"{c:>13}" for c in cells))
    print(f"{'real music':16}" + " " * 52 + "".join(f"{report['model'][k + '_real']:>13.3f}" for k in SHOWN))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", type=Path, default=Path("../shared/tools"))
    parser.add_argument("--pack", type=Path, default=Path("../shared/data/pack"))
    parser.add_argument("--corpus", nargs="+", default=["pop909", "lieder"])
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--quality", choices=sorted(ITERATION_PRESETS), default="standard")
    parser.add_argument("--hole", type=int, nargs=4, metavar=("LOW", "HIGH", "START", "STOP"), default=HOLE)
    parser.add_argument("--temperature", type=float, default=1.0)
    parser.add_argument(
        "--level-temperature", type=float, nargs=4, metavar=("BARS", "BEATS", "NOTES", "DYNAMICS"),
        default=SampleConfig().level_temperature, help="factors of the temperature",
    )  # fmt: skip
    parser.add_argument("--top-p", type=float, default=SampleConfig().top_p)
    parser.add_argument("--groove", type=float, default=SampleConfig().groove)
    parser.add_argument("--metre", choices=METRES_FROM, default=SampleConfig().metre)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0], help="one table for each")
    parser.add_argument("--style", action="store_true", help="ask for the corpus's style")
    parser.add_argument("--keep", type=Path, help="keep the windows in this folder")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    torch.set_num_threads(torch_threads())
    model = load_for_sampling(arguments.model)
    with tempfile.TemporaryDirectory() as folder:
        reports = {}
        for corpus in arguments.corpus:
            for seed in arguments.seeds:
                name = corpus if len(arguments.seeds) == 1 else f"{corpus}, seed {seed}"
                reports[name] = measure(corpus, seed, arguments, model, Path(folder) / str(seed))
                show(name, reports[name])
    if arguments.json:
        arguments.json.write_text(json.dumps(reports, indent=1) + "\n")


if __name__ == "__main__":
    main()
