"""One function a format: (score, path).  ``EXPORTERS`` maps the file's ending to it.

Every one writes the file whole or not at all, and raises ValueError (with a sentence) or OSError.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.score import Score

# Imports stand inside: who wants a MIDI file needs neither Pillow nor a synthesizer.


def export_midi(score: Score, path: Path) -> None:
    from core.midi_file import write_midi

    write_midi(score, path)


def export_png(
    score: Score,
    path: Path,
    *,
    start_step: int = 0,
    stop_step: int | None = None,
    hole: NDArray[np.bool_] | None = None,
) -> None:
    """Picture of the roll, whole or steps [start_step, stop_step).  ``hole``: (128, steps of the roll)."""
    from core.export.png import export_roll_png
    from core.roll import roll_of
    from core.units import downbeats

    roll = roll_of(score)
    bars = downbeats(score, roll.num_steps)
    stop_step = min(_last_step(score), roll.num_steps) if stop_step is None and hole is None else stop_step
    export_roll_png(roll, path, start_step=start_step, stop_step=stop_step, hole=hole, downbeat=bars)


def export_gif(score: Score, path: Path) -> None:
    """Animation of the piece as it is played.  (A run's own animation is ``core.export.gif.export_run_gif``.)"""
    from core.export.gif import export_playback_gif
    from core.roll import num_steps_of, roll_of
    from core.units import downbeats

    roll = roll_of(score, min(_last_step(score), num_steps_of(score)))
    export_playback_gif(roll, path, downbeats(score, roll.num_steps))


def _last_step(score: Score) -> int:
    """End of the bar in which the piece ends: a roll may be longer than a short piece."""
    from core.units import nearest_step, next_bar_line

    return max(1, nearest_step(next_bar_line(score, score.end_tick), score.ticks_per_quarter))


def export_audio(score: Score, path: Path, *, silent: Collection[int] = (), soundfont: Path | None = None) -> None:
    """The piece as the built-in synth plays it: WAV, FLAC or Ogg by the file's ending."""
    from core.export.audio import export_audio as export

    export(score, path, silent=silent, soundfont=soundfont)


EXPORTERS: dict[str, Callable[[Score, Path], None]] = {
    ".mid": export_midi,
    ".midi": export_midi,
    ".png": export_png,
    ".gif": export_gif,
    ".wav": export_audio,
    ".flac": export_audio,
    ".ogg": export_audio,
}


def exporter_for(path: Path) -> Callable[[Score, Path], None]:
    """The exporter for a file's ending; ValueError names the endings there are."""
    exporter = EXPORTERS.get(path.suffix.lower())
    if exporter is None:
        known = ", ".join(EXPORTERS)
        raise ValueError(f"{path.name}: the ending tells the format; use one of {known}")
    return exporter
