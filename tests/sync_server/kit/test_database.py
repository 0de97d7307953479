"""The database: all or nothing, in line, hooks after the commit."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import OperationalError

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


def insert(n: int, ran: list[int] | None = None) -> Callable[[Connection], int]:
    """A work that adds a row, and says so once it is durable."""

    def work(connection: Connection) -> int:
        connection.execute(text("INSERT INTO seen VALUES (:n)"), {"n": n})
        if ran is not None:
            after_commit(connection, lambda: ran.append(n))
        if n < 0:
            raise RuntimeError("no")
        return n

    return work


def begun(database: Database) -> list[str]:
    """How often a transaction begins from now on."""
    found: list[str] = []

    def heard(_: object, __: object, statement: str, *rest: object) -> None:
        if statement.startswith("BEGIN IMMEDIATE"):
            found.append(statement)

    event.listen(database.engine, "before_cursor_execute", heard)
    return found


def test_those_who_wait_share_a_commit_and_what_fails_is_undone_alone(database: Database) -> None:
    ran: list[int] = []
    transactions = begun(database)

    async def at_once() -> list[object]:
        works = [insert(n, ran) for n in (1, 2, -3, 4)]
        return await asyncio.gather(*map(database.writing, works), return_exceptions=True)

    first, second, third, fourth = asyncio.run(at_once())
    assert (first, second, fourth) == (1, 2, 4)
    assert isinstance(third, RuntimeError)
    with database.read() as connection:
        there = connection.execute(text("SELECT n FROM seen ORDER BY n")).scalars().all()
    assert there == ran == [1, 2, 4]
    # How many go together depends on how long each takes: four at once never need four.
    assert len(transactions) < 4


def test_a_commit_that_fails_is_everybodys_error_and_leaves_nothing(database: Database) -> None:
    ran: list[int] = []

    def full(_: Connection) -> None:
        raise OperationalError("COMMIT", None, Exception("database or disk is full"))

    async def at_once() -> list[object]:
        works = [database.writing(insert(n, ran)) for n in range(3)]
        return await asyncio.gather(*works, return_exceptions=True)

    event.listen(database.engine, "commit", full)
    answers = asyncio.run(at_once())
    event.remove(database.engine, "commit", full)
    assert [type(each) for each in answers] == [OperationalError] * 3
    assert count(database) == 0
    assert not ran
    assert asyncio.run(database.writing(insert(7, ran))) == 7
    assert ran == [7]


def test_a_disk_that_is_full_is_the_error_of_all_who_shared_and_nobody_is_told_otherwise(
    database: Database,
) -> None:
    ran: list[int] = []

    def large(connection: Connection) -> None:
        used = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {used + 1}")
        for _ in range(50):
            connection.execute(text("INSERT INTO seen VALUES (randomblob(4000))"))

    async def at_once() -> list[object]:
        works = [insert(1, ran), insert(2, ran), large, insert(3, ran)]
        return await asyncio.gather(*map(database.writing, works), return_exceptions=True)

    answers = asyncio.run(at_once())
    assert isinstance(answers[2], OperationalError)
    assert "full" in str(answers[2])
    told = [answer for answer in answers if isinstance(answer, int)]
    with database.read() as connection:
        there = connection.execute(text("SELECT n FROM seen ORDER BY n")).scalars().all()
    assert there == told == ran


def test_a_transaction_that_cannot_begin_is_told_to_each_who_waits(database: Database) -> None:
    def locked(_: object, __: object, statement: str, *rest: object) -> None:
        if statement.startswith("BEGIN IMMEDIATE"):
            raise OperationalError(statement, None, Exception("database is locked"))

    async def at_once() -> list[object]:
        works = [database.writing(insert(n)) for n in range(3)]
        return await asyncio.gather(*works, return_exceptions=True)

    event.listen(database.engine, "before_cursor_execute", locked)
    answers = asyncio.run(at_once())
    event.remove(database.engine, "before_cursor_execute", locked)
    assert [type(each) for each in answers] == [OperationalError] * 3
    assert asyncio.run(database.writing(insert(1))) == 1


def test_who_goes_away_while_waiting_writes_nothing(database: Database) -> None:
    async def gone() -> int:
        async with database.in_line():
            leaving = asyncio.create_task(database.writing(insert(1)))
            staying = asyncio.create_task(database.writing(insert(2)))
            await asyncio.sleep(0)
            leaving.cancel()
            await asyncio.wait([leaving])
        return await staying

    assert asyncio.run(gone()) == 2
    assert count(database) == 1


def test_what_ends_the_process_is_told_to_each_who_waits(database: Database) -> None:
    class Ended(BaseException):
        pass

    def ended(_: Connection) -> int:
        raise Ended

    async def at_once() -> list[object]:
        works = [database.writing(insert(1)), database.writing(ended), database.writing(insert(2))]
        async with database.in_line():
            waiting = [asyncio.ensure_future(work) for work in works]
            await asyncio.sleep(0)
        await asyncio.wait(waiting)
        return [each.exception() for each in waiting]

    first, second, third = asyncio.run(at_once())
    assert isinstance(second, Ended)
    # It may share the transaction that was ended; if not, it was committed before.
    assert third is None
    assert count(database) == (1 if first else 2)


def test_a_connection_that_is_given_back_after_the_close_is_closed(empty: Database) -> None:
    with empty.read() as connection:
        held = connection.connection.dbapi_connection
        assert held is not None
        empty.close()
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    with pytest.raises((psycopg.OperationalError, sqlite3.ProgrammingError), match="closed"):
        held.cursor().execute("SELECT 1")
