"""Whose music is it?  A judge of styles that has heard real music of each: linear discriminants over a few features.

Fisher (1936), with a common covariance and equal chances for all styles.  The model was not trained to please it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.units import STEPS_PER_QUARTER

Notes = NDArray[np.int64]  # (n, 4+) onset step, pitch, steps of its length, velocity
FEWEST = 8  # notes that can be judged
_RIDGE = 0.05  # of each feature's variance: they hang together
_FLOOR = 1e-4  # what never changes in the music heard says little


def style_features(notes: Notes, steps: int) -> NDArray[np.float64]:
    """What a passage of ``steps`` steps is like, (24,): how many notes, and shares of their heights, lengths, places in
    the beat, of chords by size and of the highest voice's leaps."""
    onset, pitch = notes[:, 0], notes[:, 1]
    struck, size = np.unique(onset, return_counts=True)
    order = np.lexsort((pitch, onset))
    leaps = np.abs(np.diff(np.maximum.reduceat(pitch[order], np.searchsorted(onset[order], struck))))
    quarters = steps / STEPS_PER_QUARTER
    return np.concatenate([
        np.log([len(notes) / quarters, len(struck) / quarters]),
        _shares(pitch, (36, 48, 54, 60, 66, 72, 78)),
        _shares(notes[:, 2], (2, 3, 5, 9, 17)),
        _shares(struck % STEPS_PER_QUARTER, (1, 2, 3)),
        _shares(size, (2, 3, 4)),
        _shares(leaps, (1, 3, 5, 8)),
    ])  # fmt: skip


def _shares(values: NDArray[np.int64], edges: Sequence[int]) -> NDArray[np.float64]:
    """How much of ``values`` lies below the first edge and between each two; what is left lies above the last."""
    return np.bincount(np.searchsorted(edges, values, "right"), minlength=len(edges) + 1)[:-1] / max(1, len(values))


@dataclass(frozen=True, slots=True)
class StyleJudge:
    styles: tuple[str, ...]
    weights: NDArray[np.float64]  # (features, styles)
    bias: NDArray[np.float64]  # (styles,)

    @classmethod
    def taught(cls, passages: Mapping[str, Sequence[Notes]], steps: int) -> StyleJudge:
        """``passages``: real ones of each style, at least FEWEST notes in most of them."""
        rows = {style: _rows(every, steps) for style, every in passages.items()}
        means = np.stack([row.mean(0) for row in rows.values()])  # (styles, features)
        inside = np.concatenate([row - row.mean(0) for row in rows.values()])
        covariance = inside.T @ inside / (len(inside) - len(rows))
        covariance += np.diag(_RIDGE * np.diag(covariance) + _FLOOR)
        weights = np.linalg.solve(covariance, means.T)
        return cls(tuple(rows), weights, -0.5 * np.einsum("sf,fs->s", means, weights))

    def belief(self, notes: Notes, steps: int, style: str) -> float:
        """0-1, how much it believes that a passage is of ``style``; nan for too few notes."""
        if len(notes) < FEWEST:
            return float("nan")
        score = style_features(notes, steps) @ self.weights + self.bias
        chance = np.exp(score - score.max())
        return float(chance[self.styles.index(style)] / chance.sum())


def _rows(passages: Sequence[Notes], steps: int) -> NDArray[np.float64]:
    return np.array([style_features(notes, steps) for notes in passages if len(notes) >= FEWEST])
