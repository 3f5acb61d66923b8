"""Runs in the window: preview, one undo step, cancel, failure, late results."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from studio_fakes import FakeEngine, FakePlayer, play_keys, song

from core.config import ITERATION_PRESETS, SampleConfig
from core.edit import changed_outside
from core.edit.selection import Selection
from core.midi_file import midi_bytes
from core.roll import Roll
from core.sampler.request import SampleStep
from core.score import Score
from fractalmidi_studio.document import Document, empty_score
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.workers.sampler import MAX_WAITING, Mailbox

Drag = Callable[..., None]


def state_of(document: Document) -> tuple[bytes, bytes, bytes, bytes, int, int]:
    """Everything that a cancelled run must leave as it was, as bytes."""
    return (
        midi_bytes(document.score),
        document.roll.velocity.tobytes(),
        document.roll.onset.tobytes(),
        document.hole.tobytes(),
        document.undo_stack.index(),
        document.undo_stack.count(),
    )


def paint(window: MainWindow, drag: Drag) -> None:
    drag(window.view, window.view.pixel_of(64, 72), window.view.pixel_of(100, 60), window.view.pixel_of(127, 58))


def wait_for_end(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.runs.running, timeout=15_000)


def test_a_run_is_one_undo_step_and_leaves_the_rest_alone(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot
) -> None:
    paint(window, drag)
    hole = window.document.hole.copy()
    QTest.mouseClick(window.panel.inpaint, Qt.MouseButton.LeftButton)
    wait_for_end(window, qtbot)
    assert window.document.undo_stack.count() == 2
    assert window.document.undo_stack.undoText() == "Inpaint"
    after = window.document.score
    assert after != piece and changed_outside(piece, after, hole) == 0
    text = window.status.text.text()
    assert "0 notes outside the hole changed" in text
    written = int(text.split("Inpaint: ")[1].split(" note")[0])
    assert written == int((window.document.roll.onset & hole).sum()) > 0
    assert np.array_equal(window.document.hole, hole), "the hole stays for the next try"
    window.actions_by_name["undo"].trigger()
    assert window.document.score is piece
    window.actions_by_name["redo"].trigger()
    assert window.document.score is after


def test_the_notes_go_to_the_track_that_plays_there(window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot) -> None:
    paint(window, drag)
    window.inpaint()
    wait_for_end(window, qtbot)
    assert window.document.score.tracks[1] is piece.tracks[1]
    assert window.document.score.tracks[0] != piece.tracks[0]


def test_the_count_outside_is_computed_not_claimed(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot, monkeypatch: object
) -> None:
    import fractalmidi_studio.takes_desk as module

    spoilt = song(19)

    def spoil(*arguments: object) -> object:
        _, edit = apply(*arguments)
        return spoilt, edit

    apply = module.apply_result
    monkeypatch.setattr(module, "apply_result", spoil)  # type: ignore[attr-defined]
    paint(window, drag)
    window.inpaint()
    wait_for_end(window, qtbot)
    assert " 0 notes outside" not in window.status.text.text()


def test_steps_are_shown_while_the_document_waits(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot, engine: FakeEngine
) -> None:
    paint(window, drag)
    before = state_of(window.document)
    engine.gate.clear()
    window.actions_by_name["inpaint"].trigger()
    qtbot.waitUntil(lambda: window.status.bar.value() == 2, timeout=10_000)
    assert window.status.bar.maximum() == 6
    assert "level 0: bars, iteration 2" in window.status.text.text(), "numbered as in the GIF"
    scene = window.view.scene
    assert scene.undecided is not None and scene.undecided.any()
    decided = window.document.hole & ~scene.undecided
    assert (scene.roll.onset & decided).any(), "decided cells are shown as notes"
    assert state_of(window.document) == before
    assert window.view.grab().toImage() is not None
    engine.gate.set()
    wait_for_end(window, qtbot)
    assert window.view.scene.undecided is None


def test_cancel_leaves_the_document_byte_identical(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot, engine: FakeEngine
) -> None:
    paint(window, drag)
    before = state_of(window.document)
    picture = window.view.grab().toImage()
    engine.gate.clear()
    window.inpaint()
    qtbot.waitUntil(lambda: window.status.bar.value() == 2, timeout=10_000)
    QTest.mouseClick(window.panel.cancel, Qt.MouseButton.LeftButton)
    assert window.view.scene.undecided is None, "the old music is back at once"
    wait_for_end(window, qtbot)
    assert state_of(window.document) == before
    assert window.view.grab().toImage() == picture
    assert window.panel.inpaint.isEnabled() and not window.panel.cancel.isEnabled()
    engine.gate.set()
    window.inpaint()
    wait_for_end(window, qtbot)
    assert window.document.score is not piece


def test_cancel_before_the_first_step(window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot) -> None:
    paint(window, drag)
    before = state_of(window.document)
    window.inpaint()
    window.actions_by_name["cancel"].trigger()
    wait_for_end(window, qtbot)
    assert state_of(window.document) == before


def test_a_cancel_counts_even_if_the_engine_has_not_heard_it(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot, engine: FakeEngine
) -> None:
    engine.ignore_cancel = True
    ends: list[str] = []
    sampler = window.sampler
    sampler.finished.connect(lambda *_: ends.append("finished"))
    sampler.cancelled.connect(lambda: ends.append("cancelled"))
    sampler.failed.connect(lambda _: ends.append("failed"))
    sampler.stopped.connect(lambda: ends.append("stopped"))
    paint(window, drag)
    engine.gate.clear()
    window.inpaint()
    qtbot.waitUntil(lambda: window.status.bar.value() == 2, timeout=10_000)
    window.runs.cancel()
    engine.gate.set()
    wait_for_end(window, qtbot)
    assert ends == ["cancelled", "stopped"]


def test_a_result_that_comes_after_cancel_is_dropped(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot, engine: FakeEngine
) -> None:
    engine.ignore_cancel = True
    paint(window, drag)
    before = state_of(window.document)
    engine.gate.clear()
    window.inpaint()
    qtbot.waitUntil(lambda: window.status.bar.value() == 2, timeout=10_000)
    window.runs.cancel()
    window.sampler._mailbox.cancelled.clear()  # as if the engine had been quicker than the flag
    engine.gate.set()
    wait_for_end(window, qtbot)
    assert state_of(window.document) == before


def test_an_undo_during_a_run_drops_its_result(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot, engine: FakeEngine
) -> None:
    paint(window, drag)
    window.inpaint()
    wait_for_end(window, qtbot)
    first = window.document.score
    engine.ignore_cancel = True
    engine.gate.clear()
    window.inpaint()
    qtbot.waitUntil(lambda: window.status.bar.value() == 2, timeout=10_000)
    window.actions_by_name["undo"].trigger()
    assert window.document.score is first, "undo takes the run back, and nothing before it"
    assert window.view.scene.undecided is None
    engine.gate.set()
    wait_for_end(window, qtbot)
    assert window.document.score is first
    window.actions_by_name["undo"].trigger()
    assert window.document.score is piece


def test_going_back_in_the_history_during_a_run_drops_its_result(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot, engine: FakeEngine
) -> None:
    paint(window, drag)
    window.inpaint()
    wait_for_end(window, qtbot)
    engine.gate.clear()
    window.inpaint()
    qtbot.waitUntil(lambda: window.status.bar.value() == 2, timeout=10_000)
    window.document.undo_stack.setIndex(1)
    assert window.document.score is piece
    wait_for_end(window, qtbot)
    assert window.document.score is piece


def test_opening_a_piece_cancels_the_run(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot, engine: FakeEngine, song_file: object
) -> None:
    paint(window, drag)
    engine.gate.clear()
    window.inpaint()
    qtbot.waitUntil(lambda: window.status.bar.value() == 2, timeout=10_000)
    window.open_file(song_file)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: window.document.name == "a song", timeout=10_000)
    wait_for_end(window, qtbot)
    assert window.document.undo_stack.count() == 0 and not window.document.is_dirty


def test_a_failed_run_says_so_and_leaves_the_document(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot, engine: FakeEngine
) -> None:
    paint(window, drag)
    before = state_of(window.document)
    engine.fail_after = 3
    window.inpaint()
    wait_for_end(window, qtbot)
    assert state_of(window.document) == before
    assert window.messages.level == "error"
    assert "out of memory" in window.messages.text() and "as it was" in window.messages.text()
    engine.fail_after = None
    window.inpaint()
    wait_for_end(window, qtbot)
    assert window.document.score is not piece, "the next run works"


def test_a_take_that_fails_says_that_others_are_done(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot, engine: FakeEngine
) -> None:
    desk = window.runs.takes

    def fail_now() -> None:
        if desk.entries:
            engine.fail_after = 0

    desk.changed.connect(fail_now)
    paint(window, drag)
    window.panel.takes.spin.setValue(3)
    window.inpaint()
    wait_for_end(window, qtbot)
    desk.changed.disconnect(fail_now)
    assert window.document.score is not piece and len(desk.entries) == 1
    assert "1 take" in window.messages.text() and "as it was" not in window.messages.text()


@pytest.mark.parametrize("what", ["volume", "name", "track", "bars", "locks", "step input"])
def test_while_a_run_is_shown_the_music_stays_and_the_run_goes_on(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot, engine: FakeEngine, what: str
) -> None:
    paint(window, drag)
    engine.hold_after = 2
    engine.gate.clear()
    window.inpaint()
    qtbot.waitUntil(lambda: window.runs.previewing and window.status.bar.value() >= 1, timeout=10_000)
    row, tracks = window.panels.mixer.rows[0], window.panels.tracks
    if what == "volume":
        row.volume.setValue(60)
        assert row.volume.value() == 100, "shows what holds"
    elif what == "name":
        tracks.rows[0].renamed.emit("Flute")
        assert tracks.rows[0].name.text() == piece.tracks[0].name
    elif what == "locks":
        window.document.select(Selection.of(0, piece.tracks[0].notes[:1]))
        window.actions_by_name["lock_notes"].trigger()
    elif what == "step input":
        window.actions_by_name["step_input"].trigger()
        for data in (b"\x90\x1e\x40", b"\x80\x1e\x40"):
            play_keys(window, (None, data))
    else:
        window.actions_by_name[{"track": "add_track", "bars": "add_bars"}[what]].trigger()
    assert window.document.score is piece and window.runs.previewing
    assert "under way" in window.messages.text()
    engine.gate.set()
    wait_for_end(window, qtbot)
    assert window.document.score is not piece


def test_no_hole_is_a_sentence_not_a_run(window: MainWindow, piece: Score, engine: FakeEngine) -> None:
    window.actions_by_name["inpaint"].trigger()
    assert not engine.requests and "paint" in window.messages.text().lower()


def test_generate_writes_the_visible_window(window: MainWindow, piece: Score, qtbot: QtBot, engine: FakeEngine) -> None:
    QTest.mouseClick(window.panel.generate, Qt.MouseButton.LeftButton)
    wait_for_end(window, qtbot)
    columns = np.flatnonzero(engine.requests[0].hole.any(axis=0))
    assert (columns[0], len(columns)) == (0, 256) and engine.requests[0].hole[:, columns].all()
    assert not window.document.hole.any(), "the painted hole is the user's"
    window.actions_by_name["undo"].trigger()
    assert window.document.score is piece


def test_generate_in_an_empty_piece(window: MainWindow, qtbot: QtBot) -> None:
    window.document.replace_piece(empty_score(), "Untitled")
    window.generate()
    wait_for_end(window, qtbot)
    assert window.document.roll.onset.any()


def test_continue_adds_bars_at_the_end(window: MainWindow, qtbot: QtBot, engine: FakeEngine) -> None:
    waltz = song(30, numerator=3)
    window.document.replace_piece(waltz, "waltz")
    end = window.document.music_end_step
    assert end == 30 * 12
    window.panel.bars.setValue(5)
    QTest.mouseClick(window.panel.extend, Qt.MouseButton.LeftButton)
    wait_for_end(window, qtbot)
    columns = np.flatnonzero(engine.requests[0].hole.any(axis=0))
    assert (columns[0], columns[-1] + 1) == (end, end + 5 * 12)
    assert engine.requests[0].roll.num_steps >= end + 60
    assert changed_outside(waltz, window.document.score, engine.requests[0].hole) == 0
    assert window.document.roll.onset[:, end:].any()
    window.actions_by_name["undo"].trigger()
    assert window.document.score is waltz


def test_continue_without_music_is_a_sentence(window: MainWindow, engine: FakeEngine) -> None:
    window.document.replace_piece(empty_score(), "Untitled")
    window.extend(4)
    assert not engine.requests and "no music" in window.messages.text()


def test_the_panel_is_what_the_engine_gets(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot, engine: FakeEngine
) -> None:
    panel = window.panel
    panel.fresh_seed.setChecked(False)
    panel.seed.setValue(4711)
    panel.temperature.set_value(0.8)
    panel.top_p.set_value(0.9)
    panel.guidance.set_value(2.5)
    panel.iterations.set_data("high")
    panel.key.set_data(21)
    panel.style_choice.set_data("quartets")
    panel.density.set_data(5)
    paint(window, drag)
    for _ in range(2):
        window.inpaint()
        wait_for_end(window, qtbot)
    config = engine.requests[0].config
    assert (config.seed, config.temperature, config.top_p, config.guidance_scale) == (4711, 0.8, 0.9, 2.5)
    assert config.iterations == ITERATION_PRESETS["high"]
    assert (config.key, config.style, config.density) == (21, "quartets", 5)
    assert engine.requests[1].config.seed == 4711, "a kept seed is kept"
    panel.fresh_seed.setChecked(True)
    window.inpaint()
    wait_for_end(window, qtbot)
    assert engine.requests[2].config.seed != 4711
    panel.seed.setValue(99)
    window.inpaint()
    wait_for_end(window, qtbot)
    assert engine.requests[3].config.seed == 99, "who types a seed wants it, once"
    rows = (panel.temperature, panel.top_p, panel.guidance, panel.iterations, panel.key, panel.style_choice)
    for row in (*rows, panel.density):
        row.reset.click()
        assert not row.reset.isEnabled()
    assert replace(panel.config(), seed=0) == SampleConfig(), "reset means what the sampler takes by default"


def test_the_run_is_kept_for_the_gif(window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot) -> None:
    assert window.runs.last_record is None
    paint(window, drag)
    window.inpaint()
    wait_for_end(window, qtbot)
    record = window.runs.last_record
    assert record is not None and len(record) == 6 and record.result is not None


def test_closing_during_a_run_is_clean(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot, engine: FakeEngine
) -> None:
    paint(window, drag)
    engine.gate.clear()
    window.inpaint()
    qtbot.waitUntil(lambda: window.status.bar.value() == 2, timeout=10_000)
    assert window.close()
    assert engine.closed and not window.sampler._thread.isRunning()


def test_the_hole_cannot_be_painted_while_a_run_writes(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot, engine: FakeEngine
) -> None:
    paint(window, drag)
    hole = window.document.hole.copy()
    engine.gate.clear()
    window.inpaint()
    qtbot.waitUntil(lambda: window.status.bar.value() == 2, timeout=10_000)
    drag(window.view, window.view.pixel_of(10, 70), window.view.pixel_of(20, 60))
    window.actions_by_name["clear_hole"].trigger()
    assert np.array_equal(window.document.hole, hole)
    engine.gate.set()
    wait_for_end(window, qtbot)


def test_after_a_run_play_begins_at_the_new_part(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot, player: FakePlayer
) -> None:
    drag(window.view, window.view.pixel_of(70, 72), window.view.pixel_of(100, 60))
    for placed, wanted in ((3.0, 64), (68.0, 68), (111.0, 111), (112.0, 64)):  # bars 5 to 7 hold the hole
        window.playback.seek(placed)
        window.inpaint()
        wait_for_end(window, qtbot)
        assert window.playback.playhead_step == wanted
    window.playback.seek(0)
    window.playback.play()
    window.inpaint()
    wait_for_end(window, qtbot)
    assert window.playback.playing and window.playback.playhead_step < 64, "what is playing goes on"


def test_a_slow_window_still_sees_every_level_in_order() -> None:
    def step(index: int, level: int) -> SampleStep:
        empty = np.zeros((128, 16), np.uint8)
        boxes = np.zeros((0, 4), np.int64)
        return SampleStep(index, 99, level, 0, 0, Roll.empty(16), empty > 0, empty, boxes)

    box = Mailbox()
    for index, level in enumerate((0, 0, 1, 2, 2, 2, 0)):
        box.put(step(index, level))
    seen = [box.take() for _ in range(4)]
    assert [(s.index, s.level) for s in seen if s is not None] == [(1, 0), (2, 1), (5, 2), (6, 0)], "the latest of each"
    assert box.take() is None
    for index in range(500):
        box.put(step(index, index % 3))
    waiting = [box.take() for _ in range(MAX_WAITING)]
    assert [s.index for s in waiting if s is not None] == list(range(500 - MAX_WAITING, 500)), "bounded"
    assert box.take() is None
