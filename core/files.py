"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def atomic_path(
    path: Path, suffix: str | None = None, last_step: Callable[[Path], None] | None = None
) -> Iterator[Path]:
    """Yield a temporary path beside ``path``; on success fsync it, rename it over ``path`` and fsync the folder.

    ``suffix``: of the temporary file, that of ``path`` unless given.  ``last_step`` looks at the temporary file when
    it is durable, before it takes the place of the old one; what it raises leaves the old one there.

    Whatever happens in between, ``path`` holds the old content or the new, never half of it.
    A link stays a link: the file that it points to is written.  Raises OSError (folder not writable, disk full, a
    folder or a device of that name) with nothing left behind.
    """
    path = Path(path)
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if target.exists() and not target.is_file():  # root could put a file in a device's place
        raise OSError(errno.EINVAL, "it is no ordinary file", str(path))
    ending = path.suffix if suffix is None else suffix
    temporary = target.parent / f".{path.stem[:40]}-{secrets.token_hex(8)}{ending}"
    try:  # from before it is there: whoever is told to stop may be told at any moment
        _begin(temporary)
        yield temporary
        temporary.chmod(_mode_of(target))
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        if last_step is not None:
            last_step(temporary)
        temporary.replace(target)
    except BaseException as error:
        with contextlib.suppress(OSError):  # its folder may be gone: what went wrong first is what counts
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno is not None and error.filename in (None, str(temporary)):
            error.filename = str(path)  # what was asked for: a full disk names no file, nobody knows the other name
        raise
    sync_folder(target.parent)


def _begin(path: Path) -> None:
    """An empty file that was not there before, for its owner alone."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _mode_of(target: Path) -> int:
    """Who may read and write the new file: as with the old one; for a first one, as with any new file."""
    with contextlib.suppress(OSError):
        return stat.S_IMODE(target.stat().st_mode)
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows cannot open a folder; its rename is durable by journal
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_bytes(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` whole or not at all."""
    with atomic_path(path) as temporary:
        temporary.write_bytes(data)


def write_with(path: Path, writer: Callable[[Path], None]) -> None:
    """Let ``writer`` fill a temporary file that then replaces ``path``."""
    with atomic_path(path) as temporary:
        writer(temporary)
