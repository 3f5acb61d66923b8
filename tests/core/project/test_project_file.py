"""The project file: exact both ways, older ones open, newer ones are refused, saving is whole or nothing."""

from __future__ import annotations

import json
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from core.edit.delta import ScoreDelta
from core.project import NewerFormatError, Project, ProjectFileError
from core.project import store as store_module
from core.project.archive import PARTS
from core.project.coding import decode, encode
from core.project.store import (
    VERSIONS_FOLDER,
    ChangedOnDiskError,
    ProjectFile,
    encode_checked,
    open_project,
    versions_of,
)
from core.score import Score
from tests.core.project.pieces import full, score, small
from tests.core.strategies import scores

FIXTURES = Path(__file__).parent / "fixtures"


def test_everything_comes_back() -> None:
    project = full()
    found = decode(encode_checked(project))
    again = found.project
    assert not found.warnings
    assert again.score == project.score and again.title == project.title
    np.testing.assert_array_equal(again.strength, project.strength)
    assert {name: cells.tobytes() for name, cells in again.saved_holes.items()} == {
        name: cells.tobytes() for name, cells in project.saved_holes.items()
    }
    assert (again.run, again.mix, again.active_track) == (project.run, project.mix, project.active_track)
    assert (again.loop, again.loop_on, again.tempo_percent) == ((16, 48), True, 120)
    assert (again.saved_at, again.origin) == (project.saved_at, project.origin)
    assert again.thumbnail.startswith(b"\x89PNG")


def test_the_history_leads_back_and_forth() -> None:
    again = decode(encode(full())).project
    history = again.history
    assert history is not None and [step.text for step in history.steps] == ["Add Track", "Paint", "Inpaint"]
    state = again.score
    states = [state]
    for step in reversed(history.steps):
        delta = getattr(step, "change", None)
        if isinstance(delta, ScoreDelta):
            state = delta.undone(state)
            states.append(state)
    assert states[1] == score() and [len(state.tracks) for state in states] == [2, 2, 3]


def test_takes_come_back_with_capsules_that_match() -> None:
    project, again = full(), decode(encode(full())).project
    assert again.takes is not None and project.takes is not None
    assert [kept.take.seed for kept in again.takes.takes] == [1, 2] and again.takes.shown == 2
    for old, new in zip(project.takes.takes, again.takes.takes, strict=True):
        assert new.take.capsule.matches(new.take.roll) and new.score == old.score
        assert new.take.capsule.checkpoint == old.take.capsule.checkpoint
        assert (new.num_written, new.num_outside, new.replayed) == (old.num_written, old.num_outside, True)


@settings(max_examples=60, deadline=None)
@given(scores())
def test_any_score_comes_back_exactly(piece: Score) -> None:
    assert decode(encode(Project(piece))).project.score == piece


def test_only_fifty_steps_are_kept() -> None:
    project = full()
    assert project.history is not None
    many = replace(project.history, steps=project.history.steps[1:2] * 200, index=150)
    history = decode(encode(replace(project, history=many))).project.history
    assert history is not None and len(history.steps) == 50 and history.index == 50


def test_the_same_project_gives_the_same_bytes() -> None:
    assert encode(full()) == encode(full())
    with zipfile.ZipFile(__import__("io").BytesIO(encode(full()))) as archive:
        assert set(archive.namelist()) == set(PARTS)


def test_a_file_of_version_1_opens_and_is_kept_when_it_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "old.fmstudio"
    before = (FIXTURES / "version-1.fmstudio").read_bytes()
    path.write_bytes(before)
    opened = open_project(path)
    assert opened.format == 1 and opened.project.score == score(8)
    assert opened.project.strength[60, 16] == 100 and opened.project.strength[60, 15] == 0
    file = ProjectFile(path, opened)
    for _ in range(6):
        file.save(replace(opened.project, title="saved"))
    assert open_project(path).format == store_module.FORMAT
    assert (tmp_path / VERSIONS_FOLDER / "old.fmstudio.format-1").read_bytes() == before, "kept for good"


def test_a_newer_version_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "new.fmstudio"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.json", json.dumps({"format": 99, "version": "7.0"}))
    with pytest.raises(NewerFormatError, match=r"new\.fmstudio could not be opened: .* newer version .*\(7\.0\)"):
        open_project(path)


def test_what_is_broken_beside_the_music_is_left_out_and_said() -> None:
    project = full()
    data = bytearray(encode(project))
    parts = _parts(bytes(data))
    parts["history.json"], parts["takes.json"] = b"{}", b"[1, 2"
    found = decode(_packed(parts))
    assert found.project.score == project.score and found.project.history is None and found.project.takes is None
    assert [warning.split(" could")[0] for warning in found.warnings] == ["The history", "The takes"]


def test_save_keeps_the_three_last_versions(tmp_path: Path) -> None:
    file = ProjectFile(tmp_path / "song.fmstudio")
    for number in range(6):
        file.save(replace(small(), title=f"version {number}"))
    assert open_project(file.path).project.title == "version 5"
    assert [open_project(place).project.title for place in versions_of(file.path)] == [
        "version 4",
        "version 3",
        "version 2",
    ]
    assert sorted(p.name for p in tmp_path.iterdir()) == [VERSIONS_FOLDER, "song.fmstudio"]


def test_a_change_by_another_is_noticed_and_a_touch_is_not(tmp_path: Path) -> None:
    file = ProjectFile(tmp_path / "song.fmstudio")
    file.save(small())
    os.utime(file.path, (1, 1))
    assert not file.has_changed(), "the same bytes"
    other = ProjectFile(file.path)
    other.save(replace(small(), title="theirs"))
    assert file.has_changed()
    with pytest.raises(ChangedOnDiskError):
        file.save(small())
    assert open_project(file.path).project.title == "theirs"
    file.save(replace(small(), title="mine"), overwrite=True)
    assert open_project(versions_of(file.path)[0]).project.title == "theirs", "kept, though it was overwritten"


def test_what_cannot_be_read_back_never_replaces_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = ProjectFile(tmp_path / "song.fmstudio")
    file.save(small())
    before = file.path.read_bytes()
    real = os.posix_fadvise

    def spoil(descriptor: int, *rest: int) -> None:
        real(descriptor, *rest)
        place = Path(f"/proc/self/fd/{descriptor}").readlink()
        data = bytearray(place.read_bytes())
        data[len(data) // 2] ^= 1
        place.write_bytes(data)

    monkeypatch.setattr(os, "posix_fadvise", spoil)
    with pytest.raises(OSError, match="read back"):
        file.save(replace(small(), title="another"))
    assert file.path.read_bytes() == before and len(list(tmp_path.iterdir())) == 1


def test_links_stay_links_and_read_only_files_stay(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    link = tmp_path / "link.fmstudio"
    link.symlink_to(real / "song.fmstudio")
    ProjectFile(link).save(small())
    assert link.is_symlink() and open_project(real / "song.fmstudio").project.title == "small"
    (real / "song.fmstudio").chmod(0o444)
    with pytest.raises(PermissionError):
        ProjectFile(link).save(replace(small(), title="x"))
    assert open_project(link).project.title == "small"


def test_the_mode_of_the_file_is_kept(tmp_path: Path) -> None:
    file = ProjectFile(tmp_path / "song.fmstudio")
    file.save(small())
    file.path.chmod(0o600)
    file.save(replace(small(), title="again"))
    assert file.path.stat().st_mode & 0o777 == 0o600


def test_a_project_that_would_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ProjectFileError):
        ProjectFile(tmp_path / "x.fmstudio").save(replace(small(), tempo_percent=5000))
    assert not list(tmp_path.iterdir())


def _parts(data: bytes) -> dict[str, bytes]:
    from core.project.archive import unpack

    return unpack(data)


def _packed(parts: dict[str, bytes]) -> bytes:
    from core.project.archive import pack

    parts.pop("mimetype")
    return pack(parts)
