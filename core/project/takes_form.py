"""The takes on the desk with their capsules.  What of a run was recorded step by step is not kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.capsule import Capsule, CapsuleError, checked_roll
from core.edit.fill import changed_outside
from core.fill import apply_result
from core.project import limits
from core.project.blob import BlobReader, BlobWriter
from core.project.checks import get, many, text, whole
from core.project.limits import ProjectFileError
from core.project.score_form import Budget, score_from_json, score_to_json
from core.roll import MAX_STEPS, notes_of
from core.score import Score
from core.takes import Take


@dataclass(frozen=True, slots=True, eq=False)
class KeptTake:
    take: Take
    replayed: bool | None
    score: Score  # the piece with this take
    num_written: int
    num_outside: int  # notes outside the hole that it changed


@dataclass(frozen=True, slots=True, eq=False)
class TakesForm:
    name: str  # of the run
    basis: Score  # the piece before the takes
    track_index: int
    muted: frozenset[int]
    takes: tuple[KeptTake, ...]
    shown: int  # number of the take; 0 = the mix
    choice: Mapping[int, int] = field(default_factory=dict)  # the mix: bar from 0 -> number of a take
    is_open: bool = True  # the newest step of the history is theirs: another one can be shown


def takes_to_json(form: TakesForm, blob: BlobWriter) -> dict[str, Any]:
    return {
        "name": form.name,
        "basis": score_to_json(form.basis, blob),
        "track": form.track_index,
        "muted": sorted(form.muted),
        "shown": form.shown,
        "choice": sorted(form.choice.items()),
        "open": form.is_open,
        "takes": [
            {
                "number": kept.take.number,
                "seconds": float(kept.take.seconds),
                "replayed": kept.replayed,
                "notes": blob.add_numbers(notes_of(kept.take.roll).T),
                "capsule": kept.take.capsule.to_json(),
            }
            for kept in form.takes
        ],
    }


def takes_from_json(data: Any, blob: BlobReader, budget: Budget) -> TakesForm:
    """Raises ProjectFileError where they cannot be read, or do not fit the music that they were written for."""
    basis = score_from_json(get(data, "basis", None), blob, budget)
    name, track = text(data, "name"), whole(data, "track", 0, limits.MAX_TRACKS)
    muted = frozenset(_number(value, limits.MAX_TRACKS) for value in many(data, "muted", limits.MAX_TRACKS))
    takes: list[KeptTake] = []
    for row in many(data, "takes", limits.MAX_TAKES_KEPT):
        take = _take(row, blob)
        if any(take.number == other.take.number for other in takes):
            raise ProjectFileError("two of its takes have the same number.")
        takes.append(_kept(take, get(row, "replayed", False), basis, track, name, muted))
    if not takes:
        raise ProjectFileError("its takes are missing.")
    if len({kept.take.roll.num_steps for kept in takes}) > 1:
        raise ProjectFileError("its takes are not equally long.")
    numbers = {kept.take.number for kept in takes}
    shown, choice = whole(data, "shown", 0, limits.MAX_TAKES_KEPT), _choice(many(data, "choice", MAX_STEPS))
    if (shown not in numbers and shown != 0) or not set(choice.values()) <= numbers:
        raise ProjectFileError("its takes do not say which of them is shown.")
    return TakesForm(name, basis, track, muted, tuple(takes), shown, choice, bool(get(data, "open", False)))


def _take(data: Any, blob: BlobReader) -> Take:
    number = whole(data, "number", 1, limits.MAX_TAKES_KEPT)
    seconds = get(data, "seconds", None)
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0 <= seconds < 1e9:
        raise ProjectFileError("one of its takes is damaged.")
    try:
        capsule = Capsule.from_json(get(data, "capsule", None))
        steps = capsule.request.roll.num_steps
        roll = checked_roll(blob.numbers(get(data, "notes", None), 4, limits.MAX_NOTES).T, steps)
    except CapsuleError as error:
        raise ProjectFileError(str(error)) from error
    return Take(number, capsule, roll, float(seconds))


def _kept(take: Take, replayed: Any, basis: Score, track: int, name: str, muted: frozenset[int]) -> KeptTake:
    request = take.capsule.request
    try:
        score, edit = apply_result(basis, request, take.roll, track, name, muted)
        outside = changed_outside(basis, score, request.hole, muted)
    except (ValueError, IndexError) as error:
        raise ProjectFileError(f"one of its takes does not fit its music ({error}).") from error
    return KeptTake(take, replayed if isinstance(replayed, bool) else None, score, edit.num_added, outside)


def _choice(rows: list[Any]) -> dict[int, int]:
    out = {}
    for row in rows:
        if not (isinstance(row, list) and len(row) == 2):
            raise ProjectFileError("the choice among its takes is damaged.")
        out[_number(row[0], MAX_STEPS)] = _number(row[1], limits.MAX_TAKES_KEPT)
    return out


def _number(value: Any, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ProjectFileError("its takes are damaged.")
    return value
