"""Velocities of the notes that a run has written: drawn last, when all notes stand."""

from __future__ import annotations

from collections.abc import Generator

import torch

from core.model.dynamics import NoteList
from core.sampler.orders import masked_order
from core.sampler.working import Working, Written
from core.tokens import bin_to_velocity

LEVEL = 3  # as SampleStep numbers it


def sample_dynamics(run: Working) -> Generator[Written, None, None]:
    """Draw the velocities of the new notes, some in each iteration, each seeing those drawn before."""
    canvas, device = run.canvas, run.canvas.state.device
    run.settle_holds()
    notes = NoteList.of(canvas, torch.arange(run.copies * run.lanes, device=device))
    rows = len(notes.b) // run.copies  # the copies' notes are the same, one copy after the other
    target = notes.valid & notes.pick(run.new_cells)
    lane = notes.b[:rows]
    counts = [run.plans[i].dynamics for i in lane.tolist()]
    iteration = masked_order(target[:rows], counts, torch.empty(0), run.rng)
    shown = notes.valid & ~target
    for i in range(max(plan.dynamics for plan in run.plans)):
        at, place = (iteration == i).nonzero(as_tuple=True)
        if len(at):
            logits = run.model.dynamics(notes, shown, run.condition_ids)
            copies, places = run.in_copies(at, rows), run.double(place)
            loud = torch.from_numpy(bin_to_velocity(run.choose(logits[copies, places], LEVEL)) / 127).float().to(device)
            notes.velocity[copies, places] = run.double(loud)
            shown[copies, places] = True
            run.set_velocity(lane[at], notes.row[at, place], notes.step[at, place], loud)
        boxes = [notes.row[at, place], notes.step[at, place], torch.ones_like(at), notes.duration[at, place]]
        yield Written(LEVEL, i, torch.stack(boxes, dim=1))
