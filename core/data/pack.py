"""What was read of many files, on disk: notes in one long file, an index of arrays beside it.

A run asks for a few pieces a step; only those are in memory.  Files are known by path, size and time of change, so
only what is new is read again.  The index is an ``.npz`` without pickles; nothing in it is believed unseen.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import threading
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, overload

import numpy as np
import platformdirs
from numpy.typing import NDArray

from core.data.corpus import MIDI_SUFFIXES, Piece, style_of
from core.data.likeness import SKETCH_SIZE
from core.data.readers import read_files
from core.data.reading import MAX_PIECE_STEPS, NOTE, FileRead, Unusable, pack_notes
from core.files import write_with
from core.refusal import Refusal

FORMAT = 1
OUTCOMES = ("read", "unreadable", "empty", "drums_only")
MAX_PACKS = 8  # in the user's cache; the one that was used longest ago goes
_ROW = np.dtype(
    [
        ("size", "<i8"),
        ("changed_ns", "<i8"),
        ("outcome", "u1"),
        ("offset", "<i8"),
        ("notes", "<i4"),
        ("bars", "<i4"),
        ("steps", "<i4"),
        ("bar_steps", "<i4"),  # of a bar that the model has no name for; else 0
        ("off_grid", "<f4"),
        ("velocities", "u1"),  # different ones, at most 255
        ("fingerprint", "u1", (16,)),
        ("sketch", "<u8", (SKETCH_SIZE,)),
    ]
)


@dataclass(slots=True)
class Pack:
    """``rows[i]`` tells of ``paths[i]``; ``reasons`` has a sentence for those that could not be used."""

    paths: list[Path]
    rows: NDArray[Any]
    reasons: dict[int, str]
    data: Path
    num_read_now: int = 0  # files that were not known yet


def list_files(folders: Sequence[Path]) -> list[tuple[Path, int, int]]:
    """(path, size, time of change in ns) of the MIDI files under ``folders``, in one order whatever the disk's.

    Raises FileNotFoundError with a sentence.
    """
    found: dict[Path, tuple[int, int]] = {}

    def take(path: Path) -> None:
        with suppress(OSError):
            status = path.stat()
            found[path] = (status.st_size, status.st_mtime_ns)

    for folder in folders:
        if folder.is_file():
            take(folder)
        elif not folder.is_dir():
            raise FileNotFoundError(f"{folder} does not exist: name a folder of MIDI files")
        else:
            for parent, _, files in os.walk(folder):
                for name in files:
                    if name.lower().endswith(MIDI_SUFFIXES):
                        take(Path(parent, name))
    return [(path, *found[path]) for path in sorted(found)]


def cache_folder(setting: str = "auto") -> Path:
    """Where packs lie: ``setting``, or the user's cache folder."""
    if setting != "auto":
        return Path(setting)
    return Path(platformdirs.user_cache_dir("fractalmidi-studio", appauthor=False)) / "music"


def open_pack(
    folders: Sequence[Path],
    cache: Path,
    readers: int | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Pack:
    """The pack of ``folders``, with everything in it that lies there now.  Raises FileNotFoundError, OSError."""
    files = list_files(folders)
    cache.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256("\n".join(sorted(str(f.resolve()) for f in folders)).encode()).hexdigest()[:16]
    index = cache / f"{name}.npz"
    old = _load(index)
    known = {} if old is None else {path: i for i, path in enumerate(old.paths)}
    reuse = {}
    for i, (path, size, changed) in enumerate(files):
        j = known.get(path, -1)
        if old is not None and j >= 0 and (old.rows[j]["size"], old.rows[j]["changed_ns"]) == (size, changed):
            reuse[i] = j
    if old is not None and len(reuse) == len(files) == len(old.paths):
        with suppress(OSError):
            os.utime(index)
        return old
    pack = _build(files, old, reuse, cache / f"{name}-{secrets.token_hex(4)}.pack", readers, progress)
    try:
        _save(pack, index)
    except BaseException:  # a full disk: nothing names what was written, and nobody would ever look for it
        with suppress(OSError):
            pack.data.unlink()
        raise
    _tidy(cache, pack.data, old)
    return pack


def _build(
    files: list[tuple[Path, int, int]],
    old: Pack | None,
    reuse: dict[int, int],
    data: Path,
    readers: int | None,
    progress: Callable[[int, int], None],
) -> Pack:
    rows = np.zeros(len(files), _ROW)
    reasons: dict[int, str] = {}
    new = [i for i in range(len(files)) if i not in reuse]

    def write(temporary: Path) -> None:
        with temporary.open("wb") as out:
            if old is not None:
                with old.data.open("rb") as source:
                    for i, j in reuse.items():
                        _copy(old, source.fileno(), j, rows, i, out, reasons)
            for done, (k, result) in enumerate(read_files([files[i][0] for i in new], readers), 1):
                i = new[k]
                rows[i]["size"], rows[i]["changed_ns"] = files[i][1:]
                if isinstance(result, Unusable):
                    rows[i]["outcome"], reasons[i] = OUTCOMES.index(result.verdict), str(result)
                else:
                    rows[i]["offset"] = out.tell()
                    _describe(rows, i, result)
                    out.write(pack_notes(result))
                progress(done, len(new))

    write_with(data, write)
    return Pack([path for path, _, _ in files], rows, reasons, data, len(new))


def _describe(rows: NDArray[Any], i: int, read: FileRead) -> None:
    row = rows[i : i + 1]
    row["notes"], row["bars"] = len(read.notes), int(read.downbeat.sum())
    row["steps"], row["bar_steps"], row["off_grid"] = len(read.downbeat), read.bar_steps, read.off_grid
    row["velocities"] = min(255, len(np.unique(read.notes[:, 3])))
    row["fingerprint"], row["sketch"] = np.frombuffer(read.fingerprint, np.uint8), read.sketch


def _copy(old: Pack, source: int, j: int, rows: NDArray[Any], i: int, out: Any, reasons: dict[int, str]) -> None:
    rows[i] = old.rows[j]
    if j in old.reasons:
        reasons[i] = old.reasons[j]
    length = int(rows[i]["notes"]) * NOTE.itemsize + int(rows[i]["bars"]) * 4
    rows[i]["offset"] = out.tell()
    out.write(_exactly(source, length, int(old.rows[j]["offset"])))


_ONE_AT_A_TIME = threading.Lock()  # of those that share a file's place


def _read_at(file: int, length: int, offset: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(file, length, offset)
    with _ONE_AT_A_TIME:  # Windows
        os.lseek(file, offset, os.SEEK_SET)
        return os.read(file, length)


def _exactly(file: int, length: int, offset: int) -> bytes:
    data = _read_at(file, length, offset)
    if len(data) != length:
        raise Refusal("the cache of the music that was read is damaged; start again, it is made anew")
    return data


def _save(pack: Pack, index: Path) -> None:
    """The index is written last: what it names is whole."""
    about = {"format": FORMAT, "data": pack.data.name, "bytes": pack.data.stat().st_size}
    texts = {"paths": [str(path) for path in pack.paths], "reasons": sorted(pack.reasons.items())}

    def write(temporary: Path) -> None:
        with temporary.open("wb") as file:
            packed = np.frombuffer(json.dumps(about | texts).encode(), np.uint8)
            np.savez(file, rows=pack.rows, about=packed)

    write_with(index, write)


def _load(index: Path) -> Pack | None:
    """None if there is none, or none that can be used: then everything is read anew."""
    try:
        with np.load(index, allow_pickle=False) as file:
            rows, about = file["rows"], json.loads(file["about"].tobytes())
        data = index.parent / Path(about["data"]).name
        paths = [Path(path) for path in about["paths"]]
        reasons = {int(i): str(text) for i, text in about["reasons"]}
        bytes_ = data.stat().st_size
    except (OSError, ValueError, LookupError, TypeError, EOFError, zipfile.BadZipFile):
        return None
    if about["format"] != FORMAT or rows.dtype != _ROW or rows.shape != (len(paths),) or bytes_ != about["bytes"]:
        return None
    lengths = rows["notes"].astype(np.int64) * NOTE.itemsize + rows["bars"].astype(np.int64) * 4
    small = (rows["notes"] >= 0) & (rows["bars"] >= 0) & (rows["steps"] >= 0) & (rows["steps"] <= MAX_PIECE_STEPS)
    inside = (rows["offset"] >= 0) & (rows["offset"] + lengths <= bytes_) & (rows["outcome"] < len(OUTCOMES))
    return Pack(paths, rows, reasons, data) if bool((small & inside).all()) else None


def _tidy(cache: Path, mine: Path, old: Pack | None) -> None:
    with suppress(OSError):
        if old is not None and old.data != mine:
            old.data.unlink(missing_ok=True)
        indices = sorted(cache.glob("*.npz"), key=lambda path: -path.stat().st_mtime)
        for index in indices[MAX_PACKS:]:
            for data in cache.glob(f"{index.stem}-*.pack"):
                data.unlink(missing_ok=True)
            index.unlink(missing_ok=True)


@dataclass(slots=True)
class PackedPieces(Sequence[Piece]):
    """Some of a pack's pieces, each read when it is asked for."""

    pack: Pack
    chosen: NDArray[np.int64]  # (n,) rows of the pack
    played_styles: tuple[str, ...] | None
    _file: int = field(default=-1, repr=False)

    def __len__(self) -> int:
        return len(self.chosen)

    @property
    def lengths(self) -> NDArray[np.int64]:
        return self.pack.rows["steps"][self.chosen].astype(np.int64)

    @property
    def paths(self) -> list[Path]:
        return [self.pack.paths[i] for i in self.chosen.tolist()]

    @overload
    def __getitem__(self, index: int) -> Piece: ...
    @overload
    def __getitem__(self, index: slice) -> list[Piece]: ...
    def __getitem__(self, index: int | slice) -> Piece | list[Piece]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        number = int(self.chosen[index])
        row = self.pack.rows[number]
        count, bars, steps = int(row["notes"]), int(row["bars"]), int(row["steps"])
        if self._file < 0:  # kept open: the file may be replaced, or its folder go, in the middle of a run
            self._file = os.open(self.pack.data, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        data = _exactly(self._file, count * NOTE.itemsize + bars * 4, int(row["offset"]))
        packed = np.frombuffer(data, NOTE, count)
        notes = np.stack([packed[name].astype(np.int64) for name in ("onset", "pitch", "duration", "velocity")], axis=1)
        downbeat = np.zeros(steps, np.bool_)
        starts = np.frombuffer(data, "<u4", bars, count * NOTE.itemsize)
        downbeat[starts[starts < steps]] = True
        path = self.pack.paths[number]
        return Piece(path, notes, downbeat, *style_of(path, self.played_styles, int(row["velocities"]) > 2))

    def __getstate__(self) -> dict[str, Any]:
        return {"pack": self.pack, "chosen": self.chosen, "played_styles": self.played_styles}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.pack, self.chosen, self.played_styles = state["pack"], state["chosen"], state["played_styles"]
        self._file = -1

    def __del__(self) -> None:
        if getattr(self, "_file", -1) >= 0:
            with suppress(OSError):
                os.close(self._file)
