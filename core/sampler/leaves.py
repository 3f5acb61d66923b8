"""Level 2: the cells of sub-patches, all given sub-patches side by side."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from core.model.canvas import NEVER
from core.model.context import Context
from core.model.leaf_steps import LeafSteps
from core.model.levels import LeafLevel, LeafView
from core.sampler.groove import Groove
from core.sampler.orders import masked_order
from core.sampler.working import Working, Written
from core.tokens import HOLD, NUM_STATES, ONSET, REST

Places = NDArray[np.int64]


@dataclass(slots=True)
class Leaves:
    """The sub-patches being written, as small tables for the CPU: time-major cells, as many as ``height`` a step.

    The first three begin one step early, so that column ``i`` is the left neighbour of cell ``i``, which itself stands
    in column ``i + height``.
    """

    state: NDArray[np.int64]  # (n, height + cells)
    velocity: NDArray[np.float32]  # (n, height + cells)
    open: NDArray[np.bool_]  # (n, height + cells) not decided
    may_hold: NDArray[np.bool_]  # (n, cells) the left neighbour, if it sounds, may be lengthened
    may: NDArray[np.bool_]  # (n, cells, states) what may stand here, whatever the left neighbour
    lenient: bool  # a hold may stand beside a cell that is still open
    fixed: NDArray[np.float32] | None  # (n, cells) velocities of the onsets, 0 = to be drawn
    provisional: NDArray[np.float32]  # (n,) velocity until a note's own is drawn
    todo: NDArray[np.bool_]  # (n, cells) to be written
    index: Tensor  # (n, cells) flat places on the canvas
    height: int
    lane: NDArray[np.int64]  # (n,)
    first_step: NDArray[np.int64]  # (n,) of the window

    @classmethod
    def at(cls, run: Working, lane: Tensor, row: Tensor, col: Tensor) -> Leaves:
        canvas, level = run.canvas, run.model.leaf_level
        wide = level.time_major(canvas.box_index(lane, row, col - 1, level.height, level.width + 1))
        decided = canvas.decided_at.view(-1)[wide].cpu().numpy()
        index = wide[:, level.height :]
        may = np.ones((*index.shape, NUM_STATES), np.bool_)
        may[..., ONSET] = run.onset_cells.view(-1)[index].cpu().numpy()
        if run.allowed_states is not None:  # what the old notes leave to choose from
            may &= run.allowed_states[index].cpu().numpy()
        return cls(
            state=canvas.state.view(-1)[wide].cpu().numpy(),
            velocity=canvas.velocity.view(-1)[wide].cpu().numpy(),
            open=decided >= NEVER,
            may_hold=~run.kept_cells.view(-1)[wide[:, : -level.height]].cpu().numpy(),
            may=may,
            lenient=run.allowed_states is None,  # no hold may turn out to be an onset later where the onsets are given
            fixed=None if run.fixed_velocity is None else run.fixed_velocity.view(-1)[index].cpu().numpy(),
            provisional=run.provisional[lane].cpu().numpy(),
            todo=decided[:, level.height :] == NEVER,
            index=index,
            height=level.height,
            lane=lane.cpu().numpy(),
            first_step=col.cpu().numpy(),
        )


def sample_leaves(
    run: Working,
    context: Context,
    hidden: Tensor,  # (copies * n, parent dim)
    guide: Tensor,  # (n,)
    lane: Tensor,  # (n,)
    row: Tensor,  # (n,)
    col: Tensor,  # (n,)
    owner: Tensor,  # (n,)
    seen_at: Tensor,  # (n,)
    time: Tensor | int,
) -> Generator[Written, None, None]:
    """Draw the cells of n sub-patches and write them on the canvas at ``time``."""
    level, canvas = run.model.leaf_level, run.canvas
    if not len(guide):
        for i in range(run.plan.leaf):
            yield Written(2, i, torch.zeros(0, 4, dtype=torch.long))
        return
    view = level.view(
        canvas,
        context,
        hidden,
        run.double(guide),
        run.canvases(lane),
        run.double(row),
        run.double(col),
        run.double(owner),
        run.double(seen_at),
    )
    leaves = Leaves.at(run, lane, row, col)
    size = torch.tensor([level.height, level.width], device=row.device).expand(len(row), 2)
    boxes = torch.cat([torch.stack([row, col], 1), size], 1)
    for i in LEAF_SAMPLERS[level.spec.kind](run, leaves, view, time):
        yield Written(2, i, boxes)


def _lean(groove: Groove, lane: Places, step: Places) -> NDArray[np.float32]:
    """(m, states) what the rhythm around adds to the logits of cells at the steps (m,) of the lanes (m,)."""
    lean = np.zeros((len(lane), NUM_STATES), np.float32)
    lean[:, ONSET] = groove.lean(lane, step)
    return lean


def _choose(run: Working, leaves: Leaves, level: LeafLevel, hidden: Tensor, at: Places, cell: Places | int) -> None:
    """Decide cell ``cell`` of sub-patches ``at`` (m,); ``hidden`` is (copies * m, dim)."""
    left_open, left_state = leaves.open[at, cell], leaves.state[at, cell]
    allowed = leaves.may[at, cell].copy()
    # A hold needs a note that may be lengthened; beside an open cell that is settled later, in finish().
    allowed[:, HOLD] &= np.where(left_open, leaves.lenient, (left_state != REST) & leaves.may_hold[at, cell])
    lane, step = leaves.lane[at], leaves.first_step[at] + cell // leaves.height
    lean = None if run.groove is None else _lean(run.groove, lane, step)
    state = run.choose(F.linear(hidden, level.head.weight, level.head.bias), 2, allowed, lean)
    if run.groove is not None:
        begun = state == ONSET
        run.groove.strike(lane[begun], step[begun])
    loud = np.where(state == REST, np.float32(0), leaves.provisional[at])  # its own is drawn when all notes stand
    if leaves.fixed is not None:
        fixed = leaves.fixed[at, cell]
        loud = np.where((state == ONSET) & (fixed > 0), fixed, loud)
    here = cell + leaves.height
    leaves.state[at, here], leaves.velocity[at, here], leaves.open[at, here] = state, loud, False


def _causal(run: Working, leaves: Leaves, view: LeafView, time: Tensor | int) -> Generator[int, None, None]:
    """Cell by cell, step by step; each cell sees all cells before it."""
    level, device, count = run.model.leaf_level, view.prefix.device, len(leaves.todo)
    steps = LeafSteps(level, view)
    state = velocity = None
    for i in range(int(np.flatnonzero(leaves.todo.any(0)).max(initial=-1)) + 1):
        hidden = steps.step(i, state, velocity)
        at = np.flatnonzero(leaves.todo[:, i])
        if len(at):
            if len(at) < count:
                hidden = hidden[run.in_copies(torch.from_numpy(at), count)]
            _choose(run, leaves, level, hidden, at, i)
        here = i + leaves.height
        state = run.double(torch.from_numpy(leaves.state[:, here]).to(device))
        velocity = run.double(torch.from_numpy(leaves.velocity[:, here]).to(device))
    _write(run, leaves, leaves.todo, time)
    yield 0


def _masked(run: Working, leaves: Leaves, view: LeafView, time: Tensor | int) -> Generator[int, None, None]:
    """Some of the cells in each iteration, in random order, each seeing those decided before."""
    level, device = run.model.leaf_level, view.prefix.device
    iteration = masked_order(torch.from_numpy(leaves.todo), run.plan.leaf, torch.empty(0), run.rng).numpy()
    own = slice(leaves.height, None)
    for i in range(run.plan.leaf):
        shown, state, loud = (
            run.double(torch.from_numpy(x[:, own]).to(device)) for x in (~leaves.open, leaves.state, leaves.velocity)
        )
        codes, loudness = torch.where(shown, state, view.seen), torch.where(shown, loud, view.seen_velocity)
        hidden = level(view, codes, loudness)
        at, cell = np.nonzero(iteration == i)
        if len(at):
            rows, cells = run.in_copies(torch.from_numpy(at), len(iteration)), run.double(torch.from_numpy(cell))
            _choose(run, leaves, level, hidden[rows, cells], at, cell)
        _write(run, leaves, iteration == i, time)
        yield i


def _write(run: Working, leaves: Leaves, which: NDArray[np.bool_], time: Tensor | int) -> None:
    """Put the cells ``which`` (n, cells) on the canvas."""
    device = leaves.index.device
    cells = torch.from_numpy(which).to(device)
    state, velocity = (
        torch.from_numpy(x[:, leaves.height :][which]).to(device) for x in (leaves.state, leaves.velocity)
    )
    run.write(leaves.index[cells], state, velocity, time if isinstance(time, int) else time.expand(cells.shape)[cells])


LeafSampler = Callable[[Working, Leaves, LeafView, "Tensor | int"], Generator[int, None, None]]
LEAF_SAMPLERS: dict[str, LeafSampler] = {"mar": _masked, "ar": _causal}
