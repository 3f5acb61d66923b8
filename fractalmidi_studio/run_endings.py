"""What is said of a run that did not come to its end; ``num_takes``: how many of its takes are finished."""

from __future__ import annotations

from fractalmidi_studio.i18n import tr
from fractalmidi_studio.names import counted


def cancelled(num_takes: int) -> str:
    if num_takes:
        return tr("Cancelled. Finished: {takes}.").format(takes=counted(num_takes, "take"))
    return tr("Cancelled: the music is as it was.")


def failed(num_takes: int) -> str:
    if num_takes:
        return tr("The run failed. Finished before: {takes}.").format(takes=counted(num_takes, "take"))
    return tr("The run failed: the music is as it was.")


def failed_because(num_takes: int, reason: str) -> str:
    if num_takes:
        return f"{failed(num_takes)} {reason}"
    return tr("The run failed and the music is as it was. {reason}").format(reason=reason)
