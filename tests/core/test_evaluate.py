"""What ``evaluate`` reports is a probability: it sums to one, and the estimate over orders is unbiased."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import torch

from core.data.windows import Example, collate
from core.evaluate.likelihood import summary_of
from core.model.canvas import KNOWN, NEVER, Canvas
from core.model.objective import PARTS, View, losses
from core.tokens import HOLD, ONSET, REST, UNKNOWN
from tests.core.models import tiny_model

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


@pytest.mark.parametrize("places", [[(60, 20)], [(61, 21), (62, 21)], [(60, 19), (60, 20)]])
def test_the_probabilities_of_all_fills_add_up_to_one_but_for_guides_that_do_not_fit(places):
    """Sum over all fills of a hole of one or two cells, under a model whose levels are all causal: exact.

    A guide that no fill of so small a hole can have (four onsets in two cells) takes its share, so it is taken away.
    """
    model = tiny_model(("ar", "ar", "ar"))
    with torch.no_grad():  # guides that a hole of two cells cannot have are forbidden
        most = 2 + len(places)
        model.roll_level.head.bias[most:] = -1e4
        model.patch_level.head.bias[most:] = -1e4
    fills = [[s] for s in (REST, HOLD, ONSET)]
    for _ in places[1:]:
        fills = [[*fill, s] for fill in fills for s in (REST, HOLD, ONSET)]
    examples = [example(dict(zip(places, fill, strict=True)), places) for fill in fills]
    total = np.exp(-nats(model, examples)).sum()
    assert 0.05 < total <= 1 + 1e-4  # cells know the guide, but may contradict it: some mass is lost, none is made


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
