"""Draw notes: the drag sets length and pitch.  On a note the tool takes hold of it, as Select does."""

from __future__ import annotations

import numpy as np

from core.edit.notes import add_notes
from core.score import Note
from fractalmidi_studio.i18n import later, tr
from fractalmidi_studio.names import counted
from fractalmidi_studio.tools.band import rubber_band
from fractalmidi_studio.tools.grab import at_note, hover_note
from fractalmidi_studio.tools.notes import Change, NoteGesture, NoteSketch, NoteTool, Result, Spot

_LENGTH_PX = 6.0  # so far to the side, and the drag sets the length


def draw(sketch: NoteSketch, press: Spot) -> NoteGesture:
    held = at_note(sketch, press)
    if held is not None:
        yield from held
    elif press.ctrl:
        yield from rubber_band(sketch, press)
    elif press.shift:
        yield from _draw_row(sketch, press)
    else:
        yield from draw_one(sketch, press)


def draw_one(sketch: NoteSketch, press: Spot) -> NoteGesture:
    onset = sketch.snap.before(press.tick, press.alt)
    duration, heard, spot = sketch.duration_ticks, -1, press
    while True:
        if abs(spot.tick - press.tick) > _LENGTH_PX * press.ticks_per_px:
            shortest = 1 if spot.alt else sketch.shortest_ticks
            duration = max(shortest, sketch.snap.nearest(spot.tick, spot.alt) - onset)
        if spot.pitch != heard:
            heard = spot.pitch
            sketch.hear(heard, sketch.velocity, sketch.track_index)
        _show(sketch, [Note(onset, spot.pitch, duration, sketch.velocity)])
        spot = yield


def _draw_row(sketch: NoteSketch, press: Spot) -> NoteGesture:
    """With Shift: a note on every grid line that the mouse passes, all of one pitch."""
    length = sketch.shortest_ticks
    onsets = [sketch.snap.before(press.tick)]
    sketch.hear(press.pitch, sketch.velocity, sketch.track_index)
    while True:
        _show(sketch, [Note(onset, press.pitch, length, sketch.velocity) for onset in onsets])
        spot = yield
        target = sketch.snap.before(spot.tick)
        way = np.sign(target - onsets[-1])
        while way and abs(target - onsets[-1]) >= length:
            onsets.append(int(onsets[-1] + way * length))


def _show(sketch: NoteSketch, notes: list[Note]) -> None:
    sketch.ghosts = np.array([[n.onset_tick, n.pitch, n.duration_ticks, n.velocity] for n in notes], np.int64)
    sketch.ghost_track = sketch.track_index

    def result() -> Result:
        edited = add_notes(sketch.score, sketch.track_index, notes)
        return Change(edited, tr("Draw {notes}").format(notes=counted(len(edited[1]), "note")), drawn=notes[-1])

    sketch.result = result


TOOL = NoteTool(
    "draw",
    later("Draw"),
    "P",
    later("Draw notes: drag sets the length, Shift+drag draws a row of them, the right button erases"),
    draw,
    lambda sketch, spot: hover_note(sketch, spot, "pen"),
)
