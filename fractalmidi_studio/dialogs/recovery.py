"""What the last session left when it died: looked at, recovered, deleted, or left for later.

Closing it in any way but *Delete* deletes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton

from fractalmidi_studio.autosave import Autosave
from fractalmidi_studio.dialogs.piece_list import PieceDialog, PieceList, notes_of
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.names import moment
from fractalmidi_studio.widgets import ask, named

if TYPE_CHECKING:
    from core.project.recovery import Lost
    from fractalmidi_studio.main_window import MainWindow


class RecoveryDialog(PieceDialog):
    def __init__(self, window: MainWindow, autosave: Autosave) -> None:
        recover = named(QPushButton(tr("Recover")), "recoverButton")
        delete = named(QPushButton(tr("Delete…")), "deleteLostButton")
        later = named(QPushButton(tr("Not Now")), "notNowButton")
        later.setToolTip(tr("Keep it: it is offered again at the next start, and in the File menu"))
        super().__init__(
            window,
            tr("The program ended before this work was saved. Nothing is deleted unless you press Delete."),
            PieceList("lostWork", tr("Lost work")),
            recover,
            later,
            delete,
        )
        self.setObjectName("recoveryDialog")
        self.setWindowTitle(tr("Recover lost work"))
        self._autosave, self.recover, self.delete = autosave, recover, delete
        self.recover.clicked.connect(self._recover)
        self.delete.clicked.connect(self._delete)
        self._fill()

    def _fill(self) -> None:
        self.list.clear()
        for lost in self._autosave.lost:
            self.list.add(lost.project, _words(lost))
        self.list.setCurrentRow(0)
        if not self._autosave.lost:
            self.accept()

    def _chosen(self) -> Lost | None:
        row = self.list.currentRow()
        return self._autosave.lost[row] if 0 <= row < len(self._autosave.lost) else None

    def _recover(self) -> None:
        lost = self._chosen()
        if lost is not None:
            self.accept()
            self._autosave.recover(lost)

    def _delete(self) -> None:
        lost = self._chosen()
        if lost is None:
            return
        box = QMessageBox(self)
        box.setObjectName("deleteLostQuestion")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(tr("Delete lost work?"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        words, when = tr("Delete “{piece}” of {time} for good?"), moment(lost.project.saved_at)
        box.setText(words.format(piece=lost.project.title, time=when))
        box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        if ask(box) == QMessageBox.StandardButton.Yes:
            self._autosave.delete(lost)
            self._fill()


def _words(lost: Lost) -> list[str]:
    """Title, time, size and where it came from."""
    when = moment(lost.project.saved_at)
    lines = [lost.project.title[:80], tr("{time}, {notes}").format(time=when, notes=notes_of(lost.project))]
    if lost.project.origin:
        lines.append(lost.project.origin[-80:])
    if lost.num_broken:
        lines.append(tr("A newer copy could not be read: this is the one before."))
    return lines
