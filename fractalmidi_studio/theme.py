"""Colours: dark, light and high contrast, the same on every system, changed while the window is open.

``colours()`` is the theme of now: ask for it when you paint, never at import.  ``tests/gui/test_themes.py`` computes
the contrast: text at least 4.5 : 1, in high contrast 7 : 1; notes, the hole's outline and the focus at least 3 : 1.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette, QPixmapCache
from PySide6.QtWidgets import QApplication

from fractalmidi_studio.i18n import later
from fractalmidi_studio.style_sheet import style_sheet


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour of the window, ``#rrggbb`` or ``#aarrggbb``."""

    name: str
    label: str
    # Widgets
    window: str
    panel: str
    field: str
    raised: str
    hovered: str
    border: str
    text: str
    soft_text: str  # labels
    faint_text: str  # disabled, placeholders, lines of the ruler
    accent: str  # focus, links
    selected: str  # ground of what is chosen
    selected_hovered: str
    on_selected: str  # text on it
    checked: str  # ground of a tool that is on, under ``text``
    good: str
    warn: str
    bad: str
    ink: str  # ending of the arrows' file names: "" light, "-ink" dark
    veil: str  # over what is not meant at the moment
    # Canvas
    hole: str  # outline and tint: pink lies on no viridis colour, and stays apart in the common colour blindnesses
    hole_under: str  # under the outline, so that it shows on notes of any colour
    row_white: str
    row_black: str
    outside: str
    bar: str
    beat: str
    step: str
    octave: str
    row: str
    note_edge: str  # left edge of a note
    note_shine: str
    note_gap: str  # between notes a semitone apart
    quietest: float  # part of viridis, 0-1, that notes are coloured by: see core.render.velocity_ramp
    loudest: float
    cursor: str  # what the tool would touch
    playhead: str
    playhead_under: str
    key_white: str
    key_black: str
    key_line: str
    key_label: str

    @property
    def is_light(self) -> bool:
        return QColor(self.window).lightness() > 127


DARK = Theme(
    name="dark", label=later("Dark"),
    window="#1b1e25", panel="#22262f", field="#15181e", raised="#2d323d", hovered="#373d4a", border="#3a404d",
    text="#e8eaf0", soft_text="#aab1c0", faint_text="#939bac", accent="#4cc2ff",
    selected="#17699a", selected_hovered="#1d78ae", on_selected="#ffffff", checked="#17405a",
    good="#7ad7a0", warn="#ffc857", bad="#ff7b72", ink="", veil="#b4101216",
    hole="#ff5fa8", hole_under="#96000000", row_white="#1e222a", row_black="#171a20", outside="#101216",
    bar="#d278849c", beat="#78606a7e", step="#37606a7e", octave="#96687288", row="#6e0a0c10",
    note_edge="#eb080a0e", note_shine="#78ffffff", note_gap="#96101217", quietest=0.225, loudest=1.0,
    cursor="#aaffffff", playhead="#ffffff", playhead_under="#6e000000",
    key_white="#d9dce3", key_black="#23262e", key_line="#9aa0ad", key_label="#2b2f38",
)  # fmt: skip

LIGHT = Theme(
    name="light", label=later("Light"),
    window="#e9ebef", panel="#f4f5f8", field="#ffffff", raised="#ffffff", hovered="#e2e8f0", border="#b4bac6",
    text="#1a1d23", soft_text="#474d5a", faint_text="#616773", accent="#0a6cad",
    selected="#0f6aa6", selected_hovered="#0c5a8e", on_selected="#ffffff", checked="#c9e3f6",
    good="#1a6e3c", warn="#8a5a00", bad="#b3261e", ink="-ink", veil="#a0404654",
    hole="#c2185b", hole_under="#c8ffffff", row_white="#fbfcfd", row_black="#eef0f4", outside="#d6dae1",
    bar="#e68a93a5", beat="#a0a9b1c1", step="#78c3c9d5", octave="#c8979fb0", row="#78d4d9e2",
    note_edge="#f0ffffff", note_shine="#50ffffff", note_gap="#c8f6f7f9", quietest=0.5, loudest=0.0,
    cursor="#c81a1d23", playhead="#1a1d23", playhead_under="#8cffffff",
    key_white="#ffffff", key_black="#353a45", key_line="#aab0bd", key_label="#1a1d23",
)  # fmt: skip

CONTRAST = Theme(
    name="contrast", label=later("High contrast"),
    window="#000000", panel="#000000", field="#000000", raised="#1a1a1a", hovered="#333333", border="#d0d0d0",
    text="#ffffff", soft_text="#ffffff", faint_text="#c4c4c4", accent="#ffff00",
    selected="#ffff00", selected_hovered="#ffffff", on_selected="#000000", checked="#004a80",
    good="#7cfc9a", warn="#ffd400", bad="#ff9d94", ink="", veil="#c8000000",
    hole="#ff8ac4", hole_under="#ff000000", row_white="#000000", row_black="#141414", outside="#3a3a3a",
    bar="#ffb4b4b4", beat="#c8808080", step="#78707070", octave="#ff9a9a9a", row="#96404040",
    note_edge="#ff000000", note_shine="#00000000", note_gap="#ff000000", quietest=0.4, loudest=1.0,
    cursor="#ffffffff", playhead="#ffffff", playhead_under="#ff000000",
    key_white="#ffffff", key_black="#000000", key_line="#606060", key_label="#000000",
)  # fmt: skip

THEMES = {theme.name: theme for theme in (DARK, LIGHT, CONTRAST)}
_now = DARK


def colours() -> Theme:
    return _now


def apply_theme(app: QApplication, name: str = "dark") -> None:
    """Show ``name`` from now on; an unknown name is the dark theme.  Qt tells every widget with ``PaletteChange``."""
    global _now
    if app.styleSheet() and _now is THEMES.get(name, DARK):
        return
    _now = THEMES.get(name, DARK)
    if not app.styleSheet():  # the first time: under a style sheet no style knows its name, and each new one stays
        app.setStyle("Fusion")
    app.setPalette(_palette(_now))
    app.setStyleSheet(style_sheet(_now))
    QPixmapCache.clear()  # pictures of the theme before: under its keys nobody asks any more


def _palette(t: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    roles = {
        role.Window: t.window, role.WindowText: t.text, role.Base: t.field, role.AlternateBase: t.panel,
        role.Text: t.text, role.Button: t.raised, role.ButtonText: t.text, role.BrightText: t.on_selected,
        role.ToolTipBase: t.raised, role.ToolTipText: t.text, role.Highlight: t.selected,
        role.HighlightedText: t.on_selected, role.Link: t.accent, role.PlaceholderText: t.faint_text,
        role.Light: t.border, role.Midlight: t.raised, role.Mid: t.border, role.Dark: t.outside, role.Shadow: t.outside,
    }  # fmt: skip
    for one, colour in roles.items():
        palette.setColor(one, QColor(colour))
    for one in (role.Text, role.ButtonText, role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(t.faint_text))
    return palette
