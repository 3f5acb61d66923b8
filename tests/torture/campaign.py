"""What a campaign is, and what comes out of one."""

from __future__ import annotations

import contextlib
import dataclasses
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path


class Hung(BaseException):
    """Raised by the alarm; no ``except Exception`` of the code that is tried may catch it."""


class NotPossible(Exception):
    """What the campaign needs of the system is not to be had here."""


@dataclasses.dataclass
class Outcome:
    """``failures`` by kind is what must be empty; ``figures`` is what else a reader wants to know."""

    tries: int = 0
    failures: Counter[str] = dataclasses.field(default_factory=Counter)
    figures: dict[str, float | int | str] = dataclasses.field(default_factory=dict)
    worst_seconds: float = 0.0
    examples: dict[str, str] = dataclasses.field(default_factory=dict)  # by kind of failure: how to see it again

    def fail(self, kind: str, how: str = "") -> None:
        self.failures[kind] += 1
        self.examples.setdefault(kind, how)

    @contextlib.contextmanager
    def trying(self, how: str, limit: float = 2.0, allowed: tuple[type[Exception], ...] = ()) -> Iterator[None]:
        """One try: an exception that is not ``allowed`` is a failure, and so is one of over ``limit`` seconds."""
        self.tries += 1
        hung = False
        started = time.process_time()  # of this process: another one that takes the core is no hang
        signal.signal(signal.SIGVTALRM, _alarm)
        signal.setitimer(signal.ITIMER_VIRTUAL, limit * 2)
        try:
            yield
        except allowed:
            pass
        except Hung:
            hung = True
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            self.fail(f"uncaught {type(error).__name__}", f"{how}: {error}")
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        spent = time.process_time() - started
        self.worst_seconds = max(self.worst_seconds, spent)
        if hung or spent > limit:
            self.fail("hang", how)


def _alarm(*_: object) -> None:
    raise Hung


@dataclasses.dataclass(frozen=True)
class Campaign:
    """``run(amount, seed, keep)`` tries ``amount`` times; failing inputs go into the folder ``keep``."""

    name: str
    what: str  # a sentence for the table
    run: Callable[[int, int, Path], Outcome]
    full: int  # tries of the whole campaign
    short: int  # tries in the test suite
    unit: str = "tries"
