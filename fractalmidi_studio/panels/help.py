"""Words of the help menu."""

from __future__ import annotations

from fractalmidi_studio.i18n import tr


def about(version: str) -> str:
    words = tr(
        "Paint a hole into a piece of music; a fractal model writes it anew, coarse to fine, fitting what is around it."
    )
    return f"<b>FractalMIDI Studio {version}</b><p>{words}</p><p>{tr('MIT licence.')}</p>"


def mouse_and_keys() -> str:
    roll = (
        (tr("Drag"), tr("paint the hole with the chosen tool")),
        (tr("Right button, or Alt"), tr("erase from the hole")),
        (tr("Middle button"), tr("move the music")),
        (tr("Wheel, Shift+wheel"), tr("scroll up and down, sideways")),
        (tr("Ctrl+wheel"), tr("zoom time about the mouse")),
        (tr("Ctrl+Shift+wheel, Alt+wheel"), tr("zoom pitch about the mouse")),
        (tr("Ruler: click, drag"), tr("set the playhead, paint whole bars")),
        (tr("Keys: press, drag"), tr("hear a pitch, keep the hole to those pitches")),
    )
    rows = "".join(f"<tr><td>{gesture}</td><td>{what}</td></tr>" for gesture, what in roll)
    return f'<b>{tr("Roll")}</b><table cellspacing="4">{rows}</table>'
