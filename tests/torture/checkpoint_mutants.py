"""Model files and training states broken at random: loaded whole or refused with a sentence.

Half of the injuries are to the bytes, half to the header's meaning: other numbers, shapes, types, names and settings.
"""

from __future__ import annotations

import copy
import json
import random
import resource
import struct
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from core.checkpoint import CheckpointError, load_model, save_model
from core.train.state_io import SafeStateIO
from tests.core.models import tiny_model
from tests.torture.campaign import Outcome
from tests.torture.mutate import keep as keep_file
from tests.torture.mutate import mutate

_VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 1, 3, 2**31, 2**63, 1e308, float("nan"), "", "F16", "F64", "I64", "BOOL", "mar", "../../x",
    [], [0], [1 << 40], [-1, 4], {}, {"a": {}}, "x" * 5000,
)  # fmt: skip
MORE_MEMORY = 512 << 20  # bytes that a campaign may need at its peak


def run_models(amount: int, seed: int, keep: Path) -> Outcome:
    def make(path: Path) -> None:
        save_model(tiny_model(num_steps=64), path, {"program": "torture", "valid_bits_per_note": {"total": 9.0}})

    return _run(amount, seed, keep, make, load_model, CheckpointError)


def run_states(amount: int, seed: int, keep: Path) -> Outcome:
    def make(path: Path) -> None:
        state = {"state_dict": tiny_model().state_dict(), "global_step": 7, "loops": {"fit": [1, (2, 3.5), None]}}
        SafeStateIO().save_checkpoint(state | {"random": torch.get_rng_state()}, path)

    return _run(amount, seed, keep, make, lambda path: SafeStateIO().load_checkpoint(path), ValueError)


def _run(
    amount: int,
    seed: int,
    keep: Path,
    make: Callable[[Path], None],
    load: Callable[[Path], Any],
    refusal: type[Exception],
) -> Outcome:
    outcome, rng, loaded = Outcome(), random.Random(seed), 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "good.safetensors"
        make(path)
        good = path.read_bytes()
        before = _peak()
        target = Path(folder) / "broken.safetensors"
        for number in range(amount):
            data = mutate(good, rng) if rng.random() < 0.3 else mutate_header(good, rng)
            target.write_bytes(data)
            name, failures = f"{path.stem}-{seed}-{number}", outcome.failures.total()
            with outcome.trying(name):
                try:
                    load(target)
                except refusal as error:
                    if str(target) not in str(error):
                        outcome.fail("refused without naming the file", f"{name}: {error}")
                else:
                    loaded += 1
            if outcome.failures.total() > failures:
                keep_file(keep, f"{refusal.__name__}-{seed}-{number}.safetensors", data)
        grown = _peak() - before
        if grown > MORE_MEMORY:
            outcome.fail("too much memory", f"{grown >> 20} MB at the peak")
    outcome.figures = {"loaded": loaded, "refused": outcome.tries - loaded, "more memory, MB": grown >> 20}
    return outcome


def mutate_header(data: bytes, rng: random.Random) -> bytes:
    """The same file with one to three injuries to its JSON header, or to the JSON within it."""
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    for _ in range(rng.randrange(1, 4)):
        inner = [k for k in ("config", "provenance", "state") if k in header.get("__metadata__", {})]
        if inner and rng.random() < 0.5:
            key = rng.choice(inner)
            try:
                value = json.loads(header["__metadata__"][key])
            except (TypeError, ValueError):
                continue
            _injure(value, rng)
            header["__metadata__"][key] = json.dumps(value)
        else:
            _injure(header, rng)
        if not isinstance(header.get("__metadata__"), dict):
            break
    raw = json.dumps(header).encode()
    if rng.random() < 0.05:
        raw = b"[" * 50_000 + raw
    size = len(raw) if rng.random() < 0.9 else rng.choice((0, 1, length + 1, 2**32, 2**63, 2**64 - 1))
    return struct.pack("<Q", size) + raw + data[8 + length :]


def _injure(tree: Any, rng: random.Random) -> None:
    """Replace, remove or double one thing somewhere in a tree of dicts and lists."""
    places = list(_places(tree))
    if not places:
        return
    holder, key = rng.choice(places)
    match rng.randrange(4):
        case 0 if isinstance(holder, dict):
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[str(key) + rng.choice(("", "x", "\0", "/../"))] = copy.deepcopy(holder[key])
        case 2 if isinstance(holder[key], int) and not isinstance(holder[key], bool):
            holder[key] += rng.choice((-1, 1, 4, 1 << 33))
        case _:
            holder[key] = copy.deepcopy(rng.choice(_VALUES))


def _places(tree: Any) -> Any:
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in list(items):
        yield tree, key
        yield from _places(value)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
