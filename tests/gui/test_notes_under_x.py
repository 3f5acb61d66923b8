"""The note tools in a real window under Xvfb, with the buttons and keys of an X server: see ``note_walk.py``."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gui.journey import ROOT, fresh_environment, x_server

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(
        shutil.which("Xvfb") is None or shutil.which("xdotool") is None, reason="needs Xvfb and xdotool"
    ),
]


def test_notes_are_edited_through_the_x_server(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with x_server() as display:
        env = fresh_environment(home) | {"DISPLAY": display}
        env["PYTHONPATH"] = f"{ROOT}:{ROOT / 'tests' / 'gui'}"
        run = subprocess.run(
            [sys.executable, "-m", "tests.gui.note_walk", str(tmp_path)],
            cwd=ROOT, env=env, capture_output=True, text=True, timeout=150,
        )  # fmt: skip
    assert run.returncode == 0, run.stderr[-3000:]
    facts = json.loads((tmp_path / "facts.json").read_text())
    assert "problem" not in facts, facts["problem"]
    first, second = [0, 60, 480, 80], [960, 64, 480, 70]
    assert facts["moved"] == [[480, 62, 480, 80], second]
    assert facts["copied"] == [[480, 62, 480, 80], second, [1920, 67, 480, 70]]
    assert facts["keys"] == [[480, 62, 480, 80], second, [1920, 69, 600, 70]]
    assert facts["drawn"][3] == [3000, 72, 360, 90]
    assert facts["erased"] == facts["keys"]
    assert facts["cut"][1:3] == [[960, 64, 240, 70], [1200, 64, 240, 70]]
    assert facts["undone"] == [first, second]
    assert [note[3] for note in facts["ramp"]] == pytest.approx([20, 120], abs=4)
