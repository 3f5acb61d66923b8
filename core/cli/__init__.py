"""The command line: the same code as the window, without a window.

stdout carries results, stderr everything else.  Exit code 0: all worked; 1: something did not, and stderr says what
and why; 2: the command itself was not understood.
"""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext

from core import __version__
from core.cli import continue_, convert_, evaluate, generate, info, inpaint, render, scan, train
from core.cli.messages import CommandError, OutputClosed, complain, sentence

_COMMANDS = (inpaint, generate, continue_, render, train, scan, evaluate, info, convert_)

_DESCRIPTION = """\
FractalMIDI Studio without its window: a fractal model rewrites a hole in a piece, continues a piece, or writes a new
one.  Without a command, "python main.py [FILE.mid]" opens the window.
"""

_EPILOG = """\
examples:
  python main.py inpaint song.mid -o out --start-step 64 --stop-step 128
        writes bars 5 to 8 anew (a step is a sixteenth note; 16 steps are a 4/4 bar) and saves out/song.mid
  python main.py generate -n 4 --seed 7 -o out --gif
        writes four new pieces, out/generated-7.mid to generated-10.mid, each with an animation of how it came to be
  python main.py continue song.mid --bars 4 -o out
        adds four bars at the end of the piece
  python main.py render song.mid -o song.png
        draws the piece (or animates it: .gif, or plays it: .wav, .flac, .ogg)

"python main.py COMMAND --help" explains a command.  Results go to stdout, messages to stderr.
Exit code 0: all worked.  1: something did not; stderr names it.  2: the command was not understood.
"""


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"FractalMIDI Studio {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in _COMMANDS:
        command.add_parser(commands)
    return parser


class _Terminated(KeyboardInterrupt):
    """SIGTERM: ends a command as Ctrl+C does, so that no temporary file stays behind."""


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    def stop(_number: int, _frame: object) -> None:
        raise _Terminated

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one sub-command; ``argv`` without the program's name (None = this process's).  Returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a name that the terminal cannot show stops nothing
    parser = build_parser()
    try:
        arguments = parser.parse_args(argv)
    except SystemExit as stop:  # argparse ends --help, --version and wrong usage this way
        return stop.code if isinstance(stop.code, int) else 2
    try:
        # Training ends in its own way, with its state saved.
        with nullcontext() if arguments.command == "train" else _ended_by_sigterm():
            code: int = arguments.run(arguments)
        return code
    except OutputClosed:
        # Nothing may be flushed to the closed pipe at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt as stop:
        complain("Stopped. Files already named above are complete; nothing is half-written.")
        return 143 if isinstance(stop, _Terminated) else 130
    except (CommandError, ValueError, OSError, RuntimeError) as error:
        complain(sentence(error))
        return 1
