"""Inpaint, Generate and Continue as the user asks for them: with the panel's values, and the place in view."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from fractalmidi_studio.canvas.pane import CanvasPane
from fractalmidi_studio.document import Document
from fractalmidi_studio.run_controller import RunController

if TYPE_CHECKING:
    from fractalmidi_studio.panels.generate import GeneratePanel


class RunCommands:
    def __init__(
        self, document: Document, runs: RunController, panel: Callable[[], GeneratePanel], pane: CanvasPane
    ) -> None:
        self._document, self._runs, self._the_panel = document, runs, panel
        self._viewport, self._view = pane.viewport, pane.view

    @property
    def _panel(self) -> GeneratePanel:
        return self._the_panel()

    def inpaint(self) -> None:
        hole = self._document.hole
        self._panel.prepare_seed(bool(hole.any()) and not self._runs.running)
        if hole.any():
            steps = np.flatnonzero(hole.any(axis=0))
            self._viewport.show_steps(int(steps[0]), int(steps[-1]) + 1)
        self._runs.inpaint(self._panel.config(), self._panel.track_index(), self._panel.wish())

    def generate(self) -> None:
        self._panel.prepare_seed(not self._runs.running)
        first = max(0, int(self._viewport.transform.step_at(0) + 0.5))
        self._runs.generate(self._panel.config(), first, self._panel.track_index(), self._panel.wish())

    def extend(self, bars: int) -> None:
        self._panel.prepare_seed(not self._runs.running)
        start = self._document.music_end_step
        self._runs.extend(self._panel.config(), bars, self._panel.track_index(), self._panel.wish())
        if self._runs.running:
            self._viewport.show_steps(start, min(self._view.scene.num_steps, start + bars * 16))
