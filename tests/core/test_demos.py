"""The demo pieces: what the script composes, and good counterpoint at that."""

from __future__ import annotations

import importlib.util
import itertools
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from core.midi_file import read_midi
from core.score import Score
from core.units import downbeats

ROOT = Path(__file__).parents[2]
DEMOS = ROOT / "resources" / "demo"
NAMES = ("ballad", "waltz", "quartet")
KEYS = {
    "ballad": {7, 9, 11, 0, 2, 4, 6},  # G major
    "waltz": {9, 11, 0, 2, 4, 5, 7, 8},  # A minor with its leading tone
    "quartet": {2, 4, 6, 7, 9, 11, 1},  # D major
}


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("compose_demos", ROOT / "scripts" / "compose_demos.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # dataclasses look their module up by name
    import sys

    sys.modules["compose_demos"] = module
    spec.loader.exec_module(module)
    return module


def demo(name: str) -> Score:
    return read_midi(DEMOS / f"{name}.mid").score


def test_committed_files_are_what_the_script_composes(script: ModuleType, tmp_path: Path) -> None:
    script.main(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in DEMOS.glob("*.mid"))
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (DEMOS / path.name).read_bytes(), path.name


@pytest.mark.parametrize("name", NAMES)
def test_no_two_notes_overlap_at_one_pitch(name: str) -> None:
    notes = sorted(note for track in demo(name).tracks for note in track.notes)
    for pitch in {note.pitch for note in notes}:
        line = [note for note in notes if note.pitch == pitch]
        for before, after in itertools.pairwise(line):
            assert before.offset_tick <= after.onset_tick, (pitch, before, after)


@pytest.mark.parametrize("name", NAMES)
def test_in_key_on_the_grid_and_of_a_sensible_length(name: str) -> None:
    score = demo(name)
    notes = [note for track in score.tracks for note in track.notes]
    assert {note.pitch % 12 for note in notes} <= KEYS[name]
    step = score.ticks_per_quarter // 4
    assert all(note.onset_tick % step == 0 and note.duration_ticks % step == 0 for note in notes)
    bar = score.ticks_per_quarter * 4 * score.time_signatures[0].numerator // score.time_signatures[0].denominator
    assert 16 <= score.end_tick / bar <= 24
    assert 2 <= len(score.tracks) <= 4 and all(track.name for track in score.tracks)


@pytest.mark.parametrize("name", NAMES)
def test_dynamics_are_phrased(name: str) -> None:
    velocities = [note.velocity for track in demo(name).tracks for note in track.notes]
    assert len(set(velocities)) > 20 and max(velocities) - min(velocities) > 30


def test_waltz_is_in_three(script: ModuleType) -> None:
    score = demo("waltz")
    assert (score.time_signatures[0].numerator, score.time_signatures[0].denominator) == (3, 4)
    assert np.flatnonzero(downbeats(score, 48)).tolist() == [0, 12, 24, 36]


def voices() -> np.ndarray:
    """(4, eighths) pitches of the quartet, cello first."""
    score = demo("quartet")
    eighth = score.ticks_per_quarter // 2
    grid = np.zeros((4, score.end_tick // eighth), np.int64)
    for voice, track in enumerate(reversed(score.tracks)):
        for note in track.notes:
            grid[voice, note.onset_tick // eighth : note.offset_tick // eighth] = note.pitch
    return grid


def test_quartet_has_four_voices_all_the_time_in_their_places() -> None:
    grid = voices()
    assert (grid > 0).all()
    assert (np.diff(grid, axis=0) > 0).all(), "no voice crosses its neighbour"
    for voice, lowest in enumerate((36, 48, 55, 55)):  # the open strings of cello, viola and violins
        assert grid[voice].min() >= lowest


def test_quartet_has_no_parallel_fifths_or_octaves() -> None:
    grid = voices()
    for before, after in itertools.pairwise(grid.T):
        for low, high in itertools.combinations(range(4), 2):
            if before[low] != after[low]:
                interval, then = (before[high] - before[low]) % 12, (after[high] - after[low]) % 12
                assert not (interval == then and interval in (0, 7)), (before, after)


def test_quartet_closes_with_dominant_and_tonic() -> None:
    grid = voices()
    assert set((grid[:, -1] % 12).tolist()) == {2, 6, 9} and grid[0, -1] % 12 == 2
    assert grid[0, -9] % 12 == 9 and 1 in grid[:, -9] % 12


def test_the_rules_of_the_script_do_refuse(script: ModuleType) -> None:
    assert script.parallels((48, 55, 64, 72), (50, 57, 65, 74))
    assert not script.parallels((48, 55, 64, 72), (48, 57, 65, 72))
    with pytest.raises(ValueError, match="bar 2"):
        script.line("C4:16 | C4:8", 16)
