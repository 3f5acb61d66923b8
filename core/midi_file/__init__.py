"""Standard MIDI files to scores and back.  See docs/decisions/0001-midi-files.md."""

from __future__ import annotations

from core.midi_file.prescan import MAX_FILE_BYTES
from core.midi_file.reader import parse_midi, read_midi
from core.midi_file.report import ImportReport, ImportResult, MidiFileError
from core.midi_file.texts import decode_text
from core.midi_file.writer import midi_bytes, write_midi

MIDI_SUFFIXES = (".mid", ".midi", ".smf", ".kar", ".rmi")

__all__ = [
    "MAX_FILE_BYTES",
    "MIDI_SUFFIXES",
    "ImportReport",
    "ImportResult",
    "MidiFileError",
    "decode_text",
    "midi_bytes",
    "parse_midi",
    "read_midi",
    "write_midi",
]
