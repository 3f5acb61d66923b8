"""Levels 0 and 1: draw guides for a few patches of a grid, then descend into those that are not empty."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import torch
from torch import Tensor

from core.model.canvas import KNOWN, NEVER, UNSEEN
from core.model.guides import EMPTY
from core.sampler.leaves import sample_leaves
from core.sampler.orders import ORDERS, visiting_order
from core.sampler.working import Working, Written


def sample_roll(run: Working) -> Generator[Written, None, None]:
    """Level 0: the patches of the windows, some of them in each iteration."""
    level, grid, canvas = run.model.roll_level, run.grid, run.canvas
    device = canvas.state.device
    members = grid.patchify(run.open).any(-1)
    counts = [len(plan.counts) for plan in run.plans]
    if level.spec.kind == "mar":
        iteration = ORDERS["mar"](members, counts, torch.empty(0), run.rng)
    else:
        iteration = visiting_order(members, grid.scan(level.spec.scan).to(device))
    times = run.model.patch_times(grid)
    for i in range(max(counts)):
        hidden, logits = level(canvas, run.condition_ids)
        lane, chosen = (iteration == i).nonzero(as_tuple=True)
        base = torch.zeros_like(chosen) if times is None else times.to(device)[chosen]
        row, col = grid.corner(chosen)
        cells = canvas.box_index(lane, row, col, grid.patch_height, grid.patch_width).flatten(1)
        guide = run.choose_guide(logits[run.canvases(lane), run.double(chosen)], 0)
        empty = guide == EMPTY
        # What is silent is decided now, but its neighbours learn of it with the rest of the iteration, as in training.
        run.write_rests(cells[empty], UNSEEN if times is None else base[empty, None].expand(-1, cells.shape[1]))
        run.expect(grid, iteration > i, level.guide.loudness(logits[: run.lanes].softmax(-1)))
        sure = torch.zeros(iteration.shape, device=device)
        sure[lane, chosen] = level.guide.loudness_of(guide)
        run.expect(grid, iteration == i, sure)
        size = torch.tensor([grid.patch_height, grid.patch_width], device=device).expand(len(chosen), 2)
        yield Written(0, i, torch.cat([torch.stack([row, col], 1), size], 1))
        into = Descent(lane[~empty], chosen[~empty], guide[~empty], base[~empty])
        yield from sample_patches(run, hidden, into)
        if times is None:  # from now on these are known like any other
            run.settle(cells)


@dataclass(frozen=True, slots=True)
class Descent:
    """Patches that are written side by side."""

    lane: Tensor  # (n,)
    patch: Tensor  # (n,) numbers
    guide: Tensor  # (n,) drawn classes
    base: Tensor  # (n,) time at which their writing begins


def sample_patches(run: Working, hidden: Tensor, into: Descent) -> Generator[Written, None, None]:
    """Level 1: the sub-patches of the given patches, some of each in every iteration."""
    level, local, grid, canvas = run.model.patch_level, run.model.patch_level.local, run.grid, run.canvas
    count, device = len(into.patch), canvas.state.device
    masked = level.spec.kind == "mar"
    row, col = grid.corner(into.patch)
    box = canvas.box_index(into.lane, row, col, grid.patch_height, grid.patch_width)
    cells = local.patchify(box)  # (n, N1, cells) flat places on the canvas
    members = canvas.decided_at.view(-1)[cells].eq(NEVER).any(-1)
    scan = local.scan(level.spec.scan).to(device)
    iteration = ORDERS[level.spec.kind](members, run.plan.inner, scan, run.rng)
    b = run.canvases(into.lane)
    patch, guide, base = run.double(into.patch), run.double(into.guide), run.double(into.base)
    inside = torch.zeros(0, device=device)
    context = run.context()
    for k in range(run.plan.inner):
        n, sub = (iteration == k).nonzero(as_tuple=True)
        if len(n) == 0:  # nothing left to do here: only tell that time goes on
            yield from _idle(run, k)
            continue
        before = base + 1 if masked else base
        inside, logits = level(canvas, context, hidden, guide, b, patch, grid, before, base + local.num_patches + 1)
        at = run.in_copies(n, count)
        subs = run.double(sub)
        places = cells[n, sub]
        drawn = run.choose_guide(logits[at, subs], 1)
        now = into.base[n] if masked else into.base[n] + k
        when: Tensor | int = KNOWN if masked and run.model.config.kinds[0] == "mar" else now[:, None]
        empty = drawn == EMPTY
        run.write_rests(places[empty], UNSEEN if masked else now[empty, None].expand(-1, places.shape[1]))
        _expect_inside(run, logits[:count], iteration, k, n, sub, drawn, into)
        corner_row, corner_col = (x + y for x, y in zip((row[n], col[n]), local.corner(sub), strict=True))
        size = torch.tensor([local.patch_height, local.patch_width], device=device).expand(len(n), 2)
        yield Written(1, k, torch.cat([torch.stack([corner_row, corner_col], 1), size], 1))
        full = (~empty).nonzero().squeeze(1)
        seen_at = (into.base[n] + 1 if masked else now)[full]
        pick = run.in_copies(full, len(n))
        yield from sample_leaves(
            run,
            context,
            inside[at[pick], subs[pick]],
            drawn[full],
            into.lane[n[full]],
            corner_row[full],
            corner_col[full],
            into.patch[n[full]],
            seen_at,
            when if isinstance(when, int) else when[full].expand(-1, places.shape[1]),
        )
        if masked:
            run.reveal(places[empty], when if isinstance(when, int) else when[empty].expand(-1, places.shape[1]))


def _idle(run: Working, k: int) -> Generator[Written, None, None]:
    nothing = torch.zeros(0, 4, dtype=torch.long)
    yield Written(1, k, nothing)
    for leaf in range(run.plan.leaf):
        yield Written(2, leaf, nothing)


def _expect_inside(
    run: Working, logits: Tensor, iteration: Tensor, k: int, n: Tensor, sub: Tensor, drawn: Tensor, into: Descent
) -> None:
    """Show what level 1 expects in the sub-patches of the patches being written."""
    level, local = run.model.patch_level, run.model.patch_level.local
    loudness = level.guide.loudness(logits.softmax(-1))  # (n, N1)
    loudness[n, sub] = level.guide.loudness_of(drawn)
    open_cells = local.spread(loudness).flatten(1)
    row, col = run.grid.corner(into.patch)
    rows = row[:, None] + torch.arange(run.grid.patch_height, device=row.device)
    cols = col[:, None] + torch.arange(run.grid.patch_width, device=col.device)
    lane = into.lane[:, None, None]
    run.expected[lane, rows[:, :, None], cols[:, None, :]] = open_cells.view(len(row), *rows.shape[1:], *cols.shape[1:])
