"""What a project file may hold at most.  A file beyond one of these numbers is refused before its memory is taken."""

from __future__ import annotations

PROJECT_SUFFIX = ".fmstudio"
FORMAT = 2  # what this version writes

MAX_FILE_BYTES = 256 << 20  # on disk
MAX_UNPACKED_BYTES = 512 << 20  # all parts together, unpacked
MAX_JSON_BYTES = 16 << 20  # one part that is JSON
MAX_PARTS = 16  # entries of the archive
MAX_NOTES = 2_000_000
MAX_EVENTS = 2_000_000
MAX_TRACKS = 8_000
MAX_CHANGES = 500_000  # tempo changes, and time signatures
MAX_TICK = 1 << 52
MAX_TEXT = 10_000  # characters of one name
MAX_STEPS_KEPT = 50  # of the history
MAX_TAKES_KEPT = 8
MAX_HOLES_KEPT = 200  # saved by name


class ProjectFileError(ValueError):
    """A project that cannot be opened; the text is a sentence for the user."""


class NewerFormatError(ProjectFileError):
    """The file was written by a newer version of the program."""
