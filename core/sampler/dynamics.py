"""Velocities of the notes that a run has written: drawn last, when all notes stand."""

from __future__ import annotations

from collections.abc import Generator

import torch

from core.model.dynamics import NoteList
from core.sampler.orders import masked_order
from core.sampler.request import SampleStep
from core.sampler.working import Working
from core.tokens import bin_to_velocity

LEVEL = 3  # as SampleStep numbers it


def sample_dynamics(run: Working) -> Generator[SampleStep, None, None]:
    """Draw the velocities of the new notes, some in each iteration, each seeing those drawn before."""
    canvas, device = run.canvas, run.canvas.state.device
    run.settle_holds()
    notes = NoteList.of(canvas, torch.arange(run.copies, device=device))
    rows = len(notes.b) // run.copies  # the copies' notes are the same, one copy after the other
    target = notes.valid & notes.pick(run.new_cells)
    iteration = masked_order(target[:rows], run.plan.dynamics, torch.empty(0), run.rng)
    shown = notes.valid & ~target
    for i in range(run.plan.dynamics):
        at, place = (iteration == i).nonzero(as_tuple=True)
        if len(at):
            logits = run.model.dynamics(notes, shown, run.condition_ids)
            copies = torch.cat([at + c * rows for c in range(run.copies)])
            places = place.repeat(run.copies)
            loud = torch.from_numpy(bin_to_velocity(run.choose(logits[copies, places], LEVEL)) / 127).float().to(device)
            notes.velocity[copies, places] = loud.repeat(run.copies)
            shown[copies, places] = True
            run.set_velocity(notes.row[at, place], notes.step[at, place], loud)
        boxes = [notes.row[at, place], notes.step[at, place], torch.ones_like(at), notes.duration[at, place]]
        yield run.step(LEVEL, i, torch.stack(boxes, dim=1))
