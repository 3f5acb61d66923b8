"""What each level may look at.  A leak here would make training easy and sampling wrong."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.config import LevelSpec, ModelConfig, Shown
from core.grid import Grid
from core.model.canvas import KNOWN, NEVER, Canvas
from core.model.context import Context, Turned
from core.model.guides import EMPTY, HELD, Guide
from core.model.leaf_steps import LeafSteps
from core.model.levels import LeafView
from core.tokens import HOLD, NUM_STATES, ONSET, REST, bin_to_velocity, states_of, velocity_to_bin
from tests.core.models import KINDS, tiny_model
from tests.core.music import random_roll


def canvas_of(state: torch.Tensor, decided_at: torch.Tensor) -> Canvas:
    velocity = (state > 0) * 0.5
    return Canvas.build(state, velocity, torch.full_like(state, 3), decided_at, torch.zeros(len(state), 64, 2))


def random_state(seed: int) -> torch.Tensor:
    return torch.randint(0, NUM_STATES, (1, 132, 64), generator=torch.Generator().manual_seed(seed))


def change_patch(state: torch.Tensor, grid: Grid, patch: int) -> torch.Tensor:
    cells = grid.patchify(state).clone()
    cells[:, patch] = (cells[:, patch] + 1) % NUM_STATES
    return grid.unpatchify(cells)


NO_CONDITIONS = torch.tensor([[6, 8, 24, 6]])


@pytest.mark.parametrize("scan", ["row", "column"])
def test_causal_roll_level_condition_i_does_not_depend_on_patch_i_or_later(scan):
    model = tiny_model(("ar", "mar", "mar"))
    object.__setattr__(model.roll_level.spec, "scan", scan)
    try:
        grid, order = Grid.over(132, 64, 12, 16), Grid.over(132, 64, 12, 16).scan(scan)
        state = random_state(0)
        everything_open = torch.full_like(state, NEVER - 1)
        base, _ = model.roll_level(canvas_of(state, everything_open), NO_CONDITIONS)
        for place in (0, 5, 20, 43):
            changed = change_patch(state, grid, int(order[place]))
            out, _ = model.roll_level(canvas_of(changed, everything_open), NO_CONDITIONS)
            same = torch.isclose(out, base, atol=1e-5).all(-1)[0][order]
            assert same[: place + 1].all()
            assert not same[place + 1 :].any()  # but everything after it does
    finally:
        object.__setattr__(model.roll_level.spec, "scan", "column")


def test_causal_patch_level_condition_i_does_not_depend_on_sub_patch_i_or_later():
    model = tiny_model(("mar", "ar", "ar"))
    level, grid = model.patch_level, Grid.over(132, 64, 12, 16)
    state = random_state(1)
    patch, b = torch.tensor([17]), torch.zeros(1, dtype=torch.long)
    hidden = torch.randn(1, grid.num_patches, 16, generator=torch.Generator().manual_seed(2))
    decided = torch.full_like(state, 0)

    def out(state):
        before = torch.zeros(1, dtype=torch.long)
        canvas = canvas_of(state, decided)
        return level(
            canvas, Context.of(canvas, NO_CONDITIONS), hidden, torch.tensor([3]), b, patch, grid, before, before + 1
        )[0][0]

    order = level.local.scan("column")
    row, col = (int(x) for x in grid.corner(patch))
    for place in (0, 4, 11):
        changed = state.clone()
        inside = changed[:, row : row + 12, col : col + 16]
        changed[:, row : row + 12, col : col + 16] = change_patch(inside, level.local, int(order[place]))
        same = torch.isclose(out(changed), out(state), atol=1e-5).all(-1)[order]
        assert same[: place + 1].all()
        assert not same[place + 1 :].any()


def test_causal_leaf_condition_i_does_not_depend_on_cell_i_or_later_and_steps_give_the_same():
    level = tiny_model(("mar", "mar", "ar")).leaf_level
    rng = torch.Generator().manual_seed(3)
    view = LeafView(
        torch.randn(2, 3, 16, generator=rng),
        torch.full((2, 16), 3),
        torch.zeros(2, 16),
        torch.randn(2, 16, 16, generator=rng),
    )
    state = torch.randint(0, 3, (2, 16), generator=rng)
    loud = torch.rand(2, 16, generator=rng)
    base = level(view, state, loud)
    for i in (0, 7, 15):
        changed = state.clone()
        changed[:, i] = (changed[:, i] + 1) % 3
        same = torch.isclose(level(view, changed, loud), base, atol=1e-5).all(-1)[0]
        assert same[: i + 1].all() and not same[i + 1 :].any()
    steps = LeafSteps(level, view)
    previous = previous_loud = None
    for i in range(16):
        assert torch.allclose(steps.step(i, previous, previous_loud), base[:, i], atol=1e-4)
        previous, previous_loud = state[:, i], loud[:, i]


@pytest.mark.parametrize("kinds", [("mar", "mar", "mar"), ("mar", "mar", "ar")])
def test_masked_levels_do_not_see_open_cells(kinds):
    """Change the truth of an open patch: no output of level 0 and level 1 may notice."""
    model, grid = tiny_model(kinds), Grid.over(132, 64, 12, 16)
    state = random_state(4)
    decided = torch.full_like(state, KNOWN)
    cells = grid.patchify(decided).clone()
    cells[:, [9, 10, 17]] = NEVER
    decided = grid.unpatchify(cells)
    b, patch, before = torch.zeros(3, dtype=torch.long), torch.tensor([9, 10, 17]), torch.ones(3, dtype=torch.long)

    def outputs(state):
        canvas = canvas_of(state, decided)
        context = Context.of(canvas, NO_CONDITIONS)
        hidden, _ = model.roll_level(canvas, NO_CONDITIONS)
        inner, _ = model.patch_level(canvas, context, hidden, torch.tensor([3, 3, 3]), b, patch, grid, before, before)
        row, col = grid.corner(patch)
        view = model.leaf_level.view(canvas, context, inner[:, 0], torch.tensor([2, 2, 2]), b, row, col, patch, before)
        return hidden, inner, view.prefix, view.seen, view.seen_velocity, view.place

    base = outputs(state)
    for hidden_patch in (9, 10, 17):
        for x, y in zip(outputs(change_patch(state, grid, hidden_patch)), base, strict=True):
            assert torch.equal(x, y)
    assert not torch.equal(outputs(change_patch(state, grid, 3))[0], base[0])  # a known patch is seen


@pytest.mark.parametrize("name", ["columns", "key", "echoes", "asked"])
def test_what_is_not_to_be_shown_is_not_seen_and_else_it_is(name):
    """One thing changes: a far octave at the same steps, the key of the known music, a bar before, or the wish."""
    grid, b, one = Grid.over(132, 64, 12, 16), torch.zeros(1, dtype=torch.long), torch.ones(1, dtype=torch.long)
    patch, (row, col) = torch.tensor([17]), grid.corner(torch.tensor([17]))
    state = random_state(7)
    changed = state.clone()
    if name == "columns":
        changed[:, 72:84, 16:32] = (changed[:, 72:84, 16:32] + 1) % 3
    if name == "echoes":  # beyond what is seen to the left and right
        changed[:, 48:60, 0:8] = (changed[:, 48:60, 0:8] + 1) % 3
    hidden = torch.randn(1, grid.num_patches, 16, generator=torch.Generator().manual_seed(2))
    for there in (True, False):
        model = tiny_model(shown=Shown(**{name: there}))
        results = []
        for music in (state, changed):
            canvas = canvas_of(music, torch.full_like(music, KNOWN))
            context = Context.of(canvas_of(state, torch.full_like(state, KNOWN)), NO_CONDITIONS)
            if name == "key" and music is changed:
                context.chroma, context.nearby = context.chroma.roll(1, -1), context.nearby.roll(1, -1)
            if name == "asked" and music is changed:
                context.asked = torch.tensor([[6, 8, 5, 6]])
            inner, _ = model.patch_level(canvas, context, hidden, one, b, patch, grid, one, one)
            view = model.leaf_level.view(canvas, context, hidden[:, 0], one, b, row, col, patch, one)
            results.append(torch.cat([inner.flatten(), view.prefix.flatten(), view.place.flatten()]))
        assert torch.equal(*results) is not there


def test_music_around_is_told_in_the_key_asked_for_and_what_is_new_as_it_is():
    around = torch.zeros(1, 132, 64, dtype=torch.bool)
    around[:, :, :32] = True
    state = random_state(8)
    state[:, :12] = state[:, 115:] = REST  # room for the way up and down
    moved = torch.where(around, state.roll(-5, 1), state)
    known = torch.full_like(state, KNOWN)
    told = Context.of(canvas_of(state, known), NO_CONDITIONS, Turned(torch.tensor([-5]), around))
    wanted = Context.of(canvas_of(moved, known), NO_CONDITIONS)
    for name in ("chroma", "nearby", "usage", "groove"):
        assert torch.allclose(getattr(told, name), getattr(wanted, name)), name
    as_it_is = Context.of(canvas_of(state, known), NO_CONDITIONS)
    assert not torch.allclose(told.chroma, as_it_is.chroma)


def test_owners_alone_see_cells_that_are_decided_later_than_known():
    state = random_state(5)
    canvas = canvas_of(state, torch.zeros_like(state))
    canvas.owner = torch.zeros_like(canvas.state)
    index = canvas.box_index(torch.tensor([0]), torch.tensor([12]), torch.tensor([16]), 4, 4)
    before = torch.tensor([1])
    mine, _ = canvas.look(index, before, torch.tensor([0]))
    other, _ = canvas.look(index, before, torch.tensor([1]))
    assert torch.equal(mine[0], state[0, 12:16, 16:20]) and (other == 3).all()
    early, _ = canvas.look(index, torch.tensor([0]), torch.tensor([0]))
    assert (early == 3).all()


@given(st.integers(1, 5), st.integers(1, 6), st.integers(1, 4), st.integers(1, 4))
def test_patchify_and_back(rows, cols, height, width):
    grid = Grid(rows, cols, height, width)
    cells = torch.arange(grid.height * grid.width).reshape(1, grid.height, grid.width)
    patches = grid.patchify(cells)
    assert torch.equal(grid.unpatchify(patches), cells)
    for number in range(grid.num_patches):
        row, col = (int(x) for x in grid.corner(torch.tensor(number)))
        assert torch.equal(patches[0, number], cells[0, row : row + height, col : col + width].flatten())
    assert sorted(grid.scan("column").tolist()) == grid.scan("row").tolist() == list(range(grid.num_patches))


def test_a_grid_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="128 x 256 cells cannot be cut into patches of 12 x 16"):
        Grid.over(128, 256, 12, 16)


def test_guides_count_the_unknown_cells_alone():
    guide = Guide.for_cells(16)
    state = torch.tensor([[REST] * 16, [HOLD] + [REST] * 15, [ONSET] * 2 + [HOLD] * 14, [ONSET] * 16])
    assert guide.classes_of(state, torch.ones(4, 16, dtype=torch.bool)).tolist() == [EMPTY, HELD, 3, 7]
    unknown = torch.zeros(4, 16, dtype=torch.bool)
    unknown[:, 1:] = True
    assert guide.classes_of(state, unknown).tolist() == [EMPTY, EMPTY, 2, 7]


def test_velocity_bins_round_trip_within_their_width():
    velocity = np.arange(1, 128, dtype=np.uint8)
    back = bin_to_velocity(velocity_to_bin(velocity))
    assert (np.abs(back.astype(int) - velocity) <= 2).all()
    assert back.min() >= 1 and back.max() <= 127


def test_states_tell_a_repeated_note_from_a_held_one():
    roll = random_roll(1)
    states = states_of(roll)
    assert ((states == ONSET) == roll.onset).all()
    assert ((states != REST) == (roll.velocity > 0)).all()


@pytest.mark.parametrize("kinds", KINDS)
def test_octave_patches_and_the_square_preset_both_work(kinds):
    square = (
        LevelSpec(kinds[0], (16, 16), 16, 1, 2),
        LevelSpec(kinds[1], (4, 4), 16, 1, 2),
        LevelSpec(kinds[2], (1, 1), 16, 1, 2),
    )
    assert ModelConfig(square).num_rows == 128
    assert tiny_model(kinds).config.num_rows == 132


def test_levels_that_do_not_fit_are_refused():
    good = LevelSpec("mar", (12, 16), 16, 1, 2)
    with pytest.raises(ValueError, match="patches of 5 x 4 do not fit into patches of 12 x 16"):
        ModelConfig((good, LevelSpec("mar", (5, 4), 16, 1, 2), LevelSpec("ar", (1, 1), 16, 1, 2)))
    with pytest.raises(ValueError, match="kind must be one of mar, ar, not 'diffusion'"):
        LevelSpec("diffusion", (12, 16), 16, 1, 2)
