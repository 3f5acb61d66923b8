"""From files to windows to batches: rounding, holes, conditions, licences of nothing but music."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.conditions import CONDITION_SIZES, KEY_NAMES, METRES, Conditions, density_bin, estimate_key, metre_of
from core.data.corpus import find_files, load_corpus, load_piece
from core.data.holes import HOLES, random_hole
from core.data.windows import WindowSettings, WindowStream, cut_off, make_example
from core.evaluate.likelihood import holes_for, measure, windows_of
from core.midi_file import read_midi, write_midi
from core.region import resolve_hole
from core.roll import Roll, roll_of, score_from_roll
from core.score import Note, Score, TimeSignature, Track
from core.tokens import HOLD, ONSET, REST, RING
from tests.core.models import tiny_model
from tests.core.music import holes, random_roll, roll_with


def scale_roll(tonic: int, pattern: tuple[int, ...]) -> Roll:
    return roll_with([(i * 2, 60 + tonic + p, 2, 80) for i, p in enumerate(pattern * 2)])


@pytest.mark.parametrize("tonic", [0, 5, 11])
def test_the_key_is_found(tonic):
    major = (0, 4, 7, 0, 5, 9, 12, 7, 11, 14, 7, 4, 0)
    assert KEY_NAMES[estimate_key(scale_roll(tonic, major))] == KEY_NAMES[tonic]
    minor = (0, 3, 7, 0, 5, 8, 12, 7, 10, 7, 3, 0)
    assert KEY_NAMES[estimate_key(scale_roll(tonic, minor))] == KEY_NAMES[12 + tonic]
    assert estimate_key(Roll.empty(16)) is None


def test_conditions_have_a_number_for_not_asked_for():
    assert Conditions().ids() == list(CONDITION_SIZES.values())
    assert Conditions(style=2, key=23).ids() == [2, CONDITION_SIZES["density"], 23, CONDITION_SIZES["metre"]]
    assert density_bin(0) == 0 and density_bin(1000) == CONDITION_SIZES["density"] - 1
    waltz = np.arange(48) % 12 == 0
    assert METRES[metre_of(waltz)] == 12
    assert metre_of(np.arange(60) % 20 == 0) == len(METRES)
    assert metre_of(np.zeros(16, np.bool_)) is None


def test_a_file_becomes_the_same_roll_as_in_the_window(tmp_path):
    notes = (Note(7, 60, 230, 90), Note(113, 64, 118, 70), Note(233, 60, 500, 80))  # early, late, repeated
    drums = Track("drums", channel=9, notes=(Note(0, 36, 100, 99),))
    score = Score((Track("a", notes=notes), drums), 480, time_signatures=(TimeSignature(0, 3, 4),))
    write_midi(score, tmp_path / "x.mid")
    piece = load_piece(tmp_path / "x.mid")
    roll, downbeat = piece.window(0, 256)
    assert roll.equals(roll_of(read_midi(tmp_path / "x.mid").score, 256))
    assert np.flatnonzero(downbeat).tolist() == [0]  # the piece ends before its second bar


def test_a_window_in_the_middle_equals_the_window_of_the_roll(tmp_path):
    roll = random_roll(3, 300, 200)
    write_midi(score_from_roll(roll), tmp_path / "x.mid")
    piece = load_piece(tmp_path / "x.mid")
    assert piece.window(64, 64)[0].equals(roll.window(64, 64))
    up = piece.window(64, 64, transpose=3)[0]
    assert np.array_equal(up.velocity[3:], roll.window(64, 64).velocity[:-3])


def test_a_corpus_names_what_it_skips(tmp_path):
    write_midi(score_from_roll(random_roll(1)), tmp_path / "good.mid")
    write_midi(Score(), tmp_path / "silent.mid")
    (tmp_path / "bad.mid").write_bytes(b"no")
    (tmp_path / "notes.txt").write_text("not music")
    corpus = load_corpus([tmp_path])
    assert [p.path.name for p in corpus.pieces] == ["good.mid"]
    reasons = {path.name: reason for path, reason in corpus.skipped}
    assert "has no notes" in reasons["silent.mid"] and "damaged or not a MIDI file" in reasons["bad.mid"]
    with pytest.raises(FileNotFoundError, match="does not exist: name a folder of MIDI files"):
        find_files([tmp_path / "nowhere"])
    with pytest.raises(ValueError, match="no MIDI files to train on"):
        WindowStream(load_corpus([]), WindowSettings(), 1, 0)


@pytest.mark.parametrize("kind", HOLES)
def test_every_kind_of_hole_is_painted(kind):
    rng = np.random.default_rng(0)
    sizes = [HOLES[kind](rng, 256, (40, 80)).sum() for _ in range(40)]
    assert max(sizes) > 0 and all(size <= 128 * 256 for size in sizes)
    assert random_hole(rng, 256, (40, 80)).any()


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 1000), hole=holes(), ring=st.sampled_from([0, 4, 8]))
def test_examples_hold_only_what_a_hole_can_hold(seed, hole, ring):
    roll = random_roll(seed)
    example = make_example(roll, np.arange(64) % 16 == 0, hole, Conditions(), 132, ring, True)
    state, unknown = example.state, example.unknown
    resolved = resolve_hole(roll, hole, ring)
    assert not cut_off(state).any()  # every hold continues something
    assert not (state[example.hidden == RING] == ONSET)[unknown[example.hidden == RING]].any()
    onsets = {(p, s) for p, s in np.argwhere(unknown & (state == ONSET))}
    assert onsets == {(p, s) for p, s in np.argwhere(roll.onset & hole)}  # all of the hole's notes, no others
    kept = resolved.base.velocity > 0
    beside = np.pad(kept[:, :-1], ((0, 0), (1, 0)))
    assert not (unknown[:128] & (state[:128] == HOLD) & beside).any()  # no hold lengthens a kept note
    assert not unknown[128:].any() and (state[128:] == REST).all()


def test_measuring_needs_music_and_counts_its_notes(tmp_path):
    folder = tmp_path / "pop909"
    folder.mkdir()
    write_midi(score_from_roll(random_roll(2, 128, 120)), folder / "a.mid")
    corpus, model = load_corpus([folder]), tiny_model()
    hole = holes_for(64)["whole"]
    bits = measure(model, corpus, hole)
    examples = list(windows_of(corpus.pieces[0], 64, 132, hole))
    assert bits.windows == len(examples) == 2
    assert bits.notes == sum(int((e.state == ONSET).sum()) for e in examples)
    assert bits.total == pytest.approx(sum(bits.parts.values())) and bits.standard_error >= 0
    assert measure(model, load_corpus([]), hole) is None


def test_the_estimate_of_bits_does_not_depend_on_how_often_it_looks(tmp_path):
    """Averaged over many looks, a window measured at random points of random orders gives one number."""
    write_midi(score_from_roll(random_roll(2, 64, 60)), tmp_path / "a.mid")
    corpus, model, hole = load_corpus([tmp_path]), tiny_model(), holes_for(64)["hole"]
    first = [measure(model, corpus, hole, seed=s).total for s in range(30)]
    second = [measure(model, corpus, hole, seed=s).total for s in range(100, 130)]
    spread = np.std(first + second) / np.sqrt(30)
    assert abs(np.mean(first) - np.mean(second)) < 5 * spread
