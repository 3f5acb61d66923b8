"""Finding a command by a few of its letters."""

from __future__ import annotations

_START, _WORD, _NEXT, _GAP = 12.0, 8.0, 6.0, 0.3


def score(wanted: str, text: str) -> float | None:
    """How well ``wanted`` fits ``text``: its letters in order, best at the beginnings of words and in a row.

    None where a letter is missing.  Spaces in ``wanted`` only separate.  Higher is better.
    """
    letters = [letter for letter in wanted.casefold() if not letter.isspace()]
    if not letters:
        return 0.0
    text = text.casefold()
    # best[i]: the best score with the last letter found at i; None where it is not there.
    best: list[float | None] = [
        _worth(text, place) - place * _GAP if character == letters[0] else None for place, character in enumerate(text)
    ]
    for letter in letters[1:]:
        later: list[float | None] = [None] * len(text)
        before: float | None = None  # the best of the earlier places, less the gap since
        for place, character in enumerate(text):
            if character == letter:
                previous = best[place - 1] if place else None
                ways = [way for way in (before, None if previous is None else previous + _NEXT) if way is not None]
                if ways:
                    later[place] = max(ways) + _worth(text, place)
            here = best[place]
            before = None if before is None else before - _GAP
            if here is not None and (before is None or here > before):
                before = here
        best = later
    found = [value for value in best if value is not None]
    return max(found) - len(text) * 0.01 if found else None


def _worth(text: str, place: int) -> float:
    if place == 0:
        return _START
    return _WORD if not text[place - 1].isalnum() else 1.0
