"""Help."""

from __future__ import annotations

from fractalmidi_studio.commands.table import Command, Row
from fractalmidi_studio.i18n import later

ROWS: tuple[Row, ...] = (
    Command(
        "palette", later("Command Palette…"), "help", ("Ctrl+Shift+P", "Ctrl+P"),
        tip=later("Find any command by a few of its letters"),
    ),
    Command("keys", later("Mouse and Keys"), "help", ("F1",), tip=later("What the mouse and the keys do")),
    Command("welcome", later("Welcome Page"), "help", tip=later("Demo pieces, and what Inpaint does")),
    Command("about", later("About FractalMIDI Studio"), "help", tip=later("Version and licence")),
)  # fmt: skip
