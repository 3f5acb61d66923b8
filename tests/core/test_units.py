import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.score import Note, Score, TempoChange, TimeSignature, Track
from core.units import TempoMap, bar_starts, downbeats, nearest_step, next_bar_line, step_to_tick, tick_to_step


def test_a_step_is_a_sixteenth() -> None:
    assert step_to_tick(1, 480) == 120
    assert step_to_tick(4, 480) == 480
    assert tick_to_step(180, 480) == 1.5
    assert step_to_tick(np.arange(3), 96).tolist() == [0, 24, 48]
    assert tick_to_step(np.array([0, 12]), 96).tolist() == [0.0, 0.5]


@given(st.integers(0, 10**6), st.integers(4, 32767))
def test_steps_survive_the_way_to_ticks_and_back(step: int, tpq: int) -> None:
    assert nearest_step(step_to_tick(step, tpq), tpq) == step


def test_rounds_to_the_nearest_step() -> None:
    ticks = np.array([0, 59, 60, 112, 120, 179, 180])
    assert nearest_step(ticks, 480).tolist() == [0, 0, 1, 1, 1, 1, 2]
    assert nearest_step(2**60, 480) == 2**60 // 120 + (2**60 % 120 >= 60)  # no float has so many digits


def test_tempo_map_follows_every_change() -> None:
    score = Score(ticks_per_quarter=100, tempo_map=(TempoChange(0, 500_000), TempoChange(200, 1_000_000)))
    tempo = TempoMap(score)
    assert tempo.tick_to_seconds(100) == pytest.approx(0.5)
    assert tempo.tick_to_seconds(300) == pytest.approx(2.0)
    assert tempo.seconds_to_tick(2.0) == pytest.approx(300)
    ticks = np.array([0, 100, 200, 300, 1000])
    np.testing.assert_allclose(tempo.seconds_to_tick(tempo.tick_to_seconds(ticks)), ticks)


def test_two_tempi_at_one_tick_mean_the_last() -> None:
    score = Score(tempo_map=(TempoChange(0, 500_000), TempoChange(0, 250_000)))
    assert TempoMap(score).tick_to_seconds(480) == pytest.approx(0.25)


def test_bar_lines_follow_odd_metres() -> None:
    score = Score(
        time_signatures=(TimeSignature(0, 7, 8), TimeSignature(1680 * 2, 5, 4), TimeSignature(1680 * 2 + 2400, 3, 4))
    )
    assert bar_starts(score, 1680 * 2 + 2400 + 3000) == [0, 1680, 3360, 5760, 7200, 8640]
    assert np.flatnonzero(downbeats(score, 64)).tolist() == [0, 14, 28, 48, 60]


def test_a_change_of_metre_begins_a_bar() -> None:
    score = Score(time_signatures=(TimeSignature(0, 4, 4), TimeSignature(1000, 2, 4)))
    assert bar_starts(score, 3000) == [0, 1000, 1960, 2920]
    assert [next_bar_line(score, tick) for tick in (0, 1, 1000, 1001, 1960, 2000)] == [0, 1000, 1000, 1960, 1960, 2920]


def test_metres_too_fine_for_the_resolution_stay_finite() -> None:
    score = Score(ticks_per_quarter=1, time_signatures=(TimeSignature(0, 1, 64),))
    assert bar_starts(score, 5) == [0, 1, 2, 3, 4]
    assert downbeats(score, 8).sum() == 2


def test_a_long_piece_costs_only_what_is_asked_for() -> None:
    note = Note(2**40, 60, 1, 1)
    assert downbeats(Score((Track(notes=(note,)),)), 32).sum() == 2
    assert next_bar_line(Score(), 2**40 + 1) % 1920 == 0
