"""MIDI and Sound: the input, clocks, how recordings are written, and the instruments of the built-in synth."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.playback.ports import Input, virtual_port_hint
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.playback_settings import PlaybackSettings
from fractalmidi_studio.widgets import named, plain_tip


class SoundDialog(QDialog):
    """What it shows is kept at once; ``changed`` tells what to the player's controller."""

    changed = Signal(str)  # name of the setting

    def __init__(self, settings: PlaybackSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("soundDialog")
        self.setWindowTitle(tr("MIDI and Sound"))
        self.setMinimumWidth(520)
        self.settings = settings
        self.inputs = named(QComboBox(), "inputBox")
        self.inputs.activated.connect(lambda _index: self._input_chosen())
        self.set_inputs([])
        form = QFormLayout()
        form.addRow(tr("Keyboard"), self.inputs)
        form.addRow("", self._check("thru", tr("Hear what is played on it (thru)"), True))
        form.addRow(
            tr("Recordings"),
            self._choice("quantise", 1, {0: tr("as played"), 1: tr("on sixteenths"), 2: tr("on eighths"),
                                         4: tr("on quarters")}),
        )  # fmt: skip
        form.addRow(
            tr("Step input"),
            self._choice("step_length", 1, {1: tr("sixteenths"), 2: tr("eighths"), 4: tr("quarters"), 8: tr("halves")}),
        )
        form.addRow(tr("MIDI clock"), self._check("clock_out", tr("Send clock, start and stop to the output")))
        form.addRow("", self._check("follow_clock", tr("Follow the clock of the keyboard's port")))
        link = self._check("link", tr("Share tempo, beat, start and stop with other programs (Ableton Link)"))
        if importlib.util.find_spec("link") is None:
            link.setEnabled(False)
            link.setToolTip(tr("The package LinkPython-extern is not installed"))
        form.addRow("", link)
        form.addRow(tr("Instruments"), self._soundfont_row())
        hint = virtual_port_hint()
        box = QVBoxLayout(self)
        box.addLayout(form)
        if hint is not None:
            box.addWidget(_wrapped(hint))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        box.addWidget(buttons)

    def set_inputs(self, inputs: list[Input]) -> None:
        """The ports there are; the chosen one stays chosen while it is away."""
        wanted = self.settings.text("input")
        self.inputs.clear()
        self.inputs.addItem(tr("None"), None)
        for source in inputs:
            self.inputs.addItem(source.name, source)
        names = [source.name for source in inputs]
        if wanted in names:
            self.inputs.setCurrentIndex(names.index(wanted) + 1)
        elif wanted:
            self.inputs.addItem(tr("{port} (not connected)").format(port=wanted), None)
            self.inputs.setCurrentIndex(self.inputs.count() - 1)

    def show_soundfont(self) -> None:
        path = self.settings.text("soundfont")
        self.soundfont.setText(Path(path).name if path else tr("TimGM6mb (comes with the program)"))
        self.soundfont.setToolTip(plain_tip(path))
        self.usual.setEnabled(bool(path))

    def _input_chosen(self) -> None:
        source: Any = self.inputs.currentData()
        if source is not None or self.inputs.currentIndex() == 0:
            self.settings.keep("input", source.name if source is not None else "")
            self.changed.emit("input")

    def _check(self, name: str, text: str, usual: bool = False) -> QCheckBox:
        box = named(QCheckBox(text), f"{name}Box")
        box.setChecked(self.settings.flag(name, usual))
        box.toggled.connect(lambda on: self._keep(name, on))
        return box

    def _choice(self, name: str, usual: int, choices: dict[int, str]) -> QComboBox:
        box = named(QComboBox(), f"{name}Box")
        for value, text in choices.items():
            box.addItem(text, value)
        box.setCurrentIndex(max(0, box.findData(self.settings.number(name, usual, 0, 16))))
        box.activated.connect(lambda _index: self._keep(name, box.currentData()))
        return box

    def _soundfont_row(self) -> QWidget:
        self.soundfont = named(QLabel(), "soundfontText")
        self.soundfont.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        choose = named(QPushButton(tr("Choose…")), "soundfontButton")
        choose.setToolTip(tr("A SoundFont file of your own (.sf2, .sf3)"))
        choose.clicked.connect(self._choose_soundfont)
        self.usual = named(QPushButton(tr("Usual")), "usualSoundfontButton")
        self.usual.clicked.connect(lambda: self._keep("soundfont", ""))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.soundfont, 1)
        row.addWidget(choose)
        row.addWidget(self.usual)
        holder = QWidget()
        holder.setLayout(row)
        self.show_soundfont()
        return holder

    def _choose_soundfont(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(
            self, tr("Choose a SoundFont"), self.settings.text("soundfont"), tr("SoundFonts (*.sf2 *.sf3)")
        )
        if path:
            self._keep("soundfont", path)

    def _keep(self, name: str, value: str | bool | int) -> None:
        self.settings.keep(name, value)
        if name == "soundfont":
            self.show_soundfont()
        self.changed.emit(name)


def _wrapped(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    return label
