"""What the player process asks of the system: exact waiting, real-time priority, quiet drivers."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import select
import sys
import threading
import time
from multiprocessing.connection import Connection
from typing import Any

REALTIME_VARIABLE = "FRACTALMIDI_REALTIME"
"""Set to 0: never ask for real-time priority."""
_REALTIME_PRIORITY = 10


class Waker:
    """Ends a wait from another thread."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self.reader = self._writer = -1
        if sys.platform != "win32":
            self.reader, self._writer = os.pipe()
            os.set_blocking(self.reader, False)
            os.set_blocking(self._writer, False)

    def wake(self) -> None:
        self._event.set()
        if self._writer >= 0:
            with contextlib.suppress(BlockingIOError):  # full: it wakes up anyway
                os.write(self._writer, b"w")

    def clear(self) -> None:
        self._event.clear()
        if self.reader >= 0:
            with contextlib.suppress(BlockingIOError):
                os.read(self.reader, 4096)

    @property
    def is_awake(self) -> bool:
        return self._event.is_set()


def wait_until(connection: Connection, waker: Waker, due: float) -> bool:
    """Wait until a clock time, a wake-up, or until a command is there; True for a command."""
    timeout = max(0.0, due - time.perf_counter())
    if sys.platform != "win32":
        # select counts in microseconds; connection.wait and poll round up to whole milliseconds
        waiting: list[Any] = [connection, waker.reader]
        ready, _writable, _broken = select.select(waiting, [], [], timeout)
        waker.clear()
        return connection in ready
    # Waiting on a pipe is only exact to 16 ms on Windows, sleeping is to about 1 ms.
    while (timeout := due - time.perf_counter()) > 0 and not waker.is_awake:
        if connection.poll(0):
            return True
        time.sleep(min(timeout, 0.002))
    waker.clear()
    return connection.poll(0)


def set_realtime(on: bool) -> None:
    """Ask for real-time priority while MIDI is played; quietly do without where it isn't granted."""
    if not sys.platform.startswith("linux") or os.environ.get(REALTIME_VARIABLE) == "0":
        return
    policy = os.SCHED_FIFO if on else os.SCHED_OTHER
    with contextlib.suppress(OSError):
        # for this thread only: threads and processes that it starts get none of it
        os.sched_setscheduler(0, policy | os.SCHED_RESET_ON_FORK, os.sched_param(_REALTIME_PRIORITY if on else 0))


def mute_drivers() -> None:
    """Keep what ALSA and JACK print in C off the user's terminal; Python's own messages still get there."""
    try:
        own = os.fdopen(os.dup(2), "w", buffering=1, errors="backslashreplace")
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.close(null)
    except OSError:
        return  # started without a terminal
    sys.stderr = own
    faulthandler.enable(own)  # where a driver crashed is worth a bug report
