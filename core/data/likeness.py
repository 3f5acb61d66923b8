"""Is this the same music?  In another key, from another bar, with other velocities, a few notes changed: still yes."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

GRAM = 16  # notes in a row that are looked at together
SKETCH_SIZE = 16  # smallest hashes that are kept of a piece (Broder 1997, "On the resemblance and containment …")
ALIKE = 11  # of them in common: about two thirds of all the passages
LEAST_GRAMS = 8  # of different kinds; less is a scale or a drone, like many others
NO_HASH = np.uint64(2**64 - 1)
_CROWD = 32  # a passage in more pieces than this is a figure of accompaniment, not a sign of anything


def fingerprint_of(notes: NDArray[np.int64]) -> bytes:
    """16 bytes of (n, 4) grid notes: the same where only key, start and velocities differ."""
    rows = notes[np.lexsort((notes[:, 1], notes[:, 0]))]
    relative = np.stack([rows[:, 0] - rows[0, 0], rows[:, 1] - rows[:, 1].min(), rows[:, 2]], axis=1)
    return hashlib.sha256(relative.astype("<i4").tobytes()).digest()[:16]


def sketch_of(notes: NDArray[np.int64]) -> NDArray[np.uint64]:
    """(SKETCH_SIZE,) smallest hashes of the piece's passages, padded with NO_HASH; all of it if there are too few."""
    rows = notes[np.lexsort((notes[:, 1], notes[:, 0]))]
    out = np.full(SKETCH_SIZE, NO_HASH)
    onward = np.clip(np.diff(rows[:, 0]), 0, 255)
    code = (onward * 512 + np.diff(rows[:, 1]) + 256).astype(np.uint64)
    count = len(code) - GRAM + 1
    if count < LEAST_GRAMS:
        return out
    hashes = np.zeros(count, np.uint64)
    for i in range(GRAM):
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + code[i : i + count] + np.uint64(1)
    hashes ^= hashes >> np.uint64(29)
    hashes *= np.uint64(0xBF58476D1CE4E5B9)
    hashes ^= hashes >> np.uint64(32)
    smallest = np.unique(hashes)[:SKETCH_SIZE]
    if len(smallest) >= LEAST_GRAMS:
        out[: len(smallest)] = smallest
    return out


def find_alike(fingerprints: NDArray[np.uint8], sketches: NDArray[np.uint64]) -> NDArray[np.int64]:
    """(n,) for each piece the number of the first one that is the same music; its own number if none before is.

    ``fingerprints`` (n, 16), ``sketches`` (n, SKETCH_SIZE).  Memory grows with n alone, not with its square.
    """
    count = len(fingerprints)
    first = np.arange(count)
    if not count:
        return first
    same = np.ascontiguousarray(fingerprints).view("V16").ravel()
    _, earliest, group = np.unique(same, return_index=True, return_inverse=True)
    first = np.minimum(first, earliest[group])
    for a, b in _pairs(sketches):
        root = min(_root(first, a), _root(first, b))
        for member in (a, b):
            first[_root(first, member)] = root
    return np.array([_root(first, i) for i in range(count)])


def _root(first: NDArray[np.int64], member: int) -> int:
    while first[member] != member:
        member = int(first[member])
    return member


def _pairs(sketches: NDArray[np.uint64]) -> list[tuple[int, int]]:
    """Pieces that have most of their sketches in common."""
    piece = np.repeat(np.arange(len(sketches)), sketches.shape[1])
    hashes = sketches.ravel()
    piece, hashes = piece[hashes != NO_HASH], hashes[hashes != NO_HASH]
    order = np.lexsort((piece, hashes))
    piece, hashes = piece[order], hashes[order]
    found = []
    for apart in range(1, _CROWD):  # a hash that m pieces share stands m times in a row
        if len(hashes) <= apart:
            break
        both = hashes[apart:] == hashes[:-apart]
        if not both.any():
            break
        found.append(piece[:-apart][both] * len(sketches) + piece[apart:][both])
    if not found:
        return []
    pair, shared = np.unique(np.concatenate(found), return_counts=True)
    size = (sketches != NO_HASH).sum(1)
    a, b = pair // len(sketches), pair % len(sketches)
    needed = np.ceil(np.minimum(size[a], size[b]) * ALIKE / SKETCH_SIZE)
    return list(zip(a[shared >= needed].tolist(), b[shared >= needed].tolist(), strict=True))
