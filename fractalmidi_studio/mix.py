"""What is heard of each track, and the colour it is drawn in.  Not part of the music, nor of its undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Apart from one another in the common colour blindnesses, and none of them the pink of the hole.
TRACK_COLOURS = ("#4cc2ff", "#ffb454", "#7ad7a0", "#c9a0ff", "#ffe066", "#ff8a80", "#5fd8cf", "#c8ccd8")


@dataclass(frozen=True, slots=True)
class TrackMix:
    muted: bool = False
    soloed: bool = False
    colour: int = 0  # index into TRACK_COLOURS


def usual_mix(track_index: int) -> TrackMix:
    return TrackMix(colour=track_index % len(TRACK_COLOURS))


def silent_tracks(mix: Sequence[TrackMix]) -> frozenset[int]:
    """Indices of the tracks that are not heard: the muted ones, and with any solo all that are not soloed."""
    any_solo = any(track.soloed for track in mix)
    return frozenset(i for i, track in enumerate(mix) if track.muted or (any_solo and not track.soloed))
