from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.edit import apply_fill, changed_outside
from core.region import empty, rectangle, resolve_hole
from core.roll import NUM_PITCHES, Roll, notes_of, roll_from_notes, roll_of
from core.score import Note, Score, Track
from tests.core.strategies import STEPS, holes, rolls

SHAPE = (NUM_PITCHES, STEPS)


def fill(*rows: tuple[int, int, int, int]) -> Roll:
    return roll_from_notes(np.array(rows, np.int64).reshape(-1, 4), STEPS)


@st.composite
def played_scores(draw: st.DrawFn) -> Score:
    """Off the grid, on several tracks, with drums, some notes beyond the roll."""
    pitches = st.sampled_from([0, 59, 60, 61, 127])
    note = st.builds(Note, st.integers(0, (STEPS + 4) * 120), pitches, st.integers(1, 1500), st.integers(1, 127))
    notes = st.lists(note, max_size=15).map(lambda n: tuple(sorted(n)))
    channels = draw(st.lists(st.sampled_from([0, 1, 9]), max_size=3))
    return Score(tuple(Track(f"t{i}", channel, notes=draw(notes)) for i, channel in enumerate(channels)))


def without_overlaps(score: Score) -> Score:
    """Within a track a key is up before it goes down again, as on a keyboard; tracks still overlap one another."""
    tracks = []
    for track in score.tracks:
        ends: dict[int, int] = {}
        notes = []
        for note in track.notes:
            if note.onset_tick >= ends.get(note.pitch, 0):
                notes.append(note)
                ends[note.pitch] = note.offset_tick
        tracks.append(replace(track, notes=tuple(notes)))
    return replace(score, tracks=tuple(tracks))


def outside_notes(score: Score, hole: np.ndarray) -> list[tuple[int, Note]]:
    """The rule again, one note at a time."""
    out = []
    for index, track in enumerate(score.tracks):
        for note in track.notes:
            step = (note.onset_tick + 60) // 120
            if track.channel == 9 or step >= STEPS or not hole[note.pitch, step]:
                out.append((index, note))
    return sorted(out)


@settings(max_examples=120, deadline=None)
@given(played_scores(), holes(), rolls(), st.integers(-1, 3))
def test_outside_stays_note_for_note_and_undo_restores(
    before: Score, hole: np.ndarray, new: Roll, track_index: int
) -> None:
    after, edit = apply_fill(before, hole, new, track_index)
    assert changed_outside(before, after, hole) == 0
    assert outside_notes(after, hole) == outside_notes(before, hole)
    assert edit.undo(after) == before and edit.redo(before) == after
    count = lambda score: sum(len(track.notes) for track in score.tracks)  # noqa: E731
    assert count(after) == count(before) - edit.num_removed + edit.num_added
    assert after.ticks_per_quarter == before.ticks_per_quarter and after.tempo_map == before.tempo_map


@settings(max_examples=120, deadline=None)
@given(played_scores(), holes(), rolls())
def test_the_roll_shows_what_was_filled_in(before: Score, hole: np.ndarray, new: Roll) -> None:
    """A fill that keeps to the resolved hole arrives on the grid as it was written."""
    before = without_overlaps(replace(before, tracks=(Track("new"), *before.tracks)))
    base = resolve_hole(roll_of(before, STEPS), hole, 0)
    rows = notes_of(new)
    rows = rows[base.onset_allowed[rows[:, 1], rows[:, 0]]]
    wanted = roll_from_notes(np.concatenate([rows, notes_of(base.base)]), STEPS)
    after, _ = apply_fill(before, hole, wanted, 0)
    shown, expected = notes_of(roll_of(after, STEPS)), notes_of(wanted)
    in_hole = hole[expected[:, 1], expected[:, 0]]
    # Onsets and pitches are the same everywhere; of the new notes everything is.
    assert shown[:, :2].tolist() == expected[:, :2].tolist()
    assert shown[in_hole, 3].tolist() == expected[in_hole, 3].tolist()


def test_kept_notes_keep_their_timing() -> None:
    played = Note(7, 60, 333, 77)
    before = Score((Track(notes=(played, Note(480, 60, 100, 50))),))
    hole = rectangle(SHAPE, 0, 128, 4, 8)
    after, edit = apply_fill(before, hole, fill((4, 64, 2, 99)), 0)
    assert after.tracks[0].notes == (played, Note(480, 64, 240, 99))
    assert (edit.num_removed, edit.num_added) == (1, 1)


def test_a_new_note_does_not_run_into_a_kept_one() -> None:
    before = Score((Track(notes=(Note(950, 60, 100, 50),)),))  # shown at step 8, played ten ticks early
    hole = rectangle(SHAPE, 0, 128, 4, 8)
    after, _ = apply_fill(before, hole, fill((5, 60, 12, 99)), 0)
    assert after.tracks[0].notes[0] == Note(600, 60, 350, 99)
    other_track = Score((Track(), Track(channel=1, notes=(Note(950, 60, 100, 50),))))
    after, _ = apply_fill(other_track, hole, fill((5, 60, 12, 99)), 0)
    assert after.tracks[0].notes == (Note(600, 60, 350, 99),)


def test_a_new_note_waits_for_a_kept_one_to_end() -> None:
    before = Score((Track(notes=(Note(0, 60, 490, 50),)),))  # ends at step 4 on the grid, ten ticks later in fact
    hole = rectangle(SHAPE, 0, 128, 4, 8)
    after, _ = apply_fill(before, hole, fill((4, 60, 2, 99)), 0)
    assert after.tracks[0].notes[1] == Note(490, 60, 230, 99)


def test_a_new_note_under_a_kept_one_is_left_out() -> None:
    before = Score((Track(notes=(Note(0, 60, 960, 50),)),))
    after, edit = apply_fill(before, rectangle(SHAPE, 0, 128, 4, 8), fill((6, 60, 1, 99)), 0)
    assert edit.num_added == 0 and after == before


def test_a_new_note_may_sound_with_one_of_another_track() -> None:
    held, cutting = Note(0, 60, 1920, 50), Note(480, 60, 100, 60)  # the grid shows the second from step 4 on
    before = Score((Track(notes=(cutting,)), Track(channel=1, notes=(held,))))
    hole = rectangle(SHAPE, 0, 128, 4, 8)
    after, _ = apply_fill(before, hole, fill((5, 60, 2, 99)), 0)
    assert after.tracks[0].notes == (Note(600, 60, 240, 99),)
    after, edit = apply_fill(before, hole, fill((5, 60, 2, 99)), 1)
    assert after.tracks[1].notes == (held,) and edit.num_added == 0


def test_drums_stay_and_get_nothing() -> None:
    drums = Track("Drums", 9, notes=(Note(480, 36, 100, 99),))
    hole = rectangle(SHAPE, 0, 128, 0, STEPS)
    after, edit = apply_fill(Score((drums,)), hole, fill((0, 60, 4, 80)), 0)
    assert after.tracks[0] is drums
    assert after.tracks[1].notes == (Note(0, 60, 480, 80),) and after.tracks[1].channel == 0
    assert changed_outside(Score((drums,)), after, hole) == 0
    assert edit.num_removed == 0


def test_a_score_without_tracks_gets_one() -> None:
    after, edit = apply_fill(Score(), rectangle(SHAPE, 0, 128, 0, STEPS), fill((0, 60, 4, 80)), 0)
    assert [len(track.notes) for track in after.tracks] == [1]
    assert edit.undo(after) == Score()


def test_changes_outside_are_counted() -> None:
    notes = (Note(0, 60, 480, 80), Note(480, 62, 480, 80), Note(960, 64, 480, 80))
    before, hole = Score((Track(notes=notes),)), rectangle(SHAPE, 0, 128, 4, 8)
    louder = Score((Track(notes=(Note(0, 60, 480, 81), *notes[1:])),))
    assert changed_outside(before, louder, hole) == 1
    assert changed_outside(before, Score((Track(notes=notes[1:]),)), hole) == 1
    assert changed_outside(before, Score((Track(notes=(*notes, Note(990, 70, 9, 9))),)), hole) == 1
    assert changed_outside(before, Score((Track(notes=(notes[0], notes[2])),)), hole) == 0
    assert changed_outside(before, Score(), hole) == 2
    drums = Score((Track(channel=9, notes=(Note(500, 36, 9, 9),)),))
    assert changed_outside(drums, Score((Track(channel=9),)), hole) == 1


def test_an_edit_only_steps_from_where_it_was_made() -> None:
    _, edit = apply_fill(Score(), rectangle(SHAPE, 0, 128, 0, STEPS), fill((0, 60, 4, 80)), 0)
    with pytest.raises(ValueError, match="Inpaint cannot be undone"):
        edit.undo(Score(ticks_per_quarter=96))


def test_shapes_must_agree() -> None:
    with pytest.raises(ValueError, match="differ in shape"):
        apply_fill(Score(), empty(STEPS), Roll.empty(STEPS + 1), 0)


def test_muted_tracks_are_neither_heard_nor_touched() -> None:
    heard, muted = Note(480, 60, 100, 50), Note(490, 62, 2000, 60)
    before = Score((Track(notes=(muted,)), Track(channel=1, notes=(heard,))))
    hole = rectangle(SHAPE, 0, 128, 4, 8)
    after, edit = apply_fill(before, hole, fill((4, 62, 2, 99)), 0, muted={0})
    assert after.tracks[0] is before.tracks[0]
    assert after.tracks[1].notes == (Note(480, 62, 240, 99),)
    assert (edit.num_removed, edit.num_added) == (1, 1)
    assert changed_outside(before, after, hole, {0}) == 0
    assert changed_outside(before, Score((Track(), after.tracks[1])), hole, {0}) == 1
