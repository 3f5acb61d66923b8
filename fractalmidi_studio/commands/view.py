"""What is seen: zoom, panels."""

from __future__ import annotations

from fractalmidi_studio.commands.table import Command, Row, Submenu
from fractalmidi_studio.i18n import LANGUAGES, later
from fractalmidi_studio.theme import THEMES

_TIPS = {
    "dark": later("Light on dark"),
    "light": later("Dark on light"),
    "contrast": later("White and yellow on black, for eyes that need it"),
}

ROWS: tuple[Row, ...] = (
    Command(
        "fit", later("Fit to Notes"), "view", ("Ctrl+0",), "fit", later("Show all notes in the window"),
        short=later("Fit"),
    ),
    Command("zoom_in", later("Zoom In"), "view", ("Ctrl++", "Ctrl+="), tip=later("Show less time, larger")),
    Command("zoom_out", later("Zoom Out"), "view", ("Ctrl+-",), tip=later("Show more time, smaller")),
    Command(
        "colour_by_track", later("Colour Notes by Track"), "view", ("C",), line_above=True, checkable=True,
        tip=later("Notes in their tracks' colours; otherwise velocity is the colour"),
    ),
    Command(
        "velocity_lane", later("Velocity Lane"), "view", ("Shift+V",), checkable=True,
        tip=later("Under the roll: the velocity of each note, to be drawn by hand; otherwise curves of the whole"),
    ),
    # A dock takes its title and its entry in this menu from a row ``panel_NAME``: see docks.py.
    Submenu("panels", later("Panels"), "view", line_above=True),
    Command(
        "panel_generate", later("Generate Panel"), "panels", ("F2",), short=later("Generate"),
        tip=later("How to write, and the buttons that start a run"), checkable=True,
    ),
    Command(
        "panel_hole", later("Hole Panel"), "panels", ("F8",), short=later("Hole"),
        tip=later("How shapes change the hole, how strongly, and holes kept by name"), checkable=True,
    ),
    Command(
        "panel_takes", later("Takes Panel"), "panels", ("F7",), short=later("Takes"),
        tip=later("Results of a run side by side, to compare, mix and write again"), checkable=True,
    ),
    Command(
        "panel_history", later("History Panel"), "panels", ("F3",), short=later("History"),
        tip=later("Every step by name; a click goes back to it"), checkable=True,
    ),
    Command(
        "panel_mixer", later("Mixer Panel"), "panels", ("F6",), short=later("Mixer"),
        tip=later("Instrument, channel and volume of each track"), checkable=True,
    ),
    Command(
        "panel_tracks", later("Tracks Panel"), "panels", ("F4",), short=later("Tracks"),
        tip=later("Mute, solo, name and colour of each track, and which one is written into"), checkable=True,
    ),
    Command(
        "panel_training", later("Training Panel"), "panels", ("F9",), short=later("Training"),
        tip=later("Train the model on your own music, and hear it learn"), checkable=True,
    ),
    Command(
        "reset_layout", later("Reset Panels"), "panels", tip=later("All panels back to their first places"),
        line_above=True,
    ),
    Submenu("theme", later("Theme"), "view"),
    *(
        Command(f"theme_{theme.name}", theme.label, "theme", tip=_TIPS[theme.name], checkable=True, group="theme")
        for theme in THEMES.values()
    ),
    Submenu("language", later("Language"), "view"),
    *(
        Command(
            f"language_{code}", name, "language", tip=later("The language of the window"), checkable=True,
            group="language",
        )
        for code, name in LANGUAGES.items()
    ),
)  # fmt: skip
