"""``status.json``: what a run is doing, written by the run alone, read by anybody."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from core.reasons import words_of
from core.refusal import Refusal

FORMAT = 1
LIVE_STATES = ("starting", "scanning", "running", "paused", "stopping")
STATES = (*LIVE_STATES, "stopped", "finished", "failed", "died")  # "died": killed; no run writes this of itself
MAX_STATUS_BYTES = 1 << 16


@dataclass(slots=True)
class RunStatus:
    """Times of day are seconds since 1970; durations come from a clock that never jumps."""

    state: str = "starting"
    name: str = ""
    pid: int = 0
    pid_started: str = ""  # tells this process from a later one with the same number
    step: int = 0
    max_steps: int = 0
    minutes: float = 0.0  # of training, over all parts of the run, pauses left out
    max_minutes: float | None = None
    windows_per_second: float | None = None
    seconds_left: float | None = None  # None: not known yet
    sentence: str = ""  # what it is doing, or why it failed
    started: float = 0.0
    updated: float = 0.0
    best_bits: float | None = None  # validation bits a note
    best_step: int | None = None
    base: str = ""  # name of the model that it started from; empty: from scratch
    device: str = ""

    @property
    def is_live(self) -> bool:
        return self.state in LIVE_STATES


def write_status(path: Path, status: RunStatus) -> None:
    """Put ``status`` in place of what ``path`` held; a reader sees the old or the new.  Raises OSError."""
    text = json.dumps({"format": FORMAT} | asdict(status), ensure_ascii=False)
    handle, name = tempfile.mkstemp(prefix=".status-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def read_status(path: Path) -> RunStatus:
    """The status in ``path``.  Raises ValueError with a sentence where there is none that can be understood."""
    try:
        if path.stat().st_size > MAX_STATUS_BYTES:
            raise Refusal(f"{path} is too large for a status")
        values = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refusal(f"{path} cannot be read: {words_of(error)}") from error
    except (ValueError, RecursionError) as error:
        raise Refusal(f"{path} is damaged") from error
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise Refusal(f"{path} is not the status of a training run that this version knows")
    return _checked(values)


def _checked(values: dict[str, Any]) -> RunStatus:
    """Each field if it has the type that it should have; its default otherwise."""
    status = RunStatus()
    for field in fields(RunStatus):
        value = values.get(field.name)
        wanted = str(field.type)
        if wanted.startswith("str") and isinstance(value, str):
            setattr(status, field.name, value)
        elif isinstance(value, bool) or not isinstance(value, (int, float)):
            continue
        elif wanted.startswith("int") and value == int(value):
            setattr(status, field.name, int(value))
        elif wanted.startswith("float"):
            setattr(status, field.name, float(value))
    if status.state not in STATES:
        status.state = "died"
    return status
