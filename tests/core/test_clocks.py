"""How long something takes is measured with clocks that no one sets: not with the time of day, which jumps."""

from __future__ import annotations

import ast
import itertools
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.train_run.status import read_status
from core.train_run.writer import StatusWriter

REPO = Path(__file__).parents[2]
EXEMPT = "# wall clock:"  # and why, on the line: file times, which are times of day themselves
_WALL = {("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("datetime", "now"), ("datetime", "utcnow"),
         ("datetime", "today"), ("QDateTime", "currentDateTime"), ("QDateTime", "currentMSecsSinceEpoch"),
         ("QTime", "currentTime")}  # fmt: skip
_WORDS = {"from time import", *(f"{owner}.{name}" for owner, name in _WALL)}


def _is_wall(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    owner = node.func.value
    name = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
    return (name, node.func.attr) in _WALL


def timed_by_the_day(source: str) -> list[int]:
    """Lines where the time of day is added to, subtracted or compared; or imported under a name that hides it."""
    if not any(word in source for word in _WORDS):  # most: not worth parsing
        return []
    lines, tree = source.splitlines(), ast.parse(source)
    found: set[int] = set()
    if not any(_is_wall(node) for node in ast.walk(tree)):
        return _hidden(tree)
    for scope in ast.walk(tree):
        if isinstance(scope, (ast.FunctionDef, ast.Module)):
            found.update(_reckoned(list(_within(scope))))
    return sorted({*_hidden(tree), *(line for line in found if EXEMPT not in lines[line - 1])})


def _hidden(tree: ast.AST) -> list[int]:
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "time")
    return [node.lineno for node in imports if any(name.name == "time" for name in node.names)]


def _within(scope: ast.AST) -> Iterator[ast.AST]:
    """Without the functions in it, whose names are their own."""
    for node in ast.iter_child_nodes(scope):
        if not isinstance(node, ast.FunctionDef):
            yield node
            yield from _within(node)


def _reckoned(scope: list[ast.AST]) -> Iterator[int]:
    names = {
        ast.unparse(target)
        for node in scope
        if isinstance(node, ast.Assign) and any(_is_wall(part) for part in ast.walk(node.value))
        for target in node.targets
    }
    for node in scope:
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
            parts: list[ast.expr] = [node.left, node.right]
        elif isinstance(node, ast.Compare):
            parts = [node.left, *node.comparators]
        else:
            continue
        if any(_is_wall(part) or ast.unparse(part) in names for part in parts):
            yield node.lineno


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("import time\nstart = time.time()\nspent = time.monotonic() - start\n", [3]),
        ("import time\nif time.time() > 3: pass\n", [2]),
        ("import datetime\nuntil = datetime.datetime.now() + a\n", [2]),
        ("from time import time\n", [1]),
        ("import time\nsaved_at = time.time()\nprint(f'{time.time()}')\n", []),
        ("import time\nold = time.time() - stat.st_mtime  # wall clock: of a file\n", []),
        ("import time\na = time.monotonic()\nif time.monotonic() - a > 3: pass\n", []),
    ],
)
def test_the_search_finds_what_it_should(source: str, lines: list[int]) -> None:
    assert timed_by_the_day(source) == lines


def test_no_source_measures_with_the_time_of_day() -> None:
    files = [REPO / "main.py", *(REPO / "core").rglob("*.py"), *(REPO / "fractalmidi_studio").rglob("*.py")]
    assert len(files) > 150
    found = {str(f.relative_to(REPO)): lines for f in files if (lines := timed_by_the_day(f.read_text("utf-8")))}
    assert not found


def test_a_clock_that_jumps_changes_only_what_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jumps = itertools.cycle((2e9, 5.0, 1.7e9, 0.0))
    monkeypatch.setattr("time.time", lambda: next(jumps))
    writer = StatusWriter(tmp_path, state="running", step=1)
    for step in range(2, 50):
        writer.update(step=step)
    assert read_status(writer.path).step == 1, "at most twice a second, though the clock has jumped by years"
    began = time.monotonic()
    while read_status(writer.path).step == 1 and time.monotonic() - began < 30:
        writer.update(step=99)
    assert read_status(writer.path).step == 99
