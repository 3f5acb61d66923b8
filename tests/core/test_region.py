from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core import region
from core.region import HoleFileError, resolve_hole
from core.roll import NUM_PITCHES, Roll, notes_of, roll_from_notes
from tests.core.strategies import holes, rolls

SHAPE = (NUM_PITCHES, 32)


def cells(hole: np.ndarray) -> list[tuple[int, int]]:
    return [(int(p), int(s)) for p, s in np.argwhere(hole)]


def roll(*rows: tuple[int, int, int, int], steps: int = 32) -> Roll:
    return roll_from_notes(np.array(rows, np.int64), steps)


def test_rectangle_is_half_open_and_cut_to_the_roll() -> None:
    assert cells(region.rectangle(SHAPE, 60, 62, 3, 5)) == [(60, 3), (60, 4), (61, 3), (61, 4)]
    assert np.array_equal(region.rectangle(SHAPE, 62, 60, 5, 3), region.rectangle(SHAPE, 60, 62, 3, 5))
    assert region.rectangle(SHAPE, -5, 500, -5, 500).all()


def test_bars_and_pitch_range() -> None:
    assert region.bounding_box(region.bars(SHAPE, [0, 14, 28], 1, 2)) == (0, 128, 14, 28)
    assert region.bounding_box(region.bars(SHAPE, [0, 14, 28], 2, 9)) == (0, 128, 28, 32)
    assert not region.bars(SHAPE, [0, 16], 2, 2).any()
    assert region.bounding_box(region.pitch_range(SHAPE, 36, 48)) == (36, 48, 0, 32)


def test_a_fast_stroke_has_no_gaps() -> None:
    stroke = region.brush(SHAPE, [(10, 0), (50, 31)], 1)
    assert stroke.sum() == 41
    pitches, steps = np.nonzero(stroke)
    assert (np.diff(pitches) == 1).all() and (np.diff(steps) <= 1).all()
    assert stroke[10, 0] and stroke[50, 31]


def test_brush_sizes() -> None:
    assert cells(region.brush(SHAPE, [(60, 5)], 1)) == [(60, 5)]
    assert cells(region.brush(SHAPE, [(60, 5)], 2)) == [(60, 5), (60, 6), (61, 5), (61, 6)]
    assert region.bounding_box(region.brush(SHAPE, [(60, 8)], 5)) == (58, 63, 6, 11)
    assert not region.brush(SHAPE, [], 5).any()
    assert region.brush(SHAPE, [(127, 31)], 9).any()  # hangs over the corner
    with pytest.raises(ValueError, match="one cell"):
        region.brush(SHAPE, [(0, 0)], 0)


@settings(max_examples=30, deadline=None)
@given(holes(), holes())
def test_algebra(a: np.ndarray, b: np.ndarray) -> None:
    assert np.array_equal(region.union(region.minus(a, b), region.intersect(a, b)), a)
    assert np.array_equal(region.invert(region.union(a, b)), region.intersect(region.invert(a), region.invert(b)))
    assert not (a & ~region.grow(a)).any() and not (region.shrink(a) & ~a).any()
    assert not (a & ~region.shrink(region.grow(a))).any()


def test_grow_and_shrink() -> None:
    dot = region.rectangle(SHAPE, 60, 61, 5, 6)
    assert region.bounding_box(region.grow(dot, 2)) == (58, 63, 3, 8)
    assert np.array_equal(region.shrink(region.grow(dot, 2), 2), dot)
    assert region.shrink(np.ones(SHAPE, np.bool_)).all()
    assert region.bounding_box(region.empty(8)) is None
    assert region.grow(dot, 1000).all()


# Resolving.


def test_a_note_that_begins_before_the_hole_is_kept_whole() -> None:
    before = roll((2, 60, 8, 90))
    hole = region.rectangle(SHAPE, 60, 61, 4, 12)
    resolved = resolve_hole(before, hole, 4)
    assert resolved.base.equals(before)
    assert cells(resolved.onset_allowed) == [(60, 10), (60, 11)]
    assert cells(resolved.unknown) == [(60, s) for s in range(10, 16)]


def test_a_note_that_begins_inside_goes_with_its_tail() -> None:
    hole = region.rectangle(SHAPE, 60, 61, 4, 8)
    resolved = resolve_hole(roll((6, 60, 20, 90)), hole, 3)
    assert not resolved.base.velocity.any()
    assert cells(resolved.unknown) == [(60, s) for s in range(4, 11)]
    assert cells(resolved.onset_allowed) == [(60, s) for s in range(4, 8)]


def test_the_ring_ends_at_a_kept_note() -> None:
    hole = region.rectangle(SHAPE, 60, 61, 4, 8)
    resolved = resolve_hole(roll((10, 60, 1, 90)), hole, 8)
    assert cells(resolved.unknown) == [(60, s) for s in range(4, 10)]
    assert len(notes_of(resolved.base)) == 1


def test_no_ring_behind_a_hole_that_is_filled_by_a_kept_note() -> None:
    hole = region.rectangle(SHAPE, 60, 61, 4, 8)
    resolved = resolve_hole(roll((0, 60, 9, 90)), hole, 8)
    assert not resolved.unknown.any()


def test_a_repeated_note_belongs_to_its_own_onset() -> None:
    before = roll((0, 60, 6, 90), (6, 60, 6, 80), (12, 60, 6, 70))
    hole = region.rectangle(SHAPE, 60, 61, 3, 8)
    resolved = resolve_hole(before, hole, 8)
    assert notes_of(resolved.base).tolist() == [[0, 60, 6, 90], [12, 60, 6, 70]]
    assert cells(resolved.unknown) == [(60, s) for s in range(6, 12)]


@settings(max_examples=150, deadline=None)
@given(rolls(), holes(), st.integers(0, 10))
def test_kept_notes_are_exactly_those_that_begin_outside(before: Roll, hole: np.ndarray, ring_steps: int) -> None:
    resolved = resolve_hole(before, hole, ring_steps)
    notes = notes_of(before)
    outside = notes[~hole[notes[:, 1], notes[:, 0]]]
    assert np.array_equal(notes_of(resolved.base), outside)
    assert not (resolved.base.velocity[resolved.unknown] > 0).any()
    assert not (resolved.onset_allowed & ~hole).any()
    # Every cell of the hole is known through a kept note, or open.
    assert np.array_equal(hole & ~resolved.unknown, hole & (resolved.base.velocity > 0))
    # Walk the rule of the ring cell by cell.
    for pitch in np.flatnonzero(hole.any(axis=1)):
        reach = 0
        for step in range(before.num_steps):
            if resolved.base.velocity[pitch, step]:
                reach = 0
            elif hole[pitch, step]:
                reach = ring_steps
                continue
            else:
                assert resolved.unknown[pitch, step] == (reach > 0)
                reach = max(0, reach - 1)
    assert not resolved.unknown[~hole.any(axis=1)].any()


def test_shapes_must_agree() -> None:
    with pytest.raises(ValueError, match="differ in shape"):
        resolve_hole(Roll.empty(16), region.empty(17), 8)


# Pictures.


def test_pictures_round_trip(tmp_path: Path) -> None:
    hole = region.brush((128, 300), [(20, 4), (100, 290)], 7)
    region.to_png(hole, tmp_path / "hole.png")
    assert np.array_equal(region.from_png(tmp_path / "hole.png"), hole)
    with Image.open(tmp_path / "hole.png") as image:
        assert image.size == (300, 128)
    wider = region.from_png(tmp_path / "hole.png", 320)
    assert wider.shape == (128, 320) and np.array_equal(wider[:, :300], hole) and not wider[:, 300:].any()


def test_top_row_is_the_highest_pitch_and_opaque_paint_counts(tmp_path: Path) -> None:
    image = Image.new("RGBA", (16, 128), (0, 0, 0, 0))
    image.putpixel((3, 0), (200, 0, 0, 255))
    image.save(tmp_path / "red.png")
    assert cells(region.from_png(tmp_path / "red.png")) == [(127, 3)]


@pytest.mark.parametrize("size, reason", [((16, 64), "128"), ((17, 128), "steps")])
def test_wrong_sizes_are_refused(tmp_path: Path, size: tuple[int, int], reason: str) -> None:
    Image.new("L", size, 255).save(tmp_path / "odd.png")
    with pytest.raises(HoleFileError, match=f"odd.png.*{reason}"):
        region.from_png(tmp_path / "odd.png", 16)


def test_what_is_not_a_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"MThd")
    with pytest.raises(HoleFileError, match=r"a\.png"):
        region.from_png(tmp_path / "a.png")
    with pytest.raises(HoleFileError, match=r"none\.png"):
        region.from_png(tmp_path / "none.png")
    region.to_png(region.empty(64), tmp_path / "cut.png")
    data = (tmp_path / "cut.png").read_bytes()
    (tmp_path / "cut.png").write_bytes(data[: len(data) // 2])
    with pytest.raises(HoleFileError, match=r"cut\.png"):
        region.from_png(tmp_path / "cut.png")
