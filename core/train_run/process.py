"""Is it still the same process?  Numbers of processes are used again."""

from __future__ import annotations

import os
from pathlib import Path


def process_mark(pid: int) -> str:
    """Something that no later process with this number has; empty where the system does not tell."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""
    return f"{boot}:{text.rpartition(')')[2].split()[19]}"  # field 22, counted behind the name in brackets


def is_running(pid: int, mark: str) -> bool:
    """Whether process ``pid`` lives and is the one that left ``mark``.  A zombie does not live."""
    if pid <= 0:
        return False
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return not Path("/proc/self/stat").exists() and _answers(pid)
    return text.rpartition(")")[2].split()[0] not in ("Z", "X") and mark in ("", process_mark(pid))


def _answers(pid: int) -> bool:
    """For systems without /proc."""
    if os.name == "nt":  # there, os.kill would end it
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
