"""The hole: what is to be written anew."""

from __future__ import annotations

from fractalmidi_studio.commands.table import Command, Row
from fractalmidi_studio.i18n import later

ROWS: tuple[Row, ...] = (
    Command("hole_all", later("Paint All"), "hole", ("Ctrl+Shift+A",), tip=later("Paint every cell of the piece")),
    Command(
        "clear_hole", later("Clear Hole"), "hole", ("Ctrl+Shift+D",), "clear",
        later("Take the whole hole away; the music stays"), short=later("Clear"),
    ),
    Command(
        "invert_hole", later("Invert Hole"), "hole", ("Ctrl+Shift+I",), "invert", later("Swap painted and kept"),
        short=later("Invert"),
    ),
)  # fmt: skip
