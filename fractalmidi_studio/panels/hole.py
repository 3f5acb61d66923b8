"""The Hole panel: how shapes are taken, how strong they are, where they come from, and holes kept by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from fractalmidi_studio.actions import Actions
from fractalmidi_studio.hole_commands import HoleCommands
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.icons import icon
from fractalmidi_studio.panels.rows import reset_button, rule, section
from fractalmidi_studio.tools.base import ADD, INTERSECT, SUBTRACT
from fractalmidi_studio.widgets import named, push_button, scrolling


class _Name(QLineEdit):
    """Return is this field's own, not the player's."""

    def event(self, event: QEvent) -> bool:
        is_return = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


class HolePanel(QWidget):
    def __init__(self, commands: HoleCommands, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("holePanel")
        self.setMinimumWidth(332)
        self.commands, self._actions = commands, actions
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(section(tr("Shapes")))
        column.addLayout(self._mode_row())
        column.addLayout(self._strength_rows())
        column.addWidget(rule())
        column.addWidget(section(tr("From the music")))
        column.addLayout(self._buttons(("hole_selection", "hole_track")))
        column.addWidget(rule())
        column.addWidget(section(tr("The whole hole")))
        column.addLayout(self._buttons(("hole_grow", "hole_shrink", "invert_hole", "hole_all", "clear_hole")))
        column.addWidget(rule())
        column.addWidget(section(tr("Kept by name")))
        column.addLayout(self._saved_rows())
        column.addWidget(self.saved, 1)
        column.addLayout(self._recall_row())
        column.addWidget(rule())
        column.addWidget(section(tr("Notes that stay")))
        column.addLayout(self._buttons(("lock_notes",)))
        scroll = scrolling(form, "holeScroll")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        commands.mode_changed.connect(self._show_mode)
        commands.strength_changed.connect(self.strength.setValue)
        commands.saved_changed.connect(self._show_saved)
        self._show_saved()

    def _mode_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self.modes: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        words = {
            ADD: (tr("Add"), tr("Shapes are added to the hole")),
            SUBTRACT: (tr("Subtract"), tr("Shapes are taken out of the hole (also: right button or Alt)")),
            INTERSECT: (tr("Keep only"), tr("Only what lies in the shape stays in the hole (also: Alt+Shift)")),
        }
        for mode, (text, tip) in words.items():
            button = named(QPushButton(text), f"holeMode{mode.capitalize()}")
            button.setCheckable(True)
            button.setChecked(mode == ADD)
            button.setToolTip(tip)
            button.clicked.connect(partial(self.commands.set_mode, mode))
            group.addButton(button)
            row.addWidget(button, 1)
            self.modes[mode] = button
        return row

    def _strength_rows(self) -> QGridLayout:
        self.strength = named(QSpinBox(), "strengthSpin")
        self.strength.setRange(1, 100)
        self.strength.setValue(100)
        self.strength.setSuffix(" %")
        self.strength.setFixedWidth(82)
        tip = tr("The chance that a cell painted from now on is written anew; another draw for every seed")
        self.slider = named(QSlider(Qt.Orientation.Horizontal), "strengthSlider")
        self.slider.setRange(1, 100)
        self.slider.setValue(100)
        reset = reset_button(
            "strengthReset", lambda: self.strength.setValue(100), tr("Back to {value}").format(value=100)
        )
        reset.setEnabled(False)
        title = QLabel(tr("Strength"))
        title.setBuddy(self.strength)
        keep, replace = QLabel(tr("keep")), QLabel(tr("replace"))
        for word in (keep, replace):
            word.setProperty("soft", True)
        for widget in (self.strength, self.slider):
            widget.setToolTip(tip)
        self.strength.valueChanged.connect(self.slider.setValue)
        self.strength.valueChanged.connect(self.commands.set_strength)
        self.strength.valueChanged.connect(lambda value: reset.setEnabled(value != 100))
        self.slider.valueChanged.connect(self.strength.setValue)
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        grid.addWidget(title, 0, 0, 1, 2)
        grid.addWidget(self.strength, 0, 2)
        grid.addWidget(reset, 0, 3)
        grid.addWidget(self.slider, 1, 0, 1, 4)
        grid.addWidget(keep, 2, 0)
        grid.addWidget(replace, 2, 1, 1, 3, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(1, 1)
        return grid

    def _buttons(self, names: tuple[str, ...]) -> QGridLayout:
        """A button for each command, two in a row."""
        grid = QGridLayout()
        grid.setSpacing(6)
        for place, name in enumerate(names):
            action = self._actions[name]
            button = named(QPushButton(), f"{name}PanelButton")
            button.clicked.connect(action.trigger)
            action.changed.connect(partial(_like, button, action))
            _like(button, action)
            last_alone = place == len(names) - 1 and place % 2 == 0
            grid.addWidget(button, place // 2, place % 2, 1, 2 if last_alone else 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    # Saved holes

    def _saved_rows(self) -> QHBoxLayout:
        self.name = named(_Name(), "holeName")
        self.name.setPlaceholderText(tr("Name of the hole"))
        self.name.setAccessibleName(tr("Name of the hole"))
        self.name.returnPressed.connect(self._save)
        self.save = push_button("holeSave", tr("Keep"), tr("Keep the hole under this name"))
        self.save.setMinimumWidth(76)
        self.save.clicked.connect(self._save)
        self.saved = named(QListWidget(), "savedHoles")
        self.saved.setAccessibleName(tr("Holes kept by name"))
        self.saved.setMinimumHeight(64)
        self.saved.itemActivated.connect(lambda item: self.commands.recall(item.text()))
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.save)
        return row

    def _recall_row(self) -> QHBoxLayout:
        self.recall = push_button(
            "holeRecall", tr("Use"), tr("Add the chosen hole, take it out, or keep only what lies in it: as set above")
        )
        self.recall.clicked.connect(self._with_chosen(self.commands.recall))
        self.forget = named(QPushButton(tr("Forget")), "holeForget")
        self.forget.setIcon(icon("clear"))
        self.forget.clicked.connect(self._with_chosen(self.commands.forget))
        self.saved.currentRowChanged.connect(lambda _row: self._show_chosen())
        row = QHBoxLayout()
        row.addWidget(self.recall, 1)
        row.addWidget(self.forget, 1)
        return row

    def _with_chosen(self, act: Callable[[str], None]) -> Callable[[], None]:
        def slot() -> None:
            item = self.saved.currentItem()
            if item is not None:
                act(item.text())

        return slot

    def _save(self) -> None:
        name = self.name.text()
        self.commands.save(name)
        if name.strip() in self.commands.saved:
            self.name.clear()

    def _show_saved(self) -> None:
        item = self.saved.currentItem()
        chosen = item.text() if item is not None else ""
        self.saved.clear()
        self.saved.addItems(list(self.commands.saved))
        names = list(self.commands.saved)
        if names:
            self.saved.setCurrentRow(names.index(chosen) if chosen in names else len(names) - 1)
        self._show_chosen()

    def _show_chosen(self) -> None:
        for button in (self.recall, self.forget):
            button.setEnabled(self.saved.currentItem() is not None)

    def _show_mode(self, mode: str) -> None:
        self.modes[mode].setChecked(True)


def _like(button: QPushButton, action: QAction) -> None:
    """The button says what its command says, in the language and with the keys of now."""
    button.setText(action.text())
    button.setIcon(action.icon())
    button.setToolTip(action.toolTip())
    button.setEnabled(action.isEnabled())
