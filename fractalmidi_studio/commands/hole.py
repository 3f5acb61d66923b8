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
    Command("hole_grow", later("Grow Hole"), "hole", ("Ctrl+Alt+Up",), tip=later("A rim of one cell more")),
    Command("hole_shrink", later("Shrink Hole"), "hole", ("Ctrl+Alt+Down",), tip=later("A rim of one cell less")),
    Command(
        "hole_selection", later("Selected Notes"), "hole", ("Ctrl+H",), tip=later("The cells of the selected notes"),
        line_above=True,
    ),
    Command("hole_track", later("This Track"), "hole", ("Ctrl+Shift+H",), tip=later("The cells of the active track")),
    Command(
        "lock_notes", later("Lock Notes"), "hole", ("L",), "lock",
        later("Lock the selected notes, or free them: no run touches a locked note"), line_above=True,
    ),
)  # fmt: skip
