"""The shared view state: one transform that the roll, ruler, keyboard, profile and scroll bars all follow."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from fractalmidi_studio.canvas.transform import Transform, boxed, fitted


class Viewport(QObject):
    """Holds the transform within its bounds.  ``changed`` follows every real change."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.transform = Transform()
        self.width = 800
        self.height = 500
        self.num_steps = 256

    def set(self, transform: Transform) -> None:
        transform = transform.clamped(self.width, self.height, self.num_steps)
        if transform != self.transform:
            self.transform = transform
            self.changed.emit()

    def resize(self, width: int, height: int) -> None:
        if (width, height) == (self.width, self.height):
            return
        self.width, self.height = max(1, width), max(1, height)
        self.transform = self.transform.clamped(self.width, self.height, self.num_steps)
        self.changed.emit()

    def set_num_steps(self, num_steps: int) -> None:
        self.num_steps = num_steps
        self.transform = self.transform.clamped(self.width, self.height, num_steps)
        self.changed.emit()

    def fit(self, low_pitch: int, high_pitch: int, max_steps: int = 256) -> None:
        self.set(fitted(self.width, self.height, self.num_steps, low_pitch, high_pitch, max_steps))

    def zoom_time(self, factor: float, x: float) -> None:
        self.set(self.transform.zoomed_time(factor, x))

    def zoom_pitch(self, factor: float, y: float) -> None:
        self.set(self.transform.zoomed_pitch(factor, y))

    def scroll(self, dx: float, dy: float) -> None:
        self.set(self.transform.scrolled(dx, dy))

    def reveal(self, step: float) -> None:
        """Turn the page when ``step`` lies outside the view, as a player follows the music."""
        x = self.transform.x_of(step)
        if not 0 <= x <= self.width - 24:
            self.scroll(x - self.width * 0.08, 0)

    def show_steps(self, start: int, stop: int) -> None:
        """Scroll as little as needed so that the steps start..stop are in view."""
        left, right = self.transform.x_of(start), self.transform.x_of(stop)
        if left < 0 or right - left > self.width:
            self.scroll(left - 24, 0)
        elif right > self.width:
            self.scroll(right - self.width + 24, 0)

    def show_box(self, start: float, stop: float, low_pitch: int, high_pitch: int) -> None:
        """Zoom so that these steps and pitches, both ends included, fill the view."""
        self.set(boxed(self.width, self.height, start, stop, low_pitch, high_pitch))
