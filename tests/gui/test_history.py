"""Undo without a limit, named, within a budget of memory."""

from __future__ import annotations

import gc
import random
import tracemalloc
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.edit.delta import ScoreDelta
from core.edit.notes import move, remove_notes
from core.edit.selection import Selection
from core.score import Note, Score, TimeSignature, Track
from fractalmidi_studio import history
from fractalmidi_studio.document import Document
from fractalmidi_studio.history import WHOLE_STEPS, History, ScoreStep
from fractalmidi_studio.main_window import MainWindow


def long_piece(num_notes: int) -> Score:
    """Four voices of eighths."""
    tracks = [
        Track(f"Voice {voice}", channel=voice, notes=tuple(
            Note(i * 240, 48 + voice * 9 + i % 7, 200, 50 + i % 70) for i in range(num_notes // 4)
        ))
        for voice in range(4)
    ]  # fmt: skip
    return Score(tuple(tracks), time_signatures=(TimeSignature(0, 4, 4),))


def desk(num_notes: int = 2000) -> Document:
    document = Document()
    document.replace_piece(long_piece(num_notes), "long")
    return document


def stroke(document: Document, number: int) -> None:
    """A brush stroke of some 60 cells, somewhere."""
    hole = document.hole.copy()
    pitch, step = 40 + number * 7 % 50, number * 13 % (document.num_steps - 30)
    for i in range(24):
        low = pitch + i // 3
        hole[low : low + 3, step + i] ^= True
    document.set_hole(hole, f"Stroke {number}")


def note_edit(document: Document, number: int) -> None:
    """Move three notes of one voice by a step and a semitone."""
    index = number % 4
    notes = document.score.tracks[index].notes
    first = number * 17 % (len(notes) - 3)
    document.edit(move(document.score, Selection.of(index, notes[first : first + 3]), 120, 1), f"Move {number}")


def test_undo_all_restores_the_start_and_redo_all_the_end(qapp: object) -> None:
    document = desk(400)
    start = document.score
    rng = random.Random(5)
    states = [(document.score, document.hole)]
    for number in range(3 * WHOLE_STEPS):
        rng.choice((stroke, note_edit))(document, number)
        states.append((document.score, document.hole))
    stack = document.undo_stack
    assert stack.count() == 3 * WHOLE_STEPS
    stack.pack_all()
    for number in (*range(stack.count(), -1, -1), *range(stack.count() + 1), 7, 40, 0, stack.count()):
        stack.setIndex(number)
        assert document.score == states[number][0], number
        # A hole may have got longer with the piece; what is painted is the same.
        width = states[number][1].shape[1]
        assert np.array_equal(document.hole[:, :width], states[number][1]) and not document.hole[:, width:].any()
    stack.setIndex(0)
    assert document.score == start and not document.is_dirty


@pytest.mark.parametrize(("what", "limit"), [(stroke, 1000), (note_edit, 2500)], ids=["stroke", "note edit"])
def test_a_packed_step_takes_little_memory(qapp: object, what: Callable[[Document, int], None], limit: int) -> None:
    """Measured, not estimated; on a piece of 4,000 notes, where a state takes 8,000 bytes for one track."""
    document = desk(4_000)
    tracemalloc.start()
    for number in range(WHOLE_STEPS + 4):  # from here on, arrays and newest steps are replaced, not added
        what(document, number)
    document.undo_stack.pack_all()
    before = tracemalloc.take_snapshot()
    steps = 80
    counted = document.undo_stack.num_bytes
    for number in range(100, 100 + steps):
        what(document, number)
    document.undo_stack.pack_all()
    changes = tracemalloc.take_snapshot().compare_to(before, "filename")
    grown = sum(change.size_diff for change in changes if "tracemalloc" not in change.traceback[0].filename)
    tracemalloc.stop()
    counted = document.undo_stack.num_bytes - counted
    print(f"{what.__name__}: {grown / steps:.0f} bytes a step measured, {counted / steps:.0f} counted")
    assert grown / steps < limit
    assert counted >= grown * 0.6, "the budget counts too little"


def test_steps_are_packed_when_nobody_edits(qtbot: QtBot) -> None:
    document = desk(4_000)
    for number in range(WHOLE_STEPS + 6):
        note_edit(document, number)
    stack = document.undo_stack
    whole = stack.num_bytes
    end, start = document.score, stack.count()
    qtbot.waitUntil(lambda: stack.num_bytes < whole - 6 * 4_000, timeout=30_000)  # six steps of 8,000 bytes each
    stack.setIndex(0)
    stack.setIndex(start)
    assert document.score == end
    for number in range(3 * history.MOST_WAITING):  # never a quiet moment
        note_edit(document, number)
    assert stack.num_bytes < (WHOLE_STEPS + history.MOST_WAITING) * 9_000 + 2 * history.MOST_WAITING * 3_000


def test_the_budget_holds_and_the_oldest_steps_go_first(qapp: object) -> None:
    document = desk(400)
    document.undo_stack.budget_bytes = 60 * history.STEP_BYTES
    states = [document.hole]
    for number in range(200):
        stroke(document, number)
        states.append(document.hole)
        assert document.undo_stack.num_bytes <= document.undo_stack.budget_bytes
    stack = document.undo_stack
    assert stack.count() == 200 and stack.first_kept > 100
    stack.setIndex(0)
    assert stack.index() == stack.first_kept and not stack.canUndo()
    assert np.array_equal(document.hole, states[stack.first_kept])
    stack.undo()
    assert stack.index() == stack.first_kept
    while stack.canRedo():
        stack.redo()
    assert np.array_equal(document.hole, states[-1])
    assert "too old" in stack.text(0) and "too old" not in stack.text(stack.first_kept)


def test_a_new_step_replaces_what_was_undone(qapp: object) -> None:
    document = desk(400)
    for number in range(5):
        stroke(document, number)
    document.undo_stack.setIndex(2)
    stroke(document, 9)
    stack = document.undo_stack
    assert isinstance(stack, History) and stack.count() == 3
    assert [stack.text(i) for i in range(3)] == ["Stroke 0", "Stroke 1", "Stroke 9"]


def steps_alive() -> int:
    gc.collect()
    return sum(issubclass(type(thing), ScoreStep) for thing in gc.get_objects())


def nudge(document: Document) -> None:
    track = document.score.tracks[0]
    document.edit(move(document.score, Selection.of(0, track.notes), 120, 0), "Nudge", series="nudge")


def test_what_a_series_has_taken_in_is_let_go(qapp: object) -> None:
    """Qt's own way to merge kept every step, and with it two states of the music, until the window closed."""
    document, before = desk(400), steps_alive()
    start, seen = document.score, []
    document.undo_stack.indexChanged.connect(seen.append)
    for _ in range(20):
        nudge(document)
    assert document.undo_stack.count() == 1 and steps_alive() == before + 1 and seen == [1] * 20
    assert document.score.tracks[0].notes[0].onset_tick == start.tracks[0].notes[0].onset_tick + 20 * 120
    document.undo_stack.undo()
    assert document.score == start
    document.undo_stack.redo()
    nudge(document)
    assert document.undo_stack.count() == 1


def test_a_series_ends_where_it_was_saved_or_undone(qapp: object) -> None:
    document = desk(400)
    nudge(document)
    nudge(document)
    document.undo_stack.setClean()
    nudge(document)
    assert document.undo_stack.count() == 2 and not document.undo_stack.isClean()
    document.undo_stack.undo()
    assert document.undo_stack.isClean()
    nudge(document)
    assert document.undo_stack.count() == 2


def test_a_delta_tells_names_tempo_and_events_too() -> None:
    old = long_piece(40)
    notes = old.tracks[1].notes
    tracks = list(remove_notes(old, Selection.of(1, notes[2:5]))[0].tracks)
    tracks[0] = Track("Another name", 3, 7, tracks[0].notes)
    new = Score(tuple(tracks), 480, time_signatures=(TimeSignature(0, 3, 4),), end_tick=99_999)
    delta = ScoreDelta.between(old, new)
    assert delta.redone(old) == new and delta.undone(new) == old
    fewer = Score(old.tracks[:1])
    delta = ScoreDelta.between(old, fewer)
    assert delta.redone(old) == fewer and delta.undone(fewer) == old, "tracks that come and go"


def test_a_click_in_the_panel_goes_to_that_state(window: MainWindow, piece: Score) -> None:
    document, steps = window.document, window.panels.history.steps
    window.actions_by_name["panel_history"].trigger()
    for number in range(4):
        stroke(document, number)
    assert steps.model().rowCount() == 5 and steps.currentIndex().row() == 4
    assert [steps.model().index(row, 0).data() for row in (0, 1)] == ["As it was opened", "Stroke 0"]
    row = steps.visualRect(steps.model().index(2, 0)).center()
    QTest.mouseClick(steps.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, row)
    assert document.undo_stack.index() == 2 and steps.currentIndex().row() == 2
    window.actions_by_name["redo"].trigger()
    assert steps.currentIndex().row() == 3
    stroke(document, 7)
    assert steps.model().rowCount() == 5
    document.replace_piece(long_piece(8), "another")
    assert steps.model().rowCount() == 1
