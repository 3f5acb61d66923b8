"""What the model is trained on, and measured by: the bits of each part of a hole.

A training window is shown as the sampler would meet it half-way: some patches of the hole are already filled, some are
being written side by side, the rest is still open; inside the patches being written the same holds for sub-patches.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import torch
import torch.nn.functional as F
from torch import Tensor

from core.grid import Grid
from core.model.canvas import KNOWN, NEVER, Canvas, provisional_velocity
from core.model.chance import UNLIMITED, Chance
from core.model.context import Context, Turned
from core.model.dynamics import NoteList
from core.model.fractal import FractalModel
from core.model.guides import EMPTY
from core.model.levels import LeafView
from core.tokens import ONSET, REST, velocity_to_bin

PARTS = ("guide0", "guide1", "cell", "velocity")


@dataclass(slots=True)
class Batch:
    """Windows to learn from; tensors (B, rows, steps) unless said otherwise."""

    state: Tensor  # uint8, the truth
    velocity: Tensor  # uint8, the truth
    hidden: Tensor  # uint8, UNKNOWN or RING
    unknown: Tensor  # bool, cells to learn
    beat: Tensor  # float (B, steps, 2)
    conditions: Tensor  # long (B, number of conditions)
    velocity_is_real: Tensor  # bool (B,)
    turn: Tensor  # long (B,) semitones from the key of the music around to that of the hole
    numbers: tuple[int, ...] = ()  # of the windows in the run that they are drawn for

    def to(self, device: torch.device | str) -> Batch:
        moved = Batch(*[getattr(self, name) for name in self.__slots__])
        for name in self.__slots__[:-1]:
            setattr(moved, name, getattr(self, name).to(device, non_blocking=True))
        return moved

    def __len__(self) -> int:
        return len(self.state)


@dataclass(frozen=True, slots=True)
class View:
    """How much of a hole is already filled when the model looks.

    ``uniform``: the number of open patches is uniform, one patch is written at a time and every term is weighted so
    that the sum estimates, without bias, the bits of the hole averaged over all orders.  Otherwise as the
    sampler meets it: cosine schedule, several patches side by side, plain sums.
    """

    uniform: bool = False
    max_patches: int = UNLIMITED  # at most so many patches are refined in a batch (drawn at random)
    max_leaves: int = UNLIMITED
    open_share: tuple[float, float] = (0.0, 1.0)  # of a hole, the least and the most that is open


@dataclass(slots=True)
class Losses:
    """Nats by part, each a tensor of one number per window, and what to divide by."""

    nats: dict[str, Tensor] = field(default_factory=dict)
    onsets: Tensor | None = None  # (B,) note onsets that the nats account for
    velocity_onsets: Tensor | None = None  # (B,) those with a real velocity

    def total(self, chance: Chance | None = None) -> Tensor:
        """Mean nats a note over the batch: what training minimises.

        Where several processes share the batch (``chance`` knows), the mean of their totals is that of the whole.
        """
        assert self.onsets is not None and self.velocity_onsets is not None
        notes, played = self.onsets.sum(), self.velocity_onsets.sum()
        processes = 1
        if chance is not None:
            notes, played = chance.sum(torch.stack([notes, played]))
            processes = chance.processes()
        shape = sum(self.nats[part].sum() for part in PARTS[:3]) / notes.clamp(min=8)
        return (shape + self.nats["velocity"].sum() / played.clamp(min=8)) * processes

    def detached(self) -> Losses:
        """The figures without what a gradient would need."""
        return Losses(
            {part: value.detach() for part, value in self.nats.items()},
            None if self.onsets is None else self.onsets.detach(),
            None if self.velocity_onsets is None else self.velocity_onsets.detach(),
        )


def _open_some(members: Tensor, view: View, chance: Chance, b: Tensor) -> Tensor:
    """A random part of each row's members (B, N) that is still open: at least one where there are any."""
    count = members.sum(1)
    draw = chance.rand(b)
    share = draw if view.uniform else torch.cos(math.pi / 2 * draw)
    low, high = view.open_share
    wanted = ((low + (high - low) * share) * count).ceil().clamp(min=1)
    score = chance.rand(b, members.shape[1]).masked_fill(~members, 2.0)
    rank = score.argsort(1).argsort(1)
    return members & (rank < wanted[:, None])


def _sum_by(values: Tensor, b: Tensor, size: int) -> Tensor:
    return values.new_zeros(size).index_add(0, b, values)


def losses(model: FractalModel, batch: Batch, view: View, rng: torch.Generator | Chance) -> Losses:
    """Run the three levels on ``batch`` and account for what they would have had to draw."""
    config, size, chance = model.config, len(batch), Chance.of(rng)
    windows = torch.arange(size, device=batch.state.device)
    grid = Grid.over(batch.state.shape[1], batch.state.shape[2], *config.levels[0].patch)
    unknown = grid.patchify(batch.unknown)  # (B, N, cells)
    members = unknown.any(-1)
    times = model.patch_times(grid)
    open0 = members if times is not None else _open_some(members, view, chance, windows)
    if times is None:
        decided = torch.where(grid.spread(open0) & batch.unknown, NEVER, KNOWN)
    else:
        decided = torch.where(batch.unknown, grid.spread(times.to(batch.state.device)), KNOWN)
    loudness = batch.velocity / 127.0
    plain = provisional_velocity(batch.state, loudness, ~batch.unknown)[:, None, None] * (batch.state != REST)
    shown = torch.where(batch.unknown, plain, loudness)  # velocities are drawn last
    canvas = Canvas.build(batch.state, shown, batch.hidden, decided, batch.beat)

    hidden, logits = model.roll_level(canvas, batch.conditions)
    target = model.roll_level.guide.classes_of(grid.patchify(batch.state), unknown)  # (B, N)
    nats = F.cross_entropy(logits.flatten(0, 1), target.flatten(), reduction="none").view(target.shape) * open0
    weight = torch.ones(size, device=nats.device)
    if view.uniform and times is None:
        weight = members.sum(1) / open0.sum(1).clamp(min=1)
    result = Losses({"guide0": nats.sum(1) * weight})

    b, patch = (open0 & (target != EMPTY)).nonzero(as_tuple=True)
    if not view.uniform and times is None:  # patches of one iteration are written side by side
        share = 0.15 + 0.85 * chance.rand(windows)
        side_by_side = chance.rand(b) < share[b]
    else:
        side_by_side = torch.ones_like(b, dtype=torch.bool)
    side = side_by_side.nonzero().squeeze(1)
    kept, _ = chance.at_most(b[side], view.max_patches)
    chosen = side[kept]
    all_patches, all_chosen = chance.sum(torch.tensor([len(b), len(chosen)], device=b.device)).tolist()
    factor = all_patches / max(1, all_chosen)
    b, patch = b[chosen], patch[chosen]
    scale = weight[b] * factor
    base = torch.zeros_like(patch) if times is None else times.to(patch.device)[patch]
    _refine(model, batch, canvas, hidden, target[b, patch], b, patch, base, scale, grid, view, chance, result)
    _dynamics(model, batch, canvas, loudness, view, chance, result)
    return result


def _dynamics(
    model: FractalModel,
    batch: Batch,
    canvas: Canvas,
    loudness: Tensor,  # (B, rows, steps) the truth, 0-1
    view: View,
    chance: Chance,
    result: Losses,
) -> None:
    """Velocities, given all notes; only of windows whose velocities are real."""
    size, device = len(batch), canvas.state.device
    result.nats["velocity"] = result.velocity_onsets = torch.zeros(size, device=device)
    windows = batch.velocity_is_real.nonzero().flatten()
    notes = NoteList.of(canvas, windows)
    if not len(notes.b):
        return
    notes.velocity = notes.pick(loudness)
    members = notes.valid & notes.pick(batch.unknown)
    open_notes = _open_some(members, view, chance, notes.b)  # a window of very many notes has several rows
    weight = torch.ones(len(members), device=device)
    if view.uniform:
        weight = members.sum(1) / open_notes.sum(1).clamp(min=1)
    logits = model.dynamics(notes, notes.valid & ~open_notes, batch.conditions)
    bins = velocity_to_bin((notes.velocity[open_notes] * 127).round().long())
    nats = F.cross_entropy(logits[open_notes], bins, reduction="none")
    row = open_notes.nonzero(as_tuple=True)[0]
    result.nats["velocity"] = _sum_by(nats * weight[row], notes.b[row], size)
    result.velocity_onsets = _sum_by(weight[row], notes.b[row], size)


def _refine(
    model: FractalModel,
    batch: Batch,
    canvas: Canvas,
    hidden: Tensor,
    guide: Tensor,
    b: Tensor,
    patch: Tensor,
    base: Tensor,
    scale: Tensor,
    grid: Grid,
    view: View,
    chance: Chance,
    result: Losses,
) -> None:
    """Level 1: the sub-patches of the patches being written; then the leaves."""
    level, local = model.patch_level, model.patch_level.local
    masked = level.spec.kind == "mar"
    unknown = local.patchify(_cells(grid, batch.unknown)[b, patch])  # (n, N1, cells)
    state = local.patchify(_cells(grid, batch.state)[b, patch])
    members = unknown.any(-1)
    open1 = _open_some(members, view, chance, b) if masked else members
    if masked:
        place = open1.long()
        before = base + 1
    else:
        order = local.scan(level.spec.scan).to(b.device)
        place = torch.empty_like(order)
        place[order] = torch.arange(len(order), device=b.device)
        place = place.expand(len(b), -1)
        before = base
    turned = Turned(batch.turn, ~batch.unknown) if bool(batch.turn.any()) else None
    context = Context.of(canvas, batch.conditions, turned)
    _write_times(canvas, grid, local, b, patch, base[:, None] + place, unknown)
    if view.uniform:
        canvas.owner = _owners(canvas, grid)
    hidden1, logits = level(canvas, context, hidden, guide, b, patch, grid, before, base + local.num_patches + 1)
    target = level.guide.classes_of(state, unknown)  # (n, N1)
    nats = F.cross_entropy(logits.flatten(0, 1), target.flatten(), reduction="none").view(target.shape) * open1
    if view.uniform and masked:
        scale = scale * members.sum(1) / open1.sum(1).clamp(min=1)
    result.nats["guide1"] = _sum_by(nats.sum(1) * scale, b, len(batch))

    n, sub = (open1 & (target != EMPTY)).nonzero(as_tuple=True)
    chosen, factor = chance.at_most(b[n], view.max_leaves)
    n, sub = n[chosen], sub[chosen]
    seen_at = before[n] if masked else base[n] + place[n, sub]
    row, col = (x + y for x, y in zip(grid.corner(patch[n]), local.corner(sub), strict=True))
    leaves = model.leaf_level.view(canvas, context, hidden1[n, sub], target[n, sub], b[n], row, col, patch[n], seen_at)
    _leaves(model, batch, leaves, b[n], row, col, canvas, scale[n] * factor, view, chance, result)


def _leaves(
    model: FractalModel,
    batch: Batch,
    leaves: LeafView,
    b: Tensor,
    row: Tensor,
    col: Tensor,
    canvas: Canvas,
    scale: Tensor,
    view: View,
    chance: Chance,
    result: Losses,
) -> None:
    """Level 2: the cells themselves."""
    level = model.leaf_level
    index = canvas.box_index(b, row, col, level.height, level.width)
    state = level.time_major(canvas.state.view(-1)[index])
    velocity = level.time_major(canvas.velocity.view(-1)[index])
    open2 = level.time_major(canvas.decided_at.view(-1)[index]) != KNOWN
    fed, fed_velocity = state, velocity
    if level.spec.kind == "mar":
        members = open2
        open2 = _open_some(members, view, chance, b)
        shown = members & ~open2
        fed = torch.where(shown, state, leaves.seen)
        fed_velocity = torch.where(shown, velocity, leaves.seen_velocity)
        if view.uniform:
            scale = scale * members.sum(1) / open2.sum(1).clamp(min=1)
    hidden = level(leaves, fed, fed_velocity)
    nats = F.cross_entropy(level.head(hidden).flatten(0, 1), state.flatten(), reduction="none").view(state.shape)
    result.nats["cell"] = _sum_by((nats * open2).sum(1) * scale, b, len(batch))
    result.onsets = _sum_by((open2 & (state == ONSET)).sum(1) * scale, b, len(batch))


def _cells(grid: Grid, cells: Tensor) -> Tensor:
    """(B, rows, steps) -> (B, N, patch height, patch width)."""
    patches = grid.patchify(cells)
    return patches.view(*patches.shape[:2], grid.patch_height, grid.patch_width)


def _write_times(
    canvas: Canvas, grid: Grid, local: Grid, b: Tensor, patch: Tensor, times: Tensor, unknown: Tensor
) -> None:
    """Set when the unknown cells of the patches being written are decided, sub-patch by sub-patch."""
    row, col = grid.corner(patch)
    index = canvas.box_index(b, row, col, grid.patch_height, grid.patch_width)
    per_cell = torch.where(local.unpatchify(unknown), local.spread(times), KNOWN)
    old = canvas.decided_at.view(-1)[index]
    canvas.decided_at.view(-1)[index] = torch.where(old == KNOWN, old, per_cell)


def _owners(canvas: Canvas, grid: Grid) -> Tensor:
    numbers = grid.spread(torch.arange(grid.num_patches, device=canvas.state.device))
    owner = torch.full_like(canvas.state, -1)
    canvas.inner(owner)[:] = numbers
    return owner
