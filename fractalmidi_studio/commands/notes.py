"""What can be done to the selected notes."""

from __future__ import annotations

from fractalmidi_studio.commands.table import Command, Row, Submenu
from fractalmidi_studio.i18n import later

ROWS: tuple[Row, ...] = (
    Command("quantise", later("Quantise"), "notes", ("Q",), tip=later("Where notes begin: onto the grid")),
    Command(
        "quantise_more", later("Quantise…"), "notes", ("Shift+Q",),
        tip=later("Part of the way, or where notes end as well"),
    ),
    Command(
        "humanise", later("Humanise…"), "notes", ("U",),
        tip=later("Small differences in time and velocity, where there are none yet"),
    ),
    Command("split", later("Split at Playhead"), "notes", ("Shift+K",), tip=later("Cut them in two"), line_above=True),
    Command("join", later("Join"), "notes", ("J",), tip=later("Notes of one pitch that follow one another become one")),
    Submenu("pitch", later("Pitch"), "notes", line_above=True),
    Command("transpose", later("Transpose…"), "pitch", ("T",), tip=later("By any number of semitones")),
    Command("semitone_up", later("Semitone Up"), "pitch", ("Up",), tip=later("A half tone higher"), on_roll=True),
    Command("semitone_down", later("Semitone Down"), "pitch", ("Down",), tip=later("A half tone lower"), on_roll=True),
    Command("octave_up", later("Octave Up"), "pitch", ("Shift+Up",), tip=later("12 semitones higher"), on_roll=True),
    Command(
        "octave_down", later("Octave Down"), "pitch", ("Shift+Down",), tip=later("12 semitones lower"), on_roll=True
    ),
    Command(
        "scale_up", later("Scale Step Up"), "pitch", ("Ctrl+Up",), tip=later("To the next note of the scale"),
        on_roll=True,
    ),
    Command(
        "scale_down", later("Scale Step Down"), "pitch", ("Ctrl+Down",), tip=later("To the note of the scale below"),
        on_roll=True,
    ),
    Submenu("time", later("Time"), "notes"),
    Command("nudge_left", later("Earlier"), "time", ("Left",), tip=later("By a step of the grid"), on_roll=True),
    Command("nudge_right", later("Later"), "time", ("Right",), tip=later("By a step of the grid"), on_roll=True),
    Command("nudge_left_tick", later("A Tick Earlier"), "time", ("Alt+Left",), tip=later("Off the grid"), on_roll=True),
    Command("nudge_right_tick", later("A Tick Later"), "time", ("Alt+Right",), tip=later("Off the grid"), on_roll=True),
    Command("longer", later("Longer"), "time", ("Shift+Right",), tip=later("By a step of the grid"), on_roll=True),
    Command("shorter", later("Shorter"), "time", ("Shift+Left",), tip=later("By a step of the grid"), on_roll=True),
    Command("double_length", later("Twice as Slow"), "time", tip=later("Onsets and lengths, from the first note on")),
    Command("half_length", later("Twice as Fast"), "time", tip=later("Onsets and lengths, from the first note on")),
    Submenu("velocity", later("Velocity"), "notes"),
    Command("set_velocity", later("Set Velocity…"), "velocity", ("V",), tip=later("The same for all")),
    Command("louder", later("Louder"), "velocity", ("Alt+Up",), tip=later("The differences stay"), on_roll=True),
    Command("softer", later("Softer"), "velocity", ("Alt+Down",), tip=later("The differences stay"), on_roll=True),
    Command("add_track", later("Add Track"), "notes", tip=later("An empty track below the others"), line_above=True),
    Command("add_bars", later("Add Four Bars"), "notes", tip=later("Room at the end of the piece")),
    Command(
        "time_signature", later("Time Signature…"), "notes", tip=later("How bars are counted from a bar on; notes stay")
    ),
)  # fmt: skip
