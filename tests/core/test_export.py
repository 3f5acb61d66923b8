"""Pictures, animations and records of runs, read again from the disk."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.config import SampleConfig
from core.export import EXPORTERS, export_gif, export_png, exporter_for
from core.export.gif import MAX_FRAMES, export_playback_gif, export_run_gif
from core.export.picture import Sheet, image_of
from core.export.png import export_roll_png
from core.export.record import RunRecord
from core.render import PALETTE, View
from core.roll import Roll, score_from_roll
from core.sampler.request import SampleRequest, result_of
from tests.core.fake_runs import box, melody, stream


def recorded(num_steps: int = 256, levels: tuple[int, int, int] = (2, 3, 4), max_bytes: int | None = None) -> RunRecord:
    request = SampleRequest(melody(num_steps), box(num_steps, 40, 90, 64, 128), SampleConfig(seed=5))
    record = RunRecord(request) if max_bytes is None else RunRecord(request, max_bytes=max_bytes)
    record.finish(result_of(stream(request, levels), record.add))
    return record


def rgb_frames(path: Path) -> tuple[list[np.ndarray], list[int]]:
    with Image.open(path) as image:
        frames, durations = [], []
        for number in range(image.n_frames):
            image.seek(number)
            frames.append(np.asarray(image.convert("RGB")).copy())
            durations.append(image.info["duration"])
    return frames, durations


# Records.


def test_record_gives_every_step_back_exactly() -> None:
    request = SampleRequest(melody(), box(256, 40, 90, 64, 128))
    given = list(stream(request))
    record = RunRecord(request)
    for step in given:
        record.add(step)
    assert len(record) == len(given)
    for step, again in zip(given, record.steps(), strict=True):
        assert (step.index, step.total, step.level, step.iteration, step.start_step) == (
            again.index, again.total, again.level, again.iteration, again.start_step,
        )  # fmt: skip
        assert step.roll.equals(again.roll)
        assert np.array_equal(step.unknown, again.unknown) and np.array_equal(step.canvas, again.canvas)
        assert np.array_equal(step.boxes, again.boxes)
    assert record.step(-1).index == given[-1].index


def test_record_keeps_copies() -> None:
    request = SampleRequest(melody(), box(256, 40, 90, 64, 128))
    step = next(stream(request))
    record = RunRecord(request)
    record.add(step)
    before = record.step(0).canvas.copy()
    step.canvas[:] = 99
    assert np.array_equal(record.step(0).canvas, before)


def test_record_is_bounded_and_keeps_first_and_last() -> None:
    record = recorded(levels=(2, 3, 200), max_bytes=20_000)
    assert record.num_bytes <= 20_000
    assert 2 < len(record) < 205
    indices = [step.index for step in record.steps()]
    assert indices[0] == 1 and indices[-1] == 205
    assert indices == sorted(set(indices))


def test_record_refuses_a_result_of_another_length() -> None:
    with pytest.raises(ValueError, match="200"):
        recorded().finish(Roll.empty(200))


# GIF of a run.


def test_gif_pixels_are_exactly_the_palette(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[np.ndarray] = []

    def spy(page: np.ndarray) -> Image.Image:
        painted.append(PALETTE[page])
        return image_of(page)

    monkeypatch.setattr("core.export.gif.image_of", spy)
    export_run_gif(recorded(), tmp_path / "run.gif")
    frames, _ = rgb_frames(tmp_path / "run.gif")
    different = [painted[0]] + [b for a, b in itertools.pairwise(painted) if not np.array_equal(a, b)]
    assert len(frames) == len(different)
    for frame, page in zip(frames, different, strict=True):
        assert np.array_equal(frame, page)


@pytest.mark.parametrize("levels", [(1, 1, 1), (2, 3, 4), (8, 30, 400)])
def test_gif_lasts_a_few_seconds_and_holds_the_end(levels: tuple[int, int, int], tmp_path: Path) -> None:
    export_run_gif(recorded(levels=levels), tmp_path / "run.gif")
    frames, durations = rgb_frames(tmp_path / "run.gif")
    assert 3_500 <= sum(durations) <= 8_500
    assert durations[-1] >= 2_500
    assert len(frames) <= MAX_FRAMES + 2
    assert (tmp_path / "run.gif").stat().st_size < 4_000_000
    height, width, _ = frames[0].shape
    assert 900 <= width <= 1200 and 300 <= height <= 700


def test_gif_names_each_level(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []

    def note(_page: object, _x: int, _y: int, text: str, *_rest: object) -> None:
        written.append(text)

    monkeypatch.setattr("core.export.picture.draw_text", note)
    export_run_gif(recorded(), tmp_path / "run.gif")
    assert "Level 0: bars, iteration 1/2" in written
    assert "Level 1: beats, iteration 3/3" in written
    assert "Level 2: notes, iteration 4/4" in written
    assert any(text.startswith("Done: ") for text in written)
    assert "seed 5" in written


def test_gif_of_a_long_piece_follows_the_window(tmp_path: Path) -> None:
    num_steps = 3000
    request = SampleRequest(melody(num_steps), box(num_steps, 40, 90, 2900, 3000))
    record = RunRecord(request)
    steps = stream(request)
    try:
        while True:
            record.add(next(steps))
    except StopIteration as end:
        record.finish(end.value)
    export_run_gif(record, tmp_path / "run.gif")
    with Image.open(tmp_path / "run.gif") as image:
        assert image.width < 1200


def test_gif_of_windows_that_move_keeps_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shapes: list[tuple[int, ...]] = []

    def spy(page: np.ndarray) -> Image.Image:
        shapes.append(page.shape)
        return image_of(page)

    starts: list[int] = []

    class SpySheet(Sheet):
        def __init__(self, view: View, *rest: object, **more: object) -> None:
            starts.append(view.start_step)
            super().__init__(view, *rest, **more)

    monkeypatch.setattr("core.export.gif.image_of", spy)
    monkeypatch.setattr("core.export.gif.Sheet", SpySheet)
    num_steps = 900
    request = SampleRequest(melody(num_steps), box(num_steps, 40, 90, 0, 900))
    record = RunRecord(request)
    template = next(stream(request))
    for place, start in enumerate((0, 200, 400, 600, 800)):
        fields = {
            name: getattr(template, name) for name in ("level", "iteration", "roll", "unknown", "canvas", "boxes")
        }
        record.add(type(template)(index=place + 1, total=5, start_step=start, **fields))
    record.finish(request.roll)
    export_run_gif(record, tmp_path / "run.gif")
    assert len(shapes) == 7 and len(set(shapes)) == 1
    assert starts == [0, 200, 400, 600, 644]


def test_no_gif_without_a_run(tmp_path: Path) -> None:
    record = RunRecord(SampleRequest(melody(), box(256, 40, 90, 64, 128)))
    with pytest.raises(ValueError, match="no run"):
        export_run_gif(record, tmp_path / "run.gif")
    assert not list(tmp_path.iterdir())


# Pictures and animations of a piece.


def test_png_shows_the_asked_part(tmp_path: Path) -> None:
    export_roll_png(melody(512), tmp_path / "all.png")
    export_roll_png(melody(512), tmp_path / "part.png", start_step=64, stop_step=96)
    with Image.open(tmp_path / "all.png") as all_, Image.open(tmp_path / "part.png") as part:
        assert all_.mode == "P"
        assert part.width < all_.width
        used = {tuple(colour) for _, colour in part.convert("RGB").getcolors(100_000)}
    assert used <= {tuple(c) for c in PALETTE.tolist()}


def test_png_of_an_empty_or_absurd_range_is_refused(tmp_path: Path) -> None:
    for start, stop in ((300, None), (10, 10), (-4, 9)):
        with pytest.raises(ValueError, match="steps"):
            export_roll_png(melody(), tmp_path / "x.png", start_step=start, stop_step=stop)
    with pytest.raises(ValueError, match="too many"):
        export_roll_png(Roll.empty(20_000), tmp_path / "x.png")
    assert not list(tmp_path.iterdir())


def test_a_short_piece_is_drawn_without_the_empty_rest(tmp_path: Path) -> None:
    export_png(score_from_roll(melody(40)), tmp_path / "short.png")
    export_png(score_from_roll(melody(48)), tmp_path / "long.png")
    with Image.open(tmp_path / "short.png") as short, Image.open(tmp_path / "long.png") as long:
        assert short.width == long.width  # both end with the third bar
        assert short.width < 48 * 14 + 80


def test_playback_gif_ends_with_the_whole_music(tmp_path: Path) -> None:
    export_gif(score_from_roll(melody(640)), tmp_path / "play.gif")
    frames, durations = rgb_frames(tmp_path / "play.gif")
    assert len(frames) > 50 and durations[-1] >= 2_000 and sum(durations) < 9_000
    assert not np.array_equal(frames[0], frames[-1])


def test_playback_gif_of_silence_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no notes"):
        export_playback_gif(Roll.empty(64), tmp_path / "x.gif")


@pytest.mark.parametrize("ending", sorted(EXPORTERS))
def test_every_exporter_writes_its_format(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"out{ending.upper()}"
    exporter_for(path)(score_from_roll(melody(32)), path)
    head = path.read_bytes()[:4]
    magic = {".mid": b"MThd", ".midi": b"MThd", ".png": b"\x89PNG", ".gif": b"GIF8", ".wav": b"RIFF"}
    magic |= {".flac": b"fLaC", ".ogg": b"OggS"}
    assert head == magic[ending]


def test_unknown_ending_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"\.png.*\.gif.*\.wav"):
        exporter_for(Path("song.mp3"))


def test_a_failing_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"old")

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Image.Image, "save", full)
    with pytest.raises(OSError):
        export_png(score_from_roll(melody()), path)
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]
