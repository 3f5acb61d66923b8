"""A list of pieces with their pictures, and the dialog round it: lost work and earlier versions are shown so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fractalmidi_studio.names import counted

if TYPE_CHECKING:
    from core.project.form import Project

_THUMBNAIL = QSize(240, 90)
_MOST_PX = 2_000  # wider or higher pictures are none of ours


class PieceList(QListWidget):
    def __init__(self, name: str, spoken: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setIconSize(_THUMBNAIL)
        self.setWordWrap(True)

    def add(self, project: Project, lines: Sequence[str]) -> None:
        """Text out of a file: an item of a list shows text as text."""
        self.addItem(QListWidgetItem(_picture(project.thumbnail), "\n".join(lines)))

    def add_words(self, text: str) -> None:
        """A line that cannot be chosen."""
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(item)


class PieceDialog(QDialog):
    """Words over a list over buttons; a double click on a piece does what the ``main`` button does."""

    def __init__(
        self,
        window: QWidget,
        words: str,
        pieces: PieceList,
        main: QPushButton,
        close: QPushButton,
        apart: QPushButton | None = None,  # stands on the other side
    ) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(720, 420)
        self.list = pieces
        text = QLabel(words)
        text.setTextFormat(Qt.TextFormat.PlainText)  # it may name a file
        text.setWordWrap(True)
        pieces.itemActivated.connect(lambda _item: main.click())
        main.setDefault(True)
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        if apart is not None:
            apart.setAutoDefault(False)
            buttons.addWidget(apart)
        close.setAutoDefault(False)
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(main)
        column = QVBoxLayout(self)
        column.addWidget(text)
        column.addWidget(pieces, 1)
        column.addLayout(buttons)


def notes_of(project: Project) -> str:
    return counted(sum(len(track.notes) for track in project.score.tracks), "note")


def _picture(png: bytes) -> QIcon:
    image = QImage()
    image.loadFromData(png[: 1 << 20], "PNG")
    if image.isNull() or max(image.width(), image.height()) > _MOST_PX:
        return QIcon()
    picture = QIcon(QPixmap.fromImage(image))
    picture.addPixmap(QPixmap.fromImage(image), QIcon.Mode.Selected)  # Qt would mix it with the colour of the choice
    return picture
