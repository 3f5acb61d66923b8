"""A copy of the desk within five seconds of an edit, and what a crash left, offered at the next start.

Made by the composition root after the first frame; without it, as in most tests, nothing is written.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from fractalmidi_studio.i18n import tr
from fractalmidi_studio.names import moment
from fractalmidi_studio.workers.tasks import Tasks

if TYPE_CHECKING:
    from core.project.form import Project
    from core.project.recovery import Lost, Session
    from fractalmidi_studio.main_window import MainWindow

log = logging.getLogger(__name__)
WAIT_MS = 2_000  # from an edit to the copy; the writing itself comes on top


class Autosave(QObject):
    """``session`` is made by the first job: the window does not wait for it."""

    def __init__(self, window: MainWindow, root: Path) -> None:
        super().__init__(window)
        self.root, self._window = root, window
        self.tasks = Tasks(self)
        self.lost: list[Lost] = []  # found at the start, held by this process
        self.adopted: Lost | None = None  # the one that is on the desk now, until it is saved or given up
        self.num_written = 0
        self._session: Session | None = None
        self._is_writing = self._has_failed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._write)
        files = window.files
        window.project.touched.connect(self._touched)
        window.play_commands.recorder.noted.connect(self._touched)
        window.document.replaced.connect(self._replaced)
        files.saved.connect(self._saved)
        files.opened.connect(self._opened)

    # Writing

    @property
    def is_wanted(self) -> bool:
        """Whether there is something that no file holds."""
        document = self._window.document
        is_new = document.path is None and document.undo_stack.count() > 0
        return document.is_dirty or is_new or self._window.play_commands.recorder.has_played

    def _taken(self) -> Project:
        """What is on the desk, with what is being recorded as if it had ended now."""
        project, recorded = self._window.project.take(), self._window.play_commands.recorder.score_so_far()
        # The steps of the history lead to the music without the recording, and so do takes.
        return project if recorded is None else replace(project, score=recorded, history=None, takes=None)

    def _touched(self) -> None:
        if not self._timer.isActive() and not self._window.closed:
            self._timer.start()

    def _write(self) -> None:
        if self._window.closed or not self.is_wanted:
            return
        if self._is_writing:
            self._timer.start()
            return
        project = self._taken()
        self._is_writing = True
        self.tasks.start(lambda: self._keep(project), self._written, self._failed)

    def _keep(self, project: Project) -> None:
        self._made().write(project)

    def _made(self) -> Session:
        if self._session is None:
            from core.project.recovery import Session

            self._session = Session(self.root)
        return self._session

    @Slot(object)
    def _written(self, _nothing: object) -> None:
        self._is_writing, self._has_failed = False, False
        self.num_written += 1
        if not self.is_wanted:  # saved meanwhile
            self._drop_copies()

    def _failed(self, sentence: str) -> None:
        self._is_writing = False
        if not self._has_failed:  # said once, tried again and again
            self._has_failed = True
            text = tr("No copy for a crash can be kept at the moment: {reason} Save your piece yourself.")
            self._window.messages.show_message("warn", text.format(reason=sentence))
        QTimer.singleShot(4 * WAIT_MS, self, self._touched)

    # Saved, replaced, closed

    def _saved(self) -> None:
        if self.is_wanted:  # what was edited while the file was being written is in no file
            self._touched()
        else:
            self._drop_copies()
        self._give_up_adopted()
        self._opened()

    def _replaced(self) -> None:
        """Another piece: about this one the user has been asked, where there was something to ask."""
        self._timer.stop()
        self._drop_copies()
        self._give_up_adopted()

    def _drop_copies(self) -> None:
        session = self._session
        if session is not None and not self._is_writing:
            number = session.number
            self.tasks.start(lambda: session.clear(number), lambda _none: None, lambda text: log.warning("%s", text))

    def _give_up_adopted(self) -> None:
        if self.adopted is not None:
            self.adopted.delete()
            self.adopted = None

    def _opened(self) -> None:
        """Tell other windows which project this one has, and the user if another one has it, too."""
        path = self._window.document.path

        def note() -> bool:
            session = self._made()
            elsewhere = path is not None and session.is_open_elsewhere(path)
            session.note_open(path)
            return elsewhere

        def done(elsewhere: bool) -> None:
            if elsewhere and path is not None:
                text = tr("{file} is open in another window, too. The one that saves last is asked first.")
                self._window.messages.show_message("warn", text.format(file=path.name))

        self.tasks.start(note, done, lambda text: log.warning("%s", text))

    def close(self, *, decided: bool) -> None:
        """``decided``: the user has said what becomes of the piece; else a last copy is kept for the next start."""
        self._timer.stop()
        self.tasks.close()
        keep = not decided and self.is_wanted
        if keep:
            try:
                self._keep(self._taken())
            except (OSError, ValueError) as error:
                log.warning("no copy was kept: %s", error)
        if decided:
            self._give_up_adopted()
        for lost in [*self.lost, *([self.adopted] if self.adopted is not None else [])]:
            lost.release()
        if self._session is not None:
            self._session.close(keep=keep)

    # What a crash left

    def look(self) -> None:
        """Look for lost work in the background, and offer it."""
        from core.project.recovery import lost_work

        def done(result: tuple[list[Lost], list[Path]]) -> None:
            self.lost, broken = result
            for folder in broken:
                text = tr("A copy of lost work cannot be read. It was left where it is: {folder}")
                self._window.messages.show_message("warn", text.format(folder=folder))
            if self.lost and not self._window.closed:
                self.offer()

        if self._window.document.path is not None:
            self._opened()
        self.tasks.start(lambda: lost_work(self.root), done, lambda text: log.warning("%s", text))

    def offer(self) -> None:
        if not self.lost:
            self._window.messages.show_message("info", tr("There is no lost work: the last sessions ended in order."))
            return
        from fractalmidi_studio.dialogs.recovery import RecoveryDialog

        RecoveryDialog(self._window, self).open()

    def recover(self, lost: Lost) -> None:
        """Put it on the desk as a piece that is in no file; what the crash left stays until it is saved."""

        def go() -> None:
            files, project = self._window.files, lost.project
            files.show_recovered(project)
            self.adopted = lost
            self.lost.remove(lost)
            text = tr("Recovered “{piece}” as it was at {time}. Save keeps it.")
            self._window.messages.show_message("info", text.format(piece=project.title, time=moment(project.saved_at)))

        self._window.files.after_saving(tr("recovering lost work"), go)

    def delete(self, lost: Lost) -> None:
        lost.delete()
        self.lost.remove(lost)
