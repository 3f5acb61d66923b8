"""Small MIDI files made by hand, for the tests."""

from __future__ import annotations


def chunk(data: bytes, kind: bytes = b"MTrk", size: int | None = None) -> bytes:
    return kind + (len(data) if size is None else size).to_bytes(4) + data


def header(form: int = 0, tracks: int = 1, division: int = 480) -> bytes:
    return b"MThd" + (6).to_bytes(4) + form.to_bytes(2) + tracks.to_bytes(2) + division.to_bytes(2)


END = bytes.fromhex("00ff2f00")


def one_track(hex_events: str, division: int = 480, end: bytes = END) -> bytes:
    return header(division=division) + chunk(bytes.fromhex(hex_events) + end)
