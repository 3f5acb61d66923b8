"""Hearing the training on one's own music: a slider over the models that a run has kept.

Each model writes the hole anew with the same seed and settings; the results are takes of one run, side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QWidget

from core.config import SampleConfig
from core.sampler.request import Checkpoint
from core.takes import MAX_TAKES
from core.train_run.watch import RunDetails
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.icons import icon
from fractalmidi_studio.run_controller import RunController, Wish
from fractalmidi_studio.training.words import bits_text
from fractalmidi_studio.widgets import named

SETTLE_MS = 350  # the slider has come to rest


@dataclass(frozen=True, slots=True)
class Model:
    """A place of the slider.  ``path`` None: the model that comes with the program."""

    path: str | None
    words: str


class HearingRow(QWidget):
    """``hear_requested``: a Model; ``use_requested``, ``base_requested``: its path, None for the default model."""

    hear_requested = Signal(object)
    use_requested = Signal(object)
    base_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.models: list[Model] = []
        self.slider = named(QSlider(Qt.Orientation.Horizontal), "checkpointSlider")
        self.slider.setAccessibleName(tr("Checkpoint of the run"))
        self.slider.setToolTip(
            tr("Each checkpoint writes the hole anew with the same seed: hear how the training changes your music")
        )
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.setPageStep(1)
        self.words = named(QLabel(), "checkpointWords")
        self.words.setMinimumWidth(190)
        self.hear = named(QPushButton(tr("Write the Hole")), "checkpointHear")
        self.hear.setIcon(icon("inpaint"))
        self.hear.setToolTip(tr("Have this checkpoint write the hole on the roll anew; the result is a take"))
        self.use = named(QPushButton(tr("Use This Checkpoint")), "checkpointUse")
        self.use.setIcon(icon("accept"))
        self.use.setToolTip(tr("Make it the model of the Generate panel"))
        self.base = named(QPushButton(tr("Train On")), "checkpointBase")
        self.base.setIcon(icon("new"))
        self.base.setToolTip(tr("Put together a new run that goes on from this checkpoint"))
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._hear)
        self.slider.valueChanged.connect(self._moved)
        self.hear.clicked.connect(self._hear)
        self.use.clicked.connect(lambda: self.use_requested.emit(self.models[self.slider.value()].path))
        self.base.clicked.connect(lambda: self.base_requested.emit(self.models[self.slider.value()].path))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel(tr("Checkpoints")))
        row.addWidget(self.slider, 1)
        row.addWidget(self.words)
        row.addWidget(self.hear)
        row.addWidget(self.use)
        row.addWidget(self.base)
        self._show_place()

    def show_models(self, details: RunDetails) -> None:
        models = _models(details)
        if models == self.models:
            return
        here = self.model()
        self.models = models
        paths = [model.path for model in models]
        place = paths.index(here.path) if here is not None and here.path in paths else len(models) - 1
        self.slider.blockSignals(True)
        self.slider.setRange(0, max(0, len(models) - 1))
        self.slider.setValue(max(0, place))
        self.slider.blockSignals(False)
        self._show_place()

    def model(self) -> Model | None:
        place = self.slider.value()
        return self.models[place] if place < len(self.models) else None

    def _show_place(self) -> None:
        model = self.model()
        self.words.setText(model.words if model is not None else tr("No checkpoint has been kept yet."))
        for widget in (self.slider, self.hear, self.use, self.base):
            widget.setEnabled(model is not None)

    def _moved(self) -> None:
        self._show_place()
        self._settle.start()

    def _hear(self) -> None:
        self._settle.stop()
        model = self.model()
        if model is not None:
            self.hear_requested.emit(model)


def _models(details: RunDetails) -> list[Model]:
    """Before the training, if it began from a model; then what was kept."""
    if not details.checkpoints and details.best is None:
        return []
    models = []
    if details.base is not None:
        models.append(Model(None if details.base == "default" else details.base, tr("Before the training")))
    for checkpoint in details.checkpoints:
        words: str = tr("Step {step}") if checkpoint.bits is None else tr("Step {step}: {bits} bits a note")
        words = words.format(step=f"{checkpoint.step:,}", bits=bits_text(checkpoint.bits))
        models.append(Model(str(checkpoint.path), words))
    if details.best is not None:
        models.append(Model(str(details.best), tr("The best so far")))
    return models


class Hearing(QObject):
    """Has models write the hole that is painted on the roll, one after the other."""

    message = Signal(str, str)
    said = Signal(str)  # for the status line

    def __init__(self, runs: RunController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs = runs
        self._waiting: tuple[Model, SampleConfig, int | None, Wish] | None = None
        self._numbers: dict[tuple[str | None, int], int] = {}  # model and the time of its file -> its take
        self._basis: object = None
        self._strength: bytes = b""
        self._config: SampleConfig | None = None
        runs.running_changed.connect(self._go_on)

    def hear(self, model: Model, config: SampleConfig, track_index: int | None, wish: Wish) -> None:
        """A model that has written this hole already is shown at once."""
        if not self._runs.document.hole.any():
            self.message.emit("info", tr("Paint a hole on the roll first: each checkpoint then writes it anew."))
            return
        if self._runs.running:
            self._waiting = (model, config, track_index, wish)
            self._runs.cancel()
            return
        takes, key = self._runs.takes, (model.path, _stamp(model.path))
        strength = self._runs.document.strength.tobytes()
        same = takes.is_open and takes.basis is self._basis and (strength, config) == (self._strength, self._config)
        if same and self._has_written(key) and takes.show(self._numbers[key]):
            words = tr("{checkpoint}: take {number}, as it was written before.")
            self.said.emit(words.format(checkpoint=model.words, number=self._numbers[key]))
            return
        checkpoint = Checkpoint(model.path)
        if same and len(takes.entries) < MAX_TAKES:
            self._numbers[key] = len(takes.entries) + 1
            self._runs.another(checkpoint)
            return
        if takes.is_open and takes.basis is self._basis:
            takes.reject()  # the music as it was before it was heard
        self._runs.inpaint(config, track_index, Wish(1, checkpoint, wish.this_track_alone))
        self._basis, self._strength, self._config = takes.basis, strength, config
        self._numbers = {key: 1}

    def _has_written(self, key: tuple[str | None, int]) -> bool:
        """A take that was given up before it was done leaves its number to another model's."""
        entry = self._runs.takes.entry(self._numbers.get(key, 0))
        return entry is not None and entry.record.request.checkpoint.path == key[0]

    def _go_on(self, running: bool) -> None:
        waiting, self._waiting = (self._waiting, None) if not running else (None, self._waiting)
        if waiting is not None:
            self.hear(*waiting)


def _stamp(path: str | None) -> int:
    try:
        return Path(path).stat().st_mtime_ns if path is not None else 0
    except OSError:
        return 0
