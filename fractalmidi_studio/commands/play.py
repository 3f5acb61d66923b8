"""Playing."""

from __future__ import annotations

from fractalmidi_studio.commands.table import Command, Row
from fractalmidi_studio.i18n import later

ROWS: tuple[Row, ...] = (
    Command("play", later("Play"), "play", ("Space",), "play", later("Play from the playhead, or pause")),
    Command(
        "stop", later("Stop"), "play", ("Shift+Space",), "stop",
        later("Stop, and go back to where Play began; again: to the beginning"),
    ),
    Command(
        "rewind", later("Return to Start"), "play", ("Return", "Enter", "Home"), "start",
        later("Playhead to the beginning"), short=later("Start"),
    ),
    Command(
        "record", later("Record"), "play", ("Ctrl+R",), "record",
        later("Write what is played on the MIDI input into the active track, over what is there"),
        checkable=True, line_above=True,
    ),
    Command(
        "step_input", later("Step Input"), "play", ("Ctrl+Shift+R",), "step_input",
        later("Each key or chord played on the MIDI input is written at the playhead, which moves on"), checkable=True,
    ),
    Command(
        "as_played", later("Last Recording as Played"), "play", (), "",
        later("Put the notes of the last recording back to the moments at which they were played"),
    ),
    Command(
        "loop", later("Loop"), "play", ("Ctrl+L",), "loop",
        later("Go round in the region above the ruler (drag there to choose it)"), checkable=True, line_above=True,
    ),
    Command(
        "loop_hole", later("Loop Around the Hole"), "play", ("Ctrl+Shift+L",), "",
        later("Go round in the bars of the painted hole"),
    ),
    Command(
        "metronome", later("Metronome"), "play", ("Ctrl+M",), "metronome", later("A click on every beat"),
        checkable=True,
    ),
    Command(
        "count_in", later("Count-In"), "play", ("Ctrl+Shift+M",), "count_in",
        later("One bar of clicks before the music begins"), checkable=True,
    ),
    Command(
        "panic", later("Silence All Notes"), "play", ("Ctrl+.",), "panic", later("Ends every note that still sounds"),
        short=later("Panic"), line_above=True,
    ),
    Command(
        "midi_sound", later("MIDI and Sound…"), "play", ("Ctrl+Shift+U",), "midi",
        later("MIDI input and clock, instruments and volume of the built-in synth"), short=later("MIDI and Sound"),
    ),
    Command(
        "follow", later("Follow the Playhead"), "play", ("F",), tip=later("Turn the page while playing"),
        checkable=True, line_above=True,
    ),
)  # fmt: skip
