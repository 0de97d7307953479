"""Every role, kind, verb and route lets through exactly what the table of permissions says."""

import itertools
from typing import Any

import pytest

from garage.ids import new_id
from garage.permissions import Role, Verb, may
from garage.records import kinds
from garage.records.agenda import SharedFeed
from sync_server.kit.clock import now
from sync_server.spaces import making, membership
from tests.sync_server.people import Device, World

OTHERS = {
    "family": [Role.MANAGER, Role.MEMBER, Role.VIEWER],
    "conversation": [Role.MANAGER, Role.MEMBER, Role.VIEWER, Role.GUEST],
}
KINDS = [kind.name for kind in kinds()] + ["spaceship"]


class Circle:
    """A space with an owner, who made all there is, and one of each other role there is in it."""

    def __init__(self, world: World, kind: str) -> None:
        self.owner, self.space = world.person("owner"), new_id(now())
        self.people = {Role.OWNER: self.owner}
        self.people |= {role: world.person(role) for role in OTHERS[kind]}
        with world.database.write() as connection:
            making.make(connection, self.space, "Us", kind, self.owner.person, now())
            for role in OTHERS[kind]:
                membership.join(connection, self.space, self.people[role].person, role, now())
        self.stranger = world.person("stranger")

    def patches(self, person: Device) -> list[dict[str, Any]]:
        """One record of each kind."""
        return [person.patch(kind=kind, space=self.space, notes="made") for kind in KINDS]

    def overtaken(self) -> tuple[str, str]:
        """A vehicle that two named without seeing each other, and what became of the first name."""
        other = self.owner.another()
        car = self.owner.add(space=self.space, name="Berta")
        base = {"name": car.stamps[""]}
        before = set(self.owner.records(self.space))
        for device, name in ((self.owner, "Emil"), (other, "Otto")):
            device.push(device.patch(car.id, space=self.space, base=base, name=name))
        (value,) = set(self.owner.records(self.space)) - before
        return car.id, value


@pytest.fixture(params=list(OTHERS))
def circle(request: pytest.FixtureRequest, world: World) -> Circle:
    return Circle(world, request.param)


@pytest.fixture
def family(world: World) -> Circle:
    return Circle(world, "family")


def test_every_role_is_walked() -> None:
    assert {Role.OWNER, *itertools.chain.from_iterable(OTHERS.values())} == set(Role)


def merged(person: Device, patches: list[dict[str, Any]]) -> dict[str, bool]:
    """Kind → whether a patch of it was taken."""
    return {
        patch["kind"]: verdict.verdict == "merged"
        for patch, verdict in zip(patches, person.push(*patches), strict=True)
    }


def test_a_push_takes_exactly_what_each_role_may(circle: Circle) -> None:
    for role, person in circle.people.items():
        adding = circle.patches(person)
        assert merged(person, adding) == {k: may(role, Verb.ADD, k) for k in KINDS}, role
        # What somebody else made, which for the owner is their own.
        theirs = circle.patches(circle.owner)
        assert all(merged(circle.owner, theirs).values())
        own = role is Role.OWNER
        for verb, fields in ((Verb.EDIT, {"notes": "changed"}), (Verb.DELETE, {"deleted": True})):
            edits = [person.patch(p["id"], p["kind"], circle.space, **fields) for p in theirs]
            expected = {k: may(role, verb, k, own=own) for k in KINDS}
            assert merged(person, edits) == expected, (role, verb)
            mine = [
                person.patch(p["id"], p["kind"], circle.space, **fields)
                for p in adding
                if may(role, Verb.ADD, p["kind"])
            ]
            expected = {p["kind"]: may(role, verb, p["kind"], own=True) for p in mine}
            assert merged(person, mine) == expected, (role, verb, "own")


def test_a_pull_gives_each_role_what_it_may_read(circle: Circle) -> None:
    circle.owner.push(*circle.patches(circle.owner))
    for role, person in circle.people.items():
        read = {each.kind for each in person.records(circle.space).values()}
        assert read == {kind for kind in KINDS if may(role, Verb.READ, kind)}
    answer = circle.stranger.pull({circle.space: 0})
    assert (answer.pages, answer.dropped) == ([], [circle.space])


def test_moves_and_erasure_take_exactly_what_each_role_may(circle: Circle) -> None:
    for role, person in circle.people.items():
        theirs = circle.patches(circle.owner)
        circle.owner.push(*theirs)
        for patch in theirs:
            for path, verb in (("/records/move", Verb.MOVE), ("/records/erase", Verb.ERASE)):
                body = {"space": circle.space, "to": person.home, "ids": [patch["id"]]}
                allowed = may(role, verb, patch["kind"], own=role is Role.OWNER)
                status = person.ask("POST", path, body).status_code
                assert status == (200 if allowed else 403), (role, path, patch["kind"])


def test_what_was_overtaken_goes_with_its_record_and_is_nobodys_to_take(circle: Circle) -> None:
    for role, person in circle.people.items():
        car, value = circle.overtaken()
        other = circle.owner.add(space=circle.space, name="Emil")
        before = circle.owner.records(circle.space)
        for path in ("/records/move", "/records/erase"):
            # Alone, and beside a record that is not the one it belongs to.
            for ids in ([value], [value, other.id]):
                body = {"space": circle.space, "to": person.home, "ids": ids}
                assert person.ask("POST", path, body).status_code == 403, (role, path)
        assert circle.owner.records(circle.space) == before
        body = {"space": circle.space, "to": person.home, "ids": [car]}
        allowed = may(role, Verb.MOVE, "vehicle", own=role is Role.OWNER)
        status = person.ask("POST", "/records/move", body).status_code
        assert status == (200 if allowed else 403), role
        there = set(circle.owner.records(circle.space))
        assert {car, value} & there == (set() if allowed else {car, value})


def test_feeds_are_made_listed_and_revoked_as_each_role_may(circle: Circle) -> None:
    kind, asked = SharedFeed.kind, {"of": "space", "space": circle.space}
    for role, person in circle.people.items():
        made = circle.owner.ask("POST", "/feeds", asked).json()["feed"]["id"]
        own = person.ask("POST", "/feeds", asked)
        assert own.status_code == (200 if may(role, Verb.ADD, kind) else 403), role
        listed = person.ask("GET", f"/feeds?space={circle.space}").json()["feeds"]
        all_ = may(role, Verb.DELETE, kind)
        assert {each["by"] for each in listed} <= {person.person} or all_, role
        assert (made in {each["id"] for each in listed}) == all_, role
        assert person.ask("DELETE", f"/feeds/{made}").status_code == (204 if all_ else 404), role


def test_what_is_no_id_is_nobody_and_nothing(family: Circle) -> None:
    space = f"/spaces/{family.space}"
    for nobody in ("no-id", "a%00b", new_id(now())):
        for method, path, body in (
            ("PATCH", f"{space}/members/{nobody}", {"role": "viewer"}),
            ("DELETE", f"{space}/members/{nobody}", None),
            ("DELETE", f"{space}/invitations/{nobody}", None),
            ("POST", f"{space}/owner", {"person": nobody.replace("%00", "\0")[:36]}),
        ):
            assert family.owner.ask(method, path, body).status_code == 404, path
    inner = {"name": "Inner", "members": [{"person": "a\0b", "role": "viewer"}]}
    assert family.owner.ask("POST", f"{space}/enclosed", inner).status_code == 404
    for there in ({"space": "a\0b", "to": family.space}, {"space": family.space, "to": "a\0b"}):
        answer = family.owner.ask("POST", "/records/move", {**there, "ids": ["a\0b"]})
        assert answer.status_code == 404


def test_nobody_gives_more_than_they_are_or_touches_the_owner(family: Circle) -> None:
    manager, member = family.people[Role.MANAGER], family.people[Role.MEMBER]
    members = f"/spaces/{family.space}/members"
    owner = f"{members}/{family.owner.person}"
    assert manager.ask("PATCH", owner, {"role": "viewer"}).status_code == 403
    assert manager.ask("DELETE", owner).status_code == 403
    of_member = f"{members}/{member.person}"
    assert manager.ask("PATCH", of_member, {"role": "owner"}).status_code == 400
    assert manager.ask("PATCH", of_member, {"role": "manager"}).status_code == 204
    assert manager.ask("PATCH", of_member, {"role": "guest"}).status_code == 400
