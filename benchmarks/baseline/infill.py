"""Filling a span of time with the autoregressive baseline, note by note, with stored keys and values."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from benchmarks.baseline.events import (
    END,
    HOLE,
    PITCH,
    RING_STEPS,
    STEP,
    STEPS,
    STOP,
    VELOCITY,
    phases,
    segment,
    spans_of,
)
from benchmarks.baseline.network import DEPTH, DIM, HEADS, EventModel, Store
from core.conditions import Conditions, metre_of
from core.region import resolve_hole
from core.roll import NUM_PITCHES, Roll, notes_of, roll_from_notes
from core.sampler.logits import draw
from core.tokens import bin_to_velocity

MOST_NOTES = 2_000  # of a fill; a run that reaches it ends there


class Writer:
    """One fill: what is kept, what is written so far, and the model's memory of both."""

    def __init__(
        self,
        model: EventModel,
        base: Roll,
        span: tuple[int, int],
        downbeat: NDArray[np.bool_],
        rng: torch.Generator,
        top_p: float,
    ) -> None:
        self.model, self.rng, self.top_p = model, rng, top_p
        self.start, self.stop = span
        self.taken = base.velocity > 0  # cells of kept notes
        self.limit = min(STEPS, self.stop + RING_STEPS)
        self.phase = torch.from_numpy(phases(downbeat))[None]
        metre = Conditions(metre=metre_of(downbeat)).ids()[-1]
        notes = notes_of(base)
        parts = []
        for kind, lo, hi in spans_of(*span):
            inside = notes[(notes[:, 0] >= lo) & (notes[:, 0] < hi)] if kind != HOLE else notes[:0]
            parts.append(segment(kind, inside, lo, hi, metre))
        tokens = torch.from_numpy(np.concatenate(parts))[None]
        room = tokens.shape[1] + MOST_NOTES
        self.stores = [Store(HEADS, room, DIM // HEADS) for _ in range(DEPTH)]
        self.token = tokens[:, -1:].clone()
        self.hidden = model.hidden(tokens, self.phase, self.stores)[:, -1:]

    def _draw(self, logits: Tensor) -> int:
        return int(draw(logits.view(1, -1), 1.0, self.top_p, self.rng)[0])

    def next_note(self) -> tuple[int, int, int, int] | None:
        """Onset, pitch, duration, velocity of the next note, or None at the end of the hole."""
        model, hidden, token = self.model, self.hidden[0], self.token[0]
        step, before = token[:, STEP], token[:, PITCH]
        delta = self._draw(model.onset_logits(self.hidden, step[None], token[None, :, STOP], before[None], self.phase))
        if delta == END:
            return None
        onset = int(step) + delta
        then, delta_ = self.phase[:, onset], torch.tensor([delta])
        told = model.told_onset(hidden, delta_, then)
        logits = model.pitch_logits(told, delta_, before)
        logits = logits.masked_fill(torch.from_numpy(self.taken[:, onset]), float("-inf"))
        if not bool(torch.isfinite(logits).any()):  # kept notes fill this step to the top
            return None
        pitch = self._draw(logits)
        told = told + model.next_pitch(torch.tensor([pitch]))
        later = np.flatnonzero(self.taken[pitch, onset : self.limit])
        room = int(later[0]) if len(later) else self.limit - onset
        duration = 1 + self._draw(model.duration_logits(told, torch.tensor([room])))
        told = told + model.next_duration(torch.tensor([duration]))
        bin_number = self._draw(model.velocity_head(told))
        self.token[0, 0, STEP : VELOCITY + 1] = torch.tensor([onset, pitch, duration, bin_number])
        self.hidden = model.hidden(self.token, self.phase, self.stores)
        return onset, pitch, duration, bin_to_velocity(bin_number)


@torch.inference_mode()
def fill_span(
    model: EventModel, roll: Roll, span: tuple[int, int], downbeat: NDArray[np.bool_], seed: int, top_p: float = 0.97
) -> Roll:
    """``roll`` (256 steps) with all that begins in the steps ``span`` written anew."""
    hole = np.zeros((NUM_PITCHES, STEPS), np.bool_)
    hole[:, span[0] : span[1]] = True
    base = resolve_hole(roll, hole, RING_STEPS).base
    writer = Writer(model, base, span, downbeat, torch.Generator().manual_seed(seed), top_p)
    written = []
    while len(written) < MOST_NOTES:
        note = writer.next_note()
        if note is None:
            break
        written.append(note)
    fill = np.array(written, np.int64).reshape(-1, 4)
    return roll_from_notes(np.concatenate([notes_of(base), fill]), STEPS)
