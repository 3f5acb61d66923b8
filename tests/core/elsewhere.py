"""A device that is not there: tensors that say they live on a graphics card, on a machine without one.

A torch function mode labels tensors with the device that they were sent to, computes on the processor, and complains
where a graphics card would: tensors of two devices in one operation, numpy on a tensor that is not at hand, a random
generator of the processor that is to fill a tensor elsewhere.  What is sent to or from the device is a copy, as there.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode
from torch.utils._pytree import tree_leaves, tree_map_only

GPU = torch.device("cuda", 0)
_CPU = torch.device("cpu")
_AT_HAND = {"numpy", "__array__"}
_ACROSS = {"copy_", "to", "cpu", "cuda", "type_as"}  # what may read from another device
_INDEXED = {"__getitem__", "__setitem__"}


def device_of(tensor: Tensor) -> torch.device:
    return getattr(tensor, "_elsewhere", _CPU)


def move(model: nn.Module) -> nn.Module:
    """Label all weights and buffers of a model."""
    for tensor in (*model.parameters(), *model.buffers()):
        tensor._elsewhere = GPU  # type: ignore[attr-defined]
    return model


class Elsewhere(TorchFunctionMode):
    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = dict(kwargs or {})
        name = getattr(func, "__name__", "")
        if name == "__get__":
            return self._attribute(func, args)
        tensors = [leaf for leaf in tree_leaves((args, kwargs)) if isinstance(leaf, Tensor)]
        if name in _AT_HAND and device_of(args[0]) == GPU:
            raise TypeError("can't convert a tensor of the graphics card to numpy: use Tensor.cpu() first")
        wanted = self._wanted(name, args, kwargs)
        self._check(func, name, args, tensors)
        if wanted is not None:
            args, kwargs = tree_map_only(torch.device, lambda _: _CPU, (args, kwargs))
            args, kwargs = tree_map_only(str, lambda text: "cpu" if text.startswith("cuda") else text, (args, kwargs))
        generator = kwargs.get("generator")
        where = wanted or (GPU if any(device_of(one) == GPU for one in tensors) else _CPU)
        if generator is not None and where == GPU:
            raise RuntimeError(f"{name}: a generator of the processor cannot fill a tensor of the graphics card")
        result = func(*args, **kwargs)
        if name in ("to", "cpu") and tensors and device_of(tensors[0]) != where and result is tensors[0]:
            result = result.clone()
        return self._labelled(result, where)

    @staticmethod
    def _attribute(func: Any, args: Any) -> Any:
        if func == torch.Tensor.device.__get__:
            return device_of(args[0])
        if func == torch.Tensor.is_cuda.__get__:
            return device_of(args[0]) == GPU
        return Elsewhere._labelled(func(*args), device_of(args[0]))

    @staticmethod
    def _wanted(name: str, args: Any, kwargs: Any) -> torch.device | None:
        if name == "cpu":
            return _CPU
        found = kwargs.get("device")
        if found is None and name == "to":
            found = next((one for one in args[1:] if isinstance(one, (torch.device, str))), None)
            if found is None and len(args) > 1 and isinstance(args[1], Tensor):
                return device_of(args[1])
        return None if found is None else GPU if torch.device(found).type == "cuda" else _CPU

    @staticmethod
    def _check(func: Any, name: str, args: Any, tensors: list[Tensor]) -> None:
        if name in _ACROSS:
            return
        if name in _INDEXED:
            base, others = args[0], tree_leaves(args[1])
            if device_of(base) == _CPU and any(isinstance(one, Tensor) and device_of(one) == GPU for one in others):
                raise RuntimeError(f"{name}: a tensor of the processor is indexed by one of the graphics card")
            tensors = [base, *(one for one in args[2:] if isinstance(one, Tensor))]
        devices = {device_of(one) for one in tensors if one.ndim or device_of(one) == GPU}
        if len(devices) > 1:
            shapes = [(tuple(one.shape), device_of(one).type) for one in tensors]
            raise RuntimeError(f"{name}: tensors on two devices: {shapes}")

    @staticmethod
    def _labelled(result: Any, where: torch.device) -> Any:
        for one in tree_leaves(result):
            if isinstance(one, Tensor):
                one._elsewhere = where  # type: ignore[attr-defined]
        return result
