"""The page of the first start: what Inpaint does, three pieces to try it on, and the ways to one's own music."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QMovie, QShowEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fractalmidi_studio.i18n import tr
from fractalmidi_studio.icons import RESOURCES, icon
from fractalmidi_studio.settings import Settings
from fractalmidi_studio.widgets import named

MOVIE = RESOURCES / "welcome" / "inpaint.gif"
CARD_SIZE = QSize(640, 560)


class WelcomePage(QFrame):
    """Lies over ``host``, dimming what is under it; goes with Esc (the window's), a click beside it, or a choice."""

    closed = Signal()

    def __init__(
        self,
        host: QWidget,
        settings: Settings,
        demos: list[tuple[str, Path]],
        open_demo: Callable[[Path, str], None],
        open_dialog: Callable[[], None],
        new: Callable[[], None],
    ) -> None:
        super().__init__(host)
        self.setObjectName("welcomePage")
        self._host, self._settings = host, settings
        self._card = named(QFrame(), "welcomeCard")
        title = named(QLabel(tr("Paint a hole. Hear it filled.")), "welcomeTitle")
        words = QLabel(
            tr(
                "Drag over the bars that you want anew and press Inpaint: the model writes them coarse to fine, "
                "fitting the music around them. Nothing outside the hole changes."
            )
        )
        words.setWordWrap(True)
        self.picture = named(QLabel(), "welcomePicture")
        self.picture.setAccessibleName(tr("A run of Inpaint, from the first guess to the notes"))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._movie = QMovie(str(MOVIE), parent=self)
        self.picture.setMovie(self._movie)
        self.demos = [self._demo_button(name, path, open_demo) for name, path in demos[:3]]
        pieces = QHBoxLayout()
        for button in self.demos:
            pieces.addWidget(button)
        self.open = self._button("welcomeOpen", tr("Open a MIDI File…"), "open", open_dialog)
        self.new = self._button("welcomeNew", tr("Empty Piece"), "new", new)
        ways = QHBoxLayout()
        for button in (self.open, self.new):
            ways.addWidget(button)
        self.again = named(QCheckBox(tr("Show this page at the next start")), "welcomeAgain")
        self.again.toggled.connect(self._keep)
        self.start = self._button("welcomeClose", tr("Close"), "", lambda: None)
        last = QHBoxLayout()
        last.addWidget(self.again, 1)
        last.addWidget(self.start)
        card = QVBoxLayout(self._card)
        card.setContentsMargins(28, 22, 28, 20)
        card.setSpacing(12)
        card.addWidget(title)
        card.addWidget(words)
        card.addWidget(self.picture, 1)
        card.addWidget(named(QLabel(tr("Try it on one of these:")), "sectionLabel"))
        card.addLayout(pieces)
        card.addLayout(ways)
        card.addLayout(last)
        outer = QVBoxLayout(self)
        outer.addWidget(self._card, 0, Qt.AlignmentFlag.AlignCenter)
        host.installEventFilter(self)
        self.hide()

    def open_page(self) -> None:
        self.again.setChecked(self._settings.show_welcome)
        self._fit()
        self.show()
        self.raise_()
        (self.demos[0] if self.demos else self.open).setFocus()

    def close_page(self) -> bool:
        """True if it was open."""
        if not self.isVisible():
            return False
        self.hide()
        self.closed.emit()
        return True

    def _demo_button(self, title: str, path: Path, open_demo: Callable[[Path, str], None]) -> QPushButton:
        return self._button(f"welcomeDemo_{path.stem}", title, "play", partial(open_demo, path, title))

    def _button(self, name: str, text: str, picture: str, wish: Callable[[], object]) -> QPushButton:
        button = named(QPushButton(text), name)
        if picture:
            button.setIcon(icon(picture))
        button.setAutoDefault(True)

        def chosen() -> None:
            self.close_page()
            wish()

        button.clicked.connect(chosen)
        return button

    def _keep(self, on: bool) -> None:
        self._settings.show_welcome = on

    def _fit(self) -> None:
        self.setGeometry(self._host.rect())
        room = self._host.size() - QSize(32, 24)
        self._card.setFixedSize(CARD_SIZE.boundedTo(room))
        size = QSize(576, max(80, self._card.height() - 330))
        self._movie.setScaledSize(self._movie_size().scaled(size, Qt.AspectRatioMode.KeepAspectRatio))

    def _movie_size(self) -> QSize:
        self._movie.jumpToFrame(0)
        size = self._movie.currentImage().size()
        return size if not size.isEmpty() else QSize(576, 240)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._movie.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._movie.stop()  # also where the whole window goes: a picture that nobody sees need not move
        super().hideEvent(event)

    def mousePressEvent(self, event: object) -> None:
        self.close_page()  # the card takes its own clicks

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._fit()
        return super().eventFilter(watched, event)
