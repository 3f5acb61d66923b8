"""A result that comes when its music is no longer on the desk is dropped by its generation; floods and clocks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from studio_fakes import FakeEngine, song

from core.roll import Roll
from core.sampler.request import SampleRequest, SampleStep
from core.score import Score
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.workers.sampler import MAX_WAITING, Sampler

Drag = Callable[..., None]


def edit(window: MainWindow, _file: Path) -> None:
    window.document.set_score(song(3), "Edit")


def edit_and_undo(window: MainWindow, _file: Path) -> None:
    """The same music again: the run's own basis, but of another generation."""
    window.document.set_score(song(3), "Edit")
    window.actions_by_name["undo"].trigger()


def new_piece(window: MainWindow, _file: Path) -> None:
    window.actions_by_name["new"].trigger()


def open_another(window: MainWindow, file: Path) -> None:
    window.files.open_now(file, "another")


def the_same_piece_again(window: MainWindow, _file: Path) -> None:
    window.document.replace_piece(window.document.score, "again")


@pytest.mark.parametrize("change", [edit, edit_and_undo, new_piece, open_another, the_same_piece_again])
@pytest.mark.parametrize("takes", [1, 3])
def test_a_late_result_is_dropped_and_the_next_run_is_its_own(
    change: Callable[[MainWindow, Path], None], takes: int, window: MainWindow, piece: Score, drag: Drag,
    engine: FakeEngine, song_file: Path, qtbot: QtBot,
) -> None:  # fmt: skip
    drag(window.view, window.view.pixel_of(64, 72), window.view.pixel_of(127, 58))
    window.panel.takes.spin.setValue(takes)
    engine.ignore_cancel = True  # it goes on to its end, whatever it is told
    engine.gate.clear()
    window.inpaint()
    qtbot.waitUntil(lambda: window.status.bar.value() == 2, timeout=30_000)
    change(window, song_file)
    window.sampler._mailbox.cancelled.clear()  # as if the result had been under way already
    after, steps = window.document.score, window.document.undo_stack.count()
    engine.gate.set()
    qtbot.waitUntil(lambda: not window.runs.running, timeout=30_000)
    assert window.document.score is after and window.document.undo_stack.count() == steps
    assert not window.runs.takes.entries and window.runs.last_record is None
    assert window.view.scene.undecided is None, "the canvas shows the document"
    assert len(engine.requests) == 1, "no further takes are written"

    window.panel.takes.spin.setValue(1)
    drag(window.view, window.view.pixel_of(16, 72), window.view.pixel_of(60, 58))
    window.inpaint()
    qtbot.waitUntil(lambda: not window.runs.running, timeout=30_000)
    assert window.document.score is not after and len(engine.requests) == 2


class Flood(FakeEngine):
    """Thousands of steps as fast as they come."""

    count = 0

    def run(self, request: SampleRequest) -> Generator[SampleStep, None, Roll]:
        honest = super().run(request)
        step = next(honest)
        for self.count in range(3_000):
            yield step
        honest.close()
        return request.roll


def test_a_flood_of_steps_fills_no_memory(qtbot: QtBot, window: MainWindow, piece: Score, drag: Drag) -> None:
    drag(window.view, window.view.pixel_of(64, 72), window.view.pixel_of(127, 58))
    window.inpaint()
    qtbot.waitUntil(lambda: not window.runs.running, timeout=30_000)
    request = window.runs.last_record.request  # type: ignore[union-attr]
    sampler, most, seen = Sampler(Flood()), 0, 0

    def look(_step: object) -> None:
        nonlocal most, seen
        seen += 1
        most = max(most, len(sampler._mailbox._steps))

    try:
        sampler.step.connect(look)
        with qtbot.waitSignal(sampler.stopped, timeout=60_000):
            sampler.start(request)
        assert sampler.engine.count == 2_999, "all were written"  # type: ignore[attr-defined]
        assert 0 < seen < 1_500 and most <= MAX_WAITING, "and few were looked at"
    finally:
        sampler.close()


def test_a_clock_that_jumps_does_not_change_what_a_run_says(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    jumps = itertools.cycle((2e9, 5.0, 1.7e9, 0.0))
    monkeypatch.setattr("time.time", lambda: next(jumps))
    drag(window.view, window.view.pixel_of(64, 72), window.view.pixel_of(127, 58))
    window.inpaint()
    qtbot.waitUntil(lambda: not window.runs.running, timeout=30_000)
    seconds = re.search(r"\((\d+\.\d) s, seed", window.status.text.text())
    assert seconds is not None and float(seconds[1]) < 60
