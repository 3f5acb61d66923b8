"""How music looks: (Roll, hole, unknown, canvas) -> picture.  The one place that knows a colour of a velocity.

Everything is painted as indices into one fixed palette of 256 colours: a GIF or PNG of mode "P" then shows exactly
the colours meant, and a canvas that wants RGB or ARGB looks them up.  The display value of a cell lies in [-1, 1],
-1 silence and 1 loudest; viridis runs from blue (silence) to yellow (loud).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from core.roll import NUM_PITCHES, Roll

_Cell = TypeVar("_Cell", np.uint8, np.bool_)

# matplotlib's viridis (van der Walt and Smith, CC0), RRGGBB by RRGGBB.
_VIRIDIS_HEX = (
    "44015444025645045745055946075a46085c460a5d460b5e470d60470e61471063471164471365481467481668481769"
    "48186a481a6c481b6d481c6e481d6f481f70482071482173482374482475482576482677482878482979472a7a472c7a"
    "472d7b472e7c472f7d46307e46327e46337f463480453581453781453882443983443a83443b84433d84433e85423f85"
    "4240864241864142874144874045884046883f47883f48893e49893e4a893e4c8a3d4d8a3d4e8a3c4f8a3c508b3b518b"
    "3b528b3a538b3a548c39558c39568c38588c38598c375a8c375b8d365c8d365d8d355e8d355f8d34608d34618d33628d"
    "33638d32648e32658e31668e31678e31688e30698e306a8e2f6b8e2f6c8e2e6d8e2e6e8e2e6f8e2d708e2d718e2c718e"
    "2c728e2c738e2b748e2b758e2a768e2a778e2a788e29798e297a8e297b8e287c8e287d8e277e8e277f8e27808e26818e"
    "26828e26828e25838e25848e25858e24868e24878e23888e23898e238a8d228b8d228c8d228d8d218e8d218f8d21908d"
    "21918c20928c20928c20938c1f948c1f958b1f968b1f978b1f988b1f998a1f9a8a1e9b8a1e9c891e9d891f9e891f9f88"
    "1fa0881fa1881fa1871fa28720a38620a48621a58521a68522a78522a88423a98324aa8325ab8225ac8226ad8127ad81"
    "28ae8029af7f2ab07f2cb17e2db27d2eb37c2fb47c31b57b32b67a34b67935b77937b87838b9773aba763bbb753dbc74"
    "3fbc7340bd7242be7144bf7046c06f48c16e4ac16d4cc26c4ec36b50c46a52c56954c56856c66758c7655ac8645cc863"
    "5ec96260ca6063cb5f65cb5e67cc5c69cd5b6ccd5a6ece5870cf5773d05675d05477d1537ad1517cd2507fd34e81d34d"
    "84d44b86d54989d5488bd6468ed64590d74393d74195d84098d83e9bd93c9dd93ba0da39a2da37a5db36a8db34aadc32"
    "addc30b0dd2fb2dd2db5de2bb8de29bade28bddf26c0df25c2df23c5e021c8e020cae11fcde11dd0e11cd2e21bd5e21a"
    "d8e219dae319dde318dfe318e2e418e5e419e7e419eae51aece51befe51cf1e51df4e61ef6e620f8e621fbe723fde725"
)
VIRIDIS: NDArray[np.uint8] = np.frombuffer(bytes.fromhex(_VIRIDIS_HEX), np.uint8).reshape(256, 3)

# The quietest note stands this far above silence, so that it can still be seen.
QUIETEST_VALUE = -0.55

# Palette: index of the first colour of each family.
NOTE = 0  # 128 colours: silence, then velocity 1-127
GHOST = 128  # 32 colours: loudness expected in an undecided cell
EDGE = 160  # 32 colours: left edge of a note
SILENCE_BLACK_KEY, HOLE_SILENCE, HOLE_SILENCE_BLACK_KEY, UNDECIDED, UNDECIDED_BLACK_KEY, HATCH = range(192, 198)
HOLE_EDGE, BAR_LINE, BEAT_LINE, OCTAVE_LINE, KEY_WHITE, KEY_BLACK, KEY_LINE = range(198, 205)
FRAME, PROGRESS_TRACK, PROGRESS, PLAYHEAD, FRESH = range(205, 210)
TEXT = 210  # 16 shades from FRAME to light text
DIM_TEXT = 226  # 8 shades from FRAME to grey text
KEY_TEXT = 234  # 8 shades from a white key to dark text
NUM_COLOURS = 242  # the rest of the 256 is unused; a GIF takes one of them as transparent

GHOST_SHADES, EDGE_SHADES, TEXT_SHADES, DIM_SHADES, KEY_TEXT_SHADES = 32, 32, 16, 8, 8

BLACK_KEY = np.isin(np.arange(NUM_PITCHES) % 12, (1, 3, 6, 8, 10))


def display_value(velocity: NDArray[np.integer]) -> NDArray[np.float64]:
    """Display value in [-1, 1] of velocities 0-127, any shape."""
    velocity = np.clip(velocity, 0, 127)
    loud = QUIETEST_VALUE + (1 - QUIETEST_VALUE) * (velocity - 1.0) / 126
    return np.where(velocity > 0, loud, -1.0)


def colour_of_value(value: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Viridis RGB (…, 3) of display values in [-1, 1], any shape."""
    return VIRIDIS[np.rint((np.clip(value, -1, 1) + 1) * 127.5).astype(np.intp)]


# (128, 3): the colour of each velocity; 0 is silence.
VELOCITY_COLOURS: NDArray[np.uint8] = colour_of_value(display_value(np.arange(128)))


def velocity_ramp(quietest: float, loudest: float) -> NDArray[np.uint8]:
    """Another part of viridis, 0-1, for notes on another ground: RGB (128, 3), row 0 is no note's.

    On white, where yellow would be lost, teal (0.5) is quiet and dark purple (0) loud.
    """
    return VIRIDIS[np.rint(np.linspace(quietest, loudest, 127).repeat([2] + [1] * 126) * 255).astype(np.intp)]


def colour_of_velocity(velocity: NDArray[np.integer]) -> NDArray[np.uint8]:
    """RGB (…, 3) of velocities 0-127, any shape; 0 is silence."""
    return VELOCITY_COLOURS[np.clip(velocity, 0, 127).astype(np.intp)]


def _blend(under: NDArray[np.uint8], over: NDArray[np.uint8], share: float | NDArray[np.floating]) -> NDArray[np.uint8]:
    return np.rint(under + (over.astype(np.float64) - under) * share).astype(np.uint8)


def _ramp(start: tuple[int, int, int], stop: tuple[int, int, int], shades: int) -> NDArray[np.uint8]:
    share = np.linspace(0, 1, shades)[:, None]
    return _blend(np.asarray(start, np.uint8), np.asarray(stop, np.uint8), share)


def _build_palette() -> NDArray[np.uint8]:
    white = np.full(3, 255, np.uint8)
    frame, key, undecided = (24, 17, 34), (238, 235, 230), (84, 78, 104)
    palette = np.zeros((256, 3), np.uint8)
    palette[NOTE : NOTE + 128] = VELOCITY_COLOURS
    loudness = np.linspace(-1, 1, GHOST_SHADES)
    palette[GHOST : GHOST + GHOST_SHADES] = _blend(
        np.asarray(undecided, np.uint8), colour_of_value(loudness), np.linspace(0.15, 0.75, GHOST_SHADES)[:, None]
    )
    velocities = np.linspace(1, 127, EDGE_SHADES).astype(np.int64)
    palette[EDGE : EDGE + EDGE_SHADES] = _blend(colour_of_velocity(velocities), white, 0.55)
    single = {
        SILENCE_BLACK_KEY: (55, 0, 70),
        HOLE_SILENCE: (92, 34, 104),
        HOLE_SILENCE_BLACK_KEY: (80, 27, 92),
        UNDECIDED: undecided,
        UNDECIDED_BLACK_KEY: (75, 69, 95),
        HATCH: (98, 91, 118),
        HOLE_EDGE: (255, 138, 101),
        BAR_LINE: (122, 84, 138),
        BEAT_LINE: (86, 34, 104),
        OCTAVE_LINE: (84, 30, 102),
        KEY_WHITE: key,
        KEY_BLACK: (38, 32, 46),
        KEY_LINE: (186, 180, 178),
        FRAME: frame,
        PROGRESS_TRACK: (52, 42, 66),
        PROGRESS: (94, 201, 98),
        PLAYHEAD: (255, 138, 101),
        FRESH: (206, 198, 224),
    }
    for index, colour in single.items():
        palette[index] = colour
    palette[TEXT : TEXT + TEXT_SHADES] = _ramp(frame, (240, 238, 245), TEXT_SHADES)
    palette[DIM_TEXT : DIM_TEXT + DIM_SHADES] = _ramp(frame, (160, 150, 175), DIM_SHADES)
    palette[KEY_TEXT : KEY_TEXT + KEY_TEXT_SHADES] = _ramp(key, (70, 60, 80), KEY_TEXT_SHADES)
    palette.setflags(write=False)
    return palette


PALETTE: NDArray[np.uint8] = _build_palette()  # (256, 3)
# (256,) 0xFFRRGGBB, for a 32-bit image buffer
PALETTE_ARGB: NDArray[np.uint32] = 0xFF000000 + PALETTE.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)


@dataclass(frozen=True, slots=True)
class View:
    """Which part of a roll is painted, and how large.  Pitches and steps: low and start in, high in, stop out."""

    start_step: int
    stop_step: int
    low_pitch: int = 0
    high_pitch: int = NUM_PITCHES - 1
    step_px: int = 1
    pitch_px: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.start_step < self.stop_step:
            raise ValueError(f"steps {self.start_step} to {self.stop_step} are no range")
        if not 0 <= self.low_pitch <= self.high_pitch < NUM_PITCHES:
            raise ValueError(f"pitches {self.low_pitch} to {self.high_pitch} are no range within 0-127")
        if self.step_px < 1 or self.pitch_px < 1:
            raise ValueError(f"a cell needs at least 1 x 1 pixels, not {self.step_px} x {self.pitch_px}")

    @property
    def width_px(self) -> int:
        return (self.stop_step - self.start_step) * self.step_px

    @property
    def height_px(self) -> int:
        return (self.high_pitch - self.low_pitch + 1) * self.pitch_px


def background_indices(
    num_steps: int, hole: NDArray[np.bool_] | None = None, unknown: NDArray[np.bool_] | None = None
) -> NDArray[np.uint8]:
    """Palette indices (128, num_steps) of the rows without notes: keys shaded, hole and undecided cells tinted."""
    black = BLACK_KEY[:, None]
    ground = np.broadcast_to(np.where(black, SILENCE_BLACK_KEY, NOTE), (NUM_PITCHES, num_steps)).astype(np.uint8)
    if hole is not None:
        ground = np.where(hole, np.where(black, HOLE_SILENCE_BLACK_KEY, HOLE_SILENCE), ground).astype(np.uint8)
    if unknown is not None:
        ground = np.where(unknown, np.where(black, UNDECIDED_BLACK_KEY, UNDECIDED), ground).astype(np.uint8)
    return ground


def cell_indices(
    roll: Roll,
    hole: NDArray[np.bool_] | None = None,
    unknown: NDArray[np.bool_] | None = None,
    canvas: NDArray[np.uint8] | None = None,
) -> NDArray[np.uint8]:
    """Palette indices (128, steps), one a cell, row 0 = pitch 0.

    ``unknown`` cells show ``canvas`` (0-127, expected loudness) in the muted ghost colours, never a note's colours.
    """
    cells = np.where(
        roll.velocity > 0, np.minimum(roll.velocity, 127), background_indices(roll.num_steps, hole, unknown)
    )
    if unknown is not None:
        ground = background_indices(roll.num_steps, hole, unknown)
        expected = np.zeros_like(roll.velocity) if canvas is None else np.minimum(canvas, 127)
        # The root spreads the low values, where a level's expectations mostly lie.
        ghost = GHOST + np.ceil(np.sqrt(expected / 127) * (GHOST_SHADES - 1)).astype(np.intp)
        cells = np.where(unknown, np.where(ghost > GHOST, ghost, ground), cells)
    return cells.astype(np.uint8)


def paint(
    roll: Roll,
    view: View,
    *,
    hole: NDArray[np.bool_] | None = None,
    unknown: NDArray[np.bool_] | None = None,
    canvas: NDArray[np.uint8] | None = None,
    downbeat: NDArray[np.bool_] | None = None,
) -> NDArray[np.uint8]:
    """Palette indices (height_px, width_px), highest pitch on top.

    Arrays are (128, roll.num_steps), ``downbeat`` (roll.num_steps,), True on the first step of a bar (None = every
    16).  A view that reaches beyond the roll raises ValueError.
    """
    if view.stop_step > roll.num_steps:
        raise ValueError(f"the view ends at step {view.stop_step}, the roll has {roll.num_steps}")
    if downbeat is None:
        downbeat = np.arange(roll.num_steps) % 16 == 0
    ground = background_indices(roll.num_steps, hole, unknown)
    cells = cell_indices(roll, hole, unknown, canvas)
    sounding = (roll.velocity > 0) if unknown is None else (roll.velocity > 0) & ~unknown

    ghost = (cells >= GHOST) & (cells < EDGE)
    picture = enlarge(np.where(ghost, cells, ground).astype(np.uint8), view)
    if unknown is not None:
        _hatch(picture, enlarge(unknown & ~ghost, view))
    _rule(picture, view, downbeat)
    _notes(picture, cells, sounding, roll.onset, view)
    if hole is not None and min(view.step_px, view.pitch_px) >= 2:
        picture[_outline(enlarge(hole, view))] = HOLE_EDGE
    return picture


def render(
    roll: Roll,
    view: View | None = None,
    *,
    hole: NDArray[np.bool_] | None = None,
    unknown: NDArray[np.bool_] | None = None,
    canvas: NDArray[np.uint8] | None = None,
    downbeat: NDArray[np.bool_] | None = None,
) -> NDArray[np.uint8]:
    """RGB uint8 (height_px, width_px, 3), highest pitch on top.  See ``paint``."""
    view = view or View(0, roll.num_steps)
    return PALETTE[paint(roll, view, hole=hole, unknown=unknown, canvas=canvas, downbeat=downbeat)]


def used_pitches(sounding: NDArray[np.bool_], margin: int = 12) -> tuple[int, int]:
    """Lowest and highest pitch that sounds, widened by ``margin``; the middle of the keyboard if nothing does."""
    rows = np.flatnonzero(sounding.any(axis=1))
    low, high = (48, 83) if not len(rows) else (int(rows[0]), int(rows[-1]))
    return max(0, low - margin), min(NUM_PITCHES - 1, high + margin)


def enlarge(cells: NDArray[_Cell], view: View) -> NDArray[_Cell]:
    """Cells (128, steps) as the pixels (height_px, width_px) of a view, highest pitch on top."""
    part = cells[view.low_pitch : view.high_pitch + 1, view.start_step : view.stop_step][::-1]
    return np.repeat(np.repeat(part, view.pitch_px, axis=0), view.step_px, axis=1)


def _rule(picture: NDArray[np.uint8], view: View, downbeat: NDArray[np.bool_]) -> None:
    """Lines under each octave, at each beat and at each bar, where there is room for them."""
    if view.pitch_px >= 4:
        rows = np.arange(view.high_pitch, view.low_pitch - 1, -1)
        picture[np.flatnonzero(rows % 12 == 0) * view.pitch_px + view.pitch_px - 1] = OCTAVE_LINE
    steps = np.arange(view.start_step, view.stop_step)
    if view.step_px >= 3:
        bars = np.maximum.accumulate(np.where(downbeat[: view.stop_step], np.arange(view.stop_step), 0))
        beats = np.flatnonzero((steps - bars[view.start_step :]) % 4 == 0)
        picture[:, beats * view.step_px] = BEAT_LINE
    if view.step_px >= 2:
        picture[:, np.flatnonzero(downbeat[view.start_step : view.stop_step]) * view.step_px] = BAR_LINE


def _hatch(picture: NDArray[np.uint8], unknown: NDArray[np.bool_]) -> None:
    y, x = np.ogrid[: picture.shape[0], : picture.shape[1]]
    picture[unknown & ((x + y) % 8 == 0)] = HATCH


def _notes(
    picture: NDArray[np.uint8],
    cells: NDArray[np.uint8],
    sounding: NDArray[np.bool_],
    onset: NDArray[np.bool_],
    view: View,
) -> None:
    """Notes with a light left edge; a gap before a repeated one and under each, where the scale has room."""
    body = enlarge(sounding, view)
    begins = onset & sounding
    repeats = begins.copy()
    repeats[:, 0] = False
    repeats[:, 1:] &= sounding[:, :-1]
    column = np.arange(view.width_px) % view.step_px
    row = np.arange(view.height_px) % view.pitch_px
    if view.pitch_px >= 4:
        body &= (row < view.pitch_px - 1)[:, None]
    starts, again = enlarge(begins, view), enlarge(repeats, view)
    gap = np.zeros_like(body)
    if view.step_px >= 3:
        gap = again & (column == 0)
    edge = starts & (column == 0) & ~gap if view.step_px > 1 else again
    edge |= np.roll(gap, 1, axis=1)
    colours = enlarge(cells, view).astype(np.intp)
    light = EDGE + (np.clip(colours - 1, 0, 126) * EDGE_SHADES) // 127
    np.copyto(picture, np.where(edge, light, colours).astype(np.uint8), where=body & ~gap)


def _outline(inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Pixels of ``inside`` that touch its outside; the picture's own border counts as outside."""
    padded = np.pad(inside, 1)
    core = padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    return padded[1:-1, 1:-1] & ~core
