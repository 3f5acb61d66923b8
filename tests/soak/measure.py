"""Memory, threads and handles of the window's process and of its two children, from /proc."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractalmidi_studio.main_window import MainWindow

COLUMNS = (
    "seconds", "actions", "runs",
    "window_mb", "engine_mb", "player_mb",
    "window_threads", "engine_threads", "player_threads",
    "window_handles", "engine_handles", "player_handles",
    "widgets", "qt_warnings", "exceptions", "stuck", "engine_pid", "player_pid",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figures:
    megabytes: float  # resident
    threads: int
    handles: int


def figures_of(pid: int | None) -> Figures:
    """Of one process; zeros where there is none."""
    try:
        folder = Path("/proc") / str(int(pid or 0))
        pages = int((folder / "statm").read_text().split()[1])
        threads, handles = (len(list((folder / name).iterdir())) for name in ("task", "fd"))
    except (OSError, ValueError):
        return Figures(0.0, 0, 0)
    return Figures(pages * os.sysconf("SC_PAGE_SIZE") / 2**20, threads, handles)


def children_of(window: MainWindow) -> dict[str, int | None]:
    """Process ids of engine and player, None where there is none."""
    owners = {"engine": window.sampler.engine, "player": window.playback.player}
    pids = {name: getattr(owner, "pid", None) for name, owner in owners.items()}
    return {name: pid if isinstance(pid, int) else None for name, pid in pids.items()}  # a fake one has none


def measure(window: MainWindow) -> dict[str, float]:
    """The columns that can be read off the system."""
    from PySide6.QtWidgets import QApplication

    pids = {"window": os.getpid(), **children_of(window)}
    row: dict[str, float] = {"widgets": len(QApplication.allWidgets())}
    for name, pid in pids.items():
        figures = figures_of(pid)
        row |= {
            f"{name}_mb": round(figures.megabytes, 2),
            f"{name}_threads": figures.threads,
            f"{name}_handles": figures.handles,
        }
        if name != "window":
            row[f"{name}_pid"] = pid or 0
    return row
