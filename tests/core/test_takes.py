"""Capsules, replays, takes, mixes of takes, agreement, locks, soft holes and the engine's exchange of models."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core import region
from core.capsule import Capsule, CapsuleError, fingerprint
from core.checkpoint import save_model
from core.config import ONLY, SampleConfig
from core.edit import changed_outside
from core.edit.locks import locked_cells, toggle_locks
from core.edit.selection import Selection
from core.engine.client import EngineClient, EngineError
from core.export.record import RunRecord
from core.fill import HoleError, apply_result, fill_request
from core.model.half import for_sampling
from core.model_file import file_hash
from core.roll import notes_of, roll_of, steps_of
from core.sampler.request import Checkpoint, Draft, SampleRequest, result_of
from core.score import Note, Score, Track
from core.takes import Take, agreement, comp, differs, ghosts
from tests.core.models import KINDS, tiny_model
from tests.core.music import holes, random_roll, roll_with
from tests.core.test_sampler import FAST, run

MODEL = tiny_model(KINDS[3])


def recorded(request: SampleRequest, model=MODEL) -> RunRecord:
    record = RunRecord(request)
    steps, result = run(model, request)
    for step in steps:
        record.add(step)
    record.finish(result)
    return record


def piece(seed: int = 0, bars: int = 4) -> Score:
    """Two tracks with ticks off the grid; no overlaps on a pitch."""
    rng = np.random.default_rng(seed)
    tracks = []
    for low in (48, 66):
        notes = [
            Note(step * 120 + int(rng.integers(0, 40)), low + int(rng.integers(0, 16)), int(rng.integers(60, 200)), 70)
            for step in range(0, bars * 16, 2)
        ]
        tracks.append(Track("", notes=tuple(sorted(notes))))
    return Score(tuple(tracks))


# Capsules


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 999), hole=holes(), only=st.sampled_from(ONLY), part=st.floats(0, 1))
def test_a_capsule_from_json_writes_the_same_notes_again(seed, hole, only, part):
    config = dataclasses.replace(FAST, seed=seed, only=only, key=3, scale_only=True, sparsity=-1.0)
    request = SampleRequest(random_roll(seed), hole, config, downbeat=np.arange(64) % 12 == 0, goes_on=seed % 2 == 0)
    record = recorded(request)
    assert record.result is not None
    capsule = Capsule.of("Inpaint", request, record.result, "c0ffee")
    told = json.dumps(capsule.to_json())
    again = Capsule.from_json(json.loads(told))
    assert (again.name, again.checkpoint, again.version, again.seed) == ("Inpaint", "c0ffee", capsule.version, seed)
    _, replayed = run(MODEL, again.replay())
    assert replayed.equals(record.result) and again.matches(replayed)
    assert again.replay().checkpoint == Checkpoint(None, "c0ffee")
    other = dataclasses.replace(request, config=dataclasses.replace(config, seed=seed + 1))
    if not run(MODEL, other)[1].equals(record.result):
        assert not again.matches(run(MODEL, other)[1])
    # a run that went on from a frame of another is kept as well
    if len(record):
        draft = record.draft_at(int(part * (len(record) - 1)))
        rerolled = dataclasses.replace(other, draft=draft)
        _, result = run(MODEL, rerolled)
        kept = Capsule.from_json(json.loads(json.dumps(Capsule.of("x", rerolled, result, "").to_json())))
        assert kept.matches(run(MODEL, kept.replay())[1])


def test_a_capsule_is_small():
    request = SampleRequest(random_roll(1, 1024, 1500), np.ones((128, 1024), np.bool_), FAST)
    assert len(json.dumps(Capsule.of("Generate", request, request.roll, "0" * 64).to_json())) < 16_000


@given(data=st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda x: st.lists(x, max_size=3)))
@settings(max_examples=80, deadline=None)
def test_damaged_capsules_are_a_sentence(data):
    request = SampleRequest(random_roll(1), np.ones((128, 64), np.bool_), FAST)
    good = Capsule.of("Inpaint", request, request.roll, "").to_json()
    for name in good:
        try:
            Capsule.from_json({**good, name: data})
        except CapsuleError as error:
            assert str(error).endswith((".", ")", "]")) or "settings" in str(error)
    with pytest.raises(CapsuleError):
        Capsule.from_json(data)
    with pytest.raises(CapsuleError):
        Capsule.from_json({k: v for k, v in good.items() if k != "hole"})


# From a frame of a run


@pytest.mark.parametrize("only", ONLY)
def test_a_frame_of_a_run_over_several_windows_can_be_gone_on_from(only):
    roll = roll_with([(step, 48 + (step * 7) % 30, 2, 80) for step in range(0, 120, 2)], 120)
    hole = np.zeros((128, 120), np.bool_)
    hole[40:90, 4:110] = True
    request = SampleRequest(roll, hole, dataclasses.replace(FAST, only=only))
    record = recorded(request)
    for position in range(0, len(record), max(1, len(record) // 3)):
        step, draft = record.step(position), record.draft_at(position)
        open_in_frame = np.zeros_like(hole)
        stop = min(step.start_step + step.width, 120)
        open_in_frame[:, step.start_step : stop] = step.unknown[:, : stop - step.start_step]
        assert not (draft.decided & open_in_frame).any()
        assert (draft.decided | open_in_frame | hole)[:, step.start_step : stop].all()
        again = dataclasses.replace(
            request, draft=draft, config=dataclasses.replace(request.config, seed=position + 100)
        )
        _, result = run(MODEL, again)
        if only == "all":
            stands = hole & draft.decided
            assert np.array_equal(result.velocity[stands] > 0, draft.roll.velocity[stands] > 0)  # loudness is new
            assert np.array_equal(result.onset[stands], draft.roll.onset[stands])
        else:
            column = {"pitches": [0, 2, 3], "rhythm": [1, 3], "velocities": [0, 1, 2]}[only]
            old, new = notes_of(roll)[:, column], notes_of(result)[:, column]
            assert sorted(old.tolist()) == sorted(new.tolist())


# What becomes of the score


@pytest.mark.parametrize("only", ONLY[1:])
@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 999), hole=holes())
def test_on_the_score_every_note_stays_on_its_track_and_keeps_its_part(only, seed, hole):
    score = piece(seed)
    request_hole = np.zeros((128, 256), np.bool_)
    request_hole[:, :64] = hole
    try:
        request = fill_request(score, request_hole, dataclasses.replace(FAST, seed=seed, only=only))
    except HoleError:
        return
    _, result = run(MODEL, request)
    after, edit = apply_result(score, request, result, 0, "Inpaint")
    assert changed_outside(score, after, request_hole) == 0
    for old, new in zip(score.tracks, after.tracks, strict=True):
        assert len(old.notes) == len(new.notes)
        part = {
            "pitches": lambda rows: sorted(rows[:, [0, 2, 3]].tolist()),
            "rhythm": lambda rows: sorted(rows[:, [1, 3]].tolist()),
            "velocities": lambda rows: rows[:, :3].tolist(),
        }[only]
        grid_old, grid_new = steps_of(score, old.notes), steps_of(after, new.notes)
        if only == "velocities":
            assert [(n.onset_tick, n.pitch, n.duration_ticks) for n in old.notes] == [
                (n.onset_tick, n.pitch, n.duration_ticks) for n in new.notes
            ]
        elif only == "pitches":
            assert sorted(grid_old[:, [0, 3]].tolist()) == sorted(grid_new[:, [0, 3]].tolist())
        else:
            assert part(grid_old) == part(grid_new)
        by_pitch: dict[int, int] = {}
        for note in new.notes:  # no two of a track sound together on a pitch that did not before
            assert note.onset_tick >= by_pitch.get(note.pitch, 0) or note in old.notes
            by_pitch[note.pitch] = note.offset_tick
    assert edit.undo(after) is score


# Locks


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 999), only=st.sampled_from(ONLY), data=st.data())
def test_locked_notes_are_never_touched(seed, only, data):
    score = piece(seed)
    everything = [(index, note) for index, track in enumerate(score.tracks) for note in track.notes]
    chosen = data.draw(st.lists(st.sampled_from(everything), min_size=1, max_size=20, unique=True))
    sets: dict[int, list[Note]] = {}
    for index, note in chosen:
        sets.setdefault(index, []).append(note)
    locked, selection = toggle_locks(score, Selection.from_sets(sets))
    assert all(note.locked for _, note in selection) and len(selection) == len(chosen)
    before = {note for track in locked.tracks for note in track.notes if note.locked}
    hole = np.ones((128, 256), np.bool_)
    request = fill_request(locked, hole, dataclasses.replace(FAST, seed=seed, only=only))
    assert not (request.hole & locked_cells(locked, 256)).any()
    _, result = run(MODEL, request)
    after, _ = apply_result(locked, request, result, 0)
    assert before <= {note for track in after.tracks for note in track.notes}
    freed, _ = toggle_locks(locked, selection)
    assert freed == score


def test_a_hole_full_of_locked_notes_has_no_room():
    score = Score((Track("", notes=(Note(0, 60, 480, 80, locked=True),)),))
    hole = region.rectangle((128, 256), 60, 61, 0, 4)
    with pytest.raises(HoleError, match="locked"):
        fill_request(score, hole, SampleConfig())
    with pytest.raises(HoleError, match="No note begins"):
        fill_request(score, region.rectangle((128, 256), 60, 62, 0, 4), SampleConfig(only="pitches"))
    with pytest.raises(HoleError, match="range"):
        fill_request(score, region.rectangle((128, 256), 60, 62, 0, 4), SampleConfig(low_pitch=80))
    with pytest.raises(HoleError, match="choose a key"):
        fill_request(Score(), region.rectangle((128, 256), 60, 62, 0, 4), SampleConfig(scale_only=True))


# Takes


def takes_of(score: Score, hole: np.ndarray, count: int = 3, **settings_: object) -> list[Take]:
    made = []
    for number in range(1, count + 1):
        request = fill_request(score, hole, dataclasses.replace(FAST, seed=number, **settings_))
        _, result = run(MODEL, request)
        made.append(Take(number, Capsule.of("Inpaint", request, result, ""), result, 0.1))
    return made


@pytest.mark.parametrize("only", ONLY)
@settings(max_examples=4, deadline=None)
@given(choice=st.dictionaries(st.integers(0, 3), st.integers(1, 3), max_size=4), seed=st.integers(0, 50))
@example(choice={0: 1, 1: 1, 2: 2}, seed=19)  # five notes of take 1 ring over the bar line
def test_a_comp_has_each_bar_from_its_take_and_nothing_else_changes(only, choice, seed):
    score = piece(seed)
    hole = region.rectangle((128, 256), 50, 80, 10, 60)
    takes = takes_of(score, hole, only=only)
    bars = np.arange(0, 256, 16)
    after, edit, outside = comp(score, takes, choice, bars, 0, "Inpaint")
    assert outside == 0 and edit.after is after
    steps = np.arange(256)
    for bar in range(4):
        here = hole & ((steps >= bar * 16) & (steps < bar * 16 + 16))
        begun = {tuple(row[:2]) for row in notes_of(roll_of(after, 256)).tolist() if here[row[1], row[0]]}
        source = takes[choice[bar] - 1].roll if bar in choice else roll_of(score, 256)
        wanted = {tuple(row[:2]) for row in notes_of(source).tolist() if here[row[1], row[0]]}
        assert begun == wanted
    whole = comp(score, takes, dict.fromkeys(range(16), 2), bars, 0, "Inpaint")[0]
    assert whole == apply_result(score, takes[1].capsule.request, takes[1].roll, 0)[0]


@pytest.mark.parametrize("stop", [18, 22])
def test_in_a_comp_a_note_that_rings_over_the_bar_line_ends_where_another_take_begins(stop):
    score = Score((Track("", notes=(Note(8 * 120, 60, 480, 80), Note(24 * 120, 60, 480, 80))),))
    hole = region.rectangle((128, 32), 55, 80, 0, 32)
    request = fill_request(score, hole, SampleConfig(only="rhythm"))
    rolls = [
        roll_with([(12, 60, 8, 80), (24, 60, 4, 80)], 32),
        roll_with([(8, 60, 4, 80), (16, 60, stop - 16, 80)], 32),
    ]
    takes = [Take(i, Capsule.of("", request, roll, ""), roll, 0.0) for i, roll in enumerate(rolls, 1)]
    after, _, outside = comp(score, takes, {0: 1, 1: 2}, np.array([0, 16]), 0, "Inpaint")
    steps = [(note.onset_tick // 120, note.offset_tick // 120) for note in after.tracks[0].notes]
    assert steps == [(12, 16), (16, stop)] and outside == 0


def test_agreement_counts_takes_and_ghosts_are_what_others_have():
    base = roll_with([(0, 50, 4, 80)])
    hole = region.rectangle((128, 64), 55, 80, 0, 32)
    config = SampleConfig()
    takes = []
    for number, notes in enumerate([[(0, 60, 4, 90)], [(0, 60, 2, 90), (8, 64, 2, 70)], [(0, 60, 4, 50)]], start=1):
        roll = roll_with([(0, 50, 4, 80), *notes])
        takes.append(Take(number, Capsule.of("", SampleRequest(base, hole, config), roll, ""), roll, 0.0))
    share = agreement(takes)
    assert share[60, :5].tolist() == pytest.approx([1, 1, 2 / 3, 2 / 3, 0])
    assert share[64, 8:10].tolist() == pytest.approx([1 / 3, 1 / 3]) and not share[50].any()
    assert 0 < differs(takes) < 1 and differs(takes[:1]) == 0 and differs([takes[0], takes[2]]) == 0
    assert ghosts(takes, 1)[:, :3].tolist() == [[0, 60, 2], [8, 64, 2]]
    assert ghosts(takes, 2)[:, :3].tolist() == [[0, 60, 4]]


# Soft holes and the lasso


@given(seed=st.integers(0, 2**40), strength=st.integers(1, 99))
@settings(max_examples=30)
def test_a_soft_hole_is_drawn_from_the_seed_and_the_place_alone(seed, strength):
    soft = np.full((128, 64), strength, np.uint8)
    soft[:, :8], soft[:, 8:16] = 100, 0
    drawn = region.drawn(soft, seed)
    assert drawn[:, :8].all() and not drawn[:, 8:16].any()
    share = drawn[:, 16:].mean()
    assert abs(share - strength / 100) < 0.06
    assert np.array_equal(region.drawn(soft, seed), drawn)
    longer = np.pad(soft, ((0, 0), (0, 100)))
    assert np.array_equal(region.drawn(longer, seed)[:, :64], drawn)
    softer = np.where(soft == strength, np.uint8(max(1, strength // 2)), soft)
    assert not (region.drawn(softer, seed) & ~drawn).any(), "less strength takes cells away and adds none"
    assert not np.array_equal(region.drawn(soft, seed + 1), drawn)


def goes_around(points: list[tuple[float, float]], pitch: float, step: float) -> bool:
    """Rays to the right cross the line an odd number of times."""
    inside = False
    for (p0, s0), (p1, s1) in zip(points, points[1:] + points[:1], strict=True):
        if (p0 <= pitch) != (p1 <= pitch) and s0 + (pitch - p0) / (p1 - p0) * (s1 - s0) > step:
            inside = not inside
    return inside


@given(points=st.lists(st.tuples(st.integers(-6, 34), st.integers(-6, 34)), min_size=3, max_size=9))
@settings(max_examples=40, deadline=None)
def test_a_lasso_holds_what_it_goes_around(points):
    line = [(p / 2 + 0.13, s / 2 + 0.17) for p, s in points]
    lasso = region.lasso((16, 16), line)
    touched = region.brush((16, 16), [(int(np.floor(p)), int(np.floor(s))) for p, s in line], 1)
    for pitch in range(16):
        for step in range(16):
            assert lasso[pitch, step] == (touched[pitch, step] or goes_around(line, pitch + 0.5, step + 0.5))


def test_a_square_lasso_is_a_rectangle():
    lasso = region.lasso((20, 20), [(3.1, 4.1), (3.1, 9.9), (8.9, 9.9), (8.9, 4.1)])
    assert np.array_equal(lasso, region.rectangle((20, 20), 3, 9, 4, 10))


# The engine


def test_the_engine_loads_another_model_on_request_and_keeps_the_old_one_on_failure(tmp_path):
    first, second = tmp_path / "first.safetensors", tmp_path / "second.safetensors"
    save_model(tiny_model(seed=1), first, {}, half=False)
    save_model(tiny_model(seed=2), second, {}, half=False)
    (tmp_path / "noise.safetensors").write_bytes(b"\x00" * 100)
    request = SampleRequest(random_roll(1), region.rectangle((128, 64), 40, 80, 16, 48), FAST)
    client = EngineClient(first, "cpu")

    def write(checkpoint: Checkpoint):
        return result_of(client.run(dataclasses.replace(request, checkpoint=checkpoint)))

    def direct(seed: int):
        return run(for_sampling(tiny_model(seed=seed)), request)[1]

    try:
        own = write(Checkpoint())
        assert own.equals(direct(1)) and client.checkpoint == file_hash(first)
        other = write(Checkpoint(str(second), file_hash(second)))
        assert other.equals(direct(2)) and client.checkpoint == file_hash(second)
        for wrong, words in (
            (Checkpoint(str(tmp_path / "none.safetensors")), "does not exist"),
            (Checkpoint(str(tmp_path / "noise.safetensors")), "not a FractalMIDI model"),
            (Checkpoint(str(first), "0" * 64), "not the model file that was asked for"),
        ):
            with pytest.raises(EngineError, match=words):
                write(wrong)
        process = client.pid
        assert write(Checkpoint(str(second))).equals(other), "the old model is still there"
        assert write(Checkpoint()).equals(own) and client.pid == process
        assert fingerprint(own) != fingerprint(other)
    finally:
        client.close()


def test_a_draft_of_everything_is_the_result():
    request = SampleRequest(random_roll(2), region.rectangle((128, 64), 40, 80, 16, 48), FAST)
    record = recorded(request)
    draft = record.draft_at(len(record) - 1)
    steps, result = run(MODEL, dataclasses.replace(request, draft=draft, config=dataclasses.replace(FAST, seed=9)))
    assert {step.level for step in steps} == {3}, "only loudness is drawn again"
    assert record.result is not None
    assert notes_of(result)[:, :3].tolist() == notes_of(record.result)[:, :3].tolist()
    assert isinstance(draft, Draft)
