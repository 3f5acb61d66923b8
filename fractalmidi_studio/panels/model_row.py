"""Which model writes: the one that comes with the program, or a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QToolButton, QWidget

from core.model_file import CheckpointError, read_info
from core.sampler.request import Checkpoint
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.icons import icon
from fractalmidi_studio.panels.rows import labelled, reset_button
from fractalmidi_studio.widgets import named


class ModelRow(QWidget):
    """``failed``: a sentence about a file that is no model; the choice stays as it was."""

    failed = Signal(str)
    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.box = named(QComboBox(), "modelBox")
        self.box.addItem(tr("Default"), None)
        self.box.setToolTip(tr("The model that writes; it is loaded when the next run begins"))
        self.box.setMinimumContentsLength(8)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.open = named(QToolButton(), "modelOpen")
        self.open.setIcon(icon("open"))
        self.open.setToolTip(tr("Choose a model file"))
        self.open.setAccessibleName(tr("Choose a model file"))
        self.reset = reset_button("modelReset", lambda: self.box.setCurrentIndex(0), tr("Back to the default model"))
        self.reset.setEnabled(False)
        self.ask: Callable[[], str] = self._ask
        self.open.clicked.connect(self._open)
        self.box.currentIndexChanged.connect(self._changed)
        labelled(self, tr("Model"), self.box, self.open, self.reset)

    def checkpoint(self) -> Checkpoint:
        path = self.box.currentData()
        return Checkpoint(None if path is None else str(path))

    def choose(self, path: Path) -> bool:
        """Take a model file; False, and a sentence, where it is none."""
        try:
            read_info(path)
        except CheckpointError as error:
            self.failed.emit(str(error))
            return False
        index = self.box.findData(str(path))
        if index < 0:
            self.box.addItem(path.stem, str(path))
            index = self.box.count() - 1
            self.box.setItemData(index, str(path), 3)  # the tool tip
        self.box.setCurrentIndex(index)
        return True

    def styles(self) -> list[str] | None:
        """What kinds of music the chosen model knows; None where its file does not say."""
        path = self.box.currentData()
        if path is None:
            return None
        try:
            found = read_info(Path(path))["provenance"].get("styles")
        except CheckpointError:
            return None
        return [str(style) for style in found] if isinstance(found, list) else None

    def _open(self) -> None:
        name = self.ask()
        if name:
            self.choose(Path(name))

    def _ask(self) -> str:
        name, _ = QFileDialog.getOpenFileName(
            self, tr("Choose a model file"), "", tr("Models (*.safetensors);;All files (*)")
        )
        return name

    def _changed(self, index: int) -> None:
        self.reset.setEnabled(index != 0)
        self.chosen.emit()
