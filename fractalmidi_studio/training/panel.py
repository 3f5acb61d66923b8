"""The Training tab: the runs at the left, beside them a new run or the one that is chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from core.train_run.watch import RunRow, Sight
from fractalmidi_studio.model_names import model_name
from fractalmidi_studio.training.new_run import NewRunPage
from fractalmidi_studio.training.run_list import RunList
from fractalmidi_studio.training.run_page import RunPage
from fractalmidi_studio.widgets import named
from fractalmidi_studio.workers.tasks import Tasks


class TrainingPanel(QWidget):
    """``chosen``: the run to be seen in full, or None.  ``shown``: whether the panel can be seen."""

    chosen = Signal(object)
    shown = Signal(bool)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trainingPanel")
        self.setAcceptDrops(True)
        self.setMinimumHeight(250)
        self.runs = RunList()
        self.new, self.run = NewRunPage(), RunPage(tasks)
        self.pages = named(QStackedWidget(), "trainingPages")
        self.pages.addWidget(self.new)
        self.pages.addWidget(self.run)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.runs)
        row.addWidget(self.pages, 1)
        self._rows: dict[Path, RunRow] = {}
        self.runs.chosen.connect(self._choose)

    def show_sight(self, sight: Sight) -> None:
        self._rows = {row.path: row for row in sight.runs}
        self.runs.show_rows(sight.runs)
        current = self.runs.current()
        if current in self._rows:
            self.run.show_row(self._rows[current])
            if sight.details is not None and sight.details.path == current:
                self.run.show_details(sight.details)
        self.new.set_runs(
            {row.name for row in sight.runs},
            {model_name(row.best): str(row.best) for row in sight.runs if row.best is not None},
        )

    def row(self) -> RunRow | None:
        current = self.runs.current()
        return self._rows.get(current) if current is not None else None

    def _choose(self, path: Path | None) -> None:
        self.pages.setCurrentWidget(self.new if path is None else self.run)
        if path in self._rows:
            self.run.show_row(self._rows[path])
        self.chosen.emit(path)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self.shown.emit(event.type() == QEvent.Type.Show)
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.runs.choose(None)
            self.new.add_folders(paths)
