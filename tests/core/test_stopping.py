"""What is no longer wanted ends in the middle of the work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.midi_file import file_of
from core.midi_file import parse_midi, read_midi
from core.project import Project
from core.project.store import encode_checked, open_project
from core.score import Score
from core.stopping import Look, Stopped

NUM_NOTES = 30_000


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("many")
    data = file_of(NUM_NOTES)
    (folder / "many.mid").write_bytes(data)
    (folder / "many.fmstudio").write_bytes(encode_checked(Project(parse_midi(data).score)))
    return {"midi": folder / "many.mid", "project": folder / "many.fmstudio"}


def read_project(path: Path, look: Look) -> Score:
    return open_project(path, look).project.score


def read_score(path: Path, look: Look) -> Score:
    return read_midi(path, look).score


@pytest.mark.parametrize("kind, read", [("midi", read_score), ("project", read_project)])
def test_reading_looks_all_along_and_ends_when_it_is_told(
    kind: str, read: Callable[[Path, Look], Score], files: dict[str, Path]
) -> None:
    looks = 0

    def look() -> None:
        nonlocal looks
        looks += 1
        if looks == last:
            raise Stopped

    last = 0
    assert len(read(files[kind], look).tracks[0].notes) == NUM_NOTES
    often = looks
    assert often >= NUM_NOTES // 4096, "once in a block of notes"
    for last in range(1, often + 1):
        looks = 0
        with pytest.raises(Stopped):
            read(files[kind], look)
        assert looks == last
