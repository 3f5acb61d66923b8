"""Runs of the model."""

from __future__ import annotations

from fractalmidi_studio.commands.table import Command, Row, Submenu
from fractalmidi_studio.i18n import later

_TAKES = (
    later("Take 1"), later("Take 2"), later("Take 3"), later("Take 4"),
    later("Take 5"), later("Take 6"), later("Take 7"), later("Take 8"),
)  # fmt: skip

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
    Submenu("takes", later("Takes"), "run", line_above=True),
    Command(
        "take_next", later("Next Take"), "takes", ("Ctrl+Alt+Right",), tip=later("Show the next take of the last run")
    ),
    Command(
        "take_previous", later("Previous Take"), "takes", ("Ctrl+Alt+Left",),
        tip=later("Show the take before of the last run"),
    ),
    *(
        Command(
            f"take_{number}", _TAKES[number - 1], "takes", (str(number),),
            tip=later("Show this take; the keys 1 to 8 compare takes while there are several"), line_above=number == 1,
        )
        for number in range(1, 9)
    ),
    Command(
        "take_accept", later("Accept Take"), "takes", ("Ctrl+Alt+Return",), "accept",
        later("Keep what is shown and put the takes away"), line_above=True,
    ),
    Command(
        "take_reject", later("Reject Takes"), "takes", ("Ctrl+Alt+Backspace",), "cancel",
        later("The music as it was before the run"),
    ),
    Command(
        "take_ghosts", later("Ghosts of Other Takes"), "takes",
        tip=later("Outlines of the notes that only the other takes have"), checkable=True, line_above=True,
    ),
    Command(
        "take_agreement", later("Agreement of Takes"), "takes", ("Ctrl+Alt+H",),
        tip=later("Heat map: the more takes have a note here, the hotter"), checkable=True,
    ),
    Command(
        "take_replay", later("Replay Take"), "takes", ("Ctrl+Alt+R",),
        tip=later("Write this take again from its seed and settings, and compare note for note"), line_above=True,
    ),
)  # fmt: skip
