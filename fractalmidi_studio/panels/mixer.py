"""The mixer: instrument, channel and volume of each track.  All three are part of the piece, and of its undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLabel, QSlider, QVBoxLayout, QWidget

from core.edit.sound import set_channel, set_program, set_volume, volume_of
from core.score import Score, Track
from fractalmidi_studio.document import Document
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.instruments import GENERAL_MIDI
from fractalmidi_studio.widgets import named, plain_tip, scrolling

DRUM_CHANNEL = 9


class _Choice(QComboBox):
    """The wheel scrolls the panel, never what is chosen."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class MixerRow(QFrame):
    program_chosen = Signal(int)
    channel_chosen = Signal(int)
    volume_moved = Signal(int)  # while it is held
    volume_chosen = Signal(int)

    def __init__(self, index: int) -> None:
        super().__init__()
        self.setObjectName(f"mixer{index}")
        self.name = QLabel()
        self.name.setTextFormat(Qt.TextFormat.PlainText)  # a track's name comes out of a file
        self.name.setMinimumWidth(60)
        self.program = named(_Choice(), f"trackProgram{index}")
        self.program.setMaxVisibleItems(24)
        self.program.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.program.setMinimumContentsLength(14)
        self.program.activated.connect(self.program_chosen)
        self.channel = named(_Choice(), f"trackChannel{index}")
        self.channel.setFixedWidth(64)
        for number in range(16):
            self.channel.addItem(str(number + 1))
        self.channel.setToolTip(tr("MIDI channel; 10 is for drums"))
        self.channel.activated.connect(self.channel_chosen)
        self.volume = named(QSlider(Qt.Orientation.Horizontal), f"trackVolume{index}")
        self.volume.setRange(0, 127)
        self.volume.setPageStep(8)
        self.volume.sliderMoved.connect(self.volume_moved)
        self.volume.sliderReleased.connect(lambda: self.volume_chosen.emit(self.volume.value()))
        self.volume.valueChanged.connect(self._changed)
        self.number = QLabel()
        self.number.setFixedWidth(30)
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._showing = False
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 6, 12, 6)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.name, 0, 0, 1, 3)
        grid.addWidget(self.program, 1, 0, 1, 2)
        grid.addWidget(self.channel, 1, 2)
        grid.addWidget(self.volume, 2, 0, 1, 2)
        grid.addWidget(self.number, 2, 2)
        grid.setColumnStretch(0, 1)

    def show_track(self, name: str, track: Track) -> None:
        self._showing = True
        self.name.setText(name)
        self._show_programs(track)
        self.channel.setCurrentIndex(track.channel)
        if not self.volume.isSliderDown():
            self.volume.setValue(volume_of(track))
        self.number.setText(str(self.volume.value()))
        for widget, words in (
            (self.program, tr("Instrument of {track}")), (self.channel, tr("Channel of {track}")),
            (self.volume, tr("Volume of {track}")),
        ):  # fmt: skip
            widget.setAccessibleName(words.format(track=name))
        self.volume.setToolTip(plain_tip(tr("Volume of {track}").format(track=name)))
        self._showing = False

    def _show_programs(self, track: Track) -> None:
        drums = track.channel == DRUM_CHANNEL
        if self.program.count() == 0 or self.program.property("drums") != drums:
            self.program.clear()
            for number, instrument in enumerate(GENERAL_MIDI):
                words = tr("Drum kit {number}").format(number=number + 1) if drums else f"{number + 1}  {instrument}"
                self.program.addItem(words)
            self.program.setProperty("drums", drums)
        self.program.setCurrentIndex(track.program)

    def _changed(self, value: int) -> None:
        self.number.setText(str(value))
        if not self._showing and not self.volume.isSliderDown():  # keys, the wheel, a click beside the handle
            self.volume_chosen.emit(value)


class MixerPanel(QWidget):
    """``try_out`` lets a score be heard while a slider is held, before it becomes part of the piece."""

    def __init__(self, document: Document, try_out: Callable[[Score], object], may_edit: Callable[[], bool]) -> None:
        super().__init__()
        self.setObjectName("mixerPanel")
        self.document, self._try_out, self._may_edit = document, try_out, may_edit
        self._faded: tuple[int, Score, Score] | None = None  # track, the score before its volume moved, and since
        self.rows: list[MixerRow] = []
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 6, 0, 6)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        scroll = scrolling(inner, "mixerScroll")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        document.score_changed.connect(self.show_tracks)
        self.show_tracks()

    def show_tracks(self) -> None:
        tracks = self.document.score.tracks
        while len(self.rows) < len(tracks):
            self._add_row()
        for row in self.rows[len(tracks) :]:
            row.hide()
            row.deleteLater()
        del self.rows[len(tracks) :]
        for index, (row, track) in enumerate(zip(self.rows, tracks, strict=True)):
            row.show_track(track.name or str(tr("Track {number}").format(number=index + 1)), track)

    def _add_row(self) -> None:
        index = len(self.rows)
        row = MixerRow(index)
        row.program_chosen.connect(partial(self._program_chosen, index))
        row.channel_chosen.connect(partial(self._channel_chosen, index))
        row.volume_moved.connect(lambda value: self._try_out(self._with_volume(index, value)))
        row.volume_chosen.connect(partial(self._volume_chosen, index))
        self._list.insertWidget(index, row)
        self.rows.append(row)

    def _program_chosen(self, index: int, program: int) -> None:
        self._edit(set_program(self.document.score, index, program), tr("Instrument"))

    def _channel_chosen(self, index: int, channel: int) -> None:
        self._edit(set_channel(self.document.score, index, channel), tr("Channel"))

    def _volume_chosen(self, index: int, volume: int) -> None:
        before = self._before_fade(index)
        self._edit(self._with_volume(index, volume), tr("Volume"))
        self._faded = index, before, self.document.score

    def _with_volume(self, index: int, volume: int) -> Score:
        return set_volume(self._before_fade(index), index, volume)

    def _before_fade(self, index: int) -> Score:
        """Changes of volume keep their proportions, also after the slider has been at 0, where none are left."""
        if self._faded is not None and self._faded[0] == index and self._faded[2] is self.document.score:
            return self._faded[1]
        return self.document.score

    def _edit(self, score: Score, words: str) -> None:
        if score is self.document.score:
            return
        if self._may_edit():
            self.document.set_score(score, words)
        else:
            self.show_tracks()
