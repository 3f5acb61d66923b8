"""Ableton Link: tempo, beat and start/stop shared with other programs on the network.

Optional: the package is LinkPython-extern, under the GPL, which the user installs (``pip install .[link]``).  Only what
is needed of it is used here, so that a stand-in can be tested: ``clock().micros()``, ``captureAppSessionState`` and
``commitAppSessionState``.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.playback.desk import Desk
from core.units import STEPS_PER_QUARTER

_TICK_SECONDS = 0.05
_PULL = 0.2  # a lag of half a quarter makes the music a tenth faster
QUANTUM = 4.0  # beats: a phrase in which others start together
NO_LINK = "Ableton Link is not installed: the package LinkPython-extern brings it."


@dataclass(frozen=True, slots=True)
class Session:
    """The session as it is at a moment of the computer's clock.  A beat is a quarter."""

    clock: float
    tempo: float  # quarters per minute
    beat: float
    is_playing: bool
    num_peers: int


class Link:
    """Takes part in the session from now on; ``close`` leaves it."""

    def __init__(self, tempo: float, link: Any = None) -> None:
        if link is None:
            import link as package  # not at the top: it may not be installed

            link = package.Link(tempo)
        self._link = link
        link.startStopSyncEnabled = True
        link.enabled = True

    def session(self) -> Session:
        state = self._link.captureAppSessionState()
        micros = self._link.clock().micros()
        clock = time.perf_counter()
        return Session(
            clock, state.tempo(), state.beatAtTime(micros, QUANTUM), state.isPlaying(), self._link.numPeers()
        )

    def set_tempo(self, tempo: float) -> None:
        state = self._link.captureAppSessionState()
        state.setTempo(tempo, self._link.clock().micros())
        self._link.commitAppSessionState(state)

    def set_playing(self, playing: bool) -> None:
        """Start or stop the session's others, too."""
        state = self._link.captureAppSessionState()
        if state.isPlaying() != playing:
            state.setIsPlaying(playing, self._link.clock().micros())
            self._link.commitAppSessionState(state)

    def close(self) -> None:
        self._link.enabled = False


def seconds_to_start(session: Session) -> float:
    """How long to wait so that the music begins with a phrase of the others; at once where one is alone."""
    if session.num_peers == 0:
        return 0.0
    return (-session.beat % QUANTUM) * 60 / session.tempo


def lag(session: Session, quarter: float, start: tuple[float, float]) -> float:
    """By how many quarters the music lags behind the session, up to half a one either way.

    ``start``: a quarter of the score, and the session's beat at which it was due.
    """
    off = (session.beat - start[1]) - (quarter - start[0])
    return (off + 0.5) % 1.0 - 0.5


class LinkSync:
    """Keeps a player and a session together.  ``tick`` is to be called some twenty times a second."""

    def __init__(self, desk: Desk, link: Link, remote: Callable[[bool], None]) -> None:
        self._desk, self._link, self._remote = desk, link, remote
        self._was_playing = link.session().is_playing
        self._start: tuple[float, float] | None = None
        self._ticked_at = 0.0

    def lead_seconds(self, step: float) -> float:
        """The music is about to start at a step: how long it shall wait, and the session is told."""
        session = self._link.session()
        wait = seconds_to_start(session)
        self._start = (step / STEPS_PER_QUARTER, session.beat + wait * session.tempo / 60)
        self._was_playing = True
        self._link.set_playing(True)
        return wait

    def moved(self, step: float) -> None:
        """The music went on from another step."""
        self._start = (step / STEPS_PER_QUARTER, round(self._link.session().beat))

    def stopped(self) -> None:
        self._start, self._was_playing = None, False
        self._link.set_playing(False)

    def set_rate(self, rate: float) -> None:
        """The user wants another tempo: it is the session's from now on."""
        self._link.set_tempo(rate * self._written_tempo(self._desk.place().position))

    def tick(self) -> None:
        now = time.perf_counter()
        if now - self._ticked_at < _TICK_SECONDS:
            return
        self._ticked_at = now
        session = self._link.session()
        if session.is_playing != self._was_playing:
            self._was_playing = session.is_playing
            self._remote(session.is_playing)
        if self._desk.is_running and self._start is not None:
            self._draw(session)

    def close(self) -> None:
        self._link.close()

    def _draw(self, session: Session) -> None:
        """Take the session's tempo, and go a little faster or slower until beats fall together."""
        schedule, start = self._desk.schedule, self._start
        position = self._desk.target.place_at(session.clock)
        quarter = schedule.seconds_to_step(position) / STEPS_PER_QUARTER
        if start is None or quarter < start[0]:
            return  # still waiting for the phrase
        rate = session.tempo / self._written_tempo(position)
        rate *= 1 + _PULL * max(-1.0, min(1.0, lag(session, quarter, start)))
        self._desk.change(lambda sequencer, at: sequencer.set_rate(at, rate))

    def _written_tempo(self, position: float) -> float:
        """Quarters per minute at a second of the score."""
        schedule = self._desk.schedule
        steps = schedule.seconds_to_step(position + 0.001) - schedule.seconds_to_step(position)
        return steps / STEPS_PER_QUARTER / 0.001 * 60


def link_sync(desk: Desk, remote: Callable[[bool], None]) -> LinkSync:
    """Join the session at the piece's tempo.  Raises ImportError where the package is missing."""
    import link  # noqa: F401 is it there?

    steps = desk.schedule.seconds_to_step(0.001)
    return LinkSync(desk, Link(steps / STEPS_PER_QUARTER / 0.001 * 60), remote)
