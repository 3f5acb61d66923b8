from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import mido
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.midi_file import MAX_FILE_BYTES, MidiFileError, decode_text, midi_bytes, parse_midi, read_midi, write_midi
from core.score import Note, RawEvent, Score, TempoChange, TimeSignature, Track
from tests.core.midi_parts import END, chunk, header, one_track
from tests.core.strategies import scores

NOTE = "00903c5a 8170803c40 "  # middle C for 240 ticks


# There and back.


@settings(max_examples=200, deadline=None)
@given(scores())
@example(Score())
@example(Score((Track(),)))
@example(Score((Track("a\xa0b"),)))
@example(Score((Track(events=(RawEvent(0, b"\xb0\x40\x00"), RawEvent(0, b"\xf0\xf7"))),)))
@example(Score((Track("Title", events=(RawEvent(0, b"\xff\x01hello"),)), Track("Piano", notes=(Note(0, 60, 9, 9),)))))
def test_score_to_bytes_to_score(score: Score) -> None:
    assert parse_midi(midi_bytes(score)).score == score


@settings(max_examples=40, deadline=None)
@given(scores())
def test_mido_reads_what_is_written(score: Score) -> None:
    # mido refuses sysex and key signatures that say nonsense; those are not its business here.
    plain = [replace(t, events=tuple(e for e in t.events if e.data[0] < 0xF0)) for t in score.tracks]
    score = replace(score, tracks=tuple(plain))
    file = mido.MidiFile(file=io.BytesIO(midi_bytes(score)), clip=False)
    assert file.type == 1 and file.ticks_per_beat == score.ticks_per_quarter
    assert _mido_notes(file) == sorted(
        (note.onset_tick, note.pitch, note.velocity, track.channel) for track in score.tracks for note in track.notes
    )
    tempi, now = [], 0
    for message in file.tracks[0]:
        now += message.time
        if message.type == "set_tempo":
            tempi.append(TempoChange(now, message.tempo))
    assert tuple(tempi) == score.tempo_map


def _mido_notes(file: mido.MidiFile) -> list[tuple[int, int, int, int]]:
    found = []
    for track in file.tracks:
        now = 0
        for message in track:
            now += message.time
            if message.type == "note_on" and message.velocity:
                found.append((now, message.note, message.velocity, message.channel))
    return sorted(found)


def test_a_key_goes_up_before_it_goes_down_again() -> None:
    score = Score((Track(notes=(Note(0, 60, 480, 90), Note(480, 60, 480, 80))),))
    file = mido.MidiFile(file=io.BytesIO(midi_bytes(score)))
    kinds = [m.type for m in file.tracks[1] if m.type.startswith("note")]
    assert kinds == ["note_on", "note_off", "note_on", "note_off"]


def test_a_rest_too_long_for_the_format_is_bridged() -> None:
    score = Score((Track(notes=(Note(0, 60, 480, 90), Note(2**31, 60, 480, 80))),), end_tick=2**32)
    assert parse_midi(midi_bytes(score)).score == score
    assert len(mido.MidiFile(file=io.BytesIO(midi_bytes(score))).tracks) == 2


def test_writes_whole_or_not_at_all(tmp_path: Path) -> None:
    score = Score((Track(notes=(Note(0, 60, 480, 90),)),))
    write_midi(score, tmp_path / "a.mid")
    assert read_midi(tmp_path / "a.mid").score == score
    with pytest.raises(OSError):
        write_midi(score, tmp_path / "none" / "a.mid")
    assert [p.name for p in tmp_path.iterdir()] == ["a.mid"]


def test_events_follow_their_track_to_another_channel() -> None:
    track = Track(channel=3, notes=(Note(0, 60, 480, 90),), events=(RawEvent(0, b"\xb0\x40\x7f"),))
    assert parse_midi(midi_bytes(Score((track,)))).score.tracks[0].events == (RawEvent(0, b"\xb3\x40\x7f"),)


def test_what_has_no_place_in_a_file_is_not_written() -> None:
    bad = (b"", b"\xf8", b"\xff", b"\xff\x2f", b"\xff\x51\0\0\1", b"\xff\x58\7\3", b"\x90\x3c\x40", b"\xb0\x40")
    track = Track(notes=(Note(0, 60, 480, 90),), events=tuple(RawEvent(0, data) for data in bad))
    assert parse_midi(midi_bytes(Score((track,)))).score == Score((Track(notes=track.notes),))


# Programs.


def test_programs() -> None:
    track = parse_midi(one_track("00c005 " + NOTE + "00c007 " + NOTE)).score.tracks[0]
    assert track.program == 5 and track.events == (RawEvent(240, b"\xc0\x07"),)
    late = parse_midi(one_track("60c005 " + NOTE)).score.tracks[0]
    assert late.program == 5 and late.events == (RawEvent(96, b"\xc0\x05"),)


@pytest.mark.parametrize("before", ["00b00008", "00f0057e7f0901f7"], ids=["bank", "reset"])
def test_a_program_after_a_bank_or_a_reset_stays_after_it(before: str) -> None:
    score = parse_midi(one_track(before + "00c005" + NOTE)).score
    assert score.tracks[0].program == 5
    out = midi_bytes(score)
    assert out.index(bytes.fromhex(before)) < out.rindex(b"\xc0\x05")


def test_tracks_without_a_program_use_that_of_their_channel() -> None:
    data = header(1, 3) + chunk(bytes.fromhex("00c005" + NOTE) + END) + chunk(bytes.fromhex(NOTE) + END)
    data += chunk(bytes.fromhex("00ff0102" + "6869") + END)
    score = parse_midi(data).score
    assert [track.program for track in score.tracks] == [5, 5, 5]
    assert midi_bytes(score).count(b"\xc0\x05") == 2  # none from the track of texts
    assert parse_midi(midi_bytes(score)).score == score


# Reports.


def test_report_counts_what_the_roll_leaves_out() -> None:
    def tracks(*hexes: str) -> bytes:
        return header(1, len(hexes)) + b"".join(chunk(bytes.fromhex(h) + END) for h in hexes)

    report = parse_midi(tracks(NOTE, "32" + NOTE[2:], "0099245a78892440")).report  # the second one 50 ticks late
    assert (report.num_notes, report.num_merged_tracks, report.num_drum_notes) == (3, 2, 1)
    assert report.offgrid_share == 0.5
    assert report.warnings == ()
    assert report.summary() == (
        "3 notes, 2 tracks merged into one roll; 1 drum note played but not shown; 50% of the notes off the grid."
    )


def test_channels_of_one_track_become_tracks() -> None:
    score, report = parse_midi(one_track("00ff030141" + "00b04040" + NOTE + "00b14020" + "00913e5a60813e40"))
    assert [(t.name, t.channel, len(t.notes), len(t.events)) for t in score.tracks] == [("A", 0, 1, 1), ("A", 1, 1, 1)]
    assert report.num_split_tracks == 1 and "split by channel" in report.summary()


def test_no_notes_is_said() -> None:
    assert parse_midi(one_track("")).report.summary() == "This file has no notes."


# Repairs.


@pytest.mark.parametrize(
    "events, notes, warning",
    [
        ("00903c5a 8140 ff0100", [Note(0, 60, 192, 90)], "never ended"),
        ("00803e40 " + NOTE, [Note(0, 60, 240, 90)], "1 note end without a note"),
        ("00903c5a 00803c40", [Note(0, 60, 120, 90)], "without length"),
        ("00903c5a 00803c40 30903c5a 60803c40", [Note(0, 60, 48, 90), Note(48, 60, 96, 90)], "without length"),
        ("00903cff 60803c40", [Note(0, 60, 96, 127)], "louder"),
        ("0090f05a " + NOTE, [Note(0, 60, 240, 90)], "impossible values"),
        ("00f8 00f24040 00fe 00f6 " + NOTE, [Note(0, 60, 240, 90)], "4 events that do not belong"),
        ("00903c5a 00ff0100 603c00", [Note(0, 60, 96, 90)], "relied on the status"),
        ("00ff5103000000" + NOTE, [Note(0, 60, 240, 90)], "tempo"),
        ("00ff580400021808" + NOTE, [Note(0, 60, 240, 90)], "time signature"),
        ("00ff580404ff1808" + NOTE, [Note(0, 60, 240, 90)], "time signature"),
    ],
)
def test_repairs(events: str, notes: list[Note], warning: str) -> None:
    score, report = parse_midi(one_track(events))
    assert list(score.tracks[0].notes) == notes
    assert len(report.warnings) == 1 and warning in report.warnings[0]
    assert score.tempo_map == (TempoChange(0, 500_000),) and score.time_signatures == (TimeSignature(0, 4, 4),)


def test_overlaps_end_in_the_order_they_began() -> None:
    track = parse_midi(one_track("00903c50 60903c51 60803c00 60803c00")).score.tracks[0]
    assert track.notes == (Note(0, 60, 192, 80), Note(96, 60, 192, 81))


def test_container_repairs() -> None:
    music = chunk(bytes.fromhex(NOTE) + END)
    for data, warning in [
        (header(1, 65535) + music, "promises 65,535 tracks but has 1."),
        (header(2, 2) + music * 2, "independent patterns"),
        (header(9, 1) + music, "unknown format 9"),
        (header(1, 1) + chunk(bytes.fromhex(NOTE) + END, size=2**31), "wrong size"),
        (header(1, 2) + music + b"\0\1\2" * 5 + music, "passed over"),
    ]:
        score, report = parse_midi(data)
        assert report.num_notes == len(score.tracks)
        assert any(warning in text for text in report.warnings), report.warnings
    assert parse_midi(header() + chunk(b"x" * 9, b"Junk") + music).report.warnings == ()
    assert parse_midi(header(1, 1) + music + b"\r\n").report.warnings == ()


# Refusals.


@pytest.mark.parametrize(
    "data, reason",
    [
        (b"", "empty"),
        (b"<html>", "not a MIDI file"),
        (b"MThd\0\0", "cut short"),
        (header(), "no track"),
        (b"MThd\0\0\0\2" + b"\0" * 20, "header"),
        (header(division=0) + chunk(END), "0 ticks"),
        (header(division=0xE700) + chunk(END), "0 ticks in each"),
        (header(division=0x8050) + chunk(END), "128 frames"),
        (header() + chunk(bytes.fromhex("00903c")), "middle of an event"),
        (header() + chunk(bytes.fromhex("003c40")), "without a status"),
        (header() + chunk(bytes.fromhex(NOTE), size=99), "cut short"),
        (header() + chunk(bytes.fromhex("00ff03ffffff7f")), "middle of an event"),
        (header() + chunk(b"\xff" * (1 << 20)), "more than four bytes"),
        (header() + chunk(b"\0\xf0" + b"\x80" * (1 << 20)), "more than four bytes"),
        (b"RIFF\x04\0\0\0RMIDMThd", "RIFF"),
        (header(1, 5000) + chunk(END) * 5000, "too many"),
    ],
)
def test_refusals(data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "my song.mid"
    path.write_bytes(data)
    with pytest.raises(MidiFileError, match=reason) as caught:
        read_midi(path)
    assert str(caught.value).startswith("my song.mid ")


def test_what_is_no_ordinary_file_is_refused_unopened(tmp_path: Path) -> None:
    with pytest.raises(MidiFileError, match="folder"):
        read_midi(tmp_path)
    with pytest.raises(MidiFileError, match="no such file"):
        read_midi(tmp_path / "none.mid")
    huge = tmp_path / "huge.mid"
    with huge.open("wb") as file:
        file.truncate(4 << 30)  # sparse: takes no room
    with pytest.raises(MidiFileError, match=r"4,096 MB"):
        read_midi(huge)
    with pytest.raises(MidiFileError, match="up to 32 MB"):
        parse_midi(bytes(MAX_FILE_BYTES + 1), "x.mid")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.mid")
        with pytest.raises(MidiFileError, match="ordinary"):
            read_midi(tmp_path / "pipe.mid")


def test_too_many_events_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.midi_file.reader.MAX_EVENTS", 10)
    with pytest.raises(MidiFileError, match="too many events"):
        parse_midi(one_track(NOTE * 6))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_broken_bytes_load_or_are_refused(data: st.DataObject) -> None:
    """Nothing but MidiFileError ever comes out, and what loads can be saved."""
    raw = bytearray(midi_bytes(data.draw(scores())))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=3))
        if not raw:
            break
    if data.draw(st.booleans()):
        raw = raw[: data.draw(st.integers(0, len(raw)))]
    try:
        score = parse_midi(bytes(raw)).score
    except MidiFileError:
        return
    out = midi_bytes(score)
    # Damage may leave notes within notes, which no file can hold; all else must come back.
    again = parse_midi(out).score
    assert [len(track.notes) for track in again.tracks] == [len(track.notes) for track in score.tracks]
    assert again.tempo_map == score.tempo_map


@pytest.mark.parametrize(
    "text, encoding",
    [
        ("ピアノ", "cp932"),
        ("钢琴独奏", "gbk"),
        ("Flûte à bec", "latin-1"),
        ("Für Élise", "utf-8"),
        ("Grand Piano", "ascii"),
    ],
)
def test_names_in_any_encoding(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding)) == text
    assert decode_text(bytes(range(256))) is not None


@pytest.mark.parametrize(
    "what",
    [
        {"tempo_map": (TempoChange(0, 0xFFFFFF + 1),)},
        {"tempo_map": (TempoChange(0, 0),)},
        {"time_signatures": (TimeSignature(0, 256, 4),)},
        {"time_signatures": (TimeSignature(0, 3, 256),)},
    ],
)
def test_what_a_file_cannot_hold_is_not_bent_into_shape(what: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="cannot stand in a MIDI file"):
        midi_bytes(Score(**what))


def test_a_rest_of_any_length_is_bridged() -> None:
    score = Score((Track(notes=(Note(2**38 + 3, 60, 1, 64),)),))
    assert parse_midi(midi_bytes(score)).score.tracks[0].notes == score.tracks[0].notes
