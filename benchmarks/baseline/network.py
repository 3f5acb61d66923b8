"""A plain causal transformer over notes.  One position a note, with heads that are conditioned on one another:
onset, then pitch, then duration, then velocity.  Rotary positions are the note's step and pitch."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from benchmarks.baseline.events import END, MAX_PHASE, PITCH, START_PITCH, STEP, STEPS, STOP, Batch
from core.conditions import CONDITION_SIZES
from core.roll import NUM_PITCHES
from core.tokens import NUM_VELOCITY_BINS

DIM, DEPTH, HEADS, HIDDEN = 320, 6, 10, 1120  # 7.8 million parameters
PARTS = ("onset", "pitch", "duration", "velocity")
NOWHERE = float("-inf")


def norm(x: Tensor) -> Tensor:
    return F.rms_norm(x, (x.shape[-1],))


def rotary_table(pitch: Tensor, step: Tensor, head_dim: int) -> tuple[Tensor, Tensor]:
    """Cosines and sines (..., 1, T, head_dim / 2) of (..., T) positions."""
    quarter = head_dim // 4
    frequency = 100.0 ** (-torch.arange(quarter, dtype=torch.float32) / quarter)
    angles = torch.cat([pitch[..., None] * frequency, step[..., None] * frequency], dim=-1).unsqueeze(-3)
    return angles.cos(), angles.sin()


def rotate(x: Tensor, table: tuple[Tensor, Tensor]) -> Tensor:
    cos, sin = table
    a, b = x.chunk(2, dim=-1)
    return torch.cat([a * cos - b * sin, a * sin + b * cos], dim=-1)


class Store:
    """Keys and values of one block for one sequence, with room for all that may come."""

    def __init__(self, heads: int, room: int, head_dim: int) -> None:
        self.key = torch.empty(1, heads, room, head_dim)
        self.value = torch.empty(1, heads, room, head_dim)
        self.length = 0

    def add(self, key: Tensor, value: Tensor) -> tuple[Tensor, Tensor]:
        after = self.length + key.shape[2]
        self.key[:, :, self.length : after], self.value[:, :, self.length : after] = key, value
        self.length = after
        return self.key[:, :, :after], self.value[:, :, :after]


class Block(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(DIM, 3 * DIM, bias=False)
        self.out = nn.Linear(DIM, DIM, bias=False)
        self.up = nn.Linear(DIM, HIDDEN, bias=False)
        self.down = nn.Linear(HIDDEN, DIM, bias=False)
        nn.init.zeros_(self.out.weight)  # a block starts as the identity
        nn.init.zeros_(self.down.weight)

    def forward(self, x: Tensor, rotary: tuple[Tensor, Tensor], store: Store | None = None) -> Tensor:
        batch, tokens, _ = x.shape
        qkv = self.qkv(norm(x)).view(batch, tokens, 3, HEADS, DIM // HEADS).permute(2, 0, 3, 1, 4)
        query, key, value = qkv.unbind(0)
        query, key = rotate(norm(query), rotary), rotate(norm(key), rotary)
        if store is not None:
            key, value = store.add(key, value)
        causal = tokens > 1  # a single new token sees all that is stored
        mixed = F.scaled_dot_product_attention(query, key, value, is_causal=causal)
        x = x + self.out(mixed.transpose(1, 2).reshape(batch, tokens, DIM))
        return x + self.down(F.relu(self.up(norm(x))).square())


class Head(nn.Module):
    """A small network from what is known of a note so far to the next choice about it."""

    def __init__(self, choices: int) -> None:
        super().__init__()
        self.up, self.choose = nn.Linear(DIM, DIM, bias=False), nn.Linear(DIM, choices)
        nn.init.zeros_(self.choose.weight)

    def forward(self, x: Tensor) -> Tensor:
        return self.choose(F.relu(self.up(norm(x))).square())


class EventModel(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.kind = nn.Embedding(3, DIM)
        self.pitch = nn.Embedding(NUM_PITCHES + 1, DIM)
        self.pitch_class = nn.Embedding(13, DIM)
        self.duration = nn.Embedding(STEPS + 1, DIM)
        self.velocity = nn.Embedding(NUM_VELOCITY_BINS + 1, DIM)
        self.phase = nn.Embedding(MAX_PHASE, DIM)
        self.left = nn.Embedding(STEPS + 1, DIM)  # steps left in the segment
        self.metre = nn.Embedding(CONDITION_SIZES["metre"] + 1, DIM)
        self.blocks = nn.ModuleList(Block() for _ in range(DEPTH))
        self.delta, self.onset_phase = nn.Linear(DIM, STEPS + 1), nn.Linear(DIM, MAX_PHASE, bias=False)
        self.next_delta, self.next_pitch = nn.Embedding(STEPS + 1, DIM), nn.Embedding(NUM_PITCHES, DIM)
        self.next_phase, self.next_duration = nn.Embedding(MAX_PHASE, DIM), nn.Embedding(STEPS + 1, DIM)
        self.pitch_head, self.interval_head = Head(NUM_PITCHES), nn.Linear(DIM, 2 * NUM_PITCHES + 1, bias=False)
        self.duration_head, self.velocity_head = Head(STEPS), Head(NUM_VELOCITY_BINS)
        for name, module in self.named_modules():
            if isinstance(module, nn.Embedding):
                nn.init.normal_(module.weight, std=0.02 if name.startswith("next") else 0.1)
        for linear in (self.delta, self.onset_phase, self.interval_head):
            nn.init.zeros_(linear.weight)

    @property
    def num_parameters(self) -> int:
        return sum(p.numel() for p in self.parameters())

    def hidden(self, tokens: Tensor, phase: Tensor, stores: list[Store] | None = None) -> Tensor:
        """(B, T, 7) tokens to (B, T, dim); ``phase`` is (B, STEPS + 1)."""
        kind, step, pitch, duration, velocity, stop, metre = (tokens[..., i] for i in range(tokens.shape[-1]))
        begins = pitch == START_PITCH
        x = (
            self.kind(kind)
            + self.pitch(pitch)
            + self.pitch_class(torch.where(begins, 12, pitch % 12))
            + self.duration(duration)
            + self.velocity(velocity)
            + self.phase(phase.gather(1, step))
            + self.left(stop - step)
            + self.metre(metre)
        )
        rotary = rotary_table(torch.where(begins, 60, pitch), step, DIM // HEADS)
        for i, block in enumerate(self.blocks):
            x = block(x, rotary, None if stores is None else stores[i])
        return norm(x)

    def onset_logits(self, hidden: Tensor, step: Tensor, stop: Tensor, pitch: Tensor, phase: Tensor) -> Tensor:
        """(B, T, STEPS + 1): steps until the next onset, or the end of the segment."""
        later = torch.arange(STEPS)
        at = (step[..., None] + later).clamp(max=STEPS)  # (B, T, STEPS)
        places = phase[:, None].expand(-1, step.shape[1], -1).gather(2, at)
        by_phase = self.onset_phase(hidden).gather(2, places)
        out = self.delta(hidden)
        beyond = later >= (stop - step)[..., None]
        beyond[..., 0] |= pitch == NUM_PITCHES - 1  # no higher note can follow at the same step
        return torch.cat([(out[..., :STEPS] + by_phase).masked_fill(beyond, NOWHERE), out[..., STEPS:]], dim=-1)

    def pitch_logits(self, told: Tensor, delta: Tensor, pitch: Tensor) -> Tensor:
        """(..., 128); ``told`` knows the onset.  Notes of one step go upward."""
        pitches = torch.arange(NUM_PITCHES)
        before = torch.where(pitch == START_PITCH, 60, pitch)
        intervals = pitches - before[..., None] + NUM_PITCHES
        out = self.pitch_head(told) + self.interval_head(told).gather(-1, intervals)
        lower = (delta == 0)[..., None] & (pitch != START_PITCH)[..., None] & (pitches <= pitch[..., None])
        return out.masked_fill(lower, NOWHERE)

    def duration_logits(self, told: Tensor, room: Tensor) -> Tensor:
        """(..., STEPS), the first is a duration of one step; ``room`` (...) is the longest possible one."""
        return self.duration_head(told).masked_fill(torch.arange(STEPS) >= room[..., None], NOWHERE)

    def told_onset(self, hidden: Tensor, delta: Tensor, phase_then: Tensor) -> Tensor:
        return hidden + self.next_delta(delta) + self.next_phase(phase_then)

    def losses(self, batch: Batch) -> dict[str, Tensor]:
        """Nats (B, T) by part of what each token predicts; velocity where it is real."""
        tokens, (delta, pitch, duration, velocity) = batch.tokens, batch.targets.unbind(-1)
        step, before = tokens[..., STEP], tokens[..., PITCH]
        hidden = self.hidden(tokens, batch.phase)
        note = batch.real & (delta != END)
        logits = self.onset_logits(hidden, step, tokens[..., STOP], before, batch.phase)
        nats = F.cross_entropy(logits.flatten(0, 1), delta.flatten(), reduction="none").view(delta.shape)
        out = {"onset": torch.where(batch.real, nats, 0.0)}
        # From here on only where there is a note: (n, ...)
        hidden, delta, pitch, duration, velocity = (x[note] for x in (hidden, delta, pitch, duration, velocity))
        onset = step[note] + delta
        then = batch.phase[note.nonzero()[:, 0], onset]
        told = self.told_onset(hidden, delta, then)
        parts = {"pitch": F.cross_entropy(self.pitch_logits(told, delta, before[note]), pitch, reduction="none")}
        told = told + self.next_pitch(pitch)
        logits = self.duration_logits(told, batch.limit[note] - onset)
        parts["duration"] = F.cross_entropy(logits, duration - 1, reduction="none")
        told = told + self.next_duration(duration)
        played = batch.velocity_is_real[note.nonzero()[:, 0]]
        parts["velocity"] = F.cross_entropy(self.velocity_head(told), velocity, reduction="none") * played
        for name, values in parts.items():
            out[name] = torch.zeros_like(out["onset"]).masked_scatter(note, values)
        return out
