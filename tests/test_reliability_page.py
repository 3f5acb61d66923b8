"""``docs/reliability.md`` speaks of tests, files, campaigns and numbers that there are."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

from tests.torture.registry import CAMPAIGNS

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
_FAULT = re.compile(r"^\| (\d+) .+\|.+\|(.+)\|$", re.MULTILINE)


def test_each_of_the_48_faults_has_its_row() -> None:
    assert sorted(int(row[1]) for row in _FAULT.finditer(PAGE)) == list(range(1, 49))


def test_what_is_named_is_there() -> None:
    names = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^ *(?:async )?def (test_\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    files = {path.name for path in (ROOT / "tests").rglob("*.py")}
    named = re.findall(r"`([^`]+)`", " ".join(row[2] for row in _FAULT.finditer(PAGE)))
    assert len(named) > 50
    for name in named:
        if name.startswith("test_"):
            assert name in names or name in files, name
        elif name.endswith(".py"):
            assert (ROOT / name).is_file(), name
    campaigns = re.findall(r"campaigns? `([^`]+)`(?: and `([^`]+)`)?", PAGE)
    assert {name for pair in campaigns for name in pair if name} <= CAMPAIGNS.keys()


def test_limits_are_those_of_the_sources() -> None:
    rows = re.findall(r"^\| .+ \| ([\d,]+)(?: bytes)? \| `([\w.]+)` \|$", PAGE, re.MULTILINE)
    assert len(rows) > 10
    for number, constant in rows:
        module, name = constant.rsplit(".", 1)
        assert getattr(importlib.import_module(module), name) == int(number.replace(",", "")), constant
