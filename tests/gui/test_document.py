"""The document's selection, mix and active track."""

from __future__ import annotations

from dataclasses import replace

from studio_fakes import song

from core.edit.notes import move, remove_notes
from core.edit.selection import EMPTY, Selection
from core.score import Score, Track
from fractalmidi_studio.document import Document
from fractalmidi_studio.mix import TrackMix, silent_tracks


def document() -> Document:
    made = Document()
    made.replace_piece(song(4), "song")
    return made


def some(doc: Document, count: int = 3) -> Selection:
    return Selection.of(0, doc.score.tracks[0].notes[:count])


def test_the_selection_goes_with_its_notes_and_comes_back(qapp: object) -> None:
    doc = document()
    chosen = some(doc)
    doc.select(chosen)
    assert doc.edit(move(doc.score, chosen, 30, 1), "Move")
    assert len(doc.selection) == 3 and doc.selection.kept_in(doc.score) == doc.selection != chosen
    moved = doc.selection
    doc.undo_stack.undo()
    assert doc.selection == chosen
    doc.undo_stack.redo()
    assert doc.selection == moved
    doc.set_score(remove_notes(doc.score, Selection.of(0, [moved.notes()[0]]))[0], "Something else")
    assert doc.selection == Selection.of(0, moved.notes()[1:])


def test_an_edit_that_changes_nothing_is_no_step(qapp: object) -> None:
    doc = document()
    assert not doc.edit(move(doc.score, some(doc), 0, 0), "Move")
    assert doc.undo_stack.count() == 0 and doc.selection == some(doc)


def test_muted_tracks_are_not_in_the_roll_nor_selected(qapp: object) -> None:
    doc = document()
    doc.select(some(doc))
    told = []
    doc.mix_changed.connect(lambda: told.append(doc.roll.velocity.any(axis=1).sum()))
    doc.set_mix(0, TrackMix(muted=True))
    assert told and doc.selection == EMPTY
    assert not doc.roll.velocity[60:].any() and doc.roll.velocity[40:46].any()
    assert [len(track.notes) for track in doc.audible_score().tracks] == [0, 3]
    assert doc.audible_score().end_tick == doc.score.end_tick
    doc.set_mix(0, TrackMix())
    assert doc.roll.velocity[60:].any() and doc.audible_score() is doc.score
    doc.set_mix(1, TrackMix(soloed=True))
    assert doc.muted_tracks == {0} and doc.audible_tracks == [1]


def test_solo_silences_the_others_and_mute_wins() -> None:
    solo, mute, both = TrackMix(soloed=True), TrackMix(muted=True), TrackMix(muted=True, soloed=True)
    assert silent_tracks([TrackMix(), mute]) == {1}
    assert silent_tracks([TrackMix(), solo, mute]) == {0, 2}
    assert silent_tracks([both, TrackMix()]) == {0, 1}


def test_mix_and_active_track_follow_the_tracks(qapp: object) -> None:
    doc = document()
    doc.set_mix(1, TrackMix(muted=True, colour=5))
    doc.set_active_track(1)
    fewer = replace(doc.score, tracks=doc.score.tracks[:1])
    doc.set_score(fewer, "Remove track")
    assert len(doc.mix) == 1 and doc.active_track == 0
    doc.undo_stack.undo()
    assert doc.mix[1] == TrackMix(muted=True, colour=5)
    doc.replace_piece(Score((Track(channel=9), *song(2).tracks)), "other")
    assert doc.active_track == 1 and doc.mix[1] == TrackMix(colour=1)
