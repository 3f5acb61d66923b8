"""Rows of the panels: a value each, with its words and its way back to the usual."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSlider,
    QSpinBox,
    QToolButton,
    QWidget,
)

from fractalmidi_studio.i18n import tr
from fractalmidi_studio.icons import icon
from fractalmidi_studio.names import pitch_name
from fractalmidi_studio.widgets import named

LABEL_WIDTH = 78  # px, so that the fields of all rows begin at one line


class ValueRow(QWidget):
    """A number with a slider, words for both ends, and a reset that shows while the value is not the usual one."""

    changed = Signal()

    def __init__(
        self, name: str, label: str, low: float, high: float, usual: float, ends: tuple[str, str], tip: str
    ) -> None:
        super().__init__()
        self.usual = usual
        self._scale = 100
        self.spin = named(QDoubleSpinBox(), f"{name}Spin")
        self.spin.setRange(low, high)
        self.spin.setSingleStep(0.05)
        self.spin.setDecimals(2)
        self.spin.setFixedWidth(74)
        self.slider = named(QSlider(Qt.Orientation.Horizontal), f"{name}Slider")
        self.slider.setRange(round(low * self._scale), round(high * self._scale))
        back = tr("Back to {value}").format(value=f"{usual:g}")
        self.reset = reset_button(f"{name}Reset", lambda: self.spin.setValue(self.usual), back)
        title = QLabel(label)
        title.setBuddy(self.spin)
        low_word, high_word = QLabel(ends[0]), QLabel(ends[1])
        for word in (low_word, high_word):
            word.setProperty("soft", True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.addWidget(title, 0, 0, 1, 2)
        grid.addWidget(self.spin, 0, 2)
        grid.addWidget(self.reset, 0, 3)
        grid.addWidget(self.slider, 1, 0, 1, 4)
        grid.addWidget(low_word, 2, 0)
        grid.addWidget(high_word, 2, 1, 1, 3, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(1, 1)
        for widget in (self, self.spin, self.slider):
            widget.setToolTip(tip)
        self.spin.valueChanged.connect(self._spun)
        self.slider.valueChanged.connect(lambda value: self.spin.setValue(value / self._scale))
        self.spin.setValue(usual)
        self._spun(usual)

    def value(self) -> float:
        return round(self.spin.value(), 2)

    def set_value(self, value: float) -> None:
        self.spin.setValue(value)

    def _spun(self, value: float) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(round(value * self._scale))
        self.slider.blockSignals(False)
        self.reset.setEnabled(round(value, 2) != self.usual)
        self.changed.emit()


def reset_button(name: str, action: Callable[[], object], tip: str) -> QToolButton:
    button = named(QToolButton(), name)
    button.setIcon(icon("reset"))
    button.setToolTip(tip)
    button.clicked.connect(lambda: action())
    return button


class ChoiceRow(QWidget):
    """A drop-down with its label and a reset to the first entry."""

    def __init__(self, name: str, label: str, choices: list[tuple[str, object]], usual: int, tip: str) -> None:
        super().__init__()
        self.box = named(QComboBox(), f"{name}Box")
        self.box.addItems([text for text, _ in choices])
        for index, (_, data) in enumerate(choices):
            self.box.setItemData(index, data)
        self.box.setCurrentIndex(usual)
        self.box.setToolTip(tip)
        self.box.setMaxVisibleItems(26)
        back = tr("Back to {value}").format(value=choices[usual][0])
        self.reset = reset_button(f"{name}Reset", lambda: self.box.setCurrentIndex(usual), back)
        self.reset.setEnabled(False)
        self.box.currentIndexChanged.connect(lambda index: self.reset.setEnabled(index != usual))
        title = QLabel(label)
        title.setFixedWidth(LABEL_WIDTH)
        title.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(title)
        row.addWidget(self.box, 1)
        row.addWidget(self.reset)

    def data(self) -> object:
        return self.box.currentData()

    def set_data(self, data: object) -> None:
        for index in range(self.box.count()):
            if self.box.itemData(index) == data:
                self.box.setCurrentIndex(index)


class NumberRow(QWidget):
    """A whole number with its unit and a reset."""

    def __init__(self, name: str, label: str, low: int, high: int, usual: int, unit: str, tip: str) -> None:
        super().__init__()
        self.spin = named(QSpinBox(), f"{name}Spin")
        self.spin.setRange(low, high)
        self.spin.setSuffix(unit)
        self.spin.setToolTip(tip)
        back = tr("Back to {value}").format(value=usual)
        self.reset = reset_button(f"{name}Reset", lambda: self.spin.setValue(usual), back)
        self.spin.valueChanged.connect(lambda value: self.reset.setEnabled(value != usual))
        self.spin.setValue(usual)
        self.reset.setEnabled(False)
        labelled(self, label, self.spin, self.reset)

    def value(self) -> int:
        return self.spin.value()


class PitchSpin(QSpinBox):
    """A pitch by its name: C4 is 60."""

    def textFromValue(self, value: int) -> str:
        return pitch_name(value)

    def valueFromText(self, text: str) -> int:
        names = {pitch_name(pitch).lower(): pitch for pitch in range(128)}
        return names.get(text.strip().replace("#", "♯").lower(), self.value())

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        return QValidator.State.Acceptable, text, position


class RangeRow(QWidget):
    """The lowest and the highest pitch, both included, and a reset to all of them."""

    def __init__(self, name: str, label: str, tip: str) -> None:
        super().__init__()
        self.low, self.high = named(PitchSpin(), f"{name}LowSpin"), named(PitchSpin(), f"{name}HighSpin")
        for spin, usual, words in ((self.low, 0, tr("Lowest pitch")), (self.high, 127, tr("Highest pitch"))):
            spin.setRange(0, 127)
            spin.setValue(usual)
            spin.setToolTip(tip)
            spin.setAccessibleName(words)
            spin.setWrapping(False)
        self.reset = reset_button(f"{name}Reset", self._all, tr("Back to all pitches"))
        self.low.valueChanged.connect(lambda value: self._moved(value, self.high.value()))
        self.high.valueChanged.connect(lambda value: self._moved(self.low.value(), value))
        self.reset.setEnabled(False)
        to = QLabel("–")
        labelled(self, label, self.low, to, self.high, self.reset)

    def value(self) -> tuple[int, int]:
        return self.low.value(), self.high.value()

    def set_value(self, low: int, high: int) -> None:
        self._all()
        self.low.setValue(low)
        self.high.setValue(high)

    def _all(self) -> None:
        self.low.setValue(0)
        self.high.setValue(127)

    def _moved(self, low: int, high: int) -> None:
        """Whichever end was moved pushes the other one."""
        if low > high:
            pushed, at = (self.high, low) if self.sender() is self.low else (self.low, high)
            pushed.setValue(at)
        self.reset.setEnabled(self.value() != (0, 127))


def labelled(row: QWidget, label: str, *widgets: QWidget) -> None:
    """Lay out a row: its label, then the widgets, of which the fields take the room."""
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    title = QLabel(label)
    title.setFixedWidth(LABEL_WIDTH)
    title.setBuddy(widgets[0])
    layout.addWidget(title)
    for widget in widgets:
        stretch = 0 if isinstance(widget, QToolButton | QLabel) else 1
        layout.addWidget(widget, stretch)


def section(text: str) -> QLabel:
    return named(QLabel(text), "sectionLabel")


def rule() -> QFrame:
    line = named(QFrame(), "rule")
    line.setFixedHeight(1)
    return line
