"""Limits of a run: pitch range, scale, sparsity and drafts hold by construction, whatever the model says."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.config import SampleConfig
from core.roll import Roll, notes_of
from core.sampler import working
from core.sampler.logits import draw
from core.sampler.request import Draft, SampleRequest
from core.scale import MODES, Scale
from core.tokens import NUM_STATES, NUM_VELOCITY_BINS
from tests.core.models import KINDS, tiny_model
from tests.core.music import holes, random_roll
from tests.core.test_sampler import FAST, outside, run

MODELS = {kinds: tiny_model(kinds) for kinds in KINDS}


def inside(roll: Roll, hole: np.ndarray) -> np.ndarray:
    rows = notes_of(roll)
    return rows[hole[rows[:, 1], rows[:, 0]]]


@settings(max_examples=8, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    hole=holes(),
    kinds=st.sampled_from(KINDS),
    key=st.integers(0, 23),
    mode=st.sampled_from([None, *MODES]),
    low=st.integers(0, 70),
    height=st.integers(0, 57),
)
def test_new_notes_lie_within_the_range_and_on_the_scale(seed, hole, kinds, key, mode, low, height):
    roll = random_roll(seed)
    config = dataclasses.replace(
        FAST, seed=seed, key=key, scale=mode, scale_only=True, low_pitch=low, high_pitch=low + height
    )
    steps, result = run(MODELS[kinds], SampleRequest(roll, hole, config))
    scale = Scale(key % 12, mode) if mode else Scale.of_key(key)
    for _, pitch, _, _ in inside(result, hole).tolist():
        assert low <= pitch <= low + height and pitch in scale
    assert outside(result, hole) == outside(roll, hole)
    assert not steps or [step.index for step in steps] == list(range(1, steps[0].total + 1))


def test_the_scale_forbids_nothing_where_no_key_is_known():
    hole = np.ones((128, 64), np.bool_)
    free = SampleRequest(Roll.empty(64), hole, dataclasses.replace(FAST, key=None))
    bound = dataclasses.replace(free, config=dataclasses.replace(free.config, scale_only=True))
    assert run(MODELS[KINDS[3]], free)[1].equals(run(MODELS[KINDS[3]], bound)[1])


def test_sparsity_empties_and_fills():
    hole = np.ones((128, 64), np.bool_)
    counts = []
    for sparsity in (-4.0, 0.0, 2.0, 10.0):
        config = dataclasses.replace(FAST, sparsity=sparsity, top_p=1.0)
        _, result = run(MODELS[KINDS[3]], SampleRequest(Roll.empty(64), hole, config))
        counts.append(len(notes_of(result)))
    assert counts == sorted(counts, reverse=True) and counts[0] > 2 * counts[2] > 0 == counts[3]


def test_each_level_has_a_temperature_of_its_own(monkeypatch):
    seen = {}

    def remember(logits, temperature, *rest):
        seen.setdefault(logits.shape[-1], set()).add(round(temperature, 6))
        return draw(logits, temperature, *rest)

    monkeypatch.setattr(working, "draw", remember)
    config = dataclasses.replace(FAST, temperature=2.0, level_temperature=(0.5, 0.6, 0.7, 0.8), sparsity=-4.0)
    model = MODELS[KINDS[3]]
    run(model, SampleRequest(random_roll(2), np.ones((128, 64), np.bool_), config))
    bars, beats = model.roll_level.guide.num_classes, model.patch_level.guide.num_classes
    assert seen == {bars: {1.0}, beats: {1.2}, NUM_STATES: {1.4}, NUM_VELOCITY_BINS: {1.6}}


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000), hole=holes(), kinds=st.sampled_from(KINDS), part=st.floats(0, 1))
def test_what_a_draft_has_decided_stands(seed, hole, kinds, part):
    roll = random_roll(seed)
    request = SampleRequest(roll, hole, FAST)
    steps, _ = run(MODELS[kinds], request)
    if not steps:
        return
    frame = steps[int(part * (len(steps) - 1))]
    again = dataclasses.replace(
        request, config=dataclasses.replace(FAST, seed=seed + 1), draft=Draft(frame.roll, ~frame.unknown)
    )
    new_steps, result = run(MODELS[kinds], again)
    stands = hole & ~frame.unknown
    assert np.array_equal(result.velocity[stands] > 0, frame.roll.velocity[stands] > 0)  # loudness is drawn anew
    assert np.array_equal(result.onset[stands], frame.roll.onset[stands])
    assert outside(result, hole) == outside(roll, hole)
    assert all(not (step.unknown & stands).any() for step in new_steps)


def test_limits_out_of_bounds_are_refused_with_a_sentence():
    for wrong in (
        {"sparsity": 11},
        {"level_temperature": (1, 1, 0, 1)},
        {"low_pitch": 60, "high_pitch": 50},
        {"high_pitch": 128},
        {"scale": "none"},
    ):
        with pytest.raises(ValueError, match=r"must|range"):
            SampleConfig(**wrong)
    with pytest.raises(ValueError, match="draft"):
        SampleRequest(
            Roll.empty(64),
            np.ones((128, 64), np.bool_),
            draft=Draft(Roll.empty(32), np.zeros((128, 32), np.bool_)),
        )
