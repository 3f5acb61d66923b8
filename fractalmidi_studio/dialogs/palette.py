"""The command palette: type a few letters of what you want, Return does it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from fractalmidi_studio import fuzzy
from fractalmidi_studio.actions import shown_keys
from fractalmidi_studio.i18n import plain, tr
from fractalmidi_studio.names import none_selected
from fractalmidi_studio.note_commands import NEED_SELECTION
from fractalmidi_studio.theme import colours
from fractalmidi_studio.widgets import named

WIDTH, SHOWN_ROWS, ROW_PX, MARGIN_PX = 620, 12, 30, 12
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    text: str
    place: str  # the menus that lead there
    keys: str
    english: str  # also found by this, whatever the language
    action: QAction


def entries_of(menus: Iterable[QMenu], english: dict[str, str]) -> list[Entry]:
    """Everything in the menus; ``english`` has the table's words by the name of the action."""
    found = []
    for menu in menus:
        for action in menu.actions():
            if action.isSeparator() or action.menu() is not None or not action.text():
                continue
            keys = shown_keys(tuple(key.toString() for key in action.shortcuts())[:1])
            place, text = plain(menu.title()), plain(action.text())
            found.append(Entry(text, place, keys, english.get(action.objectName(), ""), action))
    return found


def matching(entries: list[Entry], wanted: str) -> list[Entry]:
    """The entries that fit, the best first; all of them in their order where nothing is typed."""
    scored = []
    for number, entry in enumerate(entries):
        ways = (fuzzy.score(wanted, entry.text), fuzzy.score(wanted, entry.english))
        by_place = fuzzy.score(wanted, f"{entry.place} {entry.text}")
        values = [way for way in (*ways, None if by_place is None else by_place - 6) if way is not None]
        if values:
            # What cannot be done now stands below what can.
            scored.append((not entry.action.isEnabled(), -max(values), number, entry))
    return [row[3] for row in sorted(scored, key=lambda row: row[:3])]


def why_not(action: QAction) -> str:
    if action.objectName().removesuffix("Action") in NEED_SELECTION:
        return none_selected()
    return tr("This cannot be done at the moment.")


class Palette(QDialog):
    """Closes by itself after Return, Esc or a click elsewhere."""

    def __init__(self, window: QWidget, entries: list[Entry]) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self.setObjectName("palette")
        self.setWindowTitle(tr("Command Palette"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._entries = entries
        self.field = named(QLineEdit(), "paletteField")
        self.field.setPlaceholderText(tr("What would you like to do?"))
        self.field.setAccessibleName(tr("Command to look for"))
        self.field.setClearButtonEnabled(True)
        self.list = named(QListWidget(), "paletteList")
        self.list.setAccessibleName(tr("Commands found"))
        self.list.setItemDelegate(_Row(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.why = named(QLabel(), "paletteWhy")  # nothing is found, or it can't be done
        self.why.setProperty("soft", True)
        self.why.setContentsMargins(MARGIN_PX, 4, 0, 4)
        layout.addWidget(self.why)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._search)
        self.list.itemClicked.connect(lambda _item: self._do())
        width = min(WIDTH, window.width() - 40)
        self.setFixedWidth(width)
        self._most_rows = min(SHOWN_ROWS, (window.height() - 160) // ROW_PX)
        self._search("")
        self.move(window.mapToGlobal(QPoint((window.width() - width) // 2, 60)))
        self.field.setFocus()

    def _search(self, wanted: str) -> None:
        self.list.clear()
        for entry in matching(self._entries, wanted):
            item = QListWidgetItem(entry.text)
            item.setData(Qt.ItemDataRole.UserRole, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.text}, {entry.place}, {entry.keys}")
            if not entry.action.isEnabled():
                item.setFlags(Qt.ItemFlag.ItemIsSelectable)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(min(self.list.count(), self._most_rows) * ROW_PX + 4)
        self.list.setVisible(self.list.count() > 0)
        self._say("" if self.list.count() else tr("No command has these letters."))

    def _say(self, words: str) -> None:
        self.why.setText(words)
        self.why.setVisible(bool(words))
        self.adjustSize()

    def _do(self) -> None:
        item = self.list.currentItem()
        entry: Entry | None = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if entry is not None and entry.action.isEnabled():
            action = entry.action
            self.close()
            action.trigger()
        elif entry is not None:
            self._say(why_not(entry.action))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
            if event.key() in moves:
                row = self.list.currentRow() + moves[Qt.Key(event.key())]
                self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._do()
                return True
        return super().eventFilter(watched, event)


class _Row(QStyledItemDelegate):
    """The command at the left, its menu and its keys at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(0, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        ink = colours()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        if chosen:
            painter.fillRect(rect, QColor(ink.selected))
        inner = rect.adjusted(MARGIN_PX, 0, -MARGIN_PX, 0)
        enabled = entry.action.isEnabled()
        painter.setPen(QColor(ink.on_selected if chosen else ink.text if enabled else ink.faint_text))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, entry.text)
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, entry.keys)
        painter.setPen(QColor(ink.on_selected if chosen else ink.faint_text))
        painter.drawText(inner.adjusted(0, 0, -150, 0), middle | Qt.AlignmentFlag.AlignRight, entry.place)
