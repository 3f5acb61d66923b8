"""The application ended in the middle of anything: no process, thread, lock or temporary file is left, no file is half.

By closing the window, by SIGTERM and by SIGKILL, at a random moment of each activity.  What a killed process had open
it cannot tidy up, so after SIGKILL only the processes and the files under their own names are looked at.
"""

from __future__ import annotations

ACTIVITIES = ("nothing", "loading", "sampling", "playing", "recording", "saving", "opening", ".wav", ".gif", ".png")
WAYS = ("close", "SIGTERM", "SIGKILL")
LONGEST_SECONDS = 60.0  # to end, on a busy machine
_MARK = "FRACTALMIDI_TORTURE_MARK"
_BAD = ("Traceback", "QThread", "QObject", "QTimer", "Fatal Python error", "leaked")
