"""What cannot be done as it was asked for."""

from __future__ import annotations


class Refusal(ValueError):
    """The text is a sentence for the user, in English; the window has it in others (``core_words``).

    Any other error of a training is a fault that nobody foresaw.
    """
