"""The player process: owns MIDI ports, sound card and clock, so that nothing the window does is heard.

It speaks tuples over a pipe (see ``player.py`` for the other end).  When the pipe closes because the window died, or
on SIGTERM, every sounding note gets its own note-off before the process ends.  Imports neither torch nor Qt.
"""

from __future__ import annotations

import gc
import signal
import sys
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from core.memory import keep_small, trim
from core.playback.desk import Desk
from core.playback.follow import Followed, Follower, drawn_to
from core.playback.inputs import Keyboard
from core.playback.link import NO_LINK, LinkSync, link_sync
from core.playback.ports import NO_MIDI, Input, Output, PortError
from core.playback.realtime import Waker, mute_drivers, set_realtime, wait_until
from core.playback.schedule import Schedule
from core.playback.sequencer import Sequencer

_IDLE_SECONDS = 0.05  # the longest wait: how late a signal is seen
_WATCH_SECONDS = 1.0  # between two looks at the list of ports
_WATCH_GAP_SECONDS = 0.02  # a look takes a few ms: only where no message is due sooner
_POSITION_SECONDS = 0.1
_TIDY_SECONDS = 20.0  # between two collections of garbage, where no music plays
_OWN_MAP_BYTES = 16 << 10  # the synth keeps filtered sounds of 20 to 1,000 KB, and lets go of the oldest


class PlayerServer:
    """The process's loop: one thread that waits for the next message or the next command, whichever comes first."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waker = Waker()
        self._desk = Desk(self._tell, self._tell_once)
        self._generation = 0
        self._keyboard: Keyboard | None = None
        self._input: Input | None = None
        self._follower: Follower | None = None
        self._link: LinkSync | None = None
        self._thru: tuple[bool, int] = (True, 0)
        self._preview_ends: dict[tuple[int, int], float] = {}
        self._listed: tuple[list[Output], list[Input]] = ([], [])
        self._watched_at = time.perf_counter()
        self._told_at = 0.0
        self._tidied_at = time.perf_counter()
        self._was_used = False  # since then
        self._num_loops = 0
        self._endless = False  # something is being recorded: what another clock starts must not end with the piece
        self._was_running = False
        self._terminating = False
        self._told: set[str] = set()
        self._tell_lock = threading.Lock()  # other threads have something to say, too

    def run(self) -> None:
        """Serve until the window closes the pipe, dies or says so."""
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, self._on_sigterm)
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C: the window ends first, and then the pipe
        try:
            self._list_ports()
            threading.Thread(target=self._desk.warm_up, name="warm-up", daemon=True).start()
            while not self._terminating:
                self._step()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            pass  # the window died
        finally:
            self._leave()

    def _on_sigterm(self, _number: int, _frame: object) -> None:
        self._terminating = True

    def _step(self) -> None:
        if wait_until(self._connection, self._waker, self._next_due()):
            name, *arguments = self._connection.recv()
            getattr(self, f"_do_{name}")(*arguments)
            self._was_used = True
        self._desk.advance()
        self._end_previews()
        self._hear()
        if self._link is not None:
            self._link.tick()
        self._report()
        if self._next_due() - time.perf_counter() > _WATCH_GAP_SECONDS:
            self._watch_ports()
            self._tidy()

    def _tidy(self) -> None:
        """Collect garbage where nobody hears it: nothing plays, no key sounds, and something was done since."""
        now = time.perf_counter()
        is_still = not self._was_running and not self._preview_ends
        if self._was_used and is_still and now - self._tidied_at > _TIDY_SECONDS:
            self._tidied_at, self._was_used = now, False
            gc.collect()
            trim()

    def _next_due(self) -> float:
        due = min(time.perf_counter() + _IDLE_SECONDS, self._desk.next_due())
        return min(due, *self._preview_ends.values()) if self._preview_ends else due

    # -- commands: each named after its tuple's first item -----------------------------------------------------------

    def _do_music(self, schedule: Schedule, at_loop: bool) -> None:
        """The piece changed: go on with it where the playhead is, or when the loop begins again."""
        desk = self._desk
        desk.schedule = schedule
        desk.prepare()
        if at_loop:
            desk.change(lambda sequencer, _time: sequencer.swap_at_loop(schedule))
        else:
            desk.change(lambda sequencer, time: sequencer.swap(time, schedule))
        self._place(force=True)

    def _do_play(self, generation: int, step: float, count_in: list[tuple[float, int]], endless: bool) -> None:
        self._generation, self._endless = generation, endless
        self._preview_ends.clear()
        if not self._desk.ready():
            self._tell("ended", generation, False)
            return
        position = self._desk.schedule.step_to_seconds(step)
        wait = self._link.lead_seconds(step) if self._link is not None else 0.0

        def begin(sequencer: Sequencer, time: float) -> list[bytes]:
            out = sequencer.stop()
            self._desk.configure(sequencer)
            sequencer.endless = endless
            return out + sequencer.start(time, position, count_in, wait)

        self._desk.change(begin)
        self._was_running = True
        set_realtime(True)
        self._place(force=True)

    def _do_stop(self) -> None:
        self._was_running = False
        set_realtime(False)
        self._desk.change(lambda sequencer, _time: sequencer.stop())
        self._end_previews(all_of_them=True)
        if self._follower is not None:
            self._follower.running = False
        if self._link is not None:
            self._link.stopped()

    def _do_seek(self, generation: int, step: float) -> None:
        self._generation = generation
        position = self._desk.schedule.step_to_seconds(step)
        self._desk.change(lambda sequencer, time: sequencer.seek(time, position))
        if self._link is not None:
            self._link.moved(step)
        self._place(force=True)

    def _do_loop(self, steps: tuple[float, float] | None) -> None:
        self._desk.settings["loop"] = steps
        self._desk.change(lambda sequencer, time: sequencer.set_loop(time, steps))
        self._place(force=True)

    def _do_rate(self, rate: float) -> None:
        self._desk.settings["rate"] = rate
        self._desk.change(lambda sequencer, time: sequencer.set_rate(time, rate))
        if self._link is not None:
            self._link.set_rate(rate)
        self._place(force=True)

    def _do_endless(self, on: bool) -> None:
        self._endless = on
        self._desk.change(lambda sequencer, time: sequencer.set_endless(time, on))

    def _do_metronome(self, on: bool) -> None:
        self._desk.settings["metronome"] = on
        self._desk.change(lambda sequencer, time: sequencer.set_metronome(time, on))

    def _do_clock(self, on: bool) -> None:
        self._desk.settings["clock"] = on
        self._desk.change(lambda sequencer, time: sequencer.set_clock(time, on))

    def _do_open(self, output: Output) -> None:
        self._desk.open(output)

    def _do_volume(self, volume: float) -> None:
        self._desk.set_volume(volume)

    def _do_soundfont(self, path: Path | None) -> None:
        self._desk.set_soundfont(path)

    def _do_panic(self) -> None:
        self._desk.panic()

    def _do_silence_keys(self, keys: list[tuple[int, int]]) -> None:
        """Let go of keys that an earlier process may have left sounding."""
        self._desk.release(keys)

    def _do_preview(self, pitch: int, velocity: int, channel: int, seconds: float) -> None:
        if not self._desk.ready():
            return
        self._desk.dress(channel)
        key = (channel, pitch)
        if key in self._preview_ends:
            del self._preview_ends[key]
            self._desk.live_note(channel, pitch, 0)
        if velocity:
            self._desk.live_note(channel, pitch, velocity)
            self._preview_ends[key] = time.perf_counter() + seconds

    def _do_input(self, source: Input | None) -> None:
        self._close_input()
        self._input = source
        if source is None:
            return
        try:
            port = self._desk.ports.open_input(source)
        except PortError as error:
            self._tell("notice", str(error))
            return
        self._keyboard = Keyboard(port, self._desk.live_target, self._waker.wake)
        self._do_thru(*self._thru)

    def _do_thru(self, on: bool, channel: int) -> None:
        self._thru = (on, channel)
        if self._keyboard is not None:
            if not on:
                self._keyboard.release()
            self._keyboard.thru, self._keyboard.channel = on, channel
        if on and self._keyboard is not None and self._desk.ready():
            self._desk.dress(channel)

    def _do_follow(self, on: bool) -> None:
        self._follower = Follower() if on else None
        if not on:
            self._do_rate(float(self._desk.settings["rate"] or 1.0))

    def _do_link(self, on: bool) -> None:
        link, self._link = self._link, None
        if link is not None:
            link.close()
            self._do_rate(float(self._desk.settings["rate"] or 1.0))
        if on:
            try:
                self._link = link_sync(self._desk, self._remote_playing)
            except ImportError:
                self._tell_once(NO_LINK)

    def _remote_playing(self, playing: bool) -> None:
        """The others of a Link session have started or stopped."""
        if playing and not self._was_running:
            self._tell("remote", self._generation)
            self._do_play(self._generation, 0.0, [], self._endless)
        elif not playing and self._was_running:
            self._remote_stop()

    def _do_close(self) -> None:
        self._terminating = True

    # -- from the keyboard and from other clocks ---------------------------------------------------------------------

    def _hear(self) -> None:
        keyboard = self._keyboard
        if keyboard is None:
            return
        heard = keyboard.take()
        if heard:
            self._desk.dress(keyboard.channel)
            self._tell("heard", heard)
        while keyboard.clock_messages:
            clock, data = keyboard.clock_messages.popleft()
            if self._follower is not None:
                followed = self._follower.hear(clock, data)
                if followed is not None:
                    self._follow(clock, followed)
        if self._follower is not None and self._follower.lost(time.perf_counter()):
            self._remote_stop()
            self._tell("notice", "The MIDI clock has ended, so the music stopped.")

    def _follow(self, clock: float, followed: Followed) -> None:
        if followed.action == "stop":
            self._remote_stop()
            return
        wanted = self._desk.schedule.step_to_seconds(followed.step)
        if followed.action == "start":
            if self._desk.ready():
                self._tell("remote", self._generation)
                self._do_play(self._generation, followed.step, [], self._endless)
            return
        ahead = self._desk.schedule.step_to_seconds(followed.step + 1 / 6) - wanted  # what a pulse is, as written
        late = time.perf_counter() - clock

        def draw(sequencer: Sequencer, time: float) -> None:
            if not sequencer.running:
                return
            rate = ahead / followed.pulse_seconds if followed.pulse_seconds else sequencer.rate
            sequencer.follow(time, drawn_to(sequencer.position(time), wanted + late * rate), rate)

        self._desk.change(draw)

    def _remote_stop(self) -> None:
        self._do_stop()
        self._tell("ended", self._generation, False)

    # -- what the window is told -------------------------------------------------------------------------------------

    def _report(self) -> None:
        if self._was_running and not self._desk.is_running:
            self._was_running = False
            set_realtime(False)
            self._tell("ended", self._generation, True)
        elif self._was_running:
            place = self._desk.place()
            self._place(force=place.num_loops != self._num_loops)
            self._num_loops = place.num_loops
        problem = self._desk.problem()
        if problem:
            self._stopped_by(problem)

    def _place(self, force: bool = False) -> None:
        now = time.perf_counter()
        if self._was_running and (force or now - self._told_at >= _POSITION_SECONDS):
            self._told_at = now
            self._tell("place", self._generation, self._desk.place())

    def _stopped_by(self, sentence: str) -> None:
        was_running, self._was_running = self._was_running, False
        set_realtime(False)
        self._tell("error", sentence)
        if was_running:
            self._tell("ended", self._generation, False)

    def _end_previews(self, all_of_them: bool = False) -> None:
        now = time.perf_counter()
        for channel, pitch in [key for key, end in self._preview_ends.items() if all_of_them or end <= now]:
            del self._preview_ends[channel, pitch]
            self._desk.live_note(channel, pitch, 0)

    def _list_ports(self) -> None:
        ports = self._desk.ports
        listed = (ports.outputs(), ports.inputs())
        if listed != self._listed:
            self._listed = listed
            self._tell("ports", *listed)
        if not ports.has_midi:
            self._tell_once(NO_MIDI)

    def _watch_ports(self) -> None:
        """Notice ports that come and go; rtmidi raises nothing when they do."""
        now = time.perf_counter()
        if now - self._watched_at < _WATCH_SECONDS:
            return
        self._watched_at = now
        gone = self._desk.watch_output()
        if gone is not None:
            self._preview_ends.clear()
            self._stopped_by(f'The MIDI port "{gone}" is gone, so playing stopped: choose another output.')
        if self._input is not None and self._keyboard is not None and not self._desk.ports.is_there(self._input):
            self._close_input()
            self._tell("notice", f'The MIDI input "{self._input.name}" is gone; it is used again when it is back.')
        if not self._was_running or gone is not None:
            self._list_ports()
            self._desk.reopen()
        if self._input is not None and self._keyboard is None and self._input in self._listed[1]:
            self._do_input(self._input)

    # -- endings -----------------------------------------------------------------------------------------------------

    def _close_input(self, *, release: bool = True) -> None:
        keyboard, self._keyboard = self._keyboard, None
        if keyboard is not None:
            keyboard.close(release=release)

    def _leave(self) -> None:
        set_realtime(False)
        if self._link is not None:
            self._link.close()
        self._desk.leave(lambda: self._close_input(release=False))

    def _tell(self, *message: Any) -> None:
        with self._tell_lock:
            self._connection.send(message)

    def _tell_once(self, sentence: str) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            self._tell("notice", sentence)


def run_player(connection: Connection) -> None:
    """Entry point of the process."""
    keep_small(_OWN_MAP_BYTES)
    mute_drivers()
    sys.setswitchinterval(0.0005)
    gc.disable()  # a collection in the middle of a bar would be heard: see _tidy
    PlayerServer(connection).run()
