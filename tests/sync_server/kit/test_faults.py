"""Faults of the world are told as what they are, with when to come back; ours stay faults."""

import contextlib
import logging
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from sync_server.app import create_app
from sync_server.kit import database as kept
from sync_server.kit.database import Database
from sync_server.kit.faults import outlived, problem_of
from sync_server.settings import Settings
from tests.sync_server.people import World, stand_in

SECONDS = 60


@pytest.fixture
def postgresql_world(new_postgresql: Callable[[], str], tmp_path: Path) -> Iterator[World]:
    app = create_app(Settings(tmp_path / "server", new_postgresql(), jobs=False))
    app.state.authenticate = stand_in
    with World(app) as made:
        yield made


_REFUSE = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{code}'; END $$;
CREATE TRIGGER refused BEFORE INSERT ON record FOR EACH ROW EXECUTE FUNCTION refuse();
"""


@pytest.mark.parametrize(
    ("code", "said", "seconds"),
    [
        ("53100", "the server's disk is full", "60"),
        ("53200", "the database is busy", "5"),
        ("53300", "the database is busy", "5"),
        ("40P01", "the database is busy", "5"),
        ("40001", "the database is busy", "5"),
        ("55P03", "the database is busy", "5"),
        ("57014", "the database is busy", "5"),
        ("57P01", "the database is away", "5"),
        ("57P03", "the database is away", "5"),
        ("58030", "the database is away", "5"),
        ("25006", "the database is away", "5"),
    ],
)
def test_what_postgresql_cannot_do_now_is_told_with_when_to_come_back(
    postgresql_world: World, caplog: pytest.LogCaptureFixture, code: str, said: str, seconds: str
) -> None:
    ann = postgresql_world.person("ann")
    body = ann.body(ann.patch(name="Berta"))
    with postgresql_world.database.write() as connection:
        connection.exec_driver_sql(_REFUSE.format(code=code))
    answer = ann.ask("POST", "/sync/push", body)
    assert (answer.status_code, answer.json()["detail"]) == (503, said)
    assert f"refused: {said} ({code})" in caplog.messages
    assert answer.headers["retry-after"] == seconds
    assert answer.json()["code"] == ("disk_full" if code == "53100" else "unavailable")
    with postgresql_world.database.write() as connection:
        connection.execute(text("DROP TRIGGER refused ON record"))
    # Nothing of it was taken, and all of it is now.
    assert ann.send(body).verdicts[0].verdict == "merged"


@contextlib.contextmanager
def all_taken(database: Database, most: int) -> Iterator[None]:
    """Every connection that the server may have is at work."""
    with contextlib.ExitStack() as taken:
        for _ in range(most):
            taken.enter_context(database.read())
        yield


def test_a_server_that_has_no_connection_left_says_that_it_is_busy(
    new_postgresql: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "CONNECTIONS", 10)
    monkeypatch.setattr(kept, "POOL_SECONDS", 0.1)
    app = create_app(Settings(tmp_path / "server", new_postgresql(), jobs=False))
    app.state.authenticate = stand_in
    with World(app) as world:
        ann = world.person("ann")
        with all_taken(world.database, 10):
            answer = ann.ask("GET", "/spaces")
        assert (answer.status_code, answer.json()["detail"]) == (503, "the database is busy")
        assert answer.headers["retry-after"] == "5"
        assert ann.ask("GET", "/spaces").status_code == 200


def test_a_deadlock_is_the_worlds_fault_too(postgresql_world: World) -> None:
    database: Database = postgresql_world.database
    with database.write() as connection:
        connection.execute(text("CREATE TABLE two (n INTEGER PRIMARY KEY, by INTEGER)"))
        connection.execute(text("INSERT INTO two VALUES (1, 0), (2, 0)"))
    change = text("UPDATE two SET by = by + 1 WHERE n = :n")
    both_hold_one = threading.Barrier(2, timeout=SECONDS)

    def cross(first: int, then: int) -> None:
        with database.write() as connection:
            connection.execute(change, {"n": first})
            both_hold_one.wait()
            connection.execute(change, {"n": then})

    with ThreadPoolExecutor(2) as crossing:
        ways = [crossing.submit(cross, 1, 2), crossing.submit(cross, 2, 1)]
    # PostgreSQL ends one of them.
    (error,) = (each.exception() for each in ways if each.exception() is not None)
    assert isinstance(error, DBAPIError)
    problem = problem_of(error)
    assert problem is not None
    assert (problem.status, problem.detail) == (503, "the database is busy")


def test_a_host_that_says_nothing_is_not_waited_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kept._PATIENCE, "connect_timeout", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent, ThreadPoolExecutor(1) as beside:
        database = Database(f"postgresql://nobody@127.0.0.1:{silent.getsockname()[1]}/none")

        def look() -> None:
            with database.read():
                pass

        asked = beside.submit(look)
        try:
            error = asked.exception(SECONDS)
        finally:
            # Else it would wait on, and we for it.
            silent.close()
    assert isinstance(error, OperationalError)
    problem = problem_of(error)
    assert problem is not None
    assert problem.detail == "the database is away"


def test_what_the_url_says_of_patience_stays() -> None:
    asked = kept.patience("postgresql://nobody@db/none?connect_timeout=3")
    assert asked == {name: each for name, each in kept._PATIENCE.items() if name[0] != "c"}


def test_a_folder_that_is_away_is_told_as_that(tmp_path: Path) -> None:
    nowhere = Database(f"sqlite:///{tmp_path / 'nowhere' / 'server.sqlite'}")
    with pytest.raises(OperationalError) as gone, nowhere.read():
        pass
    problem = problem_of(gone.value)
    assert problem is not None
    assert problem.detail == "the database is away"


@pytest.mark.parametrize("statement", ["SELECT none FROM nowhere", "INSERT INTO meta VALUES (1)"])
def test_a_mistake_of_ours_is_no_fault_of_the_world(world: World, statement: str) -> None:
    with pytest.raises(DBAPIError) as wrong, world.database.write() as connection:
        connection.execute(text(statement))
    assert problem_of(wrong.value) is None


def test_what_is_outlived_is_logged_and_a_mistake_with_where_it_was(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with outlived("the jobs"):
        raise OperationalError("SELECT", None, Exception("anna@example.org"))
    with outlived("the jobs"):
        raise KeyError("anna@example.org")
    world, ours = caplog.records
    assert (world.levelno, world.getMessage()) == (logging.WARNING, "the jobs: OperationalError")
    assert (ours.levelno, bool(ours.exc_info)) == (logging.ERROR, True)
    assert "anna" not in world.getMessage() + ours.getMessage()
    caplog.clear()


def test_health_looks_again_after_a_fault_that_nobody_foresaw(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr("sync_server.kit.health.FRESH_SECONDS", 0)
    ann = world.person("ann")
    with monkeypatch.context() as patched:
        patched.setattr(world.database, "writing", broken)
        patched.setattr(world.http, "_transport", httpx.ASGITransport(world.app, False))
        assert ann.ask("GET", "/health").status_code == 503
    assert ann.ask("GET", "/health").status_code == 200
