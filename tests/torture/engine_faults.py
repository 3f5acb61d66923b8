"""The engine killed, hung, without memory or without sense in the middle of runs: told once, music untouched, goes on.

What cannot be brought about from outside (numbers that are not finite, errors within a step) is done by an engine
whose model is spoilt in its own process: ``spoilt_launch`` stands in for ``core.engine.launch.launch``.
"""

from __future__ import annotations

import contextlib
import os
import random
import resource
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests.torture.campaign import Outcome
from tests.torture.stage import Stage, in_child

FAULTS = ("killed", "hung", "no address space", "MemoryError", "allocator", "not finite", "a bug")
SAID = {
    "killed": "ended unexpectedly (signal 9)",
    "hung": "does not answer any more",
    "no address space": "not enough memory",
    "MemoryError": "not enough memory",
    "allocator": "not enough memory",
    "not finite": "not finite",
    "a bug": "stopped with an error",
}
_ORDER = "FRACTALMIDI_TORTURE_ORDER"  # file: which fault the next run has, and at which step


def run(amount: int, seed: int, keep: Path) -> Outcome:
    return in_child(__name__, amount, seed, keep)


def play(amount: int, seed: int) -> Outcome:
    import core.engine.client
    import core.engine.line

    core.engine.client.SILENCE_SECONDS = 2.5
    core.engine.line.launch = spoilt_launch
    order = Path.home() / "order"
    order.touch()
    os.environ[_ORDER] = str(order)
    rng, outcome, stage = random.Random(seed), Outcome(), Stage()
    counts, too_late = dict.fromkeys(FAULTS, 0), 0
    stage.whole_run()  # which imports torch
    began = time.monotonic()
    if not stage.whole_run():
        outcome.fail("no run at all", str(stage.told))
        return outcome
    run_seconds = time.monotonic() - began
    for number in range(amount):
        fault = FAULTS[number % len(FAULTS)]
        counts[fault] += 1
        outcome.tries += 1
        while not _disturb(stage, fault, rng, order, run_seconds):
            too_late += 1
        how = f"{number}, {fault}"
        if stage.window.document.score != stage.score or stage.window.document.undo_stack.index() != 1:
            outcome.fail("the music is not as it was", how)
        errors = [text for level, text in stage.told if level == "error"]
        if len(errors) != 1 or SAID[fault] not in errors[0]:
            outcome.fail("not told, or not once, or not why", f"{how}: {stage.told} {stage.ends}")
        if not stage.whole_run():
            outcome.fail("the next run did not work", f"{how}: {stage.told}")
    stage.close()
    outcome.figures = dict(counts) | {"runs that ended before their fault": too_late}
    return outcome


def _disturb(stage: Stage, fault: str, rng: random.Random, order: Path, run_seconds: float) -> bool:
    """One run with a fault at a random moment, up to its end; False where the run was over before that moment."""
    stage.engine.start()
    stage.wait(lambda: stage.engine.is_ready)
    inside = fault in ("MemoryError", "allocator", "not finite", "a bug")
    order.write_text(f"{fault}|{rng.randrange(1, 12)}" if inside else "")
    pid = stage.engine.pid
    assert pid is not None  # os.kill(0, ...) would hit this campaign itself
    if fault == "no address space":  # what it has and hardly more
        size = int(Path(f"/proc/{pid}/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.prlimit(pid, resource.RLIMIT_AS, (size + (1 << 20), resource.RLIM_INFINITY))
    stage.run()
    if not inside and fault != "no address space":
        until = time.monotonic() + rng.uniform(0, run_seconds)
        stage.wait(lambda: time.monotonic() > until or stage.idle())
        if not stage.idle():
            os.kill(pid, signal.SIGKILL if fault == "killed" else signal.SIGSTOP)
    stage.wait(stage.idle)
    order.write_text("")
    if fault in ("killed", "hung") and stage.window.document.score != stage.score:  # it had said its last word before
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        stage.wait(lambda: stage.engine.pid != pid)
        stage.take_back()
        return False
    if fault == "no address space" and stage.engine.pid == pid:
        resource.prlimit(pid, resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return True


def spoilt_launch(pipe: Connection, model_path: Path | None, device: str) -> None:
    """The engine's process, with a sampler that does at some step what its order says."""
    import core.engine.server as server
    import core.sampler.sample as module

    honest = module.sample

    def sample(model: Any, request: Any) -> Any:
        fault, _, at = Path(os.environ[_ORDER]).read_text().partition("|")
        stream, number = honest(model, request), 0
        try:
            while True:
                number += 1
                if fault and number == int(at):
                    _spoil(fault, model)
                try:
                    step = next(stream)
                except StopIteration as end:
                    return end.value
                yield step
        finally:
            _heal(model)

    module.sample = sample
    server.serve(pipe, model_path, device)


_HEALTHY: dict[str, Any] = {}


def _spoil(fault: str, model: Any) -> None:
    import torch

    if fault == "MemoryError":
        raise MemoryError
    if fault == "allocator":
        torch.empty(1 << 50, dtype=torch.uint8)  # more than there is: torch's own error
    elif fault == "a bug":
        raise KeyError("a bug")
    else:
        for name, parameter in model.named_parameters():
            _HEALTHY[name] = parameter.data.clone()
            parameter.data.fill_(float("nan"))


def _heal(model: Any) -> None:
    for name, parameter in model.named_parameters():
        if name in _HEALTHY:
            parameter.data.copy_(_HEALTHY[name])
    _HEALTHY.clear()
