"""The rhythm of the bars around, told to the cells.

Left to itself the leaf level spends a beat's notes on its first step and strikes too few of the others
(docs/experiments.md).  So a cell at a step where nothing begins yet, at any pitch of the hole, leans towards what the
bars around do at that step of the bar; once something begins there it is left alone, for which notes sound together is
the model's business.  And a beginning gives way where the bars around strike later steps of the same sub-patch, too.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

# Both were chosen on training windows, with a look at the validation files after each round (docs/experiments.md).
LEAN = 0.75  # of the log odds that the bars around give
ROOM = 0.65  # nats for each doubling of the steps that a beginning leaves to be struck


def bars_around(
    struck: NDArray[np.bool_], known: NDArray[np.bool_], downbeat: NDArray[np.bool_]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(steps,) how many of the known bars strike that step of the bar, and (steps,) how many reach it.

    ``struck``, ``known`` (steps,): a note begins; nothing is left open.  Bars count that are known from end to end and
    not silent.
    """
    strikes, bars = np.zeros((2, len(struck)), np.float32)
    lines = np.flatnonzero(downbeat)
    spans = [slice(start, stop) for start, stop in pairwise([*lines.tolist(), len(struck)])]
    longest = max((span.stop - span.start for span in spans), default=0)
    of_bar = np.zeros((2, longest), np.float32)
    for span in spans:
        if known[span].all() and struck[span].any():
            of_bar[:, : span.stop - span.start] += struck[span], np.ones(span.stop - span.start)
    for span in spans:
        strikes[span], bars[span] = of_bar[:, : span.stop - span.start]
    return strikes, bars


def strikes_to_come(chance: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    """(lanes, steps) how many of the steps after each, in the same ``width`` of them, are struck by ``chance``."""
    by_width = chance.reshape(len(chance), -1, width)
    to_come: NDArray[np.float32] = (by_width[..., ::-1].cumsum(-1)[..., ::-1] - by_width).reshape(chance.shape)
    return to_come


class Groove:
    """What windows written side by side know of rhythm.  ``strength`` 1 = as measured, 0 = the model alone."""

    def __init__(
        self,
        strength: float,
        struck: NDArray[np.bool_],  # (lanes, steps)
        known: NDArray[np.bool_],  # (lanes, steps)
        downbeat: NDArray[np.bool_],  # (lanes, steps)
        width: int,  # steps of a sub-patch
    ) -> None:
        around = [bars_around(*lane) for lane in zip(struck, known, downbeat, strict=True)]
        strikes, bars = np.stack(around, axis=1)
        odds = np.log(strikes + 0.5) - np.log(bars - strikes + 0.5)  # half a bar of each kind: few bars say little
        later = strikes_to_come(strikes / (bars + 1), width)  # and where there are none, nothing needs room
        self._struck = struck.copy()  # of the known music and of all that was written since
        self._around = odds * np.float32(LEAN * strength)
        self._room = np.log2(1 + later) * np.float32(ROOM * strength)

    def lean(self, lane: NDArray[np.int64], step: NDArray[np.int64]) -> NDArray[np.float32]:
        """(n,) nats by which a beginning is likelier at each place."""
        around = np.where(self._struck[lane, step], np.float32(0), self._around[lane, step])
        return around - self._room[lane, step]

    def strike(self, lane: NDArray[np.int64], step: NDArray[np.int64]) -> None:
        """Notes begin at these places (n,)."""
        self._struck[lane, step] = True
