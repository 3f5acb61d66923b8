"""The state of one window while it is being written."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from core.beats import beat_planes
from core.conditions import Conditions
from core.config import SampleConfig
from core.grid import Grid
from core.model.canvas import ELSEWHERE, KNOWN, NEVER, Canvas
from core.model.fractal import FractalModel
from core.model.guides import EMPTY, Guide
from core.region import ResolvedHole
from core.roll import NUM_PITCHES, Roll
from core.sampler.finish import finish
from core.sampler.logits import draw, guided
from core.sampler.request import SampleStep
from core.sampler.schedule import Plan
from core.tokens import HOLD, NUM_STATES, ONSET, REST, RING, UNKNOWN, pad_rows, states_of


class Working:
    """Canvas, random numbers and progress.  With guidance the canvas stands twice: asked for and free."""

    def __init__(
        self,
        model: FractalModel,
        config: SampleConfig,
        resolved: ResolvedHole,
        conditions: Conditions,
        downbeat: NDArray[np.bool_],
        may_begin: NDArray[np.bool_],  # (128, steps) where a note may begin
        kept: NDArray[np.bool_],
        rng: torch.Generator,
        plan: Plan,
        start_step: int,
        goes_on_at: int,  # step of the window from which the music is open, though not asked for
        progress: Callable[[], tuple[int, int]],
    ) -> None:
        device = next(model.parameters()).device
        rows = model.config.num_rows
        self.model, self.config, self.resolved = model, config, resolved
        self.may_begin, self.kept = may_begin, kept
        self.rng, self.plan, self.start_step, self._progress = rng, plan, start_step, progress
        self.guided = config.guidance_scale != 1 and conditions.any_asked
        self.copies = 2 if self.guided else 1

        def tensor(cells: NDArray[np.generic]) -> Tensor:
            return torch.from_numpy(np.ascontiguousarray(cells)).to(device).expand(self.copies, *cells.shape).clone()

        unknown = pad_rows(resolved.unknown, rows)
        later = np.broadcast_to(np.arange(unknown.shape[1]) >= goes_on_at, resolved.unknown.shape)
        elsewhere = pad_rows(later, rows)
        ring = pad_rows(resolved.unknown & ~resolved.onset_allowed, rows)
        self.canvas = Canvas.build(
            state=tensor(pad_rows(states_of(resolved.base), rows)),
            velocity=tensor(pad_rows(resolved.base.velocity, rows)) / 127.0,
            hidden=tensor(np.where(ring, RING, UNKNOWN)),
            decided_at=tensor(np.where(unknown, NEVER, np.where(elsewhere, ELSEWHERE, KNOWN))),
            beat=tensor(beat_planes(downbeat)),
        )
        self.kept_cells = torch.zeros_like(self.canvas.state, dtype=torch.bool)
        self.canvas.inner(self.kept_cells)[:] = tensor(pad_rows(kept, rows))
        self.onset_cells = torch.zeros_like(self.kept_cells)  # where the limits let a note begin
        self.canvas.inner(self.onset_cells)[:] = tensor(pad_rows(may_begin, rows))
        self.target: Tensor | None = None  # like the canvas: the states that must come out
        self.allowed_states: Tensor | None = None  # (cells of all copies, states)
        self.fixed_velocity: Tensor | None = None  # like the canvas: 0-1, 0 = to be drawn
        self.grid = Grid.over(rows, self.canvas.steps, *model.config.levels[0].patch)
        self.expected = torch.zeros(rows, self.canvas.steps, device=device)  # 0-1, what the open cells may become
        asked = torch.tensor([conditions.ids()], device=device)
        free = torch.tensor([Conditions().ids()], device=device)
        self.condition_ids = torch.cat([asked, free]) if self.guided else asked

    def keep_states(self, states: NDArray[np.uint8]) -> None:
        """Whatever the model thinks, the open cells become ``states`` (128, steps); velocities are drawn."""
        self.target = torch.zeros_like(self.canvas.state)
        rows = pad_rows(states, self.model.config.num_rows)
        self.canvas.inner(self.target)[:] = torch.from_numpy(rows).to(self.target.device)
        self.allowed_states = F.one_hot(self.target, NUM_STATES).bool().view(-1, NUM_STATES)

    def only_onsets_at(self, cells: Tensor, velocity: Tensor) -> None:
        """From now on notes begin at ``cells`` (n, 2) of step and pitch and nowhere else, with ``velocity`` (n,)."""
        onset = torch.zeros_like(self.canvas.state, dtype=torch.bool)
        self.canvas.inner(onset)[:, cells[:, 1], cells[:, 0]] = True
        self.allowed_states = torch.stack([~onset, ~onset, onset], dim=-1).view(-1, NUM_STATES)
        fixed = torch.zeros_like(self.canvas.velocity)
        self.canvas.inner(fixed)[:, cells[:, 1], cells[:, 0]] = velocity.to(fixed) / 127
        self.fixed_velocity = fixed

    @property
    def open(self) -> Tensor:
        """(rows, steps) cells that are not decided yet."""
        return self.canvas.inner(self.canvas.decided_at)[0] == NEVER

    def double(self, index: Tensor) -> Tensor:
        """The same rows for the guided copy."""
        return torch.cat([index, index]) if self.guided else index

    def copy_numbers(self, count: int, device: torch.device) -> Tensor:
        return torch.arange(self.copies, device=device).repeat_interleave(count)

    def mixed(self, logits: Tensor) -> Tensor:
        """With guidance the rows come doubled; here they become one."""
        return guided(logits, self.config.guidance_scale) if self.guided else logits

    def choose(self, logits: Tensor, allowed: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
        """Draw one choice a row."""
        return draw(self.mixed(logits), self.config.temperature, self.config.top_p, self.rng, allowed)

    def choose_guide(self, logits: Tensor, guide: Guide, cells: Tensor) -> Tensor:
        """Draw the class of one patch a row; the settings may lean towards empty patches or away from them.

        ``cells``: (n, cells) flat places of each patch on the canvas; where their states are kept, so is the class.
        """
        if self.target is not None:
            return guide.classes_of(self.target.view(-1)[cells], self.canvas.decided_at.view(-1)[cells] == NEVER)
        if self.config.sparsity:
            logits = logits.clone()
            logits[:, EMPTY] += self.config.sparsity
        return torch.from_numpy(self.choose(logits)).to(logits.device)

    def write(self, index: Tensor, state: Tensor, velocity: Tensor, time: Tensor | int) -> None:
        """Decide the still open cells at ``index`` (flat, of the first copy) in all copies."""
        size = self.canvas.state[0].numel()
        still = self.canvas.decided_at.view(-1)[index] == NEVER
        at = index[still]
        when = time[still] if isinstance(time, Tensor) else time
        for copy in range(self.copies):
            self.canvas.state.view(-1)[at + copy * size] = state[still]
            self.canvas.velocity.view(-1)[at + copy * size] = velocity[still]
            self.canvas.decided_at.view(-1)[at + copy * size] = when

    def settle(self, index: Tensor) -> None:
        """What was decided at ``index`` (flat, of the first copy) is known from now on."""
        size = self.canvas.state[0].numel()
        at = index[self.canvas.decided_at.view(-1)[index] < NEVER]
        for copy in range(self.copies):
            self.canvas.decided_at.view(-1)[at + copy * size] = KNOWN

    def expect(self, grid: Grid, patches: Tensor, loudness: Tensor) -> None:
        """Show ``loudness`` (N,) in the given patches while they are open."""
        chosen = torch.zeros(grid.num_patches, dtype=torch.bool, device=loudness.device)
        chosen[patches] = True
        self.expected = torch.where(grid.spread(chosen), grid.spread(loudness), self.expected)

    def write_rests(self, index: Tensor, time: Tensor | int) -> None:
        self.write(index, torch.full_like(index, REST), torch.zeros(index.shape, device=index.device), time)

    def roll(self, last: bool) -> Roll:
        """What is decided so far as a valid roll; ``last`` applies the final rules for holds."""
        state = self.canvas.inner(self.canvas.state)[0, :NUM_PITCHES].cpu().numpy().astype(np.uint8)
        loud = self.canvas.inner(self.canvas.velocity)[0, :NUM_PITCHES].cpu().numpy()
        velocity = np.rint(loud * 127).astype(np.uint8)
        unknown = self.resolved.unknown
        if last:
            return finish(state, velocity, unknown, self.may_begin, self.kept)
        state[self.open[:NUM_PITCHES].cpu().numpy()] = REST
        sounding = state != REST
        begins = state == ONSET
        left_silent = np.pad(~sounding[:, :-1], ((0, 0), (1, 0)), constant_values=True)
        begins |= (state == HOLD) & left_silent  # until its left neighbour is written
        return Roll(np.where(sounding, np.maximum(velocity, 1), 0).astype(np.uint8), begins)

    def step(self, level: int, iteration: int, boxes: Tensor) -> SampleStep:
        """The next event of the stream; ``boxes`` (n, 4) are pitch, step, height, width of what was just decided."""
        index, total = self._progress()
        unknown = self.open[:NUM_PITCHES].cpu().numpy()
        canvas = (self.expected[:NUM_PITCHES].cpu().numpy() * 127).astype(np.uint8)
        canvas[~unknown] = 0
        return SampleStep(
            index=index,
            total=total,
            level=level,
            iteration=iteration,
            start_step=self.start_step,
            roll=self.roll(last=not unknown.any()),
            unknown=unknown,
            canvas=canvas,
            boxes=boxes.cpu().numpy().astype(np.int64).reshape(-1, 4),
        )
