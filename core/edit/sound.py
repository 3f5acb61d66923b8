"""How a track sounds: its instrument, its channel and its volume, as a MIDI file says it."""

from __future__ import annotations

from dataclasses import replace

from core.score import RawEvent, Score, Track

_CONTROLLER, _PROGRAM, _VOLUME, _USUAL_VOLUME = 0xB0, 0xC0, 7, 100


def set_program(score: Score, index: int, program: int) -> Score:
    """Another instrument for the whole track: changes of program within it go."""
    track = score.tracks[index]
    events = tuple(event for event in track.events if event.data[0] & 0xF0 != _PROGRAM)
    return _with(score, index, replace(track, program=program, events=events))


def set_channel(score: Score, index: int, channel: int) -> Score:
    """Another channel for the track's notes and controllers."""
    track = score.tracks[index]
    events = tuple(_on_channel(event, channel) for event in track.events)
    return _with(score, index, replace(track, channel=channel, events=events))


def volume_of(track: Track) -> int:
    """The volume that the track begins with, 0-127."""
    values = [(event.tick, event.data[2]) for event in track.events if _is_volume(event)]
    return min(values, key=lambda item: item[0])[1] if values else _USUAL_VOLUME


def set_volume(score: Score, index: int, volume: int) -> Score:
    """Begin with another volume; changes of it within the track keep their proportions."""
    track = score.tracks[index]
    before = volume_of(track)
    own = _CONTROLLER | track.channel

    def scaled(event: RawEvent) -> RawEvent:
        value = round(event.data[2] * volume / before) if before else volume
        return RawEvent(event.tick, bytes((own, _VOLUME, min(127, value))))

    events = tuple(scaled(event) if _is_volume(event) else event for event in track.events)
    if volume != before and not any(_is_volume(event) for event in events):
        events = (RawEvent(0, bytes((own, _VOLUME, volume))), *events)
    return _with(score, index, replace(track, events=events))


def _is_volume(event: RawEvent) -> bool:
    return len(event.data) == 3 and event.data[0] & 0xF0 == _CONTROLLER and event.data[1] == _VOLUME


def _on_channel(event: RawEvent, channel: int) -> RawEvent:
    status = event.data[0]
    if status >= 0xF0:
        return event
    return RawEvent(event.tick, bytes((status & 0xF0 | channel, *event.data[1:])))


def _with(score: Score, index: int, track: Track) -> Score:
    if track == score.tracks[index]:
        return score
    return replace(score, tracks=(*score.tracks[:index], track, *score.tracks[index + 1 :]))
