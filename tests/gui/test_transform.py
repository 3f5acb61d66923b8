"""Steps and pitches to pixels and back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fractalmidi_studio.canvas.transform import MAX_STEP_PX, MIN_STEP_PX, Transform, fitted

transforms = st.builds(Transform, st.floats(0.5, 96), st.floats(2, 48), st.floats(0, 10_000), st.floats(0, 2_000))


@given(transforms, st.integers(0, 60_000), st.integers(0, 127))
@settings(max_examples=100)
def test_the_middle_of_a_cell_is_that_cell(transform: Transform, step: int, pitch: int) -> None:
    x = transform.x_of(step + 0.5)
    y = transform.y_of(pitch) + transform.pitch_px / 2
    assert int(transform.step_at(x)) == step
    assert transform.pitch_at(y) == pitch


@given(transforms, st.floats(0.2, 5), st.floats(0, 1600), st.floats(0, 900))
@settings(max_examples=100)
def test_zoom_keeps_what_lies_under_the_mouse(transform: Transform, factor: float, x: float, y: float) -> None:
    step = transform.step_at(x)
    assert transform.zoomed_time(factor, x).step_at(x) == pytest.approx(step, abs=1e-6)
    row = (y + transform.scroll_y) / transform.pitch_px
    zoomed = transform.zoomed_pitch(factor, y)
    assert (y + zoomed.scroll_y) / zoomed.pitch_px == pytest.approx(row, abs=1e-6)


@given(transforms, st.integers(100, 2000), st.integers(100, 1200), st.integers(16, 5000))
@settings(max_examples=100)
def test_clamped_shows_no_row_outside_the_keyboard(t: Transform, width: int, height: int, num_steps: int) -> None:
    clamped = t.clamped(width, height, num_steps)
    assert clamped.y_of(127) <= 0
    assert clamped.y_of(-1) >= height - 1
    assert clamped.x_of(0) <= 0
    assert clamped.x_of(num_steps) >= min(width, num_steps * t.step_px) - 1
    assert clamped.clamped(width, height, num_steps) == clamped


def test_zoom_stays_within_its_bounds() -> None:
    t = Transform()
    assert t.zoomed_time(1e9, 0).step_px == MAX_STEP_PX
    assert t.zoomed_time(1e-9, 0).step_px == MIN_STEP_PX


def test_fitted_shows_all_notes() -> None:
    t = fitted(1200, 700, 256, 36, 84)
    low, high = t.visible_pitches(700)
    assert low <= 36 and high > 84
    assert t.visible_steps(1200, 256) == (0, 256)
