"""Help."""

from __future__ import annotations

from fractalmidi_studio.commands.table import Command, Row
from fractalmidi_studio.i18n import later

ROWS: tuple[Row, ...] = (
    Command("keys", later("Mouse and Keys"), "help", ("F1",), tip=later("What the mouse and the keys do")),
    Command("about", later("About FractalMIDI Studio"), "help", tip=later("Version and licence")),
)
