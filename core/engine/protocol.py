"""What window and engine say to each other over their pipe.  Plain data only; both ends are this program.

Window → engine: Start, then perhaps Cancel; Stop ends the process.
Engine → window: Ready or Failed once; for each Start: Progress ..., then exactly one of Done, Cancelled, Failed;
in between, while it is at work, a Beat a second.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.roll import Roll
from core.sampler.request import SampleRequest, SampleStep


@dataclass(frozen=True, slots=True)
class Start:
    run: int  # number of the run; answers carry it, so that late ones can be dropped
    request: SampleRequest


@dataclass(frozen=True, slots=True)
class Cancel:
    run: int


@dataclass(frozen=True, slots=True)
class Stop:
    pass


@dataclass(frozen=True, slots=True)
class Ready:
    device: str


@dataclass(frozen=True, slots=True)
class Beat:
    """Still alive: an engine that loads or computes for long is told from one that hangs."""


@dataclass(frozen=True, slots=True)
class Progress:
    run: int
    step: SampleStep


@dataclass(frozen=True, slots=True)
class Done:
    run: int
    roll: Roll
    checkpoint: str  # SHA-256 of the model file that wrote it


@dataclass(frozen=True, slots=True)
class Cancelled:
    run: int


@dataclass(frozen=True, slots=True)
class Failed:
    run: int  # 0: the model could not be loaded
    reason: str  # a sentence
    is_last: bool = False  # the process ends now: what is left of it cannot be trusted


OfRun = Progress | Done | Cancelled | Failed  # each says by its number whom it answers
Answer = Ready | Beat | OfRun
Wish = Start | Cancel | Stop
