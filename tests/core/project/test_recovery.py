"""Copies for a crash: a folder for each process, never another one's, nothing deleted unasked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from core.project.recovery import Session, lost_work
from core.project.store import ProjectFile
from tests.core.project.pieces import full, small

ROOT = Path(__file__).resolve().parents[3]
DIES = """
import os, signal, sys
from pathlib import Path
from dataclasses import replace
from core.project.recovery import Session
from tests.core.project.pieces import small
session = Session(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    session.write(replace(small(), title=f"copy {number}"))
os.kill(os.getpid(), signal.SIGKILL)
"""


def crash(root: Path, copies: int = 3) -> None:
    done = subprocess.run([sys.executable, "-c", DIES, str(root), str(copies)], cwd=ROOT, timeout=120)
    assert done.returncode == -signal.SIGKILL


def test_what_a_killed_process_had_is_found_and_stays_until_it_is_deleted(tmp_path: Path) -> None:
    crash(tmp_path)
    for _ in range(3):  # looked at, and let go
        found, broken = lost_work(tmp_path)
        assert [lost.project.title for lost in found] == ["copy 2"] and not broken
        assert len(list(found[0].folder.glob("*.fmstudio"))) == 2
        found[0].release()
    found, _ = lost_work(tmp_path)
    found[0].delete()
    assert lost_work(tmp_path) == ([], [])


def test_a_broken_copy_gives_way_to_the_one_before(tmp_path: Path) -> None:
    crash(tmp_path)
    newest = sorted(tmp_path.rglob("*.fmstudio"))[-1]
    newest.write_bytes(newest.read_bytes()[:300])
    found, broken = lost_work(tmp_path)
    assert [lost.project.title for lost in found] == ["copy 1"] and found[0].num_broken == 1 and not broken
    found[0].release()
    for path in tmp_path.rglob("*.fmstudio"):
        path.write_bytes(b"nothing")
    found, broken = lost_work(tmp_path)
    assert not found and len(broken) == 1 and len(list(broken[0].glob("*.fmstudio"))) == 2, "left where it is"


def test_two_living_sessions_never_see_or_touch_each_other(tmp_path: Path) -> None:
    one, other = Session(tmp_path), Session(tmp_path)
    one.write(replace(small(), title="one"))
    other.write(full())
    assert one.folder != other.folder
    assert lost_work(tmp_path) == ([], []), "neither is lost"
    one.close(keep=True)
    found, _ = lost_work(tmp_path)
    assert [lost.project.title for lost in found] == ["one"]
    assert other.folder is not None and len(list(other.folder.glob("*.fmstudio"))) == 1
    found[0].release()
    other.close(keep=False)


def test_what_one_window_looks_at_is_not_offered_by_another(tmp_path: Path) -> None:
    crash(tmp_path)
    found, _ = lost_work(tmp_path)
    assert len(found) == 1 and lost_work(tmp_path) == ([], [])
    found[0].release()
    assert len(lost_work(tmp_path)[0]) == 1


def test_a_stale_lock_with_any_process_id_in_it_is_no_hindrance(tmp_path: Path) -> None:
    crash(tmp_path)
    lock = next(tmp_path.rglob("lock"))
    lock.write_text(str(os.getpid()))  # reused: this very process, which lives
    found, _ = lost_work(tmp_path)
    assert len(found) == 1
    found[0].release()


def test_an_orderly_end_leaves_nothing(tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.write(small())
    session.close(keep=False)
    assert list(tmp_path.iterdir()) == []


def test_saving_drops_the_copies_and_only_those_that_were_there(tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.write(small())
    number = session.number
    newer = session.write(small())
    session.clear(number)
    assert session.folder is not None and list(session.folder.glob("*.fmstudio")) == [newer]
    session.close(keep=False)


def test_a_project_that_another_living_window_has_open_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "song.fmstudio"
    ProjectFile(path).save(small())
    one, other = Session(tmp_path / "r"), Session(tmp_path / "r")
    one.note_open(path)
    link = tmp_path / "link.fmstudio"
    link.symlink_to(path)
    assert other.is_open_elsewhere(link) and not one.is_open_elsewhere(path)
    one.close(keep=False)
    assert not other.is_open_elsewhere(path)
    other.close(keep=False)
