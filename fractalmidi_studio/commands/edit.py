"""History and notes."""

from __future__ import annotations

from fractalmidi_studio.commands.table import Command, Row
from fractalmidi_studio.i18n import later

ROWS: tuple[Row, ...] = (
    Command("undo", later("Undo"), "edit", ("Ctrl+Z",), "undo", later("Take the last step back")),
    Command("redo", later("Redo"), "edit", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", later("Do the step again")),
)
