"""Takes in the window: they arrive, are compared, mixed, accepted or rejected; frames, re-rolls and replays."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from studio_fakes import FakeEngine

from core.capsule import Capsule
from core.edit import changed_outside
from core.roll import notes_of
from core.score import Note, Score
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.takes_desk import Entry

Drag = Callable[..., None]


def paint(window: MainWindow, drag: Drag) -> None:
    drag(window.view, window.view.pixel_of(64, 72), window.view.pixel_of(100, 60), window.view.pixel_of(127, 58))


def wait_for_end(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.runs.running, timeout=15_000)


def start_held_at_the_second(window: MainWindow, drag: Drag, qtbot: QtBot, engine: FakeEngine, count: int) -> None:
    """A run of several takes that has finished the first and waits within the second."""
    desk = window.runs.takes

    def hold() -> None:
        if desk.entries:
            engine.gate.clear()

    desk.changed.connect(hold)
    paint(window, drag)
    window.panel.takes.spin.setValue(count)
    window.inpaint()
    qtbot.waitUntil(lambda: len(engine.requests) == 2 and window.status.bar.value() == 2, timeout=10_000)
    desk.changed.disconnect(hold)


@pytest.fixture
def takes(window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot) -> list[Entry]:
    """Three takes on the desk."""
    paint(window, drag)
    window.panel.takes.spin.setValue(3)
    window.panel.seed.setValue(10)
    QTest.mouseClick(window.panel.inpaint, Qt.MouseButton.LeftButton)
    wait_for_end(window, qtbot)
    return window.runs.takes.entries


def test_takes_arrive_as_they_finish(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot, engine: FakeEngine
) -> None:
    desk, panel = window.runs.takes, window.panels.takes
    paint(window, drag)
    window.panel.takes.spin.setValue(3)
    window.panel.seed.setValue(10)
    engine.gate.clear()
    window.inpaint()
    assert desk.wanted == 3 and not desk.entries and window.document.score is piece
    assert [row.isVisibleTo(panel) for row in panel.rows] == [True] * 3 + [False] * 5
    assert "being written" in panel.rows[0].words.text() and "waiting" in panel.rows[1].words.text()
    engine.hold_after = 99
    engine.gate.set()
    qtbot.waitUntil(lambda: len(desk.entries) >= 1, timeout=10_000)
    assert window.document.score is desk.entries[0].score, "the first one is in the music at once"
    wait_for_end(window, qtbot)
    assert [entry.take.seed for entry in desk.entries] == [10, 11, 12]
    assert "seed 11" in panel.rows[1].words.text()
    assert window.document.undo_stack.count() == 2, "one step for the hole, one for the run"
    assert all(entry.num_outside == 0 for entry in desk.entries)


@pytest.mark.parametrize("command", ["take_accept", "take_reject"])
def test_who_has_decided_waits_for_no_further_take(
    command: str, window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot, engine: FakeEngine
) -> None:
    start_held_at_the_second(window, drag, qtbot, engine, 3)
    first = window.document.score
    window.actions_by_name[command].trigger()
    engine.gate.set()
    wait_for_end(window, qtbot)
    assert window.document.score is (first if command == "take_accept" else piece)
    assert not window.runs.takes.entries and len(engine.requests) == 2
    said = {"take_accept": "Cancelled. Finished: 1 take.", "take_reject": "Cancelled: the music is as it was."}
    assert window.status.text.text() == said[command]


def test_eight_takes_share_one_budget_of_frames(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long piece's frames fill megabytes a take: with more takes each keeps fewer frames, and always its last."""
    few = 24_000  # bytes; a frame of the fake engine has some 1,000
    monkeypatch.setattr("fractalmidi_studio.takes_desk.FRAMES_BYTES", few)
    paint(window, drag)
    window.panel.takes.spin.setValue(8)
    window.inpaint()
    wait_for_end(window, qtbot)
    entries = window.runs.takes.entries
    assert len(entries) == 8 and sum(entry.record.num_bytes for entry in entries) <= few
    for entry in entries:
        assert 1 < len(entry.record) < 6 and entry.record.step(-1).index == 6
        assert entry.record.result is not None and entry.record.draft_at(0).roll.num_steps == window.document.num_steps
    window.panels.takes.frame.setValue(0)
    qtbot.waitUntil(lambda: window.view.scene.undecided is not None and window.view.scene.undecided.any())


def test_pitches_off_the_scale_are_counted_aloud(window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot) -> None:
    paint(window, drag)
    panel = window.panel
    panel.key.set_data(0)
    panel.scale_only.setChecked(True)
    window.inpaint()  # the fake engine cares for no scale, as a real run without free pitches
    wait_for_end(window, qtbot)
    entry = window.runs.takes.entries[0]
    written = (entry.take.roll.onset & entry.take.hole).sum(axis=1)
    assert (
        entry.num_off_limits == sum(int(written[pitch]) for pitch in range(128) if pitch % 12 in (1, 3, 6, 8, 10)) > 0
    )
    assert f"off the scale or the range {entry.num_off_limits} note" in window.messages.text()


def test_keys_compare_takes_by_eye_and_ear(window: MainWindow, piece: Score, takes: list[Entry]) -> None:
    generation = window.document.generation
    for number in (2, 3, 1):
        QTest.keyClick(window.view, str(number))  # type: ignore[call-overload]
        assert window.document.score is takes[number - 1].score, "what is seen is what is played"
        assert window.panels.takes.rows[number - 1].button.isChecked()
        ghosts = window.view.scene.marks.ghosts  # type: ignore[union-attr]
        others = [entry for entry in takes if entry.take.number != number]
        there = {tuple(row[:3]) for entry in others for row in notes_of(entry.take.roll).tolist()}
        assert len(ghosts) and {tuple(row[:3]) for row in ghosts.tolist()} <= there  # type: ignore[arg-type]
    QTest.keyClick(window.view, "8")  # type: ignore[call-overload]
    assert window.document.score is takes[0].score
    assert window.document.undo_stack.count() == 2 and window.document.generation > generation
    window.actions_by_name["take_next"].trigger()
    assert window.document.score is takes[1].score
    window.actions_by_name["take_previous"].trigger()
    window.actions_by_name["take_previous"].trigger()
    assert window.document.score is takes[2].score


def test_accepting_keeps_what_is_shown_as_one_step(window: MainWindow, piece: Score, takes: list[Entry]) -> None:
    window.take_commands.show(2)
    score = takes[1].score
    QTest.mouseClick(window.panels.takes.accept, Qt.MouseButton.LeftButton)
    assert window.document.score is score and not window.runs.takes.entries
    assert not window.actions_by_name["take_1"].isEnabled()
    window.actions_by_name["undo"].trigger()
    assert window.document.score is piece
    window.actions_by_name["redo"].trigger()
    assert window.document.score is score


def test_rejecting_brings_the_music_back(window: MainWindow, piece: Score, takes: list[Entry]) -> None:
    window.take_commands.show(3)
    QTest.mouseClick(window.panels.takes.reject, Qt.MouseButton.LeftButton)
    assert window.document.score is piece and not window.runs.takes.entries


def test_undo_takes_the_whole_run_back_and_redo_brings_the_shown_take(
    window: MainWindow, piece: Score, takes: list[Entry]
) -> None:
    window.take_commands.show(3)
    window.actions_by_name["undo"].trigger()
    assert window.document.score is piece
    QTest.keyClick(window.view, "1")  # type: ignore[call-overload]
    assert window.document.score is piece, "takes of an undone run are not to be shown"
    window.actions_by_name["redo"].trigger()
    assert window.document.score is takes[2].score
    window.take_commands.show(1)
    assert window.document.score is takes[0].score


def test_an_edit_accepts_what_is_shown(window: MainWindow, piece: Score, takes: list[Entry]) -> None:
    from dataclasses import replace

    window.take_commands.show(2)
    score = window.document.score
    track = replace(score.tracks[0], notes=tuple(sorted((*score.tracks[0].notes, Note(0, 100, 100, 64)))))
    edited = replace(score, tracks=(track, *score.tracks[1:]))
    window.document.set_score(edited, "Edit")
    assert not window.runs.takes.is_open and not window.panels.takes.accept.isEnabled()
    window.take_commands.show(1)
    assert window.document.score is edited
    window.actions_by_name["undo"].trigger()
    assert window.runs.takes.is_open is False or window.document.score is score
    assert window.document.score is score


def test_bars_of_takes_are_mixed(window: MainWindow, piece: Score, takes: list[Entry]) -> None:
    desk, table = window.runs.takes, window.panels.takes.mix
    assert desk.bars() == [4, 5, 6, 7]
    assert table.columnCount() == 4 and table.rowCount() == 3
    window.take_commands.show(1)
    table.cellClicked.emit(2, 1)  # bar 6 of take 3
    assert desk.shown == 0 and desk.choice == {4: 1, 5: 3, 6: 1, 7: 1}
    mixed, hole = window.document.roll, window.document.hole
    steps = np.arange(hole.shape[1])
    for bar, number in desk.choice.items():
        here = hole & (steps // 16 == bar)
        assert np.array_equal(mixed.onset & here, takes[number - 1].take.roll.onset & here)
    assert changed_outside(piece, window.document.score, hole) == 0
    assert window.document.undo_stack.count() == 2
    for column in (0, 2, 3):
        table.cellClicked.emit(2, column)
    assert desk.shown == 3 and window.document.score is takes[2].score, "all bars of one take are that take"


def test_the_heat_map_is_a_layer(window: MainWindow, piece: Score, takes: list[Entry]) -> None:
    before = window.view.grab().toImage()
    window.actions_by_name["take_agreement"].trigger()
    share = window.view.scene.marks.agreement  # type: ignore[union-attr]
    assert share is not None and 0 < share.max() <= 1 and not share[~window.document.hole].any()
    assert window.view.grab().toImage() != before
    window.actions_by_name["take_agreement"].trigger()
    assert window.view.scene.marks.agreement is None  # type: ignore[union-attr]


def test_a_finished_take_is_looked_at_while_others_are_written(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot, engine: FakeEngine
) -> None:
    desk = window.runs.takes
    start_held_at_the_second(window, drag, qtbot, engine, 2)
    window.take_commands.show(1)
    assert window.view.scene.undecided is None
    assert window.document.score is desk.entries[0].score
    engine.gate.set()
    wait_for_end(window, qtbot)
    assert len(desk.entries) == 2 and window.document.score is desk.entries[0].score


def test_undo_during_the_second_take_ends_everything(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot, engine: FakeEngine
) -> None:
    start_held_at_the_second(window, drag, qtbot, engine, 3)
    window.actions_by_name["undo"].trigger()
    assert window.document.score is piece and window.view.scene.undecided is None
    wait_for_end(window, qtbot)
    assert window.document.score is piece and len(engine.requests) == 2


def test_cancel_during_the_second_take_keeps_the_first(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot, engine: FakeEngine
) -> None:
    desk = window.runs.takes
    start_held_at_the_second(window, drag, qtbot, engine, 3)
    window.runs.cancel()
    wait_for_end(window, qtbot)
    assert len(desk.entries) == desk.wanted == 1 and len(engine.requests) == 2
    assert window.document.score is desk.entries[0].score
    assert "Finished: 1 take" in window.status.text.text()


def test_frames_are_looked_back_through_and_gone_on_from(
    window: MainWindow, piece: Score, takes: list[Entry], qtbot: QtBot, engine: FakeEngine
) -> None:
    panel, desk = window.panels.takes, window.runs.takes
    assert panel.frame.maximum() == len(takes[0].record) == 6
    assert not panel.reroll.isEnabled(), "the result leaves nothing to draw"
    panel.frame.setValue(3)
    qtbot.waitUntil(lambda: window.view.scene.undecided is not None, timeout=5_000)
    assert window.view.scene.undecided.any() and panel.reroll.isEnabled()  # type: ignore[union-attr]
    assert "4 of 6" in panel.frame_words.text()
    assert window.document.score is takes[0].score, "looking changes nothing"
    QTest.mouseClick(panel.reroll, Qt.MouseButton.LeftButton)
    wait_for_end(window, qtbot)
    assert len(desk.entries) == 4 and desk.shown == 4
    request = engine.requests[-1]
    assert request.draft is not None and request.config.seed != takes[0].take.seed
    stands = request.draft.decided & request.hole
    assert np.array_equal(request.draft.roll.onset[stands], takes[0].take.roll.onset[stands])
    assert stands.any() and (request.hole & ~stands).any()
    panel.frame.setValue(0)
    qtbot.wait(80)
    panel.frame.setValue(panel.frame.maximum())
    qtbot.waitUntil(lambda: window.view.scene.undecided is None, timeout=5_000)


def test_replay_shows_that_the_same_notes_come(
    window: MainWindow, piece: Score, takes: list[Entry], qtbot: QtBot, engine: FakeEngine
) -> None:
    score = window.document.score
    QTest.mouseClick(window.panels.takes.replay, Qt.MouseButton.LeftButton)
    wait_for_end(window, qtbot)
    assert "the same" in window.status.text.text() and takes[0].replayed is True
    assert window.panels.takes.rows[0].mark.text() == "✓"
    assert window.document.score is score and len(window.runs.takes.entries) == 3
    assert engine.requests[-1].checkpoint.sha256 == engine.checkpoint, "the very model file is asked for"
    capsule = takes[0].take.capsule
    object.__setattr__(takes[0].take, "capsule", Capsule(capsule.name, capsule.checkpoint, capsule.request, "0" * 64))
    QTest.mouseClick(window.panels.takes.replay, Qt.MouseButton.LeftButton)
    wait_for_end(window, qtbot)
    assert takes[0].replayed is False and "other notes" in window.status.text.text()


def test_a_single_take_can_be_replayed_and_gone_on_from(
    window: MainWindow, piece: Score, drag: Drag, qtbot: QtBot
) -> None:
    paint(window, drag)
    window.inpaint()
    wait_for_end(window, qtbot)
    assert len(window.runs.takes.entries) == 1 and not window.runs.takes.is_comparing
    assert not window.actions_by_name["take_1"].isEnabled(), "the number keys are free"
    window.actions_by_name["take_replay"].trigger()
    wait_for_end(window, qtbot)
    assert window.runs.takes.entries[0].replayed is True


def test_a_soft_hole_is_another_one_for_every_take(
    window: MainWindow, piece: Score, qtbot: QtBot, engine: FakeEngine
) -> None:
    strength = np.zeros(window.document.strength.shape, np.uint8)
    strength[58:80, 64:96] = 50
    window.document.set_strength(strength, "Soft")
    window.panel.takes.spin.setValue(2)
    window.inpaint()
    wait_for_end(window, qtbot)
    first, second = (request.hole for request in engine.requests)
    assert not np.array_equal(first, second) and not (first & (strength == 0)).any()
    assert 0.4 < first[58:80, 64:96].mean() < 0.6
    assert all(entry.num_outside == 0 for entry in window.runs.takes.entries)
    window.actions_by_name["undo"].trigger()
    window.actions_by_name["undo"].trigger()
    assert not window.document.strength.any()


def test_opening_a_piece_clears_the_desk(window: MainWindow, piece: Score, takes: list[Entry]) -> None:
    window.document.replace_piece(piece, "again")
    assert not window.runs.takes.entries and not window.panels.takes.rows[0].isVisibleTo(window.panels.takes)
