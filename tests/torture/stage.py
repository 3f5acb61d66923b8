"""A real window (offscreen) with a real engine process, for campaigns that disturb runs.

Each campaign runs in a process of its own (``in_child``), so that memory, threads and children are its alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.score import Note, Score, Track
from tests.torture import sabotage
from tests.torture.campaign import Outcome

ROOT = Path(__file__).parents[2]
WAIT_SECONDS = 120.0


def in_child(module: str, amount: int, seed: int, keep: Path) -> Outcome:
    """The outcome of ``module.play(amount, seed)`` in a fresh process with an empty home."""
    with tempfile.TemporaryDirectory(prefix="fractalmidi-stage-") as home:
        code = f"import sys; from {module} import play; from tests.torture.stage import perform; perform(play)"
        environment = dict(os.environ, HOME=home, QT_QPA_PLATFORM="offscreen", OMP_WAIT_POLICY="PASSIVE")
        for name in ("CONFIG", "DATA", "CACHE", "STATE"):
            environment[f"XDG_{name}_HOME"] = f"{home}/{name.lower()}"
        done = subprocess.run(
            [sys.executable, "-c", code, str(amount), str(seed)], cwd=ROOT, env=environment, text=True,
            capture_output=True,
        )  # fmt: skip
    try:
        said = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        keep.joinpath(f"{module}-{seed}.txt").write_text(done.stdout + done.stderr)
        outcome = Outcome()
        outcome.fail("the campaign died", done.stderr[-2000:])
        return outcome
    if said["failures"]:
        keep.joinpath(f"{module}-{seed}.txt").write_text(done.stderr)
    return Outcome(**said | {"failures": Counter(said["failures"])})


def perform(play: Callable[[int, int], Outcome]) -> None:
    sabotage.apply()
    outcome = play(int(sys.argv[1]), int(sys.argv[2]))
    print(json.dumps({name: getattr(outcome, name) for name in Outcome.__dataclass_fields__}), flush=True)


def piece(bars: int = 32) -> Score:
    melody = tuple(Note(i * 240, 60 + i * 5 % 12, 240, 60 + i % 60) for i in range(bars * 8))
    bass = tuple(Note(i * 1920, 40 + i % 5, 1900, 90) for i in range(bars))
    return Score((Track("Right hand", notes=melody), Track("Left hand", 1, notes=bass)))


class Stage:
    """The window with a piece and a hole of eight bars in it."""

    def __init__(self, model_path: Path | None = None) -> None:
        from PySide6.QtCore import QEvent, QObject, QSettings

        from core.engine.client import EngineClient
        from core.region import rectangle
        from fractalmidi_studio.app import make_application
        from fractalmidi_studio.housekeeping import settle
        from fractalmidi_studio.main_window import MainWindow
        from fractalmidi_studio.settings import Settings
        from tests.gui.studio_fakes import FakePlayer

        self.app = make_application([])  # as the product does: its allocator, its style
        store = QSettings(str(Path.home() / "settings.ini"), QSettings.Format.IniFormat)
        self.engine = EngineClient(model_path, "cpu")
        self.window = window = MainWindow(self.engine, FakePlayer, Settings(store))  # type: ignore[arg-type]
        window.files.ask_save = lambda _doing: "discard"
        window.resize(1280, 720)
        window.show()
        self.score = piece()
        window.document.replace_piece(self.score, "piece")
        window.document.set_hole(rectangle(window.document.hole.shape, 48, 84, 64, 192), "hole")
        window.panel.iterations.set_data("fast")
        self.told: list[tuple[str, str]] = []
        self.ends: list[str] = []
        window.runs.message.connect(lambda level, text: self.told.append((level, text)))
        window.runs.finished.connect(self.ends.append)

        class Painted(QObject):
            count = 0

            def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
                self.count += event.type() == QEvent.Type.Paint
                return False

        settle()
        self.painted = Painted()
        window.view.installEventFilter(self.painted)

    def events(self) -> None:
        from PySide6.QtCore import QEventLoop

        self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)

    def wait(self, until: Callable[[], Any], seconds: float = WAIT_SECONDS) -> bool:
        """Let the window work until something is true; False where that does not happen in time."""
        give_up = time.monotonic() + seconds
        while not until():
            if time.monotonic() > give_up:
                return False
            self.events()
        return True

    def idle(self) -> bool:
        return not self.window.runs.running

    def run(self) -> None:
        """Begin a run, as Ctrl+Enter does."""
        self.told.clear()
        self.ends.clear()
        self.window.inpaint()

    def whole_run(self) -> bool:
        """A run to its end; True where it wrote music.  The music is taken back."""
        self.run()
        written = self.wait(self.idle) and self.window.document.score != self.score
        self.take_back()
        return written and self.window.document.score == self.score

    def take_back(self) -> None:
        """Undo what a run has written, and forget its take."""
        self.window.actions_by_name["undo"].trigger()
        self.window.take_commands.reject()

    def close(self) -> None:
        self.window.close()


def percentiles(seconds: list[float]) -> str:
    """Median, 99th percentile and worst in milliseconds."""
    import numpy as np

    if not seconds:
        return "none"
    ms = np.array(seconds) * 1000
    return f"{np.median(ms):.0f} / {np.percentile(ms, 99):.0f} / {ms.max():.0f}"
