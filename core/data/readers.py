"""Reading many files in processes of their own: one that crashes or hangs the parser costs that file alone."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path

from core.data.reading import FileRead, Unusable, read_file

PATIENCE_S = 30.0  # for one file
START_PATIENCE_S = 120.0  # for a reader to begin, on a machine that is busy with other things
_READY = -1  # in place of a file's position
_BATCH = 16  # files that a reader is given at a time


def usual_readers() -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(8, cores - 1))


def read_files(
    paths: Sequence[Path], readers: int | None = None, reader: Callable[[Path], FileRead] = read_file
) -> Iterator[tuple[int, FileRead | Unusable]]:
    """Read ``paths`` and yield (position, result) as they come.

    ``readers`` processes do it (None: as many as the cores allow; 0: this process itself).  What is in memory at a
    time does not depend on how many files there are.
    """
    count = usual_readers() if readers is None else readers
    if not count:
        for position, path in enumerate(paths):
            yield position, _read(path, reader)
        return
    crew = [_Reader(reader) for _ in range(min(count, -(-len(paths) // _BATCH)))]
    todo = iter(range(len(paths)))
    try:
        for one in crew:
            one.give(paths, todo)
        while any(one.waiting for one in crew):
            busy = [one for one in crew if one.waiting]
            wait([one.pipe for one in busy], timeout=1.0)
            for one in busy:
                yield from one.collect(paths)
                if not one.waiting:
                    one.give(paths, todo)
    finally:
        for one in crew:
            one.end()


def _read(path: Path, reader: Callable[[Path], FileRead]) -> FileRead | Unusable:
    try:
        return reader(path)
    except Unusable as error:
        return error
    except Exception as error:  # noqa: BLE001 one strange file must not end the reading of the others
        return Unusable("unreadable", f"{path} cannot be read ({type(error).__name__}) and was left out")


class _Reader:
    """A process that reads, and the files that it still owes."""

    def __init__(self, reader: Callable[[Path], FileRead]) -> None:
        self._reader = reader
        self.waiting: list[int] = []
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._reader), daemon=True)
        self._process.start()
        theirs.close()
        self._deadline = time.monotonic() + START_PATIENCE_S

    def give(self, paths: Sequence[Path], todo: Iterator[int]) -> None:
        self.waiting = list(itertools.islice(todo, _BATCH))
        self._send(paths)

    def _send(self, paths: Sequence[Path]) -> None:
        if self.waiting:
            self.pipe.send([(position, paths[position]) for position in self.waiting])

    def collect(self, paths: Sequence[Path]) -> Iterator[tuple[int, FileRead | Unusable]]:
        """What has been read; a file that ended or stopped the process is given up."""
        gone = False
        try:
            while self.waiting and self.pipe.poll():
                position, kind, value = self.pipe.recv()
                self._deadline = time.monotonic() + PATIENCE_S
                if position == _READY:
                    continue
                self.waiting.remove(position)
                yield position, Unusable(*value) if kind == "unusable" else value
        except (EOFError, OSError):
            gone = True
        if self.waiting and (gone or time.monotonic() > self._deadline):
            self.end()
            position = self.waiting.pop(0)
            what = "made the reader crash" if gone else "kept the reader busy for too long"
            yield position, Unusable("unreadable", f"{paths[position]} {what} and was left out")
            self._start()
            self._send(paths)

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _serve(pipe: Connection, reader: Callable[[Path], FileRead]) -> None:
    try:
        pipe.send((_READY, "", None))
        while True:
            for position, path in pipe.recv():
                result = _read(path, reader)
                if isinstance(result, Unusable):
                    pipe.send((position, "unusable", (result.verdict, str(result))))
                else:
                    pipe.send((position, "read", result))
    except (EOFError, OSError, KeyboardInterrupt):
        return
