"""What a run does, in words for a musician."""

from __future__ import annotations

import time

from core.train_run import RunStatus
from core.train_run.watch import RunRow
from fractalmidi_studio.core_words import said_by_core
from fractalmidi_studio.i18n import later, tr

STATE_NAMES = {
    "starting": later("getting ready"),
    "scanning": later("looking at the files"),
    "running": later("training"),
    "paused": later("paused"),
    "stopping": later("stopping"),
    "stopped": later("stopped"),
    "finished": later("finished"),
    "failed": later("failed"),
    "died": later("interrupted"),
}
SILENT_S = 60  # a live run that has not written for so long is said to be silent


def fill(words: str, **values: object) -> str:
    """``words`` filled in and not remembered (see i18n): figures that change with every look would pile up."""
    return str.format(words, **values)


def time_text(seconds: float) -> str:
    """A duration as one says it: 40 s, 12 min, 3 h 20 min."""
    if seconds < 60:
        return fill(tr("{seconds} s"), seconds=max(1, round(seconds)))
    minutes = round(seconds / 60)
    if minutes < 60:
        return fill(tr("{minutes} min"), minutes=minutes)
    return fill(tr("{hours} h {minutes} min"), hours=minutes // 60, minutes=minutes % 60)


def bits_text(bits: float | None) -> str:
    return "–" if bits is None else f"{bits:.3f}"


def left_text(status: RunStatus) -> str:
    """How long it still takes, as far as anybody knows."""
    if status.state == "paused":
        return tr("paused")
    if status.seconds_left is None:
        return tr("not known yet")
    return fill(tr("about {time}"), time=time_text(status.seconds_left))


def state_text(row: RunRow) -> str:
    """One word or two; what was asked for is said at once, the run does it after its step."""
    status = row.status
    if row.problem:
        return tr("cannot be read")
    if status.state in ("starting", "scanning", "running") and row.wish == "stop":
        return tr("stopping")
    if status.state == "running" and row.wish == "pause":
        return tr("pausing after this step")
    return tr(STATE_NAMES[status.state])


def base_text(base: str) -> str:
    """What the run goes on from."""
    if not base:
        return tr("from scratch")
    return tr("from the default model") if base == "default" else fill(tr("from {model}"), model=base)


def device_text(device: str) -> str:
    """``device`` as torch names it."""
    return tr("on the processor") if device == "cpu" else fill(tr("on the GPU ({device})"), device=device)


def sentence(row: RunRow) -> str:
    """What it does at the moment, or why it does nothing."""
    status = row.status
    if row.problem:
        return fill(tr("Its status cannot be read: {reason}"), reason=said_by_core(row.problem))
    words = said_by_core(status.sentence)
    # Another process wrote the time.  A clock that is set makes this remark wrong until that one writes again.
    silent = time.time() - status.updated  # wall clock: for a remark, which ends nothing
    is_silent = silent > SILENT_S  # wall clock: as above
    if status.state in ("running", "scanning", "stopping") and is_silent:
        return fill(tr("It has not said anything for {time}."), time=time_text(silent))
    if status.state == "starting" and not words:
        return tr("The program that trains is being loaded, and the model with it.")
    if status.state == "failed":
        return fill(tr("It failed: {reason}"), reason=words or tr("see the log"))
    if status.state == "died":
        kept = tr("Resume goes on from its last state.")
        return words + " " + (kept if row.can_resume else tr("It had kept nothing yet: start it anew."))
    return words


def list_text(row: RunRow) -> str:
    """Two lines: the name; state, step and best figure."""
    status, state = row.status, state_text(row)
    if row.problem:
        second: str = tr("cannot be read")
    elif status.best_bits is None:
        second = fill(tr("{state}, step {step}"), state=state, step=f"{status.step:,}")
    else:
        second = fill(
            tr("{state}, step {step}: {bits} bits"),
            state=state,
            step=f"{status.step:,}",
            bits=bits_text(status.best_bits),
        )
    return f"{row.name}\n{second}"
