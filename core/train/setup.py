"""From settings to a Lightning trainer: devices, strategy, precision, loggers."""

from __future__ import annotations

import logging
import os
import warnings
from pathlib import Path
from typing import Any

import lightning as L
import torch
from lightning.pytorch.callbacks import EMAWeightAveraging
from lightning.pytorch.loggers import Logger, TensorBoardLogger
from lightning.pytorch.strategies import DDPStrategy, Strategy

from core.checkpoint import pick_device
from core.config import RunConfig, TrainConfig
from core.refusal import Refusal
from core.train.control import Control
from core.train.health import Health
from core.train.journal import Journal, MetricsFile
from core.train.keeper import ModelKeeper, StateKeeper
from core.train.shards import shards
from core.train.state_io import SafeStateIO
from core.train_run import names


def refuse_missing_gpu(config: TrainConfig) -> None:
    """Raise Refusal where a GPU is asked for and there is none."""
    if config.device.startswith("cuda") and not torch.cuda.is_available():
        raise Refusal(
            "There is no NVIDIA GPU here that the program can use: let it choose the device (train.device: auto), or "
            "take the processor (cpu)"
        )


def strategy_of(config: TrainConfig) -> str | Strategy:
    """How the devices share the work."""
    many = config.devices != 1 or config.num_nodes > 1
    if config.strategy == "ddp" or (config.strategy == "auto" and many):
        # A batch may hold no window with real velocities: their generator has no gradient then.
        backend = None if torch.cuda.is_available() and config.device != "cpu" else "gloo"
        return DDPStrategy(find_unused_parameters=True, process_group_backend=backend)
    if config.strategy == "fsdp":
        return shards(config)
    return "auto"


def is_first_process() -> bool:
    """Of all the processes of this run: the one that writes.  Known before they know each other."""
    said = os.environ
    if "RANK" in said:  # torchrun
        return said["RANK"] == "0"
    if said.get("SLURM_NTASKS", "1") != "1":  # srun
        return said.get("SLURM_PROCID", "0") == "0"
    return said.get("NODE_RANK", "0") == "0" and said.get("LOCAL_RANK", "0") == "0"


def loggers_of(folder: Path, first: bool) -> list[Logger]:
    if not first:
        return []
    board = TensorBoardLogger(folder, name="", version=names.TENSORBOARD, default_hp_metric=False)
    return [MetricsFile(folder), board]


def _quieten() -> None:
    """Lightning's remarks are not for a musician."""
    for name in ("lightning.pytorch", "lightning.fabric", "lightning"):
        logging.getLogger(name).setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", module=r"lightning\..*")
    warnings.filterwarnings("ignore", message=r".*LeafSpec.*")


def make_trainer(
    config: RunConfig,
    folder: Path,
    journal: Journal,
    control: Control,
    models: ModelKeeper,
    states: StateKeeper,
    extra: list[L.Callback],
) -> L.Trainer:
    _quieten()
    train = config.train
    refuse_missing_gpu(train)
    # Order matters: what stands before the weight averaging sees the averaged weights at a validation.
    callbacks: list[L.Callback] = [control, journal, models, *extra]
    if train.ema_decay:
        callbacks.append(EMAWeightAveraging(decay=train.ema_decay))
    health = Health(train.explode)
    states.is_well = lambda: health.is_well
    return L.Trainer(
        max_steps=train.max_steps,
        max_epochs=-1,
        accelerator=pick_device().type if train.device == "auto" else train.device.partition(":")[0],
        devices=_devices(train),
        num_nodes=train.num_nodes,
        strategy=strategy_of(train),
        precision=train.lightning_precision,
        accumulate_grad_batches=train.accumulate,
        gradient_clip_val=None,  # the module clips, and notes the norm
        val_check_interval=train.valid_interval * train.accumulate,
        check_val_every_n_epoch=None,
        num_sanity_val_steps=0,
        logger=loggers_of(folder, is_first_process()),
        callbacks=[*callbacks, health, states],
        plugins=[SafeStateIO()],
        enable_progress_bar=False,
        enable_model_summary=False,
        use_distributed_sampler=False,
    )


def _devices(train: TrainConfig) -> Any:
    kind, _, number = train.device.partition(":")
    if number and kind == "cuda":  # one certain GPU
        return [int(number)]
    return "auto" if train.devices == 0 else train.devices
