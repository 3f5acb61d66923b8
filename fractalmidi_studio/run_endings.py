"""What is said at the end of a run; ``num_takes``: how many takes are finished of one that did not come so far."""

from __future__ import annotations

from fractalmidi_studio.i18n import tr
from fractalmidi_studio.names import counted


def written(title: str, num_written: int, num_outside: int, seconds: float, seed: int, in_three: bool) -> str:
    words = tr("{run}: {written} written, {changed} outside the hole changed  ({seconds} s, seed {seed})")
    if in_three:
        words = tr(
            "{run}: {written} written, {changed} outside the hole changed  ({seconds} s, seed {seed}, heard in three)"
        )
    return words.format(
        run=title,
        written=counted(num_written, "note"),
        changed=counted(num_outside, "note"),
        seconds=f"{seconds:.1f}",
        seed=seed,
    )


def replayed(number: int, num_notes: int, same: bool) -> str:
    if same:
        words = tr("Replay of take {number}: the same {notes}, one for one.")
    else:
        words = tr("Replay of take {number}: other notes than before.")
    return words.format(number=number, notes=counted(num_notes, "note"))


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
