"""A training run: a folder with its settings, its log, its state and its best model."""

from __future__ import annotations

import csv
import dataclasses
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import lightning as L
import torch
import yaml
from lightning.pytorch.callbacks import EMAWeightAveraging, ModelCheckpoint
from torch.utils.data import DataLoader, Dataset

import core
from core.checkpoint import file_hash, load_model, save_model
from core.conditions import Conditions
from core.config import RunConfig
from core.config_io import load_run_config, to_dict
from core.data.corpus import Corpus, load_corpus
from core.data.windows import WindowSettings, WindowStream, collate, make_example
from core.evaluate.likelihood import holes_for
from core.files import write_bytes
from core.model.objective import Batch
from core.threads import torch_threads
from core.train.module import FractalModule
from core.train.state_io import SafeStateIO

STATE_NAME, BEST_NAME, LOG_NAME = "state.safetensors", "best.safetensors", "log.csv"


class ValidWindows(Dataset[Batch]):
    """Fixed windows with the hole of steps 64-192 (a quarter to three quarters of any other length)."""

    def __init__(self, corpus: Corpus, config: RunConfig, count: int, batch_size: int = 4) -> None:
        steps, rows = config.model.num_steps, config.model.num_rows
        hole = holes_for(steps)["hole"]
        pieces = corpus.pieces
        examples = []
        for i in range(count if pieces else 0):
            piece = pieces[i * len(pieces) // count if count < len(pieces) else i % len(pieces)]
            bars = max(0, piece.num_steps - steps) // 16
            start = (i * 7919 % (bars + 1)) * 16
            roll, downbeat = piece.window(start, steps)
            examples.append(make_example(roll, downbeat, hole, Conditions(), rows, 8, piece.velocity_is_real))
        self.batches = [collate(examples[i : i + batch_size]) for i in range(0, len(examples), batch_size)]

    def __len__(self) -> int:
        return len(self.batches)

    def __getitem__(self, index: int) -> Batch:
        return self.batches[index]


class Journal(L.Callback):
    """Writes the log and the best model.  Stands before the weight averaging, so that it sees the averaged weights."""

    def __init__(self, folder: Path, config: RunConfig, provenance: dict[str, Any]) -> None:
        self.folder, self.config, self.provenance = folder, config, provenance
        self.best = float("inf")
        self._started = time.monotonic()
        self._written = -1  # step of the last line of the log

    def on_train_start(self, trainer: L.Trainer, module: L.LightningModule) -> None:
        self._started, self._first_step = time.monotonic(), trainer.global_step

    def on_train_batch_end(self, trainer: L.Trainer, module: Any, outputs: Any, batch: Any, batch_idx: int) -> None:
        minutes = self.config.train.max_minutes
        if minutes is not None and module.minutes >= minutes:
            trainer.should_stop = True

    def on_train_end(self, trainer: L.Trainer, module: L.LightningModule) -> None:
        trainer.save_checkpoint(self.folder / STATE_NAME)  # before the averaged weights take the place of the others

    def on_validation_epoch_end(self, trainer: L.Trainer, module: L.LightningModule) -> None:
        if trainer.global_step == self._written or not trainer.is_global_zero:
            return
        self._written = trainer.global_step
        assert isinstance(module, FractalModule)
        bits = module.bits()
        row = {"step": trainer.global_step, "minutes": round(module.minutes, 2)}
        row |= {f"bits_{part}": round(value, 4) for part, value in bits.items()}
        row["train_nats"] = round(float(trainer.callback_metrics.get("train/nats_per_note", float("nan"))), 4)
        elapsed = time.monotonic() - self._started
        done = (trainer.global_step - self._first_step) * self.config.train.batch_size
        row["windows_per_second"] = round(done / max(elapsed, 1e-9), 2)
        path = self.folder / LOG_NAME
        fresh = not path.exists()
        with path.open("a", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, row)
            if fresh:
                writer.writeheader()
            writer.writerow(row)
        print(" ".join(f"{k}={v}" for k, v in row.items()), file=sys.stderr, flush=True)
        trainer.callback_metrics["valid/bits_per_note"] = torch.tensor(bits["total"])
        if bits["total"] < self.best:
            self.best = bits["total"]
            record = self.provenance | {"steps": trainer.global_step, "valid_bits_per_note": bits}
            save_model(module.model, self.folder / BEST_NAME, record)

    def state_dict(self) -> dict[str, Any]:
        return {"best": self.best}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        self.best = float(state["best"])


def _provenance(config: RunConfig, corpus: Corpus) -> dict[str, Any]:
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
    data = dataclasses.replace(config.data, train=(), valid=())
    return dataclasses.replace(config, data=data, train=dataclasses.replace(config.train, init=None))


def _windows(config: RunConfig) -> WindowSettings:
    data = config.data
    return WindowSettings(
        config.model.num_steps, config.model.num_rows, data.transpose, data.condition_dropout, data.all_dropout
    )


def _report(corpus: Corpus, what: str) -> None:
    print(f"{what}: {len(corpus.pieces)} files", file=sys.stderr)
    for _, reason in corpus.skipped:
        print(f"  skipped: {reason}", file=sys.stderr)


def train(
    config_path: Path,
    data: Sequence[Path] = (),
    out: Path | None = None,
    resume: bool = False,
    overrides: Sequence[str] = (),
) -> Path:
    """Train as ``config_path`` says and return the path of the best model.

    ``data`` replaces the training folders of the settings.  ``resume`` goes on from the state in ``out``.
    Raises ConfigError, FileNotFoundError or ValueError with a sentence.
    """
    config = load_run_config(config_path, overrides)
    folders = [Path(p) for p in data] or [Path(p) for p in config.data.train]
    if not folders:
        raise ValueError("there is nothing to train on: give folders of MIDI files with --data or as data.train")
    folder = out or Path("runs") / f"{config_path.stem}-{datetime.now():%Y%m%d-%H%M%S}"
    state = folder / STATE_NAME
    if resume and not state.is_file():
        raise FileNotFoundError(f"{folder} holds no {STATE_NAME} to resume from")
    if not resume and state.exists():
        raise ValueError(f"{folder} holds a run already: add --resume to go on with it, or name another folder")
    corpus = load_corpus(folders, config.data.played_styles)
    _report(corpus, "training")
    valid = load_corpus([Path(p) for p in config.data.valid], config.data.played_styles)
    _report(valid, "validation")
    folder.mkdir(parents=True, exist_ok=True)
    write_bytes(folder / "config.yaml", yaml.safe_dump(to_dict(config), sort_keys=False).encode())
    return _fit(config, corpus, valid, folder, state if resume else None)


def _fit(config: RunConfig, corpus: Corpus, valid: Corpus, folder: Path, state: Path | None) -> Path:
    settings = config.train
    torch.set_num_threads(settings.threads or torch_threads())
    L.seed_everything(settings.seed, verbose=False)
    module = FractalModule(config)
    if settings.init is not None and state is None:
        module.model.load_state_dict(load_model(Path(settings.init), "cpu", expect=config.model).state_dict())
    first = 0
    if state is not None:
        first = int(SafeStateIO().load_checkpoint(state)["global_step"])
    stream = WindowStream(corpus, _windows(config), settings.batch_size, settings.seed, first)
    loader = DataLoader(stream, batch_size=None, num_workers=settings.workers)
    valid_loader = DataLoader(ValidWindows(valid, config, settings.valid_windows), batch_size=None)
    journal = Journal(folder, config, _provenance(config, corpus))
    keep = ModelCheckpoint(
        dirpath=folder, filename="state", every_n_train_steps=settings.valid_interval, save_top_k=1,
        enable_version_counter=False, save_on_exception=False,
    )  # fmt: skip
    keep.FILE_EXTENSION = ".safetensors"
    trainer = L.Trainer(
        max_steps=settings.max_steps,
        max_epochs=-1,
        accelerator="auto" if settings.device == "auto" else settings.device,
        devices=1,
        precision=settings.precision,
        gradient_clip_val=settings.clip or None,
        val_check_interval=settings.valid_interval,
        check_val_every_n_epoch=None,
        num_sanity_val_steps=0,
        logger=False,
        callbacks=[journal, EMAWeightAveraging(decay=settings.ema_decay), keep],
        plugins=[SafeStateIO()],
        enable_progress_bar=False,
        enable_model_summary=False,
        use_distributed_sampler=False,
        log_every_n_steps=10,
    )
    trainer.fit(module, loader, valid_loader, ckpt_path=state, weights_only=None)
    if len(valid_loader.dataset):  # type: ignore[arg-type]
        trainer.validate(module, valid_loader, verbose=False)
    best = folder / BEST_NAME
    if not best.exists():  # no validation files: the last weights are the best known
        save_model(module.model, best, journal.provenance | {"steps": trainer.global_step})
    return best
