"""What these tests share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync_server.app import create_app
from sync_server.settings import Settings
from tests.sync_server.people import World, stand_in
from tests.sync_server.places import Place


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    over_postgresql = request.param == "postgresql"
    url = request.getfixturevalue("own_postgresql") if over_postgresql else ""
    return Place(Settings(tmp_path / "server", url))


@pytest.fixture
def shared(new_postgresql: Callable[[], str], tmp_path: Path) -> Iterator[World]:
    """A server on PostgreSQL, where others write meanwhile; on SQLite nobody can."""
    app = create_app(Settings(tmp_path / "server", new_postgresql()))
    app.state.authenticate = stand_in
    with World(app) as made:
        yield made
