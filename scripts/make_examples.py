"""Twelve windows written anew, for docs/examples: four each of lieder, quartets and openhymnal, before and after.

    python -m scripts.make_examples [--out docs/examples] [--pack ../shared/data/pack] [--model FILE] [--count 4]

Windows are cut from the validation files with the benchmark's tool at a fixed seed, steps 64-192 are written with the
seeds 0, 1, 2 ...; nothing is picked by hand.  (No pop909: its songs may not be passed on.)
"""

from __future__ import annotations

from core.threads import prepare_environment, torch_threads

prepare_environment()

import argparse  # noqa: E402 torch must be imported after the environment is set
import tempfile  # noqa: E402
from pathlib import Path  # noqa: E402

import torch  # noqa: E402

from benchmarks.infill_quality import STEPS, by_model, cut_windows, hole_of  # noqa: E402
from core.checkpoint import load_for_sampling  # noqa: E402
from core.edit import apply_fill  # noqa: E402
from core.export.png import export_roll_png  # noqa: E402
from core.midi_file import read_midi, write_midi  # noqa: E402
from core.roll import roll_of  # noqa: E402
from core.units import downbeats  # noqa: E402

STYLES = ("lieder", "quartets", "openhymnal")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("docs/examples"))
    parser.add_argument("--pack", type=Path, default=Path("../shared/data/pack"))
    parser.add_argument("--tools", type=Path, default=Path("../shared/tools"))
    parser.add_argument("--model", type=Path)
    parser.add_argument("--count", type=int, default=4, help="windows of each style")
    arguments = parser.parse_args()
    torch.set_num_threads(torch_threads())
    model = load_for_sampling(arguments.model)
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for style in STYLES:
            valid, work = arguments.pack / style / "valid", Path(folder) / style
            windows = sorted(cut_windows(arguments.tools, valid, work, arguments.count).glob("*.mid"))
            for number, path in enumerate(windows):
                score = read_midi(path).score
                before = roll_of(score, STEPS)
                after = by_model(model, {"seed": number})(path, score, before)
                filled, _ = apply_fill(score, hole_of(), after, 0)
                name = arguments.out / f"{style}-{number + 1}"
                for when, shown, music in (("before", before, score), ("after", after, filled)):
                    write_midi(music, name.with_name(f"{name.name}-{when}.mid"))
                    picture = name.with_name(f"{name.name}-{when}.png")
                    export_roll_png(shown, picture, hole=hole_of(), downbeat=downbeats(score, STEPS))
                print(f"{name.name}: {path.name}")


if __name__ == "__main__":
    main()
