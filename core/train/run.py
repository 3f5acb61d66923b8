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
from core.checkpoint import file_hash, load_model
from core.config import RunConfig
from core.config_io import load_run_config, to_dict
from core.data.corpus import Corpus, load_corpus
from core.files import write_bytes
from core.threads import torch_threads
from core.train.control import Control
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

    ``data`` replaces the training folders of the settings.  ``resume`` goes on from the last whole state in ``out``.
    Raises ConfigError, TrainingFailed, OSError or ValueError with a sentence; ``status.json`` holds it, too.
    """
    config = load_run_config(config_path, overrides)
    if data:
        config = dataclasses.replace(config, data=dataclasses.replace(config.data, train=tuple(map(str, data))))
    folder = _folder(config_path, out)
    state = _state(folder, resume) if is_first_process() or resume else None
    folder.mkdir(parents=True, exist_ok=True)
    status = _status(config, folder)
    try:
        return _train(config, folder, state, status)
    except BaseException as error:
        text = "Stopped before its state could be written." if isinstance(error, KeyboardInterrupt) else str(error)
        status.update(state="failed", sentence=text or type(error).__name__, seconds_left=None)
        raise


def _folder(config_path: Path, out: Path | None) -> Path:
    given = os.environ.get(_FOLDER_VARIABLE)
    folder = out or Path(given or Path("runs") / f"{config_path.stem}-{datetime.now():%Y%m%d-%H%M%S}")
    os.environ[_FOLDER_VARIABLE] = str(folder)
    return folder


def _state(folder: Path, resume: bool) -> Path | None:
    if resume:
        return last_good_state(folder / names.STATE)
    if RunFolder(folder).can_resume:
        raise ValueError(f"{folder} holds a run already: add --resume to go on with it, or name another folder")
    if RunFolder(folder).is_alive() and RunFolder(folder).status().pid != os.getpid():
        raise ValueError(f"a run is at work in {folder} already")
    return None


def _status(config: RunConfig, folder: Path) -> StatusWriter:
    base = Path(config.train.init).name if config.train.init else ""
    return StatusWriter(folder, state="starting", sentence="", base=base, max_steps=config.train.max_steps)


def _train(config: RunConfig, folder: Path, state: Path | None, status: StatusWriter) -> Path:
    if not config.data.train:
        raise ValueError("there is nothing to train on: give folders of MIDI files with --data or as data.train")
    status.update(state="scanning")
    corpus = load_corpus([Path(p) for p in config.data.train], config.data.played_styles)
    _report(corpus, "training")
    valid = load_corpus([Path(p) for p in config.data.valid], config.data.played_styles)
    _report(valid, "validation")
    status.update(state="starting")
    if is_first_process():
        write_bytes(folder / names.CONFIG, yaml.safe_dump(to_dict(config), sort_keys=False).encode())
    return _fit(config, corpus, valid, folder, state, status)


def _fit(
    config: RunConfig, corpus: Corpus, valid: Corpus, folder: Path, state: Path | None, status: StatusWriter
) -> Path:
    settings = config.train
    torch.set_num_threads(settings.threads or torch_threads())
    L.seed_everything(settings.seed, verbose=False)
    module = FractalModule(config)
    if settings.init is not None and state is None:
        module.model.load_state_dict(load_model(Path(settings.init), "cpu", expect=config.model).state_dict())
    windows = Windows(config, corpus, valid)
    if state is not None:
        windows.first_step = int(SafeStateIO().load_checkpoint(state)["global_step"])
        forget_after(folder, windows.first_step)
    wishes = ControlFile(folder)
    wishes.clear()
    control, journal = Control(wishes, status), Journal(status)
    states = StateKeeper(folder, settings.state_interval, settings.state_minutes, settings.valid_interval)
    models = ModelKeeper(folder, journal, settings.checkpoints_kept, provenance_of(config, corpus), states)
    trainer = make_trainer(config, folder, journal, control, models, states, [])
    trainer.fit(module, windows, ckpt_path=state, weights_only=None)
    if not control.stopped:
        _finish(trainer, module, windows, journal, models)
    status.update(
        state="stopped" if control.stopped else "finished", step=trainer.global_step, seconds_left=None, sentence=""
    )
    return models.best


def _finish(trainer: L.Trainer, module: FractalModule, windows: Windows, journal: Journal, models: ModelKeeper) -> None:
    """Measure the last weights where that has not been done, and leave a model in any case."""
    if journal.valid_step != trainer.global_step and windows.valid.pieces:
        trainer.validate(module, windows, verbose=False)
    if trainer.is_global_zero and not models.best.exists():  # nothing to measure by: the last are the best known
        models.save(trainer.global_step, module, {})


def provenance_of(config: RunConfig, corpus: Corpus) -> dict[str, Any]:
    return {
        "init_sha256": file_hash(Path(config.train.init)) if config.train.init else None,
        "program": f"FractalMIDI Studio {core.__version__}",
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "files": len(corpus.pieces),
        "styles": sorted({p.parent.parent.name for p in (piece.path for piece in corpus.pieces)}),
        "settings": to_dict(_without_paths(config)),
    }


def _without_paths(config: RunConfig) -> RunConfig:
    """A model goes out into the world; where things lay on this computer stays here."""
    data = dataclasses.replace(config.data, train=(), valid=(), cache="auto")
    lora = dataclasses.replace(config.train.lora, rank=0)
    plain = dataclasses.replace(config.train, init=None, lora=lora)
    return dataclasses.replace(config, data=data, train=plain)


def _report(corpus: Corpus, what: str) -> None:
    print(f"{what}: {len(corpus.pieces)} files", file=sys.stderr)
    for _, reason in corpus.skipped:
        print(f"  skipped: {reason}", file=sys.stderr)
