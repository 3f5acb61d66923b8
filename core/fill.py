"""What a run is asked to do, the same for the window and the command line: its hole, its request, its track."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from core.conditions import estimate_key
from core.config import SampleConfig
from core.edit.fill import Edit, apply_fill
from core.edit.locks import locked_cells
from core.edit.rewrite import apply_rewrite
from core.region import ResolvedHole, rectangle, resolve_hole
from core.roll import MAX_STEPS, NUM_PITCHES, Roll, notes_beginning_in, num_steps_of, roll_of, steps_of
from core.sampler.request import SampleRequest
from core.score import Score
from core.units import downbeats, nearest_step, next_bar_line, step_to_tick


class HoleError(ValueError):
    """A hole that cannot be filled; the text is a sentence for the user."""


def music_end_step(score: Score) -> int:
    """The bar line at or after the end of the last note on the grid; 0 in a piece without such notes.

    Drums are not on the grid, nor is a stray note beyond ``MAX_STEPS``.
    """
    last = 0
    for track in score.tracks:
        if track.notes and not track.is_drums:
            rows = steps_of(score, track.notes)
            rows = rows[rows[:, 0] < MAX_STEPS]
            last = max(last, int((rows[:, 0] + rows[:, 2]).max(initial=0)))
    if last == 0:
        return 0
    line = next_bar_line(score, step_to_tick(last, score.ticks_per_quarter))
    return min(nearest_step(line, score.ticks_per_quarter), MAX_STEPS)


def continuation_hole(score: Score, num_bars: int) -> NDArray[np.bool_]:
    """Hole (128, steps) over the ``num_bars`` bars that follow the last note; it may reach beyond the piece.

    Raises HoleError where there is nothing to continue, or no room for so many bars.
    """
    start = music_end_step(score)
    if start == 0:
        raise HoleError("There is no music to continue yet: the piece has no notes with a pitch.")
    lines = np.flatnonzero(downbeats(score, MAX_STEPS + 1))
    lines = lines[lines > start][:num_bars]
    if len(lines) < num_bars:
        bars = "another bar" if num_bars == 1 else f"{num_bars} more bars"
        raise HoleError(f"With {bars} the piece would be too long: {MAX_STEPS:,} sixteenth steps is the most.")
    stop = int(lines[-1])
    return rectangle((NUM_PITCHES, max(num_steps_of(score), stop)), 0, NUM_PITCHES, start, stop)


def fill_request(
    score: Score, hole: NDArray[np.bool_], config: SampleConfig, roll: Roll | None = None
) -> SampleRequest:
    """The run that writes ``hole`` (128, steps) of the piece anew; ``roll`` spares making it where it is known.

    Locked notes are no part of the request's hole.  Raises HoleError if nothing may be written in the hole.
    """
    num_steps = hole.shape[1]
    if roll is None or roll.num_steps != num_steps:
        roll = roll_of(score, num_steps)
    if not hole.any():
        raise HoleError("Nothing is painted yet: paint the part that shall be written anew.")
    hole = hole & ~locked_cells(score, num_steps)
    room = resolve_hole(roll, hole, 0)
    if not room.onset_allowed.any():
        raise HoleError(
            "The hole has no room: locked notes, or notes that begin before it, fill it, and they are kept. "
            "Include where these notes begin, or more pitches."
        )
    _check(roll, hole, room, config)
    first = int(np.argmax(np.logical_or.reduce(hole, axis=0)))
    return SampleRequest(
        roll=Roll(roll.velocity.copy(), roll.onset.copy()),
        hole=hole,
        config=config,
        downbeat=downbeats(score, num_steps),
        goes_on=0 < music_end_step(score) <= first,
    )


def _check(roll: Roll, hole: NDArray[np.bool_], room: ResolvedHole, config: SampleConfig) -> None:
    """HoleError where the settings leave nothing to write."""
    if config.only != "all" and not (hole & roll.onset).any():
        raise HoleError("No note begins in the hole, so there are no pitches, times or velocities to write anew.")
    if config.only in ("rhythm", "velocities"):
        return  # kept pitches care for no limits
    if config.only == "all" and not room.onset_allowed[config.low_pitch : config.high_pitch + 1].any():
        raise HoleError("The pitch range leaves nothing of the hole: widen the range, or paint other pitches.")
    if config.scale_only and config.key in (None, "auto") and (config.key is None or estimate_key(room.base) is None):
        raise HoleError(
            "Only notes of the scale were asked for, but there is no key to tell which these are: choose a key."
        )


def apply_result(
    score: Score,
    request: SampleRequest,
    result: Roll,
    track_index: int,
    name: str = "Inpaint",
    muted: Collection[int] = (),
) -> tuple[Score, Edit]:
    """Put a run's result into the score that the request was made of."""
    if request.config.only == "all":
        return apply_fill(score, request.hole, result, track_index, name, muted)
    rows = notes_beginning_in(result, request.hole)
    return apply_rewrite(score, request.hole, request.roll, rows, request.config.only, name, muted)


def target_track(score: Score, hole: NDArray[np.bool_]) -> int:
    """The track that a fill goes to: the one with most notes in the hole, else with most notes of its pitches.

    Never a drum track, unless there is no other; ``core.edit.apply_fill`` then makes one.
    """
    of_hole: NDArray[np.bool_] = np.logical_or.reduce(hole, axis=1)  # (128,) pitches that it touches
    best, most = 0, (-1, -1)
    for index, track in enumerate(score.tracks):
        if track.is_drums:
            continue
        rows = steps_of(score, track.notes)
        rows = rows[rows[:, 0] < hole.shape[1]]
        found = (int(hole[rows[:, 1], rows[:, 0]].sum()), int(of_hole[rows[:, 1]].sum()))
        if found > most:
            best, most = index, found
    return best
