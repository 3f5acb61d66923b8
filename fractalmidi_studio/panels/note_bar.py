"""Grid and scale in the tool bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from core.scale import MODES, Scale
from fractalmidi_studio.i18n import later, tr
from fractalmidi_studio.names import KEY_CLASSES
from fractalmidi_studio.note_settings import NoteSettings
from fractalmidi_studio.snap import GRID_WORDS
from fractalmidi_studio.widgets import named

MODE_WORDS = {
    "major": later("major"),
    "minor": later("minor"),
    "harmonic minor": later("harmonic minor"),
    "dorian": later("dorian"),
    "mixolydian": later("mixolydian"),
    "pentatonic": later("pentatonic"),
    "blues": later("blues"),
}
assert MODE_WORDS.keys() == MODES.keys()


class NoteBar(QWidget):
    def __init__(self, settings: NoteSettings) -> None:
        super().__init__()
        self._settings = settings
        self.grid = named(QComboBox(), "gridBox")
        self.grid.setToolTip(tr("Grid that notes snap to; Alt suspends it while you drag"))
        for name, words in GRID_WORDS.items():
            self.grid.addItem(tr(words), name)
        self.grid.setCurrentIndex(self.grid.findData(settings.grid))
        self.grid.setFixedWidth(88)
        self.grid.currentIndexChanged.connect(lambda _index: settings.set_grid(self.grid.currentData()))
        self.tonic = named(QComboBox(), "tonicBox")
        self.tonic.setToolTip(tr("Scale for moving and selecting notes within it"))
        self.tonic.addItem(tr("As the music"), None)
        for tonic, name in enumerate(KEY_CLASSES):
            self.tonic.addItem(name, tonic)
        self.tonic.setFixedWidth(116)
        self.mode = named(QComboBox(), "modeBox")
        self.mode.setToolTip(self.tonic.toolTip())
        for mode, words in MODE_WORDS.items():
            self.mode.addItem(tr(words), mode)
        self.mode.setFixedWidth(120)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        for label, boxes in ((tr("Snap"), (self.grid,)), (tr("Scale"), (self.tonic, self.mode))):
            row.addWidget(QLabel(label))
            for box in boxes:
                box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
                row.addWidget(box)
        for box in (self.tonic, self.mode):
            box.currentIndexChanged.connect(lambda _index: self._scale_chosen())
        self._scale_chosen()

    def _scale_chosen(self) -> None:
        tonic = self.tonic.currentData()
        self.mode.setVisible(tonic is not None)
        self._settings.set_scale(None if tonic is None else Scale(tonic, self.mode.currentData()))
