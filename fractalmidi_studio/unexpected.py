"""What nobody foresaw: exceptions in slots, timers and threads, and crashes of the process itself.

An exception is logged, shown with a report that can be copied, and the application goes on.  A native crash leaves a
traceback in a file, which the next start mentions.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import platform
import sys
import threading
import traceback
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QObject, Signal, qVersion

from core import __version__
from fractalmidi_studio.i18n import tr

log = logging.getLogger("fractalmidi_studio")
_CRASH, _TOLD = "crash-", "told-"
_TOLD_KEPT = 5
MAX_REPORT = 20_000  # characters


class ExceptionCatcher(QObject):
    """``caught``: a sentence, and the report for whoever is to mend it."""

    caught = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._seen: Counter[tuple[str, str, int]] = Counter()

    def install(self) -> None:
        sys.excepthook = self.handle
        threading.excepthook = lambda args: self.handle(args.exc_type, args.exc_value, args.exc_traceback)
        sys.unraisablehook = lambda args: log.error(
            "unexpected, %s %r", args.err_msg or "in", args.object, exc_info=args.exc_value
        )

    def handle(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return  # Ctrl+C in the terminal: see EndSignals
        times = self._count(kind, trace)
        if times & (times - 1):  # a timer that fails sixty times a second is told of at 1, 2, 4, 8 …
            return
        log.error("unexpected, for the %dth time here", times, exc_info=(kind, error or kind(), trace))
        text = tr("Something unexpected happened ({problem}). Your piece is still here.")
        problem = f"{kind.__name__}: {str(error)[:300]}"
        self.caught.emit(text.format(problem=problem), report_of(kind, error, trace))

    def _count(self, kind: type[BaseException], trace: TracebackType | None) -> int:
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = ("", 0) if trace is None else (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        self._seen[kind.__name__, *place] += 1
        return self._seen[kind.__name__, *place]


def report_of(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> str:
    """What helps to find the fault; nothing of the music is in it."""
    lines = traceback.format_exception(kind, error, trace)
    head = (
        f"FractalMIDI Studio {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
    )
    return f"{head}\n\n{''.join(lines)}"[-MAX_REPORT:]


class CrashLog:
    """The file that a native crash of this process writes its traceback to; ``earlier``: what processes before left."""

    def __init__(self, folder: Path | None) -> None:
        self.earlier: list[Path] = []
        self._file: TextIO | None = None
        self._path: Path | None = None
        if folder is None:
            faulthandler.enable()
            return
        try:
            self.earlier = _told(folder)
            self._path = folder / f"{_CRASH}{_unused(folder)}.txt"
            self._file = self._path.open("x", encoding="utf-8")
            faulthandler.enable(self._file)
        except OSError as error:
            log.warning("a crash would be written to the terminal only: %s", error)
            faulthandler.enable()

    def close(self) -> None:
        """An orderly end: the file is empty and goes."""
        if self._file is not None and self._path is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None
            with contextlib.suppress(OSError):
                if self._path.stat().st_size == 0:
                    self._path.unlink()


def _told(folder: Path) -> list[Path]:
    """The tracebacks of earlier crashes, renamed so that they are mentioned once; empty files are a killed process's
    or a living one's, and stay until there are many."""
    found = []
    for path in sorted(folder.glob(f"{_CRASH}*.txt")):
        if path.stat().st_size:
            told = path.with_name(_TOLD + path.name.removeprefix(_CRASH))
            found.append(path.rename(told))
    old = sorted(folder.glob(f"{_TOLD}*.txt"), key=lambda path: path.stat().st_mtime)
    for path in old[:-_TOLD_KEPT]:
        path.unlink(missing_ok=True)
    return found


def _unused(folder: Path) -> str:
    taken = {path.stem.split("-")[-1] for path in folder.glob("*.txt")}
    return next(str(number) for number in range(1, len(taken) + 2) if str(number) not in taken)
