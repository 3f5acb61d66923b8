"""What the Generate panel calls the choices of ``core.config`` and ``core.scale``."""

from __future__ import annotations

from fractalmidi_studio.i18n import later

STYLE_NAMES = {
    "pop909": later("Pop piano"),
    "nottingham": later("Folk tunes"),
    "jsb": later("Bach chorales"),
    "lieder": later("Art songs"),
    "quartets": later("String quartets"),
    "openhymnal": later("Hymns"),
}
ONLY_NAMES = {
    "all": later("Everything"),
    "pitches": later("Pitches only"),
    "rhythm": later("Rhythm only"),
    "velocities": later("Velocities only"),
}
MODE_NAMES = {
    "major": later("Major"),
    "minor": later("Minor"),
    "harmonic minor": later("Harmonic minor"),
    "dorian": later("Dorian"),
    "mixolydian": later("Mixolydian"),
    "pentatonic": later("Pentatonic"),
    "blues": later("Blues"),
}
PRESET_NAMES = {"fast": later("Fast"), "standard": later("Standard"), "high": later("High")}
