"""Errors as sentences for a musician."""

from __future__ import annotations

import errno
import re
from pathlib import Path

_REASONS = {
    errno.ENOENT: "it is not there (any more)",
    errno.EACCES: "you have no permission for it",
    errno.EPERM: "you have no permission for it",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your disk quota is used up",
    errno.EROFS: "the disk is read-only",
    errno.EISDIR: "it is a folder",
    errno.ENOTDIR: "part of its path is not a folder",
    errno.EINVAL: "it is no ordinary file",
    errno.EIO: "the disk reports an error",
    errno.EFBIG: "the file would get larger than allowed",
}


def sentence_of(error: BaseException) -> str:
    """What went wrong, as a sentence with a full stop."""
    if isinstance(error, OSError) and error.errno is not None:
        name = Path(str(error.filename)).name if error.filename else ""
        reason = _REASONS.get(error.errno, (error.strerror or "the system refused").lower())
        return f"{name}: {reason}." if name else f"{reason[:1].upper()}{reason[1:]}."
    if isinstance(error, MemoryError):
        return "There is not enough memory for that."
    text = str(error).strip() or type(error).__name__
    if not isinstance(error, (ValueError, OSError)) and type(error).__module__ == "builtins":
        text = f"Something unexpected happened ({type(error).__name__}: {text})"
    if not re.search(r"\w\.\w", text):  # a file's name keeps its small letters
        text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else text + "."
