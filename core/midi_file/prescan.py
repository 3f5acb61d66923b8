"""The container: a file's header and the bytes of its tracks.  No size is believed that the file does not bear out."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from core.midi_file.report import MidiFileError
from core.reasons import words_of

MAX_FILE_BYTES = 32 << 20
MAX_TRACKS = 4000  # split by channel they still fit into a file
_COARSEST_TICKS_PER_QUARTER = 24


@dataclass(frozen=True, slots=True)
class TrackChunk:
    data: bytes
    is_cut: bool  # the chunk promised more bytes than the file has


@dataclass(frozen=True, slots=True)
class Container:
    """The normalised file.  A tick of the file is ``tick_scale`` ticks of ``ticks_per_quarter``."""

    tracks: tuple[TrackChunk, ...]
    ticks_per_quarter: int
    tick_scale: int
    fixed_tempo: int | None  # µs per quarter; set for SMPTE time, where the file's tempo events mean nothing


def load(path: Path) -> bytes:
    """Read a file after a look at what it is.  Raises MidiFileError with a sentence."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise MidiFileError(f"{path.name} is a folder, not a MIDI file.")
        if not stat.S_ISREG(status.st_mode):
            raise MidiFileError(f"{path.name} is not an ordinary file, so it was not opened.")
        if status.st_size > MAX_FILE_BYTES:
            raise too_large(path.name, status.st_size)
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise MidiFileError(f"{path.name} could not be opened: there is no such file.") from error
    except OSError as error:
        raise MidiFileError(f"{path.name} could not be opened: {words_of(error)}.") from error
    if len(data) > MAX_FILE_BYTES:
        raise too_large(path.name, len(data))
    return data


def too_large(name: str, size: int) -> MidiFileError:
    return MidiFileError(
        f"{name} is {size / (1 << 20):,.0f} MB large; MIDI files up to {MAX_FILE_BYTES >> 20} MB can be opened."
    )


def open_container(data: bytes, name: str, warnings: list[str]) -> Container:
    """Find header and tracks.  Raises MidiFileError; what was repaired is appended to ``warnings``."""
    if not data:
        raise MidiFileError(f"{name} is empty (0 bytes).")
    if data[:4] == b"RIFF" and data[8:12] == b"RMID":
        data = _unwrap_riff(data, name)
        warnings.append("The music was taken out of a RIFF container.")
    if data[:4] != b"MThd":
        raise MidiFileError(f'{name} is not a MIDI file: it does not begin with "MThd".')
    if len(data) < 14:
        raise MidiFileError(f"{name} is cut short: it ends within its header.")
    header_bytes = int.from_bytes(data[4:8])
    if header_bytes < 6:
        raise MidiFileError(f"{name} is damaged: its header has {header_bytes} bytes instead of 6.")
    form, promised = int.from_bytes(data[8:10]), int.from_bytes(data[10:12])
    tracks = _find_tracks(data, 8 + header_bytes, promised, warnings)
    if not tracks:
        raise MidiFileError(f"{name} is damaged: it has no track.")
    if len(tracks) > MAX_TRACKS:
        raise MidiFileError(f"{name} has more than {MAX_TRACKS:,} tracks, which is too many to open.")
    if form == 0 and len(tracks) > 1:
        warnings.append(f"The file says it has a single track (format 0) but has {len(tracks)}; all were read.")
    elif form == 2:
        warnings.append("The file holds independent patterns (format 2); they were laid over one another.")
    elif form > 2:
        warnings.append(f"The file has the unknown format {form} and was read as format 1.")
    if promised != len(tracks) and form != 0:
        warnings.append(f"The file promises {_tracks(promised)} but has {len(tracks)}.")
    ticks_per_quarter, scale, tempo = _time_base(int.from_bytes(data[12:14]), name)
    if tempo is not None:
        warnings.append(
            "The file counts in film frames (SMPTE); its times were kept, on a grid of 120 quarters a minute."
        )
    return Container(tuple(tracks), ticks_per_quarter, scale, tempo)


def _tracks(number: int) -> str:
    return f"{number:,} track{'' if number == 1 else 's'}"


def _unwrap_riff(data: bytes, name: str) -> bytes:
    at = 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if data[at : at + 4] == b"data":
            return data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    raise MidiFileError(f"{name} is a RIFF file without music in it.")


def _find_tracks(data: bytes, at: int, promised: int, warnings: list[str]) -> list[TrackChunk]:
    """The bytes of all MTrk chunks; chunks of other kinds are passed over, as the standard demands."""
    tracks: list[TrackChunk] = []
    while at + 8 <= len(data) and len(tracks) <= MAX_TRACKS:
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8])
        if kind == b"MTrk":
            tracks.append(TrackChunk(data[at + 8 : at + 8 + size], at + 8 + size > len(data)))
        elif not all(0x20 <= byte < 0x7F for byte in kind):
            # Not a chunk at all: the size before it was wrong.  Go on at the next thing that looks like a track.
            found = data.find(b"MTrk", at)
            if len(tracks) < promised or found >= 0:
                warnings.append("A part of the file between two tracks could not be understood and was passed over.")
            if found < 0:
                break
            at = found
            continue
        at += 8 + size
    return tracks


def _time_base(division: int, name: str) -> tuple[int, int, int | None]:
    """(ticks per quarter, ticks for each tick of the file, fixed tempo) from the header's division."""
    if division == 0:
        raise MidiFileError(f"{name} is damaged: its header says that a quarter note has 0 ticks.")
    if division < 0x8000:
        # Sixteenths need a resolution that can tell them apart.
        coarse = division < _COARSEST_TICKS_PER_QUARTER and division % 4 != 0
        return (division * 4, 4, None) if coarse else (division, 1, None)
    frames, ticks = 256 - (division >> 8), division & 0xFF
    if frames not in (24, 25, 29, 30) or ticks == 0:
        raise MidiFileError(f"{name} is damaged: its header counts {ticks} ticks in each of {frames} frames a second.")
    per_second = ticks * (30_000 / 1001 if frames == 29 else frames)
    scale = 1 if per_second >= 2 * _COARSEST_TICKS_PER_QUARTER else 4
    per_second *= scale
    ticks_per_quarter = round(per_second / 2)
    return ticks_per_quarter, scale, round(1e6 * ticks_per_quarter / per_second)
