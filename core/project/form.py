"""What is on the desk, as one immutable value: quick to take, to be written by another thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.config import SampleConfig
from core.roll import NUM_PITCHES
from core.score import Score

if TYPE_CHECKING:  # the window's first frame does not wait for these
    from core.project.history_form import HistoryForm
    from core.project.takes_form import TakesForm

Cells = NDArray[np.uint8]  # (128, steps)


@dataclass(frozen=True, slots=True)
class TrackMixForm:
    muted: bool = False
    soloed: bool = False
    colour: int = 0


@dataclass(frozen=True, slots=True)
class RunSettings:
    """The Generate panel.  Which model writes is no part of it: a file must not choose one."""

    config: SampleConfig = field(default_factory=SampleConfig)
    takes: int = 1
    bars: int = 4
    fresh_seed: bool = True
    track: int = -1  # index; -1 = automatic, -2 = the active one
    track_alone: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Project:
    score: Score
    title: str = ""
    strength: Cells = field(default_factory=lambda: np.zeros((NUM_PITCHES, 0), np.uint8))  # 0-100 %: the hole
    saved_holes: Mapping[str, Cells] = field(default_factory=dict)
    history: HistoryForm | None = None
    takes: TakesForm | None = None
    run: RunSettings | None = None
    mix: tuple[TrackMixForm, ...] = ()
    active_track: int = 0
    loop: tuple[int, int] | None = None  # steps
    loop_on: bool = False
    tempo_percent: int = 100
    saved_at: float = 0.0  # seconds since 1970, UTC; by the clock of the machine
    origin: str = ""  # where Save writes, or the file that it came from; text to show, never opened unasked
    thumbnail: bytes = b""  # PNG
