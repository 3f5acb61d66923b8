"""Starting a run as a process of its own: the command that a user would type."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import platformdirs

from core.refusal import Refusal
from core.train_run import names
from core.train_run.folder import RunFolder
from core.train_run.process import process_mark
from core.train_run.status import RunStatus, read_status, write_status

MAIN = Path(__file__).resolve().parents[2] / "main.py"


def default_root() -> Path:
    """Where runs lie that the window starts."""
    return Path(platformdirs.user_data_dir("FractalMIDI Studio", appauthor=False)) / "Runs"


def _program() -> list[str]:
    # The package may be installed without main.py.
    return [sys.executable, str(MAIN)] if MAIN.is_file() else [sys.executable, "-m", "core.cli"]


def train_command(
    folder: Path, config: Path, data: Sequence[Path] = (), overrides: Sequence[str] = (), resume: bool = False
) -> list[str]:
    """The command line of a run; ``overrides`` are ``a.b=value`` as behind ``--set``."""
    command = [*_program(), "train", str(config), "--out", str(folder)]
    if data:
        command += ["--data", *map(str, data)]
    if overrides:
        command += ["--set", *overrides]
    return [*command, "--resume"] if resume else command


def scan_command(folders: Sequence[Path], json_path: Path, overrides: Sequence[str] = ()) -> list[str]:
    """The command line that looks at each file of ``folders``; see ``core.cli.scan`` for what it prints."""
    command = [*_program(), "scan", *map(str, folders), "--json", str(json_path), "--progress"]
    return [*command, "--set", *overrides] if overrides else command


def start(
    root: Path,
    name: str,
    config: Path,
    data: Sequence[Path] = (),
    overrides: Sequence[str] = (),
    resume: bool = False,
) -> tuple[RunFolder, subprocess.Popen[bytes]]:
    """Start (or go on with) the run ``root / name`` in a process that outlives this one, at a lower priority.

    What it says goes to ``log.txt``.  Poll the process now and then, so that no zombie stays behind; it needs nothing
    else of its parent.  Raises OSError, ValueError (the folder holds a run already, or one that lives).
    """
    folder = RunFolder(root / name)
    if folder.is_alive():
        raise Refusal(f"the run {name} is at work already")
    if not resume and folder.can_resume:
        raise Refusal(f"{folder.path} holds a run already: go on with it, or choose another name")
    folder.path.mkdir(parents=True, exist_ok=True)
    folder.resume_running()
    environment = os.environ | {"OMP_WAIT_POLICY": "PASSIVE", "FRACTALMIDI_NICE": "10"}
    with (folder.path / names.LOG).open("ab") as log:
        process = subprocess.Popen(
            train_command(folder.path, config, data, overrides, resume),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=environment,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
    _note_start(folder, process.pid)
    return folder, process


def _note_start(folder: RunFolder, pid: int) -> None:
    """So that the run is seen before it has come to say so itself."""
    path = folder.path / names.STATUS
    try:
        status = read_status(path)
    except ValueError:
        status = RunStatus(name=folder.name, started=time.time())
    if status.pid != pid:
        status.state, status.sentence, status.seconds_left = "starting", "", None
        status.pid, status.pid_started, status.updated = pid, process_mark(pid), time.time()
        write_status(path, status)
