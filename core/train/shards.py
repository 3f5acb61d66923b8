"""A model that no device holds as a whole: each has a part of it (fully sharded data parallel, torch's FSDP).

Lightning's strategy, with two things added: states are read by this program's own plugin, as they are written, and
processors will do (gloo), so that it can be tried and tested without GPUs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import lightning as L
import torch
from lightning.pytorch.strategies import FSDPStrategy
from torch.distributed.fsdp import (
    FullOptimStateDictConfig,
    FullStateDictConfig,
    FullyShardedDataParallel,
    StateDictType,
)

from core.config import TrainConfig
from core.model.blocks import Block
from core.model.fractal import FractalModel
from core.train.adapters import plain_model
from core.train.module import FractalModule


class Shards(FSDPStrategy):
    def __init__(self, on_gpus: bool) -> None:
        super().__init__(
            state_dict_type="full", use_orig_params=True, process_group_backend=None if on_gpus else "gloo"
        )
        self._on_gpus = on_gpus

    def _setup_model(self, model: Any) -> Any:
        """Without a device, torch looks for a GPU."""
        blocks = {block for level in model.model.levels for block in level.modules() if isinstance(block, Block)}

        def is_shard(module: torch.nn.Module, recurse: bool, nonwrapped_numel: int) -> bool:
            """Processes meet at each shard: not in the dynamics, which have nothing to do where no velocity is real."""
            return recurse or module in blocks

        return super()._setup_model(
            FullyShardedDataParallel(
                model,
                auto_wrap_policy=is_shard,
                mixed_precision=self.mixed_precision_config,
                device_id=self.root_device,
                use_orig_params=True,
            )
        )

    def lightning_module_state_dict(self) -> dict[str, Any]:
        """All weights, put together.  With GPUs, in the first process alone."""
        model: Any = self.model
        with self._together(for_all=not self._on_gpus):
            return dict(model.state_dict())

    def optimizer_state(self, optimizer: Any) -> dict[str, Any]:
        optimizer = getattr(optimizer, "optimizer", optimizer)  # Lightning's wrapper
        model: Any = self.model
        with self._together(for_all=not self._on_gpus):
            return FullyShardedDataParallel.optim_state_dict(model, optimizer)

    def load_checkpoint(self, checkpoint_path: Any, weights_only: bool | None = None) -> dict[str, Any]:
        """Lightning's own reads what ``torch.load`` reads, and no other."""
        checkpoint = self.checkpoint_io.load_checkpoint(Path(self.broadcast(checkpoint_path)))
        model: Any = self.model
        with self._together(for_all=True):
            model.load_state_dict(checkpoint.pop("state_dict"))
            for optimizer, state in zip(self.optimizers, checkpoint["optimizer_states"], strict=True):
                optimizer.load_state_dict(FullyShardedDataParallel.optim_state_dict_to_load(model, optimizer, state))
        return checkpoint

    def _together(self, for_all: bool) -> Any:
        """Within it, weights and states are whole.  (Moving them "to the processor" breaks those that are there.)"""
        kind = {"rank0_only": not for_all, "offload_to_cpu": self._on_gpus}
        return FullyShardedDataParallel.state_dict_type(
            self.model, StateDictType.FULL_STATE_DICT, FullStateDictConfig(**kind), FullOptimStateDictConfig(**kind)
        )


def shards(config: TrainConfig) -> Shards:
    return Shards(torch.cuda.is_available() and config.device != "cpu")


def whole_model(trainer: L.Trainer, module: FractalModule) -> FractalModel | None:
    """The model as it is saved; None in processes other than the first.  All processes of the run call together."""
    if not isinstance(trainer.strategy, Shards):
        return plain_model(module.model) if trainer.is_global_zero else None
    weights = trainer.strategy.lightning_module_state_dict()
    if not trainer.is_global_zero:
        return None
    with torch.device("meta"):
        model = FractalModel(module.config.model)
    named = {name.removeprefix("model."): tensor.detach().float() for name, tensor in weights.items()}
    model.load_state_dict(named, assign=True)
    return model.requires_grad_(False).eval()
