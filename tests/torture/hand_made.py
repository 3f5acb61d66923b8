"""MIDI files that broke a library somewhere, made by hand."""

from __future__ import annotations

from tests.core.midi_parts import END, chunk, header, one_track

NOTE = "00903c40 60803c40"


def hand_made() -> dict[str, bytes]:
    """Name → bytes."""
    note = bytes.fromhex(NOTE.replace(" ", ""))
    long = note * 400
    return {
        "nothing": b"",
        "a mebibyte of continuation bytes": header() + chunk(b"\xff" * (1 << 20)),
        "a mebibyte of continuation bytes in a length": header() + chunk(b"\x00\xff\x01" + b"\x80" * (1 << 20)),
        "deltas of 2^28 - 1": header()
        + chunk((b"\xff\xff\xff\x7f" + note[1:4] + b"\x00" + b"\x80\x3c\x40") * 40 + END),
        "a delta of five bytes": header() + chunk(b"\x81\x80\x80\x80\x00" + note[1:] + END),
        "film frames": header(division=0xE728) + chunk(note + END),
        "film frames of no kind": header(division=0x8000) + chunk(note + END),
        "division 0": header(division=0) + chunk(note + END),
        "division 1": header(division=1) + chunk(note + END),
        "tempo 0": one_track("00ff5103000000" + NOTE),
        "tempo of two bytes": one_track("00ff51020101" + NOTE),
        "time signature 0/1": one_track("00ff580400000000" + NOTE),
        "time signature over 2^200": one_track("00ff580404c81808" + NOTE),
        "format 2": header(2, 2) + chunk(note + END) * 2,
        "format 9": header(9, 1) + chunk(note + END),
        "65,535 tracks promised": header(1, 65_535) + chunk(note + END),
        "no track promised": header(1, 0) + chunk(note + END),
        "5,000 tracks": header(1, 5_000) + chunk(END) * 5_000,
        "running status across sysex": one_track("00903c40 00f0040102 03f7 003e40 603c00 003e00"),
        "alien chunk first": header(1, 1) + chunk(b"abc", b"XFIH") + chunk(note + END),
        "alien chunk of 4 GB": header(1, 1) + chunk(b"", b"XFIH", 0xFFFFFFFF) + chunk(note + END),
        "RIFF": b"RIFF" + (1000).to_bytes(4, "little") + b"RMIDdata" + (500).to_bytes(4, "little") + one_track(NOTE),
        "RIFF of nothing": b"RIFF\x00\x00\x00\x00RMID",
        "RIFF within RIFF": b"RIFF\xff\xff\xff\xffRMIDdata\x10\x00\x00\x00RIFF\xff\xff\xff\xffRMIDdata",
        "track of 4 GB": header() + chunk(note + END, size=0xFFFFFFFF),
        "track of 0 bytes": header() + chunk(note + END, size=0),
        "ended within a note": one_track("00903c40"),
        "off without on": one_track("00803c40"),
        "note of no length": one_track("00903c40 00803c40"),
        "a note 400 times within itself": one_track("00903c40" * 400 + "60803c00" * 400),
        "no end mark": header() + chunk(long),
        "two end marks": header() + chunk(note + END + note + END),
        "everything after the end": one_track(NOTE) + b"\xff" * 5_000,
        "names in every encoding": one_track("00ff0308" + "83528393834783" + "ff" + NOTE)
        + chunk(b"\x00\xff\x03\x06\xd6\xd0\xce\xc4\xe4\x80" + END),
        "a name of 200,000 bytes": header() + chunk(b"\x00\xff\x03\x8c\x9a\x40" + b"n" * 200_000 + END),
        "a length beyond the end": one_track("00ff01ffffff7f41"),
        "real-time bytes": one_track("00f8 00fa 00903c40 00fe 60803c40".replace(" ", "")),
        "pedal and bend": one_track("00b0407f 00e00040" + NOTE + "60b04000"),
        "header of 2^32 bytes": b"MThd\xff\xff\xff\xff" + one_track(NOTE)[8:],
    }
