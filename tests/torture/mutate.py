"""Ways to break a file's bytes."""

from __future__ import annotations

import random
from pathlib import Path

_NASTY = (
    b"\x00",
    b"\xff",
    b"\x7f",
    b"\x80",
    b"\xff" * 4,
    b"\x80" * 8,
    b"\x00" * 4,
    b"\x7f\xff\xff\xff",
    b"\xff\x2f\x00",
)


def mutate(data: bytes, rng: random.Random, others: tuple[bytes, ...] = ()) -> bytes:
    """``data`` with one to eight injuries: bits, bytes, cuts, repetitions, insertions, a piece of another file."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 5, 8))):
        if not out:
            break
        at = rng.randrange(len(out))
        size = min(rng.choice((1, 2, 4, 16, 64, 300)), len(out) - at)
        match rng.randrange(8):
            case 0:
                out[at] ^= 1 << rng.randrange(8)
            case 1:
                out[at] = rng.randrange(256)
            case 2:
                del out[at : at + size]
            case 3:
                out[at:at] = out[at : at + size] * rng.randrange(1, 5)
            case 4:
                nasty = rng.choice(_NASTY)
                out[at : at + len(nasty)] = nasty
            case 5:
                out[at:at] = rng.choice(_NASTY)
            case 6:
                del out[at:]
            case _:
                other = (rng.choice(others) if others else data) or b"\0"
                start = rng.randrange(len(other))
                out[at : at + size] = other[start : start + size]
    return bytes(out)


def keep(folder: Path, name: str, data: bytes) -> str:
    """Write what broke something; its path, for the report."""
    path = folder / name
    path.write_bytes(data)
    return str(path)
