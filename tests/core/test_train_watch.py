"""What can be seen of runs, however large or damaged their files are."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import numpy as np
import pytest

from core.train_run import RunStatus, names
from core.train_run.curve import Curve
from core.train_run.process import process_mark
from core.train_run.status import write_status
from core.train_run.watch import Watch


def make_run(root: Path, name: str, state: str = "running", **changes: object) -> Path:
    """A run's folder, written by hand; a live one claims to be this very process."""
    folder = root / name
    folder.mkdir(parents=True)
    status = RunStatus(state=state, name=name, pid=os.getpid(), pid_started=process_mark(os.getpid()))
    status.updated = time.time()
    for field, value in changes.items():
        setattr(status, field, value)
    write_status(folder / names.STATUS, status)
    return folder


def write_metrics(folder: Path, rows: int) -> None:
    with (folder / names.METRICS).open("w") as file:
        file.write("step,minutes,train/bits_total,valid/bits_total\n")
        for step in range(1, rows + 1):
            file.write(f"{step},{step / 60},{10 - step / rows},{9 if step % 100 == 0 else ''}\n")


def read_all(watch: Watch, folder: Path) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    for _ in range(1000):
        details = watch.look(folder).details
        assert details is not None
        if not details.more:
            return details.curves
    raise AssertionError("it never ends")


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 1000, 100_003])
def test_a_curve_is_bounded_and_true(count: int) -> None:
    curve = Curve(8)
    for step in range(count):
        curve.add(step, 3 * step)
    steps, values = curve.points()
    assert len(steps) <= 8 and len(steps) >= min(count, 4)
    assert np.allclose(values, 3 * steps) and (np.diff(steps) > 0).all()
    assert not count or (steps[0] <= count / 4 and steps[-1] >= count * 3 / 4 - 1)


def test_a_curve_leaves_out_what_is_no_number() -> None:
    curve = Curve()
    for value in (1.0, float("nan"), float("inf"), 2.0):
        curve.add(1, value)
    assert curve.points()[1].tolist() == [1.0, 2.0]


def test_a_huge_csv_is_read_in_bites_into_bounded_curves(tmp_path: Path) -> None:
    folder = make_run(tmp_path, "long")
    write_metrics(folder, 60_000)
    watch = Watch(tmp_path)
    first = watch.look(folder).details
    assert first is not None and first.more
    curves = read_all(watch, folder)
    steps, values = curves["train/bits_total"]
    assert len(steps) <= 512 and steps[-1] > 59_000
    assert np.allclose(values, 10 - steps / 60_000, atol=1e-6)
    assert len(curves["valid/bits_total"][0]) <= 512


def test_new_rows_are_added_and_a_new_file_begins_anew(tmp_path: Path) -> None:
    folder = make_run(tmp_path, "a")
    write_metrics(folder, 10)
    watch = Watch(tmp_path)
    read_all(watch, folder)
    with (folder / names.METRICS).open("a") as file:
        file.write("11,1,3.5,\n12,1,3.")  # the last line is still growing
    assert read_all(watch, folder)["train/bits_total"][1].tolist()[-1] == 3.5
    (folder / names.METRICS).unlink()
    write_metrics(folder, 3)
    assert len(read_all(watch, folder)["train/bits_total"][0]) == 3


def test_every_state_and_every_damage_has_its_row(tmp_path: Path) -> None:
    for state in ("starting", "scanning", "running", "paused", "stopping", "stopped", "finished", "failed"):
        make_run(tmp_path, state, state)
    make_run(tmp_path, "killed", pid=2**22 + 1)
    for name, text in (("bad", b"{"), ("foreign", b"[1]"), ("huge", b" " * 70_000), ("binary", bytes(range(256)))):
        (tmp_path / name).mkdir()
        (tmp_path / name / names.STATUS).write_bytes(text)
    (tmp_path / "no run").mkdir()
    rows = {row.name: row for row in Watch(tmp_path).look().runs}
    assert len(rows) == 13
    assert all(rows[state].status.state == state for state in ("paused", "failed", "finished", "running"))
    assert rows["killed"].status.state == "died" and not rows["killed"].problem
    for name in ("bad", "foreign", "huge", "binary"):
        assert rows[name].problem and not rows[name].status.is_live


@pytest.mark.parametrize("config", ["", "[", "train: 3", "train: {init: 3}", "a: &a [*a]", "train: {init: ''}"])
def test_a_damaged_folder_gives_what_can_be_read(tmp_path: Path, config: str) -> None:
    folder = make_run(tmp_path, "a")
    (folder / names.CONFIG).write_text(config)
    (folder / names.METRICS).write_bytes(b"\xff\x00,\n" * 100)
    (folder / names.CHECKPOINTS).mkdir()
    (folder / names.CHECKPOINTS / names.checkpoint_name(3)).write_bytes(b"no model")
    (folder / names.IMAGES).write_text("no folder")
    (folder / names.LOG).write_bytes(b"\xff" * 300_000)
    details = Watch(tmp_path).look(folder).details
    assert details is not None
    assert details.base is None and details.checkpoints == [] and details.images == [] and details.curves == {}
    assert len(details.log) <= 64 << 10


def test_what_is_gone_is_gone(tmp_path: Path) -> None:
    sight = Watch(tmp_path / "nothing").look(tmp_path / "nothing" / "here")
    assert sight.runs == [] and sight.details is not None and sight.details.curves == {}


def test_the_base_and_the_latest_pictures_are_found(tmp_path: Path) -> None:
    folder = make_run(tmp_path, "a")
    (folder / names.CONFIG).write_text(json.dumps({"train": {"init": "default"}}))
    for part, file in (
        (names.GIFS, names.gif_name(5, 0)), (names.GIFS, names.gif_name(10, 0)),
        (names.IMAGES, names.image_name(5, "real", 0)), (names.IMAGES, names.image_name(10, "real", 0)),
        (names.IMAGES, names.image_name(10, "generated", 0)),
    ):  # fmt: skip
        (folder / part).mkdir(exist_ok=True)
        (folder / part / file).write_bytes(b"")
    details = Watch(tmp_path).look(folder).details
    assert details is not None and details.base == "default"
    assert details.gif is not None and details.gif.name == names.gif_name(10, 0)
    assert {path.name for path in details.images} == {
        names.image_name(10, "real", 0), names.image_name(10, "generated", 0)
    }  # fmt: skip
