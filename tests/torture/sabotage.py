"""Deliberate faults in the product: a campaign that does not see the one meant for it proves nothing.

    python -m tests.torture kills --share 0.05 --sabotage in-place

A process of a campaign calls ``apply`` when it begins; which fault it is to have stands in its environment.
``tests/test_torture_judges.py`` runs each of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

VARIABLE = "FRACTALMIDI_TORTURE_SABOTAGE"


def apply() -> None:
    """Put the fault that is asked for, if any, into this process."""
    name = os.environ.get(VARIABLE, "")
    if name:
        SABOTAGES[name]()


def _in_place() -> None:
    """Files are written where they stand, as almost every program does it."""
    import core.files
    import core.project.store

    @contextmanager
    def careless(path: Path, _suffix: str | None = None, last_step: Any = None) -> Iterator[Path]:
        yield path
        if last_step is not None:
            last_step(path)

    core.files.atomic_path = core.project.store.atomic_path = careless


def _remove_first() -> None:
    """The old file is removed before the new one takes its name."""
    original = Path.replace

    def replace(self: Path, target: Path) -> Path:
        Path(target).unlink(missing_ok=True)
        return original(self, target)

    Path.replace = replace  # type: ignore[method-assign, assignment]


def _saved_too_soon() -> None:
    """ "Saved", whatever the disk says."""
    import contextlib

    from core.project.store import ProjectFile

    honest = ProjectFile.save

    def save(self: ProjectFile, project: Any, *, overwrite: bool = False) -> tuple[str, ...]:
        with contextlib.suppress(OSError):
            return honest(self, project, overwrite=overwrite)
        return ()

    ProjectFile.save = save  # type: ignore[method-assign]


def _no_fsync() -> None:
    os.fsync = lambda _descriptor: None  # type: ignore[assignment]


def _rename_before_fsync() -> None:
    """The new file has its name before it is on the disk."""
    import core.files

    honest = os.fsync
    waiting: list[int] = []

    def fsync(descriptor: int) -> None:
        waiting.append(os.dup(descriptor))

    def sync_folder(folder: Path) -> None:
        for descriptor in waiting:
            honest(descriptor)
            os.close(descriptor)
        waiting.clear()

    os.fsync, core.files.sync_folder = fsync, sync_folder  # type: ignore[assignment]


def _no_autosave() -> None:
    from fractalmidi_studio.autosave import Autosave

    Autosave._write = lambda _self: None  # type: ignore[method-assign]


def _deaf_to_cancel() -> None:
    """A cancelled run goes on to its end and writes its music."""
    from fractalmidi_studio.run_controller import RunController

    RunController.cancel = lambda _self: None  # type: ignore[method-assign]


def _says_nothing() -> None:
    """An engine that died is replaced without a word of why."""
    import core.engine.client

    core.engine.client._died = lambda _code: "Something happened."


def _leaves_a_file() -> None:
    import tempfile

    Path(tempfile.mkdtemp()).joinpath("left").touch()


def _bends_a_weight() -> None:
    """A training that is gone on with begins a hair beside where it stopped."""
    from core.train.state_io import SafeStateIO

    honest = SafeStateIO.load_checkpoint

    def load(self: SafeStateIO, *arguments: Any, **others: Any) -> Any:
        state = honest(self, *arguments, **others)
        next(iter(state["state_dict"].values())).mul_(1.000_1)
        return state

    SafeStateIO.load_checkpoint = load  # type: ignore[method-assign]


SABOTAGES: dict[str, Callable[[], None]] = {
    "in-place": _in_place,
    "remove-first": _remove_first,
    "saved-too-soon": _saved_too_soon,
    "no-fsync": _no_fsync,
    "rename-before-fsync": _rename_before_fsync,
    "no-autosave": _no_autosave,
    "deaf-to-cancel": _deaf_to_cancel,
    "says-nothing": _says_nothing,
    "leaves-a-file": _leaves_a_file,
    "bends-a-weight": _bends_a_weight,
}
