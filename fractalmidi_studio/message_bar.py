"""Messages that do not block: a bar over the canvas, with words and a close button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from fractalmidi_studio.core_words import said_by_core
from fractalmidi_studio.i18n import later, tr
from fractalmidi_studio.icons import icon

_WORDS = {"info": later("Note"), "warn": later("Please note"), "error": later("Problem")}
_RANK = {"info": 0, "warn": 1, "error": 2}
_SHOWN_MS = {"info": 9000, "warn": 15000, "error": 0}  # 0 = until it is closed


class MessageBar(QFrame):
    """Floats at the top of ``host``, so that nothing below it moves."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("messageBar")
        self._host = host
        self.level = "info"
        self.beneath: QWidget | None = None  # what no message may cover: the welcome page
        self._mark = QLabel()
        self._mark.setObjectName("messageMark")
        self._label = QLabel()
        self._label.setObjectName("messageText")
        self._label.setWordWrap(True)
        # Track and file names come from strangers' files: text stays text.
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.report = ""  # what "Copy report" copies; without one there is no such button
        self.copy = QPushButton(tr("Copy Report"))
        self.copy.setObjectName("copyReport")
        self.copy.setToolTip(tr("Put what went wrong on the clipboard, to be sent to whoever can mend it"))
        self.copy.clicked.connect(self._copy)
        close = QToolButton()
        close.setObjectName("messageClose")
        close.setIcon(icon("cancel"))
        close.setToolTip(tr("Close this message"))
        close.setAccessibleName(tr("Close this message"))
        close.clicked.connect(self.close_message)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 6, 7)
        row.setSpacing(10)
        row.addWidget(self._mark)
        row.addWidget(self._label, 1)
        row.addWidget(self.copy)
        row.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.close_message)
        self._waiting: list[tuple[str, str, str]] = []
        host.installEventFilter(self)
        self.hide()

    def text(self) -> str:
        return self._label.text() if self.isVisibleTo(self._host) else ""

    def close_message(self) -> None:
        """Close what is shown; what had to wait behind it comes next."""
        self.hide()
        if self._waiting:
            self.show_message(*self._waiting.pop(0))

    def clear(self) -> None:
        """Close everything: it is about a piece that is no longer there."""
        self._waiting.clear()
        self.hide()

    def show_message(self, level: str, text: str, report: str = "") -> None:
        """Show at once, unless something weightier is shown: a remark does not push a problem aside."""
        text = said_by_core(text)
        if self.isVisibleTo(self._host) and _RANK[level] < _RANK[self.level]:
            if (level, text, report) not in self._waiting:
                self._waiting.append((level, text, report))
            return
        self.level, self.report = level, report
        self.copy.setText(tr("Copy Report"))
        self.copy.setVisible(bool(report))
        self._mark.setText(tr(_WORDS[level]))
        self._label.setText(text)
        self.setProperty("level", level)
        for widget in (self, self._mark):  # the style sheet looks at the level again
            self.style().unpolish(widget)
            self.style().polish(widget)
        self._place()
        self.show()
        self.raise_()
        if self.beneath is not None and self.beneath.isVisible():
            self.stackUnder(self.beneath)
        if _SHOWN_MS[level]:
            self._timer.start(_SHOWN_MS[level])
        else:
            self._timer.stop()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report)
        self.copy.setText(tr("Copied"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        width = min(900, max(320, self._host.width() - 160))
        self.setFixedWidth(width)
        self._row.activate()
        height = max(40, self._row.heightForWidth(width))
        self.setGeometry((self._host.width() - width) // 2, 42, width, height)
