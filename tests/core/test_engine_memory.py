"""What the engine's process holds between runs, in a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

CODE = """
import gc, weakref
from core.engine.memory import give_back, settle

def megabytes():
    import re
    return int(re.search(r"RssAnon:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024

class Cycle:
    def __init__(self):
        self.me, self.room = self, [bytes(40_000) for _ in range(500)]  # 20 MB, each piece below glibc's mmap limit

import torch
settle()
walked = len(gc.get_objects())
before = megabytes()
pieces, fence = Cycle(), []
gone = weakref.ref(pieces)
fence.append(bytes(40_000))  # lies above them: without a trim the heap cannot shrink
del pieces
give_back()
print(walked, gone() is None, megabytes() - before)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_a_run_is_given_back_and_what_was_loaded_is_not_walked_again() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    walked, is_gone, grown = done.stdout.split()
    assert int(walked) < 10_000  # torch alone has 160,000 objects
    assert is_gone == "True"
    assert float(grown) < 5
