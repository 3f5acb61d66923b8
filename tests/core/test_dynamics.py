"""Velocities, drawn note by note when all notes stand; and the echoes of other bars."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from core.beats import beat_planes
from core.conditions import Conditions
from core.config import SampleConfig
from core.data.windows import collate, make_example
from core.model import dynamics
from core.model.canvas import KNOWN, NEVER, Canvas
from core.model.chance import Chance
from core.model.dynamics import NoteList
from core.model.echo import ECHO_BARS, echoes
from core.model.objective import View, losses
from core.roll import Roll, notes_of
from core.sampler.request import Draft, SampleRequest, SampleStep, result_of
from core.sampler.sample import sample
from core.tokens import UNKNOWN, pad_rows, states_of
from tests.core.models import tiny_model
from tests.core.music import random_roll, roll_with


def canvas_of(roll: Roll, bar_steps: int = 16, decided: int = KNOWN) -> Canvas:
    state = torch.from_numpy(pad_rows(states_of(roll), 132))[None]
    loud = torch.from_numpy(pad_rows(roll.velocity, 132))[None] / 127
    downbeat = np.arange(roll.num_steps) % bar_steps == 0
    hidden, at = torch.full_like(state, UNKNOWN), torch.full(state.shape, decided)
    return Canvas.build(state, loud, hidden, at, torch.from_numpy(beat_planes(downbeat))[None])


def test_the_list_of_notes_is_the_notes():
    roll = roll_with([(0, 60, 4, 90), (0, 64, 2, 80), (4, 60, 60, 70), (20, 30, 1, 100)])
    notes = NoteList.of(canvas_of(roll), torch.tensor([0]))
    found = torch.stack([notes.step, notes.row, notes.duration, (notes.velocity * 127).round().long()], -1)[0]
    assert found[notes.valid[0]].tolist() == notes_of(roll).tolist()
    assert notes.phase[0].tolist() == [0, 0, 4, 4]
    assert notes.role[0, 0, :2].tolist() == [0, 1] and notes.role[0, 1, :2].tolist() == [1, 0]  # bottom, then top


@pytest.mark.parametrize("most", [3, 1024])
def test_a_dense_window_is_cut_and_no_note_is_lost(monkeypatch, most):
    monkeypatch.setattr(dynamics, "MAX_NOTES", most)
    roll = random_roll(3)
    notes = NoteList.of(canvas_of(roll), torch.tensor([0]))
    assert notes.valid.shape[1] <= most
    assert sorted(zip(notes.step[notes.valid].tolist(), notes.row[notes.valid].tolist(), strict=True)) == sorted(
        (row[0], row[1]) for row in notes_of(roll).tolist()
    )


def test_a_hidden_velocity_changes_nothing_and_a_shown_one_does():
    model = tiny_model().dynamics
    notes = NoteList.of(canvas_of(random_roll(4)), torch.tensor([0]))
    conditions = torch.tensor([Conditions().ids()])
    shown = notes.valid.clone()
    shown[0, 5] = False
    base = model(notes, shown, conditions)
    for place, sees in ((5, False), (6, True)):
        louder = dataclasses.replace(notes, velocity=notes.velocity.clone())
        louder.velocity[0, place] = (louder.velocity[0, place] + 0.5) % 1
        assert torch.equal(model(louder, shown, conditions), base) != sees


def test_padding_has_no_say():
    model = tiny_model().dynamics
    notes = NoteList.of(canvas_of(random_roll(4)), torch.tensor([0]))
    conditions = torch.tensor([Conditions().ids()])

    def pad(name: str) -> torch.Tensor:
        value = getattr(notes, name)
        return value if name == "b" else torch.cat([value, torch.zeros_like(value[:, :3])], dim=1)

    padded = NoteList(**{field.name: pad(field.name) for field in dataclasses.fields(NoteList)})
    base = model(notes, notes.valid, conditions)
    assert torch.allclose(model(padded, padded.valid, conditions)[:, : base.shape[1]], base, atol=1e-5)


def test_new_notes_get_velocities_of_their_own_and_kept_ones_keep_theirs():
    hole = np.zeros((128, 64), np.bool_)
    hole[40:80, 16:48] = True
    roll = random_roll(5)
    steps: list[SampleStep] = []
    request = SampleRequest(roll, hole, SampleConfig(seed=3, iterations=(4, 2, 1)))
    result = result_of(sample(tiny_model(), request), steps.append)
    written = [step for step in steps if step.level == 2][-1].roll
    assert np.array_equal(written.onset, result.onset)  # the last level changes loudness alone
    assert np.array_equal(written.velocity > 0, result.velocity > 0)
    inside = hole & result.onset
    assert len(set(written.velocity[inside].tolist())) == 1, "shown with one velocity until they get their own"
    assert len(set(result.velocity[inside].tolist())) > 1
    for onset, pitch, length, velocity in notes_of(result).tolist():  # a note is as loud all along as at its start
        assert set(result.velocity[pitch, onset : onset + length].tolist()) == {velocity}


def test_a_draft_with_all_notes_gets_velocities_alone():
    hole = np.zeros((128, 64), np.bool_)
    hole[40:80, 16:48] = True
    roll = random_roll(6)
    draft = Draft(roll, np.ones((128, 64), np.bool_))
    request = SampleRequest(roll, hole, SampleConfig(seed=3, ring_steps=64), draft=draft)
    steps: list[SampleStep] = []
    result = result_of(sample(tiny_model(), request), steps.append)
    assert {step.level for step in steps} == {3}
    assert [row[:3] for row in notes_of(result).tolist()] == [row[:3] for row in notes_of(roll).tolist()]
    begins = hole & roll.onset
    assert (result.velocity[begins] != roll.velocity[begins]).any()
    assert np.array_equal(result.velocity[roll.onset & ~hole], roll.velocity[roll.onset & ~hole])


@pytest.mark.parametrize("bar_steps", [16, 12])
def test_echoes_are_whole_bars_away_and_open_cells_are_not_seen(bar_steps):
    canvas = canvas_of(roll_with([(2, 61, 3, 90)], num_steps=96), bar_steps)
    zero = torch.zeros(1, dtype=torch.long)
    at = (zero, torch.tensor([60]), torch.tensor([2 * bar_steps]), 4, 4, zero, zero)
    found = echoes(canvas, *at).view(len(ECHO_BARS), 3, 4, 4)
    two_bars_before = found[ECHO_BARS.index(-2)]
    assert two_bars_before[0].nonzero().tolist() == [[1, 2]]  # pitch 61, step 2: an onset
    assert two_bars_before[1].nonzero().tolist() == [[1, 3]]  # and the held cell after it
    assert not found[ECHO_BARS.index(1), 0].any()
    outside = found[ECHO_BARS.index(-4)]
    assert outside[2].all() and not outside[:2].any()
    canvas.inner(canvas.decided_at)[:] = NEVER
    hidden = echoes(canvas, *at).view(len(ECHO_BARS), 3, 4, 4)
    assert hidden[:, 2].all() and not hidden[:, :2].any()


def test_a_dense_window_can_be_trained_on_beside_others(monkeypatch):
    """Its notes make several rows, so rows and windows are counted apart."""
    monkeypatch.setattr(dynamics, "MAX_NOTES", 3)
    hole = np.ones((128, 64), np.bool_)
    downbeat = np.arange(64) % 16 == 0
    rolls = [random_roll(seed).window(0, 64) for seed in (3, 4)]
    examples = [make_example(roll, downbeat, hole, Conditions(), 132, 8, True) for roll in rolls]
    batch = collate(examples)
    result = losses(tiny_model(), batch, View(), Chance.of_windows(1, (10, 11)))
    assert result.velocity_onsets is not None and (result.velocity_onsets > 0).all()
