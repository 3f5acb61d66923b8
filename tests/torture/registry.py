"""All campaigns, by name."""

from __future__ import annotations

from tests.torture import (
    cancels,
    checkpoint_mutants,
    edits,
    engine_faults,
    full_disk,
    midi_mutants,
    payloads,
    project_mutants,
    quits,
    saves,
    trainings,
)
from tests.torture.campaign import Campaign

CAMPAIGNS: dict[str, Campaign] = {
    campaign.name: campaign
    for campaign in (
        Campaign("midi", "broken MIDI files read", midi_mutants.run, full=100_000, short=1_500, unit="mutants"),
        Campaign("models", "broken model files loaded", checkpoint_mutants.run_models, full=20_000, short=150,
                 unit="mutants"),
        Campaign("states", "broken training states loaded", checkpoint_mutants.run_states, full=5_000, short=100,
                 unit="mutants"),
        Campaign("trainings", "trainings killed at any moment and gone on with, compared bit by bit at their end",
                 trainings.run, full=20, short=2, unit="kills"),
        Campaign("payloads", "files that run code where one is careless, on every way in", payloads.run, full=1,
                 short=1, unit="rounds"),
        Campaign("cancels", "runs cancelled at a random moment, while the model loads as well", cancels.run, full=500,
                 short=4, unit="cancels"),
        Campaign("engine", "engine killed, stopped, out of memory, out of its mind in the middle of runs",
                 engine_faults.run, full=140, short=2, unit="faults"),
        Campaign("quits", "the application ended in the middle of anything: closed, terminated, killed", quits.run,
                 full=120, short=2, unit="ends"),
        Campaign("full disk", "files written on disks that are full, read-only, gone or broken", full_disk.run,
                 full=700, short=34, unit="writes"),
        Campaign("projects", "broken project files read", project_mutants.run, full=50_000, short=600, unit="mutants"),
        Campaign("kills", "processes killed at a write, fsync, rename … of a save", saves.run_kills, full=1_000,
                 short=20, unit="kills"),
        Campaign("errors", "saves on a disk that fails (ENOSPC, EIO, EFBIG)", saves.run_errors, full=500, short=12,
                 unit="errors"),
        Campaign("edits", "windows killed while they are edited; slowest = most work lost", edits.run, full=500,
                 short=6, unit="kills"),
    )
}  # fmt: skip
