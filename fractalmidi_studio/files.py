"""Open and export: dialogs, background jobs and what is said about them.  Saving: ``project_saver``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from core.export import EXPORTERS, export_audio, export_png
from core.export.record import RunRecord
from core.midi_file import MIDI_SUFFIXES, ImportResult, read_midi, write_midi
from core.note_table import NoteTable
from fractalmidi_studio.core_words import import_summary, said_by_core
from fractalmidi_studio.document import Document, empty_score
from fractalmidi_studio.i18n import later, tr
from fractalmidi_studio.icons import RESOURCES
from fractalmidi_studio.names import file_moment, moment
from fractalmidi_studio.opening import Found, Opening
from fractalmidi_studio.playback_settings import PlaybackSettings
from fractalmidi_studio.project_saver import PROJECT_SUFFIX, ProjectSaver, project_filter
from fractalmidi_studio.settings import Settings
from fractalmidi_studio.widgets import ask
from fractalmidi_studio.workers.tasks import Tasks

if TYPE_CHECKING:
    from core.project.form import Project
    from core.project.store import Opened
    from fractalmidi_studio.project_desk import ProjectDesk

T = TypeVar("T")


def open_filter() -> str:
    kinds = " ".join("*" + suffix for suffix in (PROJECT_SUFFIX, *MIDI_SUFFIXES))
    music = tr("Projects and MIDI files ({kinds})").format(kinds=kinds)
    return ";;".join((music, project_filter(), tr("All files (*)")))


def demo_pieces() -> list[tuple[str, Path]]:
    """(title, file) of the pieces that come with the product."""
    files = sorted((RESOURCES / "demo").glob("*.mid"))
    return [(_title(path), path) for path in files]


# Titles of the pieces that come with the program, by file
_TITLES = {"ballad": later("Ballad"), "quartet": later("Quartet"), "waltz": later("Waltz")}


def _title(path: Path) -> str:
    if path.stem in _TITLES:
        return tr(_TITLES[path.stem])
    words = path.stem.replace("-", " ").replace("_", " ").split()
    if words and words[0].isdigit():
        words = words[1:]
    return " ".join(words).capitalize() or path.stem


class FileController(QObject):
    message = Signal(str, str)  # level, sentence
    said = Signal(str)  # for the status line
    opened = Signal()  # another piece is shown
    saved = Signal()  # the project's file holds what is on the desk
    recent_changed = Signal()
    leaving = Signal()  # the piece may be about to go: what is being recorded must be in it before that is decided
    opening = Signal()  # a piece is about to be replaced: a run must end

    def __init__(self, window: QWidget, document: Document, settings: Settings) -> None:
        super().__init__(window)
        self.window, self.document, self.settings = window, document, settings
        self.tasks = Tasks(self)
        self.source: Path | None = None  # what the piece on the desk was opened from
        self._said_not_kept = False
        self.reading = Opening(self.tasks, self)
        self.ask_save: Callable[[str], str] = self._ask_save  # replaced in tests
        self.desk: ProjectDesk  # given by the window, which it is made of
        self.saver = ProjectSaver(self)
        self.save, self.save_as = self.saver.save, self.saver.save_as

    # Open

    def new(self) -> None:
        def go() -> None:
            self.reading.give_up()
            self.opening.emit()
            self.source = self.saver.file = None
            self.document.replace_piece(empty_score(), tr("Untitled"))
            self.opened.emit()
            self.said.emit(tr("New piece: press Generate, or open some music."))

        self.after_saving(tr("starting a new piece"), go)

    def open_dialog(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self.window, tr("Open"), self.settings.folder, open_filter())
        if name:
            self.settings.folder = str(Path(name).parent)
            self.open(Path(name))

    def open(self, path: Path, *, remember: bool = True, title: str | None = None, num_others: int = 0) -> None:
        """Read the file in the background; the piece shown stays until that has worked.

        ``num_others``: how many more files were given, which are not opened.
        """

        def done(found: Found) -> None:
            self.after_saving(tr("opening {file}").format(file=path.name), lambda: show(found))

        def show(found: Found) -> None:
            if isinstance(found.piece, ImportResult):
                self._show(path, found.piece, found.notes, remember, title)
            else:
                self._show_project(path, found.piece, found.notes)
            if num_others:
                text = tr("One piece at a time: of {count} files, {file} was opened.")
                self.message.emit("info", text.format(count=num_others + 1, file=path.name))

        def failed(text: str) -> None:
            self.settings.forget_recent_file(path)
            self.recent_changed.emit()
            self.said.emit(tr("{file} was not opened.").format(file=path.name))
            named = text
            if path.name.lower() not in text.lower():
                named = tr("{file} could not be opened: {reason}").format(file=path.name, reason=text)
            self.message.emit("error", named)
            if path.suffix.lower() == PROJECT_SUFFIX:
                from fractalmidi_studio.dialogs.versions import offer_versions_instead

                offer_versions_instead(self, path)

        self.said.emit(tr("Opening {file}").format(file=path.name))
        self.reading.start(path, done, failed)

    def cancel_opening(self) -> None:
        """The file that is being read is not wanted any more; the piece on the desk stays."""
        path = self.reading.give_up()
        if path is not None:
            self.said.emit(tr("Cancelled: {file} was not opened.").format(file=path.name))

    def open_now(self, path: Path, title: str) -> None:
        """A piece that comes with the program, read at once: a few milliseconds, for the first frame."""
        self.reading.give_up()
        result = read_midi(path)
        self._show(path, result, NoteTable.of(result.score), False, title)

    def _show(self, path: Path, result: ImportResult, notes: NoteTable, remember: bool, title: str | None) -> None:
        self.opening.emit()
        # Save asks for a name first: the opened file itself is never overwritten unasked.
        self.source, self.saver.file = path, None
        self.document.replace_piece(result.score, title or path.stem, notes=notes)
        if remember:
            self.remember(path)
        self.opened.emit()
        if result.report.warnings:
            self.message.emit("warn", f"{path.name}: {' '.join(map(said_by_core, result.report.warnings[:3]))}")
        summary = import_summary(result.report)
        self.said.emit(tr("{file}: {summary}").format(file=title or path.name, summary=summary))

    def _show_project(self, path: Path, opened: Opened, notes: NoteTable) -> None:
        from core.project.store import ProjectFile

        self.opening.emit()
        self.source, self.saver.file = path, ProjectFile(path, opened)
        self.desk.put(opened.project, path.stem, path, notes)
        self.remember(path)
        self.opened.emit()
        for warning in opened.warnings:
            self.message.emit("warn", f"{path.name}: {said_by_core(warning)}")
        self.said.emit(tr("Opened {file}").format(file=path.name))

    def show_recovered(self, project: Project) -> None:
        """What a crash left: in no file, so Save asks for a name, and suggests the one that it had."""
        self.opening.emit()
        self.saver.file = None
        self.source = Path(project.origin) if project.origin else None
        self.desk.put(project, project.title, None)
        self.document.mark_recovered()
        self.opened.emit()

    def open_version(self, path: Path, project: Project) -> None:
        """Show what the project at ``path`` was: in no file, so Save asks for a name and nothing is overwritten."""
        when = moment(project.saved_at)

        def go() -> None:
            self.show_recovered(replace(project, title=f"{path.stem} ({file_moment(project.saved_at)})"))
            self.source = path
            text = tr("This is {file} as it was at {time}, as a new piece. Save keeps it under a name of its own.")
            self.message.emit("info", text.format(file=path.name, time=when))

        self.after_saving(tr("opening an earlier version"), go)

    def remember(self, path: Path) -> None:
        """Among the files that were used last."""
        self.settings.add_recent_file(path)
        self.recent_changed.emit()
        QTimer.singleShot(0, self, self._look_at_settings)  # when what else is to be said has been said

    def _look_at_settings(self) -> None:
        if not self.settings.sync() and not self._said_not_kept:
            self._said_not_kept = True
            text = tr("Settings and the list of recent files cannot be kept: {folder} is full or may not be written.")
            self.message.emit("warn", text.format(folder=Path(self.settings.store.fileName()).parent))

    # Export

    def export_midi(self) -> None:
        score = self.document.score
        self._export(tr("Export as MIDI"), ".mid", tr("MIDI file (*.mid)"), lambda path: write_midi(score, path))

    def export_gif(self, record: RunRecord | None) -> None:
        if record is None:
            self.message.emit("info", tr("There is no run to show yet: Inpaint something first, then export its GIF."))
            return

        def work(path: Path) -> None:
            from core.export.gif import export_run_gif

            export_run_gif(record, path)

        self._export(tr("Export the last run as GIF"), ".gif", tr("Animation (*.gif)"), work)

    def export(self, suffix: str) -> None:
        """Write the piece in one of the formats of ``core.export.EXPORTERS``."""
        score, hole = self.document.score, self.document.hole
        kind = suffix[1:].upper()
        silent, chosen = self.document.muted_tracks, PlaybackSettings(self.settings).text("soundfont")
        soundfont = Path(chosen) if chosen else None

        def work(path: Path) -> None:
            if suffix == ".png" and hole.any():
                export_png(score, path, hole=hole)
            elif EXPORTERS[suffix] is export_audio:
                export_audio(score, path, silent=silent, soundfont=soundfont)
            else:
                EXPORTERS[suffix](score, path)

        self._export(tr("Export as {format}").format(format=kind), suffix, f"{kind} (*{suffix})", work)

    def _export(self, title: str, suffix: str, kinds: str, work: Callable[[Path], None]) -> None:
        path = self._ask_path(title, suffix, kinds)
        if path is not None:
            exported = tr("Exported {file} to {folder}").format(file=path.name, folder=path.parent)
            self.job(lambda: work(path), lambda _: self.said.emit(exported), path)

    def job(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        path: Path,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        """Write a file in the background.  ``tell`` gets the sentence where that fails; a message otherwise."""
        self.said.emit(tr("Writing {file}").format(file=path.name))

        def failed(text: str) -> None:
            self.said.emit(tr("{file} was not written.").format(file=path.name))
            reason = text.removeprefix(f"{path.name}: ")
            if not path.parent.is_dir():
                reason = tr("there is no folder {folder} (any more).").format(folder=path.parent)
            text = tr("{file} was not written: {reason} Nothing half-written was left behind.")
            text = text.format(file=path.name, reason=reason)
            self.message.emit("error", text)
            if tell is not None:
                tell(text)

        self.tasks.start(work, done, failed)

    def _ask_path(self, title: str, suffix: str, kinds: str) -> Path | None:
        folder = Path(self.settings.folder) if self.settings.folder else Path.home()
        suggestion = str(folder / f"{self.document.name}{suffix}")
        name, _ = QFileDialog.getSaveFileName(self.window, title, suggestion, kinds)
        return self.with_suffix(Path(name), MIDI_SUFFIXES if suffix == ".mid" else (suffix,), suffix) if name else None

    def with_suffix(self, path: Path, allowed: tuple[str, ...], suffix: str) -> Path | None:
        """What a dialog gave, with a suffix; None where that file exists and is to stay.  Its folder is remembered."""
        if path.suffix.lower() not in allowed:
            path = path.with_name(path.name + suffix)
            if path.exists() and not self._may_replace(path):
                return None
        self.settings.folder = str(path.parent)
        return path

    def _may_replace(self, path: Path) -> bool:
        text = tr("{file} exists. Replace it?").format(file=path.name)
        box = QMessageBox(self.window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("Replace the file?"))
        box.setTextFormat(Qt.TextFormat.PlainText)  # a file's name is no markup
        box.setText(text)
        box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
        box.setDefaultButton(QMessageBox.StandardButton.No)
        return QMessageBox.StandardButton(ask(box)) == QMessageBox.StandardButton.Yes

    # Unsaved changes

    def after_saving(self, doing: str, go: Callable[[], None]) -> None:
        """Call ``go`` at once, or after the user has decided about unsaved changes; Cancel never calls it.

        What is edited while the file is being written is asked about in its turn.
        """
        self.leaving.emit()
        if not self.document.is_dirty:
            go()
            return
        answer = self.ask_save(doing)
        if answer == "save":
            self.save(then=lambda: self.after_saving(doing, go))
        elif answer == "discard":
            go()

    def _ask_save(self, doing: str) -> str:
        box = QMessageBox(self.window)
        box.setObjectName("unsavedDialog")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(tr("Unsaved changes"))
        text = tr("Save the changes to “{piece}” before {doing}?")
        box.setText(text.format(piece=self.document.name, doing=doing))
        box.setInformativeText(tr("They are lost if you discard them."))
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        answers = {buttons.Save: "save", buttons.Discard: "discard"}
        return answers.get(buttons(ask(box)), "cancel")
