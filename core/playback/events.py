"""What the player has to say to the window."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ended:
    """The piece was played to its end."""


@dataclass(frozen=True, slots=True)
class PlaybackError:
    """Playing stopped or could not start, and why, in a sentence for the user."""

    sentence: str


@dataclass(frozen=True, slots=True)
class PlaybackNotice:
    """Something that the user should know, said once; playing goes on."""

    sentence: str


@dataclass(frozen=True, slots=True)
class PortsChanged:
    """``outputs()`` or ``inputs()`` has another answer than before."""


@dataclass(frozen=True, slots=True)
class RemoteStarted:
    """Another clock, which is followed, has started the music."""


@dataclass(frozen=True, slots=True)
class Played:
    """A message from the MIDI input, and the step of the score at which it came; None where nothing played.

    ``num_loops``: how often the loop had begun again.
    """

    clock: float
    step: float | None
    data: bytes
    num_loops: int = 0


Event = Ended | PlaybackError | PlaybackNotice | PortsChanged | RemoteStarted | Played


def died(was_playing: bool) -> str:
    """What the user is told of a process that ended by itself."""
    what = "so the music stopped" if was_playing else "nothing was playing"
    return f"The player ended unexpectedly, {what}: it starts again when you press Play."
