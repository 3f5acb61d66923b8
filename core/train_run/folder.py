"""The folder of a run, for those who watch and steer it."""

from __future__ import annotations

import csv
import io
import os
import re
import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from core.files import write_bytes
from core.model_file import CheckpointError, read_info
from core.train_run import names
from core.train_run.process import is_running
from core.train_run.status import RunStatus, read_status

MAX_READ_BYTES = 128 << 10  # of metrics at a time
MAX_LOG_BYTES = 64 << 10
MAX_REPORT_BYTES = 1 << 20
_STEP = re.compile(r"step_(\d{1,12})")


@dataclass(frozen=True, slots=True)
class MetricsMark:
    """How far the metrics have been read."""

    file: int = 0  # inode: another file was put in its place
    position: int = 0
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metrics:
    """``rows`` have a value only for what was measured at that step; "step" is always there."""

    rows: list[dict[str, float]]
    mark: MetricsMark
    afresh: bool  # rows begin at the beginning: forget those read before
    more: bool = False  # there is more to read at once


@dataclass(frozen=True, slots=True)
class Checkpoint:
    step: int
    path: Path
    bits: float | None  # validation bits a note, where measured


class RunFolder:
    def __init__(self, path: Path) -> None:
        self.path = Path(path)

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def best(self) -> Path:
        """Where the best model lies, once there is one."""
        return self.path / names.CHECKPOINTS / names.BEST

    @property
    def report(self) -> Path:
        """Where a run that ended by an unforeseen fault says what happened."""
        return self.path / names.REPORT

    @property
    def can_resume(self) -> bool:
        return any((self.path / name).is_file() for name in (names.STATE, names.PREVIOUS_STATE))

    def status(self) -> RunStatus:
        """What the run does; "died" if it says that it lives and does not.  Raises ValueError without a status."""
        status = read_status(self.path / names.STATUS)
        status.name = status.name or self.name
        if status.is_live and not is_running(status.pid, status.pid_started):
            again = read_status(self.path / names.STATUS)  # it may have said goodbye in between
            if again.is_live:
                status.state, status.seconds_left = "died", None
                status.sentence = "The run ended without a word: it was killed, or the power went."
            else:
                status = again
        return status

    def is_alive(self) -> bool:
        with suppress(ValueError):
            return self.status().is_live
        return False

    def metrics(self, since: MetricsMark | None = None) -> Metrics:
        """Rows of the metrics after ``since``, at most 128 KiB at a time.  Missing or damaged: no rows."""
        since = since or MetricsMark()
        try:
            with (self.path / names.METRICS).open("rb") as file:
                info = os.fstat(file.fileno())
                afresh = since.file != info.st_ino or info.st_size < since.position or not since.columns
                position = 0 if afresh else since.position
                file.seek(position)
                data = file.read(MAX_READ_BYTES)
        except OSError:
            return Metrics([], MetricsMark(), True)
        whole = data[: data.rfind(b"\n") + 1]  # the last line may still be growing
        lines = list(csv.reader(io.StringIO(whole.decode("utf-8", "replace"))))
        columns = since.columns
        if afresh:
            columns, lines = (tuple(lines[0]), lines[1:]) if lines else ((), [])
        rows = [row for row in (_row(columns, line) for line in lines) if "step" in row]
        mark = MetricsMark(info.st_ino, position + len(whole), columns)
        return Metrics(rows, mark, afresh, bool(whole) and mark.position < info.st_size)

    def checkpoints(self) -> list[Checkpoint]:
        """The numbered models, oldest first; those that cannot be read are left out."""
        found = []
        for step, path in _numbered(self.path / names.CHECKPOINTS, ".safetensors"):
            with suppress(CheckpointError):
                bits = read_info(path)["provenance"].get("valid_bits_per_note", {})
                total = bits.get("total") if isinstance(bits, dict) else None
                found.append(Checkpoint(step, path, float(total) if isinstance(total, (int, float)) else None))
        return found

    def gifs(self) -> list[Path]:
        """Oldest first."""
        return [path for _, path in _numbered(self.path / names.GIFS, ".gif")]

    def images(self) -> list[Path]:
        return [path for _, path in _numbered(self.path / names.IMAGES, ".png")]

    def log_tail(self, most: int = MAX_LOG_BYTES) -> str:
        """The end of what the run said."""
        try:
            with (self.path / names.LOG).open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                file.seek(max(0, size - most))
                text = file.read(most).decode("utf-8", "replace")
        except OSError:
            return ""
        return text if size <= most else text.partition("\n")[2]

    def pause(self) -> None:
        self._wish("pause")

    def resume_running(self) -> None:
        """End a pause.  (A run that has ended is gone on with by ``start(..., resume=True)``.)"""
        self._wish("run")

    def stop(self) -> None:
        """Ask the run to write its state and end.  It does so after the step that it is in."""
        self._wish("stop")

    def kill(self) -> None:
        """End a run that does not answer; its last state stays whole."""
        with suppress(ValueError, OSError):
            status = self.status()
            if status.is_live:
                os.kill(status.pid, getattr(signal, "SIGKILL", signal.SIGTERM))

    def wish(self) -> str:
        """What was asked for last: "pause", "stop" or "run"."""
        try:
            with (self.path / names.CONTROL).open("rb") as file:
                word = file.read(16).decode("ascii", "replace").strip()
        except OSError:
            return "run"
        return word if word in ("pause", "stop") else "run"

    def _wish(self, word: str) -> None:
        write_bytes(self.path / names.CONTROL, f"{word}\n".encode())


def read_report(path: Path) -> str:
    """What a run left about a fault; empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_REPORT_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""


def list_runs(root: Path) -> list[RunFolder]:
    """The runs under ``root``, the one that was active last first."""
    found: list[tuple[float, RunFolder]] = []
    with suppress(OSError):
        for path in root.iterdir():
            with suppress(OSError):
                found.append(((path / names.STATUS).stat().st_mtime, RunFolder(path)))
    return [run for _, run in sorted(found, key=lambda pair: -pair[0])]


def _row(columns: tuple[str, ...], line: list[str]) -> dict[str, float]:
    row = {}
    for name, cell in zip(columns, line, strict=False):
        with suppress(ValueError):
            row[name] = float(cell)
    return row


def _numbered(folder: Path, suffix: str) -> Iterator[tuple[int, Path]]:
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == suffix)
    except OSError:
        return
    numbered = [(int(match.group(1)), path) for path in paths if (match := _STEP.match(path.name))]
    yield from sorted(numbered)
