"""A sequencer on its way through the built-in synth: rendered ahead, and rewound when something changes.

Rendering runs up to a second and a half ahead of the sound card, so that a busy computer is not heard.  The state of
sequencer and synth is kept at the beginning of each block: a change goes back to just ahead of what has been heard,
drops what was rendered after it and goes on from there, so that it is heard as soon as with a MIDI port.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from dataclasses import dataclass

import numpy as np

from core.playback.sequencer import Sequencer
from core.playback.synth import RATE, Synth
from core.playback.targets import Change, Place
from core.playback.voices import Samples, Sounds

log = logging.getLogger(__name__)

AHEAD_FRAMES = int(1.5 * RATE)
BLOCK_FRAMES = 1024
MARGIN_FRAMES = int(0.015 * RATE)  # a change is heard so much after what the sound card has taken already
_MARGIN_BLOCKS = 2  # how much of the past is kept


@dataclass(slots=True)
class _Block:
    """Rendered samples, and the state before them."""

    frame: int
    samples: Samples
    sequencer: Sequencer
    synth: Synth

    @property
    def stop(self) -> int:
        return self.frame + self.samples.shape[1]


class Stream:
    """``take`` is the sound card's thread, ``change`` the player's, and a thread of its own renders."""

    def __init__(self, sounds: Sounds, sequencer: Sequencer, device_seconds: float) -> None:
        self.error: Exception | None = None
        self._device_seconds = device_seconds  # from taking samples to hearing them
        self._sequencer, self._synth = sequencer, Synth(sounds)
        self._lock = threading.Lock()  # of the rendering
        self._queue_lock = threading.Lock()  # of the blocks: never held for long
        self._blocks: deque[_Block] = deque()
        self._past: deque[tuple[int, Place]] = deque()  # where the music is at the beginning of recent blocks
        self._taken = 0  # frames
        self._asked_at = time.perf_counter()
        self._closed = False
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._run, name="render", daemon=True)
        self._thread.start()

    # -- the player's thread -----------------------------------------------------------------------------------------

    @property
    def is_running(self) -> bool:
        """Whether the music is still under way, as far as it has been heard."""
        return self._heard()[1].running or (self._sequencer.running and not self.error)

    @property
    def unasked_seconds(self) -> float:
        """How long the sound card has not asked for samples."""
        return time.perf_counter() - self._asked_at

    @property
    def is_silent(self) -> bool:
        return not self._blocks and not self._sequencer.running and self._synth.is_silent

    def change(self, change: Change) -> None:
        with self._lock:
            frame = self._rewind()
            for data in change(self._sequencer, frame / RATE) or ():
                self._synth.send(data, frame)
            self._render_block(BLOCK_FRAMES // 2)  # something to go on with at once
        self._wake.set()

    def set_sounds(self, sounds: Sounds) -> None:
        """Other instruments for all notes from now on."""
        with self._lock:
            self._rewind()
            self._synth.sounds = sounds
        self._wake.set()

    def place(self) -> Place:
        frame, place = self._heard()
        now = time.perf_counter()
        position = (
            place.position + (self._audible(now) - frame) / RATE * place.rate if place.running else place.position
        )
        return Place(now, position, place.rate if place.running else 0.0, place.loop, place.num_loops, place.running)

    def place_at(self, clock: float) -> float:
        return self.place().at(clock)

    def close(self) -> None:
        self._closed = True
        self._wake.set()

    def _heard(self) -> tuple[int, Place]:
        """The block that is heard now: its frame, and where the music is there."""
        audible = self._audible(time.perf_counter())
        with self._queue_lock:
            found = [item for item in self._past if item[0] <= audible] or list(self._past)[:1]
        if found:
            return found[-1]
        sequencer = self._sequencer
        return 0, Place(0.0, sequencer.position(0.0), sequencer.rate, sequencer.loop, 0, False)

    def _audible(self, now: float) -> float:
        since = min(now - self._asked_at, self._device_seconds)
        return self._taken + (since - self._device_seconds) * RATE

    # -- rendering -------------------------------------------------------------------------------------------------

    def _rewind(self) -> int:
        """Back to just ahead of what was taken; gives that frame."""
        with self._queue_lock:
            target = min(self._taken + MARGIN_FRAMES, self._synth.frame)
            block = next((block for block in self._blocks if block.frame <= target < block.stop), None)
            if block is None:
                return self._synth.frame
            while self._blocks[-1] is not block:
                self._blocks.pop()
            block.samples = block.samples[:, : target - block.frame]
            while self._past and self._past[-1][0] > block.frame:
                self._past.pop()
        self._sequencer, self._synth = block.sequencer.copy(), block.synth.copy()
        if target > block.frame:
            self._play(target - block.frame)  # the same again: it brings the state to where the change happens
        return target

    def _play(self, count: int) -> Samples:
        stop = self._synth.frame + count
        for at, data in self._sequencer.advance((stop - 1) / RATE):
            self._synth.send(data, round(at * RATE))
        return self._synth.render(count)

    def _render_block(self, count: int) -> None:
        frame = self._synth.frame
        sequencer, synth = self._sequencer.copy(), self._synth.copy()
        at = frame / RATE
        samples = self._play(count)
        place = Place(
            at, sequencer.position(at), sequencer.rate, sequencer.loop, sequencer.num_loops, sequencer.running
        )
        with self._queue_lock:
            self._blocks.append(_Block(frame, samples, sequencer, synth))
            self._past.append((frame, place))

    def _run(self) -> None:
        while not self._closed:
            with self._lock:
                is_idle = not self._sequencer.running and self._synth.is_silent
                if is_idle and self._past and self._past[-1][1].running:
                    is_idle = False  # one block more, which says that the music is over
                is_ahead = self._synth.frame - self._taken > AHEAD_FRAMES
                if not (is_idle or is_ahead):
                    try:
                        self._render_block(BLOCK_FRAMES)
                    except Exception as error:  # the piece ends, whatever happened here, and the user is told
                        log.exception("rendering failed")
                        self.error = error
                        return
            if is_idle or is_ahead:
                self._wake.wait(0.05)
                self._wake.clear()

    # -- the sound card's thread -------------------------------------------------------------------------------------

    def take(self, count: int) -> Samples:
        """(2, count) samples for the sound card; silence where there is nothing (yet)."""
        out = np.zeros((2, count), np.float32)
        filled = 0
        with self._queue_lock:
            while filled < count and self._blocks:
                block = self._blocks[0]
                begin = self._taken - block.frame
                part = block.samples[:, begin : begin + count - filled]
                out[:, filled : filled + part.shape[1]] = part
                filled += part.shape[1]
                self._taken += part.shape[1]
                if self._taken >= block.stop:
                    self._blocks.popleft()
            self._asked_at = time.perf_counter()
            while len(self._past) > 1 and self._past[1][0] < self._taken - RATE:
                self._past.popleft()
        self._wake.set()
        return out
