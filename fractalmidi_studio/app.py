"""Composition root: the application, its theme, its window, and what catches the unexpected."""

from __future__ import annotations

import logging
import logging.handlers
import os
import signal
import socket
import sys
from pathlib import Path
from types import FrameType

from platformdirs import user_data_path, user_log_path
from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, QTimer
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication

from core.memory import keep_small
from fractalmidi_studio.files import demo_pieces
from fractalmidi_studio.housekeeping import settle
from fractalmidi_studio.i18n import language, tr
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.playback import PlayerLike
from fractalmidi_studio.settings import Settings
from fractalmidi_studio.theme import apply_theme
from fractalmidi_studio.unexpected import CrashLog, ExceptionCatcher

NAME = "FractalMIDI Studio"
# Each call of Qt gives Python's lock away, and where a thread computes, the window gets it back only after so long.  At
# the usual 5 ms a picture of a few calls takes dozens of milliseconds while a piece is saved; the thread loses nothing.
_SWITCH_SECONDS = 0.001
# Each dialog's sign and each theme's icons go into Qt's cache and never come out again until it is full: at the usual
# 10 MB the window would grow for hours.
_PIXMAP_KB = 2048
log = logging.getLogger("fractalmidi_studio")


class EndSignals(QObject):
    """SIGTERM ends the application in order: run, notes and processes.  Ctrl+C closes the window, which may ask."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        # Python's handlers wait for Python code to run, which an idle window does not: this wakes it up.
        self._near, self._far = socket.socketpair()
        for end in (self._near, self._far):
            end.setblocking(False)
        signal.set_wakeup_fd(self._far.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._near.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)
        signal.signal(signal.SIGTERM, self._terminate)
        signal.signal(signal.SIGINT, self._interrupt)

    def _wake(self) -> None:
        self._near.recv(64)

    def _terminate(self, _number: int, _frame: FrameType | None) -> None:
        QTimer.singleShot(0, self._end)

    def _end(self) -> None:
        self._window.shut_down()
        QApplication.exit(0)  # also out of a dialog that is open

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        QTimer.singleShot(0, self._window.close)


def make_application(arguments: list[str]) -> QApplication:
    keep_small()
    sys.setswitchinterval(_SWITCH_SECONDS)
    QCoreApplication.setApplicationName(NAME)
    QCoreApplication.setOrganizationName("FractalMIDI")
    settings = Settings()
    # Qt reads it once, when the application is made; whoever sets the variable has decided.
    os.environ.setdefault("QT_SCALE_FACTOR", f"{settings.scale / 100:g}")
    app = QApplication([NAME, *arguments])
    QPixmapCache.setCacheLimit(_PIXMAP_KB)
    apply_theme(app, settings.theme)
    language().choose(settings.language)
    return app


def make_player() -> PlayerLike:
    from core.playback.player import Player

    return Player()


def start_logging() -> Path | None:
    """Log to a small rotating file; without a writable folder, to stderr alone."""
    handlers: list[logging.Handler] = [logging.StreamHandler()]
    folder: Path | None = None
    try:
        folder = user_log_path("fractalmidi-studio", ensure_exists=True)
        handlers.append(logging.handlers.RotatingFileHandler(folder / "studio.log", maxBytes=500_000, backupCount=2))
    except OSError:
        folder = None
    logging.basicConfig(level=logging.INFO, handlers=handlers, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    return folder


def main(arguments: list[str]) -> int:
    """Open the window; ``arguments`` are files to open (the first one is shown)."""
    crash_log = CrashLog(start_logging())
    app = make_application([])
    catcher = ExceptionCatcher()
    catcher.install()
    from core.engine.client import EngineClient

    window = MainWindow(EngineClient(), make_player, Settings())
    catcher.caught.connect(window.show_problem)
    EndSignals(window)
    files = [Path(name) for name in arguments if not name.startswith("-")]
    _first_piece(window, files)
    window.panels.built.connect(lambda: _after_first_frame(window, crash_log, welcome=not files))
    window.show()
    app.aboutToQuit.connect(window.shut_down)
    code = app.exec()
    crash_log.close()
    return code


def _first_piece(window: MainWindow, files: list[Path]) -> None:
    """The demo piece is drawn in the first frame; a file may be long and comes as soon as it is read."""
    demos = demo_pieces()
    if files:
        window.open_files(files)
    elif demos:
        title, path = demos[0]
        window.files.open_now(path, title)
    else:
        window.status.say(tr("Open a MIDI file, or press Generate."))


def start_autosave(window: MainWindow) -> None:
    """Copies for a crash, and what the last one left."""
    from fractalmidi_studio.autosave import Autosave

    if not window.closed:
        window.autosave = Autosave(window, user_data_path("fractalmidi-studio") / "recovery")
        window.autosave.look()


def _after_first_frame(window: MainWindow, crash_log: CrashLog, *, welcome: bool) -> None:
    window.load_the_rest()
    for path in crash_log.earlier[-1:]:
        text = tr("The program crashed the last time. What happened stands in {file}.")
        window.messages.show_message("warn", text.format(file=path), report=path.read_text("utf-8", "replace"))
    start_autosave(window)
    if welcome:
        window.desk.first_steps()
    settle()
