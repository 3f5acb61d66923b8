"""Files: open, save, export."""

from __future__ import annotations

from fractalmidi_studio.commands.table import Command, Row, Submenu
from fractalmidi_studio.i18n import later

ROWS: tuple[Row, ...] = (
    Command("new", later("New"), "file", ("Ctrl+N",), "new", later("Start an empty piece")),
    Command(
        "open", later("Open…"), "file", ("Ctrl+O",), "open",
        later("Open a project or a MIDI file (or drop one on the window)"),
        short=later("Open"),
    ),
    Submenu("recent", later("Open Recent"), "file"),
    Submenu("demo", later("Demo Pieces"), "file"),
    Command(
        "save", later("Save"), "file", ("Ctrl+S",), "save", later("Save the project: notes, hole, takes and history"),
        line_above=True,
    ),
    Command(
        "save_as", later("Save As…"), "file", ("Ctrl+Shift+S",), tip=later("Save the project under another name")
    ),
    Command(
        "versions", later("Earlier Versions…"), "file", tip=later("What the project was before each of its last saves")
    ),
    Command(
        "recover", later("Recover Lost Work…"), "file", tip=later("What a session left that ended before it was saved")
    ),
    Submenu("export", later("Export"), "file"),
    Command("export_midi", later("MIDI file…"), "export", ("Ctrl+Shift+E",), tip=later("Write the piece as MIDI")),
    Command(
        "export_gif", later("Last run as GIF…"), "export", tip=later("The last run, coarse to fine, as an animation")
    ),
    Command("exportPng", later("Piece as PNG…"), "export", tip=later("A picture of the whole piano roll")),
    Command("exportGif", later("Piece as GIF…"), "export", tip=later("An animation of the piece being played")),
    Command("exportWav", later("Piece as WAV…"), "export", tip=later("The sound of the built-in synth")),
    Command("exportFlac", later("Piece as FLAC…"), "export", tip=later("The same sound in half the space")),
    Command("exportOgg", later("Piece as OGG…"), "export", tip=later("Nearly the same sound in a tenth of the space")),
    Command("quit", later("Quit"), "file", ("Ctrl+Q",), tip=later("Close the window"), line_above=True),
)  # fmt: skip
