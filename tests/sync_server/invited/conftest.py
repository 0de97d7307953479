"""A server whose jobs are done when they are told to."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from sync_server.app import create_app
from sync_server.settings import Settings
from tests.sync_server.invited.party import Party
from tests.sync_server.people import World, stand_in


@pytest.fixture
def world(settings: Settings) -> Iterator[World]:
    app = create_app(replace(settings, jobs=False))
    app.state.authenticate = stand_in
    with World(app) as made:
        yield made


@pytest.fixture
def ann(world: World) -> Party:
    """She plans a tour, and has asked nobody yet."""
    return Party.of(world)
