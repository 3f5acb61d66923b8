"""What the player process asks of the system: exact waiting, real-time priority, quiet drivers."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import sys
import time
from multiprocessing.connection import Connection

_REALTIME_PRIORITY = 10


def wait_until(connection: Connection, due: float) -> bool:
    """Wait until a clock time or until a command is there; True for a command."""
    timeout = max(0.0, due - time.perf_counter())
    if sys.platform != "win32":
        return connection.poll(timeout)
    # Waiting on a pipe is only exact to 16 ms on Windows, sleeping is to about 1 ms.
    while timeout > 0.02:
        if connection.poll(timeout - 0.02):
            return True
        timeout = due - time.perf_counter()
    while (timeout := due - time.perf_counter()) > 0:
        if connection.poll(0):
            return True
        time.sleep(min(timeout, 0.002))
    return connection.poll(0)


def set_realtime(on: bool) -> None:
    """Ask for real-time priority while MIDI is played; quietly do without where it isn't granted."""
    if not sys.platform.startswith("linux"):
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
