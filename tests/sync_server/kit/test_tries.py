"""Tries are counted over all processes, in a window that slides."""

import threading
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import func, select

from sync_server.app import prepare
from sync_server.kit.database import Database
from sync_server.kit.problem import TooMany
from sync_server.kit.tries import TRIES, count
from sync_server.settings import Settings

MINUTE = 60_000
NOW = 1_000 * MINUTE
LIMIT = "10/minute"


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """One with all tables."""
    database = Database(settings.database_url)
    prepare(database)
    yield database
    database.close()


def tried(database: Database, now: int, *keys: str) -> int:
    """Try once: 0, or the seconds after which there is room again."""
    try:
        with database.write() as connection:
            count(connection, LIMIT, now, "sign-in", *keys)
    except TooMany as problem:
        return int(problem.headers["Retry-After"])
    return 0


def test_whoever_comes_back_when_told_to_is_let_try(database: Database) -> None:
    assert [tried(database, NOW + 30_000, "anna") for _ in range(10)] == [0] * 10
    wait = tried(database, NOW + 30_000, "anna")
    assert wait == 36
    assert tried(database, NOW + 30_000, "ben") == 0
    # A second too early, and at the time; what was refused was not counted.
    again = tried(database, NOW + 30_000 + (wait - 1) * 1_000, "anna")
    assert again == 1
    assert tried(database, NOW + 30_000 + wait * 1_000, "anna") == 0
    # Then the next place is free a tenth of a minute later.
    assert tried(database, NOW + 30_000 + wait * 1_000, "anna") == 6


def test_what_is_long_ago_is_not_kept(database: Database) -> None:
    for name in ("anna", "ben", "cleo"):
        tried(database, NOW, name)
    assert tried(database, NOW + 10 * MINUTE, "dora") == 0
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(TRIES)).scalar_one() == 1


def test_many_at_once_get_no_more_than_one_after_the_other(
    new_postgresql: Callable[[], str],
) -> None:
    database = Database(new_postgresql())
    waits: list[int] = []
    threads = [
        threading.Thread(target=lambda: waits.append(tried(database, NOW, "anna")))
        for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    database.close()
    assert sum(wait == 0 for wait in waits) == 10
