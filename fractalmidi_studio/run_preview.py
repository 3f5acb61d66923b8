"""What the canvas shows of a run: a scene, and the same with one more step in it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.roll import Roll
from core.sampler.request import SampleRequest, SampleStep
from core.score import Score
from fractalmidi_studio.canvas.scene import Scene
from fractalmidi_studio.names import beats_of


def first_scene(request: SampleRequest, score: Score) -> Scene:
    """Everything in the hole is undecided, but for what a draft has decided."""
    downbeat = request.downbeat
    assert downbeat is not None
    scene = Scene(request.roll, request.hole, downbeat, beats_of(score, downbeat))
    scene.undecided, scene.expected = request.hole.copy(), np.zeros(request.hole.shape, np.uint8)
    draft = request.draft
    if draft is not None:
        stands = request.hole & draft.decided
        scene.undecided &= ~stands
        scene.roll = Roll(
            np.where(stands, draft.roll.velocity, request.roll.velocity),
            np.where(stands, draft.roll.onset, request.roll.onset),
        )
    return scene


def with_step(scene: Scene, step: SampleStep) -> Scene:
    """The scene with the step's window pasted in, and what it decided lit up."""
    start, stop = max(0, step.start_step), min(scene.num_steps, step.start_step + step.width)
    here, there = np.s_[:, start:stop], np.s_[:, start - step.start_step : stop - step.start_step]
    velocity, onset = scene.roll.velocity.copy(), scene.roll.onset.copy()
    velocity[here], onset[here] = step.roll.velocity[there], step.roll.onset[there]
    undecided = np.zeros(velocity.shape, np.bool_) if scene.undecided is None else scene.undecided.copy()
    was_undecided = undecided.copy()
    # The ring, where new notes may end but not begin, is not shown: it is no part of the hole.
    undecided[here] = step.unknown[there] & scene.hole[here]
    expected = np.zeros(velocity.shape, np.uint8) if scene.expected is None else scene.expected.copy()
    expected[here] = np.minimum(step.canvas[there], 127)
    flash = was_undecided & ~undecided
    for pitch, first, height, width in step.boxes.tolist():
        left = first + step.start_step
        box = np.s_[max(0, pitch) : max(0, pitch + height), max(0, left) : max(0, left + width)]
        flash[box] |= undecided[box]
    return replace(
        scene, roll=Roll(velocity, onset), undecided=undecided, expected=expected, flash=flash, stroke=None, cursor=None
    )
