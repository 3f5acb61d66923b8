"""All commands with their shortcuts, which can be changed; clashes are shown before and after."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fractalmidi_studio import fuzzy
from fractalmidi_studio.actions import Actions, shown_keys
from fractalmidi_studio.commands import COMMANDS, MENUS, ROWS, Submenu
from fractalmidi_studio.i18n import plain, tr
from fractalmidi_studio.theme import colours
from fractalmidi_studio.widgets import named

_MENU_WORDS = {**MENUS, **{row.name: row.text for row in ROWS if isinstance(row, Submenu)}}


class ShortcutsDialog(QDialog):
    """A change takes effect at once."""

    def __init__(self, window: QWidget, actions: Actions) -> None:
        super().__init__(window)
        self.setObjectName("shortcutsDialog")
        self.setWindowTitle(tr("Keyboard Shortcuts"))
        self.resize(QSize(760, 560).boundedTo(window.screen().availableSize() - QSize(40, 60)))
        self._actions = actions
        self.search = named(QLineEdit(), "shortcutSearch")
        self.search.setPlaceholderText(tr("Search commands or keys"))
        self.search.setAccessibleName(tr("Search commands or keys"))
        self.search.setClearButtonEnabled(True)
        self.table = self._make_table()
        self.keys = named(QKeySequenceEdit(), "newShortcut")
        self.keys.setMaximumSequenceLength(1)
        self.keys.setMinimumWidth(140)
        self.keys.setAccessibleName(tr("New shortcut"))
        self.set_button = _button("setShortcut", tr("Set"), tr("These keys instead of the present ones"))
        self.add_button = _button("addShortcut", tr("Add"), tr("These keys besides the present ones"))
        self.none_button = _button("noShortcut", tr("No Keys"), tr("Take all keys from this command"))
        self.usual_button = _button("usualShortcut", tr("Usual Keys"), tr("Bring this command's usual keys back"))
        self.all_button = _button("allUsual", tr("Usual Keys for All"), tr("Bring all usual keys back"))
        close = _button("closeShortcuts", tr("Close"), "")
        self.about = named(QLabel(), "shortcutAbout")
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        edit, last = QHBoxLayout(), QHBoxLayout()
        title = QLabel(tr("New keys:"))
        title.setBuddy(self.keys)
        edit.addWidget(title)
        edit.addWidget(self.keys, 1)
        for button in (self.set_button, self.add_button, self.none_button, self.usual_button):
            edit.addWidget(button)
        last.addWidget(self.about, 1)
        last.addWidget(self.all_button)
        last.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.search)
        layout.addWidget(self.table, 1)
        layout.addLayout(edit)
        layout.addLayout(last)
        self.search.textChanged.connect(self._filter)
        self.table.itemSelectionChanged.connect(self._chosen)
        self.table.itemDoubleClicked.connect(lambda _item: self.keys.setFocus())
        self.keys.keySequenceChanged.connect(lambda _keys: self._show_state())
        self.set_button.clicked.connect(lambda: self._take(()))
        self.add_button.clicked.connect(lambda: self._take(self._actions.keys(self.command)))
        self.none_button.clicked.connect(lambda: self._change(self.command, ()))
        self.usual_button.clicked.connect(lambda: self._change(self.command, None))
        self.all_button.clicked.connect(self._all_usual)
        close.clicked.connect(self.accept)
        self._fill()
        self.table.selectRow(0)
        self.search.setFocus()

    @property
    def command(self) -> str:
        """The name of the chosen command."""
        return list(COMMANDS)[max(0, self.table.currentRow())]

    def choose(self, name: str) -> None:
        self.table.selectRow(list(COMMANDS).index(name))

    def _make_table(self) -> QTableWidget:
        table = named(QTableWidget(len(COMMANDS), 3), "shortcutTable")
        table.setHorizontalHeaderLabels([tr("Command"), tr("Menu"), tr("Keys")])
        table.setAccessibleName(tr("Commands and their keys"))
        table.verticalHeader().hide()
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        return table

    def _fill(self) -> None:
        clashes = self._actions.clashes()
        for row, (name, command) in enumerate(COMMANDS.items()):
            keys = self._actions.keys(name)
            menu = plain(tr(_MENU_WORDS[command.menu]))
            rivals = {rival for key in keys for rival in clashes.get(key, ()) if rival != name}
            mark = "⚠ " if rivals else ""
            for column, text in enumerate((str(tr(command.text)), menu, mark + shown_keys(keys))):
                item = QTableWidgetItem(text)
                if column == 2 and rivals:
                    item.setForeground(QColor(colours().warn))
                    names = ", ".join(tr(COMMANDS[rival].text) for rival in sorted(rivals))
                    item.setToolTip(tr("Also the keys of: {commands}").format(commands=names))
                self.table.setItem(row, column, item)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "table"):
            self._fill()
        super().changeEvent(event)

    def _filter(self, wanted: str) -> None:
        for row in range(self.table.rowCount()):
            items = (self.table.item(row, column) for column in range(3))
            texts = [item.text() if item is not None else "" for item in items]
            fits = any(wanted.casefold() in text.casefold() for text in texts)
            good = fuzzy.score(wanted, texts[0])
            self.table.setRowHidden(row, not (fits or (good is not None and good > 5 * len(wanted))))

    def _chosen(self) -> None:
        self.keys.clear()
        self._show_state()

    def _show_state(self) -> None:
        wanted = self._wanted()
        for button in (self.set_button, self.add_button):
            button.setEnabled(bool(wanted))
        self.none_button.setEnabled(bool(self._actions.keys(self.command)))
        self.usual_button.setEnabled(self._actions.keys(self.command) != COMMANDS[self.command].keys)
        rivals = [name for name in self._actions.owners(wanted) if name != self.command] if wanted else []
        text = ""
        if rivals:
            names = ", ".join(tr(COMMANDS[name].text) for name in rivals)
            text = tr("{keys} belongs to {commands}, which would lose it.").format(
                keys=shown_keys((wanted,)), commands=names
            )
        self.about.setText(text)

    def _wanted(self) -> str:
        return self.keys.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _take(self, others: tuple[str, ...]) -> None:
        """The recorded keys for the chosen command; whoever had them loses them."""
        wanted, chosen = self._wanted(), self.command
        for name in self._actions.owners(wanted):
            if name != chosen:
                left = tuple(key for key in self._actions.keys(name) if key != wanted)
                self._actions.set_keys(name, left)
        self._change(chosen, tuple(dict.fromkeys((*others, wanted))))

    def _change(self, name: str, keys: tuple[str, ...] | None) -> None:
        self._actions.set_keys(name, keys)
        self.keys.clear()
        self._fill()
        self._show_state()

    def _all_usual(self) -> None:
        self._actions.reset_keys()
        self._fill()
        self._show_state()


def _button(name: str, text: str, tip: str) -> QPushButton:
    button = named(QPushButton(text), name)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    return button
