"""The figures of /metrics are those of what happened: pushes, verdicts, jobs, mail, refusals."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from garage.ids import new_id
from sync_server.app import create_app
from sync_server.kit import jobs
from sync_server.kit.bounds import Bounds
from sync_server.kit.clock import now
from sync_server.kit.working import Worker
from sync_server.mail import service as mail
from sync_server.settings import Settings
from tests.sync_server.people import World, stand_in

MINUTES = 60_000


@pytest.fixture
def world(settings: Settings) -> Iterator[World]:
    """A server whose jobs wait."""
    app = create_app(replace(settings, jobs=False))
    app.state.authenticate = stand_in
    with World(app) as made:
        yield made


def figures(world: World) -> dict[str, float]:
    """What is counted, by name and labels."""
    answer = world.run(world.http.get("/metrics"))
    assert answer.status_code == 200
    lines = (line for line in answer.text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def grown(world: World, work: Callable[[], object], *names: str) -> dict[str, float]:
    """By how much these grew meanwhile: other tests of the process counted as well."""
    before = figures(world)
    work()
    after = figures(world)
    changed = {name: after[name] - before.get(name, 0) for name in after if name.startswith(names)}
    return {name: value for name, value in changed.items() if value}


def test_a_push_is_counted_with_its_patches_and_each_verdict(world: World) -> None:
    ann, bob = world.person("ann"), world.person("bob")
    good = [ann.patch(name=name) for name in ("Berta", "Emil", "Otto")]
    elsewhere = ann.patch(space=bob.home, name="Moritz")
    ann.ahead = 10 * MINUTES
    ahead = ann.patch(name="of tomorrow")

    def push() -> None:
        verdicts = [each.verdict for each in ann.push(*good, elsewhere, ahead)]
        assert verdicts == ["merged", "merged", "merged", "refused", "future"]

    names = ("paddock_pushes", "paddock_patches", "paddock_verdicts", "paddock_pulls")
    assert grown(world, push, *names) == {
        "paddock_pushes_total": 1,
        "paddock_patches_total": 5,
        'paddock_verdicts_total{verdict="merged"}': 3,
        'paddock_verdicts_total{verdict="refused"}': 1,
        'paddock_verdicts_total{verdict="future"}': 1,
    }
    assert grown(world, ann.pull, *names) == {"paddock_pulls_total": 1}


def test_a_push_that_is_refused_whole_is_none(world: World) -> None:
    ann = world.person("ann")
    body = {**ann.body(ann.patch(name="Berta")), "epoch": new_id(now())}

    def push() -> None:
        assert ann.ask("POST", "/sync/push", body).status_code == 409

    assert grown(world, push, "paddock_pushes", "paddock_patches", "paddock_verdicts") == {}


def test_what_waits_and_what_was_given_up_is_counted_from_the_rows(world: World) -> None:
    waiting = ("paddock_mail_waiting", "paddock_jobs_waiting", "paddock_jobs_poisoned")
    with world.database.write() as connection:
        for n in range(3):
            mail.post(connection, f"p{n}@example.org", "reset_code", {"code": "12345678"})
        jobs.enqueue(connection, "count", {})
        lost = jobs.claim(connection, [mail.JOB])
        assert lost
        assert jobs.fail(connection, lost, "550", most=1)
    found = figures(world)
    assert [found[name] for name in waiting] == [2, 3, 1]
    with world.database.write() as connection:
        connection.execute(jobs.JOB.delete())
    found = figures(world)
    assert [found[name] for name in waiting] == [0, 0, 0]


def test_jobs_are_counted_by_what_became_of_them(world: World) -> None:
    async def count(payload: Mapping[str, Any]) -> None:
        if payload["fails"]:
            kind = jobs.Hopeless if payload["fails"] == "for good" else jobs.Failed
            raise kind("no")

    with world.database.write() as connection:
        for fails in ("", "", "for now", "for good"):
            jobs.enqueue(connection, "count", {"fails": fails})

    def work() -> None:
        assert world.run(Worker(world.database, {"count": count}).drain()) == 4

    assert grown(world, work, "paddock_jobs_total") == {
        'paddock_jobs_total{name="count",outcome="done"}': 2,
        'paddock_jobs_total{name="count",outcome="failed"}': 1,
        'paddock_jobs_total{name="count",outcome="given up"}': 1,
    }
    found = figures(world)
    assert (found["paddock_jobs_waiting"], found["paddock_jobs_poisoned"]) == (1, 1)


def test_what_was_refused_because_there_was_too_much_is_counted(world: World) -> None:
    world.app._bounds = Bounds(at_once=0)

    def ask() -> None:
        for _ in range(3):
            assert world.run(world.http.get("/sign-in")).status_code == 503

    assert grown(world, ask, "paddock_overloaded") == {"paddock_overloaded_total": 3}
