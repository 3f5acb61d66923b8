"""Real and hand-made odd files behave as their index says."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from core.midi_file import MidiFileError, midi_bytes, parse_midi, read_midi
from core.roll import notes_of, num_steps_of, roll_of
from core.units import TempoMap, bar_starts, downbeats

ODD = Path(__file__).parents[3] / "shared" / "data" / "odd"
ROWS = list(csv.DictReader((ODD / "INDEX.csv").open(encoding="utf-8"))) if (ODD / "INDEX.csv").exists() else []
needs_odd = pytest.mark.skipif(not ROWS, reason="the odd MIDI files (../shared/data/odd) are not here")


@needs_odd
@pytest.mark.parametrize("row", ROWS, ids=[row["file"] for row in ROWS])
def test_behaves_as_the_index_says(row: dict[str, str]) -> None:
    path = ODD / row["file"]
    if row["expect"] == "error":
        with pytest.raises(MidiFileError) as caught:
            read_midi(path)
        assert str(caught.value).startswith(path.name) and str(caught.value).endswith(".")
        return
    score, report = read_midi(path)
    low, _, high = row["notes"].partition("-")
    assert int(low) <= report.num_notes <= int(high or low)
    assert report.num_notes == sum(len(track.notes) for track in score.tracks)
    if row["expect"] == "load_warn":
        assert report.warnings
    assert report.summary().endswith(".")
    # Whatever came in can be shown, measured and saved again without loss.
    roll = roll_of(score)
    assert (notes_of(roll)[:, 2] >= 1).all()
    assert np.isfinite(TempoMap(score).tick_to_seconds(score.end_tick))
    assert downbeats(score, roll.num_steps)[0]
    again, second = parse_midi(midi_bytes(score))
    assert again == score and second.num_notes == report.num_notes


@needs_odd
def test_rounds_every_jittered_note_to_its_step() -> None:
    assert notes_of(roll_of(read_midi(ODD / "own_jitter_rounding.mid").score))[:, 0].tolist() == list(range(64))


@needs_odd
def test_one_tick_a_quarter_still_has_sixteenths() -> None:
    score = read_midi(ODD / "own_division_1.mid").score
    assert score.ticks_per_quarter == 4
    assert (notes_of(roll_of(score))[:, 2] == 4).all()


@needs_odd
def test_a_note_two_million_steps_away_costs_nothing() -> None:
    score, report = read_midi(ODD / "own_huge_delta.mid")
    assert num_steps_of(score) == 256 and report.num_notes_beyond == 1
    assert any("65,536" in warning for warning in report.warnings)


@needs_odd
def test_film_frames_keep_their_seconds() -> None:
    score = read_midi(ODD / "own_smpte_30drop_80.mid").score
    # 1,200 ticks at 80 a frame and 29.97 frames a second
    note = score.tracks[0].notes[1]
    assert TempoMap(score).tick_to_seconds(note.onset_tick) == pytest.approx(1200 / 80 / (30_000 / 1001), rel=1e-5)
    assert len(roll_of(score).onset.nonzero()[0]) == 8


@needs_odd
def test_odd_metres_have_their_bars() -> None:
    score = read_midi(ODD / "own_odd_metres.mid").score
    assert [(s.numerator, s.denominator) for s in score.time_signatures] == [(7, 8), (5, 4)]
    second = score.time_signatures[1].tick
    starts = bar_starts(score, second + 4801)
    bars = np.diff([tick for tick in starts if tick <= second]).tolist()
    assert set(bars[:-1]) == {1680} and 0 < bars[-1] <= 1680  # the change of metre may cut a bar short
    assert [tick for tick in starts if tick >= second] == [second, second + 2400, second + 4800]


@needs_odd
def test_names_are_read_and_their_bytes_kept() -> None:
    path = ODD / "own_track_name_sjis.mid"
    track = read_midi(path).score.tracks[0]
    assert any("\u3040" <= char <= "\u9fff" for char in track.name)
    raw = path.read_bytes()
    at = raw.index(b"\xff\x03")
    name = raw[at : at + 3 + raw[at + 2]]
    assert name in midi_bytes(read_midi(path).score)
    assert "\0" not in "".join(track.name for track in read_midi(ODD / "sym_issue90.mid").score.tracks)


@needs_odd
def test_lyrics_keep_their_bytes() -> None:
    for file in ("m21_gbk_lyrics.mid", "nf_lyrics.mid", "js_karaoke.kar"):
        score = read_midi(ODD / file).score
        texts = [e.data for track in score.tracks for e in track.events if e.data[0] == 0xFF and e.data[1] in (1, 5)]
        raw, out = (ODD / file).read_bytes(), midi_bytes(score)
        assert texts
        for data in texts:
            assert bytes((0xFF, data[1], len(data) - 2)) + data[2:] in out and data[2:] in raw
