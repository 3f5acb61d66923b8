"""A picture of the Training tab for the docs: the demo pieces, a copy and a broken file, looked at by a real scan.

    python scripts/training_pictures.py

Part of ``make pictures``.  Needs Xvfb.  Nothing is trained.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
IMAGES = ROOT / "docs" / "images"
WAIT_MS = 700


def take(folder: Path) -> None:
    """In a process of its own, on a screen of its own."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from benchmarks.training_tab import open_tab, until

    window, desk = open_tab(folder)
    music = folder / "My music"
    music.mkdir()
    for piece in sorted((ROOT / "resources" / "demo").glob("*.mid")):
        shutil.copy(piece, music)
    shutil.copy(music / "waltz.mid", music / "waltz (copy).mid")
    (music / "broken.mid").write_bytes(b"MThd")
    desk.panel.new.add_folders([music])
    until(lambda: bool(desk.panel.new.scan.model.lines))
    QTest.qWait(WAIT_MS)
    QApplication.primaryScreen().grabWindow(0).save(str(folder / "training.png"))
    window.shut_down()


def main() -> None:
    from scripts.take_pictures import shrink
    from tests.gui.journey import x_server

    with tempfile.TemporaryDirectory(prefix="fractalmidi-pictures-") as name, x_server() as display:
        environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XDG_CACHE_HOME": name}
        subprocess.run([sys.executable, __file__, "--inside", name], check=True, env=environment, timeout=300)
        shrink(Path(name) / "training.png", IMAGES / "training.png")
        print(f"training.png  {(IMAGES / 'training.png').stat().st_size:,} bytes")


if __name__ == "__main__":
    if "--inside" in sys.argv:
        take(Path(sys.argv[-1]))
        os._exit(0)
    main()
