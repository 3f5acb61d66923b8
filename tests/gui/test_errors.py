"""Errors read as sentences."""

from __future__ import annotations

import errno

import pytest

from fractalmidi_studio.errors import sentence_of


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/x/song.mid"), "song.mid: the disk is full."),
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full."),
        (PermissionError(errno.EACCES, "Permission denied", "/x/a.mid"), "a.mid: there is no permission for it."),
        (ValueError("the hole is empty"), "The hole is empty."),
        (ValueError("bad.mid is no MIDI file!"), "bad.mid is no MIDI file!"),
        (MemoryError(), "There is not enough memory for that."),
        (KeyError("x"), "Something unexpected happened (KeyError: 'x')."),
        (ValueError(), "ValueError."),
    ],
)
def test_sentences(error: Exception, sentence: str) -> None:
    assert sentence_of(error) == sentence
