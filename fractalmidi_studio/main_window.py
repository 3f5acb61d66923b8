"""The window: puts canvas, panels, menus and controllers together and passes wishes on.

What a command does stands in the controllers; what is shown when something changed in ``display.py``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QMessageBox, QTabWidget

from core import __version__
from core.render import used_pitches
from fractalmidi_studio.actions import Actions
from fractalmidi_studio.bars import make_main_bar, make_menus, make_tool_row
from fractalmidi_studio.canvas.pane import CanvasPane
from fractalmidi_studio.desk import Desk
from fractalmidi_studio.display import Display
from fractalmidi_studio.document import Document
from fractalmidi_studio.files import FileController, demo_pieces
from fractalmidi_studio.hole_commands import HoleCommands
from fractalmidi_studio.housekeeping import Housekeeping
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.icons import icon
from fractalmidi_studio.message_bar import MessageBar
from fractalmidi_studio.note_actions import NoteActions
from fractalmidi_studio.note_settings import NoteSettings
from fractalmidi_studio.panels.field_keys import FieldKeys
from fractalmidi_studio.panels.help import about, mouse_and_keys
from fractalmidi_studio.panels.status import StatusBar
from fractalmidi_studio.panels.transport import TransportBar
from fractalmidi_studio.play_commands import PlayCommands
from fractalmidi_studio.playback import Playback, PlayerLike
from fractalmidi_studio.project_desk import ProjectDesk
from fractalmidi_studio.recent import RecentFiles
from fractalmidi_studio.run_commands import RunCommands
from fractalmidi_studio.run_controller import RunController
from fractalmidi_studio.settings import Settings
from fractalmidi_studio.side_panels import SidePanels
from fractalmidi_studio.take_commands import TakeCommands
from fractalmidi_studio.tools import TOOLS
from fractalmidi_studio.tools.base import INTERSECT, SUBTRACT
from fractalmidi_studio.training_place import TrainingPlace
from fractalmidi_studio.workers.sampler import Engine, Sampler

if TYPE_CHECKING:
    from fractalmidi_studio.autosave import Autosave
    from fractalmidi_studio.panels.generate import GeneratePanel


class MainWindow(QMainWindow):
    """``first_frame``: the window has been painted for the first time, with what was opened before it was shown."""

    first_frame = Signal()

    def __init__(self, engine: Engine, make_player: Callable[[], PlayerLike], settings: Settings) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setAcceptDrops(True)
        self.setMinimumSize(QSize(960, 500))
        self.settings = settings
        self.document = Document(self)
        self.sampler = Sampler(engine, self)
        self.runs = RunController(self.document, self.sampler, self)
        self.hole_commands = HoleCommands(self.document, lambda: self.runs.previewing, self)
        self.playback = Playback(self.document, make_player, self)
        self.files = FileController(self, self.document, settings)
        self.actions_by_name = Actions(self, settings)
        self.note_settings = NoteSettings(settings, self)
        self.pane = CanvasPane()
        self.view, self.viewport = self.pane.view, self.pane.viewport
        self.status = StatusBar()
        self.run_commands = RunCommands(self.document, self.runs, lambda: self.panel, self.pane)
        self.inpaint, self.generate, self.extend = (
            self.run_commands.inpaint,
            self.run_commands.generate,
            self.run_commands.extend,
        )
        self.closed = False
        self.autosave: Autosave | None = None  # given by the composition root
        self._build()
        self.display = Display(self)
        self.play_commands = PlayCommands(self)
        self.take_commands = TakeCommands(self)
        self._connect()
        self._connect_actions()
        self.notes = NoteActions(self, self.note_settings)
        self.desk = Desk(self)
        self.project = self.files.desk = ProjectDesk(self)
        self._field_keys = FieldKeys(self, self.view.setFocus)
        self.housekeeping = Housekeeping(
            [self.files.tasks.ended, self.sampler.stopped, self.playback.playing_changed], self._is_busy, self
        )
        self.display.show_document()
        self.view.setFocus()
        self.view.installEventFilter(self)
        self.first_frame.connect(self.panels.build)

    # Building

    def _build(self) -> None:
        actions = self.actions_by_name
        self.menus = make_menus(self, actions)
        make_main_bar(self, actions)
        self.transport = TransportBar(self, actions)
        self.brush = make_tool_row(self, actions, self.note_settings)
        self.outputs = self.transport.outputs
        self.setCentralWidget(self.pane)
        self.panels = SidePanels(self)
        self.training = TrainingPlace(self)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.setStatusBar(self.status)
        self.messages = MessageBar(self.pane)
        for title, path in demo_pieces():
            self.menus["demo"].addAction(title, partial(self.open_demo, path, title))
        self.recent = RecentFiles(self.menus["recent"], self.settings, self.open_file)
        actions["tool_rectangle"].setChecked(True)
        actions["follow"].setChecked(self.settings.follow_playhead)
        self.setWindowIcon(icon("app"))

    def _connect(self) -> None:
        runs, playback, files, view, pane = self.runs, self.playback, self.files, self.view, self.pane
        for source in (runs, playback, files):
            source.message.connect(self.messages.show_message)
        runs.written.connect(playback.cue)
        files.said.connect(self.status.say)
        files.reading.slow.connect(self.status.show_waiting)
        self.status.stop.clicked.connect(files.cancel_opening)
        files.opening.connect(runs.cancel)
        files.opened.connect(self.messages.clear)
        files.opened.connect(self._fit_new_piece)
        files.recent_changed.connect(self.recent.fill)
        view.stroke_finished.connect(self.hole_commands.stroke)
        pane.ruler.seek_requested.connect(playback.seek)
        pane.ruler.bars_dragged.connect(self.hole_commands.bars)
        pane.keyboard.key_pressed.connect(playback.preview)
        pane.keyboard.pitches_dragged.connect(self.hole_commands.pitches)
        self.brush.spin.valueChanged.connect(self._brush_sized)

    def _connect_actions(self) -> None:
        """Who carries out each command of the table."""
        spin, files, stack = self.brush.spin, self.files, self.document.undo_stack
        slots: dict[str, Callable[[], object]] = {
            "new": files.new,
            "open": files.open_dialog,
            "save": files.save,
            "save_as": files.save_as,
            "export_midi": files.export_midi,
            "export_gif": lambda: files.export_gif(self.runs.last_record),
            "exportPng": lambda: files.export(".png"),
            "exportGif": lambda: files.export(".gif"),
            "exportWav": lambda: files.export(".wav"),
            "exportFlac": lambda: files.export(".flac"),
            "exportOgg": lambda: files.export(".ogg"),
            "versions": self._offer_versions,
            "recover": lambda: self.autosave.offer() if self.autosave is not None else None,
            "quit": self.close,
            "undo": lambda: self.take_commands.undo(),
            "redo": stack.redo,
            "clear_hole": self.hole_commands.clear,
            "invert_hole": self.hole_commands.invert,
            "hole_all": self.hole_commands.paint_all,
            "brush_smaller": lambda: spin.setValue(spin.value() - 1),
            "brush_larger": lambda: spin.setValue(spin.value() + 1),
            "rewind": self._rewind,
            "fit": self.fit,
            "zoom_in": lambda: self.viewport.zoom_time(1.25, self.viewport.width / 2),
            "zoom_out": lambda: self.viewport.zoom_time(0.8, self.viewport.width / 2),
            "inpaint": self.inpaint,
            "generate": self.generate,
            "continue": lambda: self.extend(self.panel.bars.value()),
            "cancel": self._escape,
            "about": lambda: QMessageBox.about(self, tr("About"), about(__version__)),
            "keys": lambda: QMessageBox.information(self, tr("Mouse and Keys"), mouse_and_keys()),
        }
        actions = self.actions_by_name
        for name, slot in slots.items():
            actions.on(name, slot)
        self._connect_hole()
        actions.on_toggled("follow", lambda on: setattr(self.settings, "follow_playhead", on))
        for tool in TOOLS.values():
            actions.on(f"tool_{tool.name}", partial(self.view.set_tool, tool))

    def _connect_hole(self) -> None:
        """The mode of the hole tools has two switches, of which one is on at most, and three buttons in the panel."""
        actions, hole = self.actions_by_name, self.hole_commands
        actions.on_toggled("erase", lambda on: hole.switch(SUBTRACT, on))
        actions.on_toggled("intersect", lambda on: hole.switch(INTERSECT, on))

        def show(mode: str) -> None:
            self.view.hole_mode = mode
            actions["erase"].setChecked(mode == SUBTRACT)
            actions["intersect"].setChecked(mode == INTERSECT)

        hole.mode_changed.connect(show)
        hole.message.connect(self.messages.show_message)
        for name, slot in (
            ("hole_grow", hole.grow),
            ("hole_shrink", hole.shrink),
            ("hole_selection", hole.selected_notes),
            ("hole_track", hole.this_track),
            ("lock_notes", hole.toggle_locks),
        ):
            actions.on(name, slot)

    @property
    def panel(self) -> GeneratePanel:
        """What to ask for in a run."""
        return self.panels.generate

    def load_the_rest(self) -> None:
        """What neither the first frame nor the panels wait for: engine and player."""
        if not self.closed:
            self.sampler.engine.start()
            self.playback.load()

    def _is_busy(self) -> bool:
        return self.runs.running or self.playback.playing or self.files.tasks.busy

    # Commands

    def open_file(self, path: Path) -> None:
        self.files.open(path)

    def open_files(self, paths: list[Path]) -> None:
        """The first of them; what became of the others is said."""
        self.files.open(paths[0], num_others=len(paths) - 1)

    def open_demo(self, path: Path, title: str) -> None:
        self.files.open(path, remember=False, title=title)

    def fit(self) -> None:
        low, high = used_pitches(self.document.roll.velocity > 0, margin=0)
        self.viewport.fit(low, high)

    def _escape(self) -> None:
        if self.view.cancel_stroke() or self.pane.velocity_lane.cancel() or self.desk.close_welcome():
            return
        if self.files.reading.path is not None:
            self.files.cancel_opening()
        elif self.runs.running:
            self.runs.cancel()
        elif self.document.selection:
            self.notes.commands.select_none()
        else:
            self.messages.close_message()

    def _offer_versions(self) -> None:
        from fractalmidi_studio.dialogs.versions import offer_versions

        offer_versions(self.files)

    def _rewind(self) -> None:
        self.playback.rewind()
        self.viewport.scroll(-self.viewport.transform.scroll_x, 0)

    def _brush_sized(self, size: int) -> None:
        self.view.brush_size = size

    def _fit_new_piece(self) -> None:
        self.viewport.scroll(-self.viewport.transform.scroll_x, 0)
        self.fit()

    # Events

    def show_problem(self, text: str, report: str = "") -> None:
        self.messages.show_message("error", text, report)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.open_files([Path(file) for file in files])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.first_frame.emit)  # when this painting is done
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange:
            if self.isActiveWindow():
                self.files.saver.look()
            else:
                self.view.cancel_stroke()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.closed:
            event.accept()
            return
        event.ignore()
        end = partial(self.shut_down, decided=True)
        try:
            self.files.after_saving(tr("closing"), partial(self.training.before_closing, end))
        except Exception as error:  # noqa: BLE001 one that leaves this function ends the process: Qt's code calls it
            sys.excepthook(type(error), error, error.__traceback__)
        if self.closed:
            event.accept()

    def shut_down(self, *, decided: bool = False) -> None:
        """Everything that runs ends before the window goes.  Safe to call twice.

        ``decided``: the user has said what becomes of unsaved changes; without that they are kept for the next start.
        """
        if self.closed:
            return
        self.closed = True
        self.play_commands.recorder.end()
        self.desk.memory.keep()
        self.settings.sync()
        self.housekeeping.stop()
        self.hide()  # whatever still takes a moment need not be watched
        self.runs.cancel()
        self.training.close()
        self.playback.close()
        self.sampler.close()
        self.files.reading.give_up()
        self.files.tasks.close()
        if self.autosave is not None:
            self.autosave.close(decided=decided)
        self.close()
