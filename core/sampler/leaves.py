"""Level 2: the cells of sub-patches, all given sub-patches side by side."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

import torch
from torch import Tensor

from core.model.canvas import NEVER
from core.model.context import Context
from core.sampler.orders import masked_order
from core.sampler.request import SampleStep
from core.sampler.working import Working
from core.tokens import HOLD, NUM_STATES, ONSET, REST, bin_to_velocity


@dataclass(slots=True)
class Leaves:
    """(n, cells) tensors, time-major, of the sub-patches being written."""

    index: Tensor  # flat places on the canvas
    left: Tensor  # flat places one step earlier
    open: Tensor  # bool, still to be decided
    may_begin: Tensor  # bool, an onset may stand here
    state: Tensor
    velocity: Tensor


def sample_leaves(
    run: Working,
    context: Context,
    hidden: Tensor,  # (copies * n, parent dim)
    guide: Tensor,  # (n,)
    row: Tensor,  # (n,)
    col: Tensor,  # (n,)
    owner: Tensor,  # (n,)
    seen_at: Tensor,  # (n,)
    time: Tensor | int,
) -> Generator[SampleStep, None, None]:
    """Draw the cells of n sub-patches and write them on the canvas at ``time``."""
    level, canvas = run.model.leaf_level, run.canvas
    if not len(guide):
        for i in range(run.plan.leaf):
            yield run.step(2, i, torch.zeros(0, 4, dtype=torch.long))
        return
    b = run.copy_numbers(len(guide), guide.device)
    prefix, seen, seen_velocity = level.prefix(
        canvas,
        context,
        hidden,
        run.double(guide),
        b,
        run.double(row),
        run.double(col),
        run.double(owner),
        run.double(seen_at),
    )
    index = level.time_major(canvas.box_index(torch.zeros_like(row), row, col, level.height, level.width))
    leaves = Leaves(
        index=index,
        left=index - 1,
        open=canvas.decided_at.view(-1)[index] == NEVER,
        may_begin=run.onset_cells.view(-1)[index],
        state=canvas.state.view(-1)[index].clone(),
        velocity=canvas.velocity.view(-1)[index].clone(),
    )
    size = torch.tensor([level.height, level.width], device=row.device).expand(len(row), 2)
    boxes = torch.cat([torch.stack([row, col], 1), size], 1)
    for i in LEAF_SAMPLERS[level.spec.kind](run, leaves, prefix, seen, seen_velocity, time):
        yield run.step(2, i, boxes)


def _choose(run: Working, leaves: Leaves, hidden: Tensor, cell: Tensor, at: Tensor) -> None:
    """Decide cell ``cell`` (m,) of sub-patch ``at`` (m,); ``hidden`` is (copies * m, dim)."""
    level, canvas, height = run.model.leaf_level, run.canvas, run.model.leaf_level.height
    left = leaves.left[at, cell]
    inside = cell >= height  # the step before belongs to the same sub-patch
    earlier = (cell - height).clamp(min=0)
    left_state = torch.where(inside, leaves.state[at, earlier], canvas.state.view(-1)[left])
    left_loud = torch.where(inside, leaves.velocity[at, earlier], canvas.velocity.view(-1)[left])
    left_open = torch.where(inside, leaves.open[at, earlier], canvas.decided_at.view(-1)[left] >= NEVER)
    kept = run.kept_cells.view(-1)[left]
    allowed = torch.ones(len(cell), NUM_STATES, dtype=torch.bool, device=cell.device)
    # A hold needs a note that may be lengthened; beside an open cell that is settled later, in finish().
    allowed[:, HOLD] = left_open | ((left_state != REST) & ~kept)
    allowed[:, ONSET] = leaves.may_begin[at, cell]
    if run.allowed_states is not None:  # what the old notes leave to choose from
        if run.target is None:
            allowed[:, HOLD] &= ~left_open  # no hold may turn out to be an onset later
        allowed &= run.allowed_states[leaves.index[at, cell]]
    state = run.choose(level.head(hidden), allowed)
    onset = (state == ONSET).nonzero().squeeze(1)
    loud = torch.where(state == HOLD, torch.where(left_open, 0.5, left_loud), 0.0)
    if len(onset):
        rows = torch.cat([onset + c * len(cell) for c in range(run.copies)])
        bins = run.choose(level.velocity_head(hidden[rows]))
        loud[onset] = bin_to_velocity(bins) / 127
        if run.fixed_velocity is not None:
            fixed = run.fixed_velocity.view(-1)[leaves.index[at[onset], cell[onset]]]
            loud[onset] = torch.where(fixed > 0, fixed, loud[onset])
    leaves.state[at, cell], leaves.velocity[at, cell] = state, loud
    leaves.open[at, cell] = False


def _causal(
    run: Working, leaves: Leaves, prefix: Tensor, seen: Tensor, seen_velocity: Tensor, time: Tensor | int
) -> Generator[int, None, None]:
    """Cell by cell, step by step; each cell sees all cells before it."""
    level = run.model.leaf_level
    todo = leaves.open.clone()
    _, cache = level.trunk.extend(prefix, None)
    state = velocity = None
    for i in range(level.num_cells):
        hidden, cache = level.step(i, state, velocity, seen, cache)
        at = todo[:, i].nonzero().squeeze(1)
        if len(at):
            rows = torch.cat([at + c * len(todo) for c in range(run.copies)])
            _choose(run, leaves, hidden[rows], torch.full_like(at, i), at)
        state, velocity = run.double(leaves.state[:, i]), run.double(leaves.velocity[:, i])
    run.write(leaves.index, leaves.state, leaves.velocity, time)
    yield 0


def _masked(
    run: Working, leaves: Leaves, prefix: Tensor, seen: Tensor, seen_velocity: Tensor, time: Tensor | int
) -> Generator[int, None, None]:
    """Some of the cells in each iteration, in random order, each seeing those decided before."""
    level = run.model.leaf_level
    iteration = masked_order(leaves.open, run.plan.leaf, torch.empty(0), run.rng)
    shown = ~leaves.open
    for i in range(run.plan.leaf):
        codes = torch.where(run.double(shown), run.double(leaves.state), seen)
        loud = torch.where(run.double(shown), run.double(leaves.velocity), seen_velocity)
        hidden = level(prefix, codes, loud, codes, loud)
        at, cell = (iteration == i).nonzero(as_tuple=True)
        if len(at):
            rows = torch.cat([at + c * len(leaves.open) for c in range(run.copies)])
            _choose(run, leaves, hidden[rows, cell.repeat(run.copies)], cell, at)
        shown = ~leaves.open
        done = shown & (iteration == i)
        run.write(
            leaves.index[done],
            leaves.state[done],
            leaves.velocity[done],
            time if isinstance(time, int) else time.expand_as(done)[done],
        )
        yield i


LeafSampler = Callable[
    [Working, Leaves, Tensor, Tensor, Tensor, "Tensor | int"],
    Generator[int, None, None],
]
LEAF_SAMPLERS: dict[str, LeafSampler] = {"mar": _masked, "ar": _causal}
