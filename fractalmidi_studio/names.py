"""Names that a musician reads: pitches, keys, bars."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QDateTime, QLocale

from core.score import Score
from core.units import nearest_step
from fractalmidi_studio.i18n import language, later, tr

PITCH_CLASSES = ("C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B")
KEY_CLASSES = ("C", "D♭", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")
LEVEL_NAMES = (
    later("bars"),
    later("beats"),
    later("notes"),
    later("dynamics"),
)  # what a patch of each level spans, roughly
COUNTED = {
    "note": (later("{count} note"), later("{count} notes")),
    "cell": (later("{count} cell"), later("{count} cells")),
    "take": (later("{count} take"), later("{count} takes")),
}


def moment(seconds: float) -> str:
    """Day and time of a moment (seconds since 1970), in the language of the window, else as the system writes them."""
    system, spoken = QLocale.system(), QLocale(language().code)
    return (system if system.language() == spoken.language() else spoken).toString(
        QDateTime.fromSecsSinceEpoch(int(seconds)), QLocale.FormatType.ShortFormat
    )


def file_moment(seconds: float) -> str:
    """The same as part of a file's name."""
    return QDateTime.fromSecsSinceEpoch(int(seconds)).toString("yyyy-MM-dd HH.mm")


def pitch_name(pitch: int) -> str:
    """C4 is 60, the middle C."""
    return f"{PITCH_CLASSES[pitch % 12]}{pitch // 12 - 1}"


def key_name(key: int) -> str:
    """0-11 C to B major, 12-23 C to B minor."""
    words = tr("{tonic} major") if key < 12 else tr("{tonic} minor")
    return words.format(tonic=KEY_CLASSES[key % 12])


def position_name(step: int, downbeat: NDArray[np.bool_], beat: NDArray[np.bool_]) -> str:
    """bar.beat.step, each counted from 1."""
    bar, bar_start = bar_of(step, downbeat)
    beats = np.flatnonzero(beat[bar_start : step + 1]) + bar_start
    beat_start = int(beats[-1]) if len(beats) else bar_start
    return f"{bar}.{max(1, len(beats))}.{step - beat_start + 1}"


def beats_of(score: Score, downbeat: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """bool (num_steps,): True where a beat begins, in the metre of each bar."""
    num_steps = len(downbeat)
    beat = downbeat.copy()
    changes = sorted((nearest_step(s.tick, score.ticks_per_quarter), s.denominator) for s in score.time_signatures)
    bars = np.append(np.flatnonzero(downbeat), num_steps)
    # Which change holds in each bar, found at once: a piece may have a new metre in every bar.
    latest = np.searchsorted([step for step, _ in changes], bars[:-1], side="right") - 1
    for start, stop, change in zip(bars[:-1].tolist(), bars[1:].tolist(), latest.tolist(), strict=True):
        denominator = changes[change][1] if change >= 0 else 4
        beat[start : stop : max(1, 16 // denominator)] = True
    return beat


def bar_of(step: int, downbeat: NDArray[np.bool_]) -> tuple[int, int]:
    """(number of the bar from 1, its first step)."""
    bars = np.flatnonzero(downbeat[: step + 1])
    return (max(1, len(bars)), int(bars[-1]) if len(bars) else 0)


def bar_span(step: int, downbeat: NDArray[np.bool_]) -> tuple[int, int]:
    """Half-open steps of the bar that holds ``step``."""
    start = bar_of(step, downbeat)[1]
    after = np.flatnonzero(downbeat[step + 1 :])
    return start, (step + 1 + int(after[0]) if len(after) else len(downbeat))


def bars_text(start: int, stop: int, downbeat: NDArray[np.bool_]) -> str:
    first, last = bar_of(start, downbeat)[0], bar_of(max(start, stop - 1), downbeat)[0]
    if first == last:
        return tr("bar {number}").format(number=first)
    return tr("bars {first}–{last}").format(first=first, last=last)


def counted(number: int, word: str) -> str:
    """1 note, 2 notes: ``word`` is one of COUNTED."""
    return tr(COUNTED[word][number != 1]).format(count=f"{number:,}")


def under_way() -> str:
    """Why the music can't be changed while a run is being shown."""
    return tr("A run is under way. Press Cancel (Esc) first, or wait for it.")


def none_selected() -> str:
    """Why a command on selected notes does nothing."""
    return tr("No notes are selected: choose some with the Select tool (E) first.")
