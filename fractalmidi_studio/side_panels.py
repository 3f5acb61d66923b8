"""The panels beside the roll: their docks are there at once, what lies in them only after the first frame.

This is the one place that says what is built later.  Whoever asks for a panel earlier has it built on the spot.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDockWidget, QWidget

from fractalmidi_studio.docks import TabTitles, add_dock
from fractalmidi_studio.panels.field_keys import FieldKeys
from fractalmidi_studio.widgets import speak_tips

if TYPE_CHECKING:
    from fractalmidi_studio.main_window import MainWindow
    from fractalmidi_studio.panels.generate import GeneratePanel
    from fractalmidi_studio.panels.history import HistoryPanel
    from fractalmidi_studio.panels.hole import HolePanel
    from fractalmidi_studio.panels.mixer import MixerPanel
    from fractalmidi_studio.panels.takes import TakesPanel
    from fractalmidi_studio.panels.tracks import TracksPanel

PANEL_PX = 332  # width of an empty dock, so that nothing moves when its panel comes
NAMES = ("generate", "hole", "takes", "history", "mixer", "tracks")  # properties below, in the order of the tabs

_P = TypeVar("_P", bound=QWidget)


class SidePanels(QObject):
    """``built``: all of them are there."""

    built = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.docks: dict[str, QDockWidget] = {}
        for name in NAMES:
            beside = self.docks.get(NAMES[0])
            self.docks[name] = add_dock(window, window.actions_by_name, name, PANEL_PX, beside=beside)
        self.titles = TabTitles(window, list(self.docks.values()))

    def build(self) -> None:
        """One panel each time that the event loop comes round, so that no key waits for all of them."""
        seen_first = sorted(NAMES, key=lambda name: self.docks[name].visibleRegion().isEmpty())
        name = next((name for name in seen_first if name not in self.__dict__), None)
        if name is None:
            self.built.emit()
        elif not self._window.closed:
            getattr(self, name)
            QTimer.singleShot(0, self, self.build)

    def built_panel(self, name: Literal["generate"]) -> GeneratePanel | None:
        """A panel that is there already; None where it is built later."""
        return self.__dict__.get(name)

    def _settle(self, name: str, panel: _P) -> _P:
        """Into its dock, with the window's manners."""
        self.docks[name].setWidget(panel)
        FieldKeys(panel, self._window.view.setFocus)
        speak_tips(panel)
        return panel

    @cached_property
    def generate(self) -> GeneratePanel:
        from fractalmidi_studio.panels.generate import GeneratePanel

        window, document, runs = self._window, self._window.document, self._window.runs
        panel = GeneratePanel()
        panel.inpaint_requested.connect(window.inpaint)
        panel.generate_requested.connect(window.generate)
        panel.continue_requested.connect(window.extend)
        panel.cancel_requested.connect(runs.cancel)
        panel.model.failed.connect(window.show_problem)
        panel.model.told.connect(window.status.say)
        panel.active_track = lambda: document.active_track

        def show_tracks() -> None:
            panel.set_tracks([track.name for track in document.score.tracks])

        document.score_changed.connect(show_tracks)
        window.project.when_run_panel_is_built(panel.show_settings)
        runs.running_changed.connect(panel.set_running)
        show_tracks()
        panel.set_running(runs.running)
        return self._settle("generate", panel)

    @cached_property
    def hole(self) -> HolePanel:
        from fractalmidi_studio.panels.hole import HolePanel

        return self._settle("hole", HolePanel(self._window.hole_commands, self._window.actions_by_name))

    @cached_property
    def takes(self) -> TakesPanel:
        from fractalmidi_studio.panels.takes import TakesPanel

        panel = TakesPanel(self._window.runs.takes)
        self._window.take_commands.connect_panel(panel)
        return self._settle("takes", panel)

    @cached_property
    def history(self) -> HistoryPanel:
        from fractalmidi_studio.panels.history import HistoryPanel

        return self._settle("history", HistoryPanel(self._window.document.undo_stack))

    @cached_property
    def mixer(self) -> MixerPanel:
        from fractalmidi_studio.panels.mixer import MixerPanel

        return self._settle(
            "mixer", MixerPanel(self._window.document, self._window.playback.try_out, self._window.runs.may_edit)
        )

    @cached_property
    def tracks(self) -> TracksPanel:
        from fractalmidi_studio.panels.tracks import TracksPanel

        return self._settle(
            "tracks", TracksPanel(self._window.document, self._window.notes.add_track, self._window.runs.may_edit)
        )
