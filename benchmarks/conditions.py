"""Does asking change the music?  Style, density, key and metre, each asked for at several strengths.

    python -m benchmarks.conditions [--windows 12] [--guidance 1 1.5 2 3] [--model FILE] [--pack ../shared/data/pack]
                                    [--json OUT.json]

The steps 64-192 of windows of held-out music are written anew, all with the same seeds, once without the condition and
once for each value and guidance.  What is shown is measured in the fill alone:

  density  notes a bar when a sparse (1), a middle (4) and a dense (7) fill is asked for
  key      share of notes in the scale that is asked for: the music's own key, and one a tritone away
  style    how much a judge who has heard the real music of all styles takes the fill for the style asked for, 0-1
           (``style_judge.py``), and beside it how much real music of that style that the judge has not heard
  metre    share of the notes on every twelfth step, in bars of 12 and, for comparison, of 16 (nothing is kept around;
           the metre is always told, so "not asked" means without guidance)
"""

from __future__ import annotations

from core.threads import prepare_environment, torch_threads

prepare_environment()

import argparse  # noqa: E402 torch must be imported after the environment is set
import dataclasses  # noqa: E402
import json  # noqa: E402
from collections.abc import Callable, Sequence  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

import numpy as np  # noqa: E402
import torch  # noqa: E402

from benchmarks.style_judge import StyleJudge  # noqa: E402
from core.checkpoint import load_for_sampling  # noqa: E402
from core.conditions import estimate_key  # noqa: E402
from core.config import DEFAULT_MODEL_STYLES, SampleConfig  # noqa: E402
from core.data.corpus import load_corpus  # noqa: E402
from core.region import resolve_hole  # noqa: E402
from core.roll import NUM_PITCHES, Roll, notes_of  # noqa: E402
from core.sampler.request import SampleRequest, result_of  # noqa: E402
from core.sampler.sample import sample  # noqa: E402

STEPS, START, STOP = 256, 64, 192
BARS = (STOP - START) / 16
MOST_PASSAGES = 1_500  # of each style that the judge hears
MAJOR, MINOR = (0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 9, 10, 11)
Notes = np.ndarray


def windows_of(folder: Path, count: int) -> list[tuple[Roll, np.ndarray]]:
    """Rolls and bar lines of windows in common time, spread over the pieces."""
    pieces = [p for p in load_corpus([folder]).pieces if p.num_steps >= STEPS and in_common_time(p.downbeat[:STEPS])]
    count = min(count, len(pieces))
    return [pieces[i * len(pieces) // count].window(0, STEPS) for i in range(count)]


def in_common_time(downbeat: np.ndarray) -> bool:
    return bool((np.diff(np.flatnonzero(downbeat)) == 16).all())


def passages_of(folder: Path) -> list[Notes]:
    """Real music as long as a fill, in common time, spread over the pieces: the most of it that a judge needs."""
    found = []
    for piece in load_corpus([folder]).pieces:
        for at in range(0, piece.num_steps - (STOP - START) + 1, STOP - START):
            roll, downbeat = piece.window(at, STOP - START)
            if in_common_time(downbeat):
                found.append(notes_of(roll))
    return found[:: len(found) // MOST_PASSAGES + 1]


def in_scale(notes: Notes, key: int) -> float:
    scale = {(key % 12 + degree) % 12 for degree in (MAJOR if key < 12 else MINOR)}
    return float(np.mean([pitch % 12 in scale for pitch in notes[:, 1]])) if len(notes) else float("nan")


class Bench:
    def __init__(self, model: Any, guidances: Sequence[float]) -> None:
        self.model, self.guidances = model, guidances
        self.report: dict[str, dict[str, dict[str, float]]] = {}

    def fill(self, roll: Roll, downbeat: np.ndarray, whole: bool, **wishes: Any) -> Notes:
        """The notes written in START .. STOP."""
        hole = np.zeros((NUM_PITCHES, STEPS), np.bool_)
        hole[:, slice(None) if whole else slice(START, STOP)] = True
        request = SampleRequest(roll, hole, dataclasses.replace(SampleConfig(key=None), **wishes), downbeat)
        notes = notes_of(result_of(sample(self.model, request)))
        return notes[(notes[:, 0] >= START) & (notes[:, 0] < STOP)]

    def compare(
        self,
        what: str,
        windows: Sequence[tuple[Roll, np.ndarray]],
        wishes: Callable[[Roll], dict[str, Any]],
        measure: Callable[[Notes, Roll], float],
        whole: bool = False,
    ) -> None:
        """One line: the figure without the wish, and with it at each guidance."""
        row: dict[str, float] = {}
        for name, scale in [("not asked", 0.0), *((f"guidance {g:g}", g) for g in self.guidances)]:
            found = []
            for seed, (roll, downbeat) in enumerate(windows):
                asked = {**wishes(roll), "guidance_scale": scale} if scale else {}
                found.append(measure(self.fill(roll, downbeat, whole, seed=seed, **asked), roll))
            row[name] = float(np.nanmean(found))
        self.report.setdefault(what.split()[0], {})[what] = row
        print(f"{what:48}" + "".join(f"{value:>15.3f}" for value in row.values()), flush=True)


def context_key(roll: Roll) -> int:
    hole = np.zeros((NUM_PITCHES, STEPS), np.bool_)
    hole[:, START:STOP] = True
    return estimate_key(resolve_hole(roll, hole, 0).base) or 0


def away(key: int) -> int:
    """The key a tritone from ``key``, of the same mode."""
    return (key + 6) % 12 + key // 12 * 12


def run(bench: Bench, pack: Path, count: int) -> None:
    pop = windows_of(pack / "pop909" / "valid", count)
    for density in (1, 4, 7):
        bench.compare(
            f"density {density}: notes a bar", pop, lambda _, d=density: {"density": d}, lambda n, _: len(n) / BARS
        )
    bench.compare(
        "key: own, share in it", pop, lambda r: {"key": context_key(r)}, lambda n, r: in_scale(n, context_key(r))
    )
    bench.compare(
        "key: a tritone away, share in it",
        pop,
        lambda r: {"key": away(context_key(r))},
        lambda n, r: in_scale(n, away(context_key(r))),
    )
    judge = StyleJudge.taught({s: passages_of(pack / s / "train") for s in DEFAULT_MODEL_STYLES}, STOP - START)
    for style in DEFAULT_MODEL_STYLES:
        real = [judge.belief(notes, STOP - START, style) for notes in passages_of(pack / style / "valid")]
        bench.compare(
            f"style {style} (real {np.nanmean(real):.3f}): taken for it",
            pop,
            lambda _, s=style: {"style": s},
            lambda n, _, s=style: judge.belief(n, STOP - START, s),
        )
    for bar in (12, 16):
        empty = [(Roll.empty(STEPS), np.arange(STEPS) % bar == 0)] * count
        bench.compare(
            f"metre: bars of {bar}, on every 12th step",
            empty,
            lambda _: {},
            lambda n, _: float(np.mean(n[:, 0] % 12 == 0)) if len(n) else float("nan"),
            whole=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--windows", type=int, default=12)
    parser.add_argument("--guidance", type=float, nargs="+", default=[1.0, 1.5, 2.0, 3.0])
    parser.add_argument("--model", type=Path)
    parser.add_argument("--pack", type=Path, default=Path("../shared/data/pack"))
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    torch.set_num_threads(torch_threads())
    bench = Bench(load_for_sampling(arguments.model), arguments.guidance)
    print(f"{'':48}{'not asked':>15}" + "".join(f"{f'guidance {g:g}':>15}" for g in arguments.guidance))
    run(bench, arguments.pack, arguments.windows)
    if arguments.json:
        arguments.json.write_text(json.dumps(bench.report, indent=1) + "\n")


if __name__ == "__main__":
    main()
