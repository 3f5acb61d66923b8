"""Errors as sentences for a musician."""

from __future__ import annotations

import re
from pathlib import Path

from core.reasons import reason_of
from fractalmidi_studio.core_words import said_by_core
from fractalmidi_studio.i18n import tr


def sentence_of(error: BaseException) -> str:
    """What went wrong, as a sentence with a full stop."""
    if isinstance(error, OSError) and error.errno is not None:
        name = Path(str(error.filename)).name if error.filename else ""
        reason = said_by_core(reason_of(error) or (error.strerror or "the system refuses it").lower())
        return (
            tr("{name}: {reason}.").format(name=name, reason=reason)
            if name
            else tr("{reason}.").format(reason=f"{reason[:1].upper()}{reason[1:]}")
        )
    if isinstance(error, MemoryError):
        return tr("There is not enough memory for that.")
    text = said_by_core(str(error).strip()) or type(error).__name__
    if not isinstance(error, (ValueError, OSError)) and type(error).__module__ == "builtins":
        text = tr("Something unexpected happened ({problem})").format(problem=f"{type(error).__name__}: {text}")
    if not re.search(r"\w\.\w", text):  # a file's name keeps its small letters
        text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "。")) else tr("{sentence}.").format(sentence=text)
