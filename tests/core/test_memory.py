"""What was freed goes back to the system, and what a run leaves does not add up."""

from __future__ import annotations

import subprocess
import sys

import pytest

from core.playback import process

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc, and the allocator is glibc's")

_EXPORTS = """
import threading
from pathlib import Path
import numpy as np
from core import memory

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 >> 20

{first}
kept, before = [], resident()
for turn in range(6):  # as exports do: large and middling blocks in a thread each, something small stays of every one
    def work():
        for _ in range(40):
            blocks = [np.ones(size, np.uint8) for size in (40_000, 300_000, 700_000, 3_000_000)]
            kept.append(np.ones(3000, np.uint8))
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
{last}
print(resident() - before)
"""


def grown(first: str, last: str) -> int:
    """MB that are left of 144 MB of blocks in 24 threads, of which 3 MB are in use."""
    code = _EXPORTS.format(first=first, last=last)
    return int(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)


def test_what_threads_have_freed_goes_back() -> None:
    assert grown("memory.keep_small()", "memory.trim()") <= 8


_SHAPES = """
import sys
{first}
from pathlib import Path
import torch
torch.set_num_threads(1)

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 >> 20

weights = torch.ones(192, 192, dtype=torch.bfloat16)
with torch.inference_mode():
    for rows in range(1, 240):
        torch.nn.functional.linear(torch.ones(rows, 18, 192, dtype=torch.bfloat16), weights)
        if rows == 100:
            before = resident()
print(resident() - before)
"""


def test_what_is_kept_of_shapes_is_bounded() -> None:
    """Kept without a bound, 140 shapes more took 60 to 90 MB on a processor that multiplies bfloat16 itself."""
    first = "from core.engine.memory import prepare; prepare()"
    code = _SHAPES.format(first=first)
    clean = {"PATH": "/usr/bin:/bin"}  # no setting of whoever runs the tests
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, env=clean)
    assert int(done.stdout) < 40  # 2 to 8 mostly, 24 once on a busy machine


class Waiting:
    """A pipe on which nothing comes."""

    def send(self, _message: object) -> None:
        """Nobody listens."""


def test_the_player_collects_garbage_where_nobody_hears_it(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, collected = [100.0], []
    monkeypatch.setattr(process.time, "perf_counter", lambda: clock[0])
    monkeypatch.setattr(process.gc, "collect", lambda: collected.append(clock[0]))
    server = process.PlayerServer(Waiting())  # type: ignore[arg-type]
    for server._was_running, server._was_used, previews, wanted in (
        (True, True, {}, []),  # music plays
        (False, True, {(0, 60): 1.0}, []),  # a key sounds
        (False, False, {}, []),  # nothing has happened
        (False, True, {}, [130.0]),
        (False, True, {}, [130.0]),  # again at once
    ):
        clock[0] = 130.0
        server._preview_ends = previews
        server._tidy()
        assert collected == wanted
