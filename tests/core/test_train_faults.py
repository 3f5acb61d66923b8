"""What a run says when it ends by something that nobody foresaw."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from core.cli import main
from core.refusal import Refusal
from core.train.faults import UnknownFault, why
from core.train.run import train
from core.train_run import RunFolder
from tests.core.tiny_runs import settings_file, write_music

RAW = "mat1 and mat2 shapes cannot be multiplied (4x16 and 8x8)"


@pytest.mark.parametrize(
    ("error", "wanted"),
    [
        (Refusal("the music is gone"), "the music is gone"),
        (MemoryError(), "There is not enough memory"),
        (RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory"), "There is not enough memory"),
        (RuntimeError("CUDA out of memory. Tried to allocate 2 GiB"), "There is not enough memory"),
        (RuntimeError("DataLoader worker (pid 7) is killed by signal: Killed."), "A process that prepares the music"),
        (RuntimeError("CUDA error: an illegal memory access was encountered"), "The GPU has failed"),
        (OSError(errno.EACCES, os.strerror(errno.EACCES), "/music"), "/music: there is no permission for it"),
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "The disk is full"),
        (OSError(errno.EXDEV, os.strerror(errno.EXDEV)), "A file cannot be used: the system refuses it"),
        (FileNotFoundError("/runs holds no state to resume from"), "/runs holds no state to resume from"),
        (ValueError("not enough values to unpack"), "a fault that the program does not know (ValueError)"),
        (RuntimeError(RAW), "a fault that the program does not know (RuntimeError)"),
    ],
)
def test_a_sentence_for_each(error: BaseException, wanted: str) -> None:
    said = why(error, Path("run"))
    assert wanted in said and (isinstance(error, Refusal) or said.count(" ") > 4)
    assert RAW not in said and "unpack" not in said


def test_a_fault_leaves_a_sentence_and_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError(RAW)

    music = tmp_path / "music"
    music.mkdir()
    write_music(music, 2)
    path, run = settings_file(tmp_path, max_steps=2), RunFolder(tmp_path / "run")
    with monkeypatch.context() as patch:
        patch.setattr("core.train.module.FractalModule.training_step", broken)
        with pytest.raises(UnknownFault) as fault:
            train(path, [music], run.path)
        assert main(["train", str(path), "--data", str(music), "--out", str(run.path)]) == 1
    status, said = run.status(), capsys.readouterr().err
    assert status.state == "failed" and str(run.report) in status.sentence == str(fault.value)
    assert status.sentence in said and RAW not in status.sentence + said
    report = run.report.read_text()
    assert RAW in report and "Traceback" in report and "max_steps: 2" in report and "torch" in report
    train(path, [music], run.path)
    assert not run.report.exists()
