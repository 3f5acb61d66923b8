"""Shows what changed: document, runs and playing in roll, panels, status bar and title."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject

from fractalmidi_studio.canvas.drawn_notes import BY_VELOCITY, DrawnNotes, of_table
from fractalmidi_studio.canvas.marks import Marks
from fractalmidi_studio.canvas.scene import Scene
from fractalmidi_studio.i18n import language, tr
from fractalmidi_studio.names import bars_text, counted, pitch_name, position_name

if TYPE_CHECKING:
    from fractalmidi_studio.main_window import MainWindow


class Display(QObject):
    """Facts in, words and pictures out: nothing here changes the music."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self._shown: tuple[object, ...] = ()  # what the drawn notes below are made of
        self._notes: DrawnNotes
        document, runs, playback, view = window.document, window.runs, window.playback, window.view
        document.score_changed.connect(self.show_document)
        document.mix_changed.connect(self.show_document)
        document.selection_changed.connect(self.show_notes)
        document.active_track_changed.connect(lambda _index: self.show_notes())
        document.hole_changed.connect(self.show_hole)
        document.title_changed.connect(self.show_title)
        for changed in (document.undo_stack.indexChanged, document.undo_stack.cleanChanged):
            changed.connect(lambda _value: self.show_history())
        runs.preview.connect(self._show_preview)
        runs.progress.connect(window.status.show_progress)
        runs.running_changed.connect(self._show_running)
        runs.finished.connect(window.status.say)
        playback.playhead_moved.connect(self._show_playhead)
        view.hovered.connect(self._show_cell)
        view.hover_left.connect(lambda: window.status.cell.setText(""))
        language().changed.connect(self.retranslate)

    def retranslate(self) -> None:
        """Texts that are joined from several."""
        self.show_hole()
        self.show_title()
        self.window.play_commands.retranslate()
        self.window.pane.update()

    def show_document(self) -> None:
        window, document = self.window, self.window.document
        if not window.runs.previewing:
            self.show_scene()
        window.pane.profile.set_roll(document.roll)
        self.show_hole()
        self.show_title()

    def show_scene(self) -> None:
        d = self.window.document
        scene = Scene(d.roll, d.hole, d.downbeat, d.beat, self._drawn_notes())
        scene.marks = self._marks(True)
        self.window.pane.set_scene(scene)

    def show_comparison(self) -> None:
        """Ghosts and agreement of the takes that are on the desk now."""
        if not self.window.runs.previewing:
            self.window.view.set_marks(self._marks(True))

    def _marks(self, compare: bool) -> Marks:
        """Soft cells and locks; with ``compare`` what the other takes have, too."""
        d, takes = self.window.document, self.window.runs.takes
        soft = d.strength if d.is_soft else None
        locks = d.locked_rows()
        if not compare:
            return Marks(soft, None, None, locks)
        return Marks(soft, takes.ghosts(), takes.agreement(), locks)

    def show_notes(self) -> None:
        """Other colours or another selection; the music is the same."""
        if not self.window.runs.previewing:
            self.window.view.set_notes(self._drawn_notes())

    def hue_of_track(self, index: int) -> int:
        """What a track's notes are coloured by: see ``canvas.drawn_notes``."""
        by_track = self.window.settings.colour_by_track
        return self.window.document.mix[index].colour + 1 if by_track else BY_VELOCITY

    def _drawn_notes(self) -> DrawnNotes:
        d = self.window.document
        hues = [self.hue_of_track(index) for index in range(len(d.mix))]
        shown = (d.notes, d.active_track, d.muted_tracks, d.hidden_tracks, hues, d.selection)
        if shown != self._shown:  # an edit changes music and selection: one picture of both
            self._shown = shown
            self._notes = of_table(d.notes, d.active_track, d.muted_tracks, d.hidden_tracks, hues)
            if d.selection:
                self._notes = self._notes.with_selected(d.notes.mask(d.selection))
        return self._notes

    def show_hole(self) -> None:
        window = self.window
        hole = window.document.hole
        if not window.runs.previewing and hole.shape == window.view.scene.hole.shape:
            window.view.set_hole(hole)
            window.view.set_marks(self._marks(True))
            window.pane.ruler.update()
        cells = int(hole.sum())
        if cells:
            steps = np.flatnonzero(hole.any(axis=0))
            bars = bars_text(int(steps[0]), int(steps[-1]) + 1, window.document.downbeat)
            text: str = tr("Hole: {bars}, {cells}").format(bars=bars, cells=counted(cells, "cell"))
        else:
            text = tr("No hole painted")
        window.status.hole.setText(text)

    def show_title(self) -> None:
        document = self.window.document
        mark = "• " if document.is_dirty else ""
        self.window.setWindowTitle(f"{mark}{document.name} – FractalMIDI Studio")
        self.show_history()

    def show_history(self) -> None:
        """What would be undone stands in the menu and the tip; the buttons keep their width."""
        if self.window.closed:  # the stack says goodbye while it is deleted
            return
        stack, actions = self.window.document.undo_stack, self.window.actions_by_name
        undo, redo = stack.undoText(), stack.redoText()
        actions["undo"].setEnabled(stack.canUndo() or self.window.runs.running)  # undo stops a run
        actions["redo"].setEnabled(stack.canRedo())
        actions.say("undo", tr("Undo {step}").format(step=undo) if undo else "")
        actions.say("redo", tr("Redo {step}").format(step=redo) if redo else "")

    def _show_preview(self, scene: Scene | None) -> None:
        if scene is None:
            self.show_scene()
        else:
            scene.marks = self._marks(False)
            self.window.pane.set_scene(scene)

    def _show_running(self, running: bool) -> None:
        self.window.view.locked = running
        self.show_history()
        self.window.actions_by_name.enable(("inpaint", "generate", "continue"), not running)
        if not running:
            self.window.status.end_progress()

    def _show_playhead(self, step: float) -> None:
        window = self.window
        window.pane.set_playhead(step)
        if window.playback.playing and window.settings.follow_playhead:
            window.viewport.reveal(step)

    def _show_cell(self, step: int, pitch: int) -> None:
        scene = self.window.view.scene
        text = f"{pitch_name(pitch)}   {position_name(step, scene.downbeat, scene.beat)}"
        velocity = int(scene.roll.velocity[pitch, step])
        if velocity and (scene.undecided is None or not scene.undecided[pitch, step]):
            text += "   " + tr("velocity {velocity}").format(velocity=velocity)
        self.window.status.cell.setText(text)
