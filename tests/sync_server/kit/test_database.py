"""The database: all or nothing, in line, hooks after the commit."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from sync_server.kit.database import Database, after_commit


@pytest.fixture
def database(tmp_path: Path):
    made = Database(f"sqlite:///{tmp_path / 'server.sqlite'}")
    with made.write() as connection:
        connection.execute(text("CREATE TABLE seen (n INTEGER)"))
    yield made
    made.close()


def count(database: Database) -> int:
    with database.read() as connection:
        return connection.execute(text("SELECT count(*) FROM seen")).scalar_one()


def test_what_fails_leaves_nothing_and_runs_no_hook(database: Database) -> None:
    ran: list[str] = []
    with pytest.raises(RuntimeError, match="no"), database.write() as connection:  # noqa: PT012
        connection.execute(text("INSERT INTO seen VALUES (1)"))
        after_commit(connection, lambda: ran.append("hook"))
        raise RuntimeError("no")
    assert count(database) == 0
    assert not ran
    with database.write() as connection:
        after_commit(connection, lambda: ran.append("next"))
    assert ran == ["next"]


def test_a_hook_sees_what_was_committed(database: Database) -> None:
    seen: list[int] = []
    with database.write() as connection:
        connection.execute(text("INSERT INTO seen VALUES (1)"))
        after_commit(connection, lambda: seen.append(count(database)))
    assert seen == [1]


def test_forty_writers_wait_in_line_and_none_is_refused(database: Database) -> None:
    def write(connection: Connection) -> None:
        n = connection.execute(text("SELECT count(*) FROM seen")).scalar_one()
        connection.execute(text("INSERT INTO seen VALUES (:n)"), {"n": n})

    async def all_at_once() -> None:
        await asyncio.gather(*(database.writing(write) for _ in range(40)))

    asyncio.run(all_at_once())
    with database.read() as connection:
        rows = connection.execute(text("SELECT n FROM seen ORDER BY n")).scalars().all()
    assert rows == list(range(40))
