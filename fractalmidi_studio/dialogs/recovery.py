"""What the last session left when it died: looked at, recovered, deleted, or left for later.

Closing it in any way but *Delete* deletes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
)

from fractalmidi_studio.autosave import Autosave, time_of
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.names import counted
from fractalmidi_studio.widgets import ask, named

if TYPE_CHECKING:
    from core.project.recovery import Lost
    from fractalmidi_studio.main_window import MainWindow

_THUMBNAIL = QSize(240, 90)
_MOST_PX = 2_000  # wider or higher pictures are none of ours


class RecoveryDialog(QDialog):
    def __init__(self, window: MainWindow, autosave: Autosave) -> None:
        super().__init__(window)
        self.setObjectName("recoveryDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Recover lost work"))
        self.resize(720, 420)
        self._autosave = autosave
        text = QLabel(tr("The program ended before this work was saved. Nothing is deleted unless you press Delete."))
        text.setWordWrap(True)
        self.list = named(QListWidget(), "lostWork")
        self.list.setIconSize(_THUMBNAIL)
        self.list.setAccessibleName(tr("Lost work"))
        self.list.itemActivated.connect(lambda _item: self._recover())
        self.recover = named(QPushButton(tr("Recover")), "recoverButton")
        self.delete = named(QPushButton(tr("Delete…")), "deleteLostButton")
        later = named(QPushButton(tr("Not Now")), "notNowButton")
        later.setToolTip(tr("Keep it: it is offered again at the next start, and in the File menu"))
        self.recover.setDefault(True)
        self.delete.setAutoDefault(False)
        later.setAutoDefault(False)
        self.recover.clicked.connect(self._recover)
        self.delete.clicked.connect(self._delete)
        later.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.delete)
        buttons.addStretch(1)
        buttons.addWidget(later)
        buttons.addWidget(self.recover)
        column = QVBoxLayout(self)
        column.addWidget(text)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self._fill()

    def _fill(self) -> None:
        self.list.clear()
        for lost in self._autosave.lost:
            item = QListWidgetItem(_picture(lost.project.thumbnail), _words(lost))
            self.list.addItem(item)
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
        box.setText(tr("Delete “{piece}” of {time} for good?").format(piece=lost.project.title, time=time_of(lost)))
        box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        if ask(box) == QMessageBox.StandardButton.Yes:
            self._autosave.delete(lost)
            self._fill()


def _words(lost: Lost) -> str:
    """Title, time, size and where it came from; an item of a list shows text as text."""
    notes = sum(len(track.notes) for track in lost.project.score.tracks)
    lines = [lost.project.title[:80], tr("{time}, {notes}").format(time=time_of(lost), notes=counted(notes, "note"))]
    if lost.project.origin:
        lines.append(lost.project.origin[-80:])
    if lost.num_broken:
        lines.append(tr("A newer copy could not be read: this is the one before."))
    return "\n".join(lines)


def _picture(png: bytes) -> QIcon:
    image = QImage()
    image.loadFromData(png[: 1 << 20], "PNG")
    if image.isNull() or max(image.width(), image.height()) > _MOST_PX:
        return QIcon()
    return QIcon(QPixmap.fromImage(image))
