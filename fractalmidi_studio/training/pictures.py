"""What the run has written at its validations: the latest animation, and rolls beside what the composer wrote."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QMovie, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from fractalmidi_studio.i18n import later, tr

REAL, WRITTEN = later("What the composer wrote"), later("What the run wrote in its place")
MAX_SIDE_PX = 8192  # a picture file is not trusted with more


class _Shrinking(QLabel):
    """A label whose picture fills it, in its own proportions."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setWordWrap(True)
        self.setProperty("soft", True)
        self._whole = QPixmap()

    def show_picture(self, picture: QPixmap) -> None:
        self._whole = picture
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self._whole.isNull() and self.width() > 1 and self.height() > 1:
            smooth = Qt.TransformationMode.SmoothTransformation
            self.setPixmap(self._whole.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio, smooth))


class Animation(_Shrinking):
    """The latest GIF, which runs only while it can be seen."""

    def __init__(self) -> None:
        super().__init__("trainingGif")
        self._movie: QMovie | None = None
        self._path: tuple[Path, int] | None = None
        self.show_gif(None)

    def show_gif(self, path: Path | None) -> None:
        mark = (path, path.stat().st_size) if path is not None and path.is_file() else None
        if mark == self._path and mark is not None:
            return
        self._path = mark
        if self._movie is not None:
            self._movie.stop()
            self._movie.deleteLater()
            self._movie = None
        self.show_picture(QPixmap())
        if path is None or mark is None:
            self.setText(tr("At each validation the run writes some music; how it came about is shown here."))
            return
        movie = QMovie(str(path), b"gif", self)
        movie.setCacheMode(QMovie.CacheMode.CacheNone)
        if not movie.jumpToFrame(0) or movie.currentPixmap().isNull():
            self.setText(tr("{name} cannot be shown.").format(name=path.name))
            movie.deleteLater()
            return
        self.setToolTip(path.name)
        self._movie = movie
        movie.frameChanged.connect(lambda _frame: self.show_picture(movie.currentPixmap()))
        movie.start()
        movie.setPaused(not self.isVisible())

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide) and self._movie is not None:
            self._movie.setPaused(event.type() == QEvent.Type.Hide)
        return super().event(event)


class Samples(QWidget):
    """The latest pair: what the composer wrote, and what the run wrote in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.real, self.written = _Shrinking("sampleReal"), _Shrinking("sampleWritten")
        self._shown: list[Path] = []
        column = QVBoxLayout(self)  # rolls are wide
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for picture, words in ((self.real, tr(REAL)), (self.written, tr(WRITTEN))):
            caption = QLabel(words)
            caption.setProperty("soft", True)
            column.addWidget(caption)
            column.addWidget(picture, 1)
        self.show_images([])

    def show_images(self, paths: list[Path]) -> None:
        if paths == self._shown and paths:
            return
        self._shown = paths
        for label, kind, tip in (
            (self.real, "real", tr(REAL)),
            (self.written, "generated", tr(WRITTEN)),
        ):
            path = next((path for path in paths if f"_{kind}_" in path.name), None)
            label.show_picture(QPixmap())
            label.setText(tr("At each validation the run writes some music; it is shown here.") if not paths else "")
            label.setToolTip(tip)
            if path is not None:
                picture = read_picture(path)
                if picture.isNull():
                    label.setText(tr("{name} cannot be shown.").format(name=path.name))
                else:
                    label.show_picture(picture)


def read_picture(path: Path) -> QPixmap:
    """Empty where it is damaged or far too large."""
    from PySide6.QtGui import QImageReader

    reader = QImageReader(str(path))
    size: QSize = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > MAX_SIDE_PX:
        return QPixmap()
    return QPixmap.fromImage(reader.read())
