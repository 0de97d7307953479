"""Servers over real databases, SQLite and PostgreSQL, and people who speak with them."""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync_server.app import create_app
from sync_server.kit import migrations
from sync_server.settings import Settings
from tests.sync_server.databases import Databases
from tests.sync_server.people import World, stand_in
from tests.sync_server.postgresql import administer, dropped, named, running
from tests.sync_server.templates import with_tables


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL of this session's own."""
    with running() as address:
        yield address


@pytest.fixture(scope="session")
def template(postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with all tables, to be copied."""
    administer(postgresql, "CREATE DATABASE paddock_template")
    settings = Settings(tmp_path_factory.mktemp("template"), named(postgresql, "paddock_template"))
    app = create_app(settings)
    migrations.bring_up(app.state.database)
    app.state.database.close()
    return "paddock_template"


@pytest.fixture(scope="session")
def databases(postgresql: str, template: str) -> Iterator[Databases]:
    """Lends databases to tests."""
    made = Databases(postgresql, template)
    yield made
    made.close()


@pytest.fixture
def new_postgresql(postgresql: str, databases: Databases) -> Iterator[Callable[[], str]]:
    """Makes empty databases; the answer is the address."""
    lent: list[str] = []

    def make() -> str:
        lent.append(databases.lend())
        return named(postgresql, lent[-1])

    yield make
    for name in lent:
        databases.take_back(name)


@pytest.fixture
def own_postgresql(postgresql: str, template: str) -> Iterator[str]:
    """The address of a database that a test may back up and restore: nobody gets it afterwards."""
    name = f"own_{uuid.uuid4().hex[:12]}"
    administer(postgresql, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    yield named(postgresql, name)
    dropped(postgresql, name)


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """A server's settings over an empty database of each sort."""
    if request.param == "sqlite":
        return Settings(with_tables(tmp_path / "server"))
    make: Callable[[], str] = request.getfixturevalue("new_postgresql")
    return Settings(tmp_path / "server", make())


@pytest.fixture
def world(settings: Settings) -> Iterator[World]:
    """A server, and people with devices."""
    app = create_app(settings)
    app.state.authenticate = stand_in
    with World(app) as made:
        yield made
