"""The hole: pure functions on bool (128, steps) arrays, and what a hole means for the notes around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.files import write_with
from core.roll import MAX_STEPS, NUM_PITCHES, Roll

Hole = NDArray[np.bool_]  # (128, steps)


class HoleFileError(ValueError):
    """A picture that cannot serve as a hole; the text is a sentence for the user."""


# Shapes.  All ranges are half-open, as in slices; what lies outside the array is cut off.


def empty(num_steps: int) -> Hole:
    return np.zeros((NUM_PITCHES, num_steps), np.bool_)


def rectangle(shape: tuple[int, int], pitch0: int, pitch1: int, step0: int, step1: int) -> Hole:
    """Pitches ``pitch0`` to before ``pitch1``, steps ``step0`` to before ``step1``.  Corners in any order."""
    (low, high), (first, stop) = sorted((pitch0, pitch1)), sorted((step0, step1))
    out = np.zeros(shape, np.bool_)
    out[max(0, low) : max(0, high), max(0, first) : max(0, stop)] = True
    return out


def pitch_range(shape: tuple[int, int], pitch0: int, pitch1: int) -> Hole:
    """All steps of the pitches ``pitch0`` to before ``pitch1``."""
    return rectangle(shape, pitch0, pitch1, 0, shape[1])


def bars(shape: tuple[int, int], bar_steps: Sequence[int], bar0: int, bar1: int) -> Hole:
    """All pitches of the bars ``bar0`` to before ``bar1``, counted from 0.

    ``bar_steps``: the step at which each bar begins (``np.flatnonzero(units.downbeats(...))``); the last bar ends
    with the roll.
    """
    edges = [*bar_steps, shape[1]]
    first, stop = (edges[min(max(0, bar), len(edges) - 1)] for bar in (bar0, bar1))
    return rectangle(shape, 0, shape[0], first, max(first, stop))


def brush(shape: tuple[int, int], points: Iterable[tuple[int, int]], size: int) -> Hole:
    """A stroke of a round brush, ``size`` cells across, through ``points`` (pitch, step), without gaps.

    An even size reaches one cell farther up and to the right of its point.
    """
    if size < 1:
        raise ValueError(f"a brush is at least one cell wide, not {size}")
    out = np.zeros(shape, np.bool_)
    offsets = np.arange(size) - (size - 1) // 2
    middle = (size % 2 == 0) / 2  # an even brush has its middle between two cells
    disc = np.argwhere((offsets[:, None] - middle) ** 2 + (offsets[None, :] - middle) ** 2 <= (size / 2) ** 2)
    disc = disc - (size - 1) // 2  # (cells, 2) relative to the point
    path = np.array(list(points), np.int64).reshape(-1, 2)
    for start, stop in zip(path[:1].tolist() + path[:-1].tolist(), path.tolist(), strict=True):
        count = max(abs(stop[0] - start[0]), abs(stop[1] - start[1])) + 1
        line = np.rint(np.linspace(start, stop, count)).astype(np.int64)  # (count, 2)
        cells = (line[:, None, :] + disc[None, :, :]).reshape(-1, 2)
        cells = cells[(cells >= 0).all(axis=1) & (cells < shape).all(axis=1)]
        out[cells[:, 0], cells[:, 1]] = True
    return out


def lasso(shape: tuple[int, int], points: Sequence[tuple[float, float]]) -> Hole:
    """The cells whose middle a closed line through ``points`` goes around, and those that it touches.

    Points are (pitch, step) in cells, fractions allowed; cell n lies between n and n + 1.
    """
    path = np.asarray(points, np.float64).reshape(-1, 2)
    out = brush(shape, [(int(p), int(s)) for p, s in np.floor(path)], 1)
    if len(path) < 3:
        return out
    low, high = max(0, int(path[:, 0].min())), min(shape[0], int(path[:, 0].max()) + 1)
    middles = np.arange(shape[1]) + 0.5
    start, stop = path, np.roll(path, -1, axis=0)
    for pitch in range(low, high):
        middle = pitch + 0.5
        crosses = (start[:, 0] <= middle) != (stop[:, 0] <= middle)
        a, b = start[crosses], stop[crosses]
        at = np.sort(a[:, 1] + (middle - a[:, 0]) / (b[:, 0] - a[:, 0]) * (b[:, 1] - a[:, 1]))
        out[pitch] |= np.searchsorted(at, middles) % 2 == 1  # inside after an odd number of crossings
    return out


# Algebra.


def union(a: Hole, b: Hole) -> Hole:
    return a | b


def minus(a: Hole, b: Hole) -> Hole:
    return a & ~b


def intersect(a: Hole, b: Hole) -> Hole:
    return a & b


def invert(a: Hole) -> Hole:
    return ~a


def grow(a: Hole, cells: int = 1) -> Hole:
    """Add a rim of ``cells`` cells on all sides, corners included."""
    out = a.copy()
    for axis in (0, 1):
        source = out.copy()
        for shift in range(1, min(cells, a.shape[axis] - 1) + 1):
            ahead, behind = [slice(None)] * 2, [slice(None)] * 2
            ahead[axis], behind[axis] = slice(shift, None), slice(None, -shift)
            out[tuple(ahead)] |= source[tuple(behind)]
            out[tuple(behind)] |= source[tuple(ahead)]
    return out


def shrink(a: Hole, cells: int = 1) -> Hole:
    """Take a rim of ``cells`` cells away.  The roll's own edges do not count as rim."""
    return ~grow(~a, cells)


def bounding_box(a: Hole) -> tuple[int, int, int, int] | None:
    """(pitch0, pitch1, step0, step1), half-open, of the smallest rectangle around the hole; None if it is empty."""
    pitches, steps = np.flatnonzero(a.any(axis=1)), np.flatnonzero(a.any(axis=0))
    if not len(pitches):
        return None
    return int(pitches[0]), int(pitches[-1]) + 1, int(steps[0]), int(steps[-1]) + 1


# Softness.  A strength is uint8 (128, steps), 0-100: the chance in percent that a cell is written anew.


def drawn(strength: NDArray[np.uint8], seed: int) -> Hole:
    """The hole that ``seed`` draws from a soft one; 100 is always in it, 0 never.

    A cell's luck depends on the seed and its place alone, not on the length of the piece or the rest of the hole.
    """
    if not ((strength > 0) & (strength < 100)).any():
        return strength > 0
    luck = np.random.default_rng(seed).random((strength.shape[1], NUM_PITCHES)).T  # step after step
    hole: Hole = luck * 100 < strength
    return hole


# Pictures.


def from_png(path: Path, num_steps: int | None = None) -> Hole:
    """Read a hole from a picture of 128 rows, the top one pitch 127, a column a step.

    White is the hole.  In a picture that is transparent anywhere, what is opaque is the hole, whatever its colour.
    ``num_steps``: columns wanted; a narrower picture is filled up with "keep", a wider one refused.
    Raises HoleFileError with a sentence.
    """
    from PIL import Image, UnidentifiedImageError  # the window, which has no need of it, starts sooner

    path = Path(path)
    if path.exists() and not path.is_file():  # a pipe would be waited for
        raise HoleFileError(f"The hole picture {path.name} is not an ordinary file, so it was not opened.")
    try:
        with Image.open(path) as image:
            width, height = image.size  # from the header: nothing is decoded before the size is known to be sane
            _check_size(path, width, height, num_steps)
            rgba = np.asarray(image.convert("RGBA"))  # (128, width, 4)
    except (UnidentifiedImageError, Image.DecompressionBombError, SyntaxError, EOFError) as error:
        raise HoleFileError(f"{path.name} is not a picture that can be read as a hole.") from error
    except HoleFileError:
        raise
    except (OSError, ValueError) as error:
        raise HoleFileError(f"The hole picture {path.name} could not be read: {error}.") from error
    opaque = rgba[:, :, 3] >= 128
    # Rec. 601 luma, as Pillow's own conversion to grey.
    white = rgba[:, :, :3] @ np.array([0.299, 0.587, 0.114]) >= 128
    mask = np.flipud(white if opaque.all() else opaque)
    out = empty(num_steps if num_steps is not None else width)
    out[:, :width] = mask
    return out


def _check_size(path: Path, width: int, height: int, num_steps: int | None) -> None:
    limit = MAX_STEPS if num_steps is None else num_steps
    if height != NUM_PITCHES:
        raise HoleFileError(
            f"The hole picture {path.name} is {height} pixels high; it must be 128, one for each pitch."
        )
    if width > limit:
        raise HoleFileError(
            f"The hole picture {path.name} is {width} pixels wide, but the piece has only {limit} steps; "
            "one pixel is one sixteenth note."
        )


def to_png(hole: Hole, path: Path) -> None:
    """Write the hole as a black and white picture that ``from_png`` reads.  Raises OSError."""
    from PIL import Image

    image = Image.fromarray(np.flipud(hole).astype(np.uint8) * 255)
    write_with(Path(path), lambda temporary: image.save(temporary, format="PNG"))


# Meaning.


@dataclass(frozen=True, slots=True, eq=False)
class ResolvedHole:
    """What a hole leaves known, and what may be written into it.  All arrays are (128, steps)."""

    base: Roll  # the kept notes; rests in all unknown cells
    unknown: Hole  # cells to decide: the hole less the kept notes, and the ring at its right
    onset_allowed: Hole  # where of these a note may begin: in the hole, not in the ring


def resolve_hole(roll: Roll, hole: Hole, ring_steps: int) -> ResolvedHole:
    """Decide by its onset to whom each note belongs, and which cells are therefore open.

    A note that begins outside the hole is kept whole: its cells inside the hole stay known.  A note that begins
    inside is removed whole, its tail outside the hole included.  To the right of each open cell of the hole up to
    ``ring_steps`` cells outside it are open too, as far as no kept note is in the way; there a note may ring on,
    but none may begin.
    """
    if hole.shape != roll.velocity.shape:
        raise ValueError(f"hole {hole.shape} and roll {roll.velocity.shape} differ in shape")
    steps = np.arange(roll.num_steps, dtype=np.int32)
    sounding = roll.velocity > 0
    begins = roll.onset.copy()
    begins[:, 0] |= sounding[:, 0]
    begins[:, 1:] |= sounding[:, 1:] & ~sounding[:, :-1]  # a hold after silence is a note of its own
    owner = np.maximum.accumulate(np.where(begins, steps, np.int32(0)), axis=1)  # onset step of the note in a cell
    kept = sounding & ~np.take_along_axis(hole, owner, axis=1)
    base = Roll(np.where(kept, roll.velocity, np.uint8(0)), roll.onset & kept)

    inside = hole & ~kept
    far = np.int32(-(ring_steps + 1))
    source = np.maximum.accumulate(np.where(inside, steps, far), axis=1)  # nearest open cell of the hole at the left
    barrier = np.maximum.accumulate(np.where(kept, steps, far), axis=1)  # nearest kept cell at the left
    ring = ~hole & ~kept & (source > barrier) & (steps - source <= ring_steps)
    return ResolvedHole(base, inside | ring, inside)
