"""The judge of styles knows two kinds of music apart that it has heard, in passages that it has not."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from benchmarks.style_judge import FEWEST, StyleJudge, style_features

STEPS = 128


def hymn(rng: np.random.Generator) -> NDArray[np.int64]:
    """Four voices, a chord a quarter."""
    return np.array([
        (step, low + int(rng.integers(0, 8)), 4, 80) for step in range(0, STEPS, 4) for low in (40, 50, 58, 66)
    ])  # fmt: skip


def runs(rng: np.random.Generator) -> NDArray[np.int64]:
    """One voice in sixteenths, some left out."""
    return np.array([(step, int(rng.integers(60, 84)), 1, 80) for step in range(STEPS) if rng.random() < 0.8])


def test_it_knows_unheard_music_of_the_styles_that_it_has_heard() -> None:
    rng = np.random.default_rng(1)
    judge = StyleJudge.taught({"hymn": [hymn(rng) for _ in range(30)], "runs": [runs(rng) for _ in range(30)]}, STEPS)
    for make, style, other in ((hymn, "hymn", "runs"), (runs, "runs", "hymn")):
        passage = make(rng)
        assert judge.belief(passage, STEPS, style) > 0.95
        assert math.isclose(judge.belief(passage, STEPS, style) + judge.belief(passage, STEPS, other), 1.0)
    assert math.isnan(judge.belief(hymn(rng)[: FEWEST - 1], STEPS, "hymn"))


def test_the_features_say_what_they_say() -> None:
    """Two chords of three notes on quarters, the top voice up a fifth; half below, half from middle C on."""
    notes = np.array([(0, 48, 4, 80), (0, 60, 4, 80), (0, 64, 4, 80), (4, 47, 4, 80), (4, 60, 4, 80), (4, 71, 4, 80)])
    features = style_features(notes, 8)
    assert np.allclose(features[:2], np.log([3, 1]))
    assert np.allclose(features[2:9], [0, 1 / 6, 1 / 6, 0, 3 / 6, 1 / 6, 0])
    assert np.allclose(features[9:14], [0, 0, 1, 0, 0]) and np.allclose(features[14:17], [1, 0, 0])
    assert np.allclose(features[17:20], [0, 0, 1]) and np.allclose(features[20:], [0, 0, 0, 1])
