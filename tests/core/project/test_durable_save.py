"""What "Saved" means: fsync of the file, then rename, then fsync of the folder, in this order, seen from outside."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.project.store import ProjectFile, open_project
from tests.core.project.pieces import small
from tests.torture.sabotage import VARIABLE

ROOT = Path(__file__).resolve().parents[3]
SAVE = """
import sys
from pathlib import Path
from core.project.store import ProjectFile, open_project
from tests.core.project.pieces import full
from tests.torture import sabotage
sabotage.apply()
path = Path(sys.argv[1])
ProjectFile(path, open_project(path)).save(full())
"""
pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


def order_of_a_save(folder: Path) -> list[int]:
    """Lines of its trace: last write, fsync of the file, of the versions, rename, fsync of the folder; -1 = never."""
    path, trace = folder / "song.fmstudio", folder / "trace.txt"
    ProjectFile(path).save(small())
    calls = "trace=openat,write,fsync,rename,link,close"
    command = ["strace", "-f", "-y", "-o", str(trace), "-e", calls, sys.executable, "-B", "-c", SAVE, str(path)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=120)
    lines = trace.read_text(errors="replace").splitlines()
    patterns = (
        r"write\(\d+<[^>]*\.part>",
        r"fsync\(\d+<[^>]*\.part>\) = 0",
        r"fsync\(\d+<[^>]*\.fmstudio-versions>\) = 0",
        r"rename\(\"[^\"]*\.part\", \"[^\"]*song\.fmstudio\"\) = 0",
        rf"fsync\(\d+<{re.escape(str(folder))}>\) = 0",
    )
    assert open_project(path).project.title == "Everything"
    return [
        max((number for number, line in enumerate(lines) if re.search(pattern, line)), default=-1)
        for pattern in patterns
    ]


def is_durable(order: list[int]) -> bool:
    return -1 not in order and order == sorted(order)


def test_file_then_rename_then_folder(tmp_path: Path) -> None:
    order = order_of_a_save(tmp_path)
    assert is_durable(order), order


@pytest.mark.parametrize("fault", ["no-fsync", "rename-before-fsync"])
def test_a_save_that_a_power_cut_could_undo_is_seen(
    fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, fault)
    assert not is_durable(order_of_a_save(tmp_path))
