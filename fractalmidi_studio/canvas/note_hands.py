"""Note tools on the roll: the mouse's events in, what is shown, heard and finally done out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, Signal

from fractalmidi_studio.canvas.note_stroke import NoteStroke, hover_shape, spot_at
from fractalmidi_studio.canvas.overlay import Overlay
from fractalmidi_studio.tools.notes import NoteSketch, NoteTool, Spot, Zoom

if TYPE_CHECKING:
    from fractalmidi_studio.canvas.view import RollView

_AUTO_SCROLL_MS = 30


class NoteHands(QObject):
    """``make_sketch`` is set by whoever owns the music; without it note tools do nothing."""

    finished = Signal(object)  # Choose or Change
    heard = Signal(int, int, int)  # pitch, velocity, track index

    def __init__(self, view: RollView) -> None:
        super().__init__(view)
        self._view = view
        self.make_sketch: Callable[[], NoteSketch] | None = None
        self._stroke: NoteStroke | None = None
        self._button = Qt.MouseButton.NoButton
        self._at: tuple[QPoint, Qt.KeyboardModifier] = (QPoint(), Qt.KeyboardModifier.NoModifier)
        self._edge = QTimer(self)
        self._edge.setInterval(_AUTO_SCROLL_MS)
        self._edge.timeout.connect(self._scroll_on)

    @property
    def is_busy(self) -> bool:
        return self._stroke is not None

    def press(
        self,
        tool: NoteTool,
        position: QPoint,
        button: Qt.MouseButton,
        keys: Qt.KeyboardModifier,
        double: bool = False,
    ) -> None:
        view = self._view
        if self._stroke is not None or self.make_sketch is None or (view.locked and tool.family != "view"):
            return
        sketch = self.make_sketch()
        self._button, self._at = button, (position, keys)
        spot = replace(self._spot(sketch, position, keys), double=double)
        self._stroke = NoteStroke(tool, sketch, spot, view.scene.drawn_notes())
        self._show()

    def move(self, position: QPoint, keys: Qt.KeyboardModifier) -> None:
        if self._stroke is None:
            return
        self._at = (position, keys)
        self._view.scroll_at_edge(position)
        self._stroke.move(self._spot(self._stroke.sketch, position, keys))
        self._show()
        inside = self._view.rect().contains(position)
        if inside:
            self._edge.stop()
        elif not self._edge.isActive():
            self._edge.start()

    def release(self, button: Qt.MouseButton, position: QPoint, keys: Qt.KeyboardModifier) -> None:
        if self._stroke is None or button != self._button:
            return
        if position != self._at[0]:  # where the mouse was last seen, a released key must not change the gesture
            self.move(position, keys)
        stroke = self._end()
        result = stroke.finish()
        if isinstance(result, Zoom):
            self._zoom(result)
        elif result is not None:
            self.finished.emit(result)

    def cancel(self) -> bool:
        if self._stroke is None:
            return False
        self._end().close()
        return True

    def keys_changed(self, keys: Qt.KeyboardModifier) -> None:
        """Alt or Shift pressed in the middle of a drag: the ghost follows at once."""
        if self._stroke is not None:
            self.move(self._at[0], keys)

    def shape_at(self, tool: NoteTool, position: QPoint, keys: Qt.KeyboardModifier) -> Qt.CursorShape:
        if self.make_sketch is None or self._view.locked:
            return Qt.CursorShape.ArrowCursor
        sketch = self.make_sketch()
        return hover_shape(tool, sketch, self._spot(sketch, position, keys))

    def _spot(self, sketch: NoteSketch, position: QPoint, keys: Qt.KeyboardModifier) -> Spot:
        erase = self._button == Qt.MouseButton.RightButton
        return spot_at(position, self._view.viewport.transform, sketch.score.ticks_per_quarter, keys, erase)

    def _end(self) -> NoteStroke:
        stroke, self._stroke = self._stroke, None
        assert stroke is not None
        self._edge.stop()
        self._button = Qt.MouseButton.NoButton
        scene = self._view.scene
        scene.overlay = None
        scene.notes = stroke.base
        self._view.update()
        return stroke

    def _scroll_on(self) -> None:
        """The mouse rests outside: the music goes on moving."""
        self.move(*self._at)

    def _show(self) -> None:
        stroke, view = self._stroke, self._view
        if stroke is None:
            return
        for pitch, velocity, track in stroke.take_sounds():
            self.heard.emit(pitch, velocity, track)
        scene, t = view.scene, view.viewport.transform
        notes, before, overlay = stroke.notes(), scene.overlay, stroke.overlay()
        scene.overlay = overlay
        if notes is not scene.notes:
            scene.notes = notes
            view.update()
            return
        view.update(_bounds(before, view) | overlay.bounds(t))

    def _zoom(self, zoom: Zoom) -> None:
        port = self._view.viewport
        if zoom.box is None:
            port.zoom_time(0.6, port.width / 2)
            port.zoom_pitch(0.6, port.height / 2)
            return
        assert self.make_sketch is not None
        scale = 4 / self.make_sketch().score.ticks_per_quarter
        tick0, tick1, low, high = zoom.box
        port.show_box(tick0 * scale, tick1 * scale, low, high)


def _bounds(overlay: Overlay | None, view: RollView) -> QRect:
    return QRect() if overlay is None else overlay.bounds(view.viewport.transform)
