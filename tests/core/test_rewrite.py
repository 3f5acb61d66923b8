"""Pitches only, rhythm only, velocities only: what is kept is kept exactly, whatever the model says."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.edit.rewrite import in_order, new_pitches
from core.roll import Roll, notes_of
from core.sampler.limits import num_off_limits
from core.sampler.request import Draft, SampleRequest
from core.sampler.seats import Seats
from core.sampler.timing import draw_counts, draw_times
from core.scale import Scale
from tests.core.models import KINDS, tiny_model
from tests.core.music import holes, random_roll, roll_with
from tests.core.strategies import holes as wild_holes
from tests.core.strategies import rolls
from tests.core.test_limits import inside
from tests.core.test_sampler import FAST, outside, run

MODELS = {kinds: tiny_model(kinds) for kinds in KINDS}


def kept_part(only: str, rows: np.ndarray) -> list[tuple[int, ...]]:
    """What of the notes must come out as it was."""
    columns = {"pitches": [0, 2, 3], "rhythm": [1, 3], "velocities": [0, 1, 2]}[only]
    kept = [tuple(row) for row in rows[:, columns].tolist()]
    return kept if only == "rhythm" else sorted(kept)  # a rhythm keeps the pitches in their order


def bars_of(rows: np.ndarray) -> list[list[int]]:
    return [rows[rows[:, 0] // 16 == bar, 1].tolist() for bar in range(4)]


@pytest.mark.parametrize("only", ["pitches", "rhythm", "velocities"])
@settings(max_examples=8, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    hole=holes(),
    kinds=st.sampled_from(KINDS),
    guidance=st.sampled_from([1.0, 2.0]),
    part=st.floats(0, 1),
)
def test_the_kept_part_is_kept_exactly(only, seed, hole, kinds, guidance, part):
    roll = random_roll(seed)
    config = dataclasses.replace(FAST, seed=seed, only=only, guidance_scale=guidance, key=0)
    request = SampleRequest(roll, hole, config)
    steps, result = run(MODELS[kinds], request)
    assert [step.index for step in steps] == list(range(1, len(steps) + 1))
    assert {step.total for step in steps} <= {len(steps)}
    assert kept_part(only, inside(result, hole)) == kept_part(only, inside(roll, hole))
    assert outside(result, hole) == outside(roll, hole)
    if only == "rhythm":
        assert bars_of(inside(result, hole)) == bars_of(inside(roll, hole))
    if not steps:
        return
    assert steps[-1].roll.equals(result) and not steps[-1].unknown.any()
    _, again = run(MODELS[kinds], request)
    assert again.equals(result)
    # and from any frame on
    frame = steps[int(part * (len(steps) - 1))]
    other = dataclasses.replace(config, seed=seed + 1)
    draft = Draft(frame.roll, ~frame.unknown)
    _, rerolled = run(MODELS[kinds], dataclasses.replace(request, config=other, draft=draft))
    assert kept_part(only, inside(rerolled, hole)) == kept_part(only, inside(roll, hole))
    assert outside(rerolled, hole) == outside(roll, hole)


@pytest.mark.parametrize("only", ["pitches", "rhythm", "velocities"])
@settings(max_examples=8, deadline=None)
@given(roll=rolls(64), hole=wild_holes(64))
def test_crowded_music_and_ragged_holes(only, roll, hole):
    if not hole.any():
        return
    request = SampleRequest(roll, hole, dataclasses.replace(FAST, only=only))
    _, result = run(MODELS[KINDS[3]], request)
    assert kept_part(only, inside(result, hole)) == kept_part(only, inside(roll, hole))
    assert outside(result, hole) == outside(roll, hole)


@pytest.mark.parametrize("only", ["pitches", "rhythm", "velocities"])
def test_what_is_not_kept_is_new_and_wide_holes_go_window_by_window(only):
    roll = roll_with([(step, 48 + (step * 7) % 30, 3, 40 + step % 60) for step in range(0, 200, 2)], 208)
    hole = np.zeros((128, 208), np.bool_)
    hole[40:90, 8:200] = True
    config = dataclasses.replace(FAST, only=only)
    steps, result = run(MODELS[KINDS[3]], SampleRequest(roll, hole, config))
    assert len({step.start_step for step in steps}) > 2
    before, after = inside(roll, hole), inside(result, hole)
    assert kept_part(only, before) == kept_part(only, after)
    assert not np.array_equal(before, after)
    _, other = run(MODELS[KINDS[3]], SampleRequest(roll, hole, dataclasses.replace(config, seed=99)))
    assert not other.equals(result)


def test_new_pitches_obey_scale_and_range_where_there_is_room():
    roll = roll_with([(step, 61 + step % 3, 2, 80) for step in range(0, 60, 3)])
    hole = np.ones((128, 64), np.bool_)
    config = dataclasses.replace(FAST, only="pitches", key=0, scale_only=True, low_pitch=50, high_pitch=70)
    _, result = run(MODELS[KINDS[3]], SampleRequest(roll, hole, config))
    assert all(50 <= pitch <= 70 and pitch in Scale(0) for pitch in notes_of(result)[:, 1].tolist())


def test_notes_without_a_seat_within_the_limits_are_counted():
    """Five notes at once, and only three pitches that the settings allow."""
    roll = roll_with([(0, pitch, 4, 80) for pitch in (60, 61, 62, 63, 64)])
    hole = np.zeros((128, 64), np.bool_)
    hole[58:67, :16] = True
    config = dataclasses.replace(FAST, only="pitches", key=0, scale_only=True, low_pitch=60, high_pitch=64)
    request = SampleRequest(roll, hole, config)
    _, result = run(MODELS[KINDS[3]], request)
    written = notes_of(result)[:, 1].tolist()
    off = [pitch for pitch in written if pitch not in (60, 62, 64)]
    assert len(written) == 5 and len(off) == 2, "as many as there is room for lie within"
    assert num_off_limits(request, result) == 2
    free = SampleRequest(roll, hole, dataclasses.replace(config, scale_only=False, low_pitch=0, high_pitch=127))
    assert num_off_limits(free, run(MODELS[KINDS[3]], free)[1]) == 0


def test_the_kept_pitches_care_for_no_range():
    roll = roll_with([(step, 61, 2, 80) for step in range(0, 60, 3)])
    hole = np.ones((128, 64), np.bool_)
    config = dataclasses.replace(FAST, only="rhythm", key=0, scale_only=True, low_pitch=62)
    _, result = run(MODELS[KINDS[3]], SampleRequest(roll, hole, config))
    assert notes_of(result)[:, 1].tolist() == [61] * 20
    assert num_off_limits(SampleRequest(roll, hole, config), result) == 0


@settings(max_examples=60)
@given(roll=rolls(), hole=wild_holes(), wishes=st.randoms(use_true_random=False))
def test_seats_everybody_finds_one_whoever_wishes_what(roll, hole, wishes):
    rows = notes_of(roll)
    inside_hole = hole[rows[:, 1], rows[:, 0]]
    kept = np.zeros(hole.shape, np.bool_)
    for onset, pitch, duration, _ in rows[~inside_hole].tolist():
        kept[pitch, onset : onset + duration] = True
    notes = rows[inside_hole]
    seats = Seats.around(notes, kept, hole & ~kept, hole & ~kept)
    for number in range(len(notes)):
        choices = np.flatnonzero(seats.candidates(number, seats.may_begin)).tolist()
        wishes.shuffle(choices)
        assert any(seats.take(number, pitch) for pitch in choices), "its own seat in reserve is always free"
    taken = np.zeros(hole.shape, np.int64)
    for onset, pitch, duration, _ in seats.rows().tolist():
        assert hole[pitch, onset]
        taken[pitch, onset : onset + duration] += 1
    assert taken.max(initial=0) <= 1 and not (taken.astype(bool) & kept).any()


def test_a_seat_is_refused_that_would_leave_another_note_standing():
    notes = np.array([[0, 60, 4, 80], [2, 61, 2, 80]])
    hole = np.zeros((128, 8), np.bool_)
    hole[60:63, 0], hole[61, 2] = True, True  # the second note has but one pitch to begin on
    seats = Seats.around(notes, np.zeros_like(hole), hole, hole)
    assert np.flatnonzero(seats.candidates(0, hole)).tolist() == [60, 61, 62]
    assert not seats.take(0, 61), "the second note needs it"
    assert seats.take(0, 62) and seats.take(1, 61)
    assert seats.rows()[:, 1].tolist() == [62, 61]
    hole[63, 2] = True
    seats = Seats.around(notes, np.zeros_like(hole), hole, hole)
    assert seats.take(0, 61) and seats.rows()[1, 1] == 63, "now it moves on"


@settings(max_examples=60)
@given(data=st.data(), steps=st.integers(1, 12))
def test_times_follow_the_order_and_the_odds(data, steps):
    old = sorted({(t, p) for t, p in data.draw(st.lists(st.tuples(st.integers(0, steps - 1), st.integers(0, 9))))})
    pitches = np.array([p for _, p in old], np.int64)
    rng = np.random.default_rng(data.draw(st.integers(0, 999)))
    odds = np.where(rng.random((len(old), steps)) < 0.5, rng.normal(size=(len(old), steps)), -np.inf)
    for i, (t, _) in enumerate(old):
        odds[i, t] = -30.0  # the old rhythm is always possible, if unlikely
    times = draw_times(pitches, odds, rng.random)
    assert np.isfinite(odds[np.arange(len(old)), times]).all()
    new = list(zip(times.tolist(), pitches.tolist(), strict=True))
    assert new == sorted(new) and len(set(new)) == len(new)


def test_times_are_drawn_in_proportion_to_their_odds():
    rng = np.random.default_rng(0)
    odds = np.log(np.array([[1.0, 3.0]]))
    late = np.mean([draw_times(np.array([60]), odds, rng.random)[0] for _ in range(2000)])
    assert abs(late - 0.75) < 0.04
    with pytest.raises(ValueError, match="room"):
        draw_times(np.array([60, 60]), np.zeros((2, 1)), rng.random)


def test_counts_add_up_and_follow_their_weights():
    rng = np.random.default_rng(0)
    weights = np.array([[0.5, 0.3, 0.2], [0.9, 0.1, 0.0], [0.2, 0.2, 0.6]])
    drawn = np.array([draw_counts(weights, 3, rng.random) for _ in range(2000)])
    assert (drawn.sum(1) == 3).all() and drawn[:, 1].max() == 1
    ways = {(a, b, c): weights[0, a] * weights[1, b] * weights[2, c]
            for a in range(3) for b in range(3) for c in range(3) if a + b + c == 3}  # fmt: skip
    for way, weight in ways.items():
        assert abs((drawn == way).all(1).mean() - weight / sum(ways.values())) < 0.04
    assert draw_counts(np.array([[1.0, 0.0], [1.0, 0.0]]), 2, rng.random).tolist() == [1, 1]


def test_notes_are_matched_by_what_was_kept():
    before = np.array([[0, 60, 4, 80], [0, 64, 4, 80], [4, 62, 2, 70]])
    after = np.array([[0, 67, 4, 80], [4, 50, 2, 70], [0, 55, 4, 80]])
    assert new_pitches(before, after).tolist() == [55, 67, 50]
    with pytest.raises(ValueError, match="rhythm"):
        new_pitches(before, after[:2])
    moved = np.array([[1, 60, 1, 80], [1, 64, 1, 80], [9, 62, 1, 70]])
    assert in_order(before, moved).tolist() == moved.tolist()
    with pytest.raises(ValueError, match="order"):
        in_order(before, after)


def test_a_hole_without_notes_leaves_nothing_to_keep():
    hole = np.zeros((128, 64), np.bool_)
    hole[0:10, 0:10] = True
    roll = random_roll(1)
    for only in ("pitches", "rhythm", "velocities"):
        _, result = run(MODELS[KINDS[3]], SampleRequest(roll, hole, dataclasses.replace(FAST, only=only)))
        assert {tuple(row) for row in notes_of(result).tolist()} == {tuple(row) for row in notes_of(roll).tolist()}
        assert isinstance(result, Roll)
