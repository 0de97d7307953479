"""Making a garage under a used id: what one is told, and how often."""

from collections.abc import Callable

import httpx
import pytest
from sqlalchemy import delete, select, update

from garage.ids import new_id
from garage.permissions import Role
from sync_server.accounts.tables import PERSON
from sync_server.kit import journal
from sync_server.kit.clock import now
from sync_server.spaces import making, membership
from sync_server.spaces.tables import SPACE, TAKEN
from tests.sync_server.people import Device, World
from tests.sync_server.questions import asked

Making = Callable[[Device, str], httpx.Response]


def organization(person: Device, id_: str) -> httpx.Response:
    return person.ask("POST", "/spaces", {"id": id_, "name": "Mine", "kind": "family"})


def enclosed(person: Device, id_: str) -> httpx.Response:
    body = {"id": id_, "name": "Mine"}
    return person.ask("POST", f"/spaces/{person.home}/enclosed", body)


def home(person: Device, id_: str) -> httpx.Response:
    with person.world.database.write() as connection:
        mine = PERSON.c.id == person.person
        connection.execute(update(PERSON).where(mine).values(home=None))
    return person.ask("POST", "/account/home", {"space": id_})


MAKINGS = [organization, enclosed, home]


def family(owner: Device, kind: str = "family") -> str:
    made = owner.ask("POST", "/spaces", {"name": "Family", "kind": kind})
    return str(made.json()["id"])


@pytest.mark.parametrize("make", MAKINGS)
def test_a_garage_that_is_there_and_one_that_was_are_told_alike(world: World, make: Making) -> None:
    owner, removed = world.person("owner"), world.person("removed")
    there, deleted = family(owner), family(owner)
    of_a_deleted_account = world.person("deleted")
    inner = owner.ask("POST", f"/spaces/{deleted}/enclosed", {"name": "Inner"}).json()["id"]
    with world.database.write() as connection:
        membership.join(connection, there, removed.person, Role.MEMBER, now())
        membership.forget_person(connection, of_a_deleted_account.person, now())
    owner.ask("DELETE", f"/spaces/{there}/members/{removed.person}")
    assert owner.ask("DELETE", f"/spaces/{deleted}").status_code == 204

    answers, work = [], []
    for used in (there, owner.home, deleted, inner, of_a_deleted_account.home):
        with asked(world.database.engine) as questions:
            answers.append(make(removed, used))
        # Not what it is asked about.
        work.append([statement for statement, _ in questions])
    assert {answer.status_code for answer in answers} == {409}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(answer.headers) for answer in answers}) == 1
    assert all(each == work[0] for each in work)
    assert make(removed, new_id(now())).status_code == 200


def test_the_owner_of_a_deleted_garage_makes_another_one_anew(world: World) -> None:
    owner = world.person("owner")
    space = family(owner)
    body = {"id": space, "name": "Family", "kind": "family"}
    assert owner.ask("POST", "/spaces", body).status_code == 200, "an answer may have been lost"
    assert owner.ask("DELETE", f"/spaces/{space}").status_code == 204
    assert owner.ask("POST", "/spaces", body).status_code == 409
    assert owner.ask("POST", "/spaces", {"name": "Family", "kind": "family"}).status_code == 200


def test_an_enclosed_garage_is_answered_again_within_the_same_one_alone(world: World) -> None:
    owner = world.person("owner")
    outer, other = family(owner), family(owner)
    body = {"id": new_id(now()), "name": "Inner"}
    for _ in range(2):
        assert owner.ask("POST", f"/spaces/{outer}/enclosed", body).status_code == 200
    assert owner.ask("POST", f"/spaces/{other}/enclosed", body).status_code == 409


def test_a_restored_server_that_never_saw_a_deleted_garage_knows_its_id(world: World) -> None:
    owner, deleted = world.person("owner"), new_id(now())
    with world.database.write() as connection:
        take_in = journal.TAKEN_IN["deleted"]
        take_in(connection, {"what": "deleted", "space": deleted, "at": now()})
    assert organization(owner, deleted).status_code == 409
    assert not world.rows(select(SPACE).where(SPACE.c.id == deleted))


@pytest.mark.parametrize("make", MAKINGS)
def test_a_garage_that_a_server_of_before_made_meanwhile_is_known(
    world: World, make: Making
) -> None:
    owner, other = world.person("owner"), world.person("other")
    made = new_id(now())
    assert make(owner, made).status_code == 200
    with world.database.write() as connection:
        connection.execute(delete(TAKEN).where(TAKEN.c.id == made))
    assert make(owner, made).status_code == 200
    with world.database.write() as connection:
        connection.execute(delete(TAKEN).where(TAKEN.c.id == made))
    assert make(other, made).status_code == 409
    with world.database.write() as connection:
        connection.execute(delete(TAKEN).where(TAKEN.c.id == made))
        making.take_away(connection, made)
    assert make(owner, made).status_code == 409


@pytest.mark.parametrize("make", MAKINGS)
def test_it_can_be_asked_so_often_and_no_more(
    world: World, make: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("spaces.routes._MAKINGS", "accounts.routes._HOMES"):
        monkeypatch.setattr(f"sync_server.{module}", "3/hour")
    owner, curious = world.person("owner"), world.person("curious")
    space = family(owner)
    assert [make(curious, space).status_code for _ in range(4)] == [409, 409, 409, 429]
    assert make(curious, new_id(now())).status_code == 429
    assert making.MOST_SPACES > 100, "else who makes many at once meets the limit first"
