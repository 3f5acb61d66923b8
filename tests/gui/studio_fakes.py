"""An engine and a player that answer like the real ones, at once and without processes."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator
from typing import Any

import numpy as np

from core.engine.client import EngineCancelled, EngineError
from core.playback.player import Input, Output, PlaybackError, Played
from core.region import resolve_hole
from core.roll import Roll
from core.sampler.request import SampleRequest, SampleStep
from core.score import Note, Score, TimeSignature, Track


class FakeEngine:
    """Writes a scale into the hole, in three levels.  ``gate`` holds the run after ``hold_after`` steps."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.hold_after = 2
        self.fail_after: int | None = None
        self.ignore_cancel = False  # answers a cancel only when the run is over
        self.requests: list[SampleRequest] = []
        self.started = self.closed = False
        self.abandoned = 0
        self.checkpoint = "f" * 64
        self._cancelled = threading.Event()

    def start(self) -> None:
        self.started = True

    def cancel(self) -> None:
        self._cancelled.set()

    def close(self) -> None:
        self.closed = True
        self._cancelled.set()
        self.gate.set()

    def run(self, request: SampleRequest) -> Generator[SampleStep, None, Roll]:
        self._cancelled.clear()
        self.requests.append(request)
        resolved = resolve_hole(request.roll, request.hole, request.config.ring_steps)
        roll = Roll(resolved.base.velocity.copy(), resolved.base.onset.copy())
        unknown = resolved.unknown.copy()
        rng = np.random.default_rng(request.config.seed)
        columns = np.flatnonzero(request.hole.any(axis=0))
        total = 6
        try:
            for index in range(1, total + 1):
                if self.fail_after is not None and index > self.fail_after:
                    raise EngineError("The model ran out of memory.")
                if index > self.hold_after:
                    self._wait()
                if self._cancelled.is_set() and not self.ignore_cancel:
                    raise EngineCancelled
                part = columns[(index - 1) * len(columns) // total : index * len(columns) // total]
                for step in part.tolist():
                    _write_one(roll, resolved.onset_allowed, unknown, step, rng)
                    unknown[:, step] = False
                yield self._step(request, roll, unknown, index, total)
            if request.config.only != "all":  # keeps all that there was: a rewriting that happens to change nothing
                return Roll(request.roll.velocity.copy(), request.roll.onset.copy())
            return roll
        except GeneratorExit:
            self.abandoned += 1
            raise

    def _wait(self) -> None:
        deadline = time.monotonic() + 20
        while not self.gate.wait(0.005):
            if (self._cancelled.is_set() and not self.ignore_cancel) or time.monotonic() > deadline:
                return

    @staticmethod
    def _step(request: SampleRequest, roll: Roll, unknown: Any, index: int, total: int) -> SampleStep:
        start = int(np.flatnonzero(request.hole.any(axis=0))[0]) // 16 * 16
        here = np.s_[:, start : min(start + 256, roll.num_steps)]
        canvas = np.where(unknown, 64, 0).astype(np.uint8)
        return SampleStep(
            index,
            total,
            level=(index - 1) // 2,
            iteration=(index - 1) % 2,
            start_step=start,
            roll=Roll(roll.velocity[here].copy(), roll.onset[here].copy()),
            unknown=unknown[here].copy(),
            canvas=canvas[here].copy(),
            boxes=np.array([[48, 0, 16, 16]], np.int64),
        )


def _write_one(roll: Roll, allowed: Any, unknown: Any, step: int, rng: np.random.Generator) -> None:
    pitches = np.flatnonzero(allowed[:, step] & unknown[:, step])
    if len(pitches):
        pitch = int(rng.choice(pitches))
        roll.velocity[pitch, step], roll.onset[pitch, step] = 80, True


class FakePlayer:
    """Plays in no time of its own: ``step`` is set by the test."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.step = 0.0
        self.num_loops = 0
        self.is_playing = False
        self.events: list[Any] = []
        self.closed = False
        self.fail = False
        self.score: Score | None = None  # what it would play
        self.silent: frozenset[int] = frozenset()
        self.output: Output | None = None
        self.ports = [Output("Grand Piano", "port"), Output("Built-in synth", "synth")]
        self.keyboards = [Input("Stage Keyboard", "port"), Input("FractalMIDI Studio", "virtual")]

    def __getattr__(self, name: str) -> Any:
        """Whatever else is asked of it is noted down: ``("set_rate", 0.5)``."""
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *arguments, **others: self.calls.append((name, *arguments, *others.values()))

    def outputs(self) -> list[Output]:
        return list(self.ports)

    def inputs(self) -> list[Input]:
        return list(self.keyboards)

    def open(self, output: Output) -> None:
        self.output = output
        self.calls.append(("open", output.name))

    def set_music(self, score: Score, silent: Any = (), *, at_loop: bool = False) -> None:
        self.calls.append(("music", at_loop))
        self.score, self.silent = score, frozenset(silent)

    def play(self, step: float, *, counting_in: bool = False, endless: bool = False) -> None:
        if self.fail:
            self.events.append(PlaybackError("Grand Piano is gone: choose another output."))
            return
        self.calls.append(("play", step, counting_in, endless))
        self.is_playing, self.step = True, step

    def seek(self, step: float) -> None:
        self.calls.append(("seek", step))
        self.step = step

    def stop(self) -> None:
        self.calls.append(("stop",))
        self.is_playing = False

    def position_step(self) -> float | None:
        return self.step if self.is_playing else None

    def poll(self) -> list[Any]:
        events, self.events = self.events, []
        return events

    def preview(self, pitch: int, velocity: int, channel: int) -> None:
        self.calls.append(("preview", pitch, velocity))

    def panic(self) -> None:
        self.calls.append(("panic",))
        self.is_playing = False

    def close(self) -> None:
        self.closed = True

    def last(self, name: str) -> tuple[Any, ...]:
        """The latest call of a method, without its name."""
        return next(call[1:] for call in reversed(self.calls) if call[0] == name)


def song(bars: int = 20, numerator: int = 4) -> Score:
    """Two tracks: a melody with repeated notes over long bass notes that cross bar lines."""
    bar = numerator * 480
    melody = [Note(i * 240, 60 + (i // 2) % 12, 240, 60 + i % 60) for i in range(bars * numerator * 2)]
    bass = [Note(i * bar + 240, 40 + i % 5, bar, 90) for i in range(bars - 1)]
    return Score(
        tracks=(Track("Right hand", notes=tuple(melody)), Track("Left hand", channel=1, notes=tuple(bass))),
        time_signatures=(TimeSignature(0, numerator, 4),),
    )


def play_keys(window: Any, *messages: tuple[float | None, bytes] | tuple[float | None, bytes, int]) -> None:
    """As if they came in at the MIDI input at these steps, after the loop had begun again so often."""
    for step, data, *loops in messages:
        window.playback.heard.emit(Played(0.0, step, data, *loops))
