"""Project ↔ bytes."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeVar

import numpy as np

from core import __version__
from core.config import SampleConfig
from core.project import archive, limits
from core.project.blob import BlobReader, BlobWriter, unzipped
from core.project.checks import from_json, get, many, text, to_json, whole, yes
from core.project.form import Cells, Project, RunSettings, TrackMixForm
from core.project.history_form import HistoryForm, check_history, history_from_json, history_to_json
from core.project.limits import FORMAT, NewerFormatError, ProjectFileError
from core.project.score_form import Budget, score_from_json, score_to_json
from core.project.takes_form import TakesForm, takes_from_json, takes_to_json
from core.project.thumbnail import thumbnail_png
from core.roll import MAX_STEPS, NUM_PITCHES
from core.score import Score
from core.stopping import Look, go_on

_USUAL_NAME = "Untitled"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Decoded:
    project: Project
    format: int  # that the file had
    warnings: tuple[str, ...] = ()  # sentences: what could not be read; the music always can


def encode(project: Project) -> bytes:
    """The bytes of the project's file."""
    parts: dict[str, bytes] = {}
    holes = BlobWriter()
    desk = _desk_to_json(project, holes)
    parts["project.json"] = to_json(desk)
    _add(parts, "score", lambda blob: score_to_json(project.score, blob))
    parts["holes.bin"] = holes.bytes()
    if project.history is not None:
        history = project.history.newest(limits.MAX_STEPS_KEPT)
        _add(parts, "history", lambda blob: history_to_json(history, blob))
    if project.takes is not None:
        takes = project.takes
        _add(parts, "takes", lambda blob: takes_to_json(takes, blob))
    parts["thumbnail.png"] = project.thumbnail or thumbnail_png(project.score, project.strength)
    return archive.pack(parts)


def decode(data: bytes, look: Look = go_on) -> Decoded:
    """Read a project.  Raises ProjectFileError with a sentence; whatever but the music is broken, is left out.

    ``look`` may end the reading, by raising Stopped.
    """
    parts = archive.unpack(data)
    desk = from_json(parts["project.json"], "project.json")
    number = whole(desk, "format", 1, 1 << 31)
    if number > FORMAT:
        raise NewerFormatError(
            f"it was saved by a newer version of the program ({text(desk, 'version', '')[:40] or 'unknown'}): "
            "update FractalMIDI Studio to open it."
        )
    for older in range(number, FORMAT):
        desk = _MIGRATIONS[older](desk, parts)
    budget = Budget(look)
    score = score_from_json(_table(parts, "score"), BlobReader(parts.get("score.bin", b"")), budget)
    project = _desk_from_json(desk, BlobReader(parts.get("holes.bin", b"")), score, parts.get("thumbnail.png", b""))
    warnings: list[str] = []
    history = _attempt(
        "The history could not be read and was left out", lambda: _history(parts, score, budget), warnings
    )
    takes = _attempt("The takes could not be read and were left out", lambda: _takes(parts, budget), warnings)
    run = _attempt(
        "The settings of the run could not be read and were left out", lambda: _run_from_json(desk.get("run")), warnings
    )
    if takes is not None and takes.is_open and history is None:
        takes = replace(takes, is_open=False)
    return Decoded(replace(project, history=history, takes=takes, run=run), number, tuple(warnings))


def _attempt(what: str, read: Callable[[], _T | None], warnings: list[str]) -> _T | None:
    try:
        return read()
    except ProjectFileError as error:
        warnings.append(f"{what}: {error}")
        return None


def _history(parts: dict[str, bytes], score: Score, budget: Budget) -> HistoryForm | None:
    if "history.json" not in parts:
        return None
    blob = BlobReader(parts.get("history.bin", b""))
    history = history_from_json(from_json(parts["history.json"], "history.json"), blob, budget)
    check_history(history, score, budget.look)
    return history


def _takes(parts: dict[str, bytes], budget: Budget) -> TakesForm | None:
    if "takes.json" not in parts:
        return None
    blob = BlobReader(parts.get("takes.bin", b""))
    return takes_from_json(from_json(parts["takes.json"], "takes.json"), blob, budget)


def _add(parts: dict[str, bytes], name: str, form: Callable[[BlobWriter], dict[str, Any]]) -> None:
    blob = BlobWriter()
    parts[f"{name}.json"] = to_json(form(blob))
    parts[f"{name}.bin"] = blob.bytes()


def _table(parts: dict[str, bytes], name: str) -> dict[str, Any]:
    if f"{name}.json" not in parts:
        raise ProjectFileError(f"its part {name}.json is missing.")
    return from_json(parts[f"{name}.json"], f"{name}.json")


def _desk_to_json(project: Project, holes: BlobWriter) -> dict[str, Any]:
    run = project.run
    return {
        "format": FORMAT,
        "program": "FractalMIDI Studio",
        "version": __version__,
        "title": project.title[: limits.MAX_TEXT],
        "saved_at": project.saved_at,
        "origin": project.origin[: limits.MAX_TEXT],
        "hole": _cells_to_json(project.strength, holes),
        "saved_holes": [
            {"name": name[: limits.MAX_TEXT], **_cells_to_json(cells, holes)}
            for name, cells in list(project.saved_holes.items())[: limits.MAX_HOLES_KEPT]
        ],
        "mix": [asdict(track) for track in project.mix],
        "active_track": project.active_track,
        "loop": None if project.loop is None else list(project.loop),
        "loop_on": project.loop_on,
        "tempo_percent": project.tempo_percent,
        "run": None if run is None else {**asdict(run), "config": asdict(run.config)},
    }


def _desk_from_json(desk: dict[str, Any], holes: BlobReader, score: Score, thumbnail: bytes) -> Project:
    saved_at = desk.get("saved_at")
    is_time = isinstance(saved_at, (int, float)) and not isinstance(saved_at, bool) and 0 <= saved_at < 1e11
    loop = desk.get("loop")
    return Project(
        score,
        text(desk, "title", _USUAL_NAME),
        _cells_from_json(get(desk, "hole", None), holes),
        {
            text(row, "name"): _cells_from_json(row, holes)
            for row in many({"saved_holes": [], **desk}, "saved_holes", limits.MAX_HOLES_KEPT)
        },
        mix=tuple(
            TrackMixForm(yes(row, "muted"), yes(row, "soloed"), whole(row, "colour", 0, 1 << 16))
            for row in many({"mix": [], **desk}, "mix", limits.MAX_TRACKS)
        ),
        active_track=whole(desk, "active_track", 0, limits.MAX_TRACKS, 0),
        loop=None if loop is None else _loop(loop),
        loop_on=yes(desk, "loop_on", False),
        tempo_percent=whole(desk, "tempo_percent", 1, 1000, 100),
        saved_at=float(saved_at) if is_time else 0.0,  # type: ignore[arg-type]
        origin=text(desk, "origin", ""),
        thumbnail=thumbnail,
    )


def _run_from_json(data: Any) -> RunSettings | None:
    if data is None:
        return None
    from core.config_io import ConfigError, from_dict

    config = get(data, "config", None)
    if not isinstance(config, dict):
        raise ProjectFileError("they are damaged.")
    try:
        settings = from_dict(SampleConfig, config, "the project")
    except ConfigError as error:
        raise ProjectFileError(f"{str(error)[:200]}.") from error
    return RunSettings(
        settings,
        takes=whole(data, "takes", 1, limits.MAX_TAKES_KEPT),
        bars=whole(data, "bars", 1, 128),
        fresh_seed=yes(data, "fresh_seed"),
        track=whole(data, "track", -2, limits.MAX_TRACKS),
        track_alone=yes(data, "track_alone"),
    )


def _cells_to_json(cells: Cells, blob: BlobWriter) -> dict[str, Any]:
    return {"steps": cells.shape[1], "cells": blob.add(zlib.compress(np.ascontiguousarray(cells).tobytes(), 6))}


def _cells_from_json(data: Any, blob: BlobReader) -> Cells:
    steps = whole(data, "steps", 0, MAX_STEPS)
    raw = unzipped(blob.take(get(data, "cells", None)), NUM_PITCHES * steps)
    cells = np.frombuffer(raw, np.uint8).reshape(NUM_PITCHES, steps)
    if cells.size and int(cells.max()) > 100:
        raise ProjectFileError("its hole is damaged.")
    return cells


def _loop(data: Any) -> tuple[int, int]:
    is_pair = isinstance(data, list) and len(data) == 2 and all(type(value) is int for value in data)
    if is_pair and 0 <= data[0] < data[1] <= MAX_STEPS:
        return data[0], data[1]
    raise ProjectFileError("its loop is damaged.")


def _from_1(desk: dict[str, Any], parts: dict[str, bytes]) -> dict[str, Any]:
    """Format 1 had a hole of plain bits, and neither history, takes, mixer nor loop."""
    hole = get(desk, "hole", None)
    steps = whole(hole, "steps", 0, MAX_STEPS)
    bits = unzipped(BlobReader(parts.get("holes.bin", b"")).take(get(hole, "bits", None)), NUM_PITCHES * steps // 8)
    cells = np.unpackbits(np.frombuffer(bits, np.uint8)).reshape(NUM_PITCHES, steps) * np.uint8(100)
    holes = BlobWriter()
    table = {**desk, "format": 2, "hole": _cells_to_json(cells, holes)}
    parts["holes.bin"] = holes.bytes()
    return table


_MIGRATIONS: dict[int, Callable[[dict[str, Any], dict[str, bytes]], dict[str, Any]]] = {1: _from_1}
