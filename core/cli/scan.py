"""``scan``: say of each MIDI file whether it can be learned from, and why not."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from pathlib import Path
from typing import Any

from core.cli.messages import Progress, complain, say
from core.config import DataConfig, RunConfig
from core.config_io import load_run_config, overridden

_EPILOG = """\
examples:
  python main.py scan my_midi_files
  python main.py scan my_midi_files --valid my_other_files --json verdicts.json
  python main.py scan my_midi_files --set data.min_bars=8 "data.leave_out=[off_grid, too_short]"
Exit code 1 if music of the validation files is in the training files, too.
"""


def add_parser(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser(
        "scan",
        help="say which MIDI files can be trained on, and why the others cannot",
        description="Look at every MIDI file as train does: kept, or left out and why.  Nothing is changed.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="DIR", help="folders of MIDI files to train on")
    parser.add_argument("--config", type=Path, metavar="CONFIG.yaml", help="settings; default: those of train")
    parser.add_argument("--valid", nargs="+", default=[], type=Path, metavar="DIR", help="folders to measure by")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the verdicts there, too")
    parser.add_argument("--progress", action="store_true", help='say "READ of TOTAL" on stderr, for other programs')
    parser.add_argument(
        "--set", nargs="+", action="extend", default=[], dest="overrides", metavar="KEY=VALUE", help="change a setting"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from core.data.scan import refuse_leaks, scan, write_report

    data = _settings(arguments)
    if not data.train:
        raise ValueError("there is nothing to look at: name folders of MIDI files")
    bar = Progress("reading")
    said = -1

    def progress(done: int, total: int) -> None:
        nonlocal said
        bar.update(done, total)
        if arguments.progress and (done == total or done * 200 // total != said):
            said = done * 200 // total
            print(f"{done} of {total}", file=sys.stderr, flush=True)

    found = scan(data, progress)
    bar.close()
    if arguments.json:
        write_report(found, arguments.json)
    for verdict in found.left_out():
        say(f"{verdict.verdict}: {verdict.path}: {verdict.reason}")
    say(found.summary())
    try:
        refuse_leaks(found, data)
    except ValueError as error:
        complain(f"{error}.")
        return 1
    return 0


def _settings(arguments: argparse.Namespace) -> DataConfig:
    config = load_run_config(arguments.config, arguments.overrides) if arguments.config else None
    data = (config or overridden(RunConfig, arguments.overrides)).data
    train = tuple(map(str, arguments.folders)) or data.train
    return dataclasses.replace(data, train=train, valid=tuple(map(str, arguments.valid)) or data.valid)
