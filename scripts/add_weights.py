"""A model file with the weights that settings add to its architecture, as zeros: to go on training with them.

    python -m scripts.add_weights MODEL SETTINGS.yaml OUT.safetensors

Only what begins with zeros in a new model may be added: the file still gives the same music.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch

from core.checkpoint import file_hash, load_model, read_info, save_model
from core.config_io import load_run_config
from core.model.fractal import FractalModel


def main(model: Path, settings: Path, out: Path) -> None:
    old = load_model(model, "cpu").state_dict()
    new = FractalModel(load_run_config(settings).model)
    weights = new.state_dict()
    for name in sorted(weights.keys() - old.keys()):
        if bool(weights[name].any()):
            sys.exit(f"{name} does not begin with zeros: it must be trained, not added")
        print(f"added: {name} {tuple(weights[name].shape)}")
    missing = old.keys() - weights.keys()
    if missing:
        sys.exit(f"the settings have no {', '.join(sorted(missing))}")
    weights |= old
    new.load_state_dict({name: torch.as_tensor(tensor).float() for name, tensor in weights.items()})
    provenance = read_info(model)["provenance"] | {"weights_added_to_sha256": file_hash(model)}
    save_model(new, out, provenance, half=False)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
