"""The process that plays, as seen from the window's side: started, written to, read from, ended."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from core.playback.process import run_player

CLOSE_SECONDS = 2.0


class PlayerProcess:
    """One process after another.  One thread may send, start and end; what is heard comes in a thread of its own.

    ``on_message`` (name, arguments) is called for each thing it says; ``on_end`` (seconds it lived, whether it had
    asked for a successor) when it can say no more, because it was ended or died.
    """

    def __init__(self, on_message: Callable[[str, list[Any]], None], on_end: Callable[[float, bool], None]) -> None:
        self._on_message, self._on_end = on_message, on_end
        self._process: Any = None
        self._connection: Connection | None = None

    @property
    def pid(self) -> int | None:
        process = self._process
        return None if process is None else process.pid

    @property
    def is_serving(self) -> bool:
        return self._connection is not None and self._process is not None and bool(self._process.is_alive())

    def start(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=run_player, args=(theirs,), name="player", daemon=True)
        process.start()
        theirs.close()
        self._process, self._connection = process, ours
        threading.Thread(target=self._read, args=(ours,), name="player events", daemon=True).start()

    def send(self, command: tuple[Any, ...]) -> bool:
        """False where nobody hears it."""
        connection = self._connection
        if connection is None:
            return False
        try:
            connection.send(command)
        except OSError:
            self._connection = None
            return False
        return True

    def end(self) -> None:
        """Ask it to close; kill it if it does not."""
        if self._process is None:
            return
        self.send(("close",))
        self._process.join(CLOSE_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(CLOSE_SECONDS)

    def _read(self, connection: Connection) -> None:
        started_at, asked = time.monotonic(), False
        while True:
            try:
                name, *arguments = connection.recv()
            except (EOFError, OSError):
                break
            asked = asked or name == "restart"
            self._on_message(name, arguments)
        if self._connection is connection:
            self._connection = None
        self._on_end(time.monotonic() - started_at, asked)
