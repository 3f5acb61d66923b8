"""What there is to see of all runs, and in full of one: read in small bites, kept in bounded memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from core.train_run import names
from core.train_run.curve import Curve
from core.train_run.folder import Checkpoint, MetricsMark, RunFolder, list_runs
from core.train_run.status import RunStatus

MOST_RUNS = 200  # the latest ones
MOST_BITES = 8  # of the metrics in one look
MAX_CONFIG_BYTES = 1 << 20

Points = tuple[NDArray[np.float64], NDArray[np.float64]]  # steps, values


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run in the list.  ``problem``: why its status cannot be read; then ``status`` is an empty one.

    ``wish``: what a live run was asked for last, which it does after the step that it is in.
    """

    path: Path
    status: RunStatus
    can_resume: bool
    best: Path | None = None  # its best model, once there is one
    problem: str = ""
    wish: str = "run"
    report: Path | None = None  # of a fault that nobody foresaw

    @property
    def name(self) -> str:
        return self.path.name


@dataclass(frozen=True, slots=True)
class RunDetails:
    """One run in full."""

    path: Path
    curves: dict[str, Points]  # by the names of METRIC_COLUMNS, those without any measurement left out
    log: str
    checkpoints: list[Checkpoint]  # oldest first
    best: Path | None
    base: str | None  # "default" or the model file that it went on from; None = from scratch or not known
    gif: Path | None  # the latest
    images: list[Path]  # of the latest step that has some
    more: bool  # the metrics have not been read to their end yet


@dataclass(frozen=True, slots=True)
class Sight:
    runs: list[RunRow]
    details: RunDetails | None


@dataclass(slots=True)
class _Reading:
    """How far the run that is looked at has been read."""

    run: RunFolder
    mark: MetricsMark | None = None
    curves: dict[str, Curve] = field(default_factory=dict)
    stamp: tuple[int, ...] = ()
    checkpoints: list[Checkpoint] = field(default_factory=list)


class Watch:
    """Looks at the runs under ``root`` again and again; ``look`` costs little where nothing has happened."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._reading: _Reading | None = None

    def look(self, chosen: Path | None = None) -> Sight:
        """All runs, and ``chosen`` in full.  What is missing or damaged is left out or named; nothing is raised."""
        rows = [_row(run) for run in list_runs(self.root)[:MOST_RUNS]]
        if chosen is None:
            self._reading = None
        elif self._reading is None or self._reading.run.path != chosen:
            self._reading = _Reading(RunFolder(chosen))
        return Sight(rows, self._details(self._reading) if self._reading is not None else None)

    def _details(self, reading: _Reading) -> RunDetails:
        run, more = reading.run, _read_metrics(reading)
        stamp = _stamp(run.path / names.CHECKPOINTS)
        if stamp != reading.stamp:
            reading.stamp, reading.checkpoints = stamp, run.checkpoints()
        gifs, images = run.gifs(), run.images()
        latest = images[-1].name[: len("step_0000000")] if images else ""
        return RunDetails(
            run.path,
            {name: curve.points() for name, curve in reading.curves.items()},
            run.log_tail(),
            list(reading.checkpoints),
            run.best if run.best.is_file() else None,
            _base(run.path),
            gifs[-1] if gifs else None,
            [image for image in images if image.name.startswith(latest)],
            more,
        )


def _row(run: RunFolder) -> RunRow:
    best = run.best if run.best.is_file() else None
    try:
        status = run.status()
        report = run.report if status.state == "failed" and run.report.is_file() else None
        wish = run.wish() if status.is_live else "run"
        return RunRow(run.path, status, run.can_resume, best, wish=wish, report=report)
    except ValueError as error:
        return RunRow(run.path, RunStatus(state="died", name=run.name), run.can_resume, best, str(error))


def _read_metrics(reading: _Reading) -> bool:
    """Whether there is more to be read."""
    for _ in range(MOST_BITES):
        bite = reading.run.metrics(reading.mark)
        if bite.afresh:
            reading.curves = {}
        reading.mark = bite.mark
        for row in bite.rows:
            for name in names.METRIC_COLUMNS[2:]:  # what is measured, by step
                if name in row:
                    reading.curves.setdefault(name, Curve()).add(row["step"], row[name])
        if not bite.more:
            return False
    return True


def _stamp(folder: Path) -> tuple[int, ...]:
    try:
        info = folder.stat()
    except OSError:
        return ()
    return (info.st_mtime_ns, info.st_ino)


def _base(folder: Path) -> str | None:
    """What the settings name as the model to go on from."""
    path = folder / names.CONFIG
    try:
        if path.stat().st_size > MAX_CONFIG_BYTES:
            return None
        settings = yaml.safe_load(path.read_text(encoding="utf-8"))
        init = settings["train"]["init"]
    except (OSError, ValueError, yaml.YAMLError, LookupError, TypeError, RecursionError):
        return None
    return init if isinstance(init, str) and init else None
