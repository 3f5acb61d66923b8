"""Music in three is heard as such where a file says plain 2/4 or 4/4, and nothing else is."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.capsule import Capsule
from core.config import SampleConfig
from core.export.record import RunRecord
from core.metre import heard_downbeats, likeness
from core.region import rectangle
from core.roll import Roll
from core.sampler.bars import bars_for, is_heard_otherwise
from core.sampler.prepare import prepare
from core.sampler.request import Draft, SampleRequest, result_of
from core.sampler.sample import sample
from tests.core.models import tiny_config, tiny_model
from tests.core.music import holes, random_roll, roll_with
from tests.core.test_sampler import outside

STEPS = 256
HOLE = rectangle((128, STEPS), 0, 128, 64, 192)


def lines(bar: int, first: int = 0, steps: int = STEPS) -> np.ndarray:
    return np.arange(steps) % bar == first % bar


def oom_pah(beats: int, first: int = 0, steps: int = STEPS, seed: int = 0) -> Roll:
    """A low note on the first beat, a chord on the others, another harmony every bar, and a tune at random above."""
    rng = np.random.default_rng(seed)
    notes = []
    for beat, step in enumerate(range(first, steps, 4)):
        bar, place = divmod(beat, beats)
        root = 36 + (0, 5, 7, 9)[bar % 4]
        pitches = (root,) if place == 0 else (root + 12, root + 16, root + 19)
        notes += [(step, pitch, 3, 80) for pitch in pitches]
    notes += [(int(step), 76 + int(rng.integers(0, 8)), 2, 90) for step in rng.choice(steps, steps // 5, replace=False)]
    return roll_with(notes, steps)


def request(roll: Roll, bar: int = 16, hole: np.ndarray = HOLE, **config: object) -> SampleRequest:
    return SampleRequest(roll, hole, SampleConfig(**config), lines(bar, steps=roll.num_steps))  # type: ignore[arg-type]


@pytest.mark.parametrize("bar", [8, 16])
@pytest.mark.parametrize("first", [0, 4, 8, 11])
def test_a_waltz_that_is_written_in_two_or_four_is_heard_in_three(bar, first):
    for seed in range(3):
        asked = request(oom_pah(3, first, seed=seed), bar)
        assert np.array_equal(bars_for(asked), lines(12, first)) and is_heard_otherwise(asked)


def test_the_model_is_told_what_was_heard():
    asked = request(oom_pah(3, 4))
    prepared = prepare(tiny_config(num_steps=STEPS), asked)
    assert prepared.conditions.metre == 1, "bars of 12 steps"
    window = prepared.windows[0]
    assert np.array_equal(window.downbeat[: STEPS - window.start], lines(12, 4)[window.start :])
    written = dataclasses.replace(asked, config=SampleConfig(metre="written"))
    assert prepare(tiny_config(num_steps=STEPS), written).conditions.metre == 0


@pytest.mark.parametrize("beats", [2, 4])
def test_a_march_stays_as_it_is_written(beats):
    for seed in range(3):
        assert not is_heard_otherwise(request(oom_pah(beats, seed=seed)))


@pytest.mark.parametrize("bar", [12, 24, 20])
def test_a_metre_that_no_program_writes_unasked_is_believed(bar):
    assert not is_heard_otherwise(request(oom_pah(4), bar))
    assert not is_heard_otherwise(request(oom_pah(3, 4), bar))


def test_a_change_of_metre_near_the_hole_is_believed():
    downbeat = lines(16)
    downbeat[196:] = lines(12, 4)[196:]
    asked = SampleRequest(oom_pah(3), HOLE, SampleConfig(), downbeat)
    assert not is_heard_otherwise(asked)


def test_a_tune_over_a_waltz_is_written_in_three_though_every_step_is_open():
    hole = rectangle((128, STEPS), 72, 128, 0, STEPS)
    assert np.array_equal(bars_for(request(oom_pah(3, 8), hole=hole)), lines(12, 8))


def test_where_there_is_nothing_to_hear_bars_are_as_written():
    everything = np.ones((128, STEPS), np.bool_)
    for roll, hole in ((Roll.empty(STEPS), HOLE), (oom_pah(3), everything)):
        assert np.array_equal(bars_for(request(roll, hole=hole)), lines(16))


def test_only_what_is_near_the_hole_counts():
    near, far = oom_pah(3, 0), oom_pah(4, 0, 1200)
    roll = Roll(np.hstack([near.velocity, far.velocity]), np.hstack([near.onset, far.onset]))
    hole = np.zeros((128, roll.num_steps), np.bool_)
    hole[:, 32:80] = True
    assert bars_for(request(roll, hole=hole))[: 12 * 5].nonzero()[0].tolist() == [0, 12, 24, 36, 48]
    late = np.zeros_like(hole)
    late[:, 1100:1200] = True
    assert not is_heard_otherwise(request(roll, hole=late))


def test_a_run_that_keeps_the_pitches_goes_by_the_bars_of_the_piece():
    assert not is_heard_otherwise(request(oom_pah(3), only="rhythm"))
    assert is_heard_otherwise(request(oom_pah(3), only="pitches"))


def test_a_draft_changes_nothing_of_what_is_heard():
    """A run that goes on from a frame must hear what the first one heard."""
    asked = request(oom_pah(3, 4))
    decided = np.ones((128, STEPS), np.bool_)
    decided[:, 128:] = False
    going_on = dataclasses.replace(asked, draft=Draft(oom_pah(4), decided))
    assert np.array_equal(bars_for(going_on), bars_for(asked))


def test_a_run_in_three_changes_nothing_outside_and_its_frames_can_be_gone_on_from():
    roll, hole = oom_pah(3, 4, 128), rectangle((128, 128), 30, 100, 40, 72)
    asked = SampleRequest(roll, hole, SampleConfig(seed=1, iterations=(3, 2, 2)), lines(16, steps=128))
    assert is_heard_otherwise(asked)
    record = RunRecord(asked)
    result = result_of(sample(tiny_model(), asked), record.add)
    assert outside(result, hole) == outside(roll, hole)
    record.finish(result)
    middle = record.draft_at(len(record) // 2)
    again = dataclasses.replace(asked, draft=middle, config=dataclasses.replace(asked.config, seed=2))
    other, stands = result_of(sample(tiny_model(), again)), hole & middle.decided
    assert stands.any() and np.array_equal(other.onset[stands], middle.roll.onset[stands])
    assert outside(other, hole) == outside(roll, hole)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), hole=holes(), only=st.sampled_from(["all", "pitches", "velocities"]))
def test_any_music_has_bars(seed, hole, only):
    asked = SampleRequest(random_roll(seed), hole, SampleConfig(only=only))
    bars = bars_for(asked)
    assert bars.shape == (hole.shape[1],) and bars.any()
    assert set(np.diff(np.flatnonzero(bars)).tolist()) <= {12, 16}


def test_likeness_is_that_of_whole_bars_alone():
    known = np.ones(STEPS, np.bool_)
    events = lines(12)[None].astype(np.float64)
    assert likeness(events, known, 12) == pytest.approx(1)
    assert likeness(events, known, 16) < 0
    assert likeness(events, np.arange(STEPS) < 8, 12) == 0


def test_runs_from_before_are_replayed_as_they_were():
    asked = request(oom_pah(3))
    told = Capsule.of("Inpaint", asked, asked.roll, "").to_json()
    assert Capsule.from_json(told).request.config.metre == "heard"
    del told["settings"]["metre"]
    assert Capsule.from_json(told).request.config.metre == "written"


def test_another_word_is_refused():
    with pytest.raises(ValueError, match="metre must be one of heard, written"):
        SampleConfig(metre="swing")


def test_written_bars_come_back_themselves():
    written = lines(16)
    assert heard_downbeats(oom_pah(4), HOLE, written) is written
