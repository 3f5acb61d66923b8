"""The state of one window while it is being written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.beats import beat_planes
from core.conditions import Conditions
from core.config import SampleConfig
from core.grid import Grid
from core.model.canvas import ELSEWHERE, KNOWN, NEVER, UNSEEN, Canvas, provisional_velocity
from core.model.context import Context, Turned
from core.model.fractal import FractalModel
from core.model.guides import EMPTY
from core.roll import NUM_PITCHES, Roll
from core.sampler.finish import finish
from core.sampler.logits import draw, guided
from core.sampler.request import SampleStep
from core.sampler.schedule import Plan
from core.tokens import HOLD, ONSET, REST, RING, UNKNOWN, pad_rows, states_of

Progress = Callable[[], tuple[int, int]]


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """What one window of a run is to write; arrays are (128, width)."""

    start: int  # step of the piece
    width: int
    first: int  # steps of the piece that the window writes: first .. stop - 1
    stop: int
    new: NDArray[np.bool_]  # cells of the notes that get a velocity: those to write, and those of a draft
    unknown: NDArray[np.bool_]  # cells to write
    onset_allowed: NDArray[np.bool_]  # where of these the hole lets a note begin
    may_begin: NDArray[np.bool_]  # where the limits let one begin, too
    kept: NDArray[np.bool_]  # cells of notes that were there before
    around: NDArray[np.bool_]  # cells outside the hole
    turn: int  # semitones from the key of the music around to the key that is asked for
    downbeat: NDArray[np.bool_]  # (width,)
    goes_on_at: int  # step of the window from which the music is open, though not asked for
    plan: Plan


class Working:
    """Canvas, random numbers and progress.  With guidance the canvas stands twice: asked for and free."""

    def __init__(
        self,
        model: FractalModel,
        config: SampleConfig,
        window: Window,
        roll: Roll,  # the piece as far as it is known
        conditions: Conditions,
        rng: torch.Generator,
        progress: Progress,
    ) -> None:
        device = next(model.parameters()).device
        rows = model.config.num_rows
        self.model, self.config, self.window = model, config, window
        self.rng, self.plan, self._progress = rng, window.plan, progress
        self.guided = config.guidance_scale != 1 and conditions.any_asked
        self.copies = 2 if self.guided else 1
        base = roll.window(window.start, window.width)

        def tensor(cells: NDArray[np.generic]) -> Tensor:
            return torch.from_numpy(np.ascontiguousarray(cells)).to(device).expand(self.copies, *cells.shape).clone()

        unknown = pad_rows(window.unknown, rows)
        later = np.broadcast_to(np.arange(window.width) >= window.goes_on_at, window.unknown.shape)
        elsewhere = pad_rows(later, rows)
        ring = pad_rows(window.unknown & ~window.onset_allowed, rows)
        self.canvas = Canvas.build(
            state=tensor(pad_rows(states_of(base), rows)),
            velocity=tensor(pad_rows(base.velocity, rows)) / 127.0,
            hidden=tensor(np.where(ring, RING, UNKNOWN)),
            decided_at=tensor(np.where(unknown, NEVER, np.where(elsewhere, ELSEWHERE, KNOWN))),
            beat=tensor(beat_planes(window.downbeat)),
        )
        self.new_cells = tensor(pad_rows(window.new, rows))  # (copies, rows, steps) bool
        state, loud = (self.canvas.inner(x) for x in (self.canvas.state, self.canvas.velocity))
        self.voiceless = self.new_cells[0] & (state[0] != REST)  # "velocities only": cells of notes still to be drawn
        self.provisional = provisional_velocity(state, loud, ~self.new_cells)[0]
        self.kept_cells = torch.zeros_like(self.canvas.state, dtype=torch.bool)
        self.canvas.inner(self.kept_cells)[:] = tensor(pad_rows(window.kept, rows))
        self.onset_cells = torch.zeros_like(self.kept_cells)  # where the limits let a note begin
        self.canvas.inner(self.onset_cells)[:] = tensor(pad_rows(window.may_begin, rows))
        self.allowed_states: Tensor | None = None  # (cells of all copies, states)
        self.fixed_velocity: Tensor | None = None  # like the canvas: 0-1, 0 = to be drawn
        self.grid = Grid.over(rows, self.canvas.steps, *model.config.levels[0].patch)
        self.expected = torch.zeros(rows, self.canvas.steps, device=device)  # 0-1, what the open cells may become
        asked = torch.tensor([conditions.ids()], device=device)
        free = torch.tensor([Conditions().ids()], device=device)
        self.condition_ids = torch.cat([asked, free]) if self.guided else asked
        self.turned: Turned | None = None
        if window.turn:  # for those who are told the key asked for
            semitones = torch.tensor([window.turn, 0][: self.copies], device=device)
            self.turned = Turned(semitones, tensor(pad_rows(window.around, rows)))

    def context(self) -> Context:
        """The summary of what is known now."""
        return Context.of(self.canvas, self.condition_ids, self.turned)

    def only_onsets_at(self, cells: Tensor, velocity: Tensor) -> None:
        """From now on notes begin at ``cells`` (n, 2) of step and pitch and nowhere else, with ``velocity`` (n,)."""
        onset = torch.zeros_like(self.canvas.state, dtype=torch.bool)
        self.canvas.inner(onset)[:, cells[:, 1], cells[:, 0]] = True
        self.allowed_states = torch.stack([~onset, ~onset, onset], dim=-1).flatten(0, -2)
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

    def temperature(self, level: int) -> float:
        """What the logits of a level (3 = dynamics) are divided by."""
        return self.config.temperature * self.config.level_temperature[level]

    def choose(self, logits: Tensor, level: int, allowed: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
        """Draw one choice a row."""
        return draw(self.mixed(logits), self.temperature(level), self.config.top_p, self.rng, allowed)

    def choose_guide(self, logits: Tensor, level: int) -> Tensor:
        """Draw the class of one patch a row; the settings may lean towards empty patches or away from them."""
        if self.config.sparsity:
            logits = logits.clone()
            logits[:, EMPTY] += self.config.sparsity
        return torch.from_numpy(self.choose(logits, level)).to(logits.device)

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

    def settle_holds(self) -> None:
        """Every cell is decided: make each hold continue something, as ``finish`` says."""
        state = torch.from_numpy(states_of(self.roll(last=True))).to(self.canvas.state.device)
        self.canvas.inner(self.canvas.state)[:, :NUM_PITCHES] = state.long()

    def set_velocity(self, row: Tensor, step: Tensor, velocity: Tensor) -> None:
        """Give new notes, named by their onsets, their velocities (n,) 0-1."""
        state, loud = (self.canvas.inner(x) for x in (self.canvas.state, self.canvas.velocity))
        loud[:, row, step] = velocity
        tail = self.new_cells & (state == HOLD)
        steps = torch.arange(state.shape[2], device=state.device)
        began = torch.where(state == ONSET, steps, 0).cummax(2).values  # (copies, rows, steps)
        loud[tail] = loud.gather(2, began)[tail]
        self.voiceless[row, step] = False
        self.voiceless &= self.voiceless.gather(1, began[0])

    def settle(self, index: Tensor) -> None:
        """What was decided at ``index`` (flat, of the first copy) is known from now on."""
        size = self.canvas.state[0].numel()
        at = index[self.canvas.decided_at.view(-1)[index] < NEVER]
        for copy in range(self.copies):
            self.canvas.decided_at.view(-1)[at + copy * size] = KNOWN

    def reveal(self, index: Tensor, time: Tensor | int) -> None:
        """What is silent at ``index`` (flat, of the first copy) and was hidden so far can be seen from ``time`` on."""
        size = self.canvas.state[0].numel()
        hidden = self.canvas.decided_at.view(-1)[index] == UNSEEN
        for copy in range(self.copies):
            at = index[hidden] + copy * size
            self.canvas.decided_at.view(-1)[at] = time[hidden] if isinstance(time, Tensor) else time

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
        if last:
            return finish(state, velocity, self.window.unknown, self.window.may_begin, self.window.kept)
        state[self.open[:NUM_PITCHES].cpu().numpy()] = REST
        sounding = state != REST
        begins = sounding.copy()
        begins[:, 1:] &= ~sounding[:, :-1]  # a hold begins until its left neighbour is written
        begins |= state == ONSET
        np.maximum(velocity, 1, out=velocity)
        velocity[~sounding] = 0
        return Roll(velocity, begins)

    def step(self, level: int, iteration: int, boxes: Tensor) -> SampleStep:
        """The next event of the stream; ``boxes`` (n, 4) are pitch, step, height, width of what was just decided."""
        index, total = self._progress()
        undecided = self.voiceless if self.config.only == "velocities" else self.open
        unknown = undecided[:NUM_PITCHES].cpu().numpy()
        canvas = (self.expected[:NUM_PITCHES].cpu().numpy() * 127).astype(np.uint8)
        canvas[~unknown] = 0
        return SampleStep(
            index=index,
            total=total,
            level=level,
            iteration=iteration,
            start_step=self.window.start,
            roll=self.roll(last=not unknown.any()),
            unknown=unknown,
            canvas=canvas,
            boxes=boxes.cpu().numpy().astype(np.int64).reshape(-1, 4),
        )
