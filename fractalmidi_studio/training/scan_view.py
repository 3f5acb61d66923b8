"""What the scan says of the files: a sentence, a filter, a table."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from fractalmidi_studio.core_words import said_by_core
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.training.scanner import Scanner
from fractalmidi_studio.training.verdicts import ALL, LEFT_OUT, VERDICT_NAMES, Line, Verdicts, read_report
from fractalmidi_studio.widgets import named
from fractalmidi_studio.workers.tasks import Tasks

NARROW_PX = 560


class ScanView(QWidget):
    """``ready``: a scan has begun or ended, well or badly."""

    ready = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scanner = Scanner(self)
        self.tasks = Tasks(self)
        self.scanner.progress.connect(self._progress)
        self.scanner.scanned.connect(self._read)
        self.scanner.failed.connect(self._failed)
        self._round = 0  # a report of an earlier round is of no interest
        self._reading = False
        self.model = Verdicts()
        self.summary = named(QLabel(), "scanSummary")
        self.summary.setWordWrap(True)
        self.bar = named(QProgressBar(), "scanProgress")
        self.bar.setFixedHeight(16)
        self.filter = named(QComboBox(), "scanFilter")
        self.filter.setToolTip(tr("Which files the table shows"))
        self.filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.words = named(QLineEdit(), "scanSearch")
        self.words.setPlaceholderText(tr("Find a file"))
        self.words.setClearButtonEnabled(True)
        self.filter.currentIndexChanged.connect(self._filtered)
        self.words.textChanged.connect(self._filtered)
        self._make_table()
        above = QHBoxLayout()
        above.addWidget(self.summary, 1)
        above.addWidget(self.filter)
        above.addWidget(self.words)
        self.words.setMaximumWidth(150)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(above)
        layout.addWidget(self.bar)
        layout.addWidget(self.table, 1)
        self.forget()

    def _make_table(self) -> None:
        self.table = named(QTableView(), "scanTable")
        self.table.setAccessibleName(tr("What the scan says of each file"))
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)  # Tab leads on to the settings
        self.table.verticalHeader().setVisible(False)
        self.table.verticalHeader().setDefaultSectionSize(22)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self._share_columns()
        self.table.setSortingEnabled(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_columns()

    def _share_columns(self) -> None:
        """In a narrow window, what is not said by the reason gives way."""
        narrow = self.width() < NARROW_PX
        for column, width in ((0, 120 if narrow else 190), (1, 100 if narrow else 150), (3, 52), (4, 60)):
            self.table.setColumnWidth(column, width)
        for column in (3, 4):
            self.table.setColumnHidden(column, narrow)

    @property
    def busy(self) -> bool:
        return self.scanner.busy or self._reading

    def parts(self) -> dict[str, int]:
        return dict(self.model.parts())

    def forget(self) -> None:
        """The folders are other ones now."""
        self._round += 1
        self.scanner.cancel()
        self._reading = False
        self.bar.hide()
        self._show([], tr("The scan will say here which files can be learned from, and why the others cannot."))

    def start(self, folders: list[Path]) -> None:
        self.forget()
        self.bar.setRange(0, 0)
        self.bar.show()
        self.summary.setText(tr("The files are being looked at…"))
        self.scanner.start(folders)
        self.ready.emit()

    def close_all(self) -> None:
        self.scanner.close()
        self.tasks.close()

    def _progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
        self.bar.setFormat(tr("{done} of {total} files").format(done=f"{done:,}", total=f"{total:,}"))

    def _read(self, report: Path) -> None:
        round_, self._reading = self._round, True

        def done(lines: list[Line]) -> None:
            if round_ == self._round:
                self._reading = False
                self.bar.hide()
                self._show(lines, _summary(lines))
                self.ready.emit()

        self.tasks.start(lambda: read_report(report), done, self._failed)

    def _failed(self, text: str) -> None:
        self._reading = False
        self.bar.hide()
        self._show([], said_by_core(text))
        self.ready.emit()

    def _show(self, lines: list[Line], words: str) -> None:
        self.model.set_lines(lines)
        self.summary.setText(words)
        chosen, counts = self.filter.currentData(), self.model.counts()
        self.filter.blockSignals(True)
        self.filter.clear()
        self.filter.addItem(tr("All files ({count})").format(count=len(lines)), ALL)
        self.filter.addItem(tr("Left out ({count})").format(count=len(lines) - counts["kept"]), LEFT_OUT)
        for verdict in VERDICT_NAMES:
            if counts[verdict]:
                words_ = tr("{verdict} ({count})")
                self.filter.addItem(words_.format(verdict=tr(VERDICT_NAMES[verdict]), count=counts[verdict]), verdict)
        self.filter.setCurrentIndex(max(0, self.filter.findData(chosen)))
        self.filter.blockSignals(False)
        for widget in (self.filter, self.words, self.table):
            widget.setEnabled(bool(lines))
        self._filtered()

    def _filtered(self) -> None:
        self.model.set_filter(str(self.filter.currentData() or ALL), self.words.text())


def _summary(lines: list[Line]) -> str:
    kept = [line for line in lines if line.verdict == "kept"]
    learn = sum(line.part == "train" for line in kept)
    words = tr("{files} files: {learn} to learn from, {measured} to be measured by, {left} left out.")
    return words.format(
        files=f"{len(lines):,}", learn=f"{learn:,}", measured=f"{len(kept) - learn:,}",
        left=f"{len(lines) - len(kept):,}",
    )  # fmt: skip
