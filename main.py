"""Entry: a sub-command runs without a window; anything else opens the window, with the named files."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

COMMANDS = ("inpaint", "generate", "continue", "render", "train", "scan", "evaluate", "info", "convert")


def main(arguments: list[str]) -> int:
    if arguments and (arguments[0] in COMMANDS or arguments[0] in ("-h", "--help", "--version")):
        from core.cli import main as command_line

        return command_line(arguments) or 0
    wrong = _not_understood(arguments)
    if wrong:
        print(wrong, file=sys.stderr)
        return 2
    gc.disable()  # starting makes much and throws little away: a tenth quicker; the window looks for garbage itself
    from fractalmidi_studio.app import main as window

    return window(arguments)


def _not_understood(arguments: list[str]) -> str:
    """Why no window is opened, as a sentence; empty where nothing is in the way."""
    help_line = '"python main.py --help" lists the commands.'
    for argument in arguments:
        if argument.startswith("-"):
            return f"There is no option {argument} here. {help_line}"
    first = Path(arguments[0]) if arguments else None
    if first is not None and len(first.parts) == 1 and not first.suffix and not first.exists():
        return f'"{first}" is neither a command nor a file. {help_line}'
    needs_screen = sys.platform.startswith("linux") and not os.environ.get("QT_QPA_PLATFORM")
    if needs_screen and not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        return f"There is no screen to open the window on. Everything works without one, too: {help_line}"
    return ""


# Child processes import this file again under another name: nothing may run then.
if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
    except KeyboardInterrupt:  # before anything had begun
        code = 130
    sys.exit(code)
