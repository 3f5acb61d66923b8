"""What the Training tab asks for: starting and steering runs, hearing them, and what becomes of them at closing.

Runs are processes of their own with folders of their own.  The window keeps nothing about them: it finds them again.
"""

from __future__ import annotations

import subprocess
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from core.train_run import RunFolder, names, start
from core.train_run.watch import Sight
from fractalmidi_studio.core_words import said_by_core
from fractalmidi_studio.errors import sentence_of
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.training.hearing import Hearing, Model
from fractalmidi_studio.training.new_run import RunWish
from fractalmidi_studio.training.panel import TrainingPanel
from fractalmidi_studio.training.watcher import Watcher
from fractalmidi_studio.workers.tasks import Tasks

if TYPE_CHECKING:
    from fractalmidi_studio.main_window import MainWindow

REAP_MS = 5000


class TrainingDesk(QObject):
    """Made with its panel, when the tab is shown for the first time."""

    def __init__(self, window: MainWindow, root: Path) -> None:
        super().__init__(window)
        self.window, self.root = window, root
        self.tasks = Tasks(self)
        self.watcher = Watcher(root, self)
        self.hearing = Hearing(window.runs, self)
        self.panel = TrainingPanel(self.tasks)
        self._processes: list[subprocess.Popen[bytes]] = []
        self._first_sight = True
        self._starting = ""  # name of a run that is to be chosen as soon as it is seen
        self._reap = QTimer(self)
        self._reap.setInterval(REAP_MS)
        self._reap.timeout.connect(self._reap_processes)
        panel, show = self.panel, window.messages.show_message
        panel.chosen.connect(self.watcher.choose)
        panel.shown.connect(self.watcher.switch)
        panel.new.taken = lambda name: (self.root / name).exists()
        panel.new.start_requested.connect(self.start)
        panel.new.failed.connect(lambda text: show("error", said_by_core(text)))
        panel.run.wished.connect(self.steer)
        panel.run.hearing.hear_requested.connect(self.hear)
        panel.run.hearing.use_requested.connect(self.use)
        panel.run.hearing.base_requested.connect(self.train_on)
        self.watcher.seen.connect(self._seen)
        self.hearing.message.connect(show)
        self.hearing.said.connect(window.status.say)
        self.watcher.look()

    # Runs

    def start(self, wish: RunWish) -> None:
        """A new run, which is then shown."""
        if self._begin(wish.name, wish.preset.path, wish.data, wish.overrides):
            self._starting = wish.name
            self.panel.new.started()

    def steer(self, word: str) -> None:
        row = self.panel.row()
        if row is None:
            return
        run = RunFolder(row.path)
        try:
            if word == "pause":
                run.pause()
            elif word == "stop":
                run.stop()
            elif row.status.is_live:
                run.resume_running()
            else:
                self._begin(run.name, run.path / names.CONFIG, (), (), resume=True)
        except OSError as error:
            self.window.show_problem(sentence_of(error))
        self.watcher.look()

    def _begin(
        self, name: str, config: Path, data: tuple[Path, ...], overrides: tuple[str, ...], resume: bool = False
    ) -> bool:
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            _, process = start(self.root, name, config, data, overrides, resume)
        except (OSError, ValueError) as error:
            self.window.show_problem(
                tr("The training could not be started: {reason}").format(reason=sentence_of(error))
            )
            return False
        self._processes.append(process)
        self._reap.start()
        self.watcher.look()
        return True

    def _seen(self, sight: Sight) -> None:
        self.panel.show_sight(sight)
        if self._first_sight:  # what has gone on meanwhile is what one comes back for
            self._first_sight = False
            alive = next((row.path for row in sight.runs if row.status.is_live), None)
            if alive is not None:
                self.panel.runs.choose(alive)
        if self._starting and any(row.name == self._starting for row in sight.runs):
            name, self._starting = self._starting, ""
            self.panel.runs.choose(self.root / name)

    def _reap_processes(self) -> None:
        """So that none of them stays behind as a zombie."""
        self._processes = [process for process in self._processes if process.poll() is None]
        if not self._processes:
            self._reap.stop()

    # Models

    def use(self, path: str | None) -> None:
        """Make it the model of the Generate panel."""
        row = self.window.panel.model
        if path is None:
            row.box.setCurrentIndex(0)
        elif not row.choose(Path(path)):
            return
        self.window.status.say(tr("From now on {model} writes.").format(model=row.box.currentText()))

    def train_on(self, path: str | None) -> None:
        """Begin to put together a run that goes on from this model."""
        if self.panel.new.choose_base(None if path is None else Path(path)):
            self.panel.runs.choose(None)

    def hear(self, model: Model) -> None:
        panel = self.window.panel
        self.hearing.hear(model, panel.config(), panel.track_index(), panel.wish())

    def close(self) -> None:
        self.watcher.close()
        self.panel.new.scan.close_all()
        self.tasks.close()
        with suppress(OSError):
            self._reap_processes()
