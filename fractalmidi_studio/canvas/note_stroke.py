"""A note tool at work: hands the mouse's spots to the gesture, and turns its sketch into what the canvas shows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt

from core.units import STEPS_PER_QUARTER
from fractalmidi_studio.canvas.drawn_notes import BY_VELOCITY, MUTED, PLAIN, SELECTED, DrawnNotes
from fractalmidi_studio.canvas.overlay import Overlay
from fractalmidi_studio.canvas.transform import Transform
from fractalmidi_studio.tools.notes import NoteSketch, NoteTool, Result, Spot

_SHAPES = {
    "arrow": Qt.CursorShape.ArrowCursor,
    "cross": Qt.CursorShape.CrossCursor,
    "pen": Qt.CursorShape.CrossCursor,
    "cut": Qt.CursorShape.SplitHCursor,
    "move": Qt.CursorShape.SizeAllCursor,
    "left edge": Qt.CursorShape.SizeHorCursor,
    "right edge": Qt.CursorShape.SizeHorCursor,
}


def spot_at(position: QPoint, t: Transform, ticks_per_quarter: int, keys: Qt.KeyboardModifier, erase: bool) -> Spot:
    ticks_per_step = ticks_per_quarter / STEPS_PER_QUARTER
    height = 128 - (position.y() + t.scroll_y) / t.pitch_px
    held = Qt.KeyboardModifier
    return Spot(
        max(0.0, t.step_at(position.x()) * ticks_per_step),
        min(max(height, 0.0), 127.999),
        ticks_per_step / t.step_px,
        bool(keys & held.ShiftModifier),
        bool(keys & held.ControlModifier),
        bool(keys & held.AltModifier),
        erase,
    )


def hover_shape(tool: NoteTool, sketch: NoteSketch, spot: Spot) -> Qt.CursorShape:
    return _SHAPES[tool.hover(sketch, spot)]


class NoteStroke:
    """From press to release.  ``base``: the notes as they are shown without it, row by row of the sketch's table."""

    def __init__(self, tool: NoteTool, sketch: NoteSketch, press: Spot, base: DrawnNotes) -> None:
        self.sketch, self.base = sketch, base
        self._shown = base
        self._marks: tuple[NDArray[np.bool_] | None, NDArray[np.bool_] | None] = (None, None)
        self._gesture = tool.gesture(sketch, press)
        next(self._gesture)

    def move(self, spot: Spot) -> None:
        self._gesture.send(spot)

    def finish(self) -> Result | None:
        self._gesture.close()
        return None if self.sketch.result is None else self.sketch.result()

    def close(self) -> None:
        self._gesture.close()

    def take_sounds(self) -> list[tuple[int, int, int]]:
        """(pitch, velocity, track index) of what is to be heard now."""
        sounds, self.sketch.sounds = self.sketch.sounds, []
        return sounds

    def notes(self) -> DrawnNotes:
        """The piece's notes, those about to go faint, those about to be selected bright."""
        marks = (self.sketch.hidden, self.sketch.picked)
        if marks[0] is not self._marks[0] or marks[1] is not self._marks[1]:
            self._marks = marks
            self._shown = self._marked(*marks)
        return self._shown

    def _marked(self, hidden: NDArray[np.bool_] | None, picked: NDArray[np.bool_] | None) -> DrawnNotes:
        state = self.base.state
        if picked is not None:
            state = np.where(picked, SELECTED, np.where(state == SELECTED, PLAIN, state))
        if hidden is not None:
            state = np.where(hidden, MUTED, state)
        return self.base.with_state(state)

    def overlay(self) -> Overlay:
        sketch = self.sketch
        scale = STEPS_PER_QUARTER / sketch.score.ticks_per_quarter
        overlay = Overlay()
        if sketch.ghosts is not None:
            start = np.asarray(sketch.ghosts[:, 0] * scale, np.float64)
            count = len(start)
            overlay.ghosts = DrawnNotes(
                start, start + sketch.ghosts[:, 2] * scale, sketch.ghosts[:, 1], sketch.ghosts[:, 3],
                np.full(count, BY_VELOCITY), np.full(count, SELECTED),
            )  # fmt: skip
        if sketch.band is not None:
            overlay.band = (sketch.band[0] * scale, sketch.band[1] * scale, sketch.band[2], sketch.band[3])
        overlay.path = [(tick * scale, height) for tick, height in sketch.path]
        if sketch.cut is not None:
            overlay.cut = (sketch.cut[0] * scale, sketch.cut[1], sketch.cut[2])
        return overlay
