"""Which model writes: the one that comes with the program, or a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QToolButton, QWidget

from core.model_file import CheckpointError, read_info
from core.sampler.request import Checkpoint
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.icons import icon
from fractalmidi_studio.model_names import model_name
from fractalmidi_studio.panels.rows import labelled, reset_button
from fractalmidi_studio.widgets import named, plain_tip


class ModelRow(QWidget):
    """``failed``: a sentence about a file that is no model; the choice stays as it was.

    ``told``: what a chosen file says of itself, before anything of it is loaded.
    """

    failed = Signal(str)
    told = Signal(str)
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
            about = provenance_words(model_name(path), read_info(path))
        except CheckpointError as error:
            self.failed.emit(str(error))
            return False
        index = self.box.findData(str(path))
        if index < 0:
            self.box.addItem(model_name(path), str(path))
            index = self.box.count() - 1
        self.box.setItemData(index, plain_tip(f"{path}\n{about}"), Qt.ItemDataRole.ToolTipRole)
        self.box.setCurrentIndex(index)
        self.told.emit(about)
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


MAX_WORDS = 60  # characters of each text that stands in a file


def provenance_words(name: str, info: dict[str, Any]) -> str:
    """What a model file says of itself, in a sentence; nothing of it is believed or loaded for that."""
    said = info["provenance"] if isinstance(info["provenance"], dict) else {}
    parts = []
    if isinstance(said.get("files"), int):
        parts.append(tr("learned from {count} files").format(count=said["files"]))
    if isinstance(said.get("styles"), list) and said["styles"]:
        parts.append(tr("styles: {styles}").format(styles=_short(", ".join(map(str, said["styles"])))))
    bits = said.get("valid_bits_per_note")
    if isinstance(bits, dict) and isinstance(bits.get("total"), (int, float)):
        parts.append(tr("{bits} bits a note").format(bits=f"{bits['total']:.2f}"))
    if isinstance(said.get("made"), str):
        parts.append(tr("made {date}").format(date=_short(said["made"])[:10]))
    if isinstance(said.get("converted_from"), str):
        parts.append(tr("converted from {file}").format(file=_short(said["converted_from"])))
    parts.append(f"{info['bytes'] / 1e6:.0f} MB")
    return tr("{name} says of itself: {facts}. It is loaded when the next run begins.").format(
        name=_short(name), facts="; ".join(parts)
    )


def _short(text: str) -> str:
    plain = "".join(c for c in text if c.isprintable())
    return plain if len(plain) <= MAX_WORDS else f"{plain[:MAX_WORDS]}…"
