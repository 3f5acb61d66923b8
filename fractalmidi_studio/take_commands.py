"""What the Takes panel, its commands and the keys 1-8 ask for."""

from __future__ import annotations

import random
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject

from core.roll import Roll
from core.takes import MAX_TAKES
from fractalmidi_studio.run_controller import MAX_SEED
from fractalmidi_studio.run_preview import first_scene, with_step

if TYPE_CHECKING:
    from fractalmidi_studio.main_window import MainWindow
    from fractalmidi_studio.panels.takes import TakesPanel


class TakeCommands(QObject):
    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window, self.runs = window, window.runs
        self.desk = window.runs.takes
        self._scrubbing = False
        self.desk.changed.connect(self._changed)
        actions = window.actions_by_name
        for number in range(1, MAX_TAKES + 1):
            actions.on(f"take_{number}", partial(self.show, number))
        actions.on("take_next", partial(self._step, 1))
        actions.on("take_previous", partial(self._step, -1))
        actions.on("take_accept", self.accept)
        actions.on("take_reject", self.reject)
        actions.on("take_replay", lambda: window.panels.takes.ask_for_replay())
        actions["take_ghosts"].setChecked(self.desk.show_ghosts)
        actions.on_toggled("take_ghosts", lambda on: self.desk.set_view(ghosts=on))
        actions.on_toggled("take_agreement", lambda on: self.desk.set_view(agreement=on))
        self._changed()

    def connect_panel(self, panel: TakesPanel) -> None:
        """What the panel asks for, and what it shows of a run."""
        actions, runs = self.window.actions_by_name, self.runs
        panel.take_requested.connect(self.show)
        panel.accept_requested.connect(self.accept)
        panel.reject_requested.connect(self.reject)
        panel.bar_requested.connect(self._choose_bar)
        panel.replay_requested.connect(runs.replay)
        panel.frame_requested.connect(self._show_frame)
        panel.reroll_requested.connect(self._reroll)
        runs.running_changed.connect(panel.set_running)
        runs.writing.connect(panel.set_writing)
        panel.set_running(runs.running)
        for box, name in ((panel.ghosts, "take_ghosts"), (panel.agreement, "take_agreement")):
            box.toggled.connect(actions[name].setChecked)
            actions[name].toggled.connect(box.setChecked)

    def show(self, number: int) -> None:
        """Show a finished take; a run that still writes others goes on behind it."""
        if self.desk.entry(number) is not None and self.desk.is_open:
            self.runs.watch(False)
            self.desk.show(number)

    def undo(self) -> None:
        """Undo during a run stops it, and takes away what it has already put into the music."""
        runs = self.runs
        if runs.running and not self.desk.is_open:
            runs.cancel()
            return
        self.window.document.undo_stack.undo()

    def accept(self) -> None:
        """What is shown stays.  Takes that are still to come are not wanted then."""
        self.runs.cancel()
        self.desk.accept()

    def reject(self) -> None:
        self.runs.cancel()
        self.desk.reject()

    def _step(self, places: int) -> None:
        if self.desk.is_open:
            self.runs.watch(False)
            self.desk.step_by(places)

    def _choose_bar(self, bar: int, number: int) -> None:
        self.runs.watch(False)
        self.desk.choose_bar(bar, number)

    def _reroll(self, number: int, position: int) -> None:
        self._scrubbing = False
        self.runs.reroll(number, position, random.randint(0, MAX_SEED))

    def _show_frame(self, number: int, position: int) -> None:
        entry, basis = self.desk.entry(number), self.desk.basis
        if entry is None or basis is None or self.runs.running:
            return
        if position < 0:
            self.stop_scrubbing()
            return
        self._scrubbing = True
        record = entry.record
        scene = first_scene(record.request, basis.score)
        for place in sorted({max(0, position - 1), position}):  # the one before, so that the last change lights up
            scene = with_step(scene, record.step(place))
        draft = record.draft_at(position)  # other windows, and what they had written by then
        stands = draft.decided & record.request.hole
        scene.roll = Roll(
            np.where(stands, draft.roll.velocity, scene.roll.velocity),
            np.where(stands, draft.roll.onset, scene.roll.onset),
        )
        assert scene.undecided is not None
        scene.undecided &= ~stands
        self.window.pane.set_scene(scene)

    def stop_scrubbing(self) -> None:
        if self._scrubbing:
            self._scrubbing = False
            self.window.display.show_scene()

    def _changed(self) -> None:
        desk, actions = self.desk, self.window.actions_by_name
        self._scrubbing = False
        for number in range(1, MAX_TAKES + 1):
            actions.enable((f"take_{number}",), desk.is_comparing and desk.entry(number) is not None)
        actions.enable(("take_next", "take_previous", "take_ghosts", "take_agreement"), desk.is_comparing)
        actions.enable(("take_accept", "take_reject"), desk.is_open)
        actions.enable(("take_replay",), bool(desk.entries))
        self.window.display.show_comparison()
        if desk.wanted > 1 and not desk.entries:  # several takes are on their way: here they can be seen coming
            dock = self.window.panels.docks["takes"]
            dock.show()
            dock.raise_()
