"""The transport bar: play, stop, record, loop, click, tempo, position, and where the music goes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QMainWindow,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QToolBar,
    QToolButton,
    QWidget,
)

from core.playback.ports import Output
from fractalmidi_studio.actions import Actions
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.playback import FASTEST, SLOWEST
from fractalmidi_studio.widgets import bar_button, named, show_rest_button

_BUTTONS = ("rewind", "stop", "play", "record", None, "loop", "metronome", "count_in", "step_input", None)
_WORDS = ("play",)  # buttons with their word beside them
OUTPUT_PX = 190
_NARROW_PX = 1060  # below this the volume gives way
_TIGHT_PX = 960  # below this the word before the tempo, too, and the output gets narrower
_SMALL_PX = 720  # a window of 960 x 540, as at 200 %: the position gives way (the status bar tells it under the mouse)


class OutputChooser(QComboBox):
    """Where the music goes.  Keeps the choice while ports come and go."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("outputBox")
        self.setFixedWidth(OUTPUT_PX)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setToolTip(tr("Where the music is played: a MIDI port, a virtual port, or the built-in synth"))
        self.addItem(tr("Starting the player"))
        self.setEnabled(False)
        self.wanted = ""

    def set_outputs(self, outputs: list[Output]) -> None:
        self.blockSignals(True)
        self.clear()
        for output in outputs:
            self.addItem(output.name, output)
        names = [output.name for output in outputs]
        synths = [i for i, output in enumerate(outputs) if str(output.kind) == "synth"]
        if self.wanted in names:
            self.setCurrentIndex(names.index(self.wanted))
        elif synths:
            self.setCurrentIndex(synths[0])
        self.setEnabled(bool(outputs))
        if not outputs:
            self.addItem(tr("No output"))
        self.blockSignals(False)

    def output(self) -> Any:
        return self.currentData()


class TransportBar(QToolBar):
    tempo_changed = Signal(int)  # percent
    volume_changed = Signal(int)  # percent

    def __init__(self, window: QMainWindow, actions: Actions) -> None:
        super().__init__(tr("Transport"))
        self.setObjectName("transportBar")
        self.setMovable(False)
        self.setIconSize(QSize(18, 18))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        show_rest_button(self)
        for name in _BUTTONS:
            self._add(actions, name)
        self.tempo = self._tempo_box()
        self._percent_label = QLabel(tr("Tempo"))
        self._percent_label.setContentsMargins(6, 0, 6, 0)
        self._percent_action = self.addWidget(self._percent_label)
        self.addWidget(self.tempo)
        self.position = named(QLabel(""), "positionText")
        self.position.setMinimumWidth(QFontMetrics(self.position.font()).horizontalAdvance("888.8.8   88:88.8  ") + 24)
        self.position.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.position.setToolTip(tr("Bar, beat and step of the playhead; minutes and seconds from the beginning"))
        self._position_action = self.addWidget(self.position)
        stretch = QWidget()
        stretch.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(stretch)
        self._add(actions, "panic")
        self._add(actions, "midi_sound")
        self.volume = self._volume_slider()
        self._volume_action = self.addWidget(self.volume)
        self.outputs = OutputChooser()
        self.addWidget(self.outputs)
        window.addToolBar(self)

    def show_position(self, text: str) -> None:
        self.position.setText(text)

    def set_volume(self, percent: int) -> None:
        self.volume.setValue(percent)

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = event.size().width()
        self._volume_action.setVisible(width >= _NARROW_PX)
        self._percent_action.setVisible(width >= _TIGHT_PX)
        self._position_action.setVisible(width >= _SMALL_PX)
        self.outputs.setFixedWidth(OUTPUT_PX if width >= _TIGHT_PX else OUTPUT_PX - 45)
        super().resizeEvent(event)

    def _add(self, actions: Actions, name: str | None) -> None:
        if name is None:
            self.addSeparator()
            return
        self.addAction(actions[name])
        button = bar_button(self, actions[name], f"{name}Button")
        if name in _WORDS and isinstance(button, QToolButton):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setMinimumWidth(84)  # a button that changes its word must not push its neighbours about

    def _tempo_box(self) -> QSpinBox:
        box = named(QSpinBox(), "tempoPercent")
        box.setRange(SLOWEST, FASTEST)
        box.setSingleStep(5)
        box.setValue(100)
        box.setSuffix(" %")
        box.setFixedWidth(86)
        box.setToolTip(tr("Tempo of playing, in percent of the piece's own; the piece stays as it is"))
        box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        box.valueChanged.connect(self.tempo_changed)
        return box

    def _volume_slider(self) -> QSlider:
        slider = named(QSlider(Qt.Orientation.Horizontal), "synthVolume")
        slider.setRange(0, 100)
        slider.setValue(100)
        slider.setFixedWidth(110)
        slider.setToolTip(tr("Volume of the built-in synth"))
        slider.setAccessibleName(tr("Volume of the built-in synth"))
        slider.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        slider.valueChanged.connect(self.volume_changed)
        return slider
