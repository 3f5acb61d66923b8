"""Why the system refused a file, in words that follow "song.mid: "; the window has them in its language."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOENT: "it is not there (any more)",
    errno.EACCES: "there is no permission for it",
    errno.EPERM: "there is no permission for it",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your disk quota is used up",
    errno.EFBIG: "the file would be larger than allowed",
    errno.EROFS: "the disk is read-only",
    errno.EISDIR: "it is a folder",
    errno.ENOTDIR: "part of its path is not a folder",
    errno.EEXIST: "a file of that name is in the way",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EINVAL: "it is no ordinary file",
    errno.EIO: "the disk reports an error",
    errno.EMFILE: "too many files are open",
}
_REMEDIES = {
    errno.ENOSPC: "free some space and try again",
    errno.EDQUOT: "free some space and try again",
    errno.EACCES: "choose another folder or change its permissions",
    errno.EPERM: "choose another folder or change its permissions",
    errno.EROFS: "choose another folder",
}


def reason_of(error: OSError) -> str:
    """Without a full stop; empty where it is none that users meet."""
    return _REASONS.get(error.errno or 0, "")


def words_of(error: OSError) -> str:
    """``reason_of``, or else the system's own words: never empty."""
    return reason_of(error) or error.strerror or str(error) or type(error).__name__


def remedy_of(error: OSError) -> str:
    """What to do, where there is something."""
    return _REMEDIES.get(error.errno or 0, "")
