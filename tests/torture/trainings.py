"""Trainings killed again and again: gone on with, they end exactly where an uninterrupted one does.

Half of the kills come at a random time, half at a random file that the run opens, renames or removes, so that
half-written states come up as often as they can.  Now and then the disk is full, too.
"""

from __future__ import annotations

import csv
import math
import random
import signal
import tempfile
from pathlib import Path
from typing import Any

import torch

from core.train.state_io import SafeStateIO, last_good_state
from core.train_run import RunFolder, names
from tests.core.tiny_runs import settings_file, write_music
from tests.torture.campaign import Outcome
from tests.torture.nurse import Nurse

_STEPS, _VALID = 9, 3
_LEFT_TO_THE_CLOCK = ("minutes", "windows_per_second", "memory_mb")


def run(amount: int, seed: int, keep: Path) -> Outcome:
    """``amount`` kills, spread over as many runs as it takes."""
    outcome, rng = Outcome(), random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        nursery = Nurse()
        try:
            config = _prepare(work)
            code, usual = nursery.live(config=str(config), out=str(work / "whole"), resume=False, log=str(work / "log"))
            if code:
                outcome.fail("the uninterrupted run ended badly", (work / "log").read_text()[-2000:])
                return outcome
            runs = 0
            while outcome.tries < amount and not outcome.failures:
                _tormented(nursery, outcome, rng, config, work / f"run{runs}", min(10, amount), usual)
                runs += 1
        finally:
            nursery.close()
        outcome.figures["runs compared to the end"] = runs
        if outcome.failures:
            (keep / "log.txt").write_text((work / "log").read_text())
    return outcome


def _prepare(work: Path) -> Path:
    music = work / "music"
    music.mkdir()
    write_music(music, 6)
    data = {"train": [str(music)], "valid_share": 0.2}
    return settings_file(
        work, data=data, max_steps=_STEPS, valid_interval=_VALID, state_interval=1, log_interval=1, dropout=0.1,
        checkpoints_kept=2,
    )  # fmt: skip


def _tormented(
    nursery: Nurse,
    outcome: Outcome,
    rng: random.Random,
    config: Path,
    out: Path,
    kills: int,
    usual: float,
) -> None:
    """One run, killed ``kills`` times at most, then left in peace and compared."""
    log, lives = str(out.parent / "log"), 0
    while True:
        resume = RunFolder(out).can_resume
        peace = lives >= kills
        life: dict[str, Any] = {"config": str(config), "out": str(out), "resume": resume, "log": log}
        before = _step(out) if resume else 0
        if peace:
            code, _ = nursery.live(**life)
        elif resume and rng.random() < 0.2:
            life["largest_file"] = int(rng.uniform(0.05, 0.95) * last_good_state(out / names.STATE).stat().st_size)
            code, _ = nursery.live(**life)
            outcome.figures["full disks"] = int(outcome.figures.get("full disks", 0)) + 1
            if code != 1 or RunFolder(out).status().state != "failed" or _step(out) < before:
                outcome.fail("a full disk", f"code {code}, {RunFolder(out).status()}")
            continue
        elif rng.random() < 0.5:
            code, _ = nursery.live(rng.uniform(0.02, 0.8) * usual, **life)
        else:
            code, _ = nursery.live(kill_at=rng.randint(1, 60), **life)
        lives += 1
        if code == -signal.SIGKILL:
            outcome.tries += 1
            if resume and _step(out) < before:
                outcome.fail("a state was lost", f"step {before} became {_step(out)} in {out.name}")
        elif code:
            outcome.fail("could not go on", Path(log).read_text()[-2000:])
            return
        else:
            break
    _compare(outcome, out.parent / "whole", out)


def _step(out: Path) -> int:
    try:
        return int(SafeStateIO().load_checkpoint(last_good_state(out / names.STATE))["global_step"])
    except FileNotFoundError:
        return 0


def _compare(outcome: Outcome, whole: Path, out: Path) -> None:
    states = [SafeStateIO().load_checkpoint(last_good_state(folder / names.STATE)) for folder in (whole, out)]
    different = _difference(*states)
    if different:
        outcome.fail("the state is not the same", f"{out.name}: {different}")
    for name in (names.BEST, *(names.checkpoint_name(step) for step in (_STEPS - _VALID, _STEPS))):
        models = [(folder / names.CHECKPOINTS / name).read_bytes() for folder in (whole, out)]
        if _weights(models[0]) != _weights(models[1]):
            outcome.fail("a model is not the same", f"{out.name}: {name}")
    rows = [_metrics(folder) for folder in (whole, out)]
    if rows[0] != rows[1]:
        outcome.fail("the metrics are not the same", f"{out.name}: {rows}")


def _difference(one: Any, two: Any, path: str = "") -> str:
    """Where two states differ first; what is left to the clock aside."""
    if isinstance(one, dict) and isinstance(two, dict):
        if one.keys() != two.keys():
            return f"{path}: names"
        found = (_difference(one[k], two[k], f"{path}.{k}") for k in one if k not in _LEFT_TO_THE_CLOCK)
        return next((text for text in found if text), "")
    if isinstance(one, (list, tuple)) and isinstance(two, (list, tuple)):
        if len(one) != len(two):
            return f"{path}: length"
        found = (_difference(a, b, f"{path}.{i}") for i, (a, b) in enumerate(zip(one, two, strict=True)))
        return next((text for text in found if text), "")
    if isinstance(one, torch.Tensor) and isinstance(two, torch.Tensor):
        return "" if torch.equal(one, two) else path
    same = one == two or (isinstance(one, float) and isinstance(two, float) and math.isnan(one) and math.isnan(two))
    return "" if same else f"{path}: {one} and {two}"


def _weights(data: bytes) -> bytes:
    """Without the header, which has the time of day in it."""
    return data[8 + int.from_bytes(data[:8], "little") :]


def _metrics(folder: Path) -> list[dict[str, str]]:
    with (folder / names.METRICS).open(newline="") as file:
        return [{k: v for k, v in row.items() if k not in _LEFT_TO_THE_CLOCK} for row in csv.DictReader(file)]
