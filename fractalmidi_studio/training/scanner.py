"""Has the folders looked at, in a process of its own."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal

from core.train_run import scan_command
from fractalmidi_studio.i18n import tr

_PROGRESS = re.compile(r"(\d{1,9}) of (\d{1,9})\s*$")
MAX_SAID = 4000  # characters of what a failed scan said


class Scanner(QObject):
    """``progress``: files read and files in all.  ``scanned``: where the report lies.  ``failed``: a sentence."""

    progress = Signal(int, int)
    scanned = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="fractalmidi-scan-", ignore_cleanup_errors=True)
        self._report = Path(self._folder.name) / "scan.json"
        self._said = ""

    @property
    def busy(self) -> bool:
        return self._process is not None

    def start(self, folders: Sequence[Path], overrides: Sequence[str] = ()) -> None:
        """Begin, or begin again with other folders."""
        self.cancel()
        self._report.unlink(missing_ok=True)
        self._said = ""
        process = QProcess(self)
        process.readyReadStandardError.connect(self._read)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._broke)
        process.setStandardOutputFile(QProcess.nullDevice())
        self._process = process
        program, *arguments = scan_command(folders, self._report, overrides)
        process.start(program, arguments)

    def cancel(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.disconnect(self)
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(2000)
            process.deleteLater()

    def close(self) -> None:
        self.cancel()
        self._folder.cleanup()

    def _read(self) -> None:
        if self._process is None:
            return
        text = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        lines = text.splitlines()
        for line in reversed(lines):
            match = _PROGRESS.match(line.strip())
            if match:
                self.progress.emit(int(match.group(1)), int(match.group(2)))
                break
        said = [line for line in lines if not _PROGRESS.match(line.strip())]
        self._said = (self._said + "\n" + "\n".join(said)).strip()[-MAX_SAID:]

    def _broke(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._end(tr("The program that looks at the files could not be started."))

    def _finished(self) -> None:
        self._read()
        if self._report.is_file():  # also where files are in both parts: the table says which
            self._end("")
        else:
            last = self._said.splitlines()[-1] if self._said else ""
            self._end(last or tr("The files could not be looked at."))

    def _end(self, problem: str) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        if problem:
            self.failed.emit(problem)
        else:
            self.scanned.emit(self._report)
