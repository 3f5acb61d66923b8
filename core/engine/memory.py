"""Giving memory back to the system after a run."""

from __future__ import annotations

import contextlib
import ctypes
import sys


def give_back() -> None:
    """What was freed goes back: to the graphics card's other users, and (glibc keeps it otherwise) to the system."""
    import torch

    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):  # another C library than glibc
            ctypes.CDLL(None).malloc_trim(0)
