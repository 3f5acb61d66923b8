"""The visible notes as one image: a row a pitch, a column a pixel, scaled in height alone when it is drawn.

Times keep the resolution of the screen, and composing costs numpy a millisecond however many notes there are.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from core.roll import NUM_PITCHES
from fractalmidi_studio.canvas.drawn_notes import FRESH, MUTED, OTHER_TRACK, PLAIN, SELECTED, DrawnNotes
from fractalmidi_studio.canvas.scene import rgb_of, velocity_colours
from fractalmidi_studio.mix import TRACK_COLOURS
from fractalmidi_studio.theme import Theme, colours

_MARGIN_PX = 512  # on either side of what is asked for, so that scrolling does not recompose each time
_EDGES_FROM_PX = 3.0  # a step at least so wide shows where each note begins
_SHINE_FROM_PX = 7.0

# How each state changes a note's colour: how far towards the ground (below 0: towards white), and how opaque it is.
_LOOKS = {MUTED: (0.75, 0.30), OTHER_TRACK: (0.40, 1.0), PLAIN: (0.0, 1.0), FRESH: (-0.45, 1.0), SELECTED: (-0.38, 1.0)}


@cache
def note_colours(theme: Theme) -> NDArray[np.uint32]:
    """Of all notes: (hues, states, 128 velocities) premultiplied 0xAARRGGBB."""
    ground, white = rgb_of(theme.row_white), np.full(3, 255.0)
    tracks = np.stack([rgb_of(colour) for colour in TRACK_COLOURS]) * (0.55 if theme.is_light else 1.0)
    loudness = (0.45 + 0.55 * np.arange(128) / 127)[None, :, None]
    by_track = tracks[:, None, :] * loudness + ground * (1 - loudness)  # (hues, 128, 3)
    hues = np.concatenate([velocity_colours(theme)[None].astype(np.float64), by_track])
    out = np.zeros((len(hues), len(_LOOKS), 128), np.uint32)
    for state, (share, alpha) in _LOOKS.items():
        towards = ground if share >= 0 else white
        out[:, state] = _premultiplied(hues * (1 - abs(share)) + towards * abs(share), alpha)
    return out


def _premultiplied(rgb: NDArray[np.float64], alpha: float) -> NDArray[np.uint32]:
    """0xAARRGGBB of RGB (…, 3) 0-255 and an opacity 0-1."""
    whole = np.rint(rgb * alpha).astype(np.int64)
    argb = (round(alpha * 255) << 24) | (whole[..., 0] << 16) | (whole[..., 1] << 8) | whole[..., 2]
    return np.asarray(argb, np.uint32)


def _ink(colour: str) -> np.uint32:
    """Premultiplied 0xAARRGGBB of ``#aarrggbb``."""
    return np.uint32(_premultiplied(rgb_of(colour), int(colour[1:3], 16) / 255))


def compose(notes: DrawnNotes, step_px: float, left: int, width: int) -> NDArray[np.uint32]:
    """(128, width) premultiplied 0xAARRGGBB, the highest pitch first; 0 where no note is.

    ``left``: pixels of the piece before the first column.
    """
    pixels = np.zeros((NUM_PITCHES, width), np.uint32)
    x0 = np.floor(notes.start * step_px + 0.5).astype(np.int64) - left
    x1 = np.maximum(np.floor(notes.stop * step_px + 0.5).astype(np.int64) - left, x0 + 1)
    seen = np.flatnonzero((x1 > 0) & (x0 < width) & (notes.stop > 0))
    seen = seen[np.argsort(notes.state[seen], kind="stable")]
    if not len(seen):
        return pixels
    start, stop = np.maximum(x0[seen], 0), np.minimum(x1[seen], width)
    row = (NUM_PITCHES - 1 - notes.pitch[seen]) * width
    theme = colours()
    colour = note_colours(theme)[notes.hue[seen], notes.state[seen], notes.velocity[seen]]
    length = stop - start
    # All pixels of all notes in one go: each note's first one, plus 0, 1, 2 ... within the note.
    within = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
    flat = pixels.reshape(-1)
    flat[np.repeat(row + start, length) + within] = np.repeat(colour, length)
    if step_px >= _EDGES_FROM_PX:
        begins = x0[seen] >= 0
        if step_px >= _SHINE_FROM_PX:
            wide = begins & (length > 2)
            at = (row + start)[wide] + 1
            flat[at] = _over(_ink(theme.note_shine), flat[at])
        at = (row + start)[begins & (length > 1)]
        flat[at] = _over(_ink(theme.note_edge), flat[at])
    return pixels


def _over(upper: np.uint32, lower: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Premultiplied ``upper`` laid over ``lower``."""
    keep = 255 - (int(upper) >> 24)
    out = np.zeros_like(lower)
    for shift in (0, 8, 16, 24):
        part = (((lower >> np.uint32(shift)) & np.uint32(0xFF)) * np.uint32(keep) + np.uint32(127)) // np.uint32(255)
        out |= np.minimum(part + np.uint32((int(upper) >> shift) & 0xFF), np.uint32(255)) << np.uint32(shift)
    return out


class NoteImage:
    """The composed image of the notes around what is visible, kept until notes or scale change."""

    def __init__(self) -> None:
        self._notes: DrawnNotes | None = None
        self._theme: Theme | None = None
        self._step_px = 0.0
        self._pixels: NDArray[np.uint32] = np.zeros((NUM_PITCHES, 0), np.uint32)
        self._image = QImage()
        self._left = 0

    def ensure(self, notes: DrawnNotes, step_px: float, first_px: int, last_px: int) -> tuple[QImage, int]:
        """An image that holds at least the pixels first..last of the piece, and the pixel of its left column."""
        fits = self._left <= first_px and last_px <= self._left + self._pixels.shape[1]
        same = self._notes is notes and self._step_px == step_px and self._theme is colours()
        if not same or not fits:
            self._notes, self._step_px, self._theme = notes, step_px, colours()
            self._left = max(0, first_px - _MARGIN_PX)
            self._pixels = compose(notes, step_px, self._left, last_px + _MARGIN_PX - self._left)
            height, width = self._pixels.shape
            self._image = QImage(self._pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied)
        return self._image, self._left
