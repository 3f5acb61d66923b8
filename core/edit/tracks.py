"""Adding and naming tracks, and room at the end of the piece."""

from __future__ import annotations

from dataclasses import replace

from core.score import Score, Track
from core.units import next_bar_line

NUM_CHANNELS, DRUM_CHANNEL = 16, 9
_MAX_NAME = 200  # characters, as in files


def add_track(score: Score, name: str) -> Score:
    """An empty track after the others, on a channel that none of them has as long as there is one."""
    taken = {track.channel for track in score.tracks}
    free = (channel for channel in range(NUM_CHANNELS) if channel not in taken and channel != DRUM_CHANNEL)
    return replace(score, tracks=(*score.tracks, Track(name, next(free, 0))))


def rename_track(score: Score, index: int, name: str) -> Score:
    name = "".join(char for char in name if char.isprintable()).strip()[:_MAX_NAME]
    if score.tracks[index].name == name:
        return score
    tracks = list(score.tracks)
    tracks[index] = replace(tracks[index], name=name)
    return replace(score, tracks=tuple(tracks))


def add_bars(score: Score, count: int) -> Score:
    """``count`` empty bars after the end, in the metre that holds there."""
    end = next_bar_line(score, score.end_tick)
    for _ in range(count):
        end = next_bar_line(score, end + 1)
    return replace(score, end_tick=end)
