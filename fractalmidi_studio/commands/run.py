"""Runs of the model."""

from __future__ import annotations

from fractalmidi_studio.commands.table import Command, Row
from fractalmidi_studio.i18n import later

ROWS: tuple[Row, ...] = (
    Command(
        "inpaint", later("Inpaint"), "run", ("Ctrl+I", "Ctrl+Return", "Ctrl+Enter"), "inpaint",
        later("Write the painted part anew"),
    ),
    Command("generate", later("Generate"), "run", ("Ctrl+G",), "generate", later("Write the visible window anew")),
    Command("continue", later("Continue"), "run", ("Ctrl+E",), "continue", later("Write the next bars")),
    Command(
        "cancel", later("Cancel Run"), "run", ("Esc",), "cancel", later("Stop the run and keep the music as it was"),
        line_above=True,
    ),
)  # fmt: skip
