"""What the command line says: errors as sentences, progress on a terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

from core.reasons import reason_of, remedy_of


class CommandError(Exception):
    """The command cannot be done; the text is a sentence for the user."""


class OutputClosed(Exception):
    """Nobody reads stdout any more ("| head")."""


def say(line: str) -> None:
    """A result, on stdout.  Raises OutputClosed."""
    try:
        print(line, flush=True)
    except BrokenPipeError as error:
        raise OutputClosed from error


def complain(line: str) -> None:
    """Anything else, on stderr."""
    print(line, file=sys.stderr, flush=True)


def sentence(error: BaseException, about: Path | str | None = None) -> str:
    """What went wrong and where, for a person.  ``about`` is named unless the error names it itself."""
    if isinstance(error, MemoryError):
        text = "there is not enough memory for this"
    elif isinstance(error, OSError) and (reason := reason_of(error)):
        text = f"{reason}; {remedy}" if (remedy := remedy_of(error)) else reason
        named = about or error.filename
        return f"{named}: {text}." if named else f"{text[0].upper()}{text[1:]}."
    else:
        text = str(error).strip() or type(error).__name__
    if about is not None and str(about) not in text and Path(about).name not in text:
        text = f"{about}: {text}"
    return text if text.endswith((".", "!", "?")) else text + "."


class Progress:
    """One line with a bar, on a terminal only; silent anywhere else."""

    WIDTH = 28

    def __init__(self, label: str, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._label = label if len(label) <= 30 else label[:29] + "…"
        self._shown = -1
        self._active = self._stream.isatty()

    def update(self, done: int, total: int, note: str = "") -> None:
        percent = 100 * done // max(1, total)
        if self._active and percent != self._shown:
            self._shown = percent
            filled = self.WIDTH * done // max(1, total)
            bar = "#" * filled + "-" * (self.WIDTH - filled)
            self._stream.write(f"\r{self._label} {bar} {percent:3d} % {note}\x1b[K")
            self._stream.flush()

    def close(self) -> None:
        if self._active and self._shown >= 0:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
