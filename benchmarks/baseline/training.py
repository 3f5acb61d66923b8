"""Training of the autoregressive baseline, on a budget of processor time.

The budget counts the processor time of this process alone (one thread), so that pauses and whatever else the computer
does cost it nothing.
"""

from __future__ import annotations

import dataclasses
import json
import math
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

from benchmarks.baseline.events import HOLE, KIND, STEPS, Batch, Window, collate, window_of
from benchmarks.baseline.network import PARTS, EventModel
from core.conditions import Conditions, metre_of
from core.config import TrainConfig
from core.data.corpus import Corpus, Piece, load_corpus
from core.data.windows import make_example
from core.evaluate.likelihood import MIN_NOTES
from core.files import write_with
from core.roll import NUM_PITCHES
from core.train.module import rate_at
from core.train.optimizer import MuonAdamW, build_optimizer
from core.train.state_io import pack, unpack

CORPORA = ("pop909", "lieder", "quartets", "openhymnal")
PLAYED = ("pop909", "lieder")
BATCH, POOL = 8, 8  # windows of a step; steps whose windows are sorted by length together, so that little is padding
TRANSPOSE = (-6, 5)
WHOLE_SHARE, SPAN_SHARE = 0.25, 0.58  # of core.data.holes' mixture: the whole roll, spans; the rest: continuations
STATE, MODEL, LOG = "state.safetensors", "model.safetensors", "log.csv"
FORMAT = "fractalmidi-baseline-1"


def random_span(rng: np.random.Generator) -> tuple[int, int]:
    """The time spans of core.data.holes, in the same proportions: everything, bars, continuations."""
    kind = rng.random()
    if kind < WHOLE_SHARE:
        return 0, STEPS
    if kind > WHOLE_SHARE + SPAN_SHARE:
        return int(rng.integers(1, STEPS // 16)) * 16, STEPS
    unit = 16 if rng.random() < 0.8 else 4
    length = int(rng.integers(1, 192 // unit + 1)) * unit
    start = int(rng.integers(0, (STEPS - length) // unit + 1)) * unit
    return start, start + length


def random_window(piece: Piece, rng: np.random.Generator) -> Window:
    """A window from a bar line of the piece, transposed, with a span of time cut out (as core.data.windows does)."""
    bars = np.flatnonzero(piece.downbeat)
    bars = bars[bars <= max(0, piece.num_steps - STEPS) + 16]
    begin = int(rng.choice(bars)) if len(bars) else 0
    shift = int(rng.integers(TRANSPOSE[0], TRANSPOSE[1] + 1))
    shift = min(max(shift, -int(piece.notes[:, 1].min())), NUM_PITCHES - 1 - int(piece.notes[:, 1].max()))
    roll, downbeat = piece.window(begin, STEPS, shift)
    start, stop = random_span(rng)
    hole = np.zeros((NUM_PITCHES, STEPS), np.bool_)
    hole[:, start:stop] = True
    conditions = Conditions(metre=metre_of(downbeat)) if rng.random() < 0.65 else Conditions()
    example = make_example(roll, downbeat, hole, conditions, NUM_PITCHES, 8, piece.velocity_is_real)
    return window_of(example, start, stop)


def batches(corpus: Corpus, seed: int, first: int) -> Iterator[Batch]:
    """Endless; batch number ``k`` depends on the seed and on ``k`` alone."""
    weights = np.array([max(1, p.num_steps) for p in corpus.pieces], np.float64)
    weights /= weights.sum()
    number = first
    while True:
        rng = np.random.default_rng([seed, number // POOL])
        chosen = rng.choice(len(corpus.pieces), size=BATCH * POOL, p=weights)
        windows = sorted((random_window(corpus.pieces[i], rng) for i in chosen), key=len)
        groups = rng.permutation(POOL)
        for k in range(number % POOL, POOL):
            yield collate(windows[groups[k] * BATCH : (groups[k] + 1) * BATCH])
            number += 1


def nats_a_note(model: EventModel, batch: Batch) -> Tensor:
    """What training minimises: nats a note of all segments, velocity over the notes whose velocity is real."""
    losses = model.losses(batch)
    notes = (batch.real & (batch.targets[..., 0] != STEPS)).sum(1)
    shape = torch.stack([losses[p].sum() for p in PARTS[:3]]).sum() / notes.sum().clamp(min=8)
    played = (notes * batch.velocity_is_real).sum().clamp(min=8)
    return shape + losses["velocity"].sum() / played


@torch.inference_mode()
def hole_bits(model: EventModel, windows: list[Window]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Bits by part (4, windows) of the notes of the holes, the number of these notes, and of those with velocity."""
    bits, notes, played = [], [], []
    for i in range(0, len(windows), BATCH):
        batch = collate(windows[i : i + BATCH])
        losses = model.losses(batch)
        inside = batch.real & (batch.tokens[..., KIND] == HOLE)
        bits.append(torch.stack([(losses[p] * inside).sum(1) for p in PARTS]) / math.log(2))
        notes.append((inside & (batch.targets[..., 0] != STEPS)).sum(1))
        played.append(notes[-1] * batch.velocity_is_real)
    return torch.cat(bits, 1).double().numpy(), torch.cat(notes).numpy(), torch.cat(played).numpy()


def watched_windows(corpus: Corpus, count: int = 32) -> list[Window]:
    """Fixed validation windows with the hole of steps 64-192."""
    hole = np.zeros((NUM_PITCHES, STEPS), np.bool_)
    hole[:, 64:192] = True
    out = []
    for i in range(count):
        piece = corpus.pieces[i * len(corpus.pieces) // count]
        bars = max(0, piece.num_steps - STEPS) // 16
        roll, downbeat = piece.window((i * 7919 % (bars + 1)) * 16, STEPS)
        if roll.onset.sum() >= MIN_NOTES:
            example = make_example(roll, downbeat, hole, Conditions(), NUM_PITCHES, 8, piece.velocity_is_real)
            out.append(window_of(example, 64, 192))
    return out


class Run:
    """Model, averaged model, optimizer and place in the data; saved as one safetensors file, never a pickle."""

    def __init__(self, minutes: float, config: TrainConfig) -> None:
        torch.manual_seed(config.seed)
        self.config, self.minutes = config, minutes
        self.model, self.average = EventModel(), EventModel().requires_grad_(False)
        self.average.load_state_dict(self.model.state_dict())
        self.optimizer: MuonAdamW = build_optimizer(self.model, config)
        self.tops = [group["lr"] for group in self.optimizer.param_groups]
        self.step, self.spent = 0, 0.0  # steps done, seconds of processor time

    def learn(self, batch: Batch) -> float:
        rate = rate_at(self.spent / 60 / self.minutes, self.step, self.config)
        for group, top in zip(self.optimizer.param_groups, self.tops, strict=True):
            group["lr"] = top * rate
        loss = nats_a_note(self.model, batch)
        if not torch.isfinite(loss):
            raise RuntimeError(f"the loss is {loss.item()} at step {self.step}: training stops here")
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.config.clip)
        self.optimizer.step()
        self.step += 1
        decay = min(self.config.ema_decay, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for mean, now in zip(self.average.parameters(), self.model.parameters(), strict=True):
                mean.lerp_(now, 1 - decay)
        return float(loss.detach())

    def save(self, path: Path) -> None:
        tensors: dict[str, Tensor] = {}
        state = {
            "model": dict(self.model.state_dict()),
            "average": dict(self.average.state_dict()),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "spent": self.spent,
        }
        metadata = {"format": FORMAT, "state": json.dumps(pack(state, tensors))}
        write_with(path, lambda temporary: save_file(tensors, temporary, metadata))

    def load(self, path: Path) -> None:
        with safe_open(path, framework="pt") as file:
            metadata = file.metadata() or {}
            if metadata.get("format") != FORMAT:
                raise ValueError(f"{path} is not a training state of the baseline")
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 not a dict
        state: Any = unpack(json.loads(metadata["state"]), tensors)
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.spent = int(state["step"]), float(state["spent"])


def load_pack(pack_folder: Path, split: str, names: tuple[str, ...] = CORPORA) -> Corpus:
    return load_corpus([pack_folder / name / split for name in names], PLAYED)


def train(pack_folder: Path, out: Path, minutes: float, save_every: float, seed: int = 1) -> Path:
    """Train for so many minutes of processor time, going on from a state in ``out``; the averaged model's path."""
    out.mkdir(parents=True, exist_ok=True)
    run = Run(minutes, dataclasses.replace(TrainConfig(), seed=seed))
    if (out / STATE).is_file():
        run.load(out / STATE)
    corpus, watched = load_pack(pack_folder, "train"), watched_windows(load_pack(pack_folder, "valid", PLAYED))
    print(f"{run.model.num_parameters:,} parameters, {len(corpus.pieces)} files", flush=True)
    before, began = run.spent, time.process_time()
    saved, recent = run.spent, []
    for batch in batches(corpus, seed, run.step):
        recent.append(run.learn(batch))
        run.spent = before + time.process_time() - began
        over = run.spent >= 60 * minutes
        if run.step % 20 == 0:
            rate = run.step * BATCH / run.spent
            mean = np.mean(recent[-20:]) / math.log(2)
            print(f"step {run.step} minute {run.spent / 60:.2f} bits {mean:.3f} windows/s {rate:.2f}", flush=True)
        if over or run.spent - saved >= 60 * save_every:
            _note(run, watched, out)
            saved = run.spent
            run.save(out / STATE)
            write_with(out / MODEL, lambda temporary: save_file(dict(run.average.state_dict()), temporary))
        if over:
            break
    return out / MODEL


def _note(run: Run, watched: list[Window], out: Path) -> None:
    """A line in the log: bits a note of the watched holes under the averaged weights."""
    bits, notes, played = hole_bits(run.average, watched)
    parts = [b.sum() / max(1, (played if p == "velocity" else notes).sum()) for p, b in zip(PARTS, bits, strict=True)]
    row = [run.step, round(run.spent / 60, 2), *(round(float(b), 4) for b in (*parts, sum(parts)))]
    path = out / LOG
    if not path.exists():
        path.write_text("step,minutes," + ",".join(PARTS) + ",total\n")
    with path.open("a") as file:
        file.write(",".join(map(str, row)) + "\n")
    print("watched: " + " ".join(f"{x}" for x in row), flush=True)


def load_baseline(path: Path) -> EventModel:
    with safe_open(path, framework="pt") as file:
        weights = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 not a dict
    model = EventModel()
    model.load_state_dict(weights)
    return model.eval().requires_grad_(False)
