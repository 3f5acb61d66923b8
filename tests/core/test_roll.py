import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from core.roll import (
    MAX_STEPS,
    NUM_PITCHES,
    Roll,
    merge_grid_notes,
    notes_of,
    num_steps_of,
    roll_from_notes,
    roll_of,
    score_from_roll,
)
from core.score import Note, Score, TimeSignature, Track
from tests.core.strategies import rolls


def score(*notes: Note, **settings: object) -> Score:
    return Score((Track(notes=tuple(sorted(notes))),), **settings)  # type: ignore[arg-type]


def test_rounds_and_never_floors() -> None:
    notes = [Note(max(0, 120 * k + (8 if k % 2 else -8)), 60 + k % 2, 100, 64) for k in range(64)]
    found = notes_of(roll_of(score(*notes)))
    assert found[:, 0].tolist() == list(range(64))
    assert (found[:, 2] == 1).all()


def test_onset_and_end_are_rounded_each_for_itself() -> None:
    # 110..250 is steps 0.92..2.08: one step long from 1 to 2; rounding the length alone would agree, this would not:
    assert notes_of(roll_of(score(Note(50, 60, 140, 64)))).tolist() == [[0, 60, 2, 64]]
    assert notes_of(roll_of(score(Note(130, 60, 1, 64)))).tolist() == [[1, 60, 1, 64]]


def test_a_repeated_note_stays_two() -> None:
    found = notes_of(roll_of(score(Note(0, 60, 480, 64), Note(480, 60, 480, 64))))
    assert found.tolist() == [[0, 60, 4, 64], [4, 60, 4, 64]]


def test_tracks_merge_and_drums_stay_out() -> None:
    tracks = (
        Track(notes=(Note(0, 60, 120, 90), Note(0, 62, 960, 50))),
        Track(channel=1, notes=(Note(0, 60, 480, 40), Note(240, 62, 120, 70))),
        Track(channel=9, notes=(Note(0, 36, 120, 100),)),
    )
    found = notes_of(roll_of(Score(tracks)))
    # Doubled: the louder velocity and the longer duration; a later onset cuts.
    assert found.tolist() == [[0, 60, 4, 90], [0, 62, 2, 50], [2, 62, 1, 70]]


def test_length_is_whole_bars_and_at_least_a_window() -> None:
    assert num_steps_of(Score()) == 256
    assert num_steps_of(score(Note(300 * 120, 60, 120, 64))) == 304
    seven = (TimeSignature(0, 7, 8),)
    assert num_steps_of(score(Note(300 * 120, 60, 120, 64), time_signatures=seven)) == 308
    assert num_steps_of(Score(end_tick=300 * 120)) == 304


def test_one_stray_note_costs_no_memory() -> None:
    stray = score(Note(0, 60, 480, 64), Note(2**40, 72, 480, 64))
    assert num_steps_of(stray) == 256
    assert len(notes_of(roll_of(stray))) == 1
    long = score(Note(0, 60, 2**40, 64))
    assert roll_of(long).num_steps == MAX_STEPS
    assert notes_of(roll_of(long)).tolist() == [[0, 60, MAX_STEPS, 64]]


def test_a_shorter_roll_can_be_asked_for() -> None:
    roll = roll_of(score(Note(120 * 14, 60, 480, 64), Note(120 * 16, 61, 480, 64)), 16)
    assert notes_of(roll).tolist() == [[14, 60, 2, 64]]


def test_every_cell_its_own_note() -> None:
    grid = np.array([(s, p, 1, 64) for s in range(256) for p in range(NUM_PITCHES)])
    roll = roll_from_notes(grid, 256)
    assert roll.onset.all() and len(notes_of(roll)) == 32768


@settings(max_examples=60, deadline=None)
@given(rolls())
def test_roll_to_score_to_roll(roll: Roll) -> None:
    for tpq in (4, 96, 480, 1021):
        assert roll_of(score_from_roll(roll, ticks_per_quarter=tpq), roll.num_steps).equals(roll)
    assert roll_from_notes(notes_of(roll), roll.num_steps).equals(roll)


_rows = st.lists(
    st.tuples(st.integers(0, 20), st.sampled_from([60, 61]), st.integers(1, 12), st.integers(1, 127)), max_size=25
)


@settings(max_examples=60, deadline=None)
@given(_rows)
def test_merging_as_the_rule_says(rows: list[tuple[int, int, int, int]]) -> None:
    merged = merge_grid_notes(np.array(rows, np.int64).reshape(-1, 4), 16).tolist()
    starts = sorted({(on, pitch) for on, pitch, _, _ in rows if on < 16})
    assert [(on, pitch) for on, pitch, _, _ in merged] == starts
    for on, pitch, duration, velocity in merged:
        doubled = [r for r in rows if r[:2] == (on, pitch)]
        later = [o for o, p in starts if p == pitch and o > on]
        assert velocity == max(r[3] for r in doubled)
        assert on + duration == min([max(r[0] + r[2] for r in doubled), 16, *later])


def test_score_from_roll_carries_tempo_and_metre() -> None:
    made = score_from_roll(Roll.empty(32), microseconds_per_quarter=400_000, numerator=3, program=5, track_name="Lead")
    assert made.tempo_map[0].microseconds_per_quarter == 400_000
    assert (made.time_signatures[0].numerator, made.time_signatures[0].denominator) == (3, 4)
    assert made.tracks[0].program == 5 and made.end_tick == 32 * 120
