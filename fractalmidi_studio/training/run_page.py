"""The page of one run: what it does, its curves, what it writes, its log; pause, resume, stop."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.train_run.folder import read_report
from core.train_run.watch import RunDetails, RunRow
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.icons import icon
from fractalmidi_studio.training.curves import Curves
from fractalmidi_studio.training.hearing import HearingRow
from fractalmidi_studio.training.pictures import Animation, Samples
from fractalmidi_studio.training.words import (
    base_text,
    bits_text,
    device_text,
    fill,
    left_text,
    sentence,
    state_text,
    time_text,
)
from fractalmidi_studio.widgets import named
from fractalmidi_studio.workers.tasks import Tasks

MAX_LOG_LINES = 500


class RunPage(QWidget):
    """``wished``: "pause", "resume" or "stop"."""

    wished = Signal(str)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runPage")
        self.row: RunRow | None = None
        self.title = named(QLabel(), "runTitle")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.facts = named(QLabel(), "runFacts")
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setWordWrap(True)
        self.facts.setProperty("soft", True)
        self.sentence = named(QLabel(), "runSentence")
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar = named(QProgressBar(), "runProgress")
        self.bar.setFixedHeight(8)
        self.bar.setTextVisible(False)
        self._make_buttons()
        self.curves = Curves(tasks)
        self.animation, self.samples = Animation(), Samples()
        self.log = named(QPlainTextEdit(), "runLog")
        self.log.setReadOnly(True)
        self.log.setMaximumBlockCount(MAX_LOG_LINES)
        self.log.setAccessibleName(tr("Log of the run"))
        self.log.setTabChangesFocus(True)
        self._log_text = ""
        self.hearing = HearingRow()
        self._lay_out()

    def _make_buttons(self) -> None:
        self.pause = named(QPushButton(tr("Pause")), "runPause")
        self.pause.setIcon(icon("pause"))
        self.pause.setToolTip(tr("Hold the training after the step that it is in; Resume goes on"))
        self.resume = named(QPushButton(tr("Resume")), "runResume")
        self.resume.setIcon(icon("play"))
        self.resume.setToolTip(tr("Go on from where it was, exactly"))
        self.stop = named(QPushButton(tr("Stop")), "runStop")
        self.stop.setIcon(icon("stop"))
        self.stop.setToolTip(tr("End the training in good order; Resume can go on with it later"))
        self.report = named(QPushButton(tr("Copy Report")), "runReport")
        self.report.setToolTip(tr("Put what went wrong on the clipboard, to be sent to whoever can mend it"))
        self.report.clicked.connect(self._copy_report)
        self.report.hide()
        for button, word in ((self.pause, "pause"), (self.resume, "resume"), (self.stop, "stop")):
            button.clicked.connect(lambda _on=False, word=word: self.wished.emit(word))

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        for widget in (self.title, self.facts, self.sentence):
            words.addWidget(widget)
        above.addLayout(words, 1)
        for button in (self.report, self.pause, self.resume, self.stop):
            above.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.tabs = named(QTabWidget(), "runTabs")
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.animation, tr("Animation"))
        self.tabs.addTab(self.samples, tr("Samples"))
        self.tabs.addTab(self.log, tr("Log"))
        split = named(QSplitter(Qt.Orientation.Horizontal), "runSplit")
        split.addWidget(self.curves)
        split.addWidget(self.tabs)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([600, 400])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(6)
        layout.addLayout(above)
        layout.addWidget(self.bar)
        layout.addWidget(split, 1)
        layout.addWidget(self.hearing)

    def show_row(self, row: RunRow) -> None:
        """How the run stands."""
        self.row, status = row, row.status
        self.title.setText(fill(tr("{name}: {state}"), name=row.name, state=state_text(row)))
        self.facts.setText(self._facts(row))
        said = sentence(row)
        self.sentence.setText(said)
        self.sentence.setVisible(bool(said))
        self.report.setVisible(row.report is not None)
        self.bar.setVisible(status.is_live)
        done = self._share_done(row)
        self.bar.setRange(0, 0 if done is None and status.state != "paused" else 1000)
        self.bar.setValue(round(1000 * (done or 0)))
        self.pause.setEnabled(status.state == "running" and row.wish == "run")
        self.stop.setEnabled(status.is_live and status.state != "stopping" and row.wish != "stop")
        gone = not status.is_live and status.state != "finished" and row.can_resume
        self.resume.setEnabled(status.state == "paused" or gone)

    def _copy_report(self) -> None:
        if self.row is not None and self.row.report is not None:
            QGuiApplication.clipboard().setText(read_report(self.row.report))

    @staticmethod
    def _share_done(row: RunRow) -> float | None:
        """By steps or by the clock, whichever ends it first; None before the first step."""
        status = row.status
        if not status.step:
            return None
        shares = [status.step / status.max_steps if status.max_steps else 0.0]
        if status.max_minutes:
            shares.append(status.minutes / status.max_minutes)
        return min(1.0, max(shares))

    @staticmethod
    def _facts(row: RunRow) -> str:
        status = row.status
        if row.problem:
            return str(row.path)
        step = fill(tr("step {step} of {steps}"), step=f"{status.step:,}", steps=f"{status.max_steps:,}")
        if not status.max_steps or status.state == "finished":  # ended by the clock as often as by its steps
            step = fill(tr("step {step}"), step=f"{status.step:,}")
        facts = [step]
        if status.minutes:
            words = tr("{time} so far") if status.state != "finished" else "{time}"
            facts.append(fill(words, time=time_text(60 * status.minutes)))
        if status.is_live:
            facts.append(fill(tr("time left: {time}"), time=left_text(status)))
            if status.windows_per_second:
                facts.append(fill(tr("{number} windows a second"), number=f"{status.windows_per_second:.2f}"))
        if status.best_bits is not None:
            words = tr("best {bits} bits a note, at step {step}")
            facts.append(fill(words, bits=bits_text(status.best_bits), step=f"{status.best_step or 0:,}"))
        if status.base or status.device:  # a run that has just been started has not said yet where it begins
            facts.append(base_text(status.base))
        if status.device:
            facts.append(device_text(status.device))
        return "  ·  ".join(facts)

    def show_details(self, details: RunDetails) -> None:
        self.curves.show_curves(details.curves)
        self.animation.show_gif(details.gif)
        self.samples.show_images(details.images)
        self.hearing.show_models(details)
        if details.log != self._log_text:
            self._log_text = details.log
            bar = self.log.verticalScrollBar()
            at_end = bar.value() == bar.maximum()
            self.log.setPlainText(details.log)
            bar.setValue(bar.maximum() if at_end else bar.value())
