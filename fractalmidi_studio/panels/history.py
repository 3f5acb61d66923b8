"""The History panel: every step by name; a click goes to that state."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget
from shiboken6 import isValid

from fractalmidi_studio.history import History
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.theme import colours
from fractalmidi_studio.widgets import named


class _Steps(QAbstractListModel):
    """Row 0 is the piece as it was opened, row n the state after step n."""

    def __init__(self, history: History) -> None:
        super().__init__()
        self._history = history
        self._rows = 0

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._rows

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, history = index.row(), self._history
        if row > history.count():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return history.text(row - 1) if row else str(tr("As it was opened"))
        if role == Qt.ItemDataRole.ForegroundRole and (row > history.index() or row < history.first_kept):
            return QColor(colours().faint_text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = history.text(row - 1) if row else tr("As it was opened")
            return str(tr("{step}, undone").format(step=text)) if row > history.index() else text
        return None

    def follow(self) -> None:
        """Rows come and go with the steps."""
        wanted = self._history.count() + 1
        if wanted > self._rows:
            self.beginInsertRows(QModelIndex(), self._rows, wanted - 1)
            self._rows = wanted
            self.endInsertRows()
        elif wanted < self._rows:
            self.beginRemoveRows(QModelIndex(), wanted, self._rows - 1)
            self._rows = wanted
            self.endRemoveRows()
        self.dataChanged.emit(self.index(0), self.index(self._rows - 1))


class HistoryPanel(QWidget):
    def __init__(self, history: History, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("historyPanel")
        self._history = history
        self._model = _Steps(history)
        self.steps = named(QListView(), "historyList")
        self.steps.setModel(self._model)
        self.steps.setUniformItemSizes(True)
        self.steps.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.steps.setAccessibleName(tr("Steps of the history"))
        self.steps.setToolTip(tr("Click a step to go to the state after it"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.steps)
        self.steps.clicked.connect(self._go)
        self.steps.activated.connect(self._go)
        history.indexChanged.connect(self._follow)
        self._follow(history.index())

    def _go(self, index: QModelIndex) -> None:
        self._history.setIndex(index.row())
        self._follow(self._history.index())

    def _follow(self, row: int) -> None:
        if not isValid(self._history):  # the stack says goodbye while it is deleted
            return
        self._model.follow()
        current = self._model.index(row)
        self.steps.selectionModel().setCurrentIndex(current, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.steps.scrollTo(current)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._model.follow()
        super().changeEvent(event)
