"""Jobs: enqueued with what causes them, done at least once, given up in the end."""

import asyncio
import logging
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sync_server.kit import jobs, working
from sync_server.kit.database import Database
from sync_server.kit.jobs import Job, claim, enqueue
from sync_server.kit.migrations import bring_up
from sync_server.kit.working import Worker

MAIL = ("mail",)
WOKEN_SECONDS = 60.0


@pytest.fixture
def database(empty: Database, tmp_path: Path) -> Database:
    bring_up(empty)
    return empty


def put(database: Database, name: str = "mail", **more: Any) -> bool:
    with database.write() as connection:
        return enqueue(connection, name, more.pop("payload", {"to": 1}), **more)


def take(database: Database, lease_ms: int = jobs.LEASE_MS) -> Job | None:
    with database.write() as connection:
        return claim(connection, MAIL, lease_ms)


def counts(database: Database) -> tuple[int, int]:
    with database.read() as connection:
        return jobs.counts(connection)


def test_a_job_is_claimed_once_and_goes_when_it_is_done(database: Database) -> None:
    assert put(database, payload={"to": "a list"})
    job = take(database)
    assert job
    assert (job.name, job.payload, job.attempts) == ("mail", {"to": "a list"}, 1)
    assert take(database) is None
    with database.write() as connection:
        assert jobs.finish(connection, job)
    assert counts(database) == (0, 0)


def test_what_is_rolled_back_enqueues_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError), database.write() as connection:  # noqa: PT012
        enqueue(connection, "mail", {})
        raise RuntimeError
    assert take(database) is None


def test_two_of_one_key_are_one_while_the_first_waits(database: Database) -> None:
    assert put(database, key="digest of Monday")
    assert not put(database, key="digest of Monday")
    job = take(database)
    assert job
    with database.write() as connection:
        jobs.finish(connection, job)
    assert put(database, key="digest of Monday")


def test_a_job_for_later_waits_and_other_names_are_left(database: Database) -> None:
    put(database, delay_ms=60_000)
    put(database, "thumbnail")
    assert take(database) is None
    assert counts(database) == (2, 0)


def test_a_claim_whose_holder_died_is_free_after_its_lease(database: Database) -> None:
    put(database)
    first = take(database, lease_ms=0)
    second = take(database)
    assert first
    assert second
    assert (second.id, second.attempts) == (first.id, 2)
    with database.write() as connection:
        assert not jobs.finish(connection, first), "it is another's now"
    assert counts(database) == (1, 0)


def test_many_workers_do_each_job_once(database: Database) -> None:
    for number in range(40):
        put(database, payload={"n": number})
    taken: list[int] = []

    def work() -> None:
        while job := take(database):
            taken.append(job.payload["n"])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(40))


def test_a_job_that_fails_comes_later_each_time_and_is_given_up(database: Database) -> None:
    put(database)
    for attempt in range(1, 4):
        job = take(database)
        assert job
        assert job.attempts == attempt
        with database.write() as connection:
            failed = jobs.now_ms()
            assert jobs.fail(connection, job, "SMTPError", most=3) == (attempt == 3)
            due, lease = connection.execute(jobs.select(jobs.JOB.c.due, jobs.JOB.c.lease)).one()
            assert lease == 0
            assert due - failed > 3_000 * 3 ** (attempt - 1)
            connection.execute(jobs.update(jobs.JOB).values(due=0))
    assert take(database) is None
    assert counts(database) == (0, 1)
    with database.write() as connection:
        assert [job.name for job in jobs.poisoned(connection)] == ["mail"]
        assert jobs.revive(connection) == 1
    assert take(database)


def test_a_payload_too_large_is_a_mistake(database: Database) -> None:
    with pytest.raises(ValueError, match="the payload of a job"):
        put(database, payload={"all": "x" * jobs.MOST_PAYLOAD})


@pytest.fixture
def never_polled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that is not woken looks again only long after the test has given up."""
    monkeypatch.setattr(working, "POLL_SECONDS", 10 * WOKEN_SECONDS)


@pytest.mark.usefixtures("never_polled")
def test_the_worker_is_woken_by_what_is_enqueued_and_finishes_before_it_stops(
    database: Database,
) -> None:
    done: list[int] = []

    async def handle(payload: Mapping[str, Any]) -> None:
        await asyncio.sleep(0.05)
        done.append(payload["n"])

    async def whole() -> None:
        worker = Worker(database, {"mail": handle})
        async with working.working(worker):
            await asyncio.sleep(0.2)
            await database.writing(lambda c: enqueue(c, "mail", {"n": 1}))
            async with asyncio.timeout(WOKEN_SECONDS):
                while not done:
                    await asyncio.sleep(0.01)
            await database.writing(lambda c: enqueue(c, "mail", {"n": 2}))
            await asyncio.sleep(0.03)

    asyncio.run(whole())
    assert set(done) >= {1}
    waiting, _ = counts(database)
    assert waiting + len(done) == 2, "what was begun is finished, the rest waits"


@pytest.mark.usefixtures("never_polled")
def test_feeds_that_trickle_hold_up_no_letter(database: Database) -> None:
    sent = asyncio.Event()
    trickling = 0

    async def trickle(payload: Mapping[str, Any]) -> None:
        nonlocal trickling
        trickling += 1
        await sent.wait()

    async def send(payload: Mapping[str, Any]) -> None:
        sent.set()

    for _ in range(8):
        put(database, "feed")

    async def whole() -> None:
        worker = Worker(database, {"feed": trickle, "mail": send}, slow={"feed"})
        async with working.working(worker):
            while trickling < 2:
                await asyncio.sleep(0.01)
            await database.writing(lambda c: enqueue(c, "mail", {}))
            async with asyncio.timeout(WOKEN_SECONDS):
                await sent.wait()
            assert trickling == 2, "the other half of the lanes is kept for what is quick"

    asyncio.run(whole())


def test_a_handler_that_fails_or_hangs_is_logged_by_kind_and_tried_again(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails(payload: Mapping[str, Any]) -> None:
        raise RuntimeError("anna@example.org bounced")

    async def hangs(payload: Mapping[str, Any]) -> None:
        await asyncio.Event().wait()

    put(database)
    put(database, "thumbnail")
    handlers = {"mail": fails, "thumbnail": hangs}
    with caplog.at_level(logging.WARNING, "paddock.jobs"):
        assert asyncio.run(Worker(database, handlers, lease_ms=500).drain()) == 2
    assert counts(database) == (2, 0)
    assert "anna" not in caplog.text
    kinds = {record.paddock_fields["error"] for record in caplog.records}
    assert kinds == {"RuntimeError", "TimeoutError"}
