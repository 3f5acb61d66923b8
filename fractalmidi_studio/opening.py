"""A file that is read in the background, and how it is given up when nobody wants it any more."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from core.midi_file import ImportResult, read_midi
from core.note_table import NoteTable
from core.stopping import Look, Stopped, go_on
from fractalmidi_studio.project_saver import PROJECT_SUFFIX
from fractalmidi_studio.workers.tasks import Tasks

if TYPE_CHECKING:
    from core.project.store import Opened

SLOW_MS = 400  # a file that takes no longer is simply there


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds."""

    piece: ImportResult | Opened
    notes: NoteTable  # of its score; of a million notes it is a second of work, which the window need not do


def read(path: Path, look: Look = go_on) -> Found:
    """A project or a MIDI file.  Raises a ValueError with a sentence, or Stopped."""
    if path.suffix.lower() != PROJECT_SUFFIX:
        imported = read_midi(path, look)
        look()
        return Found(imported, NoteTable.of(imported.score))
    from core.project.store import open_project

    opened = open_project(path, look)
    look()
    return Found(opened, NoteTable.of(opened.project.score))


class Opening(QObject):
    """One file at a time: who asks for another one does not want the one before any more."""

    slow = Signal(bool)  # whether a file is read that takes its time

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._given_up = threading.Event()  # of the reading that was started last
        self._path: Path | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SLOW_MS)
        self._timer.timeout.connect(lambda: self.slow.emit(True))

    @property
    def path(self) -> Path | None:
        """Of the file that is being read; None where none is."""
        return self._path

    def start(self, path: Path, done: Callable[[Found], None], failed: Callable[[str], None]) -> None:
        """Call ``done`` or ``failed`` in this thread, unless the file is given up before."""
        self.give_up()
        given_up = self._given_up = threading.Event()
        self._path = path
        self._timer.start()

        def look() -> None:
            if given_up.is_set():
                raise Stopped

        def work() -> Found | None:
            try:
                return read(path, look)
            except Stopped:
                return None

        def end(call: Callable[[], None]) -> None:
            if not given_up.is_set():
                self._end()
                call()

        self._tasks.start(
            work,
            lambda found: end(lambda: done(found)),
            lambda sentence: end(lambda: failed(sentence)),
        )

    def give_up(self) -> Path | None:
        """The file that was being read and now is not: neither of its callbacks is called any more."""
        path = self._path
        self._given_up.set()
        self._end()
        return path

    def _end(self) -> None:
        self._path = None
        self._timer.stop()
        self.slow.emit(False)
