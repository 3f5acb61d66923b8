"""Playing."""

from __future__ import annotations

from fractalmidi_studio.commands.table import Command, Row
from fractalmidi_studio.i18n import later

ROWS: tuple[Row, ...] = (
    Command("play", later("Play"), "play", ("Space",), "play", later("Play from the playhead, or stop")),
    Command(
        "rewind", later("Return to Start"), "play", ("Return", "Enter", "Home"), "start",
        later("Playhead to the beginning"), short=later("Start"),
    ),
    Command("panic", later("Silence All Notes"), "play", ("Ctrl+.",), tip=later("Ends every note that still sounds")),
    Command(
        "follow", later("Follow the Playhead"), "play", ("F",), tip=later("Turn the page while playing"),
        checkable=True, line_above=True,
    ),
)  # fmt: skip
