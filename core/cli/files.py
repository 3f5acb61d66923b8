"""Files in and out: reading pieces, planning the names of results, what an edit did."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from core.cli.messages import CommandError, complain, sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.roll import Roll
    from core.score import Score

MIDI_ENDINGS = (".mid", ".midi", ".kar", ".rmi", ".smf")


def read_piece(path: Path) -> Score:
    """The piece in a MIDI file; what the import changed goes to stderr.  CommandError if it has no notes."""
    from core.midi_file import read_midi

    found = read_midi(path)
    if not any(track.notes for track in found.score.tracks):
        raise CommandError(f"{path}: the file has no notes.")
    complain(f"{path}: {found.report.summary()}")
    return found.score


def pitched(score: Score, path: Path) -> Score:
    """``score``, or CommandError if it has nothing but drums, which the roll leaves out."""
    if not any(track.notes and not track.is_drums for track in score.tracks):
        raise CommandError(f"{path}: the piece has only drums, and there is no pitch to go by.")
    return score


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """An OSError within becomes a CommandError that names ``path``, the file that was to be written."""
    try:
        yield
    except OSError as error:
        raise CommandError(sentence(error, path)) from error


def make_folder(folder: Path) -> None:
    """Make the folder of the results, before hours are spent on them; CommandError if it cannot take files."""
    with naming(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):  # tells the reason better than any look at permissions
            pass


def plan_outputs(inputs: Sequence[Path], folder: Path) -> list[Path | CommandError]:
    """OUT_DIR/NAME.mid for each input, no two the same; CommandError where that would overwrite an input."""
    taken: set[str] = set()
    sources = {os.path.realpath(path) for path in inputs}
    names = {path.stem.casefold() for path in inputs}
    planned: list[Path | CommandError] = []
    for path in inputs:
        name, number = path.stem, 1
        while name.casefold() in taken or (number > 1 and name.casefold() in names):
            number += 1
            name = f"{path.stem}-{number}"
        taken.add(name.casefold())
        out = folder / f"{name}.mid"
        if os.path.realpath(out) in sources:
            planned.append(
                CommandError(f"{path}: the result would overwrite {out}, an input; choose another -o folder.")
            )
            continue
        if number > 1:
            complain(f"{path}: another input is named {path.stem} too; its result goes to {out}.")
        planned.append(out)
    return planned


def notes_in(roll: Roll, hole: NDArray[np.bool_]) -> int:
    """How many notes begin in the hole."""
    from core.roll import notes_beginning_in

    return len(notes_beginning_in(roll, hole))
