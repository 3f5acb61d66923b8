"""How many threads torch may take: the window, the beat and the user need a core."""

from __future__ import annotations

import os

from platformdirs import user_cache_path


def torch_threads() -> int:
    """One on up to two cores, else all but one (measured: two on two cores spin at each other's barriers)."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 1 if cores <= 2 else cores - 1


def prepare_environment() -> None:
    """Must run before torch is imported."""
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("OMP_NUM_THREADS", str(torch_threads()))
    # torch makes this folder when it is imported; otherwise in the system's temporary folder, where it stays behind.
    os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", str(user_cache_path("fractalmidi-studio") / "torch"))
