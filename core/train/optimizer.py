"""Muon for the matrices of the blocks, AdamW for everything else, in one optimizer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from core.config import TrainConfig


def orthogonalise(matrix: Tensor, iterations: int = 5) -> Tensor:
    """Nearest semi-orthogonal matrix, about, by a quintic Newton-Schulz iteration (Jordan et al. 2024, Muon)."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = matrix / (matrix.norm() + 1e-7)
    tall = x.shape[0] > x.shape[1]
    if tall:
        x = x.t()
    for _ in range(iterations):
        square = x @ x.t()
        x = a * x + (b * square + c * square @ square) @ x
    return x.t() if tall else x


class MuonAdamW(torch.optim.Optimizer):
    """Parameter groups with ``muon: True`` take orthogonalised momentum steps, the others AdamW steps."""

    def __init__(self, groups: list[dict[str, Any]]) -> None:
        defaults = {"lr": 1e-3, "muon": False, "weight_decay": 0.0, "momentum": 0.95, "betas": (0.9, 0.98)}
        super().__init__(groups, defaults)

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> float | None:  # type: ignore[override]
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is None:
                    continue
                parameter.mul_(1 - group["lr"] * group["weight_decay"])
                (self._muon if group["muon"] else self._adam)(parameter, parameter.grad, group)
        return loss

    def _muon(self, parameter: Tensor, gradient: Tensor, group: dict[str, Any]) -> None:
        state = self.state[parameter]
        if not state:
            state["momentum"] = torch.zeros_like(parameter)
        state["momentum"].lerp_(gradient, 1 - group["momentum"])
        update = orthogonalise(gradient.lerp(state["momentum"], group["momentum"]))
        rows, cols = parameter.shape
        parameter.add_(update, alpha=-group["lr"] * max(1.0, rows / cols) ** 0.5)

    def _adam(self, parameter: Tensor, gradient: Tensor, group: dict[str, Any]) -> None:
        state = self.state[parameter]
        if not state:
            state["step"] = torch.zeros(())
            state["mean"], state["square"] = torch.zeros_like(parameter), torch.zeros_like(parameter)
        state["step"] += 1
        beta1, beta2 = group["betas"]
        state["mean"].lerp_(gradient, 1 - beta1)
        state["square"].lerp_(gradient.square(), 1 - beta2)
        steps = float(state["step"])
        mean, square = state["mean"] / (1 - beta1**steps), state["square"] / (1 - beta2**steps)
        parameter.addcdiv_(mean, square.sqrt().add_(1e-8), value=-group["lr"])


def build_optimizer(model: nn.Module, config: TrainConfig) -> MuonAdamW:
    matrices: list[nn.Parameter] = []
    others: list[nn.Parameter] = []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            by_muon = config.optimizer == "muon" and not config.lora.rank and ".blocks." in name and parameter.ndim == 2
            (matrices if by_muon else others).append(parameter)
    groups: list[dict[str, Any]] = [
        {"params": matrices, "lr": config.matrix_lr, "muon": True, "weight_decay": config.weight_decay},
        {"params": others, "lr": config.lr, "weight_decay": config.weight_decay},
    ]
    return MuonAdamW([group for group in groups if group["params"]])
