"""A save is killed, or its disk fails, at every call that changes the disk: the file is the old one or the new one.

strace injects SIGKILL or an errno at the Nth write, fsync, rename … of each saving process.  After each of them the
file must be one of the two, byte by byte; a process that says "saved" must have written the new one, and the next save
must work.
"""

from __future__ import annotations

import random
import shutil
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.project import ProjectFileError
from core.project.coding import decode
from core.project.store import ProjectFile, versions_of
from tests.core.project.pieces import small
from tests.torture.campaign import Outcome
from tests.torture.save_server import SAVED

REPO = Path(__file__).parents[2]
# call, how often a save makes it at most (with a file of 2 MB)
CALLS = (("write", 9), ("fsync", 4), ("rename", 1), ("link", 1), ("unlink", 2), ("chmod", 1), ("lseek", 2))
ERRORS = ("ENOSPC", "EIO", "EFBIG")
FAILING = (("write", 5), ("fsync", 3), ("rename", 1), ("link", 1), ("chmod", 1))
_SECONDS = 600


def run_kills(amount: int, seed: int, keep: Path) -> Outcome:
    return _run(points_of("kills"), amount, seed, keep, "killed")


def run_errors(amount: int, seed: int, keep: Path) -> Outcome:
    return _run(points_of("errors"), amount, seed, keep, "refused")


def points_of(name: str) -> list[tuple[str, int, str]]:
    """Call, its how manieth, and what is injected there."""
    if name == "kills":
        return [(call, number, "signal=SIGKILL") for call, most in CALLS for number in range(1, most + 1)]
    return [
        (call, number, f"error={error}") for call, most in FAILING for number in range(1, most + 1) for error in ERRORS
    ]


def _run(points: list[tuple[str, int, str]], amount: int, seed: int, keep: Path, counted: str) -> Outcome:
    """Go round the points until ``amount`` processes have met theirs; a save may end before its Nth call."""
    outcome, met, rng = Outcome(), Counter[str](), random.Random(seed)
    if shutil.which("strace") is None:
        raise RuntimeError("strace is not installed: scripts/system_packages.sh test")
    children = max(2, min(60, amount // len(points)))
    rng.shuffle(points)
    rounds = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ProjectFile(folder / "song.fmstudio").save(small())
        while outcome.tries < amount and rounds < 40 and not outcome.failures:
            for call, number, what in points:
                if outcome.tries >= amount:
                    break
                _one_point(folder, call, number, what, children, seed + rounds, outcome, met, counted)
            rounds += 1
        if outcome.failures:
            shutil.copytree(folder, keep / "saves", dirs_exist_ok=True)
    outcome.figures = {**{f"at {call}": met[call] for call in sorted(met)}}
    return outcome


def _one_point(
    folder: Path,
    call: str,
    number: int,
    what: str,
    children: int,
    seed: int,
    outcome: Outcome,
    met: Counter[str],
    counted: str,
) -> None:
    path = folder / "song.fmstudio"
    before = path.read_bytes()
    how = f"{call} {number} {what}"
    for told in _saves(folder, call, number, what, children, seed * 1000 + number):
        try:
            after = path.read_bytes()
        except FileNotFoundError:
            outcome.fail("gone", how)
            path.write_bytes(before)
            continue
        if after != before:
            try:
                title = decode(after).project.title
            except ProjectFileError as error:
                outcome.fail("unreadable", f"{how}: {error}")
                continue
            if not title.startswith("save "):
                outcome.fail("mixed", how)
        if told == str(SAVED) and after == before:
            outcome.fail("said to be saved and is not", how)
        elif told not in (str(SAVED), "killed", "3"):
            outcome.fail("broke", f"{how}: exit {told}")
        if (told == "killed") == (counted == "killed") and told != str(SAVED):
            outcome.tries += 1
            met[call] += 1
        before = after
    _check_rest(folder, outcome, how)


def _check_rest(folder: Path, outcome: Outcome, how: str) -> None:
    """The earlier versions can be read, too, and a save after all that works."""
    for version in versions_of(folder / "song.fmstudio"):
        try:
            decode(version.read_bytes())
        except ProjectFileError as error:
            outcome.fail("an earlier version is unreadable", f"{how}: {error}")
    try:
        ProjectFile(folder / "song.fmstudio").save(small())
    except OSError as error:
        outcome.fail("the next save failed", f"{how}: {error}")
    for left in folder.glob(".*.part"):  # of the processes that were killed
        left.unlink()


@contextmanager
def _listening() -> Iterator[tuple[socket.socket, str]]:
    with tempfile.TemporaryDirectory() as name, socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as near:
        address = str(Path(name) / "s")
        near.bind(address)
        near.listen(1)
        near.settimeout(_SECONDS)
        yield near, address


def _saves(folder: Path, call: str, number: int, what: str, children: int, seed: int) -> Iterator[str]:
    """What became of each save: its exit code, or "killed"."""
    with _listening() as (near, address):
        command = ["strace", "-f", "-qq", "-o", "/dev/null", "--seccomp-bpf", "-e", f"trace={call}"]
        command += ["-e", f"inject={call}:{what}:when={number}"]
        command += [sys.executable, "-B", "-m", "tests.torture.save_server"]
        process = subprocess.Popen([*command, str(folder), address, str(children), str(seed)], cwd=REPO)
        try:
            far, _ = near.accept()
            with far, far.makefile("r") as lines:
                far.settimeout(_SECONDS)
                for line in lines:
                    yield line.split()[1]
                    far.sendall(b"ok")
        finally:
            process.kill()
            process.wait()
