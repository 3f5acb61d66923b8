"""The newest steps of the history, as what differs between two states."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from core.edit.delta import PlacedNotes, ScoreChange, ScoreDelta, TrackDelta
from core.project import limits
from core.project.blob import BlobReader, BlobWriter
from core.project.checks import get, many, text, whole
from core.project.limits import ProjectFileError
from core.project.score_form import Budget, check_rows, score_from_json, score_to_json, track_from_json, track_to_json
from core.roll import MAX_STEPS, NUM_PITCHES
from core.score import Score, Track
from core.stopping import Look, go_on


@dataclass(frozen=True, slots=True)
class HoleChange:
    """A stroke: which bits of the strengths (uint8) changed within a box of cells; ``changed`` is packed by zlib."""

    text: str
    box: tuple[int, int, int, int]  # low pitch, end, first step, end
    changed: bytes


@dataclass(frozen=True, slots=True)
class MusicChange:
    text: str
    change: ScoreChange | ScoreDelta

    def delta(self) -> ScoreDelta:
        return self.change.delta() if isinstance(self.change, ScoreChange) else self.change


Change = HoleChange | MusicChange


@dataclass(frozen=True, slots=True)
class HistoryForm:
    """``index``: how many of the steps are done; those after it have been undone."""

    steps: tuple[Change, ...] = ()
    index: int = 0

    def newest(self, most: int) -> HistoryForm:
        """At most ``most`` steps around the present: the last ones done, then those that were undone."""
        start = max(0, self.index - most)
        return HistoryForm(self.steps[start : start + most], self.index - start)


def history_to_json(history: HistoryForm, blob: BlobWriter) -> dict[str, Any]:
    return {"index": history.index, "steps": [_step_to_json(step, blob) for step in history.steps]}


def history_from_json(data: Any, blob: BlobReader, budget: Budget) -> HistoryForm:
    rows = many(data, "steps", limits.MAX_STEPS_KEPT)
    steps = tuple(_step_from_json(row, blob, budget) for row in rows)
    return HistoryForm(steps, whole(data, "index", 0, len(steps)))


def check_history(history: HistoryForm, score: Score, look: Look = go_on) -> None:
    """ProjectFileError unless every step leads from its state to the next and back, from ``score`` on."""
    state = score
    for step in reversed(history.steps[: history.index]):
        look()
        state = _checked(step, state, back=True)
    state = score
    for step in history.steps[history.index :]:
        look()
        state = _checked(step, state, back=False)


def _checked(step: Change, state: Score, back: bool) -> Score:
    if isinstance(step, HoleChange):
        return state
    delta = step.delta()
    try:
        other = delta.undone(state) if back else delta.redone(state)
        returned = delta.redone(other) if back else delta.undone(other)
    except (ValueError, IndexError) as error:
        raise ProjectFileError("its history does not fit its music.") from error
    if returned != state:
        raise ProjectFileError("its history does not fit its music.")
    return other


def _step_to_json(step: Change, blob: BlobWriter) -> dict[str, Any]:
    if isinstance(step, HoleChange):
        return {"kind": "hole", "text": step.text, "box": list(step.box), "changed": blob.add(step.changed)}
    delta = step.delta()
    return {
        "kind": "music",
        "text": step.text,
        "old": score_to_json(delta.old_frame, blob) if delta.old_frame != delta.new_frame else None,
        "new": score_to_json(delta.new_frame, blob),
        "old_count": delta.old_count,
        "new_count": delta.new_count,
        "tracks": [_track_to_json(track, blob) for track in delta.tracks],
    }


def _track_to_json(delta: TrackDelta, blob: BlobWriter) -> dict[str, Any]:
    return {
        "index": delta.index,
        "old": None if delta.old_frame is None else track_to_json(delta.old_frame, blob),
        "new": None if delta.new_frame is None else track_to_json(delta.new_frame, blob),
        "removed": [len(delta.removed), blob.add(delta.removed.packed)],
        "added": [len(delta.added), blob.add(delta.added.packed)],
    }


def _step_from_json(data: Any, blob: BlobReader, budget: Budget) -> Change:
    kind = text(data, "kind")
    if kind == "hole":
        low, high, first, stop = box = _box(data.get("box"))
        blob.unzipped(data.get("changed"), (high - low) * (stop - first))  # it is as long as it should be
        return HoleChange(text(data, "text"), box, blob.take(data["changed"]))
    if kind != "music":
        raise ProjectFileError("its history has a step of an unknown kind.")
    new = _frame(data.get("new"), blob, budget)
    old = new if get(data, "old", usual=False) in (None, False) else _frame(data["old"], blob, budget)
    counts = whole(data, "old_count", 0, limits.MAX_TRACKS), whole(data, "new_count", 0, limits.MAX_TRACKS)
    tracks = tuple(_track_from_json(row, max(counts), blob, budget) for row in many(data, "tracks", max(counts)))
    return MusicChange(text(data, "text"), ScoreDelta(old, new, *counts, tracks))


def _frame(data: Any, blob: BlobReader, budget: Budget) -> Score:
    return replace(score_from_json(data, blob, budget), tracks=())


def _track_from_json(data: Any, count: int, blob: BlobReader, budget: Budget) -> TrackDelta:
    index = whole(data, "index", 0, count - 1)
    old, new = (_shell(data.get(name), blob, budget) for name in ("old", "new"))
    return TrackDelta(index, old, new, *(_placed(data.get(name), blob, budget) for name in ("removed", "added")))


def _shell(data: Any, blob: BlobReader, budget: Budget) -> Track | None:
    return None if data is None else replace(track_from_json(data, blob, budget), notes=())


def _placed(data: Any, blob: BlobReader, budget: Budget) -> PlacedNotes:
    if not (isinstance(data, list) and len(data) == 2 and type(data[0]) is int and data[0] >= 0):
        raise ProjectFileError("a step of its history is damaged.")
    count = budget.take_notes(data[0])
    notes = PlacedNotes(blob.take(data[1]))
    blob.unzipped(data[1], count * PlacedNotes.ROW_BYTES)
    rows = notes.rows().T
    check_rows(rows[1:])
    places = rows[0]
    if len(places) and (places[0] < 0 or (places[1:] <= places[:-1]).any() or places[-1] > limits.MAX_NOTES):
        raise ProjectFileError("a step of its history is damaged.")
    return notes


def _box(data: Any) -> tuple[int, int, int, int]:
    if isinstance(data, list) and len(data) == 4 and all(type(value) is int for value in data):
        low, high, first, stop = data
        if 0 <= low <= high <= NUM_PITCHES and 0 <= first <= stop <= MAX_STEPS:
            return low, high, first, stop
    raise ProjectFileError("a step of its history is damaged.")
