"""``python -m tests.torture``: run campaigns, write down what came of them."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.torture.ledger import record
from tests.torture.registry import CAMPAIGNS
from tests.torture.sabotage import SABOTAGES, VARIABLE


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("campaign", nargs="*", help=f"of {', '.join(CAMPAIGNS)}; none = all")
    parser.add_argument("--share", type=float, default=1.0, help="of the whole campaign; only 1 is written down")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="folder for what broke something (default: a new temporary one)")
    parser.add_argument("--sabotage", choices=SABOTAGES, help="put this fault into the product: it must be seen")
    arguments = parser.parse_args()
    if arguments.sabotage:
        os.environ[VARIABLE] = arguments.sabotage
    if unknown := set(arguments.campaign) - set(CAMPAIGNS):
        parser.error(f"there is no campaign {', '.join(sorted(unknown))}")
    keep = arguments.keep or Path(tempfile.mkdtemp(prefix="fractalmidi-torture-"))
    keep.mkdir(parents=True, exist_ok=True)
    failed = False
    for name in arguments.campaign or CAMPAIGNS:
        campaign = CAMPAIGNS[name]
        started = time.monotonic()
        outcome = campaign.run(max(1, round(campaign.full * arguments.share)), arguments.seed, keep)
        minutes = (time.monotonic() - started) / 60
        bad = ", ".join(f"{n} {kind}" for kind, n in outcome.failures.items()) or "nothing failed"
        print(f"{name}: {outcome.tries:,} {campaign.unit}, {bad}; {minutes:.1f} min", file=sys.stderr, flush=True)
        for kind, how in outcome.examples.items():
            print(f"  {kind}: {how}", file=sys.stderr)
        failed |= bool(outcome.failures)
        if arguments.share >= 1 and not arguments.sabotage:
            record(campaign, outcome, arguments.seed)
    if not any(keep.iterdir()):
        keep.rmdir()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
