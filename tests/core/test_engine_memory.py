"""What the engine's process holds between runs, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from core.engine.protocol import Failed

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


@pytest.mark.parametrize(
    ("error", "words", "is_last"),
    [
        (RuntimeError("CUDA error: an illegal memory access was encountered"), "The model stopped with an error", True),
        (RuntimeError("CUDA out of memory. Tried to allocate 20.00 MiB"), "There is not enough memory", True),
        (MemoryError(), "There is not enough memory", True),
        (RuntimeError("could not create a primitive"), "There is not enough memory", True),
        (ValueError("the hole is empty"), "the hole is empty", False),
        (KeyError("a bug"), "The model stopped with an error", False),
    ],
)
def test_an_engine_whose_device_is_broken_is_the_last_of_its_kind(
    error: Exception, words: str, is_last: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    import core.engine.server as server
    import core.sampler.sample as module

    def broken(*_: object) -> Iterator[None]:
        raise error
        yield

    monkeypatch.setattr(module, "sample", broken)
    start = SimpleNamespace(run=7, request=SimpleNamespace(checkpoint=None))
    models = SimpleNamespace(of=lambda _wanted: None)
    answer = server._run(SimpleNamespace(is_unwanted=lambda _run: False), models, start)  # type: ignore[arg-type]
    assert isinstance(answer, Failed) and answer.run == 7
    assert answer.is_last == is_last and answer.reason.startswith(words)
