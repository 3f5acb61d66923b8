"""The run's own side of ``status.json`` and ``control``."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.files import write_bytes
from core.train_run import names
from core.train_run.process import process_mark
from core.train_run.status import RunStatus, read_status, write_status

INTERVAL_S = 0.5


class StatusWriter:
    """Keeps a run's status on disk, at most twice a second unless the state changes."""

    def __init__(self, folder: Path, silent: bool = False, **first: Any) -> None:
        """``silent``: one of several processes of a run, which leaves the word to the first."""
        self.silent = silent
        self.path = folder / names.STATUS
        now = time.time()
        self.before = 0.0  # when an earlier part of the run spoke last
        self.status = RunStatus(name=folder.name, started=now)
        with suppress(ValueError):
            before = read_status(self.path)
            self.before = before.updated
            self.status.started = before.started or now
            self.status.best_bits, self.status.best_step = before.best_bits, before.best_step
            self.status.step, self.status.minutes = before.step, before.minutes
        self.status.pid = os.getpid()
        self.status.pid_started = process_mark(self.status.pid)
        self._due = 0.0
        self.update(**first)

    def update(self, **changes: Any) -> None:
        """Note ``changes``.  What cannot be written (disk full, folder gone) does not end a run."""
        state = self.status.state
        for name, value in changes.items():
            assert name in asdict(self.status), name
            setattr(self.status, name, value)
        now = time.monotonic()
        if self.silent or (now < self._due and self.status.state == state):
            return
        self._due = now + INTERVAL_S
        self.status.updated = time.time()
        with suppress(OSError):
            write_status(self.path, self.status)


class ControlFile:
    """What the user wishes: "run", "pause" or "stop".  Looking costs one ``stat``."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / names.CONTROL
        self._seen: tuple[int, int] | None = None
        self._word = "run"

    def clear(self, until: float) -> None:
        """Forget a wish that was meant for an earlier part of the run, which spoke last at ``until``."""
        with suppress(OSError):
            if self.path.stat().st_mtime <= until:
                write_bytes(self.path, b"run\n")

    def word(self) -> str:
        try:
            info = self.path.stat()
            seen = (info.st_mtime_ns, info.st_ino)
            if seen != self._seen:
                with self.path.open("rb") as file:
                    word = file.read(16).decode("ascii", "replace").strip().lower()
                self._seen, self._word = seen, word if word in ("pause", "stop") else "run"
        except OSError:
            return "run"
        return self._word
