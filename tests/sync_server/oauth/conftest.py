"""A server with its accounts, on SQLite and on PostgreSQL."""

from collections.abc import Iterator

import pytest

from sync_server.kit import clock
from sync_server.oauth import refresh
from sync_server.settings import Settings
from tests.sync_server.visiting import Browser, Server, serving


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    """A server over each database."""
    with serving(settings) as made:
        yield made


@pytest.fixture
def rivals_may_be_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of those that ask at once the last has its turn when a slow machine comes to it."""
    monkeypatch.setattr(refresh, "AT_ONCE", 15 * clock.SECOND)


@pytest.fixture
def browser(server: Server) -> Browser:
    """Somebody who opens its pages."""
    return Browser(server)
