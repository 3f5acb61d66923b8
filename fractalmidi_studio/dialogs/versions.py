"""The earlier versions of the project on the desk; one of them can be opened as a piece that is in no file yet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from fractalmidi_studio.core_words import said_by_core
from fractalmidi_studio.dialogs.piece_list import PieceDialog, PieceList, notes_of
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.names import moment
from fractalmidi_studio.widgets import named

if TYPE_CHECKING:
    from core.project.form import Project
    from fractalmidi_studio.files import FileController


@dataclass(frozen=True, slots=True)
class Version:
    project: Project | None  # None: it cannot be read
    reason: str = ""


def read_versions(path: Path) -> list[Version]:
    """What is kept of a project, newest first."""
    from core.project import ProjectFileError
    from core.project.store import open_project, versions_of

    found = []
    for place in versions_of(path):
        try:
            found.append(Version(open_project(place).project))
        except ProjectFileError as error:
            found.append(Version(None, str(error)))
    return found


def offer_versions(files: FileController) -> None:
    """Look for them in the background, then show them, or say that there are none."""
    path = files.document.path
    if path is None:
        files.message.emit("info", tr("Earlier versions are kept of a project. Save this piece as one first."))
        return

    def done(found: list[Version]) -> None:
        if files.document.path != path:  # another piece was opened meanwhile
            return
        if found:
            VersionsDialog(files, path, found).open()
        else:
            text = tr("There is no earlier version of {file} yet: the last three are kept, one at each save.")
            files.message.emit("info", text.format(file=path.name))

    files.tasks.start(lambda: read_versions(path), done, lambda text: files.message.emit("error", text))


def offer_versions_instead(files: FileController, path: Path) -> None:
    """A project could not be opened: show those of its earlier versions that can, if there are any."""

    def done(found: list[Version]) -> None:
        if any(version.project is not None for version in found):
            VersionsDialog(files, path, found).open()

    files.tasks.start(lambda: read_versions(path), done, lambda _text: None)


class VersionsDialog(PieceDialog):
    def __init__(self, files: FileController, path: Path, versions: list[Version]) -> None:
        words = tr(
            "{file} as it was before each of its last saves. A version opens as a new piece; no file is changed."
        )
        main = named(QPushButton(tr("Open as New Piece")), "openVersionButton")
        super().__init__(
            files.window,
            words.format(file=path.name),
            PieceList("versionList", tr("Earlier versions")),
            main,
            named(QPushButton(tr("Close")), "closeVersionsButton"),
        )
        self.setObjectName("versionsDialog")
        self.setWindowTitle(tr("Earlier versions"))
        self._files, self._path, self._versions = files, path, versions
        self.open_button = main
        self.list.currentRowChanged.connect(lambda _row: self._show_choice())
        self.open_button.clicked.connect(self._open)
        self._fill()

    def _fill(self) -> None:
        for version in self._versions:
            if version.project is None:
                self.list.add_words(said_by_core(version.reason))
            else:
                self.list.add(version.project, (moment(version.project.saved_at), notes_of(version.project)))
        readable = [row for row, version in enumerate(self._versions) if version.project is not None]
        if readable:
            self.list.setCurrentRow(readable[0])
        self._show_choice()

    def _chosen(self) -> Project | None:
        row = self.list.currentRow()
        return self._versions[row].project if 0 <= row < len(self._versions) else None

    def _show_choice(self) -> None:
        self.open_button.setEnabled(self._chosen() is not None)

    def _open(self) -> None:
        project = self._chosen()
        if project is not None:
            self.accept()
            self._files.open_version(self._path, project)
