"""Where a cell lies on the screen: pure arithmetic between (step, pitch) and pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.roll import NUM_PITCHES

MIN_STEP_PX, MAX_STEP_PX = 0.5, 96.0
MIN_PITCH_PX, MAX_PITCH_PX = 2.0, 48.0


@dataclass(frozen=True, slots=True)
class Transform:
    """Scale and scroll of the roll.  Pixels count from the view's upper left corner; pitch 127 is the top row."""

    step_px: float = 6.0  # width of one step
    pitch_px: float = 6.0  # height of one row
    scroll_x: float = 0.0  # pixels of the piece left of the view
    scroll_y: float = 0.0  # pixels of the rows above the view

    def x_of(self, step: float) -> float:
        return step * self.step_px - self.scroll_x

    def y_of(self, pitch: float) -> float:
        """Upper edge of the row of ``pitch``."""
        return (NUM_PITCHES - 1 - pitch) * self.pitch_px - self.scroll_y

    def step_at(self, x: float) -> float:
        return (x + self.scroll_x) / self.step_px

    def pitch_at(self, y: float) -> int:
        """Row under ``y``; may lie outside 0-127."""
        return NUM_PITCHES - 1 - int((y + self.scroll_y) // self.pitch_px)

    def content_width(self, num_steps: int) -> float:
        return num_steps * self.step_px

    def content_height(self) -> float:
        return NUM_PITCHES * self.pitch_px

    def zoomed_time(self, factor: float, x: float) -> Transform:
        """Scale time by ``factor``; what lies under pixel ``x`` stays there."""
        step = self.step_at(x)
        step_px = min(max(self.step_px * factor, MIN_STEP_PX), MAX_STEP_PX)
        return replace(self, step_px=step_px, scroll_x=step * step_px - x)

    def zoomed_pitch(self, factor: float, y: float) -> Transform:
        """Scale pitch by ``factor``; what lies under pixel ``y`` stays there."""
        row = (y + self.scroll_y) / self.pitch_px
        pitch_px = min(max(self.pitch_px * factor, MIN_PITCH_PX), MAX_PITCH_PX)
        return replace(self, pitch_px=pitch_px, scroll_y=row * pitch_px - y)

    def scrolled(self, dx: float, dy: float) -> Transform:
        return replace(self, scroll_x=self.scroll_x + dx, scroll_y=self.scroll_y + dy)

    def clamped(self, width: int, height: int, num_steps: int) -> Transform:
        """The nearest transform that shows no more emptiness than it must; scroll snaps to whole pixels."""
        pitch_px = max(self.pitch_px, height / NUM_PITCHES)  # rows always fill the height
        scroll_y = self.scroll_y * pitch_px / self.pitch_px
        max_x = max(0.0, num_steps * self.step_px - width)
        max_y = max(0.0, NUM_PITCHES * pitch_px - height)
        return Transform(
            self.step_px,
            pitch_px,
            float(round(min(max(self.scroll_x, 0.0), max_x))),
            float(round(min(max(scroll_y, 0.0), max_y))),
        )

    def visible_steps(self, width: int, num_steps: int) -> tuple[int, int]:
        """Half-open range of the steps that a view of ``width`` pixels shows."""
        first = max(0, int(self.step_at(0)))
        last = min(num_steps, int(self.step_at(width)) + 1)
        return first, max(first, last)

    def visible_pitches(self, height: int) -> tuple[int, int]:
        """Half-open range of the pitches that a view of ``height`` pixels shows."""
        high = min(NUM_PITCHES - 1, self.pitch_at(0))
        low = max(0, self.pitch_at(height - 1))
        return low, max(low, high) + 1


def boxed(width: int, height: int, start: float, stop: float, low_pitch: int, high_pitch: int) -> Transform:
    """Show the steps start..stop in full width and the pitches low..high, both included, in full height."""
    step_px = min(max(width / max(0.1, stop - start), MIN_STEP_PX), MAX_STEP_PX)
    pitch_px = min(max(height / (high_pitch - low_pitch + 1), MIN_PITCH_PX), MAX_PITCH_PX)
    middle, centre = (start + stop) / 2, NUM_PITCHES - (low_pitch + high_pitch + 1) / 2
    return Transform(step_px, pitch_px, middle * step_px - width / 2, centre * pitch_px - height / 2)


def fitted(width: int, height: int, num_steps: int, low_pitch: int, high_pitch: int, max_steps: int = 256) -> Transform:
    """Show the first ``max_steps`` steps in full width and the given pitches with a margin in full height."""
    low, high = max(0, low_pitch - 5), min(NUM_PITCHES - 1, high_pitch + 5)
    if high - low < 40:  # a melody alone would get absurdly tall rows
        middle = (low + high) // 2
        low, high = max(0, middle - 20), min(NUM_PITCHES - 1, middle + 20)
    step_px = min(max(width / max(1, min(num_steps, max_steps)), MIN_STEP_PX), MAX_STEP_PX)
    pitch_px = min(max(height / (high - low + 1), MIN_PITCH_PX), MAX_PITCH_PX)
    top = (NUM_PITCHES - 1 - high) * pitch_px
    return Transform(step_px, pitch_px, 0.0, top).clamped(width, height, num_steps)
