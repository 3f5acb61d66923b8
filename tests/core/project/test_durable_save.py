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

ROOT = Path(__file__).resolve().parents[3]
SAVE = """
import sys
from pathlib import Path
from core.project.store import ProjectFile, open_project
from tests.core.project.pieces import full
path = Path(sys.argv[1])
ProjectFile(path, open_project(path)).save(full())
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_file_then_rename_then_folder(tmp_path: Path) -> None:
    path, trace = tmp_path / "song.fmstudio", tmp_path / "trace.txt"
    ProjectFile(path).save(small())
    calls = "trace=openat,write,fsync,rename,link,close"
    command = ["strace", "-f", "-y", "-o", str(trace), "-e", calls, sys.executable, "-B", "-c", SAVE, str(path)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=120)
    lines = trace.read_text(errors="replace").splitlines()

    def last(pattern: str) -> int:
        return max((number for number, line in enumerate(lines) if re.search(pattern, line)), default=-1)

    written = last(r"write\(\d+<[^>]*\.part>")
    synced = last(r"fsync\(\d+<[^>]*\.part>\) = 0")
    versions = last(r"fsync\(\d+<[^>]*\.fmstudio-versions>\) = 0")
    renamed = last(r"rename\(\"[^\"]*\.part\", \"[^\"]*song\.fmstudio\"\) = 0")
    folder = last(rf"fsync\(\d+<{re.escape(str(tmp_path))}>\) = 0")
    assert 0 <= written < synced < versions < renamed < folder
    assert open_project(path).project.title == "Everything"
