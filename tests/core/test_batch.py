"""Many holes side by side: each is written as if it were alone."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from core.config import SampleConfig, Shown
from core.roll import Roll, notes_of
from core.sampler import working
from core.sampler.batch import sample_batch
from core.sampler.request import SampleRequest, result_of
from core.sampler.sample import sample
from tests.core.models import KINDS, tiny_model
from tests.core.music import random_roll

# Random music may be heard in three; then a window need not begin where the piece does.
FAST = SampleConfig(seed=1, iterations=(3, 2, 2), metre="written")
MODELS = {kinds: tiny_model(kinds) for kinds in KINDS}
AR = ("ar", "ar", "ar")


def alone(model, request: SampleRequest) -> Roll:
    return result_of(sample(model, request))


def request(seed: int, first: int, stop: int, config: SampleConfig = FAST, steps: int = 64) -> SampleRequest:
    hole = np.zeros((128, steps), np.bool_)
    hole[30:90, first:stop] = True
    return SampleRequest(random_roll(seed, steps), hole, config)


def likeliest(logits, _temperature, _top_p, _rng, allowed=None, lean=None):
    scores = logits.numpy() + (0 if lean is None else lean)
    return (scores if allowed is None else np.where(allowed, scores, -np.inf)).argmax(1)


def outside(roll: Roll, one: SampleRequest) -> set[tuple[int, ...]]:
    return {tuple(row) for row in notes_of(roll).tolist() if not one.hole[row[1], row[0]]}


@pytest.mark.parametrize("kinds", KINDS)
@pytest.mark.parametrize("guidance", [1.0, 3.0])
def test_a_batch_of_one_is_the_run_itself(kinds, guidance):
    one = request(3, 16, 48, dataclasses.replace(FAST, guidance_scale=guidance, key=2))
    assert sample_batch(MODELS[kinds], [one], seed=1)[0].equals(alone(MODELS[kinds], one))


@pytest.mark.parametrize("guidance", [1.0, 3.0])
def test_each_sees_its_own_music_alone(guidance, monkeypatch):
    """Holes of unlike sizes and wishes, one in a piece of several windows: the notes of each run by itself."""
    # Random numbers decide nothing: the likeliest choices in the order of an "ar" model, all velocities at once.
    monkeypatch.setattr(working, "draw", likeliest)
    config = dataclasses.replace(FAST, iterations=(1, 2, 2), sparsity=-5.0, guidance_scale=guidance)
    wishes = [{"key": 5}, {"key": None, "density": 7}, {"low_pitch": 40, "high_pitch": 70}, {"style": "lieder"}]
    configs = [dataclasses.replace(config, seed=i, **wish) for i, wish in enumerate(wishes)]
    requests = [
        request(3, 16, 48, configs[0]),
        request(4, 0, 64, configs[1]),
        request(5, 8, 150, configs[2], steps=160),
        request(6, 40, 44, configs[3]),
    ]
    model = tiny_model(AR, shown=Shown(asked=True))
    together = sample_batch(model, requests)
    for one, roll in zip(requests, together, strict=True):
        assert roll.equals(alone(model, one))
    written = [
        {(p, s) for s, p, *_ in notes_of(r).tolist() if one.hole[p, s]}
        for one, r in zip(requests, together, strict=True)
    ]
    assert all(written[:3]) and len({frozenset(w) for w in written}) == 4, "there is something to compare"


def test_nothing_outside_changes_and_the_seed_decides():
    requests = [request(seed, 16, 40) for seed in range(5)]
    model = MODELS[KINDS[3]]
    first, again, other = (sample_batch(model, requests, seed) for seed in (7, 7, 8))
    assert all(a.equals(b) for a, b in zip(first, again, strict=True))
    assert not all(a.equals(b) for a, b in zip(first, other, strict=True))
    for one, roll in zip(requests, first, strict=True):
        assert outside(roll, one) == outside(one.roll, one)
        assert not roll.equals(one.roll)


def test_what_cannot_be_written_together_is_refused():
    model, one = MODELS[AR], request(1, 0, 32)
    hotter = dataclasses.replace(one, config=dataclasses.replace(FAST, temperature=2.0))
    with pytest.raises(ValueError, match="not in how it is drawn"):
        sample_batch(model, [one, hotter])
    pitches = dataclasses.replace(one, config=dataclasses.replace(FAST, only="pitches"))
    with pytest.raises(ValueError, match="one by one"):
        sample_batch(model, [pitches])
    assert sample_batch(model, []) == []
