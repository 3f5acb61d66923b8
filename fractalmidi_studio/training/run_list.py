"""The runs, the latest first, each with its state and its best figure."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from core.train_run.watch import RunRow
from fractalmidi_studio.i18n import later, tr
from fractalmidi_studio.icons import icon
from fractalmidi_studio.theme import colours
from fractalmidi_studio.training.hint_list import HintList
from fractalmidi_studio.training.words import list_text, sentence
from fractalmidi_studio.widgets import named

_PATH = Qt.ItemDataRole.UserRole


class RunList(QWidget):
    """``chosen``: the path of a run, or None for a new one."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(250)
        self.new = named(QPushButton(tr("New Run")), "trainingNew")
        self.new.setIcon(icon("new"))
        self.new.setCheckable(True)
        self.new.setChecked(True)
        self.new.clicked.connect(lambda: self.choose(None))
        self.list = named(HintList(later("Your trainings will be listed here.")), "trainingRuns")
        self.list.setAccessibleName(tr("Training runs"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 0, 8)
        layout.addWidget(self.new)
        layout.addWidget(self.list, 1)

    def current(self) -> Path | None:
        item = self.list.currentItem()
        return Path(item.data(_PATH)) if item is not None else None

    def choose(self, path: Path | None) -> None:
        if path is None:
            self.list.setCurrentRow(-1)
            self.list.clearSelection()
            self._changed()
            return
        for i in range(self.list.count()):
            if self.list.item(i).data(_PATH) == path:
                self.list.setCurrentRow(i)

    def show_rows(self, rows: list[RunRow]) -> None:
        """Items are made anew only when runs come, go or change places."""
        paths = [row.path for row in rows]
        if paths != [self.list.item(i).data(_PATH) for i in range(self.list.count())]:
            self._rebuild(paths)
        for i, row in enumerate(rows):
            item, words, said = self.list.item(i), list_text(row), sentence(row)
            if item.text() != words:
                item.setText(words)
            if item.toolTip() != (tip := f"{row.path}\n{said}".strip()):
                item.setToolTip(tip)
            bad = row.problem or row.status.state in ("failed", "died")
            item.setForeground(QBrush(QColor(colours().bad)) if bad else QBrush())

    def _rebuild(self, paths: list[Path]) -> None:
        current = self.current()
        self.list.blockSignals(True)
        self.list.clear()
        for path in paths:
            item = QListWidgetItem(path.name)
            item.setData(_PATH, path)
            self.list.addItem(item)
            if path == current:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        if current is not None and current not in paths:
            self.choose(None)

    def _changed(self, *_items: object) -> None:
        self.new.setChecked(self.current() is None)
        self.chosen.emit(self.current())
