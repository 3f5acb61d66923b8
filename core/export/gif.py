"""GIF: how a run wrote its music, coarse to fine; or a piece as it would be played."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core import render
from core.export.picture import Indices, Sheet, image_of
from core.export.record import RunRecord
from core.files import write_with
from core.region import resolve_hole
from core.render import View, enlarge, paint, used_pitches
from core.roll import Roll, notes_of
from core.sampler.request import SampleStep

MAX_FRAMES = 150
RUN_MS, FIRST_MS, LAST_MS, LONGEST_FRAME_MS = 4500, 800, 2500, 400
ROLL_WIDTH_PX, ROLL_HEIGHT_PX = 1024, 480
LEVEL_NAMES = ("bars", "beats", "notes", "dynamics")


def export_run_gif(record: RunRecord, path: Path) -> None:
    """Animate a run: the hole, every level's steps, the result.  Raises ValueError without steps, OSError on disk."""
    if not len(record):
        raise ValueError("there is no run to animate yet: write something first, then export the GIF")
    positions = _spread(len(record), MAX_FRAMES)
    delay = _delay(len(positions))
    durations = [FIRST_MS, *[delay] * len(positions), LAST_MS]
    write_with(path, lambda temporary: _save(_run_frames(record, positions), durations, temporary))


def export_playback_gif(
    roll: Roll, path: Path, downbeat: NDArray[np.bool_] | None = None, hole: NDArray[np.bool_] | None = None
) -> None:
    """Animate a piece: a playhead runs through it and the notes appear as they sound."""
    if not (roll.velocity > 0).any():
        raise ValueError("the piece has no notes, so there is nothing to animate")
    num_frames = min(MAX_FRAMES, max(2, roll.num_steps))
    durations = [*[_delay(num_frames)] * num_frames, LAST_MS]
    frames = _playback_frames(roll, num_frames, _bars(downbeat, roll.num_steps), hole)
    write_with(path, lambda temporary: _save(frames, durations, temporary))


def _save(frames: Iterator[Indices], durations: Sequence[int], path: Path) -> None:
    first = next(frames)
    image_of(first).save(
        path,
        "GIF",
        save_all=True,
        append_images=_images(frames),
        duration=list(durations),
        loop=0,
        optimize=False,
        disposal=1,
    )


def _images(frames: Iterator[Indices]) -> Iterator[Image.Image]:
    return (image_of(frame) for frame in frames)


def _spread(count: int, most: int) -> list[int]:
    """At most ``most`` of the numbers 0 .. count - 1, evenly spread, first and last among them."""
    return sorted(set(np.rint(np.linspace(0, count - 1, min(count, most))).astype(int).tolist()))


def _delay(num_frames: int) -> int:
    """Milliseconds a frame.  GIF counts in 10 ms, and players slow anything below 20 ms down to 100."""
    return min(LONGEST_FRAME_MS, max(20, RUN_MS // num_frames // 10 * 10))


def _bars(downbeat: NDArray[np.bool_] | None, num_steps: int) -> NDArray[np.bool_]:
    return np.arange(num_steps) % 16 == 0 if downbeat is None else downbeat


def _view(start_step: int, stop_step: int, sounding: NDArray[np.bool_]) -> View:
    low, high = used_pitches(sounding)
    step_px = min(16, max(1, ROLL_WIDTH_PX // (stop_step - start_step)))
    pitch_px = min(12, max(3, ROLL_HEIGHT_PX // (high - low + 1)))
    return View(start_step, stop_step, low, high, step_px, pitch_px)


class _Stage:
    """The roll as it stands, painted through a view that follows the steps' windows."""

    def __init__(self, record: RunRecord, widest: int = 384) -> None:
        request = record.request
        self._hole = request.hole
        self._downbeat = _bars(request.downbeat, request.roll.num_steps)
        # Notes that begin before the hole are kept, their part inside it too.
        resolved = resolve_hole(request.roll, request.hole, request.config.ring_steps)
        self._velocity, self._onset = resolved.base.velocity.copy(), resolved.base.onset.copy()
        self._unknown = resolved.unknown & request.hole
        self._canvas = np.zeros_like(self._velocity)
        self._heard = request.roll.velocity > 0
        if record.result is not None:
            self._heard = self._heard | (record.result.velocity > 0)
        self._num_steps = request.roll.num_steps
        windows = [(step.start_step, step.start_step + step.width) for step in record.steps()]
        start = max(0, min(lo for lo, _ in windows))
        stop = min(self._num_steps, max(hi for _, hi in windows))
        self._whole = (start, stop) if stop - start <= widest else None
        self._width = min(self._num_steps, max(hi - lo for lo, hi in windows))
        self._sheets: dict[tuple[int, int], tuple[View, Sheet]] = {}
        self._window = self._whole or self._within(windows[0][0])
        self._boxes = np.zeros((0, 4), np.int64)

    def _within(self, start: int) -> tuple[int, int]:
        """A window of the usual width inside the piece: every frame of the animation has one size."""
        start = min(max(0, start), self._num_steps - self._width)
        return start, start + self._width

    def take(self, step: SampleStep) -> None:
        """Paste a step's window in."""
        start, stop = max(0, step.start_step), min(self._velocity.shape[1], step.start_step + step.width)
        here, there = np.s_[:, start:stop], np.s_[:, start - step.start_step : stop - step.start_step]
        self._velocity[here] = step.roll.velocity[there]
        self._onset[here] = step.roll.onset[there]
        # The ring, where new notes may end but not begin, is not shown: it is no part of the hole.
        self._unknown[here] = step.unknown[there] & self._hole[here]
        self._canvas[here] = step.canvas[there]
        self._window = self._whole or self._within(start)
        self._boxes = step.boxes + np.array([0, step.start_step, 0, 0])

    def end(self, result: Roll) -> None:
        self._velocity, self._onset = result.velocity.copy(), result.onset.copy()
        self._unknown[:] = False
        self._boxes = self._boxes[:0]

    def page(self, title: str, aside: str, progress: float) -> Indices:
        view, sheet = self._sheet()
        here = np.s_[:, view.start_step : view.stop_step]  # only what is seen is painted: pieces may be long
        seen = replace(view, start_step=0, stop_step=view.stop_step - view.start_step)
        painted = paint(
            Roll(self._velocity[here], self._onset[here]),
            seen,
            hole=self._hole[here],
            unknown=self._unknown[here],
            canvas=self._canvas[here],
            downbeat=self._downbeat[here[1]],
        )
        _frame_boxes(painted, self._boxes - np.array([0, view.start_step, 0, 0]), self._hole[here], seen)
        return sheet.page(painted, title, aside, progress)

    def _sheet(self) -> tuple[View, Sheet]:
        if self._window not in self._sheets:
            # One pitch range for the whole animation, again for the size.
            view = _view(*self._window, self._heard)
            self._sheets[self._window] = (view, Sheet(view, self._downbeat, header=True))
        return self._sheets[self._window]


def _frame_boxes(painted: Indices, boxes: NDArray[np.int64], hole: NDArray[np.bool_], view: View) -> None:
    """Thin frames around the patches that were decided just now, inside the hole."""
    frame = np.zeros(painted.shape, np.bool_)
    for pitch, step, height, width in boxes.tolist():
        top = (view.high_pitch - (pitch + height - 1)) * view.pitch_px
        left = (step - view.start_step) * view.step_px
        y0, y1 = np.clip((top, top + height * view.pitch_px), 0, view.height_px)
        x0, x1 = np.clip((left, left + width * view.step_px), 0, view.width_px)
        if y0 < y1 and x0 < x1:
            frame[y0:y1, [x0, x1 - 1]] = True
            frame[[y0, y1 - 1], x0:x1] = True
    painted[frame & enlarge(hole, view)] = render.FRESH


def _run_frames(record: RunRecord, positions: Sequence[int]) -> Iterator[Indices]:
    stage = _Stage(record)
    seed = f"seed {record.request.config.seed}"
    yield stage.page("The hole", seed, 0.0)
    wanted = set(positions)
    for position, step in enumerate(record.steps()):
        stage.take(step)
        if position in wanted:
            name = LEVEL_NAMES[min(step.level, len(LEVEL_NAMES) - 1)]
            rounds = record.level_iterations.get(step.level, step.iteration + 1)
            title = f"Level {step.level}: {name}, iteration {step.iteration + 1}/{rounds}"
            yield stage.page(title, seed, step.index / step.total)
    if record.result is None:
        yield stage.page("Stopped", seed, 1.0)
        return
    stage.end(record.result)
    onsets = notes_of(record.result)
    written = int(record.request.hole[onsets[:, 1], onsets[:, 0]].sum())
    yield stage.page(f"Done: {written} note{'' if written == 1 else 's'} written", seed, 1.0)


def _playback_frames(
    roll: Roll, num_frames: int, downbeat: NDArray[np.bool_], hole: NDArray[np.bool_] | None
) -> Iterator[Indices]:
    shown = min(roll.num_steps, 256)
    onsets = notes_of(roll)[:, 0]
    view, sheet = None, None
    for frame in range(num_frames + 1):
        head = min(roll.num_steps, round(frame * roll.num_steps / num_frames))
        # The page turns when the playhead reaches its end, as a musician turns it.
        start = min((max(0, head - 1) // shown) * shown, roll.num_steps - shown)
        if view is None or sheet is None or view.start_step != start:
            view = _view(start, start + shown, roll.velocity > 0)
            sheet = Sheet(view, downbeat, header=True)
        here = np.s_[:, start : start + shown]
        seen = replace(view, start_step=0, stop_step=shown)
        begun = np.arange(start, start + shown) < head
        heard = Roll(np.where(begun, roll.velocity[here], 0).astype(np.uint8), roll.onset[here] & begun)
        local_hole = None if hole is None else hole[here]
        painted = paint(heard, seen, hole=local_hole, downbeat=downbeat[here[1]])
        if frame < num_frames:
            _haunt(painted, (roll.velocity[here] > 0) & ~begun, seen)
            x = (head - start) * view.step_px
            painted[:, max(0, x - 1) : x + 1] = render.PLAYHEAD
        bar = int(np.count_nonzero(downbeat[: max(1, head)]))
        aside = f"{int((onsets < head).sum())} of {len(onsets)} notes"
        yield sheet.page(painted, f"Bar {bar}", aside, frame / num_frames)


def _haunt(painted: Indices, coming: NDArray[np.bool_], view: View) -> None:
    """Notes to come, faint."""
    big = enlarge(coming, view)
    big &= (np.arange(view.height_px) % view.pitch_px < max(1, view.pitch_px - 1))[:, None]
    painted[big] = render.UNDECIDED
