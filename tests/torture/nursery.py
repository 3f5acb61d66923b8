"""Runs trainings in children of one process that has torch loaded, so that a life costs no import.

    python -m tests.torture.nursery     reads JSON lines on stdin, each a list of lives that begin together;
                                        prints {"pids"} and, when all have ended, {"codes"}

A life may end itself: ``kill_at`` is the number of the file that it opens, renames or removes in its folder at which
it kills itself, before that happens.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from core.threads import prepare_environment

prepare_environment()

import core.train.run  # noqa: E402 torch must be imported after the environment is set
from tests.torture import sabotage  # noqa: E402

_EVENTS = ("open", "os.rename", "os.remove", "os.mkdir", "os.truncate")


def live(life: dict[str, Any]) -> None:
    """In the child: the training, and the end of the process."""
    log = os.open(life["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.environ |= life.get("environment", {})
    if life.get("largest_file"):  # as on a disk that is full
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(life["largest_file"]), resource.RLIM_INFINITY))
    if life.get("kill_at"):
        _die_at(int(life["kill_at"]), life["out"])
    code = 1
    try:
        core.train.run.train(Path(life["config"]), (), Path(life["out"]), life["resume"], life.get("overrides", ()))
        code = 0
    except (ValueError, OSError, RuntimeError) as error:
        print(f"refused: {error}", file=sys.stderr)
    finally:
        sys.stderr.flush()
        os._exit(code)


def _die_at(number: int, folder: str) -> None:
    left = number

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if event in _EVENTS and arguments and str(arguments[0]).startswith(folder):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def main() -> None:
    sabotage.apply()
    for line in sys.stdin:
        pids = []
        for life in json.loads(line):
            pids.append(os.fork())
            if pids[-1] == 0:
                live(life)
        print(json.dumps({"pids": pids}), flush=True)
        codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
        print(json.dumps({"codes": codes}), flush=True)


if __name__ == "__main__":
    main()
