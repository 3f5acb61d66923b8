"""A run kept for looking at again: the window scrubs through it, the GIF is made of it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.roll import NUM_PITCHES, Roll
from core.sampler.request import Draft, SampleRequest, SampleStep

MAX_BYTES = 48 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _PackedStep:
    index: int
    total: int
    level: int
    iteration: int
    start_step: int
    width: int
    boxes: NDArray[np.int64]
    data: bytes  # zlib of velocity, canvas, onset bits, unknown bits

    @classmethod
    def pack(cls, step: SampleStep) -> _PackedStep:
        raw = b"".join(
            (
                step.roll.velocity.tobytes(),
                step.canvas.tobytes(),
                np.packbits(step.roll.onset).tobytes(),
                np.packbits(step.unknown).tobytes(),
            )
        )
        # Level 1: rolls are mostly silence, so the cheapest compression already gains a factor of twenty.
        return cls(
            step.index,
            step.total,
            step.level,
            step.iteration,
            step.start_step,
            step.width,
            step.boxes.copy(),
            zlib.compress(raw, 1),
        )

    @property
    def num_bytes(self) -> int:
        return len(self.data) + self.boxes.nbytes

    def unpack(self) -> SampleStep:
        raw = np.frombuffer(zlib.decompress(self.data), np.uint8)
        cells = NUM_PITCHES * self.width
        shape = (NUM_PITCHES, self.width)
        packed = cells // 8  # 128 rows: always whole bytes
        onset = np.unpackbits(raw[2 * cells : 2 * cells + packed]).astype(np.bool_).reshape(shape)
        unknown = np.unpackbits(raw[2 * cells + packed :]).astype(np.bool_).reshape(shape)
        roll = Roll(raw[:cells].reshape(shape), onset)
        return SampleStep(
            self.index,
            self.total,
            self.level,
            self.iteration,
            self.start_step,
            roll,
            unknown,
            raw[cells : 2 * cells].reshape(shape),
            self.boxes,
        )


@dataclass(slots=True, eq=False)
class RunRecord:
    """One run: its request, its steps (compressed copies) and, once finished, the whole resulting roll.

    Memory stays below about ``max_bytes``: when the steps outgrow it, every second one is let go and from then on
    only every second (fourth, eighth …) is kept.  The latest step is always there.
    """

    request: SampleRequest
    max_bytes: int = MAX_BYTES
    result: Roll | None = None
    checkpoint: str = ""  # SHA-256 of the model file that wrote it, where known
    level_iterations: dict[int, int] = field(default_factory=dict)  # level -> iterations seen
    _steps: list[_PackedStep] = field(default_factory=list)
    _latest: _PackedStep | None = None
    _stride: int = 1
    _bytes: int = 0
    _seen: int = 0

    def add(self, step: SampleStep) -> None:
        packed = _PackedStep.pack(step)
        self.level_iterations[step.level] = max(self.level_iterations.get(step.level, 0), step.iteration + 1)
        self._latest = packed
        if self._seen % self._stride == 0:
            self._steps.append(packed)
            self._bytes += packed.num_bytes
        self._seen += 1
        self._thin()

    def limit(self, max_bytes: int) -> None:
        """Make do with less memory from now on."""
        self.max_bytes = min(self.max_bytes, max_bytes)
        self._thin()

    def _thin(self) -> None:
        while self._bytes > self.max_bytes and len(self._steps) > 2:
            self._steps = self._steps[::2]
            self._stride *= 2
            self._bytes = sum(kept.num_bytes for kept in self._steps)

    def finish(self, result: Roll) -> None:
        """Note the run's result, a roll as long as the request's."""
        if result.num_steps != self.request.roll.num_steps:
            raise ValueError(f"the result has {result.num_steps} steps, the request {self.request.roll.num_steps}")
        self.result = result

    @property
    def num_bytes(self) -> int:
        """Bytes of compressed steps held now."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._kept())

    def step(self, position: int) -> SampleStep:
        """The step at ``position`` among those kept, 0 .. len - 1 (negative counts from the end)."""
        return self._kept()[position].unpack()

    def steps(self) -> Iterator[SampleStep]:
        return (packed.unpack() for packed in self._kept())

    def draft_at(self, position: int) -> Draft:
        """What had been written at the step at ``position``: a new run may keep it and write the rest."""
        base, draft = self.request.roll, self.request.draft
        velocity, onset = np.zeros_like(base.velocity), np.zeros_like(base.onset)
        decided = np.zeros_like(self.request.hole)
        if draft is not None:
            velocity, onset, decided = draft.roll.velocity.copy(), draft.roll.onset.copy(), draft.decided.copy()
        kept = self._kept()[: position + 1]
        last_of = {packed.start_step: packed for packed in kept}  # a window has its own first step
        for packed in sorted(last_of.values(), key=lambda packed: packed.index):
            step = packed.unpack()
            stop = min(step.start_step + step.width, base.num_steps)
            here, there = np.s_[:, step.start_step : stop], np.s_[:, : stop - step.start_step]
            # Of what an earlier window wrote that one knows best: a window shows held notes as if they began with it.
            new = ~step.unknown[there] & ~decided[here]
            velocity[here][new], onset[here][new] = step.roll.velocity[there][new], step.roll.onset[there][new]
            decided[here] |= new
        return Draft(Roll(velocity, onset), decided | ~self.request.hole)

    def _kept(self) -> list[_PackedStep]:
        if self._latest is None or self._steps[-1] is self._latest:
            return self._steps
        return [*self._steps, self._latest]
