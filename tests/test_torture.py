"""A small share of each campaign; the whole is ``make torture``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.campaign import Campaign, NotPossible, Outcome
from tests.torture.ledger import BEGIN, END, record
from tests.torture.registry import CAMPAIGNS


@pytest.mark.parametrize("campaign", CAMPAIGNS.values(), ids=list(CAMPAIGNS))
def test_nothing_breaks(campaign: Campaign, tmp_path: Path) -> None:
    try:
        outcome = campaign.run(campaign.short, 1, tmp_path)
    except NotPossible as reason:
        pytest.skip(str(reason))
    assert outcome.tries >= campaign.short
    assert not outcome.failures, outcome.examples


def test_a_failure_and_a_hang_are_noticed() -> None:
    outcome = Outcome()
    with outcome.trying("a bug"):
        raise KeyError("x")
    with outcome.trying("a refusal", allowed=(ValueError,)):
        raise ValueError
    with outcome.trying("a loop", limit=0.02):
        while True:
            try:
                while True:
                    pass
            except Exception:  # noqa: BLE001 code that swallows everything does not hide a hang
                continue
    assert outcome.tries == 3 and outcome.failures == {"uncaught KeyError": 1, "hang": 1}


def test_the_table_is_written_from_the_figures(tmp_path: Path) -> None:
    (tmp_path / "reliability.md").write_text(f"# Title\n{BEGIN}\nold\n{END}\nafter\n")
    outcome = Outcome(tries=1234, worst_seconds=0.5, figures={"read": 7})
    record(Campaign("one", "things", lambda *_: outcome, 1, 1), outcome, 3, tmp_path)
    text = (tmp_path / "reliability.md").read_text()
    assert "| one | things | 1,234 tries | 0 | 0.50 s | read 7 |" in text and "old" not in text
    assert text.startswith("# Title\n") and text.endswith("after\n")
