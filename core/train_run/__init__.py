"""A training run as its folder shows it: read, steered and started without torch (the window lives here)."""

from core.train_run import names
from core.train_run.folder import Checkpoint, Metrics, MetricsMark, RunFolder, list_runs
from core.train_run.launch import default_root, scan_command, start, train_command
from core.train_run.status import LIVE_STATES, STATES, RunStatus

__all__ = [
    "LIVE_STATES",
    "STATES",
    "Checkpoint",
    "Metrics",
    "MetricsMark",
    "RunFolder",
    "RunStatus",
    "default_root",
    "list_runs",
    "names",
    "scan_command",
    "start",
    "train_command",
]
