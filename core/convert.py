"""``.ckpt`` and ``.pt`` files to model files: the only place that opens what PyTorch pickles, in a process of its own.

``convert`` starts that process with bounds on memory, time and what it may write, and takes no result that
``load_model`` does not accept.  Within, ``torch.load(weights_only=True)`` builds tensors and plain containers; what it
refuses is refused, there is no second way.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from core.files import write_bytes
from core.model_file import MAX_FILE_BYTES, CheckpointError

MAX_CPU_SECONDS = 120
MAX_WALL_SECONDS = 600
ROOM_BYTES = 6 << 30  # of address space, beside five times the file: torch alone maps some gigabytes
MAX_DEPTH = 4  # dictionaries within one another, looking for weights
SUFFIXES = (".ckpt", ".pt", ".pth")


def convert(path: Path, out: Path, config: Path | None = None) -> None:
    """Write ``out`` from the weights in ``path``.  Raises CheckpointError with a sentence, or OSError.

    ``config``: a YAML file as for training, whose ``model`` part describes the model; needed where ``path`` has none.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise CheckpointError(f"{path} is no {', '.join(SUFFIXES)} file, so there is nothing to convert")
    if not path.is_file():
        raise CheckpointError(f"{path} does not exist or is not a file")
    size = path.stat().st_size
    if not 0 < size <= MAX_FILE_BYTES:
        raise CheckpointError(f"{path} cannot be converted: {size} bytes is no sensible size for a model")
    with tempfile.TemporaryDirectory(prefix="fractalmidi-convert-") as folder:
        result = Path(folder) / "model.safetensors"
        command = [sys.executable, "-m", "core.convert", str(path.absolute()), str(result)]
        command += [str(config.absolute())] if config is not None else []
        root = Path(__file__).resolve().parents[1]
        try:
            done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=MAX_WALL_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise CheckpointError(f"{path} cannot be converted: it took over {MAX_WALL_SECONDS} seconds") from error
        if done.returncode:
            raise CheckpointError(_reason(path, done))
        from core.checkpoint import load_model

        load_model(result, "cpu")  # the child is not believed either
        write_bytes(out, result.read_bytes())


def _reason(path: Path, done: subprocess.CompletedProcess[str]) -> str:
    try:
        return str(json.loads(done.stdout.splitlines()[-1])["reason"])
    except (IndexError, ValueError, LookupError, TypeError):
        return f"{path} cannot be converted: reading it took too much memory or time, or it is damaged"


def _bound(size: int) -> None:
    """Set this process's limits.  Nothing on Windows, which has none of the kind."""
    if sys.platform == "win32":
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_CPU, MAX_CPU_SECONDS),
        (resource.RLIMIT_AS, 5 * size + ROOM_BYTES),
        (resource.RLIMIT_FSIZE, 2 * size + (1 << 20)),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(kind)
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (limit, limit))


def _work(path: Path, out: Path, config_file: Path | None) -> None:
    _bound(path.stat().st_size)
    import torch

    from core.checkpoint import check_shapes, save_model
    from core.config import ModelConfig
    from core.config_io import from_dict, load_run_config
    from core.model.fractal import FractalModel
    from core.model_file import file_hash

    try:
        held = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:
        raise CheckpointError(f"{path} was not converted: it holds more than numbers, or it is damaged") from error
    if config_file is not None:
        config = load_run_config(config_file).model
    else:
        config = from_dict(ModelConfig, _config_in(held, path), str(path))
    with torch.device("meta"):
        model = FractalModel(config)
    wanted = set(model.state_dict())
    weights = _weights_in(held, wanted, path)
    for name, tensor in weights.items():
        if tensor.layout != torch.strided or not tensor.is_floating_point():
            raise CheckpointError(f"{path} does not fit: {name} holds no plain numbers")
        if not torch.isfinite(tensor).all():
            raise CheckpointError(f"{path} is damaged: {name} holds numbers that are not finite")
    check_shapes(path, model, {name: tuple(tensor.shape) for name, tensor in weights.items()})
    model.load_state_dict({name: tensor.float() for name, tensor in weights.items()}, assign=True)
    save_model(model, out, {"converted_from": path.name, "converted_sha256": file_hash(path)})


def _parts(held: Any, depth: int = 0) -> Iterable[dict[str, Any]]:
    """The dictionaries in a checkpoint, outermost first."""
    if isinstance(held, dict) and depth < MAX_DEPTH:
        yield {str(key): value for key, value in held.items()}
        for value in held.values():
            yield from _parts(value, depth + 1)


def _config_in(held: Any, path: Path) -> dict[str, Any]:
    for part in _parts(held):
        for name in ("config", "model"):
            value = part.get(name)
            if isinstance(value, str):
                try:
                    value = json.loads(value)
                except (ValueError, RecursionError):
                    continue
            if isinstance(value, dict) and "levels" in value:
                return value
    raise CheckpointError(f"{path} does not say what model it holds: name a file of settings with --config")


def _weights_in(held: Any, wanted: set[str], path: Path) -> dict[str, Any]:
    """Name → tensor, under the model's own names; what stands before them ("model.") is taken away."""
    import torch

    best: dict[str, Any] = {}
    for part in _parts(held):
        tensors = {name: value for name, value in part.items() if isinstance(value, torch.Tensor)}
        for prefix in ("", "model.", "module.", "ema.", "network."):
            found = {n.removeprefix(prefix): t for n, t in tensors.items() if n.startswith(prefix)}
            if len(wanted & found.keys()) > len(wanted & best.keys()):
                best = found
    if not best:
        raise CheckpointError(f"{path} holds no weights of a FractalMIDI model")
    return best


def main(arguments: list[str]) -> int:
    path, out = Path(arguments[0]), Path(arguments[1])
    try:
        _work(path, out, Path(arguments[2]) if len(arguments) > 2 else None)
    except (ValueError, OSError, MemoryError, RuntimeError, RecursionError, TypeError, AttributeError) as error:
        text = str(error) if isinstance(error, (ValueError, OSError)) else ""
        print(json.dumps({"reason": text or f"{path} cannot be converted: there is not enough memory for it"}))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
