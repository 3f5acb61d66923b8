"""A curve of any length in bounded memory: the longer it gets, the more measurements share a point."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

MOST_POINTS = 512  # more than a plot has pixels to tell apart


class Curve:
    """Points (step, mean of the values around it), in the order in which they were measured."""

    def __init__(self, most: int = MOST_POINTS) -> None:
        assert most >= 2 and most % 2 == 0
        self._steps = np.zeros(most, np.float64)
        self._values = np.zeros(most, np.float64)
        self._most, self._count, self._share = most, 0, 1
        self._sum = [0.0, 0.0, 0]  # steps, values and number of what is not a whole point yet

    def add(self, step: float, value: float) -> None:
        """What is no finite number is left out."""
        if not (math.isfinite(step) and math.isfinite(value)):
            return
        self._sum = [self._sum[0] + step, self._sum[1] + value, self._sum[2] + 1]
        if self._sum[2] < self._share:
            return
        self._steps[self._count], self._values[self._count] = self._mean()
        self._count, self._sum = self._count + 1, [0.0, 0.0, 0]
        if self._count == self._most:
            self._halve()

    def points(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Copies of steps and values; the last point may still be growing."""
        steps, values = self._steps[: self._count].copy(), self._values[: self._count].copy()
        if self._sum[2]:
            step, value = self._mean()
            steps, values = np.append(steps, step), np.append(values, value)
        return steps, values

    def _mean(self) -> tuple[float, float]:
        return self._sum[0] / self._sum[2], self._sum[1] / self._sum[2]

    def _halve(self) -> None:
        half = self._most // 2
        for array in (self._steps, self._values):
            array[:half] = array.reshape(half, 2).mean(axis=1)
        self._count, self._share = half, self._share * 2
