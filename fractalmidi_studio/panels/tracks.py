"""The tracks of the piece: which one new notes go to, what each is called, what is heard of it, and its colour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.edit.tracks import rename_track
from core.score import Track
from fractalmidi_studio.document import Document
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.icons import icon
from fractalmidi_studio.instruments import GENERAL_MIDI
from fractalmidi_studio.mix import TRACK_COLOURS, TrackMix
from fractalmidi_studio.names import counted
from fractalmidi_studio.widgets import named, push_button, scrolling

NAME_PX = 96
_ENDING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class NameField(QLineEdit):
    """Return takes the name, Escape brings the old one back; neither is the window's shortcut meanwhile."""

    changed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._name = name
        self.editingFinished.connect(self._take)

    def _take(self) -> None:
        if self.text() != self._name:
            self._name = self.text()
            self.changed.emit(self._name)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() in _ENDING:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                if event.key() == Qt.Key.Key_Escape:
                    self.setText(self._name)
                self._take()
                self.clearFocus()
                return True
        return super().event(event)


class TrackRow(QFrame):
    """One track.  A press anywhere on it makes it the active one."""

    activated = Signal()
    renamed = Signal(str)
    mixed = Signal(object)  # TrackMix

    def __init__(self, index: int, track: Track, mix: TrackMix) -> None:
        super().__init__()
        self.setObjectName(f"track{index}")
        self._mix = mix
        name = track.name or str(tr("Track {number}").format(number=index + 1))
        self.active = named(QToolButton(), f"trackActive{index}")
        self.active.setIcon(icon("draw"))
        self.active.setCheckable(True)
        self.active.setToolTip(tr("New notes go to this track; the others are dimmed"))
        self.active.setAccessibleName(tr("Write into {track}").format(track=name))
        self.active.clicked.connect(self.activated)
        self.colour = named(QToolButton(), f"trackColour{index}")
        self.colour.setIcon(_swatch(TRACK_COLOURS[mix.colour]))
        self.colour.setToolTip(tr("Another colour for this track"))
        self.colour.setAccessibleName(tr("Colour of {track}").format(track=name))
        self.colour.clicked.connect(lambda: self._set(colour=(self._mix.colour + 1) % len(TRACK_COLOURS)))
        self.name = named(NameField(name), f"trackName{index}")
        self.name.setMinimumWidth(NAME_PX)
        self.name.setToolTip(tr("The name of the track, as it is written to the file"))
        self.name.setAccessibleName(tr("Name of track {number}").format(number=index + 1))
        self.name.changed.connect(self.renamed)
        self.mute = self._switch("M", f"trackMute{index}", tr("Mute: not heard, and left alone by runs"), mix.muted)
        self.mute.setAccessibleName(tr("Mute {track}").format(track=name))
        self.mute.toggled.connect(lambda on: self._set(muted=on))
        self.solo = self._switch("S", f"trackSolo{index}", tr("Solo: only soloed tracks are heard"), mix.soloed)
        self.solo.setAccessibleName(tr("Solo {track}").format(track=name))
        self.solo.toggled.connect(lambda on: self._set(soloed=on))
        self.facts = QLabel(_facts(track))
        self.facts.setProperty("soft", True)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(4)
        for widget in (self.active, self.colour):
            top.addWidget(widget)
        top.addWidget(self.name, 1)
        for widget in (self.mute, self.solo):
            top.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(0)
        column.addLayout(top)
        below = QHBoxLayout()
        below.setContentsMargins(30, 0, 0, 0)
        below.addWidget(self.facts)
        column.addLayout(below)

    def show_mix(self, mix: TrackMix) -> None:
        self._mix = mix
        self.colour.setIcon(_swatch(TRACK_COLOURS[mix.colour]))
        for button, on in ((self.mute, mix.muted), (self.solo, mix.soloed)):
            button.blockSignals(True)
            button.setChecked(on)
            button.blockSignals(False)

    def _switch(self, letter: str, name: str, tip: str, on: bool) -> QToolButton:
        button = named(QToolButton(), name)
        button.setText(letter)
        button.setCheckable(True)
        button.setChecked(on)
        button.setToolTip(tip)
        button.setFixedWidth(30)
        return button

    def _set(self, **changes: bool | int) -> None:
        self.mixed.emit(replace(self._mix, **changes))  # type: ignore[arg-type]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.activated.emit()


class TracksPanel(QWidget):
    """Follows the document; rows are made anew only when tracks come, go or are renamed."""

    def __init__(self, document: Document, add_track: Callable[[], object], may_edit: Callable[[], bool]) -> None:
        super().__init__()
        self.setObjectName("tracksPanel")
        self.document, self._may_edit = document, may_edit
        self.rows: list[TrackRow] = []
        self._shown: tuple[tuple[str, int, int], ...] = ()
        self._group = QButtonGroup(self)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 6, 0, 6)
        self._list.setSpacing(0)
        self.add = push_button("addTrackButton", tr("Add Track"), tr("An empty track below the others"))
        self.add.clicked.connect(lambda: add_track())
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._list)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 0, 12, 12)
        foot.addWidget(self.add)
        column.addLayout(foot)
        column.addStretch(1)
        scroll = scrolling(inner, "tracksScroll")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        document.score_changed.connect(self.show_tracks)
        document.mix_changed.connect(self.show_tracks)
        document.active_track_changed.connect(lambda _index: self._show_active())
        self.show_tracks()

    def show_tracks(self) -> None:
        tracks = self.document.score.tracks
        shown = tuple((track.name, track.channel, track.program) for track in tracks)
        if shown != self._shown:
            self._shown = shown
            self._make_rows()
        for row, track, mix in zip(self.rows, tracks, self.document.mix, strict=True):
            row.show_mix(mix)
            row.facts.setText(_facts(track))
        self._show_active()

    def _make_rows(self) -> None:
        old, self.rows = self.rows, []
        for row in old:
            row.name.blockSignals(True)  # a name half typed is taken when its field loses the focus, here by going
            self._group.removeButton(row.active)
            row.hide()
            row.deleteLater()
        for index, track in enumerate(self.document.score.tracks):
            row = TrackRow(index, track, self.document.mix[index])
            row.activated.connect(partial(self.document.set_active_track, index))
            row.renamed.connect(partial(self._rename, index))
            row.mixed.connect(partial(self.document.set_mix, index))
            self._group.addButton(row.active)
            self._list.addWidget(row)
            self.rows.append(row)

    def _rename(self, index: int, name: str) -> None:
        score = rename_track(self.document.score, index, name)
        if score is self.document.score:
            return
        if self._may_edit():
            self.document.set_score(score, tr("Rename track"))
        else:
            self._make_rows()
            self.show_tracks()

    def _show_active(self) -> None:
        if self.document.active_track < len(self.rows):
            self.rows[self.document.active_track].active.setChecked(True)


def _facts(track: Track) -> str:
    kind = tr("Drums") if track.is_drums else GENERAL_MIDI[track.program]
    notes = counted(len(track.notes), "note")
    return str(
        tr("{instrument}, channel {number}, {notes}").format(instrument=kind, number=track.channel + 1, notes=notes)
    )


def _swatch(colour: str) -> QIcon:
    pixmap = QPixmap(18, 18)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(2, 2, 14, 14, 4, 4)
    painter.end()
    return QIcon(pixmap)
