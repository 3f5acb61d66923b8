"""Which files are kept, which are left out and why; what was read lies on disk, not in memory."""

from __future__ import annotations

import json
import os
import time
import tracemalloc
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.cli import main
from core.config import DataConfig
from core.data.corpus import load_piece
from core.data.likeness import find_alike, fingerprint_of, sketch_of
from core.data.pack import MAX_PACKS, list_files, open_pack
from core.data.readers import read_files
from core.data.reading import FileRead, read_file
from core.data.scan import VERDICTS, refuse_leaks, scan
from core.midi_file import write_midi
from core.roll import Roll, score_from_roll
from core.score import Note, Score, TimeSignature, Track
from tests.core.music import random_roll


def song(path: Path, seed: int = 0, transpose: int = 0, steps: int = 128, **changes) -> None:
    roll = random_roll(seed, steps, steps)
    shifted = Roll(np.roll(roll.velocity, transpose, 0), np.roll(roll.onset, transpose, 0))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_midi(replace(score_from_roll(shifted), **changes), path)


def odd_files(folder: Path) -> dict[str, str]:
    """One file for each verdict."""
    song(folder / "good.mid", 1)
    (folder / "broken.mid").write_bytes(b"MThd, but not really")
    write_midi(Score(), folder / "silent.mid")
    write_midi(Score((Track("d", channel=9, notes=(Note(0, 36, 100, 99),)),)), folder / "drums.mid")
    loose = tuple(Note(i * 120 + i * 37 % 120, 60 + i % 7, 60, 80) for i in range(200))
    write_midi(Score((Track("t", notes=loose),)), folder / "loose.mid")
    song(folder / "short.mid", 2, steps=32)
    song(folder / "five.mid", 3, time_signatures=(TimeSignature(0, 5, 4),))
    song(folder / "good_higher.mid", 1, transpose=5)
    song(folder / "nine.mid", 4, time_signatures=(TimeSignature(0, 9, 8),))
    return {
        "good": "kept", "broken": "unreadable", "silent": "empty", "drums": "drums_only", "loose": "off_grid",
        "short": "too_short", "five": "odd_metre", "good_higher": "duplicate", "nine": "kept",
    }  # fmt: skip


def settings(tmp_path: Path, **changes) -> DataConfig:
    usual = {"train": (str(tmp_path / "music"),), "cache": str(tmp_path / "cache"), "scan_workers": 0}
    return DataConfig(**usual | {"valid_share": 0.0} | changes)


def test_every_verdict_is_given_with_its_reason(tmp_path, capsys):
    (tmp_path / "music").mkdir()
    wanted = odd_files(tmp_path / "music")
    found = scan(settings(tmp_path))
    assert {Path(v.path).stem: v.verdict for v in found.verdicts} == wanted
    assert set(wanted.values()) | {"leak"} == set(VERDICTS)
    reasons = {Path(v.path).stem: v.reason for v in found.verdicts}
    assert "20 sixteenths" in reasons["five"] and "2 bars" in reasons["short"] and "good.mid" in reasons["good_higher"]
    assert all(bool(v.reason) == (v.verdict != "kept") for v in found.verdicts)
    assert found.counts()["kept"] == 2 == len(found.train.pieces)
    kept = scan(settings(tmp_path, leave_out=()))  # what may be overruled, is
    assert {v.verdict for v in kept.verdicts} == {"kept", "unreadable", "empty", "drums_only"}
    code = main(["scan", str(tmp_path / "music"), "--json", str(tmp_path / "v.json"),
                 "--set", f"data.cache={tmp_path / 'cache'}", "data.scan_workers=0"])  # fmt: skip
    told = json.loads((tmp_path / "v.json").read_text())
    assert code == 0 and told["counts"] == found.counts() and len(told["files"]) == len(wanted)
    assert "2 kept" in capsys.readouterr().out


def test_pieces_come_from_disk_as_they_come_from_their_files(tmp_path):
    for seed in range(3):
        song(tmp_path / "music" / f"{seed}.mid", seed, time_signatures=(TimeSignature(0, 3, 4),))
    found = scan(settings(tmp_path))
    for piece, path in zip(found.train.pieces, found.train.paths(), strict=True):
        direct = load_piece(path)
        assert piece.path == path and np.array_equal(piece.notes, direct.notes)
        assert np.array_equal(piece.downbeat, direct.downbeat)
        assert (piece.style, piece.velocity_is_real) == (direct.style, direct.velocity_is_real)
    assert found.train.lengths().tolist() == [piece.num_steps for piece in found.train.pieces]


def test_only_what_is_new_is_read_again(tmp_path):
    for seed in range(4):
        song(tmp_path / "music" / f"{seed}.mid", seed)
    config = settings(tmp_path)
    assert [scan(config).num_read_now for _ in range(2)] == [4, 0]
    before = scan(config)
    song(tmp_path / "music" / "1.mid", 9)
    os.utime(tmp_path / "music" / "1.mid", ns=(1, 1))
    (tmp_path / "music" / "2.mid").unlink()
    after = scan(config)
    assert after.num_read_now == 1 and after.identity != before.identity
    fresh = scan(replace(config, cache=str(tmp_path / "other")))
    assert after.identity == fresh.identity and fresh.num_read_now == 3
    pieces = zip(after.train.pieces, fresh.train.pieces, strict=True)
    assert all(np.array_equal(a.notes, b.notes) for a, b in pieces)
    assert len(list((tmp_path / "cache").glob("*.pack"))) == 1  # the old one is gone


@pytest.mark.parametrize("damage", ["index", "data", "pickle", "offsets"])
def test_a_damaged_cache_is_made_anew(tmp_path, damage):
    song(tmp_path / "music" / "a.mid")
    config = settings(tmp_path)
    wanted = scan(config).identity
    (index,), (data,) = (tmp_path / "cache").glob("*.npz"), (tmp_path / "cache").glob("*.pack")
    if damage == "index":
        index.write_bytes(index.read_bytes()[:-40])
    elif damage == "data":
        data.write_bytes(data.read_bytes()[:-1])
    elif damage == "pickle":
        np.savez(index.open("wb"), rows=np.array([object()], object), about=np.zeros(1, np.uint8))
    else:
        with np.load(index) as file:
            rows, about = file["rows"], file["about"]
        rows["notes"] = 1 << 30
        np.savez(index.open("wb"), rows=rows, about=about)
    again = scan(config)
    assert again.num_read_now == 1 and again.identity == wanted


def test_old_packs_are_let_go(tmp_path):
    for number in range(MAX_PACKS + 2):
        song(tmp_path / f"music{number}" / "a.mid", number)
        open_pack([tmp_path / f"music{number}"], tmp_path / "cache", 0)
    assert len(list((tmp_path / "cache").iterdir())) == 2 * MAX_PACKS


def test_leaks_are_found_in_another_key_and_refused_or_dropped(tmp_path, capsys):
    for seed in range(3):
        song(tmp_path / "music" / f"{seed}.mid", seed)
    song(tmp_path / "valid" / "a.mid", 7)
    config = settings(tmp_path, valid=(str(tmp_path / "valid"),))
    refuse_leaks(scan(config), config)
    song(tmp_path / "music" / "stolen.mid", 7, transpose=-3)
    found = scan(config)
    with pytest.raises(ValueError, match=r"stolen\.mid \(the same as .*a\.mid\)"):
        refuse_leaks(found, config)
    dropped = scan(replace(config, leaks="drop"))
    assert [Path(v.path).name for v in dropped.verdicts if v.verdict == "leak"] == ["stolen.mid"]
    assert len(dropped.train.pieces) == 3 and len(dropped.valid.pieces) == 1
    both = settings(tmp_path, train=(str(tmp_path / "valid"), str(tmp_path / "music")), valid=config.valid)
    with pytest.raises(ValueError, match=r"a\.mid \(in both\)"):
        refuse_leaks(scan(both), both)
    arguments = ["scan", str(tmp_path / "music"), "--valid", str(tmp_path / "valid")]
    assert main([*arguments, "--set", f"data.cache={tmp_path / 'cache'}", "data.scan_workers=0"]) == 1


def test_files_are_kept_aside_by_their_music_and_stay_so(tmp_path):
    for seed in range(20):
        song(tmp_path / "music" / f"{seed:02}.mid", seed)
    song(tmp_path / "music" / "00copy.mid", 0, transpose=2)
    config = settings(tmp_path, valid_share=0.2, leave_out=())
    before = {Path(v.path).name: v.part for v in scan(config).verdicts}
    assert list(before.values()).count("valid") in (4, 5) and before["00copy.mid"] == before["00.mid"]
    song(tmp_path / "music" / "zz.mid", 99)
    after = {Path(v.path).name: v.part for v in scan(config).verdicts}
    assert sum(after[name] != part for name, part in before.items()) <= 1


def test_likeness_sees_through_key_start_and_a_few_changes():
    notes = read_notes(random_roll(3, 512, 400))
    moved = notes + np.array([16, 3, 0, 0])
    changed = np.delete(moved, [40, 41, 200], 0)
    others = [read_notes(random_roll(seed, 512, 400)) for seed in range(10, 14)]
    pieces = [notes, *others, moved, changed]
    prints = np.array([np.frombuffer(fingerprint_of(p), np.uint8) for p in pieces])
    first = find_alike(prints, np.array([sketch_of(p) for p in pieces]))
    assert first.tolist() == [0, 1, 2, 3, 4, 0, 0]


def read_notes(roll: Roll) -> np.ndarray:
    pitch, on = np.nonzero(roll.onset)
    order = np.argsort(on, kind="stable")
    return np.stack([on, pitch, np.full(len(on), 2), np.full(len(on), 80)], axis=1)[order].astype(np.int64)


def nasty(path: Path) -> FileRead:
    """A reader for a test, in another process."""
    if "crash" in path.name:
        os.abort()
    if "hang" in path.name:
        time.sleep(1000)
    return read_file(path)


def test_a_file_that_crashes_or_hangs_the_reader_costs_that_file_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("core.data.readers.PATIENCE_S", 4.0)
    paths = [tmp_path / f"{i}{what}.mid" for i, what in enumerate(("", "crash", "", "hang", ""))]
    for seed, path in enumerate(paths):
        song(path, seed)
    found = dict(read_files(paths, 1, nasty))
    assert sorted(found) == [0, 1, 2, 3, 4] and all(isinstance(found[i], FileRead) for i in (0, 2, 4))
    assert "made the reader crash" in str(found[1]) and "busy for too long" in str(found[3])


def test_memory_does_not_grow_with_the_rolls_of_the_folder(tmp_path):
    """500 files of 4,096 steps: 500 MB as rolls, 2 MB as bar lines alone."""
    (tmp_path / "music").mkdir()
    for number in range(500):
        notes = tuple(Note(i * 30720 + number * 120, 40 + (number * i) % 60, 240, 80) for i in range(16))
        write_midi(Score((Track("t", notes=notes),)), tmp_path / "music" / f"{number}.mid")
    assert len(list_files([tmp_path / "music"])) == 500
    tracemalloc.start()
    try:
        config = settings(tmp_path, leave_out=())
        found = scan(config)
        assert found.train.lengths().sum() > 500 * 3000
        for piece in found.train.pieces:  # as an epoch would
            piece.window(0, 256)
        assert tracemalloc.get_traced_memory()[1] < 5e6
    finally:
        tracemalloc.stop()
