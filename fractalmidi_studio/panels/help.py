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
        (tr("Drag"), tr("what the chosen tool does: change notes, or paint the hole")),
        (tr("Right button"), tr("erase: notes with a note tool, from the hole with a hole tool")),
        (tr("Alt"), tr("off the grid with a note tool, erase with a hole tool")),
        (tr("Ctrl+drag, Shift+drag of notes"), tr("copy them, keep to one direction")),
        (tr("Edges of a note"), tr("stretch all selected notes")),
        (tr("Velocity lane: drag"), tr("draw velocities; Shift a ramp, Ctrl all up or down")),
        (tr("Middle button"), tr("move the music")),
        (tr("Wheel, Shift+wheel"), tr("scroll up and down, sideways")),
        (tr("Ctrl+wheel"), tr("zoom time about the mouse")),
        (tr("Ctrl+Shift+wheel, Alt+wheel"), tr("zoom pitch about the mouse")),
        (tr("Above the ruler: drag, click"), tr("choose the loop, switch it on and off")),
        (tr("Ruler: click, drag"), tr("set the playhead, paint whole bars")),
        (tr("Keys: press, drag"), tr("hear a pitch, keep the hole to those pitches")),
        (tr("Keys: Shift+press, Ctrl+press"), tr("select all notes of the pitch, add them")),
    )
    rows = "".join(f"<tr><td>{gesture}</td><td>{what}</td></tr>" for gesture, what in roll)
    return f'<b>{tr("Roll")}</b><table cellspacing="4" width="560">{rows}</table>'
