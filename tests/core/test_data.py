"""From files to windows to batches: rounding, holes, conditions, licences of nothing but music."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.conditions import (
    CONDITION_SIZES,
    KEY_NAMES,
    METRES,
    Conditions,
    density_bin,
    estimate_key,
    metre_of,
    turn_between,
)
from core.data import pack
from core.data.contrast import other_key, other_style
from core.data.corpus import Piece, find_files, load_corpus, load_piece
from core.data.holes import HOLES, random_hole
from core.data.windows import WindowSettings, WindowStream, conditions_of, cut_off, make_example
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


def test_keys_of_the_same_notes_need_no_turn():
    assert [turn_between(0, key) for key in (0, 21, 7, 6, 12, 14)] == [0, 0, -5, -6, 3, 5]
    assert all(turn_between(a, b) == (b - a + 6) % 12 - 6 for a in range(12) for b in range(12))


MELODY = (0, 4, 7, 0, 5, 9, 12, 7, 11, 14, 7, 4, 0, 4, 7, 0)
EVERY_BAR = np.arange(64) % 16 == 0


def piece_of(tonic: int, style: int, every: int) -> Piece:
    """Four bars of a major key, a note ``every`` so many steps."""
    rows = [(i * every, 60 + tonic + MELODY[i % 16], every, 80) for i in range(64 // every)]
    return Piece(Path("x.mid"), np.array(rows), EVERY_BAR, style, True)


def test_bars_are_asked_for_in_another_key():
    roll = piece_of(0, 0, 2).window(0, 64)[0]
    asked = conditions_of(roll, EVERY_BAR, 0)
    turns = set()
    for seed in range(20):
        other = other_key(roll, EVERY_BAR, asked, True, np.random.default_rng(seed))
        example = make_example(roll, EVERY_BAR, other.hole, other.asked, 132, 0, True, other)
        turns.add(other.turn)
        assert example.turn == other.turn and example.conditions[2] == (asked.key + other.turn) % 12
        assert other.hole.any() and not other.hole.all() and other.hole[0, ::16].any()
        onset = (example.state == ONSET)[:128]
        assert np.array_equal(onset & ~other.hole, roll.onset & ~other.hole)
        assert np.array_equal(onset & other.hole, np.roll(roll.onset, other.turn, 0) & other.hole)
    assert len(turns) > 5 and 0 not in turns
    silent = dataclasses.replace(asked, key=None)
    assert other_key(roll, EVERY_BAR, silent, True, np.random.default_rng(0)) is None


def test_bars_of_another_style_stand_in_the_key_around():
    roll = piece_of(0, 0, 2).window(0, 64)[0]
    asked, other_piece = conditions_of(roll, EVERY_BAR, 0), piece_of(4, 3, 4)
    other = other_style(roll, EVERY_BAR, asked, True, np.random.default_rng(1), lambda: other_piece)
    assert other.asked.style == 3 and other.asked.key == asked.key and other.turn == 0
    assert set(other.notes[:, 1] % 12) <= {0, 2, 4, 5, 7, 9, 11}
    bars = int(other.hole[0].sum()) // 16
    assert len(other.notes) == 4 * bars and other.hole[other.notes[:, 1], other.notes[:, 0]].all()
    same = other_style(roll, EVERY_BAR, asked, True, np.random.default_rng(1), lambda: piece_of(4, 0, 4))
    assert same is None, "no piece of another style is found"


def test_what_contrasts_is_always_told(tmp_path):
    write_midi(score_from_roll(piece_of(0, 0, 2).window(0, 64)[0]), tmp_path / "x.mid")
    corpus = load_corpus([tmp_path])
    stream = WindowStream(corpus, WindowSettings(64, 132, other_key=0.5, condition_dropout=1.0), 1, seed=0)
    examples = [stream.example(i) for i in range(40)]
    turned = [e for e in examples if e.turn]
    assert 8 < len(turned) < 32
    nothing = list(CONDITION_SIZES.values())
    assert all(e.conditions[2] != nothing[2] and e.conditions[0] == nothing[0] for e in turned)
    assert all(e.conditions == nothing for e in examples if not e.turn)


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


def test_a_place_of_a_file_is_read_also_where_there_is_no_pread(tmp_path, monkeypatch):
    """As on Windows."""
    path = tmp_path / "file"
    path.write_bytes(bytes(range(100)))
    file = os.open(path, os.O_RDONLY)
    try:
        monkeypatch.delattr(os, "pread")
        assert pack._exactly(file, 5, 40) == bytes(range(40, 45)) and pack._exactly(file, 2, 3) == bytes((3, 4))
    finally:
        os.close(file)
