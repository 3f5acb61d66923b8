"""LoRA adapters (Hu et al. 2021) by the peft library; what is saved is an ordinary model."""

from __future__ import annotations

import copy
from typing import Any

import torch

from core.config import LoraConfig
from core.model.fractal import FractalModel
from core.refusal import Refusal

TARGETS = r".*blocks\.\d+\.(qkv|out|up|down)"  # the matrices of the transformers' blocks


def add_adapters(model: FractalModel, config: LoraConfig) -> None:
    """Freeze ``model`` and put trainable adapters beside its matrices.  Raises ValueError without the library."""
    try:
        import peft
    except ImportError as error:
        raise Refusal(
            "train.lora needs the library peft, which is not installed: "
            "install it with pip install '.[lora]' in the program's folder, "
            "or train all weights with train.lora.rank: 0"
        ) from error
    settings = peft.LoraConfig(
        r=config.rank, lora_alpha=config.alpha, lora_dropout=config.dropout, target_modules=TARGETS
    )
    peft.inject_adapter_in_model(settings, model)


def plain_model(model: FractalModel) -> FractalModel:
    """``model`` itself, or a copy of it with its adapters added into its weights."""
    if not any(hasattr(module, "lora_A") for module in model.modules()):
        return model
    weights: dict[str, torch.Tensor] = {}
    adapted = {name: module for name, module in model.named_modules() if hasattr(module, "lora_A")}
    for name, tensor in model.state_dict().items():
        owner = next((prefix for prefix in adapted if name.startswith(f"{prefix}.")), None)
        if owner is None:
            weights[name] = tensor
        elif name == f"{owner}.base_layer.weight":
            layer: Any = adapted[owner]
            added = sum(layer.get_delta_weight(adapter) for adapter in layer.active_adapters)
            weights[f"{owner}.weight"] = tensor + added
    config = copy.deepcopy(model.config)
    with torch.device("meta"):
        plain = FractalModel(config)
    plain.load_state_dict({name: tensor.detach().clone() for name, tensor in weights.items()}, assign=True)
    return plain.requires_grad_(False).eval()
