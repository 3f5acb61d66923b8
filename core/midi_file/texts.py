"""Texts in MIDI files: bytes in an encoding that nobody wrote down."""

from __future__ import annotations

import re
import unicodedata

_MAX_NAME = 200  # characters


def decode_text(data: bytes) -> str:
    """The likeliest reading of a text: UTF-8, Shift-JIS, GBK or Latin-1.  Never fails.

    Control characters become nothing; what they were is only known by the bytes, which the caller keeps.
    """
    text = _decode(data)
    return "".join(char for char in text if char.isprintable() or unicodedata.category(char) == "Zs").strip()[
        :_MAX_NAME
    ]


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    high_runs = re.findall(rb"[\x80-\xff]+", data)
    candidates = []
    if re.search(rb"[\x81-\x9f]", data):
        candidates.append("cp932")  # these bytes begin kana and kanji; in Latin-1 they are control characters
    if all(len(run) % 2 == 0 for run in high_runs):
        candidates.append("gb18030")  # pairs of high bytes; an accented letter mostly stands alone
    for encoding in candidates:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
