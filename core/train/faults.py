"""Why a run ended, for a musician; and the report of a fault that nobody foresaw, for those who mend it."""

from __future__ import annotations

import errno
import platform
import re
import traceback
from contextlib import suppress
from pathlib import Path

import numpy as np
import torch
import yaml

import core
from core.config import RunConfig
from core.config_io import to_dict
from core.reasons import reason_of
from core.refusal import Refusal
from core.train_run import names

# torch tells these apart by their text alone.
_NO_MEMORY = re.compile(r"not enough memory|out of memory|can't allocate|failed to allocate", re.IGNORECASE)
_WORKER = re.compile(r"DataLoader worker .*(killed|exited)", re.IGNORECASE)
_GPU = re.compile(r"CUDA|cuDNN|cuBLAS|NCCL|HIP error", re.IGNORECASE)


class UnknownFault(RuntimeError):
    """A fault that nobody foresaw; the text is a sentence for the user, the cause is what happened."""


def why(error: BaseException, folder: Path) -> str:
    """A sentence: what happened, why if that is known, what to do."""
    if isinstance(error, KeyboardInterrupt):
        return "Stopped before its state could be written."
    if isinstance(error, (Refusal, UnknownFault)):
        return str(error)
    if isinstance(error, OSError):
        return _of_the_disk(error)
    text = str(error)
    if isinstance(error, (MemoryError, torch.OutOfMemoryError)) or _NO_MEMORY.search(text):
        return (
            "There is not enough memory for this training. Its last state is kept. Close other programs and resume; "
            "or begin with smaller steps (train.batch_size, train.max_patches, train.max_leaves)."
        )
    if _WORKER.search(text):
        return (
            "A process that prepares the music was ended, usually because memory ran out. Its last state is kept. "
            "Close other programs, then resume."
        )
    if isinstance(error, RuntimeError) and _GPU.search(text):
        return "The GPU has failed. Its last state is kept. Resume; if it fails again, train on the processor."
    return (
        f"The training ended by a fault that the program does not know ({type(error).__name__}). Its last state is "
        f"kept. Resume; if it ends again, send the report to those who make the program: {folder / names.REPORT}"
    )


def _of_the_disk(error: OSError) -> str:
    if error.errno == errno.EFBIG:
        return (
            "The disk may not hold a file this large. The last state that was written is whole: make room, then resume."
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "The disk is full. The last state that was written is whole: make room, then resume."
    if error.errno is None:  # raised by core, with a sentence
        return str(error)
    reason = reason_of(error) or "the system refuses it"
    if error.filename:
        return f"{error.filename}: {reason}. Its last state is kept."
    return f"A file cannot be used: {reason}. Its last state is kept."


def is_foreseen(error: BaseException) -> bool:
    """Whether its own text is meant for users."""
    return isinstance(error, (KeyboardInterrupt, Refusal, OSError))


def leave_report(error: BaseException, config: RunConfig, folder: Path) -> None:
    """Leave ``report.txt`` in the run's folder: versions, settings, where it happened.  A full disk has none."""
    parts = (
        f"FractalMIDI Studio {core.__version__}, Python {platform.python_version()}, torch {torch.__version__}, "
        f"numpy {np.__version__}, {platform.platform()}",
        "".join(traceback.format_exception(error)),
        yaml.safe_dump(to_dict(config), sort_keys=False),
    )
    with suppress(OSError), (folder / names.REPORT).open("ab") as file:  # each process of the run adds its own
        file.write("\n".join(parts).encode("utf-8", "backslashreplace"))
