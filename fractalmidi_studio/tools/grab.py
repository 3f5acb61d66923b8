"""Taking hold of notes: move, copy, and stretch by either edge.  Shared by the tools that can touch a note."""

from __future__ import annotations

import numpy as np

from core.edit.notes import copy, move, shift_of, stretch_end, stretch_start
from core.edit.selection import Selection
from core.score import Note
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.names import counted
from fractalmidi_studio.tools.erase_notes import erase
from fractalmidi_studio.tools.notes import (
    BODY,
    END,
    START,
    Change,
    Choose,
    NoteGesture,
    NoteSketch,
    Outcome,
    Result,
    Spot,
    until_moved,
)

SHAPES = {START: "left edge", END: "right edge", BODY: "move"}


def hover_note(sketch: NoteSketch, spot: Spot, elsewhere: str) -> str:
    row = sketch.row_at(spot)
    return elsewhere if row is None else SHAPES[sketch.part_at(row, spot)]


def at_note(sketch: NoteSketch, press: Spot) -> NoteGesture | None:
    """What every tool for notes does with one: the right button erases, a press takes hold.  None on empty ground."""
    row = sketch.row_at(press)
    if press.erase:
        return erase(sketch, press)
    return None if row is None else grab(sketch, press, row)


def grab(sketch: NoteSketch, press: Spot, row: int) -> NoteGesture:
    """A click selects (Shift adds, Ctrl turns over); a drag moves or, with Ctrl, copies; an edge stretches."""
    index, note = sketch.table.note(row)
    one = Selection.of(index, [note])
    selected = (index, note) in sketch.selection
    chosen = sketch.selection if selected else sketch.selection | one if press.shift else one
    clicked = _after_click(sketch.selection, one, press)
    sketch.picked = sketch.table.mask(chosen)
    sketch.result = lambda: Choose(clicked, index)
    sketch.hear(note.pitch, note.velocity, index)
    part = sketch.part_at(row, press)
    if part == BODY or press.ctrl:
        yield from _move(sketch, press, note, index, chosen)
    else:
        yield from _stretch(sketch, press, note, index, chosen, part)


def _after_click(selection: Selection, one: Selection, press: Spot) -> Selection:
    if press.ctrl or press.shift:
        return selection ^ one
    return one


def _move(sketch: NoteSketch, press: Spot, note: Note, index: int, chosen: Selection) -> NoteGesture:
    rows = sketch.table.rows[sketch.picked]
    click, heard = sketch.result, note.pitch
    spot = yield from until_moved(press)
    while True:
        ticks, semitones = _shift(sketch, press, spot, note)
        ticks, semitones = shift_of(chosen, ticks, semitones)
        sketch.ghosts = rows + np.array([ticks, semitones, 0, 0])
        sketch.ghost_track = index
        sketch.hidden = None if press.ctrl else sketch.picked
        if note.pitch + semitones != heard:
            heard = note.pitch + semitones
            sketch.hear(heard, note.velocity, index)
        if ticks == 0 and semitones == 0:
            sketch.result = click if press.ctrl else lambda: Choose(chosen, index)
        else:
            sketch.result = _moved(sketch, chosen, ticks, semitones, index, press.ctrl)
        spot = yield


def _shift(sketch: NoteSketch, press: Spot, spot: Spot, note: Note) -> tuple[int, int]:
    """Ticks and semitones: the note that is held goes to the grid.  Shift keeps to one direction."""
    by = spot.tick - press.tick
    ticks = sketch.snap.nearest(note.onset_tick + by, spot.alt) - note.onset_tick
    semitones = spot.pitch - press.pitch
    if abs(by) <= 2 * spot.ticks_per_px:
        ticks = 0  # straight up or down: a note off the grid stays off it
    if spot.shift:
        sideways = abs(by / spot.ticks_per_px) > 8 * abs(semitones)
        return (ticks, 0) if sideways else (0, semitones)
    return ticks, semitones


def _moved(sketch: NoteSketch, chosen: Selection, ticks: int, semitones: int, index: int, copies: bool) -> Outcome:
    def result() -> Result:
        edited = (copy if copies else move)(sketch.score, chosen, ticks, semitones)
        words = tr("Copy {notes}") if copies else tr("Move {notes}")
        return Change(edited, words.format(notes=counted(len(chosen), "note")), index, chosen)

    return result


def _stretch(sketch: NoteSketch, press: Spot, note: Note, index: int, chosen: Selection, part: str) -> NoteGesture:
    rows = sketch.table.rows[sketch.picked]
    shortest = sketch.shortest_ticks
    spot = yield from until_moved(press)
    while True:
        floor = np.minimum(1 if spot.alt else shortest, rows[:, 2])
        edge = note.onset_tick if part == START else note.offset_tick
        ticks = sketch.snap.nearest(edge + spot.tick - press.tick, spot.alt) - edge
        ghosts = rows.copy()
        if part == END:
            ghosts[:, 2] = np.maximum(rows[:, 2] + ticks, floor)
        else:
            ends = rows[:, 0] + rows[:, 2]
            ghosts[:, 0] = np.maximum(0, np.minimum(rows[:, 0] + ticks, ends - floor))
            ghosts[:, 2] = ends - ghosts[:, 0]
        sketch.ghosts, sketch.ghost_track, sketch.hidden = ghosts, index, sketch.picked
        sketch.result = _stretched(sketch, chosen, ticks, 1 if spot.alt else shortest, index, part, note)
        spot = yield


def _stretched(
    sketch: NoteSketch, chosen: Selection, ticks: int, shortest: int, index: int, part: str, note: Note
) -> Outcome:
    def result() -> Result:
        edited = (stretch_end if part == END else stretch_start)(sketch.score, chosen, ticks, shortest)
        drawn = next((new for _, new in edited[1] if new.pitch == note.pitch), None)
        return Change(edited, tr("Stretch {notes}").format(notes=counted(len(chosen), "note")), index, chosen, drawn)

    return result
