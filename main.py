"""Entry: a sub-command runs without a window; anything else opens the window, with the named files."""

from __future__ import annotations

import sys

COMMANDS = ("inpaint", "generate", "continue", "render", "train", "evaluate", "info")


def main(arguments: list[str]) -> int:
    if arguments and (arguments[0] in COMMANDS or arguments[0] in ("-h", "--help", "--version")):
        from core.cli import main as command_line

        return command_line(arguments) or 0
    from fractalmidi_studio.app import main as window

    return window(arguments)


# Child processes import this file again under another name: nothing may run then.
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
