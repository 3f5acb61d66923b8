"""What a crash must not take: a copy of the desk in a folder for each process, which holds a lock on it.

    recovery/1a2b3c4d/lock           held by the living process whose folder it is; the system frees it at its death
                      0007.fmstudio  the newest copy, and the one before
                      project        path of the project that this process has open, as text

A folder whose lock is free was left by a process that died.  No process id is looked at, so none can be mistaken.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from core.project.coding import encode
from core.project.form import Project
from core.project.limits import PROJECT_SUFFIX, ProjectFileError
from core.project.store import open_project, write_project

COPIES_KEPT = 2
_LOCK, _PROJECT = "lock", "project"
_UNNAMED = "new-"  # a folder that has no lock yet begins like this; nobody else looks at it


class Session:
    """This process's own folder, made when it is first needed.  Raises OSError where nothing can be written."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder: Path | None = None
        self._lock: FileLock | None = None
        self.number = 0  # of the newest copy
        self._open_project = ""

    def write(self, project: Project) -> Path:
        """Keep a copy of the desk; the one before stays until the next is whole."""
        folder = self._made()
        number = self.number + 1
        path = folder / f"{number:06d}{PROJECT_SUFFIX}"
        write_project(encode(project), path, keep_versions=False)
        self.number = number
        for old in _copies(folder)[COPIES_KEPT:]:
            old.unlink(missing_ok=True)
        return path

    def clear(self, number: int) -> None:
        """What was on the desk is saved, or the user does not want it: the copies up to ``number`` are not needed."""
        if self.folder is not None:
            for path in _copies(self.folder):
                if int(path.stem) <= number:
                    path.unlink(missing_ok=True)

    def note_open(self, path: Path | None) -> None:
        """Which project this window has open, for the others to see."""
        text = "" if path is None else os.path.realpath(path)
        if text == self._open_project or (not text and self.folder is None):
            return
        self._open_project = text
        (self._made() / _PROJECT).write_text(text, encoding="utf-8", errors="surrogateescape")

    def is_open_elsewhere(self, path: Path) -> bool:
        """Whether another living window has this project open."""
        wanted = os.path.realpath(path)
        for folder in _folders(self.root):
            if folder == self.folder:
                continue
            with contextlib.suppress(OSError):
                named = (folder / _PROJECT).read_bytes()[: 1 << 16].decode("utf-8", "surrogateescape")
                if named == wanted and _free_lock(folder) is None:
                    return True
        return False

    def close(self, *, keep: bool) -> None:
        """The end of the process.  ``keep``: leave the copies for the next start."""
        folder, self.folder = self.folder, None
        if folder is None:
            return
        if self._lock is not None:
            if not keep or not _copies(folder):
                shutil.rmtree(folder, ignore_errors=True)
            self._lock.release()

    def _made(self) -> Path:
        if self.folder is not None and self.folder.is_dir():
            return self.folder
        self.root.mkdir(parents=True, exist_ok=True)
        name = secrets.token_hex(4)
        new = self.root / f"{_UNNAMED}{name}"
        new.mkdir(mode=0o700)
        lock = FileLock(new / _LOCK, thread_local=False)  # let go by another thread than took it
        folder = self.root / name
        try:
            lock.acquire(blocking=False)
            new.rename(folder)  # under its name only with its lock: another window may look at any moment
        except BaseException:  # a full disk: it is tried again and again, and must not leave a folder each time
            lock.release()
            shutil.rmtree(new, ignore_errors=True)
            raise
        self._lock, self.folder, self._open_project = lock, folder, ""
        return folder


@dataclass(slots=True, eq=False)
class Lost:
    """What a process left that died.  Held by this one while it exists; ``release`` or ``delete`` it."""

    folder: Path
    project: Project
    path: Path  # the copy that could be read
    num_broken: int  # newer copies that could not
    lock: FileLock

    def release(self) -> None:
        """Leave everything where it is: the next start offers it again."""
        self.lock.release()

    def delete(self) -> None:
        """The user has said so, or has saved it."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.lock.release()


def lost_work(root: Path) -> tuple[list[Lost], list[Path]]:
    """(what can be recovered, newest first; folders of which nothing can be read).  Deletes no copy."""
    found: list[Lost] = []
    broken: list[Path] = []
    for folder in _folders(root):
        lock = _free_lock(folder)
        if lock is None:
            continue
        lost = _read(folder, lock)
        if lost is not None:
            found.append(lost)
            continue
        if _copies(folder):
            broken.append(folder)
        else:  # a process that died before it had anything to keep
            shutil.rmtree(folder, ignore_errors=True)
        lock.release()
    found.sort(key=lambda lost: _written_at(lost.path), reverse=True)
    return found, broken


def _read(folder: Path, lock: FileLock) -> Lost | None:
    for number, path in enumerate(_copies(folder)):
        try:
            return Lost(folder, open_project(path).project, path, number, lock)
        except ProjectFileError:
            continue
    return None


def _free_lock(folder: Path) -> FileLock | None:
    """The folder's lock, taken; None where a living process holds it, or it is no folder of ours."""
    if not (folder / _LOCK).exists():
        return None
    lock = FileLock(folder / _LOCK, thread_local=False)
    try:
        lock.acquire(blocking=False)
    except (Timeout, OSError, NotImplementedError):
        return None
    return lock


def _folders(root: Path) -> Iterator[Path]:
    try:
        names = sorted(root.iterdir())
    except OSError:
        return
    for folder in names:
        if not folder.name.startswith(_UNNAMED) and folder.is_dir() and not folder.is_symlink():
            yield folder


def _copies(folder: Path) -> list[Path]:
    """Newest first."""
    try:
        return sorted((p for p in folder.iterdir() if p.suffix == PROJECT_SUFFIX and p.stem.isdigit()), reverse=True)
    except OSError:
        return []


def _written_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
