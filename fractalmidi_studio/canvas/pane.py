"""Roll, ruler, keyboard, scroll bars and profile put together; all follow one viewport."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollBar, QStackedWidget, QVBoxLayout, QWidget

from fractalmidi_studio.canvas.keyboard import WIDTH, Keyboard
from fractalmidi_studio.canvas.loop_strip import HEIGHT as LOOP_HEIGHT
from fractalmidi_studio.canvas.loop_strip import LoopStrip
from fractalmidi_studio.canvas.profile import PROFILE_HEIGHT, ProfilePanel
from fractalmidi_studio.canvas.ruler import HEIGHT, Ruler
from fractalmidi_studio.canvas.scene import Scene
from fractalmidi_studio.canvas.velocity_lane import VelocityLane
from fractalmidi_studio.canvas.view import RollView
from fractalmidi_studio.canvas.viewport import Viewport


class CanvasPane(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("canvasPane")
        self.viewport = Viewport(self)
        self.view = RollView(self.viewport)
        self.ruler = Ruler(self.viewport)
        self.loop_strip = LoopStrip(self.viewport)
        self.keyboard = Keyboard(self.viewport)
        self.horizontal = QScrollBar(Qt.Orientation.Horizontal)
        self.horizontal.setObjectName("horizontalScroll")
        self.vertical = QScrollBar(Qt.Orientation.Vertical)
        self.vertical.setObjectName("verticalScroll")
        corner = QFrame()
        corner.setFixedSize(WIDTH, LOOP_HEIGHT + HEIGHT)
        corner.setObjectName("canvasCorner")
        self.profile = ProfilePanel(self.viewport)
        self.velocity_lane = VelocityLane(self.viewport)
        self.below = QStackedWidget()
        self.below.addWidget(self.velocity_lane)
        self.below.addWidget(self.profile)
        self.below.setFixedHeight(PROFILE_HEIGHT)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(corner, 0, 0)
        above = QVBoxLayout()
        above.setSpacing(0)
        above.addWidget(self.loop_strip)
        above.addWidget(self.ruler)
        grid.addLayout(above, 0, 1)
        grid.addWidget(self.keyboard, 1, 0)
        grid.addWidget(self.view, 1, 1)
        grid.addWidget(self.vertical, 0, 2, 2, 1)
        grid.addWidget(self.below, 2, 0, 1, 3)
        grid.addWidget(self.horizontal, 3, 1)
        self.viewport.changed.connect(self._follow)
        self.horizontal.valueChanged.connect(self._scroll_bars_moved)
        self.vertical.valueChanged.connect(self._scroll_bars_moved)
        self.view.hovered.connect(lambda _step, pitch: self.keyboard.set_hovered(pitch))
        self.view.hover_left.connect(lambda: self.keyboard.set_hovered(None))
        self._following = False
        self._follow()

    def set_scene(self, scene: Scene) -> None:
        self.view.set_scene(scene)
        self.ruler.set_scene(scene)
        self.loop_strip.set_scene(scene)

    def set_playhead(self, step: float) -> None:
        self.view.set_playhead(step)
        self.ruler.update()

    def show_velocities(self, on: bool) -> None:
        """A bar a note under the roll, or else the curves of the whole."""
        self.below.setCurrentWidget(self.velocity_lane if on else self.profile)

    def _follow(self) -> None:
        port, t = self.viewport, self.viewport.transform
        self._following = True
        for bar, size, content, value in (
            (self.horizontal, port.width, t.content_width(port.num_steps), t.scroll_x),
            (self.vertical, port.height, t.content_height(), t.scroll_y),
        ):
            bar.setRange(0, max(0, round(content - size)))
            bar.setPageStep(size)
            bar.setSingleStep(max(8, size // 20))
            bar.setValue(round(value))
        self._following = False

    def _scroll_bars_moved(self) -> None:
        if not self._following:
            t = self.viewport.transform
            self.viewport.scroll(self.horizontal.value() - t.scroll_x, self.vertical.value() - t.scroll_y)
