"""Memory that was freed goes back to the system.  For the GNU C library, whose allocator keeps it otherwise.

By default it makes an arena for each of many threads and raises, with the first large block that is freed, the size
from which blocks are maps of their own.  What an import or an export leaves then lies scattered in arenas: of 400 MB
that the window took after ten minutes of work, 180 were empty.  Other C libraries know nothing of this.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # of mallopt, from malloc.h
_OWN_MAP_BYTES = 1 << 20  # blocks from here on are maps of their own, which go back when they are freed
_SPARE_BYTES = 1 << 20  # so much may lie unused at the end of an arena
_ARENAS = 2  # Python's lock lets one thread at a time allocate nearly everything


def keep_small(own_map_bytes: int = _OWN_MAP_BYTES) -> None:
    """For the rest of the process.  Call it before there are threads.

    ``own_map_bytes``: smaller where blocks of that size come and go for hours beside one another, as in a cache of
    sounds; what is left of each leaves no hole then that the next does not fit into.
    """
    for name, value in ((_MMAP_THRESHOLD, own_map_bytes), (_TRIM_THRESHOLD, _SPARE_BYTES), (_ARENA_MAX, _ARENAS)):
        _call("mallopt", name, value)


def trim() -> None:
    """Give back what lies unused between blocks in use, too.  Milliseconds, without Python's lock: any thread may."""
    _call("malloc_trim", 0)


def _call(name: str, *arguments: int) -> None:
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):  # another C library
            getattr(ctypes.CDLL(None), name)(*arguments)
