"""Starts and ends lives in a nursery."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any


class Nurse:
    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )

    def __enter__(self) -> Nurse:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def live(self, seconds: float | None = None, **life: Any) -> tuple[int, float]:
        """One life; killed after ``seconds``.  Returns its exit code (negative: the signal) and how long it took."""
        pids, began = self._begin([life]), time.monotonic()
        if seconds is not None:
            time.sleep(seconds)
            with contextlib.suppress(ProcessLookupError):
                os.kill(pids[0], signal.SIGKILL)
        return self._codes()[0], time.monotonic() - began

    def live_together(self, lives: list[dict[str, Any]]) -> list[int]:
        self._begin(lives)
        return self._codes()

    def _begin(self, lives: list[dict[str, Any]]) -> list[int]:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(lives) + "\n")
        self._process.stdin.flush()
        return list(json.loads(self._process.stdout.readline())["pids"])

    def _codes(self) -> list[int]:
        assert self._process.stdout is not None
        return list(json.loads(self._process.stdout.readline())["codes"])

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)
