"""A database with nothing in it yet, on SQLite and on a real PostgreSQL."""

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from sync_server.kit.database import Database
from tests.sync_server.postgresql import administer, named

_NAMES = itertools.count(1)


@pytest.fixture
def postgresql_url(postgresql: str) -> Iterator[str]:
    """A database of its own, empty."""
    name = f"empty_{os.getpid()}_{next(_NAMES)}"
    administer(postgresql, f"CREATE DATABASE {name}")
    address = make_url(named(postgresql, name)).set(drivername="postgresql+psycopg")
    try:
        yield address.render_as_string(hide_password=False)
    finally:
        administer(postgresql, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database, on both."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'server.sqlite'}"
    else:
        url = request.getfixturevalue("postgresql_url")
    database = Database(url)
    yield database
    database.close()
