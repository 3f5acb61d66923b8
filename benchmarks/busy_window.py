"""A window (offscreen) that writes the visible part of a demo anew, again and again: a load for other measurements.

    python -m benchmarks.busy_window

Prints ``busy`` when the first run has begun; ends when its standard input closes.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main() -> None:
    from benchmarks.no_player import NoPlayer
    from core.engine.client import EngineClient
    from fractalmidi_studio.app import make_application
    from fractalmidi_studio.housekeeping import settle
    from fractalmidi_studio.main_window import MainWindow
    from fractalmidi_studio.settings import Settings

    app = make_application([])
    window = MainWindow(EngineClient(), NoPlayer, Settings(QSettings()))  # type: ignore[arg-type]
    window.show()
    window.load_the_rest()
    settle()
    demo = Path(__file__).resolve().parents[1] / "resources" / "demo" / "waltz.mid"
    window.open_demo(demo, "Waltz")
    window.files.ask_save = lambda _doing: "discard"

    def again() -> None:
        if not window.runs.running:
            window.generate()

    def move() -> None:
        window.playback.set_playhead((window.playback.playhead_step + 1) % 128)  # the canvas is drawn all the time

    timers = [QTimer(window), QTimer(window)]
    for timer, slot, milliseconds in zip(timers, (again, move), (50, 16), strict=True):
        timer.timeout.connect(slot)
        timer.start(milliseconds)
    said = threading.Event()

    def tell(_progress: object) -> None:
        if not said.is_set():
            said.set()
            print("busy", flush=True)

    window.runs.progress.connect(tell)
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    app.exec()


if __name__ == "__main__":
    main()
