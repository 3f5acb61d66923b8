"""A new user's whole way, once, through the real application: see ``journey.py``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.midi_file import read_midi
from core.roll import steps_of
from core.score import Note, Score
from tests.gui.journey import DEMO, Journey, missing, walk

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.timeout(600),
    pytest.mark.skipif(missing() is not None, reason=f"the journey needs programs that are {missing()}"),
]


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    kept = os.environ.get("FRACTALMIDI_SCREENSHOTS")
    yield walk(Path(kept) if kept else tmp_path_factory.mktemp("journey"), DEMO, limit=540)


def outside(score: Score, hole: list[int]) -> list[list[Note]]:
    """The notes of each track that begin outside the hole, whole."""
    start, stop, low, high = hole
    kept = []
    for track in score.tracks:
        onset = steps_of(score, track.notes)[:, 0].tolist()
        inside = [start <= step < stop and low <= n.pitch <= high for step, n in zip(onset, track.notes, strict=True)]
        kept.append([note for note, is_inside in zip(track.notes, inside, strict=True) if not is_inside])
    return kept


def test_the_painted_hole_is_what_the_mouse_drew(journey: Journey) -> None:
    start, stop, low, _high = journey.facts["hole"]
    assert [start, stop] == journey.facts["bars"] == [64, 128] and low == 60
    assert journey.facts["hole_is_a_rectangle"]
    assert not journey.facts["welcome_in_the_way"], "the welcome page lay over the song of the command line"


def test_the_canvas_is_written_coarse_to_fine_while_the_music_waits(journey: Journey) -> None:
    run = journey.facts["run"]
    assert {one["level"] for one in run} == {0, 1, 2}
    for name in ("bars", "beats", "notes"):
        assert any(f": {name}," in one["text"] for one in run)
    assert all(one["untouched"] for one in run), "the document changes once, at the end"
    assert len({one["canvas"] for one in run}) >= 3, "the roll looks different as the run goes on"
    indices = [one["index"] for one in run]
    assert indices == sorted(set(indices)), "progress only grows"
    assert "0 notes outside the hole changed" in journey.facts["sentence"]


def test_undo_redo_and_cancel_are_exact(journey: Journey) -> None:
    facts = journey.facts
    assert facts["filled"] != facts["original"] == facts["undone"]
    assert facts["redone"] == facts["filled"]
    assert facts["before_cancel"] == facts["after_cancel"] and facts["before_cancel"][0] == facts["filled"]
    assert facts["cancel_sentence"].startswith("Cancelled")


def test_another_program_hears_the_new_part_and_no_note_hangs(journey: Journey) -> None:
    start, stop = journey.facts["played"]
    assert start == journey.facts["cued"] == 64 and stop > start, "Play begins at the new part"
    assert journey.strikes.total() > 0
    assert journey.strikes == journey.releases


def test_the_exported_midi_file_differs_in_the_hole_alone(journey: Journey) -> None:
    before, after = read_midi(journey.piece).score, read_midi(journey.midi).score
    hole = journey.facts["hole"]
    assert outside(after, hole) == outside(before, hole)
    assert [track.notes for track in after.tracks] != [track.notes for track in before.tracks]
    assert after.tempo_map == before.tempo_map and after.time_signatures == before.time_signatures


def test_the_pictures_can_be_seen(journey: Journey) -> None:
    with Image.open(journey.gif) as animation:
        assert animation.n_frames > 10  # type: ignore[attr-defined]
        assert len(np.unique(np.asarray(animation.convert("RGB")).reshape(-1, 3), axis=0)) > 5
    with Image.open(journey.png) as picture:
        picture.load()
        assert picture.width > 200 and picture.height > 100
    for name in journey.facts["pictures"]:
        with Image.open(journey.folder / name) as shot:
            assert shot.size == (1600, 900)


def test_leaving_asks_for_unsaved_work_and_ends_well(journey: Journey) -> None:
    assert journey.facts["stayed"], "Esc keeps the window"
    assert journey.facts["exit_code"] == 0
    assert "Traceback" not in journey.log and "unexpected" not in journey.log, journey.log
