"""The state of the windows that are being written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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
from core.sampler.groove import Groove
from core.sampler.logits import draw, guided
from core.sampler.request import SampleStep
from core.sampler.schedule import Plan
from core.tokens import HOLD, ONSET, REST, RING, UNKNOWN, pad_rows, states_of

# Nats that "empty" is made less likely by.  Left to itself a run writes thinner music than what is around: it sees its
# own rests and expects more of them (docs/experiments.md).
FULLER = 0.3


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


@dataclass(frozen=True, slots=True)
class Written:
    """Something was just decided; the canvas holds it."""

    level: int
    iteration: int
    boxes: Tensor  # (n, 4) pitch, step, height, width


def _planes(window: Window, roll: Roll, rows: int) -> dict[str, NDArray[Any]]:
    """Arrays (rows, width) of one window, and its beats."""
    base = roll.window(window.start, window.width)
    later = np.broadcast_to(np.arange(window.width) >= window.goes_on_at, window.unknown.shape)
    cells = {name: pad_rows(getattr(window, name), rows) for name in ("new", "unknown", "kept", "may_begin", "around")}
    ring = pad_rows(window.unknown & ~window.onset_allowed, rows)
    return cells | {
        "state": pad_rows(states_of(base), rows),
        "velocity": pad_rows(base.velocity, rows),
        "hidden": np.where(ring, RING, UNKNOWN),
        "decided_at": np.where(cells["unknown"], NEVER, np.where(pad_rows(later, rows), ELSEWHERE, KNOWN)),
        "beat": beat_planes(window.downbeat),
    }


class Working:
    """Canvas and random numbers of windows that are written side by side, in lanes.

    With guidance the canvas stands twice: first all lanes as they are asked for, then all of them free.  Flat places on
    the canvas are those of the first copy.
    """

    def __init__(
        self,
        model: FractalModel,
        config: SampleConfig,
        windows: Sequence[Window],
        rolls: Sequence[Roll],  # the piece of each as far as it is known
        conditions: Sequence[Conditions],
        rng: torch.Generator,
    ) -> None:
        device = next(model.parameters()).device
        rows = model.config.num_rows
        self.model, self.config, self.windows = model, config, windows
        self.rng, self.plans = rng, [window.plan for window in windows]
        self.guided = config.guidance_scale != 1 and any(one.any_asked for one in conditions)
        self.lanes, self.copies = len(windows), 2 if self.guided else 1
        planes = [_planes(window, roll, rows) for window, roll in zip(windows, rolls, strict=True)]

        def tensor(name: str) -> Tensor:
            once = torch.from_numpy(np.stack([plane[name] for plane in planes])).to(device)
            return once.repeat(self.copies, *[1] * (once.ndim - 1))

        self.canvas = Canvas.build(
            state=tensor("state"),
            velocity=tensor("velocity") / 127.0,
            hidden=tensor("hidden"),
            decided_at=tensor("decided_at"),
            beat=tensor("beat"),
        )
        self.new_cells = tensor("new")  # (batch, rows, steps) bool
        state, loud = (self.canvas.inner(x) for x in (self.canvas.state, self.canvas.velocity))
        # "velocities only": cells of notes still to be drawn, (lanes, rows, steps)
        self.voiceless = (self.new_cells & (state != REST))[: self.lanes]
        self.provisional = provisional_velocity(state, loud, ~self.new_cells)[: self.lanes]
        self.kept_cells = torch.zeros_like(self.canvas.state, dtype=torch.bool)
        self.canvas.inner(self.kept_cells)[:] = tensor("kept")
        self.onset_cells = torch.zeros_like(self.kept_cells)  # where the limits let a note begin
        self.canvas.inner(self.onset_cells)[:] = tensor("may_begin")
        self.allowed_states: Tensor | None = None  # (cells of all copies, states)
        self.fixed_velocity: Tensor | None = None  # like the canvas: 0-1, 0 = to be drawn
        self.groove = self._groove()
        self.grid = Grid.over(rows, self.canvas.steps, *model.config.levels[0].patch)
        # 0-1, what the open cells may become
        self.expected = torch.zeros(self.lanes, rows, self.canvas.steps, device=device)
        asked = torch.tensor([one.ids() for one in conditions], device=device)
        free = torch.tensor([Conditions().ids()] * self.lanes, device=device)
        self.condition_ids = torch.cat([asked, free]) if self.guided else asked
        self.turned: Turned | None = None
        turns = [window.turn for window in windows]
        if any(turns):  # for those who are told the key asked for
            semitones = torch.tensor((turns + [0] * self.lanes)[: self.copies * self.lanes], device=device)
            self.turned = Turned(semitones, tensor("around"))

    def _groove(self) -> Groove | None:
        """What is known of rhythm, unless the settings leave the model alone or the old notes give the rhythm."""
        if not self.config.groove or self.config.only != "all":
            return None
        pitches = slice(self.lanes), slice(NUM_PITCHES)
        state, decided_at = (self.canvas.inner(x)[pitches] for x in (self.canvas.state, self.canvas.decided_at))
        # Of the pitches that are written alone: an accompaniment has another rhythm than the melody above it.
        written = np.stack([np.logical_or.reduce(window.unknown, axis=1) for window in self.windows])[..., None]
        known = (decided_at == KNOWN).cpu().numpy()
        struck = np.logical_or.reduce((state == ONSET).cpu().numpy() & known & written, axis=1)
        known = np.logical_and.reduce(known | ~written, axis=1)
        downbeat = np.stack([window.downbeat for window in self.windows])
        width = self.model.patch_level.local.patch_width
        return Groove(self.config.groove, struck, known, downbeat, width)

    @property
    def window(self) -> Window:
        """The window of the first lane."""
        return self.windows[0]

    @property
    def plan(self) -> Plan:
        """The plan of the first lane; within a level it is that of all."""
        return self.plans[0]

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
        """(lanes, rows, steps) cells that are not decided yet."""
        return self.canvas.inner(self.canvas.decided_at)[: self.lanes] == NEVER

    def double(self, index: Tensor) -> Tensor:
        """The same rows for the guided copy."""
        return torch.cat([index, index]) if self.guided else index

    def canvases(self, lane: Tensor) -> Tensor:
        """(copies * n,) where the lanes (n,) stand in the batch: once a copy."""
        return torch.cat([lane + copy * self.lanes for copy in range(self.copies)])

    def in_copies(self, at: Tensor, count: int) -> Tensor:
        """(copies * n,) rows ``at`` (n,) of a table that holds ``count`` rows for each copy."""
        return torch.cat([at + copy * count for copy in range(self.copies)])

    def mixed(self, logits: Tensor) -> Tensor:
        """With guidance the rows come doubled; here they become one."""
        return guided(logits, self.config.guidance_scale) if self.guided else logits

    def temperature(self, level: int) -> float:
        """What the logits of a level (3 = dynamics) are divided by."""
        return self.config.temperature * self.config.level_temperature[level]

    def choose(
        self,
        logits: Tensor,
        level: int,
        allowed: NDArray[np.bool_] | None = None,
        lean: NDArray[np.float32] | None = None,
    ) -> NDArray[np.int64]:
        """Draw one choice a row; see ``draw``."""
        return draw(self.mixed(logits), self.temperature(level), self.config.top_p, self.rng, allowed, lean)

    def choose_guide(self, logits: Tensor, level: int) -> Tensor:
        """Draw the class of one patch a row; the settings may lean towards empty patches or away from them.

        From all classes: the rare ones are those of many notes, and without them music gets thin and square.
        """
        logits = logits.clone()
        logits[:, EMPTY] += self.config.sparsity - FULLER
        drawn = draw(self.mixed(logits), self.temperature(level), 1.0, self.rng)
        return torch.from_numpy(drawn).to(logits.device)

    def _copies_of(self, index: Tensor) -> list[Tensor]:
        """Flat places of the first copy, in each copy."""
        size = self.canvas.state[: self.lanes].numel()
        return [index + copy * size for copy in range(self.copies)]

    def write(self, index: Tensor, state: Tensor, velocity: Tensor, time: Tensor | int) -> None:
        """Decide the still open cells at ``index`` (flat) in all copies."""
        still = self.canvas.decided_at.view(-1)[index] == NEVER
        when = time[still] if isinstance(time, Tensor) else time
        for at in self._copies_of(index[still]):
            self.canvas.state.view(-1)[at] = state[still]
            self.canvas.velocity.view(-1)[at] = velocity[still]
            self.canvas.decided_at.view(-1)[at] = when

    def settle_holds(self) -> None:
        """Every cell is decided: make each hold continue something, as ``finish`` says."""
        settled = np.stack([states_of(self.roll(lane, last=True)) for lane in range(self.lanes)])
        state = torch.from_numpy(settled).to(self.canvas.state.device).long()
        self.canvas.inner(self.canvas.state)[:, :NUM_PITCHES] = state.repeat(self.copies, 1, 1)

    def set_velocity(self, lane: Tensor, row: Tensor, step: Tensor, velocity: Tensor) -> None:
        """Give new notes, named by their onsets (n,), their velocities (n,) 0-1."""
        state, loud = (self.canvas.inner(x) for x in (self.canvas.state, self.canvas.velocity))
        loud[self.canvases(lane), self.double(row), self.double(step)] = self.double(velocity)
        tail = self.new_cells & (state == HOLD)
        steps = torch.arange(state.shape[2], device=state.device)
        began = torch.where(state == ONSET, steps, 0).cummax(2).values  # (batch, rows, steps)
        loud[tail] = loud.gather(2, began)[tail]
        self.voiceless[lane, row, step] = False
        self.voiceless &= self.voiceless.gather(2, began[: self.lanes])

    def settle(self, index: Tensor) -> None:
        """What was decided at ``index`` (flat) is known from now on."""
        for at in self._copies_of(index[self.canvas.decided_at.view(-1)[index] < NEVER]):
            self.canvas.decided_at.view(-1)[at] = KNOWN

    def reveal(self, index: Tensor, time: Tensor | int) -> None:
        """What is silent at ``index`` (flat) and was hidden so far can be seen from ``time`` on."""
        hidden = self.canvas.decided_at.view(-1)[index] == UNSEEN
        for at in self._copies_of(index[hidden]):
            self.canvas.decided_at.view(-1)[at] = time[hidden] if isinstance(time, Tensor) else time

    def expect(self, grid: Grid, patches: Tensor, loudness: Tensor) -> None:
        """Show ``loudness`` (lanes, N) in ``patches`` (lanes, N) bool while they are open."""
        self.expected = torch.where(grid.spread(patches), grid.spread(loudness), self.expected)

    def write_rests(self, index: Tensor, time: Tensor | int) -> None:
        self.write(index, torch.full_like(index, REST), torch.zeros(index.shape, device=index.device), time)

    def roll(self, lane: int, last: bool) -> Roll:
        """What is decided so far of a lane as a valid roll; ``last`` applies the final rules for holds."""
        state = self.canvas.inner(self.canvas.state)[lane, :NUM_PITCHES].cpu().numpy().astype(np.uint8)
        loud = self.canvas.inner(self.canvas.velocity)[lane, :NUM_PITCHES].cpu().numpy()
        velocity = np.rint(loud * 127).astype(np.uint8)
        if last:
            window = self.windows[lane]
            return finish(state, velocity, window.unknown, window.may_begin, window.kept)
        state[self.open[lane, :NUM_PITCHES].cpu().numpy()] = REST
        sounding = state != REST
        begins = sounding.copy()
        begins[:, 1:] &= ~sounding[:, :-1]  # a hold begins until its left neighbour is written
        begins |= state == ONSET
        np.maximum(velocity, 1, out=velocity)
        velocity[~sounding] = 0
        return Roll(velocity, begins)

    def step(self, written: Written, index: int, total: int) -> SampleStep:
        """The next event of the stream of a run with one lane."""
        undecided = self.voiceless if self.config.only == "velocities" else self.open
        unknown = undecided[0, :NUM_PITCHES].cpu().numpy()
        canvas = (self.expected[0, :NUM_PITCHES].cpu().numpy() * 127).astype(np.uint8)
        canvas[~unknown] = 0
        return SampleStep(
            index=index,
            total=total,
            level=written.level,
            iteration=written.iteration,
            start_step=self.window.start,
            roll=self.roll(0, last=not unknown.any()),
            unknown=unknown,
            canvas=canvas,
            boxes=written.boxes.cpu().numpy().astype(np.int64).reshape(-1, 4),
        )
