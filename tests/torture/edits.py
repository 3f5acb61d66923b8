"""A window is killed while it is edited: at most five seconds of work are lost.

Each child is a real window (offscreen, with an engine and a player that do nothing), forked from a process that has
imported everything.  It adds a note every few hundredths of a second and tells when; it is killed at a random moment.
What its recovery folder holds then is compared with what had been done by when.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.torture import sabotage
from tests.torture.campaign import Outcome

REPO = Path(__file__).parents[2]
AT_ONCE = 10
MOST_LOST = 5.0  # seconds
_PATIENCE = 120.0  # for a window to come on a busy machine


@dataclass
class _Child:
    pid: int
    pipe: int
    folder: Path
    alive_for: float  # seconds from the first edit to its death
    done: list[float] = field(default_factory=list)  # clock of each edit
    rest: bytes = b""
    started: float = field(default_factory=time.monotonic)


def run(amount: int, seed: int, keep: Path) -> Outcome:
    """``worst_seconds`` is the most work that was lost.  In its own process: this one may have a Qt application."""
    command = [sys.executable, "-m", "tests.torture.edits", str(amount), str(seed)]
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, timeout=60 + 30 * amount)
    if done.returncode:
        raise RuntimeError(f"the campaign itself failed: {done.stderr[-2000:]}")
    told = json.loads(done.stdout.splitlines()[-1])
    return Outcome(**{**told, "failures": Counter(told["failures"])})


def kill_windows(amount: int, seed: int) -> Outcome:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _warm_up()
    sabotage.apply()
    outcome, rng = Outcome(), random.Random(seed)
    running: list[_Child] = []
    lost: list[float] = []
    begun = 0
    with tempfile.TemporaryDirectory() as name:
        while outcome.tries < amount:
            while len(running) < AT_ONCE and begun < amount:
                running.append(_start(Path(name) / str(begun), rng.uniform(0.2, 7.0), seed + begun))
                begun += 1
            _listen(running)
            for child in [c for c in running if _is_due(c)]:
                running.remove(child)
                killed_at = time.monotonic()
                os.kill(child.pid, signal.SIGKILL)
                os.waitpid(child.pid, 0)
                _listen([child], wait=0)
                os.close(child.pipe)
                outcome.tries += 1
                lost.append(_lost(child, killed_at, outcome))
    outcome.worst_seconds = max(lost, default=0.0)
    outcome.figures = {"median lost, s": sorted(lost)[len(lost) // 2] if lost else 0.0}
    return outcome


def _lost(child: _Child, killed_at: float, outcome: Outcome) -> float:
    """Seconds of work between the kill and the first edit that is in no copy."""
    from core.project.recovery import lost_work

    if not child.done:
        outcome.fail("the window did not come", f"after {_PATIENCE} s")
        return 0.0
    found, broken = lost_work(child.folder / "recovery")
    if broken:
        outcome.fail("an unreadable copy", str(broken[0]))
    kept = len(found[0].project.score.tracks[0].notes) if found else 0
    for one in found:
        one.delete()
    lost = killed_at - child.done[kept] if kept < len(child.done) else 0.0
    if lost > MOST_LOST:
        outcome.fail("more than 5 s of work lost", f"{lost:.1f} s, {kept} of {len(child.done)} edits kept")
    return lost


def _is_due(child: _Child) -> bool:
    now = time.monotonic()
    return now > child.done[0] + child.alive_for if child.done else now > child.started + _PATIENCE


def _listen(children: list[_Child], wait: float = 0.02) -> None:
    ready, _, _ = select.select([child.pipe for child in children], [], [], wait)
    for child in children:
        if child.pipe in ready:
            text = child.rest + os.read(child.pipe, 1 << 16)
            *lines, child.rest = text.split(b"\n")
            child.done += [float(line) for line in lines]


def _start(folder: Path, alive_for: float, seed: int) -> _Child:
    folder.mkdir()
    near, far = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(near)
        try:
            _edit_for_ever(folder, far, seed)
        finally:
            os._exit(1)
    os.close(far)
    return _Child(pid, near, folder, alive_for)


def _warm_up() -> None:
    """Import what a window needs; no application is made before the fork."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "gui"))
    import studio_fakes  # noqa: F401


def _edit_for_ever(folder: Path, out: int, seed: int) -> None:
    from dataclasses import replace

    from PySide6.QtCore import QSettings, QTimer
    from PySide6.QtWidgets import QApplication
    from studio_fakes import FakeEngine, FakePlayer

    from core.score import Note, Score, Track
    from fractalmidi_studio.autosave import Autosave
    from fractalmidi_studio.main_window import MainWindow
    from fractalmidi_studio.settings import Settings

    app = QApplication([])
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    window = MainWindow(FakeEngine(), FakePlayer, settings)
    window.document.replace_piece(Score((Track("Piano"),)), "piece")
    window.show()
    window.autosave = Autosave(window, folder / "recovery")
    rng = random.Random(seed)

    def edit() -> None:
        track = window.document.score.tracks[0]
        note = Note(len(track.notes) * 60, 40 + len(track.notes) % 40, 50, 80)
        score = replace(window.document.score, tracks=(replace(track, notes=(*track.notes, note)),))
        window.document.set_score(score, "Draw")
        os.write(out, f"{time.monotonic()}\n".encode())
        QTimer.singleShot(rng.randrange(20, 300), edit)

    QTimer.singleShot(0, edit)
    app.exec()


if __name__ == "__main__":
    print(json.dumps(vars(kill_windows(int(sys.argv[1]), int(sys.argv[2])))))
