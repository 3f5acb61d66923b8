"""MIDI messages as the player speaks of them: their status bytes, and what silences an instrument."""

from __future__ import annotations

from collections.abc import Iterable

NOTE_OFF, NOTE_ON, KEY_PRESSURE, CONTROLLER = 0x80, 0x90, 0xA0, 0xB0
PROGRAM, CHANNEL_PRESSURE, BEND = 0xC0, 0xD0, 0xE0
SONG_POSITION, CLOCK, START, CONTINUE, STOP = 0xF2, 0xF8, 0xFA, 0xFB, 0xFC
VOLUME, PAN, EXPRESSION, SUSTAIN, ALL_SOUND_OFF, ALL_NOTES_OFF = 7, 10, 11, 64, 120, 123
DRUM_CHANNEL = 9

Key = tuple[int, int]  # channel, pitch


def note_on(channel: int, pitch: int, velocity: int) -> bytes:
    return bytes((NOTE_ON | channel, pitch, velocity))


def note_off(channel: int, pitch: int) -> bytes:
    return bytes((NOTE_OFF | channel, pitch, 64))


def controller(channel: int, number: int, value: int) -> bytes:
    return bytes((CONTROLLER | channel, number, value))


def song_position(sixteenths: int) -> bytes:
    """Where Continue shall begin, in sixteenths from the start."""
    count = min(max(0, sixteenths), 0x3FFF)
    return bytes((SONG_POSITION, count & 0x7F, count >> 7))


def all_off(sounding: Iterable[Key], channels: Iterable[int]) -> list[bytes]:
    """What silences everything: each sounding key its own note-off, then pedal up and All Notes Off.

    Some instruments ignore All Notes Off, so the note-offs are not optional.
    """
    out = [note_off(channel, pitch) for channel, pitch in sounding]
    for channel in sorted(channels):
        out.append(controller(channel, SUSTAIN, 0))
        out.append(controller(channel, ALL_NOTES_OFF, 0))
    return out
