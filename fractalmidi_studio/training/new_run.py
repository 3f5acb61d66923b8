"""The page on which a run is put together: folders, what the scan says of them, base model, preset, device; Start."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.model_file import CheckpointError, read_info
from fractalmidi_studio.i18n import later, tr
from fractalmidi_studio.icons import icon
from fractalmidi_studio.model_names import model_name
from fractalmidi_studio.panels.rows import NumberRow, labelled, section
from fractalmidi_studio.training.hint_list import HintList
from fractalmidi_studio.training.presets import Preset, presets
from fractalmidi_studio.training.scan_view import ScanView
from fractalmidi_studio.widgets import named, scrolling

SCRATCH, FILE = "\0scratch", "\0file"  # entries of the base box that are no model
DEFAULT = "default"
SCAN_AFTER_MS = 300  # several folders are often added at once
MAX_MINUTES = 14 * 24 * 60
DEVICES = ("auto", "cpu", "cuda")


@dataclass(frozen=True, slots=True)
class RunWish:
    """A run as the user wants it."""

    name: str
    preset: Preset
    data: tuple[Path, ...]
    overrides: tuple[str, ...]


class NewRunPage(QWidget):
    start_requested = Signal(object)  # RunWish
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("newRunPage")
        self.taken: Callable[[str], bool] = lambda name: False  # whether a run of this name exists
        self.ask_folder: Callable[[], str] = self._ask_folder
        self.ask_model: Callable[[], str] = self._ask_model
        self._named_by_hand = False
        self._names: set[str] = set()
        self._make_folders()
        self._make_settings()
        self.scan = ScanView()
        self.scan.ready.connect(self.refresh)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SCAN_AFTER_MS)
        self._later.timeout.connect(self._scan)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(14)
        row.addWidget(self._folder_column())
        row.addWidget(self.scan, 1)
        row.addWidget(self._settings_column())
        self._base_changed()
        self.refresh()

    # Folders

    def _make_folders(self) -> None:
        self.folders = named(HintList(later("Drop folders of MIDI files here.")), "trainingFolders")
        self.folders.setAccessibleName(tr("Folders of MIDI files to learn from"))
        self.folders.setToolTip(tr("Drop folders here; Delete takes the chosen one off the list"))
        self.folders.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.add = named(QPushButton(tr("Add Folder…")), "trainingAdd")
        self.add.setIcon(icon("open"))
        self.add.setToolTip(tr("Choose a folder of MIDI files; folders within it count, too"))
        self.add.clicked.connect(self._add_clicked)
        self.remove = named(QToolButton(), "trainingRemove")
        self.remove.setIcon(icon("cancel"))
        self.remove.setToolTip(tr("Take the chosen folder off the list; nothing is deleted"))
        self.remove.clicked.connect(self._remove_clicked)
        self.folders.itemSelectionChanged.connect(self.refresh)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.folders)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._remove_clicked)

    def _folder_column(self) -> QWidget:
        column = QWidget()
        column.setFixedWidth(230)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(section(tr("Your music")))
        layout.addWidget(self.folders, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add, 1)
        buttons.addWidget(self.remove)
        layout.addLayout(buttons)
        return column

    def paths(self) -> list[Path]:
        return [Path(self.folders.item(i).data(Qt.ItemDataRole.UserRole)) for i in range(self.folders.count())]

    def add_folders(self, folders: list[Path]) -> None:
        """Those that are not on the list already.  A file stands for itself."""
        here = set(self.paths())
        for folder in (path.absolute() for path in folders):
            if folder not in here:
                here.add(folder)
                item = QListWidgetItem(f"{folder.name}  ({folder.parent})")
                item.setData(Qt.ItemDataRole.UserRole, str(folder))
                item.setToolTip(str(folder))
                self.folders.addItem(item)
        self._folders_changed()

    def _add_clicked(self) -> None:
        folder = self.ask_folder()
        if folder:
            self.add_folders([Path(folder)])

    def _remove_clicked(self) -> None:
        for item in self.folders.selectedItems():
            self.folders.takeItem(self.folders.row(item))
        self._folders_changed()

    def _folders_changed(self) -> None:
        self._propose_name()
        self.scan.forget()
        self.refresh()
        self._later.start()

    def _scan(self) -> None:
        if self.paths():
            self.scan.start(self.paths())

    def _ask_folder(self) -> str:
        paths = self.paths()
        start = str(paths[-1].parent) if paths else _music_folder()
        return QFileDialog.getExistingDirectory(self, tr("Choose a folder of MIDI files"), start)

    # Settings

    def _make_settings(self) -> None:
        self.base = named(QComboBox(), "trainingBase")
        self.base.setToolTip(tr("The model that the training goes on from"))
        self.base.addItem(tr("Default model"), DEFAULT)
        self.base.addItem(tr("From scratch"), SCRATCH)
        self.base.addItem(tr("A model file…"), FILE)
        self._base_index = 0
        self.base.activated.connect(self._base_activated)
        self.preset = named(QComboBox(), "trainingPreset")
        self.preset.currentIndexChanged.connect(self._preset_changed)
        self.minutes = NumberRow(
            "trainingMinutes", tr("At most"), 1, MAX_MINUTES, 10, tr(" min"),
            tr("The training ends after so many minutes; Stop ends it earlier, and nothing is lost"),
        )  # fmt: skip
        self.device = named(QComboBox(), "trainingDevice")
        for name, words in zip(DEVICES, (tr("Automatic"), tr("Processor"), tr("NVIDIA GPU")), strict=True):
            self.device.addItem(words, name)
        self.device.setToolTip(tr("Where it is computed. Automatic takes a GPU if there is one."))
        for box in (self.base, self.preset, self.device):  # long words do not make the column wider
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
        self.name = named(QLineEdit(), "trainingName")
        self.name.setMaxLength(60)
        self.name.setToolTip(tr("The name of the run, and of its folder"))
        self.name.textEdited.connect(self._name_edited)
        self.name.textChanged.connect(lambda _text: self.refresh())
        self.start = named(QPushButton(tr("Start Training")), "trainingStart")
        self.start.setIcon(icon("play"))
        self.start.clicked.connect(self._start)
        self.reason = named(QLabel(), "trainingReason")  # why it cannot be started yet
        self.reason.setWordWrap(True)
        self.reason.setProperty("soft", True)

    def _settings_column(self) -> QWidget:
        form = QWidget()
        layout = QVBoxLayout(form)
        layout.setContentsMargins(0, 0, 4, 0)
        layout.addWidget(section(tr("Training")))
        for words, field in (
            (tr("Base"), self.base),
            (tr("Preset"), self.preset),
            (None, self.minutes),
            (tr("Device"), self.device),
            (tr("Name"), self.name),
        ):
            row: QWidget = field
            if words is not None:
                row = QWidget()
                labelled(row, words, field)
            layout.addWidget(row)
        layout.addStretch(1)
        column = QWidget()
        column.setFixedWidth(330)
        outer = QVBoxLayout(column)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(form, "trainingSettingsScroll"), 1)
        outer.addWidget(self.reason)
        outer.addWidget(self.start)
        return column

    def set_runs(self, names: set[str], models: dict[str, str]) -> None:
        """``names`` of all runs; ``models``: words and paths of what they have made, to go on from."""
        if names != self._names:
            self._names = names
            self._propose_name()
        known = [self.base.itemData(i) for i in range(self.base.count())]
        for words, path in models.items():
            if path not in known:
                self.base.insertItem(self.base.count() - 2, words, path)

    def choose_base(self, path: Path | None) -> bool:
        """A model file (None: the default model); False, and a sentence, where it is none."""
        try:
            if path is not None:
                read_info(path)
        except CheckpointError as error:
            self.failed.emit(str(error))
            return False
        index = self.base.findData(DEFAULT if path is None else str(path))
        if index < 0 and path is not None:
            index = self.base.count() - 2
            self.base.insertItem(index, model_name(path), str(path))
            self.base.setItemData(index, str(path), Qt.ItemDataRole.ToolTipRole)
        self.base.setCurrentIndex(index)
        self._base_index = index
        self._base_changed()
        return True

    def _base_activated(self, index: int) -> None:
        if self.base.itemData(index) == FILE:
            name = self.ask_model()
            if not (name and self.choose_base(Path(name))):
                self.base.setCurrentIndex(self._base_index)
            return
        self._base_index = index
        self._base_changed()

    def _ask_model(self) -> str:
        words = tr("Models (*.safetensors);;All files (*)")
        return QFileDialog.getOpenFileName(self, tr("Choose a model file"), "", words)[0]

    def _base_changed(self) -> None:
        wanted = presets(self.base.currentData() != SCRATCH)
        here = [self.preset.itemData(i).file for i in range(self.preset.count())]
        if here != [preset.file for preset in wanted]:
            self.preset.clear()
            for preset in wanted:
                self.preset.addItem(tr(preset.label), preset)
        self.refresh()

    def _preset_changed(self, index: int) -> None:
        preset = self.preset.itemData(index)
        if preset is not None:
            self.preset.setToolTip(tr(preset.tip))
            self.minutes.spin.setValue(preset.minutes)

    # Name

    def _name_edited(self, text: str) -> None:
        self._named_by_hand = bool(text.strip())

    def _propose_name(self) -> None:
        if self._named_by_hand:
            return
        paths = self.paths()
        stem = clean_name(paths[0].name if paths else "") or str(tr("my style"))
        name, number = stem, 2
        while self.taken(name):
            name, number = f"{stem} {number}", number + 1
        self.name.setText(name)

    # Start

    def _missing(self) -> str:
        name = self.name.text().strip()
        if not self.paths():
            return tr("Add a folder of MIDI files first, or drop one here.")
        if self.scan.busy or self._later.isActive():
            return tr("The files are being looked at…")
        if not self.scan.parts().get("train"):
            return tr("None of the files can be learned from: see the reasons.")
        if not name or clean_name(name) != name:
            return tr("Give the run a name that can be the name of a folder.")
        if self.taken(name):
            return tr("There is a run of this name already: choose another one.")
        if self.preset.currentData() is None:
            return tr("There is no preset for this.")
        return ""

    def refresh(self) -> None:
        if not hasattr(self, "scan"):
            return
        missing = self._missing()
        self.reason.setText(missing)
        self.reason.setVisible(bool(missing))
        self.start.setEnabled(not missing)
        self.remove.setEnabled(bool(self.folders.selectedItems()))

    def wish(self) -> RunWish:
        overrides = [f"train.max_minutes={self.minutes.value()}", f"train.device={self.device.currentData()}"]
        base = self.base.currentData()
        if base not in (SCRATCH, DEFAULT):
            overrides.append(f"train.init={json.dumps(base, ensure_ascii=False)}")  # whatever letters it has
        # Some of the user's own files are kept aside, and all of them were played by somebody.
        overrides += ["data.valid=[]", "data.played_styles=null"]
        return RunWish(self.name.text().strip(), self.preset.currentData(), tuple(self.paths()), tuple(overrides))

    def _start(self) -> None:
        if not self._missing():
            self.start_requested.emit(self.wish())

    def started(self) -> None:
        """The next run gets a name of its own."""
        self._named_by_hand = False
        self._propose_name()
        self.refresh()


def _music_folder() -> str:
    """Where a musician's files are likely to lie; not where the program happens to have been started."""
    places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.MusicLocation)
    return next((place for place in places if Path(place).is_dir()), str(Path.home()))


def clean_name(text: str) -> str:
    """``text`` as the name of a folder on any system; empty where nothing is left of it."""
    kept = "".join(letter for letter in text if letter.isprintable() and letter not in '<>:"/\\|?*')
    return kept.strip(" .")[:60].strip(" .")
