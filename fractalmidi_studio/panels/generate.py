"""How to write: seed, temperature and the rest, each in words, and the buttons that start a run."""

from __future__ import annotations

import random
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.config import DEFAULT_MODEL_STYLES, ITERATION_PRESETS, NUM_DENSITIES, ONLY, STYLES, SampleConfig
from core.project.form import RunSettings
from core.scale import MODES
from core.takes import MAX_TAKES
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.icons import icon
from fractalmidi_studio.names import key_name
from fractalmidi_studio.panels.model_row import ModelRow
from fractalmidi_studio.panels.rows import (
    LABEL_WIDTH,
    ChoiceRow,
    NumberRow,
    RangeRow,
    ValueRow,
    reset_button,
    rule,
    section,
)
from fractalmidi_studio.panels.setting_names import MODE_NAMES, ONLY_NAMES, PRESET_NAMES, STYLE_NAMES
from fractalmidi_studio.run_controller import MAX_SEED, Wish
from fractalmidi_studio.widgets import named, push_button, scrolling

DEFAULTS = SampleConfig()
ACTIVE_TRACK = -2  # a choice of the track to write to: the one that is active at the time


class GeneratePanel(QWidget):
    inpaint_requested = Signal()
    generate_requested = Signal()
    continue_requested = Signal(int)  # bars
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("generatePanel")
        self.setFixedWidth(332)
        self._used_seed: int | None = None  # by the last run, here or before the project was saved
        self.active_track: Callable[[], int] = lambda: 0
        self.fresh_seed = named(QCheckBox(tr("New seed each run")), "freshSeed")
        self._make_buttons()
        self._make_fields()
        form = QWidget()
        fields = QVBoxLayout(form)
        fields.setContentsMargins(14, 12, 14, 12)
        fields.setSpacing(10)
        for title, rows in self._groups():
            if fields.count():
                fields.addWidget(rule())
            fields.addWidget(section(title))
            for row in rows:
                fields.addWidget(row)
        fields.addStretch(1)
        scroll = scrolling(form, "generateScroll")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._button_rows())
        layout.addWidget(rule())
        layout.addWidget(scroll, 1)
        self.set_running(False)

    def _groups(self) -> list[tuple[str, tuple[QWidget, ...]]]:
        return [
            (tr("Run"), (self.only, self.takes, self._seed_row(), self.fresh_seed, self.iterations)),
            (tr("Choices"), (self.temperature, self.top_p, self.sparsity, self.groove)),
            (
                tr("Ask for"),
                (
                    *(self.key, self.scale, self.scale_only, self.range),
                    *(self.metre, self.style_choice, self.density, self.guidance),
                ),
            ),
            (tr("Write to"), (self.track, self.track_alone)),
            (tr("Written by"), (self.model,)),
        ]

    # What the user asks for

    def config(self) -> SampleConfig:
        """The settings as they stand."""
        density = self.density.data()
        style, key, scale = self.style_choice.data(), self.key.data(), self.scale.data()
        low, high = self.range.value()
        return SampleConfig(
            seed=self.seed.value(),
            temperature=self.temperature.value(),
            top_p=self.top_p.value(),
            guidance_scale=self.guidance.value(),
            iterations=ITERATION_PRESETS[str(self.iterations.data())],
            style=None if style is None else str(style),
            density=None if density is None else int(str(density)),
            key=key if key is None or isinstance(key, int) else str(key),
            metre=str(self.metre.data()),
            only=str(self.only.data()),
            sparsity=self.sparsity.value(),
            groove=self.groove.value(),
            low_pitch=low,
            high_pitch=high,
            scale=None if scale is None else str(scale),
            scale_only=self.scale_only.isChecked(),
        )

    def wish(self) -> Wish:
        """How many takes, by which model, and whether the other tracks' notes stay."""
        return Wish(self.takes.value(), self.model.checkpoint(), self.track_alone.isChecked())

    def settings(self) -> RunSettings:
        """All that a project keeps of this panel; which model writes is not among it."""
        track = self.track.data()
        return RunSettings(
            self.config(),
            takes=self.takes.value(),
            bars=self.bars.value(),
            fresh_seed=self.fresh_seed.isChecked(),
            track=track if isinstance(track, int) else -1,
            track_alone=self.track_alone.isChecked(),
        )

    def show_settings(self, settings: RunSettings) -> None:
        """The settings out of a project; a choice that is not there, such as another model's style, stays."""
        config = settings.config
        self.seed.setValue(min(config.seed, MAX_SEED))
        self._used_seed = self.seed.value()
        for value_row, value in (
            (self.temperature, config.temperature),
            (self.top_p, config.top_p),
            (self.guidance, config.guidance_scale),
            (self.sparsity, config.sparsity),
            (self.groove, config.groove),
        ):
            value_row.set_value(value)
        quality = next((name for name, n in ITERATION_PRESETS.items() if n == config.iterations), "standard")
        for row, data in (
            (self.iterations, quality),
            (self.style_choice, config.style),
            (self.density, config.density),
            (self.key, config.key),
            (self.metre, config.metre),
            (self.only, config.only),
            (self.scale, config.scale),
            (self.track, settings.track),
        ):
            row.set_data(data)
        self.range.set_value(config.low_pitch, config.high_pitch)
        self.scale_only.setChecked(config.scale_only)
        self.takes.spin.setValue(settings.takes)
        self.bars.setValue(settings.bars)
        self.fresh_seed.setChecked(settings.fresh_seed)
        self.track_alone.setChecked(settings.track_alone)

    def roll_dice(self) -> None:
        self.seed.setValue(random.randint(0, MAX_SEED))

    def prepare_seed(self, will_run: bool = True) -> None:
        """Before a run: a new seed, unless the user keeps the one shown or has just chosen it."""
        if not will_run:
            return
        if self.fresh_seed.isChecked() and self.seed.value() == self._used_seed:
            self.roll_dice()
        self._used_seed = self.seed.value()

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
        self.inpaint = push_button(
            "inpaintButton",
            tr("Inpaint"),
            tr("Write the painted part anew, fitting the music around it"),
            "inpaint",
            "on_selected",
        )
        self.inpaint.clicked.connect(self.inpaint_requested)
        self.generate = push_button(
            "generateButton",
            tr("Generate"),
            tr("Write the whole visible window of 256 steps anew. Undo brings it back."),
            "generate",
        )
        self.generate.clicked.connect(self.generate_requested)
        self.extend = push_button(
            "continueButton", tr("Continue"), tr("Write the next bars after the end of the piece"), "continue"
        )
        self.bars = named(QSpinBox(), "continueBars")
        self.bars.setRange(1, 128)
        self.bars.setValue(4)
        self.bars.setSuffix(tr(" bars"))
        self.bars.setFixedWidth(88)
        self.bars.setToolTip(tr("How many bars Continue writes"))
        self.extend.clicked.connect(lambda: self.continue_requested.emit(self.bars.value()))
        self.cancel = push_button(
            "cancelButton", tr("Cancel"), tr("Stop the run and keep the music as it was"), "cancel"
        )
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
        self._make_wishes()
        tip = tr("The track that gets the new notes")
        self.track = ChoiceRow("track", tr("Track"), [(tr("Automatic"), -1)], 0, tip)
        self.track_alone = named(QCheckBox(tr("Keep the other tracks' notes")), "trackAlone")
        self.track_alone.setToolTip(tr("Only the notes of this track give way; those of other tracks in the hole stay"))
        self.track_alone.setEnabled(False)
        self.track.box.currentIndexChanged.connect(self._track_chosen)
        self._make_limits()

    def _make_wishes(self) -> None:
        keys: list[tuple[str, object]] = [(tr("As around the hole"), "auto"), (tr("Any"), None)]
        keys += [(key_name(key), key) for key in range(24)]
        tip = tr("The key to write in. Far from that around, Guidance 2 insists; Only notes of the scale forces it")
        self.key = ChoiceRow("key", tr("Key"), keys, 0, tip)
        metres: list[tuple[str, object]] = [(tr("By ear"), "heard"), (tr("As written"), "written")]
        tip = tr("Where bars begin. By ear: music in three is taken as such, although the file says plain 2/4 or 4/4")
        self.metre = ChoiceRow("metre", tr("Metre"), metres, 0, tip)
        styles: list[tuple[str, object]] = [
            (tr("Any"), None),
            *((tr(STYLE_NAMES.get(s, s)), s) for s in DEFAULT_MODEL_STYLES),
        ]
        tip = tr("The kind of music to lean towards; Guidance makes it stronger")
        self.style_choice = ChoiceRow("style", tr("Style"), styles, 0, tip)
        words = {0: tr("{number}  sparse"), NUM_DENSITIES - 1: tr("{number}  dense")}
        densities: list[tuple[str, object]] = [(tr("Any"), None)]
        densities += [(words[i].format(number=i + 1) if i in words else str(i + 1), i) for i in range(NUM_DENSITIES)]
        self.density = ChoiceRow("density", tr("Density"), densities, 0, tr("How many notes to write"))

    def _make_limits(self) -> None:
        kinds: list[tuple[str, object]] = [(tr(ONLY_NAMES[name]), name) for name in ONLY]
        tip = tr("What of the notes in the hole is written anew; the rest of them is kept exactly")
        self.only = ChoiceRow("only", tr("Regenerate"), kinds, 0, tip)
        tip = tr("How many versions to write; the keys 1 to 8 compare them")
        self.takes = NumberRow("takes", tr("Takes"), 1, MAX_TAKES, 1, "", tip)
        self.takes.spin.valueChanged.connect(self._takes_changed)
        self._takes_changed(1)
        self.sparsity = ValueRow(
            "sparsity",
            tr("Sparsity"),
            -3.0,
            3.0,
            DEFAULTS.sparsity,
            (tr("fuller"), tr("emptier")),
            tr("Leans towards empty patches, or away from them"),
        )
        self.groove = ValueRow(
            "groove",
            tr("Groove"),
            0.0,
            3.0,
            DEFAULTS.groove,
            (tr("free"), tr("as around")),
            tr("How closely new notes keep to the rhythm of the bars around the hole"),
        )
        scales: list[tuple[str, object]] = [(tr("Of the key"), None), *((tr(MODE_NAMES[m]), m) for m in MODES)]
        self.scale = ChoiceRow("scale", tr("Scale"), scales, 0, tr("The scale on the key's tonic"))
        self.scale_only = named(QCheckBox(tr("Only notes of the scale")), "scaleOnly")
        self.scale_only.setToolTip(tr("New notes lie on the scale; kept pitches stay as they are"))
        self.range = RangeRow("range", tr("Pitches"), tr("New notes lie between these pitches, both included"))
        self.model = ModelRow()
        self.model.chosen.connect(self._show_styles)

    def _takes_changed(self, count: int) -> None:
        self.takes.spin.setSuffix(tr(" take") if count == 1 else tr(" takes"))

    def _track_chosen(self, index: int) -> None:
        self.track_alone.setEnabled(index > 0)
        if index <= 0:
            self.track_alone.setChecked(False)

    def _show_styles(self) -> None:
        """The styles that the chosen model has learned."""
        known = self.model.styles()
        names = DEFAULT_MODEL_STYLES if known is None else tuple(style for style in STYLES if style in known)
        chosen = self.style_choice.data()
        box = self.style_choice.box
        box.clear()
        for text, data in [(tr("Any"), None), *((tr(STYLE_NAMES.get(s, s)), s) for s in names)]:
            box.addItem(text, data)
        self.style_choice.set_data(chosen)

    def _seed_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        title = QLabel(tr("Seed"))
        title.setFixedWidth(LABEL_WIDTH)
        title.setBuddy(self.seed)
        self.lock = named(QToolButton(), "seedLock")
        self.lock.setIcon(icon("lock"))
        self.lock.setCheckable(True)
        self.lock.setToolTip(tr("Keep this seed: runs repeat it, and with it the notes"))
        self.lock.toggled.connect(lambda on: self.fresh_seed.setChecked(not on))
        self.fresh_seed.toggled.connect(lambda on: self.lock.setChecked(not on))
        row.addWidget(title)
        row.addWidget(self.seed, 1)
        row.addWidget(self.dice)
        row.addWidget(self.lock)
        return holder
