"""What the built-in synth sounds like, as far as figures can say."""

from __future__ import annotations

import gc
import io
import json
import sys
import threading
import wave
import weakref
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import soundfile

from core.export.audio import export_audio
from core.playback import voices
from core.playback.schedule import TimedMessage, schedule
from core.playback.soundfont import SoundFont, as_float, find_soundfont
from core.playback.synth import RATE, Synth, default_sounds, render_blocks
from core.playback.voices import AdditiveSounds, SoundFontSounds, Sounds
from core.score import Note, RawEvent, Score, Track
from tests.core.playback.spectrum import STORED, band_levels, demo, rendered


@pytest.fixture(scope="module", params=["soundfont", "sines"])
def sounds(request: pytest.FixtureRequest) -> Sounds:
    if request.param == "sines":
        return AdditiveSounds()
    path = find_soundfont()
    assert path is not None, "pretty_midi, a dependency, brings a SoundFont"
    return SoundFontSounds(SoundFont(path))


def one_note(pitch: int = 69, velocity: int = 100, program: int = 0, seconds: float = 1.0, channel: int = 0) -> Score:
    return Score((Track("", channel, program, (Note(0, pitch, int(960 * seconds), velocity),)),))


def heard(score: Score, sounds: Sounds, start: float = 0.0) -> np.ndarray:
    return np.concatenate(list(render_blocks(schedule(score, start), start, sounds=sounds)), axis=1)


def loudness(samples: np.ndarray, start: float, stop: float) -> float:
    """Root mean square; what comes after the end is silence."""
    part = samples[:, int(start * RATE) : int(stop * RATE)]
    return float(np.sqrt(np.sum(part**2) / (2 * (stop - start) * RATE)))


def read_wav(path: Path) -> np.ndarray:
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (44_100, 2, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2).T / 32768


def test_the_soundfont_is_the_default() -> None:
    assert isinstance(default_sounds(), SoundFontSounds)


def test_the_samples_of_all_programs_lie_in_memory_once_and_as_in_the_file() -> None:
    path = find_soundfont()
    assert path is not None
    font = SoundFont(path)
    zones = [zone for program in range(128) for key in range(128) for zone in font.zones(program, key, 100)]
    assert len(zones) > 1000 and all(np.shares_memory(zone.wave, font._samples) for zone in zones[::50])
    heard = [as_float(zone.wave) for zone in zones[::50]]
    assert all(wave.dtype == np.float32 and 0 < np.abs(wave).max() <= 1 for wave in heard)


@pytest.mark.parametrize("pitch, hertz", [(45, 110.0), (69, 440.0), (81, 880.0)])
def test_wav_of_an_a_has_its_pitch_and_length(sounds: Sounds, tmp_path: Path, pitch: int, hertz: float) -> None:
    export_audio(one_note(pitch), tmp_path / "a.wav", sounds=sounds)
    samples = read_wav(tmp_path / "a.wav")
    seconds = samples.shape[1] / RATE
    assert 1.0 <= seconds <= 4.1, "the note, and at most three seconds to ring out"
    assert loudness(samples, 0, 1) > 0.005
    assert np.abs(samples).max() < 1
    part = samples.mean(axis=0)[4000 : 4000 + 32768]
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)), 4 * len(part)))
    frequencies = np.fft.rfftfreq(4 * len(part), 1 / RATE)
    near = (frequencies > hertz * 0.7) & (frequencies < hertz * 1.4)
    found = frequencies[near][np.argmax(spectrum[near])]
    assert abs(1200 * np.log2(found / hertz)) < 15, f"{found} Hz"
    # the fundamental is there in earnest, not a ripple beside something louder
    assert spectrum[near].max() > 0.2 * spectrum.max()


def test_velocity_is_heard(sounds: Sounds) -> None:
    soft, loud = (loudness(heard(one_note(velocity=v), sounds), 0, 1) for v in (40, 120))
    assert loud > 4 * soft


def test_a_note_ends(sounds: Sounds) -> None:
    samples = heard(one_note(program=19, seconds=1.0), sounds)
    during, after = loudness(samples, 0.5, 0.9), loudness(samples, 1.9, 2.2)
    assert after < 0.03 * during


def test_the_pedal_holds_a_note(sounds: Sounds) -> None:
    def with_pedal(value: int) -> float:
        track = one_note(seconds=0.2).tracks[0]
        pedal = (RawEvent(0, bytes([0xB0, 64, value])), RawEvent(2880, bytes([0xB0, 64, 0])))
        return loudness(heard(Score((Track("", 0, 0, track.notes, pedal),)), sounds), 1.5, 2.0)

    assert with_pedal(127) > 5 * with_pedal(0)


def test_volume_and_pan_controllers_are_heard(sounds: Sounds) -> None:
    def played(number: int, value: int) -> np.ndarray:
        track = one_note().tracks[0]
        return heard(Score((Track("", 0, 0, track.notes, (RawEvent(480, bytes([0xB0, number, value])),)),)), sounds)

    quiet = played(7, 10)
    assert loudness(quiet, 0.6, 0.9) < 0.1 * loudness(quiet, 0.1, 0.4)
    left = played(10, 0)[:, int(0.6 * RATE) : int(0.9 * RATE)]
    assert np.abs(left[1]).max() < 0.05 * np.abs(left[0]).max()


def test_a_bend_bends(sounds: Sounds) -> None:
    bent = Score((Track("", 0, 73, one_note().tracks[0].notes, (RawEvent(0, bytes([0xE0, 127, 127])),)),))
    part = heard(bent, sounds).mean(axis=0)[8000 : 8000 + 32768]
    found = np.argmax(np.abs(np.fft.rfft(part * np.hanning(len(part))))) * RATE / len(part)
    assert abs(found - 493.9) < 5, "two semitones above 440 Hz"


def test_drums_sound(sounds: Sounds) -> None:
    for pitch in (36, 38, 42, 49):
        assert loudness(heard(one_note(pitch, channel=9, seconds=0.2), sounds), 0, 0.2) > 0.002


def test_blocks_of_any_size_give_the_same_music(sounds: Sounds) -> None:
    score = Score((Track(notes=tuple(Note(i * 120, 60 + i % 7, 200, 90) for i in range(12))),))
    messages = schedule(score)
    one = np.concatenate(list(render_blocks(messages, sounds=sounds, first_frames=512, block_frames=1000)), axis=1)
    two = np.concatenate(list(render_blocks(messages, sounds=sounds, first_frames=8192, block_frames=8192)), axis=1)
    frames = int(1.5 * RATE)
    # the low-pass moves block by block, so they are alike, not equal
    assert loudness(one[:, :frames] - two[:, :frames], 0, 1.5) < 0.1 * loudness(one, 0, 1.5)


def test_a_hundred_loud_notes_at_once_do_not_clip(sounds: Sounds) -> None:
    chord = tuple(Note(0, pitch, 480, 127) for pitch in range(20, 120))
    samples = heard(Score((Track(notes=chord),)), sounds)
    assert np.isfinite(samples).all()
    assert 0.3 < np.abs(samples).max() <= 1


def test_more_notes_than_anybody_can_hear_are_thinned_out() -> None:
    synth = Synth(AdditiveSounds())
    for number in range(2000):
        synth.send(bytes([0x90 | number % 9, number % 128, 90]))
    assert np.isfinite(synth.render(256)).all()
    synth.send(bytes([0xB0, 123, 0]))


def test_a_wav_without_notes_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no notes"):
        export_audio(Score(), tmp_path / "a.wav")
    assert list(tmp_path.iterdir()) == []


def test_a_wav_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    class Broken(AdditiveSounds):
        def start(self, *args: object, **kwargs: object) -> list:
            raise OSError("no more room")

    (tmp_path / "a.wav").write_bytes(b"old")
    with pytest.raises(OSError, match="no more room"):
        export_audio(one_note(), tmp_path / "a.wav", sounds=Broken())
    assert [p.name for p in tmp_path.iterdir()] == ["a.wav"]
    assert (tmp_path / "a.wav").read_bytes() == b"old"


def test_rendering_nothing_gives_nothing_to_hear() -> None:
    blocks = list(render_blocks([TimedMessage(0.0, bytes([0xC0, 0]))], sounds=AdditiveSounds()))
    assert not any(block.any() for block in blocks)


@pytest.mark.parametrize("damage", ["short", "garbage", "no samples"])
def test_a_broken_soundfont_is_refused(tmp_path: Path, damage: str) -> None:
    path = find_soundfont()
    assert path is not None
    data = path.read_bytes()
    broken = {"short": data[:10], "garbage": b"RIFF" + b"\xff" * 5000, "no samples": data[:12]}[damage]
    (tmp_path / "x.sf2").write_bytes(broken)
    with pytest.raises(ValueError, match=r"x\.sf2"):
        SoundFont(tmp_path / "x.sf2")


def test_a_soundfont_with_wild_numbers_does_not_crash(tmp_path: Path) -> None:
    path = find_soundfont()
    assert path is not None
    data = bytearray(path.read_bytes())
    rng = np.random.default_rng(0)
    for at in data.find(b"pdta") + rng.integers(8, 60_000, 4000):
        data[int(at)] = int(rng.integers(0, 256))
    (tmp_path / "x.sf2").write_bytes(data)
    try:
        sounds = SoundFontSounds(SoundFont(tmp_path / "x.sf2"))
    except ValueError:
        return
    for program in range(0, 128, 9):
        assert np.isfinite(heard(one_note(program=program, seconds=0.05), sounds)).all()


def test_the_demo_sounds_as_it_did() -> None:
    """Length, loudness and colour of a whole piece against stored figures (see ``spectrum.py``)."""
    stored = json.loads(STORED.read_text())
    samples = rendered(demo())
    assert samples.shape[1] / RATE == pytest.approx(stored["seconds"], abs=0.2)
    assert np.abs(samples).max() > 0.05, "not silent"
    wanted = np.array(stored["decibels"])
    found = np.array(band_levels(samples))
    heard = wanted > wanted.max() - 50  # what lies lower nobody hears beside the rest
    assert heard.sum() > 40
    assert np.abs(found - wanted)[heard].max() < 1.5, "decibels"


@pytest.mark.parametrize("suffix", [".flac", ".ogg"])
def test_flac_and_ogg_hold_what_the_wav_holds(tmp_path: Path, suffix: str) -> None:
    export_audio(one_note(), tmp_path / "a.wav", sounds=AdditiveSounds())
    export_audio(one_note(), tmp_path / f"a{suffix}", sounds=AdditiveSounds())
    plain = read_wav(tmp_path / "a.wav")
    packed, rate = soundfile.read(tmp_path / f"a{suffix}", always_2d=True)
    assert rate == RATE and packed.shape == plain.T.shape
    if suffix == ".flac":
        assert np.abs(packed.T - plain).max() < 2e-4
    else:
        assert loudness(packed.T - plain, 0, 1) < 0.1 * loudness(plain, 0, 1)
    assert (tmp_path / f"a{suffix}").stat().st_size < (tmp_path / "a.wav").stat().st_size


def test_muted_tracks_are_left_out_of_a_sound_file(tmp_path: Path) -> None:
    both = Score((*one_note(69).tracks, *one_note(45, channel=1).tracks))
    export_audio(both, tmp_path / "one.wav", silent={1}, sounds=AdditiveSounds())
    export_audio(one_note(69), tmp_path / "alone.wav", sounds=AdditiveSounds())
    assert (tmp_path / "one.wav").read_bytes() == (tmp_path / "alone.wav").read_bytes()


def compressed(path: Path) -> bytes:
    """An SF3 of the first piano of an SF2: its samples as Ogg Vorbis, their loops counted from their own beginning."""
    data = path.read_bytes()
    samples = np.frombuffer(data, "<i2", int.from_bytes(data[data.find(b"smpl") + 4 :][:4], "little") // 2,
                            data.find(b"smpl") + 8)  # fmt: skip
    at = data.find(b"shdr")
    fields = [("name", "S20"), ("start", "<u4"), ("end", "<u4"), ("loop", "<u4", 2), ("rate", "<u4"), ("rest", "V4")]
    head = np.dtype([*fields, ("kind", "<u2")])
    heads = np.frombuffer(data, head, int.from_bytes(data[at + 4 : at + 8], "little") // head.itemsize, at + 8).copy()
    packed, used = bytearray(), SoundFont(path).zones(0, 69, 100)
    for row in heads[:-1]:
        wave = samples[row["start"] : row["end"]]
        if not any(np.array_equal(zone.wave, wave) for zone in used):
            row["start"] = row["end"] = 0
            continue
        buffer = io.BytesIO()
        soundfile.write(buffer, wave, int(row["rate"]), format="OGG", subtype="VORBIS")
        row["loop"] -= row["start"]
        row["start"], row["end"] = len(packed), len(packed) + len(buffer.getvalue())
        row["kind"] |= 0x10
        packed += buffer.getvalue()
    packed += b"\0" * (len(packed) % 2)
    info = data[12 : data.find(b"LIST", 16)]
    presets = bytearray(data[data.rfind(b"LIST", 0, at) :])
    where = presets.find(b"shdr") + 8
    presets[where : where + heads.nbytes] = heads.tobytes()
    smpl = b"LIST" + (len(packed) + 12).to_bytes(4, "little") + b"sdtasmpl" + len(packed).to_bytes(4, "little") + packed
    body = b"sfbk" + info + smpl + presets
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def test_an_sf3_sounds_like_the_sf2_that_it_was_made_of(tmp_path: Path) -> None:
    path = find_soundfont()
    assert path is not None
    (tmp_path / "piano.sf3").write_bytes(compressed(path))
    plain, packed = (heard(one_note(), SoundFontSounds(SoundFont(p))) for p in (path, tmp_path / "piano.sf3"))
    assert loudness(packed, 0, 1) == pytest.approx(loudness(plain, 0, 1), rel=0.1)
    frames = min(plain.shape[1], packed.shape[1])
    assert loudness(plain[:, :frames] - packed[:, :frames], 0, 1) < 0.3 * loudness(plain, 0, 1)
    export_audio(one_note(), tmp_path / "mine.wav", soundfont=tmp_path / "piano.sf3")
    assert loudness(read_wav(tmp_path / "mine.wav"), 0, 1) == pytest.approx(loudness(plain, 0, 1), rel=0.1)


def test_an_sf3_with_damaged_samples_is_silent_there_and_does_no_harm(tmp_path: Path) -> None:
    path = find_soundfont()
    assert path is not None
    data = bytearray(compressed(path))
    at = data.find(b"OggS")
    data[at : at + 3000] = bytes(3000)
    (tmp_path / "piano.sf3").write_bytes(data)
    assert np.isfinite(heard(one_note(), SoundFontSounds(SoundFont(tmp_path / "piano.sf3")))).all()


def test_two_threads_may_ask_for_filtered_sounds_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is played and what the keyboard strikes are rendered by threads of their own, from the same sounds."""
    monkeypatch.setattr(voices, "_FILTER_CACHE_BYTES", 2_000)  # room for five: each call drives one out
    monkeypatch.setattr(voices, "_low_pass", lambda zone, _cutoff: (zone.wave.copy(), None))
    filters, errors = voices._Filters(), list[RuntimeError]()
    zones = [SimpleNamespace(wave=np.zeros(100, np.float32), loop=None) for _ in range(40)]

    def ask(seed: int) -> None:
        rng = np.random.default_rng(seed)
        try:
            for number in rng.integers(0, len(zones), 4_000).tolist():
                filters.filtered(zones[number], 1.0, 44_100, 20)
        except RuntimeError as error:
            errors.append(error)

    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=ask, args=(seed,)) for seed in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(usual)
    assert not errors
    assert filters._bytes == sum(wave.nbytes for wave, _loop in filters._kept.values()) <= 2_000


def test_an_export_leaves_no_sounds_behind() -> None:
    """Those built in take six megabytes and more; who plays them at the time shares them."""
    held = default_sounds()
    assert isinstance(held, SoundFontSounds)
    font = weakref.ref(held._font)
    assert default_sounds()._font is font()  # type: ignore[union-attr]
    del held
    gc.collect()
    assert font() is None
