"""Long work whose result somebody may no longer want."""

from __future__ import annotations

from collections.abc import Callable

Look = Callable[[], None]  # called every few milliseconds of such work; raises Stopped where it is to end


class Stopped(Exception):
    """The work was given up, since nobody wants its result any more.  Nothing has been changed."""


def go_on() -> None:
    """The ``Look`` of work that nobody stops."""
