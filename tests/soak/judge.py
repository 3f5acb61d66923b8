"""What the figures of a soak say: does anything grow?  Pure functions over rows of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MB_AN_HOUR = 1.0
WARM_UP_SECONDS = 1800.0  # caches fill and allocators settle before growth means anything
_Z95 = 1.96


@dataclass(frozen=True, slots=True)
class Slope:
    """Units an hour, with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Verdict:
    name: str
    passed: bool
    says: str


def theil_sen(seconds: Sequence[float], values: Sequence[float]) -> Slope:
    """The median of the slopes of all pairs of points, which single peaks do not move (Sen 1968, with his interval).

    Both of one length, at least 3.  Raises ValueError for fewer.
    """
    x, y = np.asarray(seconds, np.float64) / 3600, np.asarray(values, np.float64)
    count = len(x)
    if count < 3 or len(y) != count:
        raise ValueError(f"{count} times and {len(y)} values give no slope")
    first, second = np.triu_indices(count, 1)
    apart = x[second] > x[first]
    slopes: NDArray[np.float64] = np.sort(
        (y[second] - y[first])[apart] / (x[second] - x[first])[apart]  # (pairs,)
    )
    deviation = np.sqrt(count * (count - 1) * (2 * count + 5) / 18)  # of Kendall's statistic
    half = _Z95 * deviation / 2
    middle = len(slopes) / 2
    low, high = (int(np.clip(round(place), 0, len(slopes) - 1)) for place in (middle - half, middle + half))
    return Slope(float(np.median(slopes)), float(slopes[low]), float(slopes[high]))


def judge_growth(name: str, seconds: Sequence[float], megabytes: Sequence[float], limit: float = MB_AN_HOUR) -> Verdict:
    """Memory may grow less than ``limit`` MB an hour.  ``seconds`` begin after the warm-up."""
    slope = theil_sen(seconds, megabytes)
    says = f"{name}: {slope.value:+.2f} MB/h (95 %: {slope.low:+.2f} to {slope.high:+.2f}), {megabytes[-1]:.0f} MB"
    return Verdict(name, slope.value < limit, says)


def judge_constant(name: str, counts: Sequence[float]) -> Verdict:
    """Threads, handles, widgets: the second half of the time may not need more of them than the first did.

    A job that works in the background while they are counted adds one for a moment, and the longer one counts the more
    of these meet; what leaks stays.  So a new peak is none where the last quarter comes down to the first half's least.
    """
    half, quarter = len(counts) // 2, max(1, len(counts) // 4)
    before, after = max(counts[:half], default=0), max(counts[half:])
    least, last = min(counts[:half], default=0), min(counts[-quarter:])
    says = f"{name}: {least:.0f} to {before:.0f} in the first half, at most {after:.0f} after it, {last:.0f} at the end"
    return Verdict(name, after <= before or last <= least, says)


def judge_none(name: str, count: float) -> Verdict:
    return Verdict(name, count == 0, f"{name}: {count:.0f}")


def judge(rows: Sequence[dict[str, float]], warm_up: float = WARM_UP_SECONDS) -> list[Verdict]:
    """All verdicts over the rows of one soak (``measure.COLUMNS``); rows of the warm-up count for warnings alone."""
    later = [row for row in rows if row["seconds"] >= warm_up]
    if len(later) < 4:
        raise ValueError(f"{len(later)} measurements after the warm-up of {warm_up:.0f} s are too few to judge")
    seconds = [row["seconds"] for row in later]
    verdicts = []
    for process in ("window", "engine", "player"):
        column = f"{process}_mb"
        verdicts.append(judge_growth(f"memory of the {process}", seconds, [row[column] for row in later]))
        for what in ("threads", "handles"):
            verdicts.append(judge_constant(f"{what} of the {process}", [row[f"{process}_{what}"] for row in later]))
    verdicts.append(judge_constant("widgets", [row["widgets"] for row in later]))
    for name in ("qt_warnings", "exceptions", "stuck"):
        verdicts.append(judge_none(name.replace("_", " "), rows[-1][name]))
    return verdicts
