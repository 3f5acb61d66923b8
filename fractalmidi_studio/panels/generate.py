"""How to write: seed, temperature and the rest, each in words, and the buttons that start a run."""

from __future__ import annotations

import random
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSlider,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.config import DEFAULT_MODEL_STYLES, ITERATION_PRESETS, NUM_DENSITIES, SampleConfig
from fractalmidi_studio.i18n import later, tr
from fractalmidi_studio.icons import icon
from fractalmidi_studio.names import key_name
from fractalmidi_studio.widgets import named

MAX_SEED = 2**31 - 1  # what a spin box holds; a config may hold more
DEFAULTS = SampleConfig()
ACTIVE_TRACK = -2  # a choice of the track to write to: the one that is active at the time
STYLE_NAMES = {
    "pop909": later("Pop piano"),
    "nottingham": later("Folk tunes"),
    "jsb": later("Bach chorales"),
    "lieder": later("Art songs"),
    "quartets": later("String quartets"),
    "openhymnal": later("Hymns"),
}
PRESET_NAMES = {"fast": later("Fast"), "standard": later("Standard"), "high": later("High")}


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
        for text, data in choices:
            self.box.addItem(text, data)
        self.box.setCurrentIndex(usual)
        self.box.setToolTip(tip)
        self.box.setMaxVisibleItems(26)
        back = tr("Back to {value}").format(value=choices[usual][0])
        self.reset = reset_button(f"{name}Reset", lambda: self.box.setCurrentIndex(usual), back)
        self.reset.setEnabled(False)
        self.box.currentIndexChanged.connect(lambda index: self.reset.setEnabled(index != usual))
        title = QLabel(label)
        title.setFixedWidth(78)
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


class GeneratePanel(QWidget):
    inpaint_requested = Signal()
    generate_requested = Signal()
    continue_requested = Signal(int)  # bars
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("generatePanel")
        self.setFixedWidth(332)
        self._ran = False
        self.active_track: Callable[[], int] = lambda: 0
        self.fresh_seed = named(QCheckBox(tr("New seed each run")), "freshSeed")
        self._make_buttons()
        self._make_fields()
        form = QWidget()
        fields = QVBoxLayout(form)
        fields.setContentsMargins(14, 12, 14, 12)
        fields.setSpacing(10)
        fields.addWidget(_section(tr("Run")))
        fields.addLayout(self._seed_row())
        fields.addWidget(self.fresh_seed)
        for row in (self.iterations, self.temperature, self.top_p):
            fields.addWidget(row)
        fields.addWidget(_rule())
        fields.addWidget(_section(tr("Ask for")))
        for row in (self.key, self.style_choice, self.density, self.guidance):
            fields.addWidget(row)
        fields.addWidget(_rule())
        fields.addWidget(_section(tr("Write to")))
        fields.addWidget(self.track)
        fields.addStretch(1)
        scroll = named(QScrollArea(), "generateScroll")
        scroll.setWidget(form)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._button_rows())
        layout.addWidget(_rule())
        layout.addWidget(scroll, 1)
        self.set_running(False)

    # What the user asks for

    def config(self) -> SampleConfig:
        """The settings as they stand.  Draws a new seed first where that is switched on."""
        density = self.density.data()
        style, key = self.style_choice.data(), self.key.data()
        return SampleConfig(
            seed=self.seed.value(),
            temperature=self.temperature.value(),
            top_p=self.top_p.value(),
            guidance_scale=self.guidance.value(),
            iterations=ITERATION_PRESETS[str(self.iterations.data())],
            style=None if style is None else str(style),
            density=None if density is None else int(str(density)),
            key=key if key is None or isinstance(key, int) else str(key),
        )

    def roll_dice(self) -> None:
        self.seed.setValue(random.randint(0, MAX_SEED))

    def prepare_seed(self, will_run: bool = True) -> None:
        """Before a run: a new seed, unless the user keeps the one shown."""
        if not will_run:
            return
        if self.fresh_seed.isChecked() and self._ran:
            self.roll_dice()
        self._ran = True

    def set_tracks(self, names: list[str]) -> None:
        """Tracks that a run may write to; the first choice picks the one that plays around the hole."""
        chosen = self.track.data()
        box = self.track.box
        box.blockSignals(True)
        box.clear()
        box.addItem(tr("Automatic"), -1)
        box.addItem(tr("Active track"), ACTIVE_TRACK)
        for index, name in enumerate(names):
            box.addItem(f"{index + 1}  {name}" if name else tr("Track {number}").format(number=index + 1), index)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.blockSignals(False)

    def track_index(self) -> int | None:
        index = self.track.data()
        if index == ACTIVE_TRACK:
            return self.active_track()
        return index if isinstance(index, int) and index >= 0 else None

    def set_running(self, running: bool) -> None:
        for button in (self.inpaint, self.generate, self.extend):
            button.setEnabled(not running)
        self.bars.setEnabled(not running)
        self.cancel.setEnabled(running)

    # Making of

    def _make_buttons(self) -> None:
        self.inpaint = named(QPushButton(tr("Inpaint")), "inpaintButton")
        self.inpaint.setIcon(icon("inpaint", "on_selected"))
        self.inpaint.setToolTip(tr("Write the painted part anew, fitting the music around it"))
        self.inpaint.clicked.connect(self.inpaint_requested)
        self.generate = named(QPushButton(tr("Generate")), "generateButton")
        self.generate.setIcon(icon("generate"))
        self.generate.setToolTip(tr("Write the whole visible window of 256 steps anew. Undo brings it back."))
        self.generate.clicked.connect(self.generate_requested)
        self.extend = named(QPushButton(tr("Continue")), "continueButton")
        self.extend.setIcon(icon("continue"))
        self.extend.setToolTip(tr("Write the next bars after the end of the piece"))
        self.bars = named(QSpinBox(), "continueBars")
        self.bars.setRange(1, 16)
        self.bars.setValue(4)
        self.bars.setSuffix(tr(" bars"))
        self.bars.setFixedWidth(88)
        self.bars.setToolTip(tr("How many bars Continue writes"))
        self.extend.clicked.connect(lambda: self.continue_requested.emit(self.bars.value()))
        self.cancel = named(QPushButton(tr("Cancel")), "cancelButton")
        self.cancel.setIcon(icon("cancel"))
        self.cancel.setToolTip(tr("Stop the run and keep the music as it was"))
        self.cancel.clicked.connect(self.cancel_requested)

    def _button_rows(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(14, 12, 14, 12)
        grid.setSpacing(8)
        grid.addWidget(self.inpaint, 0, 0, 1, 2)
        grid.addWidget(self.cancel, 0, 2)
        grid.addWidget(self.generate, 1, 0)
        grid.addWidget(self.extend, 1, 1)
        grid.addWidget(self.bars, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _make_fields(self) -> None:
        self.seed = named(QSpinBox(), "seedSpin")
        self.seed.setRange(0, MAX_SEED)
        self.seed.setGroupSeparatorShown(False)
        self.seed.setToolTip(tr("The same seed, music and settings give the same notes"))
        self.dice = reset_button("seedDice", self.roll_dice, tr("Another seed"))
        self.dice.setIcon(icon("dice"))
        self.fresh_seed.setChecked(True)
        self.fresh_seed.setToolTip(tr("Off: runs repeat the seed above, and with it the notes"))
        self.temperature = ValueRow(
            "temperature",
            tr("Temperature"),
            0.3,
            2.0,
            DEFAULTS.temperature,
            (tr("safe"), tr("surprising")),
            tr("How adventurous the choices are"),
        )
        self.top_p = ValueRow(
            "topP",
            tr("Top-p"),
            0.1,
            1.0,
            DEFAULTS.top_p,
            (tr("only the likeliest"), tr("everything")),
            tr("Leaves unlikely choices out"),
        )
        self.guidance = ValueRow(
            "guidance",
            tr("Guidance"),
            0.0,
            5.0,
            DEFAULTS.guidance_scale,
            (tr("ignore"), tr("insist")),
            tr("How strictly the wishes above are followed"),
        )
        preset = tr("{quality}  ({numbers})")
        presets: list[tuple[str, object]] = [
            (preset.format(quality=tr(PRESET_NAMES[name]), numbers=" ".join(map(str, numbers))), name)
            for name, numbers in ITERATION_PRESETS.items()
        ]
        tip = tr("Iterations at each level: more is slower")
        self.iterations = ChoiceRow("iterations", tr("Quality"), presets, 1, tip)
        keys: list[tuple[str, object]] = [(tr("As around the hole"), "auto"), (tr("Any"), None)]
        keys += [(key_name(key), key) for key in range(24)]
        self.key = ChoiceRow("key", tr("Key"), keys, 0, tr("The key to write in"))
        styles: list[tuple[str, object]] = [
            (tr("Any"), None),
            *((tr(STYLE_NAMES.get(s, s)), s) for s in DEFAULT_MODEL_STYLES),
        ]
        self.style_choice = ChoiceRow("style", tr("Style"), styles, 0, tr("Write like this kind of music"))
        words = {0: tr("{number}  sparse"), NUM_DENSITIES - 1: tr("{number}  dense")}
        densities: list[tuple[str, object]] = [(tr("Any"), None)]
        densities += [(words[i].format(number=i + 1) if i in words else str(i + 1), i) for i in range(NUM_DENSITIES)]
        self.density = ChoiceRow("density", tr("Density"), densities, 0, tr("How many notes to write"))
        tip = tr("The track that gets the new notes")
        self.track = ChoiceRow("track", tr("Track"), [(tr("Automatic"), -1)], 0, tip)

    def _seed_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        title = QLabel(tr("Seed"))
        title.setFixedWidth(78)
        title.setBuddy(self.seed)
        row.addWidget(title)
        row.addWidget(self.seed, 1)
        row.addWidget(self.dice)
        return row


def _section(text: str) -> QLabel:
    return named(QLabel(text), "sectionLabel")


def _rule() -> QFrame:
    line = named(QFrame(), "rule")
    line.setFixedHeight(1)
    return line
