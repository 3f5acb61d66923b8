"""Save and Save As: the project's file, written in the background, and what is asked when that does not work."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from core.midi_file import MIDI_SUFFIXES, write_midi
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.widgets import ask

if TYPE_CHECKING:
    from core.project.store import ProjectFile
    from fractalmidi_studio.files import FileController

PROJECT_SUFFIX = ".fmstudio"


def project_filter() -> str:
    return tr("FractalMIDI project (*.fmstudio)")


class ProjectSaver(QObject):
    """``file``: the project on the desk, as this window last read or wrote it; None where it has never been saved.

    The questions are functions that tests replace.
    """

    def __init__(self, files: FileController) -> None:
        super().__init__(files)
        self._files, self._document = files, files.document
        self.file: ProjectFile | None = None
        self.ask_changed: Callable[[str], str] = self._ask_changed
        self.ask_elsewhere: Callable[[str], bool] = self._ask_elsewhere
        self._saves = 0
        self._newest: dict[Path, int] = {}
        self.one_at_a_time = threading.Lock()
        self._was_noticed = False

    def save(self, then: Callable[[], None] | None = None) -> None:
        if self._document.path is None or self.file is None:
            self.save_as(then)
        else:
            self.write(self.file, then)

    def save_as(self, then: Callable[[], None] | None = None) -> None:
        from core.project.store import ProjectFile

        path = self._ask_path()
        if path is None:
            return
        if path.suffix.lower() in MIDI_SUFFIXES:
            self._write_midi(path, then)
        elif self.file is not None and self.file.path == path:
            self.write(self.file, then, overwrite=True)  # the dialog has asked
        else:
            self.write(ProjectFile(path), then)

    def write(self, file: ProjectFile, then: Callable[[], None] | None = None, *, overwrite: bool = False) -> None:
        from core.project.store import ChangedOnDiskError

        files, project = self._files, self._files.desk.take()
        self._saves += 1
        number, piece = self._saves, self._document.piece
        self._newest[file.path] = number

        def write() -> tuple[str, ...] | str:
            with self.one_at_a_time:
                if self._newest[file.path] != number:  # newer music goes to this file
                    return ()
                try:
                    return file.save(project, overwrite=overwrite)
                except ChangedOnDiskError:
                    return "changed"

        def done(result: tuple[str, ...] | str) -> None:
            is_here = piece == self._document.piece  # another piece may have been opened while this one was written
            if isinstance(result, str):
                files.said.emit(tr("{file} was not written.").format(file=file.path.name))
                if is_here:
                    self._settle_change(file, then)
                else:
                    files.message.emit("warn", self._changed(file.path.name))
                return
            if is_here and self._newest[file.path] == number:
                self.file, self._was_noticed = file, False
                files.desk.note_saved(project, file.path)
                files.saved.emit()
            files.remember(file.path)
            files.said.emit(tr("Saved {file}").format(file=file.path.name))
            for warning in result:
                files.message.emit("warn", warning)
            if then is not None and is_here:
                then()

        def failed(sentence: str) -> None:
            if piece == self._document.piece and self.ask_elsewhere(sentence):
                self.save_as(then)

        files.job(write, done, file.path, failed)

    def _write_midi(self, path: Path, then: Callable[[], None] | None) -> None:
        """Save As under a name that ends like a MIDI file: the music goes there, and it is said what does not."""
        files, score, piece = self._files, self._document.score, self._document.piece

        def done(_: object) -> None:
            is_here = piece == self._document.piece
            if is_here:
                self._document.mark_exported(score)
            files.remember(path)
            files.said.emit(tr("Exported {file} to {folder}").format(file=path.name, folder=path.parent))
            text = tr("{file} holds the notes. Hole, takes and history are kept by a project: Save As, .fmstudio.")
            files.message.emit("info", text.format(file=path.name))
            if then is not None and is_here:
                then()

        files.job(lambda: write_midi(score, path), done, path)

    # Changes by others

    def look(self) -> None:
        """Whether someone else has changed the file, in the background; said once."""
        file = self.file
        if file is None or self._document.path is None or self._was_noticed or self._files.tasks.busy:
            return

        def done(changed: bool) -> None:
            if changed and file is self.file and not self._was_noticed:
                self._was_noticed = True
                text = tr(
                    "{file} was changed by another program. Open it again to see that version, or save yours under "
                    "another name (Save As)."
                )
                self._files.message.emit("warn", text.format(file=file.path.name))

        self._files.tasks.start(file.has_changed, done, lambda _text: None)

    def _settle_change(self, file: ProjectFile, then: Callable[[], None] | None) -> None:
        answer = self.ask_changed(file.path.name)
        if answer == "overwrite":
            self.write(file, then, overwrite=True)
        elif answer == "elsewhere":
            self.save_as(then)

    # Questions

    def _changed(self, name: str) -> str:
        return tr("{file} was changed since you opened it, by another program or window.").format(file=name)

    def _ask_changed(self, name: str) -> str:
        box = self._box(tr("Changed by another program"))
        box.setText(self._changed(name))
        box.setInformativeText(
            tr("Overwrite puts your version in its place; the other one is kept among the earlier versions.")
        )
        overwrite = box.addButton(tr("Overwrite"), QMessageBox.ButtonRole.DestructiveRole)
        elsewhere = box.addButton(tr("Save As…"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(elsewhere)
        ask(box)
        clicked = box.clickedButton()
        return "overwrite" if clicked is overwrite else "elsewhere" if clicked is elsewhere else ""

    def _ask_elsewhere(self, sentence: str) -> bool:
        box = self._box(tr("Not saved"))
        box.setText(sentence)
        box.setInformativeText(tr("Your piece is still here, and the file is as it was. Save it somewhere else?"))
        elsewhere = box.addButton(tr("Save As…"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(elsewhere)
        ask(box)
        return box.clickedButton() is elsewhere

    def _box(self, title: str) -> QMessageBox:
        box = QMessageBox(self._files.window)
        box.setObjectName("saveQuestion")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(title)
        box.setTextFormat(Qt.TextFormat.PlainText)
        return box

    def _ask_path(self) -> Path | None:
        """Where to: beside the file that the piece came from, unless another folder was used last."""
        files, source = self._files, self._document.path or self._files.source
        last = files.settings.folder
        folder = source.parent if source is not None else Path(last) if last else Path.home()
        suggestion = str(folder / f"{self._document.name}{PROJECT_SUFFIX}")
        kinds = f"{project_filter()};;{tr('MIDI file (*.mid)')}"
        name, kind = QFileDialog.getSaveFileName(files.window, tr("Save the project"), suggestion, kinds)
        if not name:
            return None
        suffix = ".mid" if "*.mid" in kind else PROJECT_SUFFIX
        return files.with_suffix(Path(name), (PROJECT_SUFFIX, *MIDI_SUFFIXES), suffix)
