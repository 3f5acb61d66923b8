"""Disks that are full, read-only, gone or broken under every write: a sentence, the old file, nothing half-written.

It happens on a small disk of its own (tmpfs in a mount namespace, so for root or where a user may have namespaces).
Full means full: what is free ends at a random page.  What cannot be brought about so (errors of fsync and rename, no
permission for root) is injected where Python calls the system.
"""

from __future__ import annotations

import errno
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from fractalmidi_studio.errors import sentence_of
from tests.torture import sabotage
from tests.torture.campaign import NotPossible, Outcome

PAGE = 4096
DISK_BYTES = 8 << 20
SAID = {
    "full": "disk is full",
    "read-only": "disk is read-only",
    "gone": "not there|no folder",
    "too large": "larger than allowed",
    "no permission": "no permission",
    "fsync fails": "reports an error",
    "rename fails": "reports an error",
}
_ALWAYS = ("read-only", "gone", "no permission")  # whatever the size and the place
_OWN = ("cache", "recovery")  # folders with an order of their own, which their checks know
_ROOT = Path(__file__).parents[2]


def run(amount: int, seed: int, keep: Path) -> Outcome:
    """Raises NotPossible where the system lets nobody have a disk of his own."""
    own = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    probe = subprocess.run([*own, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, text=True)
    if probe.returncode:
        raise NotPossible(f"no small disk can be made here: {probe.stderr.strip()}")
    with tempfile.TemporaryDirectory(prefix="fractalmidi-disk-") as disk:
        done = subprocess.run(
            [*own, sys.executable, "-m", "tests.torture.full_disk", disk, str(amount), str(seed)],
            cwd=_ROOT, capture_output=True, text=True,
        )  # fmt: skip
    try:
        said = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        outcome = Outcome()
        outcome.fail("the campaign died", done.stderr[-2000:])
        return outcome
    if said["failures"]:
        (keep / f"full-disk-{seed}.json").write_text(json.dumps(said, indent=1))
    return Outcome(**said | {"failures": Counter(said["failures"])})


def play(disk: Path, amount: int, seed: int) -> Outcome:
    """Each write path with each trouble in turn, at a random place."""
    from tests.torture.write_paths import write_paths

    paths, rng, outcome = write_paths(), random.Random(seed), Outcome()
    pairs = [(name, trouble) for name in paths for trouble in SAID]
    pairs = [pair for pair in pairs if not (paths[pair[0]].holds_file and pair[1] == "read-only")]
    rng.shuffle(pairs)
    refused = 0
    for number in range(amount):
        name, trouble = pairs[number % len(pairs)]
        path, folder = paths[name], disk / "work"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        path.prepare(folder)
        before = _names(folder)
        how = f"{number}: {name}, {trouble}"
        error: BaseException | None = None
        with outcome.trying(how, limit=20):
            with _TROUBLES[trouble](disk, folder, rng):
                try:
                    path.write(folder)
                except Exception as raised:  # noqa: BLE001 judged below
                    error = raised
            refused += error is not None
            if error is not None and trouble != "gone":
                _judge_folder(outcome, before, folder, how)
            if error is not None and path.silent:
                outcome.fail("an error that ends a run", f"{how}: {error!r}")
            elif error is not None:
                _judge_error(outcome, error, trouble, how)
            elif trouble in _ALWAYS and not path.silent and not (trouble == "gone" and path.makes_folder):
                outcome.fail("said to be written", how)
            if folder.exists():
                path.check(folder)
    outcome.figures = {"ways to write": len(paths), "troubles": len(SAID), "refused": refused}
    return outcome


def _judge_error(outcome: Outcome, error: BaseException, trouble: str, how: str) -> None:
    from tests.torture.write_paths import RefusedError

    sentence = str(error) if isinstance(error, RefusedError) else sentence_of(error)
    if not sentence.endswith(".") or "unexpected" in sentence or "Traceback" in sentence:
        outcome.fail("no sentence", f"{how}: {sentence}")
    if not re.search(SAID[trouble], sentence):
        outcome.fail("the reason is not said", f"{how}: {sentence}")


def _judge_folder(outcome: Outcome, before: set[str], folder: Path, how: str) -> None:
    if left := {name for name in _names(folder) - before if not name.startswith(_OWN)}:
        outcome.fail("left behind", f"{how}: {sorted(left)}")
    if lost := before - _names(folder):
        outcome.fail("lost", f"{how}: {sorted(lost)}")


def _names(folder: Path) -> set[str]:
    """The files; versions of a project are files that are wanted."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)) for path in found if ".fmstudio-versions" not in path.parts}


@contextmanager
def _full(disk: Path, _folder: Path, rng: random.Random) -> Iterator[None]:
    ballast = disk / "ballast"
    room = os.statvfs(disk).f_bavail * PAGE - rng.choice((0, 1, rng.randrange(8), rng.randrange(60))) * PAGE
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, room)
    try:
        yield
    finally:
        ballast.unlink()


@contextmanager
def _read_only(disk: Path, _folder: Path, _rng: random.Random) -> Iterator[None]:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)


@contextmanager
def _gone(_disk: Path, folder: Path, _rng: random.Random) -> Iterator[None]:
    """A file is in the folder's place where there was a folder: it cannot be made again."""
    shutil.rmtree(folder)
    yield


@contextmanager
def _too_large(_disk: Path, folder: Path, rng: random.Random) -> Iterator[None]:
    """No file may get larger than the largest that is there and a little, or than some other size."""
    largest = max((path.stat().st_size for path in folder.iterdir()), default=0)
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    limit = rng.choice((0, 1, largest + rng.randrange(100), rng.randrange(60_000)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)


@contextmanager
def _no_permission(*_: object) -> Iterator[None]:
    def refuse(*_arguments: object, **_others: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with mock.patch("core.files._begin", refuse), mock.patch("tempfile.mkstemp", refuse):
        yield


def _fails(*names: str) -> Callable[..., object]:
    def broken(*_arguments: object, **_others: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    @contextmanager
    def fail(*_: object) -> Iterator[None]:
        with mock.patch.multiple(os, **dict.fromkeys(names, broken)):
            yield

    return fail


_TROUBLES: dict[str, Callable[..., object]] = {
    "full": _full,
    "read-only": _read_only,
    "gone": _gone,
    "too large": _too_large,
    "no permission": _no_permission,
    "fsync fails": _fails("fsync"),
    "rename fails": _fails("replace", "rename"),
}


def main() -> None:
    disk, amount, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(disk)], check=True)
    sabotage.apply()
    outcome = play(disk, amount, seed)
    print(json.dumps({name: getattr(outcome, name) for name in Outcome.__dataclass_fields__}))


if __name__ == "__main__":
    main()
