"""History, clipboard and selection."""

from __future__ import annotations

from fractalmidi_studio.commands.table import Command, Row
from fractalmidi_studio.i18n import later

ROWS: tuple[Row, ...] = (
    Command("undo", later("Undo"), "edit", ("Ctrl+Z",), "undo", later("Take the last step back")),
    Command("redo", later("Redo"), "edit", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", later("Do the step again")),
    Command("cut", later("Cut"), "edit", ("Ctrl+X",), tip=later("Take the selected notes away"), line_above=True),
    Command("copy", later("Copy"), "edit", ("Ctrl+C",), tip=later("Remember the selected notes")),
    Command("paste", later("Paste"), "edit", ("Ctrl+V",), tip=later("Put the copied notes in at the playhead")),
    Command(
        "duplicate", later("Duplicate"), "edit", ("Ctrl+D",), tip=later("The selected notes once more, right after")
    ),
    Command("delete", later("Delete"), "edit", ("Del", "Backspace"), tip=later("Erase the selected notes")),
    Command(
        "select_all", later("Select All Notes"), "edit", ("Ctrl+A",), tip=later("Of all tracks that are heard"),
        line_above=True,
    ),
    Command("select_track", later("Select Track"), "edit", ("Ctrl+Alt+A",), tip=later("All notes of the active track")),
    Command("select_inverse", later("Invert Selection"), "edit", ("I",), tip=later("Selected and others swap")),
    Command(
        "select_in_scale", later("Select Notes in the Scale"), "edit",
        tip=later("The notes that belong to the scale in the tool bar"),
    ),
    Command(
        "select_out_of_scale", later("Select Notes out of the Scale"), "edit",
        tip=later("The notes that do not belong to the scale in the tool bar"),
    ),
    Command("select_none", later("Select Nothing"), "edit", tip=later("No note is selected; Esc does it, too")),
)  # fmt: skip
