"""The container: a zip with a few parts of known names.  Nothing of it is ever unpacked to disk.

No size, name or kind is believed: everything is checked against ``limits`` before memory is taken.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from core.project import limits
from core.project.limits import ProjectFileError

MIMETYPE = b"application/x-fractalmidi-project"
JSON_PARTS = ("project.json", "score.json", "history.json", "takes.json")
DATA_PARTS = ("score.bin", "holes.bin", "history.bin", "takes.bin", "thumbnail.png")
PARTS = ("mimetype", *JSON_PARTS, *DATA_PARTS)
_ALWAYS = (1980, 1, 1, 0, 0, 0)  # the same project gives the same bytes, whatever the clock says
_KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The bytes of an archive with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in {"mimetype": MIMETYPE, **parts}.items():
            assert name in PARTS, name
            stored = name == "mimetype" or name.endswith(".png")  # the type stands readable at the file's head
            info = zipfile.ZipInfo(name, _ALWAYS)
            info.external_attr = 0o600 << 16
            archive.writestr(info, data, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED, 6)
    return out.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts of an archive.  Raises ProjectFileError with a sentence for anything that is none."""
    if len(data) > limits.MAX_FILE_BYTES:
        raise too_large(len(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            return {entry.filename: _read(archive, entry) for entry in entries}
    except ProjectFileError:
        raise
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, struct.error) as error:
        raise ProjectFileError(f"it is damaged or no project file ({error}).") from error
    except (NotImplementedError, RuntimeError, ValueError, OverflowError, OSError, IndexError) as error:
        raise ProjectFileError(f"it is packed in a way that no project is ({error}).") from error


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > limits.MAX_PARTS:
        raise ProjectFileError(f"it holds {len(entries):,} parts; a project has at most {limits.MAX_PARTS}.")
    seen: set[str] = set()
    total = 0
    for entry in entries:
        name = entry.filename
        shown = ascii(name[:60])
        if name not in PARTS:  # also every path that leads elsewhere
            raise ProjectFileError(f"it holds {shown}, which is no part of a project.")
        if name in seen:
            raise ProjectFileError(f"it holds {shown} twice.")
        seen.add(name)
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG):
            raise ProjectFileError(f"its part {shown} is a link or a device, not data.")
        if entry.flag_bits & 0x1 or entry.compress_type not in _KINDS:
            raise ProjectFileError(f"its part {shown} is packed in a way that no project is.")
        total += entry.file_size
        _check_size(name, entry.file_size)
    if total > limits.MAX_UNPACKED_BYTES:
        raise ProjectFileError(
            f"it would unpack to {total >> 20:,} MB; {limits.MAX_UNPACKED_BYTES >> 20} MB are allowed."
        )
    if "project.json" not in seen:
        raise ProjectFileError("it is a zip file, but no project of this program.")


def _check_size(name: str, size: int) -> None:
    most = limits.MAX_JSON_BYTES if name in JSON_PARTS else limits.MAX_UNPACKED_BYTES
    if size > most:
        raise ProjectFileError(f"its part {name} would be {size >> 20:,} MB large; {most >> 20} MB are allowed.")


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as part:
        # One byte more than promised, so that a part that goes on is noticed; the checksum is checked at its end.
        data = part.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise ProjectFileError(f"its part {entry.filename} is not as long as it says.")
    return data


def load(path: Path) -> bytes:
    """Read a file after a look at what it is.  Raises ProjectFileError with a sentence, or OSError."""
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise ProjectFileError("it is a folder, not a project.")
    if not stat.S_ISREG(status.st_mode):
        raise ProjectFileError("it is not an ordinary file, so it was not opened.")
    if status.st_size > limits.MAX_FILE_BYTES:
        raise too_large(status.st_size)
    with path.open("rb") as file:
        data = file.read(limits.MAX_FILE_BYTES + 1)
    if len(data) > limits.MAX_FILE_BYTES:
        raise too_large(len(data))
    return data


def too_large(size: int) -> ProjectFileError:
    most = limits.MAX_FILE_BYTES >> 20
    return ProjectFileError(f"it is {size >> 20:,} MB large; projects up to {most} MB can be opened.")
