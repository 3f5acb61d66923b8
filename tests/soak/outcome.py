"""The verdicts of a long soak as a row of ``docs/reliability.md``."""

from __future__ import annotations

from collections.abc import Sequence

from tests.soak.judge import Verdict
from tests.torture.campaign import Campaign, NotPossible, Outcome

SHORTEST_RECORDED_SECONDS = 3600.0


def _elsewhere(*_: object) -> Outcome:
    raise NotPossible("a soak is run by python -m tests.soak")


CAMPAIGN = Campaign("soak", "minutes of work at random in a real window", _elsewhere, 0, 0, unit="minutes")


def outcome_of(rows: Sequence[dict[str, float]], verdicts: Sequence[Verdict]) -> Outcome:
    """What grew is a failure; the figures name acts, runs, and how fast the memory of each process grew."""
    outcome = Outcome(tries=round(rows[-1]["seconds"] / 60))
    outcome.figures = {"acts": int(rows[-1]["actions"]), "runs": int(rows[-1]["runs"])}
    for verdict in verdicts:
        if not verdict.passed:
            outcome.fail(verdict.name, verdict.says)
        if verdict.name.startswith("memory"):
            outcome.figures[verdict.name] = verdict.says.partition(": ")[2]
    return outcome
