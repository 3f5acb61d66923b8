"""The table of what the scan says of each file; with 100,000 files as quick as with ten."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from fractalmidi_studio.core_words import said_by_core
from fractalmidi_studio.i18n import later, tr
from fractalmidi_studio.theme import colours

VERDICT_NAMES = {
    "kept": later("kept"),
    "unreadable": later("unreadable"),
    "empty": later("no notes"),
    "drums_only": later("drums only"),
    "off_grid": later("off the grid"),
    "too_short": later("too short"),
    "odd_metre": later("odd metre"),
    "duplicate": later("duplicate"),
    "leak": later("in both parts"),
}
PART_NAMES = {"train": later("kept, to learn from"), "valid": later("kept, to measure by")}
ALL, LEFT_OUT = "all", "left_out"  # filters, besides the verdicts
HEADERS = (later("File"), later("Verdict"), later("Reason"), later("Bars"), later("Notes"))
MAX_REPORT_BYTES = 256 << 20

_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


@dataclass(frozen=True, slots=True)
class Line:
    path: str
    verdict: str
    reason: str
    bars: int
    notes: int
    part: str


def read_report(path: Path) -> list[Line]:
    """What ``scan --json`` wrote.  Raises OSError, ValueError with a sentence where it is damaged."""
    if path.stat().st_size > MAX_REPORT_BYTES:
        raise ValueError(f"{path} is too large for a report of a scan")
    try:
        files = json.loads(path.read_text(encoding="utf-8"))["files"]
        return [
            Line(str(f["path"]), str(f["verdict"]), _reason(f), int(f["bars"]), int(f["notes"]), str(f["part"]))
            for f in files
        ]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise ValueError(f"{path} is damaged") from error


def _reason(file: dict[str, object]) -> str:
    """With the name of the other file alone: a path leaves no room for the words."""
    reason, other = str(file["reason"]), str(file.get("same_as") or "")
    return reason.replace(other, Path(other).name) if other else reason


class Verdicts(QAbstractTableModel):
    """Lines that pass the filter, in the order of the scan or sorted by a column."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self._shown: list[Line] = []
        self._filter, self._words = ALL, ""
        self._order: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    def set_lines(self, lines: list[Line]) -> None:
        self.lines = lines
        self._refresh()

    def set_filter(self, verdict: str, words: str) -> None:
        self._filter, self._words = verdict, words.strip().lower()
        self._refresh()

    def counts(self) -> Counter[str]:
        return Counter(line.verdict for line in self.lines)

    def parts(self) -> Counter[str]:
        return Counter(line.part for line in self.lines if line.verdict == "kept")

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._order = (column, order)
        self._refresh()

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(HEADERS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and section > 2:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line, column = self._shown[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.path if column == 0 else said_by_core(line.reason)
        if role == Qt.ItemDataRole.ForegroundRole and column == 1:
            return QColor(colours().good if line.verdict == "kept" else colours().warn)
        if role == Qt.ItemDataRole.TextAlignmentRole and column > 2:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    @staticmethod
    def _cell(line: Line, column: int) -> str:
        if column == 1:
            name = PART_NAMES.get(line.part, "") if line.verdict == "kept" else VERDICT_NAMES.get(line.verdict, "")
            return str(tr(name)) if name else line.verdict
        if column == 2:
            return said_by_core(line.reason)
        return (Path(line.path).name, "", "", f"{line.bars:,}", f"{line.notes:,}")[column]

    def _refresh(self) -> None:
        self.beginResetModel()
        self._shown = [line for line in self.lines if self._passes(line)]
        column, order = self._order
        if column >= 0:
            keys = (
                lambda line: Path(line.path).name.lower(), lambda line: (line.verdict, line.part),
                lambda line: line.reason, lambda line: line.bars, lambda line: line.notes,
            )  # fmt: skip
            self._shown.sort(key=keys[column], reverse=order == Qt.SortOrder.DescendingOrder)
        self.endResetModel()

    def _passes(self, line: Line) -> bool:
        wanted = (
            self._filter == ALL or line.verdict == self._filter or (self._filter == LEFT_OUT and line.verdict != "kept")
        )
        return wanted and (not self._words or self._words in line.path.lower())
