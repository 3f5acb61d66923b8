"""The status bar: what happened last, the progress of a run, the hole, and the cell under the mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QSizePolicy, QStatusBar, QWidget

from fractalmidi_studio.i18n import tr
from fractalmidi_studio.run_controller import Progress
from fractalmidi_studio.widgets import named, plain_tip, push_button


class _Line(QLabel):
    """A line of plain text that takes the room there is and ends in … where that is too little."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = self.rect().adjusted(10, 0, -10, 0)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


class StatusBar(QStatusBar):
    """Fixed widths at the right, so that nothing jumps while the mouse moves or a run counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setSizeGripEnabled(False)
        self.setMinimumHeight(32)
        self.text = named(_Line(), "statusText")
        self.bar = named(QProgressBar(), "runProgress")
        self.bar.setFixedSize(170, 18)
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(policy)
        self.bar.hide()
        self.hole = named(QLabel(""), "holeText")
        self.hole.setFixedWidth(230)
        self.cell = named(QLabel(""), "hoverText")
        self.cell.setFixedWidth(230)
        self.stop = push_button(
            "stopOpening", tr("Cancel"), tr("Give up the file; the piece on the desk stays (Esc)"), "cancel"
        )
        self.stop.hide()
        self.addWidget(self.text, 1)
        for widget in (self.stop, self.bar, self.hole, self.cell):
            self.addPermanentWidget(widget)

    def say(self, text: str) -> None:
        self.text.setText(text)
        self.text.setToolTip(plain_tip(text))

    def show_waiting(self, waiting: bool) -> None:
        """For a file that takes its time, which can be cancelled."""
        self.stop.setVisible(waiting)

    def show_progress(self, progress: Progress) -> None:
        self.say(progress.text)
        self.bar.show()
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.index)
        self.bar.setFormat(f"{progress.index} / {progress.total}" if progress.total else "")

    def end_progress(self) -> None:
        self.bar.hide()
        self.bar.setRange(0, 1)
