"""What a model file is called in the window."""

from __future__ import annotations

import re
from pathlib import Path

from fractalmidi_studio.i18n import tr

_STEP = re.compile(r"step_(\d{1,12})")


def model_name(path: Path) -> str:
    """A checkpoint of a run by its run and step: each run has a ``best`` and a ``step_0000050``."""
    from core.train_run import names  # not before the first frame

    if path.parent.name != names.CHECKPOINTS:
        return path.stem
    run, numbered = path.parent.parent.name, _STEP.fullmatch(path.stem)
    if path.name == names.BEST:
        return tr("{run}, its best").format(run=run)
    if numbered is None:
        return path.stem
    return tr("{run}, step {step}").format(run=run, step=f"{int(numbered.group(1)):,}")
