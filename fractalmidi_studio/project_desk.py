"""What is on the desk ↔ a project: taken as one immutable value, put back in one go."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from fractalmidi_studio.mix import TRACK_COLOURS, TrackMix

if TYPE_CHECKING:
    from core.note_table import NoteTable
    from core.project import Project, RunSettings
    from fractalmidi_studio.main_window import MainWindow


class ProjectDesk(QObject):
    """``touched``: something that a project holds has changed."""

    touched = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._run: RunSettings | None = None  # out of a project, while the Generate panel is not built yet
        self._saved: Project | None = None  # what the file holds
        self._is_putting = False
        document, takes = window.document, window.runs.takes
        for signal in (
            document.score_changed,
            document.hole_changed,
            document.mix_changed,
            window.hole_commands.saved_changed,
            takes.changed,
        ):
            signal.connect(self._touch)
        window.playback.loop_changed.connect(lambda _wished: self._touch())
        document.replaced.connect(self._forget)

    def take(self) -> Project:
        """Everything as it stands.  Quick: nothing is copied, what changes later is another object."""
        from core.project import Project, TrackMixForm
        from core.project.limits import MAX_STEPS_KEPT

        window, document, playback = self._window, self._window.document, self._window.playback
        source = document.path or window.files.source
        return Project(
            score=document.score,
            title=document.name,
            strength=document.strength,
            saved_holes=dict(window.hole_commands.saved),
            history=document.undo_stack.frozen(MAX_STEPS_KEPT),
            takes=window.runs.takes.frozen(),
            run=self._run_settings(),
            mix=tuple(TrackMixForm(mix.muted, mix.soloed, mix.colour) for mix in document.mix),
            active_track=document.active_track,
            loop=playback.loop_region,
            loop_on=playback.loop_on,
            tempo_percent=playback.tempo_percent,
            saved_at=time.time(),
            origin="" if source is None else str(source.absolute()),
        )

    def put(self, project: Project, name: str, path: Path | None, notes: NoteTable | None = None) -> None:
        """Show a project; ``path`` is where Save writes, ``notes`` those of its score, where they are at hand."""
        window = self._window
        self._is_putting = True
        try:
            mix = [TrackMix(m.muted, m.soloed, m.colour % len(TRACK_COLOURS)) for m in project.mix]
            window.document.replace_piece(
                project.score,
                name,
                path,
                strength=project.strength,
                mix=mix,
                active_track=project.active_track,
                notes=notes,
            )
            if project.history is not None:
                window.document.undo_stack.restore(window.document, project.history)
            window.hole_commands.replace_saved(project.saved_holes)
            if project.takes is not None:
                window.runs.takes.restore(project.takes)
            window.playback.set_loop(project.loop, project.loop_on, wished=False)
            window.transport.tempo.setValue(project.tempo_percent)
            self._show_run(project.run)
        finally:
            self._is_putting = False
        self._saved = self.take()

    def note_saved(self, project: Project, path: Path) -> None:
        """The project's file now holds this."""
        self._saved = project
        self._window.document.mark_saved(project.score, path)
        self._compare()

    def when_run_panel_is_built(self, show: Callable[[RunSettings], None]) -> None:
        """Called by the Generate panel: what came with the project before it was there."""
        if self._run is not None:
            show(self._run)

    def _run_settings(self) -> RunSettings | None:
        panel = self._window.panels.built_panel("generate")
        return panel.settings() if panel is not None else self._run

    def _show_run(self, run: RunSettings | None) -> None:
        self._run = run
        panel = self._window.panels.built_panel("generate")
        if panel is not None and run is not None:
            panel.show_settings(run)

    def _touch(self) -> None:
        if not self._is_putting:
            self._compare()
            self.touched.emit()

    def _compare(self) -> None:
        saved = self._saved
        if saved is None or self._window.document.path is None:
            return
        document, playback = self._window.document, self._window.playback
        same = (
            np.array_equal(saved.strength, document.strength)
            and [(m.muted, m.soloed, m.colour) for m in saved.mix]
            == [(m.muted, m.soloed, m.colour) for m in document.mix]
            and (saved.loop, saved.loop_on) == (playback.loop_region, playback.loop_on)
            and [(name, id(cells)) for name, cells in saved.saved_holes.items()]
            == [(name, id(cells)) for name, cells in self._window.hole_commands.saved.items()]
        )
        document.note_rest(not same)

    def _forget(self) -> None:
        self._saved = None
