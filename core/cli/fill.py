"""The job that inpaint and continue share: fill a hole of a piece and save the piece."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.cli import engine
from core.cli.files import make_folder, naming, notes_in, pitched, plan_outputs, read_piece
from core.cli.messages import CommandError, complain, say, sentence
from core.cli.options import sample_config
from core.config import SampleConfig
from core.edit import changed_outside
from core.export.gif import export_run_gif
from core.export.record import RunRecord
from core.fill import apply_result, fill_request, target_track
from core.midi_file import read_midi, write_midi
from core.roll import roll_of
from core.sampler.limits import num_off_limits
from core.sampler.request import SampleRequest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.score import Score

# (piece, its path) -> the hole; its width is the number of steps that the run works on
HoleFinder = Callable[["Score", Path], "NDArray[np.bool_]"]


def fill_files(arguments: argparse.Namespace, inputs: Sequence[Path], find_hole: HoleFinder) -> int:
    """Fill the hole of each input; a file that fails is named on stderr and the rest goes on."""
    config = sample_config(arguments)
    make_folder(arguments.out)
    model: Any = None
    failures = 0
    for path, out in zip(inputs, plan_outputs(inputs, arguments.out), strict=True):
        try:
            if isinstance(out, CommandError):
                raise out
            score = pitched(read_piece(path), path)
            hole = find_hole(score, path)
            for target, one in _takes(out, config, getattr(arguments, "takes", 1), inputs):
                request = fill_request(score, hole, one)
                if model is None:
                    model = _load(arguments)
                record = RunRecord(request) if arguments.gif else None
                line, changed = _fill_one(model, score, path, request, target, record)
                say(line)
                if record is not None:
                    with naming(target.with_suffix(".gif")):  # the piece is saved, whatever becomes of its animation
                        export_run_gif(record, target.with_suffix(".gif"))
                if changed:
                    raise CommandError(f"{path}: {changed} notes outside the hole changed in {target}; report this.")
        except _NoModel as error:
            complain(str(error))
            return 1
        except CommandError as error:
            complain(str(error))  # it names the file itself
            failures += 1
        except (MemoryError, ValueError, OSError, RuntimeError) as error:
            complain(sentence(error, path))
            failures += 1
    if failures and len(inputs) > 1:
        complain(f"{failures} of {len(inputs)} files failed.")
    return 1 if failures else 0


def _takes(out: Path, config: SampleConfig, count: int, inputs: Sequence[Path]) -> Iterator[tuple[Path, SampleConfig]]:
    """Where each take goes, and its settings."""
    if count == 1:
        yield out, config
        return
    sources = {os.path.realpath(path) for path in inputs}
    for number in range(1, count + 1):
        target = out.with_name(f"{out.stem}-take{number}.mid")
        if os.path.realpath(target) in sources:
            raise CommandError(f"{target} is an input, which a take would overwrite; choose another -o folder.")
        yield target, replace(config, seed=config.seed + number - 1)


class _NoModel(Exception):
    """Without a model no file can be filled: the command ends."""


def _load(arguments: argparse.Namespace) -> Any:
    try:
        return engine.load_model(arguments.model, arguments.device)
    except CommandError as error:
        raise _NoModel(str(error)) from error


def _fill_one(
    model: Any, score: Score, source: Path, request: SampleRequest, out: Path, record: RunRecord | None
) -> tuple[str, int]:
    """Returns the line to print and how many notes outside the hole changed."""
    began = time.monotonic()
    hole = request.hole
    result = engine.run(model, request, source.name, record)
    filled, _ = apply_result(score, request, result, target_track(score, hole))
    with naming(out):
        write_midi(filled, out)
    # Counted in the file as it now lies on the disk, not in what was meant to be written.
    written = read_midi(out).score
    changed = changed_outside(score, written, hole)
    after = notes_in(roll_of(written, hole.shape[1]), hole)
    line = (
        f"{out}: {notes_in(request.roll, hole)} notes in the hole before, {after} after, "
        f"{changed} notes outside changed, seed {request.config.seed}, {time.monotonic() - began:.1f} s"
    )
    strays = num_off_limits(request, result)
    if strays:
        line += f"; {strays} of the notes off the scale or the range, for want of a free pitch while they sound"
    return line, changed
