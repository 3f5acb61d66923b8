"""Projects broken at random, as archives and part by part: each is read within bounds or refused with a sentence.

Broken bytes of an archive are mostly found by its checksums; so most mutants are put together again with right ones.
What is read must have a roll, and must be written and read again as the same music.
"""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

from core.project import ProjectFileError
from core.project.archive import JSON_PARTS, pack, unpack
from core.project.coding import decode, encode
from core.project.history_form import HoleChange
from core.roll import roll_of
from tests.core.project.make_version_1 import version_1
from tests.core.project.pieces import full, small
from tests.torture.campaign import Outcome
from tests.torture.mutate import keep as keep_file
from tests.torture.mutate import mutate

_NASTY: tuple[Any, ...] = (
    None, True, False, -1, 0, 1, 127, 128, 255, 65_536, 65_537, 2**31, 2**53, 2**63, 2**64, -(2**63), 10**400,
    0.5, 1e308, "", "x", "\ud800", "<b>x</b>", "../../etc/passwd", "x" * 20_000, [], [[]], {}, {"a": 1}, [0, 0],
    [0, 2**40], [2**62, 8],
)  # fmt: skip


def run(amount: int, seed: int, keep: Path) -> Outcome:
    outcome, rng = Outcome(), random.Random(seed)
    sources = [encode(small()), encode(full(30)), version_1()]
    read = 0
    for number in range(amount):
        data = rng.choices(sources, (3, 3, 2))[0]
        broken = mutate(data, rng, tuple(sources)) if rng.random() < 0.2 else _part_broken(data, rng)
        read += _try(broken, f"mutant-{seed}-{number}", outcome, keep)
    outcome.figures = {"read": read, "refused": outcome.tries - read}
    return outcome


def _try(data: bytes, name: str, outcome: Outcome, keep: Path) -> bool:
    before, is_read = outcome.failures.total(), False
    with outcome.trying(name):
        try:
            project = decode(data).project
        except ProjectFileError as error:
            if not str(error).endswith("."):
                outcome.fail("refused without a sentence", f"{name}: {error}")
        else:
            is_read = True
            roll_of(project.score)
            assert decode(encode(project)).project.score == project.score, "written and read again it is other music"
            if project.history is not None:
                for step in project.history.steps:
                    assert isinstance(step, HoleChange) or step.delta().num_bytes
    if outcome.failures.total() > before:
        keep_file(keep, f"{name}.fmstudio", data)
    return is_read


def _part_broken(data: bytes, rng: random.Random) -> bytes:
    """One or two parts of it are broken, in an archive that is in order."""
    parts = unpack(data)
    parts.pop("mimetype", None)
    for _ in range(rng.choice((1, 1, 2))):
        name = rng.choice(sorted(parts))
        value = _json_of(parts[name]) if name in JSON_PARTS and rng.random() < 0.8 else None
        if value is not None:
            for _ in range(rng.choice((1, 1, 2, 4))):
                value = _json_broken(value, rng)
            parts[name] = json.dumps(value).encode()
        elif rng.random() < 0.1:
            del parts[name]
            break
        else:
            parts[name] = mutate(parts[name], rng)
    return pack(parts)


def _json_of(data: bytes) -> Any:
    """None where another injury has made it something else."""
    try:
        return json.loads(data)
    except ValueError:
        return None


def _json_broken(value: Any, rng: random.Random) -> Any:
    """One value somewhere inside is replaced, removed, doubled or swapped."""
    if not isinstance(value, (dict, list)) or not value or rng.random() < 0.05:
        return copy.deepcopy(rng.choice(_NASTY))  # what comes of it may be broken again
    place = rng.choice(list(value)) if isinstance(value, dict) else rng.randrange(len(value))
    inner = value[place]
    if isinstance(inner, (dict, list)) and inner and rng.random() < 0.8:
        value[place] = _json_broken(inner, rng)
        return value
    match rng.randrange(4):
        case 0:
            del value[place]
        case 1 if isinstance(inner, int) and not isinstance(inner, bool):
            value[place] = inner + rng.choice((-1, 1, 7, -100, 2**20))
        case 2 if isinstance(value, list):
            value.insert(place, copy.deepcopy(inner))
        case _:
            value[place] = copy.deepcopy(rng.choice(_NASTY))
    return value
