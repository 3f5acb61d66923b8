"""A training run, from its settings to its best model."""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import lightning as L
import torch
import yaml

import core
from core.checkpoint import DEFAULT_MODEL, file_hash, load_model, read_info
from core.config import DataConfig, ModelConfig, RunConfig
from core.config_io import from_dict, load_run_config, to_dict
from core.data.corpus import Corpus
from core.data.scan import Scan, read_kept, refuse_leaks, scan, write_report
from core.files import write_bytes
from core.refusal import Refusal
from core.threads import torch_threads
from core.train.adapters import add_adapters
from core.train.control import Control
from core.train.faults import UnknownFault, is_foreseen, leave_report, why
from core.train.gallery import Gallery
from core.train.journal import Journal, forget_after
from core.train.keeper import ModelKeeper, StateKeeper
from core.train.module import FractalModule
from core.train.setup import is_first_process, make_trainer
from core.train.state_io import SafeStateIO, last_good_state
from core.train.windows import Windows
from core.train_run import names
from core.train_run.folder import RunFolder
from core.train_run.writer import ControlFile, StatusWriter

_FOLDER_VARIABLE = "FRACTALMIDI_RUN_FOLDER"  # tells the other processes of a run where it lies


def train(
    config_path: Path,
    data: Sequence[Path] = (),
    out: Path | None = None,
    resume: bool = False,
    overrides: Sequence[str] = (),
) -> Path:
    """Train as ``config_path`` says and return the path of the best model.

    ``data`` replaces the folders of the settings.  ``resume`` goes on from the last whole state in ``out``.
    Raises Refusal, OSError or UnknownFault with a sentence; ``status.json`` holds it, too.
    """
    config = load_run_config(config_path, overrides)
    if data:
        config = dataclasses.replace(config, data=with_folders(config.data, data, overrides))
    config = like_its_base(for_a_try(config))
    folder = _folder(config_path, out)
    state = _state(folder, resume) if is_first_process() or resume else None
    folder.mkdir(parents=True, exist_ok=True)
    status = _status(config, folder)
    if is_first_process():
        ControlFile(folder).clear(until=status.before)
        (folder / names.REPORT).unlink(missing_ok=True)  # of an earlier part of the run
    try:
        return _train(config, folder, state, status)
    except BaseException as error:
        state_now = "stopped" if isinstance(error, KeyboardInterrupt) else "failed"
        sentence = why(error, folder)
        if not is_foreseen(error):
            leave_report(error, config, folder)
        status.update(state=state_now, sentence=sentence, seconds_left=None)
        if is_foreseen(error):
            raise
        raise UnknownFault(sentence) from error


def with_folders(settings: DataConfig, folders: Sequence[Path], overrides: Sequence[str] = ()) -> DataConfig:
    """``settings`` for other folders: what a file says of its own (by what to measure, who played) holds for those.

    What is said by an override was meant for these.
    """
    said = {override.partition("=")[0] for override in overrides}
    return dataclasses.replace(
        settings,
        train=tuple(map(str, folders)),
        valid=settings.valid if "data.valid" in said else (),
        played_styles=settings.played_styles if "data.played_styles" in said else None,
    )


def for_a_try(config: RunConfig) -> RunConfig:
    """With fast_dev_run: two steps, a validation, a picture, every file written; else the settings as they are."""
    if not config.train.fast_dev_run:
        return config
    train = dataclasses.replace(
        config.train,
        max_steps=2,
        valid_interval=2,
        valid_windows=min(4, config.train.valid_windows),
        warmup_steps=1,
    )
    return dataclasses.replace(config, train=train)


def model_path(init: str) -> Path:
    """The file that ``train.init`` names; "default" is the model that comes with the program."""
    return DEFAULT_MODEL if init == "default" else Path(init)


def like_its_base(config: RunConfig) -> RunConfig:
    """Where a run goes on from a model and says nothing of its own about the architecture, it takes the model's."""
    if config.train.init is None or config.model != ModelConfig():
        return config
    path = model_path(config.train.init)
    return dataclasses.replace(config, model=from_dict(ModelConfig, read_info(path)["config"], str(path)))


def _folder(config_path: Path, out: Path | None) -> Path:
    given = os.environ.get(_FOLDER_VARIABLE) if "LOCAL_RANK" in os.environ else None
    folder = out or Path(given or Path("runs") / f"{config_path.stem}-{datetime.now():%Y%m%d-%H%M%S}")
    os.environ[_FOLDER_VARIABLE] = str(folder)
    return folder


def _state(folder: Path, resume: bool) -> Path | None:
    if resume:
        return last_good_state(folder / names.STATE)
    if RunFolder(folder).can_resume:
        raise Refusal(f"{folder} holds a run already: add --resume to go on with it, or name another folder")
    if RunFolder(folder).is_alive() and RunFolder(folder).status().pid != os.getpid():
        raise Refusal(f"a run is at work in {folder} already")
    return None


def _status(config: RunConfig, folder: Path) -> StatusWriter:
    base = Path(config.train.init).name if config.train.init else ""
    silent = not is_first_process()
    return StatusWriter(folder, silent, state="starting", sentence="", base=base, max_steps=config.train.max_steps)


def _train(config: RunConfig, folder: Path, state: Path | None, status: StatusWriter) -> Path:
    if not config.data.train:
        raise Refusal("there is nothing to train on: give folders of MIDI files with --data or as data.train")
    status.update(state="scanning")
    found = look_at(config, folder, status)
    status.update(state="starting", sentence="")
    if is_first_process():
        write_bytes(folder / names.CONFIG, yaml.safe_dump(to_dict(config), sort_keys=False).encode())
    return _fit(config, found, folder, state, status)


def look_at(config: RunConfig, folder: Path, status: StatusWriter) -> Scan:
    """Scan the music, say what is left out and write it down.  Raises ValueError for leaks and empty folders."""

    wishes = ControlFile(folder)

    def progress(done: int, total: int) -> None:
        if wishes.word() == "stop":
            raise KeyboardInterrupt
        status.update(sentence=f"{done} of {total} files read")

    found = scan(config.data, progress)
    if is_first_process():
        _compare(read_kept(folder / names.SCAN), found)
        write_report(found, folder / names.SCAN)
        print(found.summary(), file=sys.stderr)
        for verdict in found.left_out():
            print(f"  left out: {verdict.path}: {verdict.reason}", file=sys.stderr)
        status.update(sentence="")
    refuse_leaks(found, config.data)
    if not found.train.pieces:
        raise Refusal(f"none of the {len(found.verdicts)} files can be learned from: the list of them says why")
    return found


def _fit(config: RunConfig, found: Scan, folder: Path, state: Path | None, status: StatusWriter) -> Path:
    settings = config.train
    torch.set_num_threads(settings.threads or torch_threads())
    L.seed_everything(settings.seed, verbose=False)
    module = FractalModule(config)
    if settings.init is not None and state is None:
        base = load_model(model_path(settings.init), "cpu", expect=config.model)
        module.model.load_state_dict(base.state_dict())
    if settings.lora.rank:
        add_adapters(module.model, settings.lora)
    module.data_identity = found.identity
    windows = Windows(config, found.train, found.valid)
    if state is not None:
        windows.first_step = _check_state(state, found, config)
    if is_first_process():
        forget_after(folder, windows.first_step)
    wishes = ControlFile(folder)
    control, journal = Control(wishes, status), Journal(status)
    states = StateKeeper(folder, settings.state_interval, settings.state_minutes, settings.valid_interval)
    models = ModelKeeper(folder, journal, settings.checkpoints_kept, provenance_of(config, found.train), states)
    trainer = make_trainer(config, folder, journal, control, models, states, [Gallery(folder, windows.scenes)])
    if settings.init is not None and state is None:
        _measure_base(trainer, module, windows, status, folder)
    trainer.fit(module, windows, ckpt_path=state, weights_only=None)
    if not control.stopped:
        _finish(trainer, module, windows, journal, models, folder)
    status.update(
        state="stopped" if control.stopped else "finished", step=trainer.global_step, seconds_left=None, sentence=""
    )
    return models.best


def _measure_base(
    trainer: L.Trainer, module: FractalModule, windows: Windows, status: StatusWriter, folder: Path
) -> None:
    """How well the model that is trained on did before: step 0 of the curve.  (Several processes begin together.)"""
    if trainer.world_size == 1 and windows.valid.pieces and module.config.train.valid_windows:
        status.update(sentence="The model is measured as it is, before the training.")
        _validate(trainer, module, windows, folder)
        status.update(sentence="")


def _finish(
    trainer: L.Trainer, module: FractalModule, windows: Windows, journal: Journal, models: ModelKeeper, folder: Path
) -> None:
    """Measure the last weights where that has not been done, and leave a model in any case."""
    if journal.valid_step != trainer.global_step and windows.valid.pieces:
        _validate(trainer, module, windows, folder)
    if not trainer.strategy.broadcast(models.best.exists()):  # nothing to measure by: the last are the best known
        models.save(trainer, module, {})


def _validate(trainer: L.Trainer, module: FractalModule, windows: Windows, folder: Path) -> None:
    """Outside the training.  A part of the run that was killed may have done so without keeping it."""
    if is_first_process():
        forget_after(folder, trainer.global_step, validation=True)
    trainer.validate(module, windows, verbose=False)


def provenance_of(config: RunConfig, corpus: Corpus) -> dict[str, Any]:
    return {
        "init_sha256": file_hash(model_path(config.train.init)) if config.train.init else None,
        "program": f"FractalMIDI Studio {core.__version__}",
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "files": len(corpus.pieces),
        "styles": sorted({path.parent.parent.name for path in corpus.paths()}),
        "settings": to_dict(_without_paths(config)),
    }


def _without_paths(config: RunConfig) -> RunConfig:
    """A model goes out into the world; where things lay on this computer stays here."""
    data = dataclasses.replace(config.data, train=(), valid=(), cache="auto")
    lora = dataclasses.replace(config.train.lora, rank=0)
    plain = dataclasses.replace(config.train, init=None, lora=lora)
    return dataclasses.replace(config, data=data, train=plain)


def _compare(before: set[str], found: Scan) -> None:
    """The music of a run that is gone on with may not be what it was."""
    now = {verdict.path for verdict in found.verdicts if verdict.verdict == "kept"}
    found.gone, found.come = sorted(before - now), sorted(now - before) if before else []


def _check_state(state: Path, found: Scan, config: RunConfig) -> int:
    """The step of ``state``.  Raises ValueError with a sentence if it is of other music."""
    kept = SafeStateIO().load_checkpoint(state)
    if kept.get("data_identity", found.identity) != found.identity:
        what = f"{len(found.gone)} files that it learned from are gone or no longer kept, {len(found.come)} are new"
        names_ = ", ".join(Path(path).name for path in [*found.gone, *found.come][:3])
        if not found.gone and not found.come:
            what, names_ = "files that it learns from have been changed", ""
        what += f" ({names_})" if names_ else ""
        if config.data.changed == "refuse":
            raise Refusal(
                f"the music of this run has changed since it began: {what}. Put the files back, or go on with what is "
                "there by --set data.changed=go_on, or start a new run from its best checkpoint with train.init"
            )
        print(f"The music of this run has changed since it began: {what}. It goes on.", file=sys.stderr)
    return int(kept["global_step"])
