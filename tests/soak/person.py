"""A person without a plan: drives a real window at random, seed for seed the same, and notes down how it fares.

Work comes in rounds.  A round opens a piece, waits until all is quiet, measures, and then does things at random until
its time is over: strokes with every tool, any command of the table, runs with takes, playing, recording, files that
cannot be read, saving and exporting.  So the figures of two rounds differ by what was kept, not by what is shown.
"""

from __future__ import annotations

import logging
import os
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QWidget

from core.project.store import ProjectFile
from fractalmidi_studio.housekeeping import QUIET_MS
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.tools import TOOLS
from tests.soak.measure import measure

log = logging.getLogger("soak")
STUCK_SECONDS = 120.0  # to become quiet
SETTLING_SECONDS = 2 * QUIET_MS / 1000  # until what the last jobs have freed has gone back to the system
_NEVER = {"quit", "reset_layout"}
_SELDOM = {"exportGif", "exportWav", "exportFlac", "exportOgg", "export_gif", "new", "continue"}
_PLACES = ("piece.fmstudio", "other.fmstudio")


class Person(QObject):
    def __init__(
        self,
        window: MainWindow,
        folder: Path,
        *,
        seed: int,
        round_seconds: float,
        pieces: list[Path],
        tell: Callable[[dict[str, float]], None],
        busy: bool = True,
    ) -> None:
        """``folder`` takes what is saved and exported; ``busy`` False leaves out what takes a core for seconds."""
        super().__init__()
        self.window, self.folder, self.pieces, self.tell = window, folder, pieces, tell
        self.rng = random.Random(seed)
        self.round_seconds, self.busy = round_seconds, busy
        self.actions = self.runs = self.stuck = self.rounds = 0
        self.counts: Callable[[], dict[str, float]] = dict
        self.began = time.monotonic()
        self._round_until = self._quiet_by = self._quiet_since = 0.0
        self._doing = False
        # Everything is opened once, early; a short form would come to its end in the middle of that.
        self._tour = [name for name in window.actions_by_name if name not in _NEVER] if busy else []
        self.rng.shuffle(self._tour)
        self._answer_file_dialogs()
        window.files.ask_save = lambda _doing: "discard"
        self._hands = QTimer(self)
        self._hands.timeout.connect(self._move)
        self._eyes = QTimer(self)  # dialogs that wait for an answer get one
        self._eyes.timeout.connect(self._answer)
        self._eyes.start(60)

    def start(self) -> None:
        self._end_round()
        self._hands.start(20)

    def stop(self) -> None:
        self._hands.stop()
        self._eyes.stop()

    # Rounds

    def _end_round(self) -> None:
        window = self.window
        window.runs.cancel()
        window.playback.panic()
        window.actions_by_name["record"].setChecked(False)
        window.open_file(self.pieces[0])
        now = time.monotonic()
        self._round_until, self._quiet_since, self._quiet_by = 0.0, now, now + STUCK_SECONDS

    def _move(self) -> None:
        if self._doing or QApplication.activeModalWidget() is not None:
            return
        self._doing = True
        try:
            self._move_on()
        finally:
            self._doing = False

    def _move_on(self) -> None:
        now = time.monotonic()
        if self._round_until:
            if now >= self._round_until:
                self._end_round()
            else:
                self._act()
            return
        if not self._is_quiet():
            self._quiet_since = now
            if now > self._quiet_by:
                self.stuck += 1
                log.error("not quiet: running %s, tasks %s", self.window.runs.running, self.window.files.tasks.busy)
                self._quiet_by = now + STUCK_SECONDS
            return
        if now - self._quiet_since < min(SETTLING_SECONDS, self.round_seconds / 2):
            return
        row = {"seconds": round(now - self.began, 1), "actions": self.actions, "runs": self.runs, "stuck": self.stuck}
        self.tell(row | measure(self.window) | self.counts())
        self.rounds += 1
        self._round_until = now + self.round_seconds

    def _is_quiet(self) -> bool:
        window = self.window
        return not window.runs.running and not window.files.tasks.busy and not window.playback.playing

    # Acts

    def _act(self) -> None:
        self.actions += 1
        acts = (self._stroke, self._command, self._command, self._look, self._run, self._play, self._file, self._keys)
        act = self.rng.choices(acts, (30, 30, 10, 12, 5, 6, 4, 6))[0]
        log.debug("%s", act.__name__)
        act()
        self._hands.setInterval(int(self.rng.expovariate(1 / 40)) + 5)

    def _stroke(self) -> None:
        window, rng = self.window, self.rng
        window.actions_by_name[f"tool_{rng.choice(list(TOOLS))}"].trigger()
        view = window.view
        points = [self._anywhere(view) for _ in range(rng.randint(2, 6))]
        button = rng.choice((Qt.MouseButton.LeftButton,) * 5 + (Qt.MouseButton.RightButton,))
        keys = rng.choice((Qt.KeyboardModifier.NoModifier,) * 4 + (Qt.KeyboardModifier.AltModifier,))
        QTest.mousePress(view, button, keys, points[0])
        for point in points[1:]:
            _send_move(view, point, button, keys)
        QTest.mouseRelease(view, button, keys, points[-1])

    def _command(self) -> None:
        actions = self.window.actions_by_name
        names = [name for name in actions if name not in _NEVER and not name.startswith("language_")]
        name = self._tour.pop() if self._tour else self.rng.choice(names)
        if name in _SELDOM and (not self.busy or self.rng.random() < 0.9):
            name = self.rng.choice(("undo", "redo"))
        if name == "play" and not self.busy:
            return
        log.debug("command %s", name)
        actions[name].trigger()

    def _look(self) -> None:
        window, rng = self.window, self.rng
        what = rng.randrange(5)
        if what == 0:
            window.viewport.scroll(rng.uniform(-400, 400), rng.uniform(-100, 100))
        elif what == 1:
            window.viewport.zoom_time(rng.uniform(0.5, 2.0), rng.uniform(0, 900))
        elif what == 2:
            window.resize(rng.randint(1000, 1600), rng.randint(600, 900))
        elif what == 3:
            name = rng.choice(("language_en", "language_zh_TW", "theme_dark", "theme_light"))
            window.actions_by_name[name].trigger()
        else:
            _send_move(
                window.view, self._anywhere(window.view), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
            )

    def _run(self) -> None:
        window, rng = self.window, self.rng
        if window.runs.running:
            if rng.random() < 0.3:
                window.runs.cancel()
            return
        panel = window.panel
        panel.iterations.set_data("fast")
        panel.takes.spin.setValue(rng.choice((1, 1, 1, 2, 3)))
        panel.only.set_data(rng.choice(("all", "all", "all", "velocities", "pitches", "rhythm")))
        before = window.runs.running
        rng.choice((window.inpaint, window.inpaint, window.inpaint, window.generate))()
        self.runs += window.runs.running and not before

    def _play(self) -> None:
        window, rng = self.window, self.rng
        playback = window.playback
        what = rng.randrange(6)
        if what == 0:
            playback.toggle()
        elif what == 1:
            playback.seek(rng.uniform(0, window.document.num_steps))
        elif what == 2:
            playback.stop()
        elif what == 3:
            playback.set_tempo(rng.randint(50, 200))
        elif what == 4:
            playback.preview(rng.randint(30, 90))
        elif window.document.mix:
            index = rng.randrange(len(window.document.mix))
            mix = window.document.mix[index]
            window.document.set_mix(index, type(mix)(not mix.muted, mix.soloed, mix.colour))

    def _file(self) -> None:
        rng = self.rng
        if rng.random() < 0.5:
            self.window.open_file(rng.choice(self.pieces))
        else:
            self.window.files.saver.write(ProjectFile(self.folder / rng.choice(_PLACES)), overwrite=True)

    def _keys(self) -> None:
        focus = QApplication.focusWidget() or self.window.view
        keys = (Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Escape, Qt.Key.Key_Right, Qt.Key.Key_Delete)
        QTest.keyClick(focus, self.rng.choice(keys))

    # Answers

    def _answer(self) -> None:
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu) or popup is not None:
            popup.close()
        box = QApplication.activeModalWidget()
        if isinstance(box, QDialog):
            box.accept() if self.rng.random() < 0.5 and box.objectName() == "askNumbers" else box.reject()
        elif box is not None:
            box.close()

    def _answer_file_dialogs(self) -> None:
        def save_name(_parent: Any, _title: str, suggestion: str, *_others: Any) -> tuple[str, str]:
            if self.rng.random() < 0.2:
                return "", ""
            return str(self.folder / f"exported{Path(suggestion).suffix}"), ""

        def open_name(*_arguments: Any) -> tuple[str, str]:
            return (str(self.rng.choice(self.pieces)), "") if self.rng.random() < 0.8 else ("", "")

        QFileDialog.getSaveFileName = staticmethod(save_name)  # type: ignore[method-assign, assignment]
        QFileDialog.getOpenFileName = staticmethod(open_name)  # type: ignore[method-assign, assignment]

    def _anywhere(self, widget: QWidget) -> QPoint:
        return QPoint(self.rng.randrange(max(1, widget.width())), self.rng.randrange(max(1, widget.height())))


def _send_move(widget: QWidget, point: QPoint, button: Qt.MouseButton, keys: Qt.KeyboardModifier) -> None:
    at = QPointF(point)
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, at, widget.mapToGlobal(at), none, button, keys)
    QApplication.sendEvent(widget, event)


def pieces_in(folder: Path) -> list[Path]:
    """The demo pieces, a large one and some files that cannot be read, in ``folder``."""
    from core.midi_file import write_midi
    from core.score import Note, Score, Track
    from fractalmidi_studio.files import demo_pieces

    files = [path for _, path in demo_pieces()]
    notes = tuple(Note(i * 60, 40 + i * 7 % 40, 55, 30 + i % 90) for i in range(4000))
    write_midi(Score((Track("Long", notes=notes),)), folder / "long.mid")
    (folder / "broken.mid").write_bytes(b"MThd" + os.urandom(400))
    (folder / "empty.mid").write_bytes(b"")
    return [*files, folder / "long.mid", folder / "broken.mid", folder / "empty.mid", folder / "gone.mid"]
