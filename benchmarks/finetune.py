"""Do ten files bend the default model?  Fine-tunes on ten files of a style and measures on others of that style.

    python -m benchmarks.finetune [--pack ../shared/data/pack] [--tools ../shared/tools] [--style nottingham]
                                  [--files 10] [--minutes 6] [--config resources/configs/finetune.yaml]
                                  [--count 30] [--limit 60] [--json OUT.json] [--keep FOLDER]

Before and after: bits a note of held-out files, and the overlap with them (``infill_metrics.py``: 1 = as alike as
two halves of the real music) of steps 64-192, once with the music around known and once with nothing known at all.
The style must not be among those that the model was trained on; the tuned model is thrown away unless kept.
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

from benchmarks.infill_quality import STEPS, cut_windows, fill_windows, hole_of, score_folder  # noqa: E402
from core.checkpoint import DEFAULT_MODEL, load_for_sampling, load_model  # noqa: E402
from core.config import ITERATION_PRESETS, SampleConfig  # noqa: E402
from core.data.corpus import Corpus, find_files, load_corpus  # noqa: E402
from core.evaluate.likelihood import holes_for, measure  # noqa: E402
from core.roll import Roll  # noqa: E402
from core.sampler.request import SampleRequest, result_of  # noqa: E402
from core.sampler.sample import sample  # noqa: E402
from core.train_run import RunFolder  # noqa: E402
from core.units import downbeats  # noqa: E402


def fine_tune(files: list[Path], work: Path, arguments: argparse.Namespace) -> Path:
    """The command that a user would type; returns the best model."""
    music = work / "music"
    music.mkdir()
    for path in files:
        shutil.copy(path, music / path.name)
    command = [sys.executable, "main.py", "train", str(arguments.config), "--data", str(music)]
    command += ["--out", str(work / "run"), "--set", f"train.max_minutes={arguments.minutes}"]
    command += [f"data.cache={work / 'cache'}", "train.gifs_interval=0", "train.images_interval=0"]
    command += ["train.clock=processor"]  # whoever else works here makes no difference
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Path(done.stdout.strip().splitlines()[-1])


def write_holes(model: Any, source: Path, target: Path, hole: np.ndarray) -> None:
    """Every window of ``source`` with ``hole`` written by ``model``; only steps 64-192 are taken over."""

    def fill(path: Path, score: Any, roll: Roll) -> Roll:
        config = SampleConfig(seed=1, iterations=ITERATION_PRESETS["fast"], key=None)
        return result_of(sample(model, SampleRequest(roll, hole, config, downbeats(score, STEPS), goes_on=True)))

    fill_windows(source, target, fill)


def measured(path: Path, held_out: Corpus, windows: Path, work: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    bits = measure(load_model(path, "cpu"), held_out, holes_for(STEPS)["hole"], limit=arguments.limit)
    row: dict[str, Any] = {} if bits is None else {"bits": bits.total, "bits_se": bits.standard_error}
    model = load_for_sampling(path, "cpu")
    for name, hole in (("known", hole_of()), ("new", np.ones((128, STEPS), np.bool_))):
        target = work / f"{path.stem}-{path.parent.name}-{name}"
        write_holes(model, windows, target, hole)
        score = score_folder(arguments.tools, windows, target, work)
        row[f"overlap_{name}"] = score["overlap"] / score["overlap_ceiling"]
        row |= {f"{key}_{name}": score[key] for key in ("pc_fit", "groove_fit", "density_ratio_median")}
    return row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", type=Path, default=Path("../shared/tools"))
    parser.add_argument("--pack", type=Path, default=Path("../shared/data/pack"))
    parser.add_argument("--style", default="nottingham")
    parser.add_argument("--files", type=int, default=10)
    parser.add_argument("--minutes", type=float, default=6.0, help="of the processor, for the training")
    parser.add_argument("--config", type=Path, default=Path("resources/configs/finetune.yaml"))
    parser.add_argument("--count", type=int, default=30, help="windows that are written anew")
    parser.add_argument("--limit", type=int, default=60, help="windows whose bits are measured")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--keep", type=Path, help="keep the run in this folder")
    arguments = parser.parse_args()
    torch.set_num_threads(torch_threads())
    everything = find_files([arguments.pack / arguments.style / "train"])
    files = everything[:: max(1, len(everything) // arguments.files)][: arguments.files]
    held_out = load_corpus([arguments.pack / arguments.style / "valid"])
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        windows = cut_windows(arguments.tools, arguments.pack / arguments.style / "valid", work, arguments.count)
        tuned = fine_tune(files, work, arguments)
        report = {
            name: measured(path, held_out, windows, work, arguments)
            for name, path in (("before", DEFAULT_MODEL), ("after", tuned))
        }
        steps = RunFolder(work / "run").status().step
        if arguments.keep:
            shutil.copytree(work / "run", arguments.keep, dirs_exist_ok=True)
    print(
        f"{arguments.style}: {len(files)} files, {arguments.minutes:g} minutes, {arguments.config.name}, {steps} steps"
    )
    for key in report["before"]:
        print(f"{key:24}" + "".join(f"{report[name][key]:>10.3f}" for name in ("before", "after")))
    if arguments.json:
        arguments.json.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
