"""The window: puts canvas, panels, menus and controllers together and passes wishes on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMessageBox

from core import __version__
from core.export import EXPORTERS
from core.midi_file import MIDI_SUFFIXES
from core.playback.ports import Output
from core.render import used_pitches
from fractalmidi_studio.actions import make_actions
from fractalmidi_studio.bars import make_menus, make_toolbars
from fractalmidi_studio.canvas.pane import CanvasPane
from fractalmidi_studio.canvas.scene import Scene
from fractalmidi_studio.document import Document
from fractalmidi_studio.files import FileController, demo_pieces
from fractalmidi_studio.hole_commands import HoleCommands
from fractalmidi_studio.icons import icon
from fractalmidi_studio.message_bar import MessageBar
from fractalmidi_studio.names import bars_text, counted, pitch_name, position_name
from fractalmidi_studio.panels.field_keys import FieldKeys
from fractalmidi_studio.panels.generate import GeneratePanel
from fractalmidi_studio.panels.help import ABOUT, MOUSE_AND_KEYS
from fractalmidi_studio.panels.status import StatusBar
from fractalmidi_studio.playback import Playback, PlayerLike
from fractalmidi_studio.recent import RecentFiles
from fractalmidi_studio.run_controller import RunController
from fractalmidi_studio.settings import Settings
from fractalmidi_studio.tools import TOOLS
from fractalmidi_studio.workers.sampler import Engine, Sampler

FIRST_SIZE = (1600, 900)


class MainWindow(QMainWindow):
    def __init__(self, engine: Engine, make_player: Callable[[], PlayerLike], settings: Settings) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setAcceptDrops(True)
        self.setMinimumSize(QSize(1100, 620))
        self.settings = settings
        self.document = Document(self)
        self.sampler = Sampler(engine, self)
        self.runs = RunController(self.document, self.sampler, self)
        self.hole_commands = HoleCommands(self.document, lambda: self.runs.previewing)
        self.playback = Playback(self.document, make_player, self)
        self.files = FileController(self, self.document, settings)
        self.actions_by_name = make_actions(self, self.document.undo_stack)
        self.pane = CanvasPane()
        self.view, self.viewport = self.pane.view, self.pane.viewport
        self.panel = GeneratePanel()
        self.status = StatusBar()
        self.profile: object = None
        self._closed = False
        self._build()
        self._connect()
        self._field_keys = FieldKeys(self, self.view.setFocus)
        self._show_document()
        self.view.setFocus()

    # Building

    def _build(self) -> None:
        actions = self.actions_by_name
        self.menus = make_menus(self, actions)
        self.menus["edit"].addActions([actions["undo"], actions["redo"]])
        self.brush, self.outputs = make_toolbars(self, actions)
        self.outputs.wanted = self.settings.output
        self.setCentralWidget(self.pane)
        dock = QDockWidget("Generate", self)
        dock.setObjectName("generateDock")
        dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        dock.setWidget(self.panel)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        self.setStatusBar(self.status)
        self.messages = MessageBar(self.pane)
        for suffix in EXPORTERS:
            if suffix not in MIDI_SUFFIXES:
                action = self.menus["export"].addAction(f"Piece as {suffix[1:].upper()}…")
                action.setObjectName(f"export{suffix[1:].capitalize()}Action")
                action.triggered.connect(partial(self._export, suffix))
        self.menus["demo"].setToolTipsVisible(True)
        for title, path in demo_pieces():
            self.menus["demo"].addAction(title, partial(self.open_demo, path, title))
        self.recent = RecentFiles(self.menus["recent"], self.settings, self.open_file)
        for action in actions.values():
            self.addAction(action)
        actions["tool_rectangle"].setChecked(True)
        actions["follow"].setChecked(self.settings.follow_playhead)
        self.resize(*(self.settings.window_size or FIRST_SIZE))
        if self.settings.maximized:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self.setWindowIcon(icon("app"))

    def _connect(self) -> None:
        document, runs, playback, files = self.document, self.runs, self.playback, self.files
        document.score_changed.connect(self._show_document)
        document.hole_changed.connect(self._show_hole)
        document.title_changed.connect(self._show_title)
        document.undo_stack.indexChanged.connect(lambda _index: self._tidy_undo_texts())
        for source in (runs, playback, files):
            source.message.connect(self.messages.show_message)
        runs.preview.connect(self._show_preview)
        runs.progress.connect(self.status.show_progress)
        runs.running_changed.connect(self._show_running)
        runs.finished.connect(self.status.say)
        runs.written.connect(playback.cue)
        files.said.connect(self.status.say)
        files.opening.connect(runs.cancel)
        files.opened.connect(self.messages.clear)
        files.opened.connect(self._fit_new_piece)
        files.recent_changed.connect(self.recent.fill)
        playback.playing_changed.connect(self._show_playing)
        playback.playhead_moved.connect(self._show_playhead)
        playback.outputs_changed.connect(self._show_outputs)
        self.outputs.activated.connect(lambda _index: self._output_chosen())
        view = self.view
        view.stroke_finished.connect(self.hole_commands.stroke)
        view.hovered.connect(self._show_cell)
        view.hover_left.connect(lambda: self.status.cell.setText(""))
        self.pane.ruler.seek_requested.connect(playback.seek)
        self.pane.ruler.bars_dragged.connect(self.hole_commands.bars)
        self.pane.keyboard.key_pressed.connect(playback.preview)
        self.pane.keyboard.pitches_dragged.connect(self.hole_commands.pitches)
        self.brush.spin.valueChanged.connect(self._brush_sized)
        self.panel.inpaint_requested.connect(self.inpaint)
        self.panel.generate_requested.connect(self.generate)
        self.panel.continue_requested.connect(self.extend)
        self.panel.cancel_requested.connect(runs.cancel)
        self._connect_actions()

    def _connect_actions(self) -> None:
        spin = self.brush.spin
        slots: dict[str, Callable[[], object]] = {
            "new": self.files.new,
            "open": self.files.open_dialog,
            "save": self.files.save,
            "save_as": self.files.save_as,
            "export_midi": self.files.save_as,
            "export_gif": lambda: self.files.export_gif(self.runs.last_record),
            "quit": self.close,
            "clear_hole": self.hole_commands.clear,
            "invert_hole": self.hole_commands.invert,
            "hole_all": self.hole_commands.paint_all,
            "brush_smaller": lambda: spin.setValue(spin.value() - 1),
            "brush_larger": lambda: spin.setValue(spin.value() + 1),
            "play": self.playback.toggle,
            "rewind": self._rewind,
            "panic": self.playback.panic,
            "fit": self.fit,
            "zoom_in": lambda: self.viewport.zoom_time(1.25, self.viewport.width / 2),
            "zoom_out": lambda: self.viewport.zoom_time(0.8, self.viewport.width / 2),
            "inpaint": self.inpaint,
            "generate": self.generate,
            "continue": lambda: self.extend(self.panel.bars.value()),
            "cancel": self._escape,
            "about": lambda: QMessageBox.about(self, "About", ABOUT.format(version=__version__)),
            "keys": lambda: QMessageBox.information(self, "Mouse and keys", MOUSE_AND_KEYS),
        }
        for name, slot in slots.items():
            self.actions_by_name[name].triggered.connect(lambda _checked=False, slot=slot: slot())
        self.actions_by_name["erase"].toggled.connect(lambda on: setattr(self.view, "erase_mode", on))
        self.actions_by_name["follow"].toggled.connect(lambda on: setattr(self.settings, "follow_playhead", on))
        for tool in TOOLS.values():
            self.actions_by_name[f"tool_{tool.name}"].triggered.connect(
                lambda _checked=False, tool=tool: self.view.set_tool(tool)
            )

    def load_the_rest(self) -> None:
        """What the first frame does not wait for: engine, player, and the curves' library."""
        if self._closed:
            return
        self.sampler.engine.start()
        self.playback.load()
        QTimer.singleShot(150, self._load_profile)

    def _load_profile(self) -> None:
        if self._closed:
            return
        from PySide6.QtWidgets import QVBoxLayout

        from fractalmidi_studio.canvas.profile import ProfilePanel

        profile = ProfilePanel(self.viewport, self.pane.vertical.sizeHint().width())
        layout = QVBoxLayout(self.pane.profile_host)
        layout.setContentsMargins(0, 1, 0, 0)
        layout.addWidget(profile)
        profile.set_roll(self.document.roll)
        self.profile = profile

    # Commands

    def open_file(self, path: Path) -> None:
        self.files.open(path)

    def open_files(self, paths: list[Path]) -> None:
        """The first of them; what became of the others is said."""
        self.files.open(paths[0], num_others=len(paths) - 1)

    def open_demo(self, path: Path, title: str) -> None:
        self.files.open(path, remember=False, title=title)

    def _export(self, suffix: str, _checked: bool = False) -> None:
        self.files.export(suffix)

    def inpaint(self) -> None:
        self.panel.prepare_seed(bool(self.document.hole.any()) and not self.runs.running)
        if self.document.hole.any():
            steps = np.flatnonzero(self.document.hole.any(axis=0))
            self.viewport.show_steps(int(steps[0]), int(steps[-1]) + 1)
        self.runs.inpaint(self.panel.config(), self.panel.track_index())

    def generate(self) -> None:
        self.panel.prepare_seed(not self.runs.running)
        first = max(0, int(self.viewport.transform.step_at(0) + 0.5))
        self.runs.generate(self.panel.config(), first, self.panel.track_index())

    def extend(self, bars: int) -> None:
        self.panel.prepare_seed(not self.runs.running)
        start = self.document.music_end_step
        self.runs.extend(self.panel.config(), bars, self.panel.track_index())
        if self.runs.running:
            self.viewport.show_steps(start, min(self.view.scene.num_steps, start + bars * 16))

    def fit(self) -> None:
        low, high = used_pitches(self.document.roll.velocity > 0, margin=0)
        self.viewport.fit(low, high)

    def _escape(self) -> None:
        if self.view.cancel_stroke():
            return
        if self.runs.running:
            self.runs.cancel()
        else:
            self.messages.close_message()

    def _rewind(self) -> None:
        self.playback.rewind()
        self.viewport.scroll(-self.viewport.transform.scroll_x, 0)

    def _brush_sized(self, size: int) -> None:
        self.view.brush_size = size

    # Showing what changed

    def _show_document(self) -> None:
        if not self.runs.previewing:
            self._show_scene()
        names = [track.name for track in self.document.score.tracks]
        self.panel.set_tracks(names)
        if self.profile is not None:
            self.profile.set_roll(self.document.roll)  # type: ignore[attr-defined]
        self._show_hole()
        self._show_title()

    def _show_scene(self) -> None:
        d = self.document
        self.pane.set_scene(Scene(d.roll, d.hole, d.downbeat, d.beat))

    def _show_hole(self) -> None:
        hole = self.document.hole
        if not self.runs.previewing and hole.shape == self.view.scene.hole.shape:
            self.view.set_hole(hole)
            self.pane.ruler.update()
        cells = int(hole.sum())
        if cells:
            steps = np.flatnonzero(hole.any(axis=0))
            words = bars_text(int(steps[0]), int(steps[-1]) + 1, self.document.downbeat)
            self.status.hole.setText(f"Hole: {words}, {counted(cells, 'cell')}")
        else:
            self.status.hole.setText("No hole painted")

    def _show_title(self) -> None:
        mark = "• " if self.document.is_dirty else ""
        self.setWindowTitle(f"{mark}{self.document.name} – FractalMIDI Studio")
        self._tidy_undo_texts()

    def _tidy_undo_texts(self) -> None:
        """What would be undone stands in the menu and the tip; the buttons keep their width."""
        if self._closed:  # the stack says goodbye while it is deleted
            return
        stack = self.document.undo_stack
        for name, text, keys in (("undo", stack.undoText(), "Ctrl+Z"), ("redo", stack.redoText(), "Ctrl+Shift+Z")):
            self.actions_by_name[name].setIconText(name.capitalize())
            self.actions_by_name[name].setToolTip(f"{name.capitalize()} {text}  ({keys})".replace("  (", " (", 1))

    def _show_preview(self, scene: Scene | None) -> None:
        if scene is None:
            self._show_scene()
        else:
            self.pane.set_scene(scene)

    def _show_running(self, running: bool) -> None:
        self.panel.set_running(running)
        self.view.locked = running
        for name in ("inpaint", "generate", "continue"):
            self.actions_by_name[name].setEnabled(not running)
        if not running:
            self.status.end_progress()

    def _show_playing(self, playing: bool) -> None:
        action = self.actions_by_name["play"]
        action.setText("Stop" if playing else "Play")
        action.setIcon(icon("stop" if playing else "play"))

    def _show_playhead(self, step: float) -> None:
        self.pane.set_playhead(step)
        if self.playback.playing and self.settings.follow_playhead:
            self.viewport.reveal(step)

    def _show_outputs(self, outputs: list[Output]) -> None:
        self.outputs.set_outputs(outputs)
        self.playback.choose_output(self.outputs.output())

    def _output_chosen(self) -> None:
        output = self.outputs.output()
        if output is not None:
            self.settings.output = self.outputs.wanted = output.name
            self.playback.choose_output(output)

    def _show_cell(self, step: int, pitch: int) -> None:
        scene = self.view.scene
        text = f"{pitch_name(pitch)}   {position_name(step, scene.downbeat, scene.beat)}"
        velocity = int(scene.roll.velocity[pitch, step])
        if velocity and (scene.undecided is None or not scene.undecided[pitch, step]):
            text += f"   velocity {velocity}"
        self.status.cell.setText(text)

    def _fit_new_piece(self) -> None:
        self.viewport.scroll(-self.viewport.transform.scroll_x, 0)
        self.fit()

    # Events

    def show_problem(self, text: str) -> None:
        self.messages.show_message("error", text)

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
        QTimer.singleShot(0, self.fit)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.view.cancel_stroke()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._closed:
            event.accept()
            return
        event.ignore()
        self.files.after_saving("closing", self.shut_down)
        if self._closed:
            event.accept()

    def shut_down(self) -> None:
        """Everything that runs ends before the window goes.  Safe to call twice."""
        if self._closed:
            return
        self._closed = True
        self.settings.maximized = self.isMaximized()
        if not self.isMaximized():
            self.settings.window_size = (self.width(), self.height())
        self.settings.sync()
        self.hide()  # whatever still takes a moment need not be watched
        self.runs.cancel()
        self.playback.close()
        self.sampler.close()
        self.files.tasks.close()
        self.close()
