"""What a run is asked: the music after a continuation is open, after a hole in the middle it is what it is."""

from __future__ import annotations

import numpy as np

from core.config import SampleConfig
from core.fill import continuation_hole, fill_request, music_end_step
from core.roll import score_from_roll
from tests.core.music import roll_with


def test_only_a_continuation_goes_on():
    score = score_from_roll(roll_with([(step, 60, 4, 80) for step in range(0, 60, 4)]))
    assert music_end_step(score) == 64
    hole = continuation_hole(score, 2)
    assert np.flatnonzero(hole.any(0)).tolist() == list(range(64, 96))
    assert fill_request(score, hole, SampleConfig()).goes_on
    middle = np.zeros((128, 256), np.bool_)
    middle[:, 16:64] = True
    assert not fill_request(score, middle, SampleConfig()).goes_on
