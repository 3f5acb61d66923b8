"""Projects on disk: saved whole or not at all, the last versions kept, and changes by others noticed."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from core.files import atomic_path, sync_folder
from core.project import archive
from core.project.coding import Decoded, decode, encode
from core.project.form import Project
from core.project.limits import FORMAT, PROJECT_SUFFIX, ProjectFileError
from core.reasons import words_of
from core.stopping import Look, go_on

VERSIONS_FOLDER = ".fmstudio-versions"  # beside the project
VERSIONS_KEPT = 3
_PART = ".part"  # ends the name of a file that is being written
_STALE_SECONDS = 600  # a half-written file this much older than a finished one was left by a crash
_PIECE = 1 << 18  # bytes of one write


class ChangedOnDiskError(Exception):
    """The file is no longer what this window opened or saved."""


@dataclass(frozen=True, slots=True)
class Known:
    """What this program last read from, or wrote to, a project's file."""

    stamp: tuple[int, ...]  # device, inode, size, time of change
    sha256: str


@dataclass(frozen=True, slots=True)
class Opened:
    project: Project
    known: Known
    format: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    known: Known
    warnings: tuple[str, ...] = ()


def open_project(path: Path, look: Look = go_on) -> Opened:
    """Read a project.  Raises ProjectFileError with a sentence that names the file.

    ``look`` may end the reading, by raising Stopped.
    """
    try:
        data = archive.load(path)
        stamp = _stamp(path)
        found: Decoded = decode(data, look)
    except ProjectFileError as error:
        raise type(error)(f"{path.name} could not be opened: {error}") from error
    except FileNotFoundError as error:
        raise ProjectFileError(f"{path.name} could not be opened: there is no such file.") from error
    except OSError as error:
        raise ProjectFileError(f"{path.name} could not be opened: {words_of(error)}.") from error
    except MemoryError as error:
        raise ProjectFileError(f"{path.name} could not be opened: there is not enough memory.") from error
    return Opened(found.project, Known(stamp, _sha256(data)), found.format, found.warnings)


class ProjectFile:
    """A project's file as this program knows it, from the time that it was opened or first saved."""

    def __init__(self, path: Path, opened: Opened | None = None) -> None:
        self.path = path
        self.known = opened.known if opened is not None else None
        self.format = opened.format if opened is not None else FORMAT  # that the file has

    def save(self, project: Project, *, overwrite: bool = False) -> tuple[str, ...]:
        """Write a project: a temporary file beside it, fsync, read back and compared, renamed, fsync of the folder.

        Returns sentences about what else is to be known.  Raises ChangedOnDiskError where the file is no longer what
        it was (unless ``overwrite``), OSError or ProjectFileError where it cannot be written; the old file is whole
        then, or, where only the last step failed, the new one.
        """
        data = encode_checked(project)
        target = Path(os.path.realpath(self.path))
        if not overwrite and self.known is not None and has_changed(target, self.known):
            raise ChangedOnDiskError(self.path.name)
        try:
            saved = write_project(data, self.path, old_format=self.format)
        except OSError:
            with contextlib.suppress(OSError, ProjectFileError):
                if archive.load(target) == data:  # in its place, but perhaps not safe from a power cut
                    self.known = Known(_stamp(target), _sha256(data))
            raise
        self.known, self.format = saved.known, FORMAT
        return saved.warnings

    def has_changed(self) -> bool:
        return self.known is not None and has_changed(Path(os.path.realpath(self.path)), self.known)


def encode_checked(project: Project) -> bytes:
    """The bytes of a project, which have been read again and are the same music.  ProjectFileError where not."""
    data = encode(project)
    again = decode(data)
    same = again.project.score == project.score and again.project.strength.tobytes() == project.strength.tobytes()
    if not same or again.format != FORMAT or again.warnings:
        raise ProjectFileError("the project could not be read again as it is, so it was not written.")
    return data


def write_project(data: bytes, path: Path, *, keep_versions: bool = True, old_format: int = FORMAT) -> Saved:
    """Write bytes that are known to be a project.  ``old_format``: a file of an older one is kept for good."""
    target = Path(os.path.realpath(path))
    _refuse_read_only(target, path)
    warnings: list[str] = []

    def last_step(temporary: Path) -> None:
        _check_written(temporary, data, path)
        if keep_versions:
            try:
                _keep_version(target, old_format)
            except OSError as error:
                warnings.append(f"The version before could not be kept beside it: {words_of(error)}.")

    with atomic_path(target, PROJECT_SUFFIX + _PART, last_step) as temporary, temporary.open("wb") as file:
        for at in range(0, len(data), _PIECE):
            file.write(data[at : at + _PIECE])
    if keep_versions:
        with contextlib.suppress(OSError):
            _tidy(target)
    return Saved(Known(_stamp(target), _sha256(data)), tuple(warnings))


def has_changed(path: Path, known: Known) -> bool:
    """Whether the file is something else than what this program last knew; a file that is gone is no change."""
    try:
        if _stamp(path) == known.stamp:
            return False
        return _sha256(archive.load(path)) != known.sha256
    except FileNotFoundError:
        return False
    except ProjectFileError:
        return True  # no project at all any more


def versions_of(path: Path) -> list[Path]:
    """The earlier versions of a project that are kept, newest first."""
    return [place for _, place in sorted(_numbered(Path(os.path.realpath(path))), reverse=True)]


def _check_written(temporary: Path, data: bytes, path: Path) -> None:
    with temporary.open("rb") as file:
        if hasattr(os, "posix_fadvise"):  # from the disk itself, where the system lets its copy go
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        if file.read(len(data) + 1) != data:
            raise OSError(errno.EIO, "what was written could not be read back", str(path))


def _refuse_read_only(target: Path, path: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        # By its own mark: a rename would replace it whatever it says, and root may do everything.
        if not target.stat().st_mode & 0o222:
            raise PermissionError(errno.EACCES, "it is marked read-only", str(path))


def _keep_version(target: Path, old_format: int) -> None:
    """The present file is kept under a number, as a second name where the file system has these."""
    if not target.exists():
        return
    folder = target.parent / VERSIONS_FOLDER
    folder.mkdir(exist_ok=True)
    if old_format < FORMAT:
        _second_name(target, folder / f"{target.name}.format-{old_format}")
    there = sorted(_numbered(target))
    if there and there[-1][1].samefile(target):
        return  # a save that ended here before
    _second_name(target, folder / f"{target.name}.{there[-1][0] + 1 if there else 1}")
    sync_folder(folder)


def _second_name(target: Path, place: Path) -> None:
    if place.exists():
        return
    try:
        os.link(target, place)
    except OSError:  # no links on this file system: a copy
        with atomic_path(place) as copy:
            shutil.copyfile(target, copy)


def _tidy(target: Path) -> None:
    """Only the newest versions stay, and nothing half-written by a process that died."""
    for _, place in sorted(_numbered(target), reverse=True)[VERSIONS_KEPT:]:
        place.unlink(missing_ok=True)
    now = target.stat().st_mtime
    for place in target.parent.glob(f".*{PROJECT_SUFFIX}{_PART}"):
        with contextlib.suppress(OSError):
            if place.stat().st_mtime < now - _STALE_SECONDS:
                place.unlink()


def _numbered(target: Path) -> list[tuple[int, Path]]:
    folder, head = target.parent / VERSIONS_FOLDER, f"{target.name}."
    try:
        names = [place.name[len(head) :] for place in folder.iterdir() if place.name.startswith(head)]
    except OSError:
        return []
    return [(int(name), folder / f"{head}{name}") for name in names if name.isascii() and name.isdigit()]


def _stamp(path: Path) -> tuple[int, ...]:
    status = path.stat()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
