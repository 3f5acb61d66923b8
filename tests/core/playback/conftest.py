"""A JACK server with a dummy sound card, a second client that listens, and a player."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.playback.player import Player
from tests.core.playback.jack import Jack, Listener


@pytest.fixture
def jack(monkeypatch: pytest.MonkeyPatch) -> Iterator[Jack]:
    for name in ("JACK_NO_START_SERVER", "JACK_DEFAULT_SERVER"):
        monkeypatch.setenv(name, "")  # so that they are as before afterwards
    server = Jack.started()
    yield server
    server.close()


@pytest.fixture
def listener(jack: Jack) -> Iterator[Listener]:
    client = Listener("listener")
    yield client
    client.close()


@pytest.fixture
def player(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Player]:
    if {"jack", "listener"} & set(request.fixturenames):
        request.getfixturevalue("jack")  # first, so that the player leaves before the server ends
    monkeypatch.setenv("FRACTALMIDI_AUDIO_BACKEND", "NULL")
    client = Player()
    yield client
    client.close()


@pytest.fixture
def no_jack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JACK_DEFAULT_SERVER", "fractalmidi-no-such-server")
