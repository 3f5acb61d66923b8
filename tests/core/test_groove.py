"""The rhythm of the bars around: what is read off them, and that a run leans towards it and no further."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from core.capsule import Capsule
from core.config import SampleConfig
from core.roll import Roll
from core.sampler import leaves
from core.sampler.groove import Groove, bars_around, strikes_to_come
from core.sampler.prepare import prepare
from core.sampler.request import SampleRequest
from core.sampler.working import Working
from tests.core.models import KINDS, tiny_config, tiny_model
from tests.core.music import roll_with
from tests.core.test_sampler import FAST, run

BAR = 8  # steps, in the tests of the odds


def lane(*bars: str) -> np.ndarray:
    """(steps,) where the letter of a step is x."""
    return np.array([letter == "x" for letter in "".join(bars)])


def lines(num_steps: int, first: int = 0) -> np.ndarray:
    downbeat = np.zeros(num_steps, np.bool_)
    downbeat[first::BAR] = True
    return downbeat


def test_bars_around_say_how_often_each_step_is_struck():
    struck = lane("x..x....", "x.......", "........")
    known = lane("xxxxxxxx", "xxxxxxxx", "........")
    strikes, bars = bars_around(struck, known, lines(24))
    assert strikes.tolist() == [2, 0, 0, 1, 0, 0, 0, 0] * 3
    assert bars.tolist() == [2] * 24


@pytest.mark.parametrize(
    "struck, known",
    [
        (lane("........", "........"), lane("xxxxxxxx", "........")),  # silence has no rhythm
        (lane("x.x.x.x.", "........"), lane("xxxxxxx.", "........")),  # half a bar may hide the other half
        (lane("........", "........"), lane("........", "........")),
    ],
)
def test_silent_and_open_bars_say_nothing(struck, known):
    assert not np.any(bars_around(struck, known, lines(16)))
    groove = Groove(1.0, struck[None], known[None], lines(16)[None], 4)
    assert not groove.lean(np.zeros(16, np.int64), np.arange(16)).any(), "and the model is left alone"


def test_a_bar_begins_at_its_line():
    struck, known = lane("..", "x...x...", "......"), np.arange(16) < 10
    strikes, bars = bars_around(struck, known, lines(16, first=2))
    assert not bars[:2].any(), "an upbeat is no bar"
    assert np.flatnonzero(strikes).tolist() == [2, 6, 10, 14] and bars[10:].tolist() == [1] * 6
    assert not np.any(bars_around(struck, known, np.zeros(16, np.bool_))), "and without lines there are none"


def test_a_step_that_is_struck_is_left_alone():
    struck = lane("x..x....", "........")[None]
    groove = Groove(1.0, struck, np.arange(16)[None] < 8, lines(16)[None], 4)
    lanes, steps = np.zeros(2, np.int64), np.array([11, 15])  # the last of their four: nothing comes after them
    before = groove.lean(lanes, steps)
    assert before[0] > 0 > before[1]
    groove.strike(lanes[:1], steps[:1])
    assert groove.lean(lanes, steps).tolist() == [0, before[1]]


def test_a_beginning_gives_way_where_others_are_to_come():
    chance = np.array([[1, 0.5, 0, 0.5, 0.25, 0, 0, 0]], np.float32)
    assert strikes_to_come(chance, 4).tolist() == [[1, 0.5, 0.5, 0, 0, 0, 0, 0]]
    struck = lane("x.x.x...", "x.......")[None]  # the bar before the line says where
    groove = Groove(1.0, struck, np.arange(16)[None] < 8, lines(16)[None], 4)
    on_struck = groove.lean(np.zeros(2, np.int64), np.array([0, 4]))
    assert on_struck[0] < on_struck[1] == 0, "in the first four steps another one is struck"


def test_the_rhythm_of_other_pitches_is_none_of_the_holes():
    below = [(step, 40, 1, 80) for step in range(0, 64, 4)]
    above = [(step, 66, 1, 80) for step in (2, 6, 10, 14)]
    hole = np.zeros((128, 64), np.bool_)
    hole[60:72, 32:48] = True
    request = SampleRequest(roll_with([*below, *above]), hole, FAST)
    made = prepare(tiny_config(), request)
    run = Working(tiny_model(), FAST, made.windows, [made.roll], [made.conditions], torch.Generator())
    assert run.groove is not None
    lean = run.groove.lean(np.zeros(16, np.int64), np.arange(32, 48))
    assert np.flatnonzero(lean > 0).tolist() == [2, 6, 10, 14], "as the one bar above, whatever is struck below"


def off_beat_share(kinds: tuple[str, str, str], groove: float) -> float:
    """Share of the steps struck in the hole that are the third of a beat, where the music around knows no other."""
    around = [(step, pitch, 1, 80) for step in range(2, 64, 4) for pitch in (60, 61) if not 16 <= step < 48]
    hole = np.zeros((128, 64), np.bool_)
    hole[60:62, 16:48] = True
    struck = np.zeros(64, np.int64)
    for seed in range(6):
        config = dataclasses.replace(FAST, groove=groove, seed=seed, sparsity=-5.0, top_p=1.0)
        _, result = run(tiny_model(kinds), SampleRequest(roll_with(around), hole, config))
        struck += (result.onset & hole).any(0)
    assert struck.sum() > 20
    return float(struck[2::4].sum() / struck.sum())


@pytest.mark.parametrize("kinds", KINDS)
def test_new_notes_keep_to_the_rhythm_around_as_far_as_is_asked(kinds):
    free, usual, strict = (off_beat_share(kinds, groove) for groove in (0.0, 1.0, 5.0))
    assert free < usual < strict


def test_groove_0_leaves_the_model_alone(monkeypatch):
    def no_lean(*_args):
        raise AssertionError("nobody asked")

    monkeypatch.setattr(leaves, "_lean", no_lean)
    hole = np.ones((128, 64), np.bool_)
    config = dataclasses.replace(FAST, groove=0.0)
    run(tiny_model(KINDS[3]), SampleRequest(Roll.empty(64), hole, config))
    with pytest.raises(AssertionError, match="nobody asked"):
        run(tiny_model(KINDS[3]), SampleRequest(Roll.empty(64), hole, FAST))


def test_runs_from_before_there_was_a_groove_are_replayed_without():
    request = SampleRequest(Roll.empty(64), np.ones((128, 64), np.bool_), SampleConfig())
    told = Capsule.of("Generate", request, Roll.empty(64), "").to_json()
    assert Capsule.from_json(told).request.config.groove == SampleConfig().groove
    del told["settings"]["groove"]
    assert Capsule.from_json(told).request.config.groove == 0


def test_a_groove_out_of_bounds_is_refused():
    with pytest.raises(ValueError, match="groove must lie between 0 and 5"):
        SampleConfig(groove=-1)
