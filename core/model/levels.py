"""The three levels of the fractal.  Each is the same kind of generator (a trunk that fills a grid of tokens, masked
or causal); they differ in what a token is and in what of the surroundings it is shown."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.conditions import CONDITION_SIZES
from core.config import LevelSpec, Shown
from core.grid import Grid
from core.model.blocks import Trunk, prefix_causal_mask, rotary_table
from core.model.canvas import (
    CELL_FEATURES,
    COLUMN_FEATURES,
    KNOWN,
    NEVER,
    PAD_COLS,
    Canvas,
    cell_features,
    column_features,
)
from core.model.context import Context, num_features
from core.model.echo import ECHO_FEATURES, echoes
from core.model.guides import Guide
from core.tokens import NUM_CODES, NUM_STATES

HALO_STEPS = 8  # how far a child looks to the left and right of its patch
HALO_PITCHES = 4  # and up and down
STEM_CHANNELS = 64


def _mlp(inputs: int, dim: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(inputs, dim), nn.GELU(), nn.Linear(dim, dim))


def _wishes(dim: int) -> nn.ModuleList:
    """What is asked for, one embedding a condition; from zero, so that it can be added to a trained model."""
    embeddings = nn.ModuleList(nn.Embedding(size + 1, dim) for size in CONDITION_SIZES.values())
    for embedding in embeddings:
        nn.init.zeros_(embedding.weight)  # type: ignore[arg-type]
    return embeddings


def run_grid(
    trunk: Trunk,
    kind: str,
    prefix: Tensor,  # (B, P, dim)
    context: Tensor,  # (B, N, dim) tokens of what is seen, positions included
    content: Tensor | None,  # (B, N, dim) "ar" only: tokens of the decided patches, without positions
    start: Tensor | None,  # (dim,) "ar" only: stands before the first patch
    order: Tensor | None,  # (N,) "ar" only: visiting order
) -> Tensor:
    """Outputs (B, N, dim), one for each patch, in grid order.

    "mar": all tokens see each other.  "ar": the context tokens are a prefix; a second row of tokens, shifted by one in
    visiting order, is causal, so the output of patch i depends on the content of the patches before i alone.
    """
    count = context.shape[1]
    if kind == "mar":
        return trunk(torch.cat([prefix, context], dim=1))[:, prefix.shape[1] :]
    assert content is not None and start is not None and order is not None
    shifted = torch.cat([start.expand(len(content), 1, -1), content[:, order[:-1]]], dim=1)
    causal = shifted + context[:, order]
    front = torch.cat([prefix, context], dim=1)
    mask = prefix_causal_mask(front.shape[1], count, causal.device)
    out = trunk(torch.cat([front, causal], dim=1), mask)[:, front.shape[1] :]
    result = torch.empty_like(out)
    result[:, order] = out
    return result


class RollLevel(nn.Module):
    """Level 0: the whole window as a grid of patches; draws each patch's guide."""

    def __init__(self, spec: LevelSpec, sub_patch: tuple[int, int], num_rows: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.spec = spec
        self.sub_patch = sub_patch
        self.guide = Guide.for_cells(spec.patch[0] * spec.patch[1])
        dim, (height, width), (sub_height, sub_width) = spec.dim, spec.patch, sub_patch
        self.stem = nn.Conv2d(CELL_FEATURES + 2, STEM_CHANNELS, sub_patch, stride=sub_patch)
        merge = (height // sub_height, width // sub_width)
        self.merge = nn.Conv2d(STEM_CHANNELS, dim, merge, stride=merge)
        self.row = nn.Parameter(torch.randn(num_rows // height, dim) * 0.1)
        self.conditions = nn.ModuleList(nn.Embedding(size + 1, dim) for size in CONDITION_SIZES.values())
        self.trunk = Trunk(dim, spec.depth, spec.heads, dropout)
        self.head = nn.Linear(dim, self.guide.num_classes)
        self.start = nn.Parameter(torch.zeros(dim)) if spec.kind == "ar" else None
        for embedding in self.conditions:
            nn.init.normal_(embedding.weight, std=0.1)  # type: ignore[arg-type]

    def grid(self, canvas: Canvas) -> Grid:
        return Grid.over(canvas.rows, canvas.steps, *self.spec.patch)

    def tokens(self, canvas: Canvas, before: int) -> Tensor:
        """Embedded patches (B, N, dim) as seen at time ``before``."""
        codes, velocity = canvas.seen(before)
        beat = canvas.inner(canvas.beat[:, None].expand(-1, canvas.state.shape[1], -1, -1))
        planes = torch.cat([cell_features(codes, velocity), beat], dim=-1).permute(0, 3, 1, 2)
        return self.merge(F.gelu(self.stem(planes))).flatten(2).transpose(1, 2)

    def forward(self, canvas: Canvas, conditions: Tensor) -> tuple[Tensor, Tensor]:
        """Hidden (B, N, dim) and guide logits (B, N, classes); ``conditions`` are (B, number of conditions) ids."""
        grid = self.grid(canvas)
        prefix = torch.stack([e(conditions[:, i]) for i, e in enumerate(self.conditions)], dim=1)
        rows = torch.arange(grid.rows, device=prefix.device).repeat_interleave(grid.cols)
        cols = torch.arange(grid.cols, device=prefix.device).repeat(grid.rows)
        positions = self.row[rows]
        context = self.tokens(canvas, KNOWN + 1) + positions
        content = order = None
        if self.spec.kind == "ar":
            content, order = self.tokens(canvas, NEVER), grid.scan(self.spec.scan).to(prefix.device)
        if self.spec.kind == "mar":
            zeros = torch.zeros(prefix.shape[1], device=prefix.device)
            table = rotary_table(torch.cat([zeros, rows]), torch.cat([zeros, cols]), self.spec.dim // self.spec.heads)
            hidden = self.trunk(torch.cat([prefix, context], dim=1), rotary=table)[:, prefix.shape[1] :]
        else:
            columns = torch.sin(cols[:, None] / (2.0 ** torch.linspace(0, 6, self.spec.dim, device=cols.device)))
            hidden = run_grid(self.trunk, "ar", prefix, context + columns, content, self.start, order)
        return hidden, self.head(hidden)


class PatchLevel(nn.Module):
    """Level 1: one patch as a grid of sub-patches; draws each sub-patch's guide."""

    def __init__(
        self, spec: LevelSpec, parent: LevelSpec, parent_guide: Guide, shown: Shown, dropout: float = 0.0
    ) -> None:
        super().__init__()
        self.spec, self.parent, self.shown = spec, parent, shown
        self.guide = Guide.for_cells(spec.patch[0] * spec.patch[1])
        (self.height, self.width), (sub_height, sub_width), dim = parent.patch, spec.patch, spec.dim
        self.local = Grid.over(self.height, self.width, sub_height, sub_width)
        cells = sub_height * sub_width
        self.embed = _mlp(cells * CELL_FEATURES + sub_width * 2, dim)
        self.position = nn.Parameter(torch.randn(self.local.num_patches, dim) * 0.1)
        self.parent_guide = nn.Embedding(parent_guide.num_classes, dim)
        self.from_parent = nn.Linear(parent.dim, dim)
        self.from_neighbour = nn.ModuleList(nn.Linear(parent.dim, dim) for _ in range(4))
        side, flat = self.height * HALO_STEPS * CELL_FEATURES, self.width * HALO_PITCHES * CELL_FEATURES
        self.halo = nn.ModuleList(nn.Linear(size, dim) for size in (side, side, flat, flat))
        self.column = _mlp(self.width * COLUMN_FEATURES, dim) if shown.columns else None
        self.context = nn.Linear(num_features(self.height, self.width, shown.key), dim)
        self.echo = nn.Linear(cells * ECHO_FEATURES, dim, bias=False) if shown.echoes else None
        self.asked = _wishes(dim) if shown.asked else None
        self.trunk = Trunk(dim, spec.depth, spec.heads, dropout)
        self.head = nn.Linear(dim, self.guide.num_classes)
        if self.echo is not None:
            nn.init.zeros_(self.echo.weight)
        self.start = nn.Parameter(torch.zeros(dim)) if spec.kind == "ar" else None
        nn.init.normal_(self.parent_guide.weight, std=0.1)

    def _prefix(
        self,
        canvas: Canvas,
        context: Context,
        hidden: Tensor,
        guide: Tensor,
        b: Tensor,
        patch: Tensor,
        grid: Grid,
        before: Tensor,
    ) -> Tensor:
        """What a patch is told of the rest of the music: (n, 6, dim)."""
        row, col = grid.corner(patch)
        at = hidden[b, patch]
        tokens = [self.from_parent(at) + self.parent_guide(guide)]
        r, c = patch // grid.cols, patch % grid.cols
        # A causal parent's later patches have seen this one: their vectors would tell what is to be drawn here.
        rank = grid.scan(self.parent.scan).argsort().to(patch.device) if self.parent.kind == "ar" else None
        boxes = (
            (0, -HALO_STEPS, self.height, HALO_STEPS, 0, -1),
            (0, self.width, self.height, HALO_STEPS, 0, 1),
            (self.height, 0, HALO_PITCHES, self.width, 1, 0),
            (-HALO_PITCHES, 0, HALO_PITCHES, self.width, -1, 0),
        )
        for i, (dr, dc, height, width, up, right) in enumerate(boxes):
            index = canvas.box_index(b, row + dr, col + dc, height, width)
            features = cell_features(*canvas.look(index, before, patch)).flatten(1)
            inside = (r + up >= 0) & (r + up < grid.rows) & (c + right >= 0) & (c + right < grid.cols)
            neighbour = torch.where(inside, patch + up * grid.cols + right, 0)
            if rank is not None:
                inside &= rank[neighbour] < rank[patch]
            vector = self.from_neighbour[i](hidden[b, neighbour]) * inside[:, None]
            tokens.append(self.halo[i](features) + vector)
        tokens.append(_far_music(self, canvas, context, b, row, col, before, patch))
        return torch.stack(tokens, dim=1)

    def tokens(self, canvas: Canvas, b: Tensor, patch: Tensor, grid: Grid, before: Tensor) -> Tensor:
        """Embedded sub-patches (n, local patches, dim) as seen at time ``before``."""
        row, col = grid.corner(patch)
        codes, velocity = canvas.look(canvas.box_index(b, row, col, self.height, self.width), before, patch)
        codes, velocity = self.local.patchify(codes), self.local.patchify(velocity)
        steps = col[:, None] + PAD_COLS + torch.arange(self.width, device=col.device)
        features = 2 * self.local.patch_width
        beat = canvas.beat[b[:, None], steps].view(len(b), 1, self.local.cols, features)
        beat = beat.expand(-1, self.local.rows, -1, -1).reshape(len(b), self.local.num_patches, features)
        return self.embed(torch.cat([cell_features(codes, velocity).flatten(2), beat], dim=-1))

    def forward(
        self,
        canvas: Canvas,
        context: Context,
        hidden: Tensor,  # (B, N, parent dim)
        guide: Tensor,  # (n,) classes that the parent drew
        b: Tensor,  # (n,) window of each patch
        patch: Tensor,  # (n,) number of each patch
        grid: Grid,  # the parent's
        before: Tensor,  # (n,) time at which the surroundings are seen
        content_before: Tensor,  # (n,) "ar": time at which the patch's own content is seen
    ) -> tuple[Tensor, Tensor]:
        """Hidden (n, local patches, dim) and guide logits (n, local patches, classes)."""
        prefix = self._prefix(canvas, context, hidden, guide, b, patch, grid, before)
        seen = self.tokens(canvas, b, patch, grid, before) + self.position
        if self.echo is not None:
            echo = echoes(canvas, b, *grid.corner(patch), self.height, self.width, before, patch)
            seen = seen + self.echo(self.local.patchify(echo).transpose(1, 2).flatten(2))
        content = order = None
        if self.spec.kind == "ar":
            content = self.tokens(canvas, b, patch, grid, content_before)
            order = self.local.scan(self.spec.scan).to(content.device)
        out = run_grid(self.trunk, self.spec.kind, prefix, seen, content, self.start, order)
        return out, self.head(out)


def _far_music(
    level: PatchLevel | LeafLevel,
    canvas: Canvas,
    context: Context,
    b: Tensor,  # (n,) window of each box
    row: Tensor,  # (n,)
    col: Tensor,  # (n,)
    before: Tensor,  # (n,) time at which the music is seen
    owner: Tensor,  # (n,) patch that looks
) -> Tensor:
    """(n, dim) what a box is told of the known music, of all octaves at its own steps, and of what is asked for."""
    token: Tensor = level.context(context.features(b, row, col, level.height, level.width, level.shown.key))
    if level.column is not None:
        index = canvas.box_index(b, torch.zeros_like(row), col, canvas.rows, level.width)
        token = token + level.column(column_features(canvas.look(index, before, owner)[0]))
    for i, wish in enumerate(level.asked or ()):
        token = token + wish(context.asked[b, i])
    return token


@dataclass(frozen=True, slots=True)
class LeafView:
    """What n sub-patches see before their cells are decided; cells are time-major."""

    prefix: Tensor  # (n, 3, dim) tokens: itself, what is around it, its columns
    seen: Tensor  # (n, cells) codes of the own cells
    seen_velocity: Tensor  # (n, cells)
    place: Tensor  # (n, cells, dim) to be added to each cell's token: where it is, what is seen of it, its echoes


class LeafLevel(nn.Module):
    """Level 2: the cells of a sub-patch, time-major; draws REST, HOLD or ONSET."""

    def __init__(
        self,
        spec: LevelSpec,
        parent: LevelSpec,
        grandparent: LevelSpec,
        parent_guide: Guide,
        num_rows: int,
        shown: Shown,
        dropout: float,
    ) -> None:
        super().__init__()
        self.spec, self.shown = spec, shown
        (self.height, self.width), dim = parent.patch, spec.dim
        self.num_cells = self.height * self.width
        self.cell = nn.Embedding(NUM_CODES + 1, dim)  # codes and, last, "no cell before this one"
        self.known = nn.Embedding(NUM_CODES, dim) if spec.kind == "ar" else None  # what is seen of the cell itself
        self.cell_velocity = nn.Linear(1, dim, bias=False)
        self.position = nn.Parameter(torch.randn(self.num_cells, dim) * 0.1)
        self.from_parent = nn.Linear(parent.dim, dim)
        self.parent_guide = nn.Embedding(parent_guide.num_classes, dim)
        self.own = nn.Linear(self.num_cells * CELL_FEATURES + self.width * 2, dim)
        self.row = nn.Embedding(num_rows // self.height, dim)
        self.steps_in_patch = grandparent.patch[1] // self.width
        self.place = nn.Embedding(self.steps_in_patch, dim)
        around = self.height * (HALO_STEPS + self.width) + 2 * HALO_PITCHES * self.width
        self.halo = _mlp(around * CELL_FEATURES, dim)
        self.column = _mlp(self.width * COLUMN_FEATURES, dim) if shown.columns else None
        self.context = nn.Linear(num_features(self.height, self.width, shown.key), dim)
        self.echo = self.cell_echo = None
        if shown.echoes:
            self.echo = nn.Linear(self.num_cells * ECHO_FEATURES, dim, bias=False)  # of all cells, for the whole
            self.cell_echo = nn.Linear(ECHO_FEATURES, dim, bias=False)  # of the one cell that is decided
            nn.init.zeros_(self.echo.weight)
            nn.init.zeros_(self.cell_echo.weight)
        self.asked = _wishes(dim) if shown.asked else None
        self.trunk = Trunk(dim, spec.depth, spec.heads, dropout)
        self.head = nn.Linear(dim, NUM_STATES)
        for embedding in (self.cell, self.known, self.parent_guide, self.row, self.place):
            if embedding is not None:
                nn.init.normal_(embedding.weight, std=0.1)

    def time_major(self, cells: Tensor) -> Tensor:
        """(n, height, width) -> (n, cells): step by step, low pitch first."""
        return cells.transpose(1, 2).flatten(1)

    def view(
        self,
        canvas: Canvas,
        context: Context,
        hidden: Tensor,  # (n, parent dim)
        guide: Tensor,  # (n,)
        b: Tensor,
        row: Tensor,  # (n,) lowest pitch row of the sub-patch
        col: Tensor,  # (n,) first step
        owner: Tensor,  # (n,) number of the level-0 patch
        before: Tensor,  # (n,)
    ) -> LeafView:
        """What the sub-patches see at ``before``."""
        own = canvas.look(canvas.box_index(b, row, col, self.height, self.width), before, owner)
        codes, velocity = self.time_major(own[0]), self.time_major(own[1])
        steps = col[:, None] + PAD_COLS + torch.arange(self.width, device=col.device)
        beat = canvas.beat[b[:, None], steps].flatten(1)
        itself = self.from_parent(hidden) + self.parent_guide(guide)
        place = self.position.expand(len(b), -1, -1)
        if self.echo is not None and self.cell_echo is not None:
            echo = echoes(canvas, b, row, col, self.height, self.width, before, owner)
            echo = echo.permute(0, 3, 2, 1).flatten(1, 2)  # (n, cells, features)
            itself = itself + self.echo(echo.flatten(1))
            place = place + self.cell_echo(echo)
        itself = (
            itself
            + self.own(torch.cat([cell_features(codes, velocity).flatten(1), beat], dim=1))
            + self.row(row // self.height)
            + self.place(col // self.width % self.steps_in_patch)
        )
        boxes = (
            (0, -HALO_STEPS, self.height, HALO_STEPS),
            (0, self.width, self.height, self.width),
            (self.height, 0, HALO_PITCHES, self.width),
            (-HALO_PITCHES, 0, HALO_PITCHES, self.width),
        )
        around = [
            cell_features(*canvas.look(canvas.box_index(b, row + dr, col + dc, h, w), before, owner)).flatten(1)
            for dr, dc, h, w in boxes
        ]
        far = _far_music(self, canvas, context, b, row, col, before, owner)
        tokens = [itself, self.halo(torch.cat(around, dim=1)), far]
        if self.known is not None:
            place = place + self.known(codes)
        return LeafView(torch.stack(tokens, dim=1), codes, velocity, place)

    def cell_token(self, codes: Tensor, velocity: Tensor) -> Tensor:
        return self.cell(codes) + self.cell_velocity(velocity.unsqueeze(-1))

    def forward(
        self,
        view: LeafView,
        state: Tensor,  # (n, cells) decided states, time-major; "mar": what is seen of them
        velocity: Tensor,
    ) -> Tensor:
        """Hidden (n, cells, dim): where the decision on each cell is read off."""
        count = view.prefix.shape[1]
        if self.spec.kind == "mar":
            cells = self.cell_token(state, velocity) + view.place
            return self.trunk(torch.cat([view.prefix, cells], dim=1))[:, count:]
        first = self.cell.weight[NUM_CODES].expand(len(state), 1, -1)
        cells = torch.cat([first, self.cell_token(state[:, :-1], velocity[:, :-1])], dim=1) + view.place
        mask = prefix_causal_mask(count, cells.shape[1], cells.device)
        return self.trunk(torch.cat([view.prefix, cells], dim=1), mask)[:, count:]
