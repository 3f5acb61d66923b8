"""Colours and pictures: what is seen is what is meant."""

from __future__ import annotations

import numpy as np
import pytest

from core import render
from core.render import PALETTE, VIRIDIS, View, cell_indices, colour_of_velocity, display_value, paint
from core.roll import NUM_PITCHES, Roll
from tests.core.fake_runs import box, melody


def distance(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.abs(a.astype(int) - b.astype(int)).sum())


def test_display_value_spans_silence_to_loudest_and_only_rises() -> None:
    values = display_value(np.arange(128))
    assert values[0] == -1 and values[127] == 1
    assert (np.diff(values) > 0).all()


def test_silence_is_viridis_blue_and_the_loudest_yellow() -> None:
    assert colour_of_velocity(np.array([0, 127])).tolist() == [[68, 1, 84], [253, 231, 37]]
    assert VIRIDIS.shape == (256, 3) and VIRIDIS.dtype == np.uint8
    assert VIRIDIS[128].tolist() == [33, 145, 140]  # the published table


def test_the_quietest_note_is_seen() -> None:
    assert distance(colour_of_velocity(np.array(1)), colour_of_velocity(np.array(0))) > 60


def test_colours_keep_the_shape_of_their_velocities() -> None:
    assert colour_of_velocity(np.zeros((128, 5), np.uint8)).shape == (128, 5, 3)


def test_palette_has_no_two_kinds_of_cell_in_one_colour() -> None:
    kinds = [
        render.NOTE, render.SILENCE_BLACK_KEY, render.HOLE_SILENCE, render.HOLE_SILENCE_BLACK_KEY,
        render.UNDECIDED, render.UNDECIDED_BLACK_KEY, render.HOLE_EDGE, render.BAR_LINE,
    ]  # fmt: skip
    for place, kind in enumerate(kinds):
        for other in kinds[place + 1 :]:
            assert distance(PALETTE[kind], PALETTE[other]) > 15, (kind, other)
    assert render.NUM_COLOURS <= 255  # a GIF needs one left for "unchanged"


def test_argb_equals_rgb() -> None:
    packed = render.PALETTE_ARGB
    assert (packed >> 24 == 0xFF).all()
    unpacked = np.stack([packed >> 16 & 255, packed >> 8 & 255, packed & 255], axis=1)
    assert np.array_equal(unpacked, PALETTE)


def test_undecided_cells_never_look_like_notes() -> None:
    roll = melody()
    unknown = box(256, 0, 128, 64, 128)
    canvas = np.tile(np.linspace(0, 127, 256).astype(np.uint8), (128, 1))
    cells = cell_indices(roll, unknown, unknown, canvas)
    assert (cells[unknown] >= 128).all()
    assert np.array_equal(cells[~unknown & (roll.velocity > 0)], roll.velocity[~unknown & (roll.velocity > 0)])
    for ghost in range(render.GHOST, render.GHOST + render.GHOST_SHADES):
        assert min(distance(PALETTE[ghost], PALETTE[v]) for v in range(128)) > 10


def test_expected_loudness_shows_and_rises() -> None:
    unknown = np.ones((128, 128), np.bool_)
    canvas = np.tile(np.arange(128, dtype=np.uint8), (128, 1))
    cells = cell_indices(Roll.empty(128), unknown, unknown, canvas).astype(int)[60]
    assert cells[0] == render.UNDECIDED and cells[1] > render.GHOST
    assert (np.diff(cells[1:]) >= 0).all() and cells[127] == render.GHOST + render.GHOST_SHADES - 1


def test_highest_pitch_is_on_top() -> None:
    roll = Roll.empty(4)
    roll.velocity[127, 0] = 100
    roll.onset[127, 0] = True
    picture = paint(roll, View(0, 4))
    assert picture.shape == (128, 4)
    assert picture[0, 0] == 100 and (picture[1:, 0] != 100).all()


@pytest.mark.parametrize("step_px", [1, 2, 3, 8])
def test_a_repeated_note_is_seen_as_two_and_a_held_one_as_one(step_px: int) -> None:
    held, repeated = Roll.empty(16), Roll.empty(16)
    for roll in (held, repeated):
        roll.velocity[60, 2:10] = 90
        roll.onset[60, 2] = True
    repeated.onset[60, 6] = True
    view = View(0, 16, 60, 60, step_px, 8)
    one, two = paint(held, view), paint(repeated, view)
    where = np.flatnonzero((one != two).any(axis=0)) // step_px
    assert set(where.tolist()) == {6}, "the two differ at the second onset, and only there"


def test_black_key_rows_are_shaded() -> None:
    picture = paint(Roll.empty(1), View(0, 1), downbeat=np.zeros(1, np.bool_))[::-1, 0]
    black = np.isin(np.arange(128) % 12, (1, 3, 6, 8, 10))
    assert (picture[black] == render.SILENCE_BLACK_KEY).all() and (picture[~black] == render.NOTE).all()


def test_bar_lines_follow_the_metre() -> None:
    downbeat = np.arange(48) % 12 == 0
    picture = paint(Roll.empty(48), View(0, 48, 60, 60, 4, 4), downbeat=downbeat)
    lines = np.flatnonzero(picture[0] == render.BAR_LINE)
    assert lines.tolist() == [0, 48, 96, 144]


def test_hole_is_outlined_and_tinted() -> None:
    hole = box(64, 50, 60, 16, 32)
    picture = paint(Roll.empty(64), View(0, 64, 40, 70, 4, 4), hole=hole)
    edge = picture == render.HOLE_EDGE
    rows, columns = np.flatnonzero(edge.any(axis=1)), np.flatnonzero(edge.any(axis=0))
    assert (rows[0], rows[-1] + 1) == ((70 - 59) * 4, (70 - 49) * 4)
    assert (columns[0], columns[-1] + 1) == (64, 128)
    assert (picture == render.HOLE_SILENCE).any()


def test_render_is_rgb_of_the_palette() -> None:
    rgb = render.render(melody(), View(0, 64, 55, 90, 2, 3), hole=box(256, 60, 70, 0, 16))
    assert rgb.dtype == np.uint8 and rgb.shape == (36 * 3, 128, 3)
    assert {tuple(c) for c in rgb.reshape(-1, 3).tolist()} <= {tuple(c) for c in PALETTE.tolist()}


def test_used_pitches() -> None:
    assert render.used_pitches(melody().velocity > 0) == (48, 95)
    assert render.used_pitches(np.ones((NUM_PITCHES, 3), np.bool_)) == (0, 127)
    low, high = render.used_pitches(np.zeros((NUM_PITCHES, 3), np.bool_))
    assert low < 60 < high


@pytest.mark.parametrize(
    "bad", [(5, 5, 0, 127, 1, 1), (-1, 5, 0, 127, 1, 1), (0, 5, 9, 8, 1, 1), (0, 5, 0, 128, 1, 1), (0, 5, 0, 9, 0, 1)]
)
def test_impossible_views_are_refused(bad: tuple[int, ...]) -> None:
    with pytest.raises(ValueError):
        View(*bad)


def test_a_view_beyond_the_roll_is_refused() -> None:
    with pytest.raises(ValueError, match="16"):
        paint(Roll.empty(16), View(0, 17))
