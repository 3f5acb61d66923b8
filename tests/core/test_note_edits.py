"""Note edits as properties: keys never overlap, what is not touched keeps its exact ticks, shapes are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.edit import notes as edit
from core.edit.clip import clip_of, paste
from core.edit.metre import bar_ticks, metre_at, set_metre
from core.edit.replace import Edited
from core.edit.selection import EMPTY, Selection, all_notes, choose, in_box, invert, of_pitches
from core.edit.timing import humanise, nearest_line, quantise
from core.edit.tracks import add_bars, add_track, rename_track
from core.edit.velocity import change_velocity, ramp_velocity, set_velocity
from core.note_table import NoteTable
from core.roll import num_steps_of, roll_from_notes, roll_of
from core.scale import MODES, Scale
from core.score import Note, Score, TimeSignature, Track

GRID = 120


def apart(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """Of notes drawn at random, those that leave every key up before it goes down again."""
    ends: dict[int, int] = {}
    kept = []
    for note in sorted(notes):
        if note.onset_tick >= ends.get(note.pitch, 0):
            kept.append(note)
            ends[note.pitch] = note.offset_tick
    return tuple(kept)


@st.composite
def pieces(draw: st.DrawFn) -> Score:
    note = st.builds(
        Note,
        st.integers(0, 3000),
        st.sampled_from([0, 59, 60, 61, 62, 64, 127]),
        st.integers(1, 900),
        st.integers(1, 127),
    )
    tracks = draw(st.lists(st.lists(note, max_size=14), min_size=1, max_size=3))
    return Score(tuple(Track(f"t{i}", i, notes=apart(tuple(notes))) for i, notes in enumerate(tracks)))


@st.composite
def chosen(draw: st.DrawFn) -> tuple[Score, Selection]:
    score = draw(pieces())
    wanted = draw(st.integers(0, 2**32 - 1))
    rng = np.random.default_rng(wanted)
    return score, choose(score, range(len(score.tracks)), lambda _note: bool(rng.random() < 0.4))


def assert_sound(score: Score) -> None:
    for track in score.tracks:
        assert list(track.notes) == sorted(track.notes)
        assert track.notes == apart(track.notes), "two notes sound together on one key"


def untouched(score: Score, selection: Selection) -> Score:
    return edit.remove_notes(score, selection)[0]


EDITS: dict[str, Callable[[Score, Selection, int], Edited]] = {
    "move": lambda score, sel, n: edit.move(score, sel, 37 * n, n),
    "copy": lambda score, sel, n: edit.copy(score, sel, 53 * n, -n),
    "duplicate": lambda score, sel, n: edit.duplicate(score, sel, GRID),
    "stretch end": lambda score, sel, n: edit.stretch_end(score, sel, 41 * n, 30),
    "stretch start": lambda score, sel, n: edit.stretch_start(score, sel, 41 * n, 30),
    "time": lambda score, sel, n: edit.scale_time(score, sel, abs(n) / 3 + 0.2),
    "in scale": lambda score, sel, n: edit.transpose_in_scale(score, sel, n, Scale(2, "dorian")),
    "quantise": lambda score, sel, n: quantise(score, sel, GRID, 0.7, ends=n > 0),
    "split": lambda score, sel, n: edit.split(score, sel, 900 + 37 * n),
    "join": lambda score, sel, n: edit.join(score, sel),
    "velocity": lambda score, sel, n: set_velocity(score, sel, 64 + n),
    "humanise": lambda score, sel, n: humanise(score, sel, GRID, 12, 9, n),
    "paste": lambda score, sel, n: paste(score, clip_of(score, sel), 500 + 91 * abs(n), 0),
    "remove": lambda score, sel, n: edit.remove_notes(score, sel),
}


@pytest.mark.parametrize("name", EDITS)
@settings(max_examples=60, deadline=None)
@given(chosen(), st.integers(-9, 9))
def test_keys_stay_apart_and_the_rest_keeps_its_ticks(name: str, piece: tuple[Score, Selection], n: int) -> None:
    before, selection = piece
    after, arrived = EDITS[name](before, selection, n)
    assert_sound(after)
    assert arrived.kept_in(after) == arrived, "what is selected is in the score"
    assert [replace(t, notes=()) for t in after.tracks] == [replace(t, notes=()) for t in before.tracks]
    for old, new, index in zip(untouched(before, selection).tracks, after.tracks, range(9), strict=False):
        standing = {(note.pitch, note.onset_tick): note for note in old.notes}
        for note in new.notes:
            was = standing.get((note.pitch, note.onset_tick))
            if was is not None and note not in arrived.of_track(index):
                assert note.velocity == was.velocity and note.duration_ticks <= was.duration_ticks
                if note != was:  # cut, and only because an edited note begins there
                    assert any(
                        other.pitch == note.pitch and other.onset_tick == note.offset_tick
                        for other in arrived.of_track(index)
                    )


@settings(max_examples=60, deadline=None)
@given(chosen(), st.integers(-2000, 2000), st.integers(-140, 140))
def test_a_move_keeps_the_shape_and_stays_within_the_keyboard(
    piece: tuple[Score, Selection], ticks: int, semitones: int
) -> None:
    before, selection = piece
    ticks, semitones = edit.shift_of(selection, ticks, semitones)
    after, arrived = edit.move(before, selection, ticks, semitones)
    for index, notes in selection.by_track.items():
        wanted = {(note.onset_tick + ticks, note.pitch + semitones) for note in notes}
        assert {(note.onset_tick, note.pitch) for note in arrived.of_track(index)} == wanted
    assert sum(len(t.notes) for t in after.tracks) <= sum(len(t.notes) for t in before.tracks)


def score_of(*notes: Note) -> Score:
    return Score((Track(notes=tuple(sorted(notes))),))


def test_a_later_onset_cuts_the_earlier_note() -> None:
    standing, later = Note(0, 60, 480, 80), Note(960, 60, 480, 80)
    after, arrived = edit.add_notes(score_of(standing, later), 0, [Note(240, 60, 2000, 90)])
    assert after.tracks[0].notes == (Note(0, 60, 240, 80), Note(240, 60, 720, 90), later)
    assert after.tracks[0].notes[2] is later
    assert arrived == Selection.of(0, [Note(240, 60, 720, 90)])


def test_at_the_same_onset_the_new_note_takes_the_place() -> None:
    after, _ = edit.add_notes(score_of(Note(0, 60, 480, 80)), 0, [Note(0, 60, 100, 30)])
    assert after.tracks[0].notes == (Note(0, 60, 100, 30),)


def test_a_piece_without_tracks_gets_one() -> None:
    after, arrived = edit.add_notes(Score(), 0, [Note(0, 60, 480, 80)])
    assert after.tracks == (Track("Piano", notes=(Note(0, 60, 480, 80),)),) and len(arrived) == 1
    assert edit.add_notes(Score(), 0, [])[0] == Score()


def test_an_edit_that_changes_nothing_is_the_same_score() -> None:
    score = score_of(Note(0, 60, 480, 80))
    selection = all_notes(score, [0])
    assert edit.move(score, EMPTY, 5, 5)[0] is score
    assert quantise(score, selection, GRID)[0] is score
    assert edit.stretch_end(score, selection, 0)[0] is score


def test_split_then_join_is_the_note_again() -> None:
    score = score_of(Note(10, 60, 480, 80), Note(10, 64, 100, 80))
    cut, halves = edit.split(score, all_notes(score, [0]), 200)
    assert cut.tracks[0].notes == (Note(10, 60, 190, 80), Note(10, 64, 100, 80), Note(200, 60, 290, 80))
    assert len(halves) == 3
    assert edit.join(cut, halves)[0] == score


def test_join_closes_gaps_but_not_over_a_note_in_between() -> None:
    first, between, last = Note(0, 60, 100, 80), Note(200, 60, 100, 70), Note(400, 60, 100, 60)
    score = score_of(first, between, last)
    assert edit.join(score, Selection.of(0, [first, last]))[0] is score
    assert edit.join(score, all_notes(score, [0]))[0].tracks[0].notes == (Note(0, 60, 500, 80),)


def test_duplicate_follows_at_the_next_grid_line() -> None:
    score = score_of(Note(250, 60, 200, 80), Note(480, 62, 100, 80))
    after, arrived = edit.duplicate(score, all_notes(score, [0]), 480)
    assert arrived == Selection.of(0, [Note(1210, 60, 200, 80), Note(1440, 62, 100, 80)])
    assert len(after.tracks[0].notes) == 4


def test_a_stretch_stops_at_the_shortest_note_but_lengthens_none() -> None:
    score = score_of(Note(0, 60, 480, 80), Note(0, 62, 20, 80))
    ends = edit.stretch_end(score, all_notes(score, [0]), -1000, 30)[0].tracks[0].notes
    assert [note.duration_ticks for note in ends] == [30, 20]
    starts = edit.stretch_start(score, all_notes(score, [0]), 1000, 30)[0].tracks[0].notes
    assert {note.onset_tick for note in starts} == {450, 0}


@settings(max_examples=80, deadline=None)
@given(chosen(), st.integers(0, 2**20))
def test_humanise_respects_what_is_there(piece: tuple[Score, Selection], seed: int) -> None:
    before, selection = piece
    after, arrived = humanise(before, selection, GRID, 15, 10, seed)
    old, new = selection.notes(), arrived.notes()
    if len(old) != len(new):
        return  # two notes met on one key
    by_key = sorted(selection, key=lambda item: (item[0], item[1].pitch, item[1].onset_tick))
    moved = sorted(arrived, key=lambda item: (item[0], item[1].pitch, item[1].onset_tick))
    pairs = [(a, b) for (_, a), (_, b) in zip(by_key, moved, strict=True)]
    for a, b in pairs:
        off = abs(a.onset_tick - nearest_line(a.onset_tick, GRID))
        assert abs(b.onset_tick - a.onset_tick) <= max(0, 15 - off)
        assert abs(b.velocity - a.velocity) <= 10
    for a, b in pairs:
        for c, d in pairs:
            if a.velocity < c.velocity:
                assert b.velocity < d.velocity
            if a.onset_tick < c.onset_tick:
                assert b.onset_tick < d.onset_tick
            if a.onset_tick == c.onset_tick:
                assert b.onset_tick == d.onset_tick
    assert humanise(before, selection, GRID, 15, 10, seed) == (after, arrived)


def test_humanise_does_change_what_a_machine_wrote() -> None:
    score = score_of(*(Note(i * 240, 60 + i % 5, 200, 80) for i in range(32)))
    _, arrived = humanise(score, all_notes(score, [0]), GRID, 10, 8, seed=3)
    assert len({note.velocity for note in arrived.notes()}) > 5
    assert any(note.onset_tick % 240 for note in arrived.notes())


def test_velocities() -> None:
    score = score_of(*(Note(i * 100, 60, 50, 40 + i) for i in range(5)))
    everything = all_notes(score, [0])
    assert {n.velocity for n in set_velocity(score, everything, 200)[1].notes()} == {127}
    quieter = change_velocity(score, everything, -100)[1].notes()
    assert [note.velocity for note in quieter] == [1, 2, 3, 4, 5]
    ramp = ramp_velocity(score, everything, 300, 10, 100, 50)[1].notes()
    assert [note.velocity for note in ramp] == [40, 50, 30, 10, 44]


def test_quantise_goes_part_of_the_way() -> None:
    score = score_of(Note(130, 60, 100, 80), Note(118, 62, 5, 80))
    everything = all_notes(score, [0])
    assert [n.onset_tick for n in quantise(score, everything, GRID, 0.5)[1].notes()] == [119, 125]
    ends = quantise(score, everything, GRID, ends=True)[1].notes()
    assert [(n.onset_tick, n.duration_ticks) for n in ends] == [(120, 120), (120, 120)]


@pytest.mark.parametrize("mode", MODES)
@given(st.integers(0, 11), st.integers(0, 127), st.integers(-9, 9))
def test_scale_steps_stay_in_the_scale_and_come_back(mode: str, tonic: int, pitch: int, degrees: int) -> None:
    scale = Scale(tonic, mode)
    target = scale.moved(pitch, degrees)
    if target is None or degrees == 0:
        assert target is None or target == pitch
        return
    assert target in scale and (target > pitch) == (degrees > 0)
    if pitch in scale:
        assert scale.moved(target, -degrees) == pitch


def test_scale_of_a_key() -> None:
    assert Scale.of_key(12) == Scale(0, "minor") and Scale.of_key(7).pitch_classes == {7, 9, 11, 0, 2, 4, 6}
    assert Scale(0).moved(60, 2) == 64 and Scale(0).moved(61, 1) == 62 and Scale(0).moved(61, -1) == 60


def test_paste_goes_where_it_is_told() -> None:
    source = Score((Track(notes=(Note(480, 60, 240, 80),)), Track(notes=(Note(960, 40, 480, 70),))), 480)
    clip = clip_of(source, all_notes(source, [0, 1]))
    other = Score((Track(), Track(), Track()), 960)
    after, _ = paste(other, clip, 1000, 2)
    assert after.tracks[0].notes == (Note(1000, 60, 480, 80),) and after.tracks[1].notes == (Note(1960, 40, 960, 70),)
    alone = clip_of(source, Selection.of(1, source.tracks[1].notes))
    assert paste(source, alone, 0, 0)[0].tracks[0].notes[0] == Note(0, 40, 480, 70)


def test_choosing() -> None:
    score = Score((Track(notes=(Note(0, 60, 100, 1), Note(50, 72, 100, 1))), Track(notes=(Note(0, 60, 9, 9),))))
    assert of_pitches(score, [0, 1], {60}) == Selection.from_sets({0: [Note(0, 60, 100, 1)], 1: [Note(0, 60, 9, 9)]})
    assert in_box(score, [0], 100, 200, 0, 127) == Selection.of(0, [Note(50, 72, 100, 1)])
    assert in_box(score, [0], 99, 100, 60, 60) == Selection.of(0, [Note(0, 60, 100, 1)])
    one = of_pitches(score, [0], {60})
    assert invert(score, [0], one) == of_pitches(score, [0], {72})
    assert (one ^ all_notes(score, [0])) == of_pitches(score, [0], {72})
    assert one.span == (0, 100) and len(one | of_pitches(score, [1], {60})) == 2
    assert one.kept_in(Score((Track(),))) == EMPTY and not EMPTY


@settings(max_examples=60, deadline=None)
@given(chosen(), st.integers(-9, 9), st.sampled_from(sorted(EDITS)))
def test_the_table_follows_edits(piece: tuple[Score, Selection], n: int, name: str) -> None:
    before, selection = piece
    table = NoteTable.of(before)
    after, arrived = EDITS[name](before, selection, n)
    followed, fresh = NoteTable.of(after, table), NoteTable.of(after)
    assert np.array_equal(followed.rows, fresh.rows) and np.array_equal(followed.track, fresh.track)
    assert followed.selection(followed.mask(arrived)) == arrived
    everything = np.ones(len(followed), np.bool_)
    num_steps = num_steps_of(after)
    assert roll_from_notes(followed.grid_rows(everything), num_steps).equals(roll_of(after))


def test_tracks_and_bars() -> None:
    score = Score((Track("a", 0), Track("b", 1)), time_signatures=(TimeSignature(0, 3, 4),), end_tick=100)
    more = add_track(score, "c")
    assert [(track.name, track.channel) for track in more.tracks] == [("a", 0), ("b", 1), ("c", 2)]
    assert rename_track(score, 0, "a") is score
    assert rename_track(score, 0, " x\ny ").tracks[0].name == "xy"
    assert add_bars(score, 2).end_tick == 3 * 1440


def test_a_time_signature_holds_up_to_the_next_one() -> None:
    score = Score((), time_signatures=(TimeSignature(0, 4, 4), TimeSignature(3840, 2, 4)), end_tick=7680)
    assert bar_ticks(score) == [0, 1920, 3840, 4800, 5760, 6720]
    three = set_metre(score, 3, 4, 1)
    assert three.time_signatures == (TimeSignature(0, 4, 4), TimeSignature(1920, 3, 4), TimeSignature(3840, 2, 4))
    assert metre_at(three, 3839) == TimeSignature(1920, 3, 4) and metre_at(three, 3840).numerator == 2
    assert set_metre(three, 6, 8, 1).time_signatures[1] == TimeSignature(1920, 6, 8)
    assert set_metre(three, 3, 4, 1) is three and set_metre(score, 4, 4, 1) is score
    assert set_metre(Score(), 3, 4).time_signatures == (TimeSignature(0, 3, 4),)
    for numerator, denominator in ((0, 4), (3, 3), (256, 4)):
        with pytest.raises(ValueError, match="no time signature"):
            set_metre(score, numerator, denominator)
    with pytest.raises(ValueError, match="no bar"):
        set_metre(score, 3, 4, 99)


def test_velocities_leave_notes_that_share_a_key_as_they_are() -> None:
    voices = (Note(0, 60, 1920, 80), Note(0, 60, 480, 60), Note(480, 60, 240, 70), Note(960, 62, 240, 70))
    score = Score((Track("a", notes=voices),))
    after, chosen = change_velocity(score, all_notes(score, [0]), 5)
    assert after.tracks[0].notes == tuple(sorted(replace(note, velocity=note.velocity + 5) for note in voices))
    assert chosen == all_notes(after, [0])
    assert set_velocity(score, Selection.of(0, voices[2:]), 70)[0] is score
