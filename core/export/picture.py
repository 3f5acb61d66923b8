"""The sheet around a painted roll, shared by PNG and GIF: keyboard, bar numbers, header, progress.

All in indices of ``core.render.PALETTE``, so that a picture of mode "P" shows exactly these colours.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from core import render
from core.render import BLACK_KEY, View

KEYBOARD_PX, RULER_PX, HEADER_PX, MARGIN_PX, PROGRESS_PX = 46, 18, 34, 8, 5

Indices = NDArray[np.uint8]


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)  # inside Pillow, so that a picture looks the same everywhere


def text_width(text: str, size: int) -> int:
    return int(np.ceil(_font(size).getlength(text)))


def draw_text(picture: Indices, x: int, y: int, text: str, size: int, ramp: int, shades: int) -> None:
    """Write ``text`` with its middle line at ``y``, in the ``shades`` colours from ``ramp`` on; cut at the border."""
    width, height = text_width(text, size) + 2, size + 6
    ink = Image.new("L", (width, height))
    ImageDraw.Draw(ink).text((0, height // 2), text, fill=255, font=_font(size), anchor="lm")
    strength = np.rint(np.asarray(ink, np.float64) / 255 * (shades - 1)).astype(np.uint8)
    top = y - height // 2
    y0, x0 = max(0, top), max(0, x)
    y1, x1 = min(picture.shape[0], top + height), min(picture.shape[1], x + width)
    if y0 < y1 and x0 < x1:
        strength = strength[y0 - top : y1 - top, x0 - x : x1 - x]
        area = picture[y0:y1, x0:x1]
        area[strength > 0] = ramp + strength[strength > 0]


def keyboard(view: View) -> Indices:
    """Piano keys (height_px, KEYBOARD_PX) beside the rows of ``view``; each C is labelled."""
    keys = np.full((view.height_px, KEYBOARD_PX), render.KEY_WHITE, np.uint8)
    black_length = KEYBOARD_PX * 3 // 5
    rows = range(view.high_pitch, view.low_pitch - 1, -1)
    for row, pitch in enumerate(rows):
        y = row * view.pitch_px
        if BLACK_KEY[pitch]:
            keys[y : y + view.pitch_px, :black_length] = render.KEY_BLACK
            keys[y + view.pitch_px // 2, black_length:] = render.KEY_LINE
        elif pitch % 12 in (0, 5):
            keys[y + view.pitch_px - 1] = render.KEY_LINE
    size = min(11, max(8, 2 * view.pitch_px))
    for row, pitch in enumerate(rows):
        if pitch % 12 == 0:
            label = f"C{pitch // 12 - 1}"
            x = KEYBOARD_PX - text_width(label, size) - 3
            middle = row * view.pitch_px + view.pitch_px // 2
            draw_text(keys, x, middle, label, size, render.KEY_TEXT, render.KEY_TEXT_SHADES)
    keys[:, -1] = render.KEY_LINE
    return keys


def ruler(view: View, downbeat: NDArray[np.bool_]) -> Indices:
    """Bar numbers (RULER_PX, width_px), counted from 1; as many as there is room for."""
    strip = np.full((RULER_PX, view.width_px), render.FRAME, np.uint8)
    bars = np.flatnonzero(downbeat[: view.stop_step])
    if not len(bars):
        return strip
    room = text_width(str(len(bars)), 11) + 10
    spacing = view.step_px * (float(np.median(np.diff(bars))) if len(bars) > 1 else 16.0)
    every = next((n for n in (1, 2, 4, 8, 16, 32, 64, 128, 256) if n * spacing >= room), 512)
    for number, step in enumerate(bars.tolist()):
        if step >= view.start_step:
            x = (step - view.start_step) * view.step_px
            shown = number % every == 0
            strip[RULER_PX - (RULER_PX if shown else 4) :, x] = render.BAR_LINE
            if shown:
                draw_text(strip, x + 4, RULER_PX // 2, str(number + 1), 11, render.DIM_TEXT, render.DIM_SHADES)
    return strip


class Sheet:
    """Frame with a keyboard and a ruler for one view; ``page`` puts a painted roll and a header into it."""

    def __init__(self, view: View, downbeat: NDArray[np.bool_], *, header: bool) -> None:
        self._top = (HEADER_PX if header else MARGIN_PX) + RULER_PX
        self._view = view
        foot = MARGIN_PX * 2 + PROGRESS_PX if header else MARGIN_PX
        width = MARGIN_PX + KEYBOARD_PX + view.width_px + MARGIN_PX
        self._blank = np.full((self._top + view.height_px + foot, width), render.FRAME, np.uint8)
        left = MARGIN_PX + KEYBOARD_PX
        self._blank[self._top : self._top + view.height_px, MARGIN_PX:left] = keyboard(view)
        self._blank[self._top - RULER_PX : self._top, left : left + view.width_px] = ruler(view, downbeat)

    @property
    def shape(self) -> tuple[int, int]:
        return self._blank.shape[0], self._blank.shape[1]

    def page(self, painted: Indices, title: str = "", aside: str = "", progress: float | None = None) -> Indices:
        """Whole picture (height, width): ``painted`` is (view.height_px, view.width_px), progress 0-1."""
        view, left = self._view, MARGIN_PX + KEYBOARD_PX
        page = self._blank.copy()
        page[self._top : self._top + view.height_px, left : left + view.width_px] = painted
        if title:
            draw_text(page, left, HEADER_PX // 2 + 2, title, 17, render.TEXT, render.TEXT_SHADES)
        if aside:
            x = left + view.width_px - text_width(aside, 13)
            if x > left + text_width(title, 17) + 16:
                draw_text(page, x, HEADER_PX // 2 + 2, aside, 13, render.DIM_TEXT, render.DIM_SHADES)
        if progress is not None:
            y = self._top + view.height_px + MARGIN_PX
            page[y : y + PROGRESS_PX, left : left + view.width_px] = render.PROGRESS_TRACK
            page[y : y + PROGRESS_PX, left : left + round(view.width_px * progress)] = render.PROGRESS
        return page


def image_of(page: Indices) -> Image.Image:
    """Pillow image of mode "P" with the fixed palette."""
    image = Image.fromarray(page)
    image.putpalette(render.PALETTE.tobytes())
    return image


def save_png(page: Indices, path: Path) -> None:
    image_of(page).save(path, "PNG", optimize=False, compress_level=6)
