"""The sampler's promises: nothing outside the hole changes, the context matters, listening changes nothing."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.config import SampleConfig
from core.export.record import RunRecord
from core.model.context import Context
from core.region import resolve_hole
from core.roll import Roll, notes_of
from core.sampler.finish import finish
from core.sampler.logits import NotFiniteError, draw
from core.sampler.prepare import prepare
from core.sampler.request import SampleRequest, SampleStep, result_of
from core.sampler.sample import sample
from core.sampler.schedule import FULL_SIZE, cosine_counts, plan_window, plan_windows
from core.tokens import HOLD, ONSET, REST
from tests.core.models import KINDS, tiny_config, tiny_model
from tests.core.music import holes, random_roll, roll_with

# Random music may be heard in three; then a window need not begin where the piece does.
FAST = SampleConfig(seed=1, iterations=(3, 2, 2), metre="written")
MODELS = {kinds: tiny_model(kinds) for kinds in KINDS}


def run(model, request) -> tuple[list[SampleStep], Roll]:
    steps: list[SampleStep] = []
    return steps, result_of(sample(model, request), steps.append)


def outside(roll: Roll, hole: np.ndarray) -> set[tuple[int, ...]]:
    return {tuple(row) for row in notes_of(roll).tolist() if not hole[row[1], row[0]]}


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), hole=holes(), kinds=st.sampled_from(KINDS[2:]), ring=st.sampled_from([0, 4, 16]))
def test_notes_that_begin_outside_the_hole_are_identical(seed, hole, kinds, ring):
    roll = random_roll(seed)
    steps, result = run(MODELS[kinds], SampleRequest(roll, hole, dataclasses.replace(FAST, ring_steps=ring)))
    assert outside(result, hole) == outside(roll, hole)
    for step in steps[:: max(1, len(steps) // 5)]:  # and at no moment on the way
        assert outside(roll, hole) <= {tuple(row) for row in notes_of(step.roll).tolist()}


def test_notes_that_cross_the_edges_belong_to_where_they_begin():
    roll = roll_with([(10, 60, 12, 90), (28, 64, 12, 80), (4, 72, 40, 70), (24, 72, 2, 50)])
    hole = np.zeros((128, 64), np.bool_)
    hole[:, 16:32] = True
    for kinds in KINDS:
        _, result = run(MODELS[kinds], SampleRequest(roll, hole, FAST))
        kept = outside(result, hole)
        assert (10, 60, 12, 90) in kept  # begins before the hole: whole, with its cells inside the hole
        assert not any(pitch == 64 and onset == 28 and length == 12 for onset, pitch, length, _ in kept)
        assert (4, 72, 20, 70) in kept  # cut by the repeated note at step 24, as it always was


@pytest.mark.parametrize("kinds", KINDS)
def test_the_fill_changes_when_the_context_changes(kinds):
    hole = np.zeros((128, 64), np.bool_)
    hole[48:72, 16:48] = True
    fills = []
    for seed in (1, 2):
        roll = random_roll(seed)
        roll.velocity[hole], roll.onset[hole] = 0, False
        context = resolve_hole(roll, hole, 0).base
        _, result = run(MODELS[kinds], SampleRequest(context, hole, dataclasses.replace(FAST, key=None)))
        fills.append([row for row in notes_of(result).tolist() if hole[row[1], row[0]]])
    assert fills[0] != fills[1]


@pytest.mark.parametrize("kinds", KINDS)
def test_same_seed_same_notes_recorded_or_not(kinds):
    hole = np.zeros((128, 64), np.bool_)
    hole[40:76, 16:48] = True
    request = SampleRequest(random_roll(3), hole, FAST)
    record = RunRecord(request)
    recorded = result_of(sample(MODELS[kinds], request), record.add)
    torch.rand(7)  # the global generator has no say
    _, silent = run(MODELS[kinds], request)
    assert recorded.equals(silent)
    _, other = run(MODELS[kinds], dataclasses.replace(request, config=dataclasses.replace(FAST, seed=2)))
    assert not other.equals(silent)


@pytest.mark.parametrize("kinds", KINDS)
@pytest.mark.parametrize("guidance", [1.0, 2.0])
def test_the_stream_is_numbered_exactly_and_ends_with_the_result(kinds, guidance):
    hole = np.zeros((128, 64), np.bool_)
    hole[40:76, 16:48] = True
    config = dataclasses.replace(FAST, guidance_scale=guidance, key=0)
    steps, result = run(MODELS[kinds], SampleRequest(random_roll(4), hole, config))
    assert [step.index for step in steps] == list(range(1, steps[0].total + 1))
    assert {step.total for step in steps} == {len(steps)}
    assert not steps[-1].unknown.any()
    assert steps[-1].roll.equals(result)
    assert {step.level for step in steps} == {0, 1, 2, 3}
    open_cells = [int(step.unknown.sum()) for step in steps]
    assert open_cells == sorted(open_cells, reverse=True)


def test_guidance_changes_what_a_condition_does():
    hole = np.ones((128, 64), np.bool_)
    plain = SampleRequest(Roll.empty(64), hole, dataclasses.replace(FAST, key=3))
    _, once = run(MODELS[KINDS[3]], plain)
    strong = dataclasses.replace(plain, config=dataclasses.replace(plain.config, guidance_scale=4.0))
    _, twice = run(MODELS[KINDS[3]], strong)
    assert not once.equals(twice)


@pytest.mark.parametrize(("asked", "turn"), [("auto", None), (None, None), (0, None), (21, None), (6, -6), (14, 5)])
def test_a_key_asked_for_turns_what_is_told_of_the_music_around(monkeypatch, asked, turn):
    """C major all around; its relative A minor (21) has the same notes, D minor (14) those of F major."""
    scale = roll_with([(i, 60 + pitch, 2, 80) for i, pitch in enumerate((0, 4, 7, 12, 11, 9, 7, 5, 4, 2, 0, 4, 7, 0))])
    hole = np.zeros((128, 64), np.bool_)
    hole[:, 16:48] = True
    told = []

    def spy(canvas, conditions, turned=None):
        told.append(turned)
        return of(canvas, conditions, turned)

    of = Context.of
    monkeypatch.setattr(Context, "of", spy)
    config = dataclasses.replace(FAST, key=asked, guidance_scale=2.0)
    run(MODELS[KINDS[3]], SampleRequest(scale, hole, config))
    assert told
    for turned in told:
        if turn is None:
            assert turned is None
        else:  # the copy that is asked for nothing is told of no other key
            assert turned.semitones.tolist() == [turn, 0]
            assert not turned.around[:, :, 16:48].any() and turned.around[:, :128, 60:].all()


def test_a_hole_inside_a_held_note_leaves_everything_as_it_is():
    roll = roll_with([(0, 60, 30, 90)])
    hole = np.zeros((128, 64), np.bool_)
    hole[60, 10:20] = True
    steps, result = run(MODELS[KINDS[3]], SampleRequest(roll, hole, dataclasses.replace(FAST, ring_steps=0)))
    assert steps == [] and result.equals(roll)


@pytest.mark.parametrize("length", [16, 40, 64, 150, 333])
def test_rolls_of_any_length_are_written_whole(length):
    hole = np.ones((128, length), np.bool_)
    steps, result = run(MODELS[KINDS[3]], SampleRequest(Roll.empty(length), hole, FAST))
    assert result.num_steps == length
    assert len(steps) == steps[0].total
    assert len(notes_of(result))
    assert notes_of(result)[:, 0].max() > length - 24  # up to the end


@pytest.mark.parametrize("kinds", KINDS)
def test_what_follows_a_continuation_is_open_not_silent_and_is_not_written(kinds):
    roll = roll_with([(step, 60 + step % 7, 4, 80) for step in range(0, 24, 2)])
    hole = np.zeros((128, 64), np.bool_)
    hole[36:84, 24:40] = True  # 24 steps of music, 16 to write, 24 that nobody asked for
    ends = SampleRequest(roll, hole, dataclasses.replace(FAST, ring_steps=0))
    goes_on = dataclasses.replace(ends, goes_on=True)
    steps, open_fill = run(MODELS[kinds], goes_on)
    _, ending = run(MODELS[kinds], ends)
    assert not open_fill.equals(ending)
    assert outside(open_fill, hole) == outside(roll, hole)
    assert not (open_fill.velocity[:, 40:] > 0).any()
    assert len(steps) == steps[0].total and not steps[-1].unknown.any()


def test_a_note_may_ring_past_the_hole_but_none_begins_there():
    roll = Roll.empty(64)
    hole = np.zeros((128, 64), np.bool_)
    hole[:, 8:24] = True
    for seed in range(3):
        config = dataclasses.replace(FAST, seed=seed, ring_steps=8)
        _, result = run(MODELS[KINDS[3]], SampleRequest(roll, hole, config))
        assert not result.onset[:, 24:].any()
        assert not (result.velocity[:, 32:] > 0).any()


def test_an_abandoned_run_leaves_the_model_usable_and_the_request_untouched():
    roll = random_roll(5)
    before = (roll.velocity.copy(), roll.onset.copy())
    hole = np.ones((128, 64), np.bool_)
    stream = sample(MODELS[KINDS[3]], SampleRequest(roll, hole, FAST))
    next(stream)
    assert not torch.is_inference_mode_enabled()
    stream.close()
    assert np.array_equal(roll.velocity, before[0]) and np.array_equal(roll.onset, before[1])


@given(members=st.integers(0, 400), iterations=st.integers(1, 64))
def test_cosine_counts_decide_everything_and_never_nothing(members, iterations):
    counts = cosine_counts(members, iterations)
    assert sum(counts) == members
    assert len(counts) == min(members, iterations)
    assert all(count > 0 for count in counts)


@given(members=st.integers(1, 44), asked=st.integers(1, 32))
def test_small_holes_take_fewer_iterations_but_no_larger_share_at_a_time(members, asked):
    unknown = np.zeros((132, 64), np.bool_)
    for patch in range(members):
        unknown[patch // 4 * 12, patch % 4 * 16] = True
    counts = plan_window(SampleConfig(iterations=(asked, 2, 2)), tiny_config(), unknown, unknown).counts
    assert sum(counts) == members and len(counts) <= asked
    if members >= FULL_SIZE:
        assert len(counts) == min(asked, members)
    elif asked <= FULL_SIZE:
        assert members / len(counts) <= FULL_SIZE / asked


@given(
    num_steps=st.integers(64, 1200),
    first=st.integers(0, 1199),
    length=st.integers(1, 800),
    bar=st.sampled_from([12, 16, 20]),
)
def test_windows_cover_the_hole_once_each_from_left_to_right(num_steps, first, length, bar):
    columns = np.zeros(num_steps, np.bool_)
    columns[min(first, num_steps - 1) : first + length] = True
    downbeat = np.arange(num_steps) % bar == 0
    wanted = np.flatnonzero(columns)
    windows = plan_windows(columns, num_steps, 256, downbeat)
    covered = [step for start, lo, hi in windows for step in range(lo, hi)]
    assert covered == list(range(wanted[0], wanted[-1] + 1))
    assert all(start <= lo and hi <= start + 256 for start, lo, hi in windows)
    assert all(lo - start >= 128 - 20 for start, lo, _ in windows[1:])  # each sees much of what the last one wrote


def test_each_window_of_a_wide_hole_sees_what_the_last_one_wrote():
    roll = roll_with([(step, 60 + step % 12, 2, 80) for step in range(0, 300, 2)], 300)
    hole = np.zeros((128, 300), np.bool_)
    hole[40:90, 20:290] = True
    steps, result = run(MODELS[KINDS[3]], SampleRequest(roll, hole, FAST))
    first_of = {step.start_step: step for step in reversed(steps)}
    assert len(first_of) > 5
    for start, step in first_of.items():
        stop = min(64, 300 - start)
        known = ~step.unknown[:, :stop] & (
            np.arange(stop) + start < np.flatnonzero(step.unknown.any(axis=0))[0] + start
        )
        written = result.velocity[:, start : start + stop] > 0
        assert np.array_equal(step.roll.velocity[:, :stop][known] > 0, written[known])
        if start > min(first_of):
            assert (written & known & hole[:, start : start + stop]).any(), "and that is not nothing"


def test_the_window_looks_both_ways_around_a_small_hole():
    columns = np.zeros(1000, np.bool_)
    columns[480:544] = True
    [(start, _, _)] = plan_windows(columns, 1000, 256, np.arange(1000) % 16 == 0)
    assert start % 16 == 0 and 380 <= start <= 390


def test_a_continuation_has_all_the_music_before_it_in_its_window():
    columns = np.zeros(640, np.bool_)
    columns[576:] = True
    [(start, _, _)] = plan_windows(columns, 640, 256, np.arange(640) % 16 == 0)
    assert start == 640 - 256


def test_holds_that_continue_nothing_become_onsets_in_one_place():
    state = np.full((128, 6), REST, np.uint8)
    velocity = np.zeros((128, 6), np.uint8)
    state[60] = [HOLD, HOLD, REST, HOLD, ONSET, HOLD]
    velocity[60, 4] = 100
    unknown, kept = np.zeros((128, 6), np.bool_), np.zeros((128, 6), np.bool_)
    unknown[60] = True
    roll = finish(state, velocity, unknown, unknown, kept)
    assert notes_of(roll).tolist() == [[0, 60, 2, 100], [3, 60, 1, 100], [4, 60, 2, 100]]


def test_a_written_hold_may_not_lengthen_a_kept_note():
    state = np.full((128, 4), REST, np.uint8)
    velocity = np.zeros((128, 4), np.uint8)
    state[60], velocity[60, :2] = [ONSET, HOLD, HOLD, HOLD], 70
    unknown, kept = np.zeros((128, 4), np.bool_), np.zeros((128, 4), np.bool_)
    unknown[60, 2:], kept[60, :2] = True, True
    assert notes_of(finish(state, velocity, unknown, unknown, kept)).tolist() == [[0, 60, 2, 70], [2, 60, 2, 70]]
    nowhere = np.zeros((128, 4), np.bool_)
    assert notes_of(finish(state, velocity, unknown, nowhere, kept)).tolist() == [[0, 60, 2, 70]]


def test_draw_obeys_what_is_allowed_top_p_and_temperature():
    rng = torch.Generator().manual_seed(0)
    logits = torch.tensor([[0.0, 1.0, 2.0]]).expand(2000, 3)
    allowed = np.tile([True, True, False], (2000, 1))
    assert set(draw(logits, 1.0, 1.0, rng, allowed).tolist()) == {0, 1}
    assert set(draw(logits, 1.0, 0.5, rng).tolist()) == {2}
    share = (draw(logits, 1.0, 1.0, rng) == 2).mean()
    assert abs(float(share) - float(logits[0].softmax(0)[2])) < 0.04
    assert float((draw(logits, 0.3, 1.0, rng) == 2).mean()) > float(share) + 0.1
    with pytest.raises(NotFiniteError, match="not finite"):
        draw(torch.tensor([[float("nan"), 1.0]]), 1.0, 1.0, rng)


@pytest.mark.parametrize("seed", range(4))
def test_the_key_around_is_not_read_off_what_is_taken_away(seed):
    """Notes beyond the pitches that are asked for go, too: nothing of them may be told."""
    hole = np.zeros((128, 64), np.bool_)
    hole[:, 16:48] = True
    one, other = random_roll(seed, 64), random_roll(seed + 10, 64)
    for roll in (one, other):  # alike outside, no note rings into the hole or out of it
        for edge in (16, 48):
            sounding = roll.velocity[:, edge] > 0
            roll.onset[sounding, edge] = True
    velocity, onset = np.where(hole, other.velocity, one.velocity), np.where(hole, other.onset, one.onset)
    config = SampleConfig(seed=1, key=2, low_pitch=60)
    turns = {
        prepare(tiny_model().config, SampleRequest(roll, hole, config)).windows[0].turn
        for roll in (one, Roll(velocity, onset))
    }
    assert len(turns) == 1
