"""The desk itself: settings and shortcuts."""

from __future__ import annotations

from fractalmidi_studio.commands.table import Command, Row
from fractalmidi_studio.i18n import later

ROWS: tuple[Row, ...] = (
    Command(
        "shortcuts", later("Keyboard Shortcuts…"), "edit", ("Ctrl+K",), tip=later("All commands and their keys"),
        line_above=True,
    ),
    Command("settings", later("Settings…"), "edit", ("Ctrl+,",), tip=later("Language, theme, size and more")),
)  # fmt: skip
