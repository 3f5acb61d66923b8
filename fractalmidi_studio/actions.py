"""The commands of the table as Qt actions: words, tips and keys in the language and the shortcuts of now."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from fractalmidi_studio.commands import COMMANDS, Command
from fractalmidi_studio.i18n import TIP_WITH_KEYS, language, tr
from fractalmidi_studio.icons import icon
from fractalmidi_studio.settings import Settings


class Actions(QObject):
    """``actions["play"]`` is the QAction; ``actions.on("play", slot)`` says who carries it out."""

    def __init__(self, window: QWidget, settings: Settings) -> None:
        super().__init__(window)
        self.settings = settings
        self.by_name: dict[str, QAction] = {}
        self._tips: dict[str, str] = {}  # instead of the table's
        self._groups: dict[str, QActionGroup] = {}
        for command in COMMANDS.values():
            action = QAction(self)
            action.setObjectName(f"{command.name}Action")
            action.setCheckable(command.checkable)
            if command.icon:
                action.setIcon(icon(command.icon))
            if command.group:
                group = self._groups.setdefault(command.group, QActionGroup(self))
                group.addAction(action)
            if command.on_roll:
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # see MainWindow: the roll has it, too
            self.by_name[command.name] = action
            self._set_keys(command.name)
            self._set_words(command)
            window.addAction(action)
        language().changed.connect(self.retranslate)

    def __getitem__(self, name: str) -> QAction:
        return self.by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_name)

    def on(self, name: str, slot: Callable[[], object]) -> None:
        """Call ``slot`` when the command is asked for."""
        self.by_name[name].triggered.connect(lambda _checked=False: slot())

    def on_toggled(self, name: str, slot: Callable[[bool], object]) -> None:
        self.by_name[name].toggled.connect(lambda on: slot(on))

    def enable(self, names: tuple[str, ...], on: bool) -> None:
        for name in names:
            self.by_name[name].setEnabled(on)

    def say(self, name: str, tip: str) -> None:
        """A tip about this moment instead of the table's, what would be undone; empty brings the table's back."""
        self._tips[name] = tip
        self._set_tip(COMMANDS[name])

    # Words

    def retranslate(self) -> None:
        for command in COMMANDS.values():
            self._set_words(command)

    def _set_words(self, command: Command) -> None:
        action = self.by_name[command.name]
        action.setText(tr(command.text))
        action.setIconText(tr(command.short) if command.short else tr(command.text).rstrip("…"))
        self._set_tip(command)

    def _set_tip(self, command: Command) -> None:
        action = self.by_name[command.name]
        tip = self._tips.get(command.name) or (tr(command.tip) if command.tip else tr(command.text).rstrip("…"))
        keys = shown_keys(self.keys(command.name)[:1])
        action.setToolTip(tr(TIP_WITH_KEYS).format(tip=tip, keys=keys) if keys else str(tip))

    # Keys

    def keys(self, name: str) -> tuple[str, ...]:
        """Shortcuts as they are now, in Qt's portable words."""
        chosen = self.settings.shortcuts(name)
        return COMMANDS[name].keys if chosen is None else chosen

    def set_keys(self, name: str, keys: tuple[str, ...] | None) -> None:
        """Other shortcuts, kept in the settings; None brings the usual ones back."""
        self.settings.set_shortcuts(name, None if keys == COMMANDS[name].keys else keys)
        self._set_keys(name)
        self._set_tip(COMMANDS[name])

    def reset_keys(self) -> None:
        """The usual shortcuts for all commands."""
        self.settings.clear_shortcuts()
        for name in self.by_name:
            self._set_keys(name)
            self._set_tip(COMMANDS[name])

    def owners(self, key: str) -> list[str]:
        """The commands that have ``key`` as a shortcut."""
        wanted = QKeySequence(key)
        return [name for name in self.by_name if wanted in map(QKeySequence, self.keys(name))]

    def clashes(self) -> dict[str, list[str]]:
        """Shortcuts with more than one owner, which Qt answers with nothing at all."""
        owners: dict[str, list[str]] = {}
        for name in self.by_name:
            for key in self.keys(name):
                owners.setdefault(key, []).append(name)
        return {key: names for key, names in owners.items() if len(names) > 1}

    def _set_keys(self, name: str) -> None:
        self.by_name[name].setShortcuts([QKeySequence(key) for key in self.keys(name)])


def shown_keys(keys: tuple[str, ...]) -> str:
    """Shortcuts as the system writes them."""
    return QKeySequence.listToString([QKeySequence(k) for k in keys], QKeySequence.SequenceFormat.NativeText)
