"""What ``evaluate`` reports is a probability: it sums to one, and the estimate over orders is unbiased."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import numpy as np
import pytest
import torch

from core.data.windows import Example, collate
from core.evaluate.likelihood import summary_of
from core.model.canvas import KNOWN, NEVER, Canvas
from core.model.guides import EMPTY, Guide
from core.model.objective import PARTS, View, losses
from core.tokens import HOLD, ONSET, REST, UNKNOWN
from tests.core.models import KINDS, tiny_model

SHAPE = PARTS[:3]


def example(values: dict[tuple[int, int], int], unknown: list[tuple[int, int]], steps: int = 64) -> Example:
    """A window that is silent but for ``values`` at (pitch, step), with a hole of single cells."""
    state = np.zeros((132, steps), np.uint8)
    hole = np.zeros((132, steps), np.bool_)
    for place, value in values.items():
        state[place] = value
    for place in unknown:
        hole[place] = True
    return Example(
        state=state,
        velocity=np.where(state > 0, 80, 0).astype(np.uint8),
        hidden=np.full_like(state, UNKNOWN),
        unknown=hole,
        beat=np.zeros((steps, 2), np.float32),
        conditions=[6, 8, 24, 6],
        velocity_is_real=False,
    )


def nats(model, examples, seed: int = 0) -> np.ndarray:
    with torch.inference_mode():
        result = losses(model, collate(examples), View(uniform=True), torch.Generator().manual_seed(seed))
    return sum(result.nats[part].double() for part in SHAPE).numpy()


CLASSES = 3  # guides that the models below may draw: empty, held, one onset
Place = tuple[int, int]  # pitch, step; or row and column of a patch


def patch_of(place: Place) -> Place:
    return place[0] // 12, place[1] // 16


def sub_of(place: Place) -> Place:
    return place[0] // 4, place[1] // 4


@dataclass(frozen=True)
class Draw:
    """All that a model draws for a hole: the guides of its patches and sub-patches, and its cells."""

    patches: dict[Place, int]
    subs: dict[Place, int]
    cells: dict[Place, int]

    def keeps_its_promises(self) -> bool:
        def told(values: list[int]) -> int:
            onsets = values.count(ONSET)
            return 1 + onsets if onsets else int(HOLD in values)

        return all(
            told([v for place, v in self.cells.items() if unit(place) == at]) == guide
            for unit, guides in ((patch_of, self.patches), (sub_of, self.subs))
            for at, guide in guides.items()
        )


def all_draws(places: list[Place]) -> list[Draw]:
    """Guides are drawn freely, whether or not the cells then keep their promise; an empty one ends its branch."""
    patches, subs = sorted({patch_of(p) for p in places}), sorted({sub_of(p) for p in places})
    found = []
    for coarse in itertools.product(range(CLASSES), repeat=len(patches)):
        guide0 = dict(zip(patches, coarse, strict=True))
        alive = [sub for sub in subs if guide0[sub[0] // 3, sub[1] // 4] != EMPTY]
        for fine in itertools.product(range(CLASSES), repeat=len(alive)):
            guide1 = dict(zip(alive, fine, strict=True))
            values = [(REST, HOLD, ONSET) if guide1.get(sub_of(p), EMPTY) != EMPTY else (REST,) for p in places]
            found += [Draw(guide0, guide1, dict(zip(places, v, strict=True))) for v in itertools.product(*values)]
    return found


def impose(draws: list[Draw], model, monkeypatch) -> None:
    """Let ``losses`` take the guides of ``draws`` for those that the cells would tell."""
    classes_of = Guide.classes_of

    def given(guide, state, unknown):
        classes = classes_of(guide, state, unknown)
        if guide is model.roll_level.guide:
            cols = classes.shape[1] // 11
            for b, draw in enumerate(draws):
                for (row, col), k in draw.patches.items():
                    classes[b, row * cols + col] = k
            return classes
        alive = [(draw, at) for draw in draws for at, k in sorted(draw.patches.items()) if k != EMPTY]
        for n, (draw, at) in enumerate(alive):
            for (row, col), k in draw.subs.items():
                if (row // 3, col // 4) == at:
                    classes[n, row % 3 * 4 + col % 4] = k
        return classes

    monkeypatch.setattr(Guide, "classes_of", given)


ONE, SAME_SUB, SAME_PATCH = [(60, 20)], [(61, 21), (62, 21)], [(60, 19), (60, 20)]
TWO_PATCHES, TWO_OCTAVES = [(60, 15), (60, 16)], [(59, 20), (60, 20)]
AR = ("ar", "ar", "ar")


@pytest.mark.parametrize(
    ("kinds", "places"),
    [(kinds, ONE) for kinds in KINDS] + [(AR, p) for p in (SAME_SUB, SAME_PATCH, TWO_PATCHES, TWO_OCTAVES)],
)
def test_the_probabilities_of_everything_that_could_be_drawn_add_up_to_one(kinds, places, monkeypatch):
    """Exactly one: for causal levels with holes of two cells, for all levels where there is but one order.

    A model may draw a guide that its cells then contradict, so the sum runs over the guides as well as over the cells.
    """
    model = tiny_model(kinds)
    with torch.no_grad():
        for level in (model.roll_level, model.patch_level):
            level.head.bias[CLASSES:] = -1e4
    draws = all_draws(places)
    examples = [example(draw.cells, places) for draw in draws]
    fitting = nats(model, examples)  # the guides read off the cells
    impose(draws, model, monkeypatch)
    found = nats(model, examples)
    assert np.exp(-found).sum() == pytest.approx(1, abs=1e-5)
    kept = [i for i, draw in enumerate(draws) if draw.keeps_its_promises()]
    assert len(kept) >= 3 and found[kept] == pytest.approx(fitting[kept], rel=1e-5)


def test_the_estimate_over_orders_is_unbiased():
    """Three silent patches, any order: the mean over many draws is the mean over all six orders, worked out one by one.

    Silence needs no lower level, so each term is read off level 0 directly.
    """
    model = tiny_model(("mar", "ar", "ar"))
    places = [(60, 4), (61, 20), (75, 40)]
    truth = example({(50, 8): ONSET, (70, 50): ONSET}, places)
    batch = collate([truth])
    grid = model.roll_level.grid(canvas_with(batch, places))
    patch = [row // grid.patch_height * grid.cols + step // grid.patch_width for row, step in places]

    def term(of: int, still_open: frozenset[int]) -> float:
        canvas = canvas_with(batch, [places[i] for i in still_open])
        with torch.inference_mode():
            _, logits = model.roll_level(canvas, batch.conditions)
        return -float(logits[0, patch[of]].log_softmax(-1)[0])

    orders = list(itertools.permutations(range(3)))
    exact = np.mean([sum(term(order[i], frozenset(order[i:])) for i in range(3)) for order in orders])
    draws = np.concatenate([nats(model, [truth] * 32, seed) for seed in range(12)])
    error = draws.std(ddof=1) / math.sqrt(len(draws))
    assert abs(draws.mean() - exact) < 4 * error
    assert error < 0.05 * exact  # sharp enough to notice a wrong weight


def canvas_with(batch, places) -> Canvas:
    """The window as it is seen while the cells ``places`` are open."""
    decided = torch.full(batch.state.shape, KNOWN)
    for row, step in places:
        decided[:, row, step] = NEVER
    return Canvas.build(batch.state, batch.velocity / 127.0, batch.hidden, decided, batch.beat)


def test_velocity_counts_the_notes_with_a_real_velocity_alone():
    bits = {"cell": np.array([10.0, 30.0]), "velocity": np.array([0.0, 8.0])}
    found = summary_of(bits, np.array([10.0, 10.0]), np.array([0.0, 4.0]))
    assert found.parts == {"cell": 2.0, "velocity": 2.0} and found.total == 4.0
    assert found.standard_error > 0 and found.windows == 2 and found.notes == 20
